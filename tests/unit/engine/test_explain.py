"""Which assumptions decide between two scenarios."""

from pathlib import Path

import pytest

from wholeprint.engine.explain import are_models, decide, is_model
from wholeprint.errors import ModelError, SimulationError

_MODEL = """\
model: growth
outcome: x
time: {start: 0, stop: 4, step: 1, unit: year}
parameters:
  rate: {value: 0.5, unit: 1/year}
  gain: {value: 2, unit: "1"}
  idle: 1 [1]
stocks: {x: {initial: 3, in: growing, unit: cow}}
flows: {growing: rate * x}
auxiliaries: {y: gain * x, z: y - 100, w: 1 / (gain - 2)}
scenarios:
  fast: {values: {rate: 1, Gain: 4}}
  slow: {values: {rate: 0, idle: 1}}
  ill: {values: {rate: 1, x.initial: 6}}
"""


@pytest.fixture
def model(tmp_path: Path) -> str:
    """A file with a model that grows by (1 + rate) each year."""
    path = tmp_path / "m@1.yaml"
    path.write_text(_MODEL, encoding="utf-8")
    return str(path)


def test_shares_of_a_product_are_those_of_logarithms(model: str) -> None:
    """With y as gain * 3 (1 + rate)^4, each one's share is its own logarithm, exactly."""
    found = decide(f"{model}@slow", f"{model}@fast", "y")
    by_name = {each.name: each for each in found.assumptions}

    assert (found.outcome, found.sides) == ("y", (f"{model}@slow", f"{model}@fast"))
    assert (found.series[0][-1], found.series[1][-1]) == (6.0, 192.0)
    assert found.is_logarithmic
    assert list(by_name) == ["rate", "gain"]
    assert by_name["rate"].share == pytest.approx(4.0 / 5.0, rel=1e-12)
    assert by_name["rate"].alone_amount == 96.0
    assert by_name["rate"].all_but_it_amount == 12.0
    assert (by_name["gain"].first_value, by_name["gain"].second_value) == (2.0, 4.0)
    assert by_name["rate"].unit == "1/year"
    assert sum(each.added_amount for each in found.assumptions) == pytest.approx(186.0)


def test_shares_of_what_may_be_negative_are_of_the_difference(model: str) -> None:
    """With z as y - 100 there is no logarithm; shares add up to one all the same."""
    found = decide(f"{model}@slow", f"{model}@fast", "z")

    assert not found.is_logarithmic
    assert sum(each.share for each in found.assumptions) == pytest.approx(1.0)


def test_the_model_as_it_stands_is_a_side(model: str) -> None:
    """A library model without a scenario; where a stock begins counts as an assumption."""
    found = decide("rebound", "rebound@backfire")

    assert {each.name for each in found.assumptions} == {"elasticity", "other cost", "crowding"}
    ill = decide(f"{model}@slow", f"{model}@ill")
    with_start = {each.name for each in ill.assumptions}
    assert with_start == {"rate", "x.initial"}


def test_equal_sides_have_nothing_to_explain(model: str) -> None:
    """No assumption, no share."""
    found = decide(f"{model}@slow", f"{model}@slow")

    assert found.assumptions == ()
    assert found.series[0].tolist() == found.series[1].tolist()


def test_the_two_library_scenarios_are_told_apart() -> None:
    """When demand ends and how many take up the practice decide; parts add up to the whole."""
    found = decide("plateau_or_growth@plateau", "plateau_or_growth@growth")

    assert [each.name for each in found.assumptions[:2]] == [
        "size of demand",
        "best practice at last",
    ]
    assert sum(each.share for each in found.assumptions) == pytest.approx(1.0)
    assert sum(each.added_amount for each in found.assumptions) == pytest.approx(
        found.series[1][-1] - found.series[0][-1]
    )


def test_what_cannot_be_compared_is_refused(model: str) -> None:
    """Different models, scenarios and variables that are not there, runs that go wrong."""
    with pytest.raises(ModelError, match="different models"):
        decide("rebound", f"{model}@slow")
    with pytest.raises(ModelError, match="Did you mean slow"):
        decide(f"{model}@slov", f"{model}@fast")
    with pytest.raises(ModelError, match="no variable"):
        decide(f"{model}@slow", f"{model}@fast", "why")
    with pytest.raises(SimulationError):
        decide(f"{model}@slow", f"{model}@fast", "w")


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("rebound", True),
        ("rebound@limit", True),
        ("m.yaml@late", True),
        ("m.mdl@late", True),
        ("m.yaml", False),
        ("last", False),
        ("someone@example.org", False),
        ("rebound@", False),
    ],
)
def test_models_are_known_by_their_names(what: str, expected: bool) -> None:  # noqa: FBT001 - a row
    """A library model, or a scenario of one or of a file; runs and statements are none."""
    assert is_model(what) is expected


def test_a_file_without_a_scenario_is_a_model_beside_one_with_it() -> None:
    """Two plain files are statements; beside a scenario of a model a file is a model."""
    assert are_models("mine.yaml@late", "mine.yaml")
    assert are_models("rebound", "mine.xmile")
    assert not are_models("paper.yaml", "other.yaml")
    assert not are_models("rebound", "last")
