"""A statement computed again, each figure held against the result."""

from typing import Any

import pytest

from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.rebuild import Rebuilt, Verdict, rebuild, verdict


def _again(**figures: Any) -> dict[str, Rebuilt]:
    return {each.place: each for each in rebuild(statement_of({"figures": figures}))}


def _exactly(text: str) -> dict[str, str]:
    return {"is": text, "exact": "true"}


@pytest.mark.parametrize(
    ("printed", "formula", "expected"),
    [
        ("27", "[26.84 W] / [1 W]", Verdict.EXACT),
        ("2290", "390 + 1900", Verdict.EXACT),
        ("1,900", "1 * 1897.28", Verdict.ROUNDING),
        ("449", "1 * 449.84", Verdict.TRUNCATED),
        ("32,623", "979000000 / 300000 * 10", Verdict.OFF),
        ("~0.333", "0.35", Verdict.ABOUT),
        ("~5", "4", Verdict.OFF),
        ("<0.005 %", "[0.0042 %] * 1", Verdict.EXACT),
        ("<0.005 %", "[0.0052 %] * 1", Verdict.OFF),
        (">3", "4", Verdict.EXACT),
        ("3 kWh", "[3 L]", Verdict.UNIT),
        ("3 kWh", "[3 L] + [3 kWh]", Verdict.UNIT),
        ("3 kWh", "nothing_like_it", Verdict.UNKNOWN),
    ],
)
def test_verdicts_of_exact_inputs(printed: str, formula: str, expected: Verdict) -> None:
    """Each verdict, by a figure whose formula holds nothing that was rounded."""
    found = _again(x={"is": printed, "equals": formula})["x"]

    assert found.verdict is expected


def test_rounding_of_inputs_explains() -> None:
    """1066 printed for 3.77e6 h x 283 W, which is 1066.9: the inputs leave 3.3 open."""
    found = _again(
        hours="3.77e6 h", each="283 W", energy={"is": "1066 MWh", "equals": "hours * each"}
    )["energy"]

    assert found.verdict is Verdict.ROUNDING
    assert found.computed is not None
    assert found.computed.value == pytest.approx(1066.91)
    assert found.computed.slack_amount == pytest.approx(3.3, abs=0.01)


def test_a_small_difference_that_nothing_explains() -> None:
    """Within 1 % of a product of rounded inputs it is close; of a sum it is off."""
    product = _again(a="100.00 W", b="10.000 h", x={"is": "1.005 kWh", "equals": "a * b"})["x"]
    sums = _again(a="100.00 W", b="10.00 W", x={"is": "110.50 W", "equals": "a + b"})["x"]

    assert product.verdict is Verdict.CLOSE
    assert sums.verdict is Verdict.OFF


def test_what_is_not_printed_follows() -> None:
    """A derived figure has a value and nothing to be held against."""
    found = _again(a="2 kWh", x={"equals": "a * 2"})["x"]

    assert found.verdict is Verdict.FOLLOWS
    assert found.difference_ratio is None
    assert verdict(found.figure, _computed(found), _node(found)) is Verdict.FOLLOWS


def _computed(found: Rebuilt) -> Any:
    return found.computed


def _node(found: Rebuilt) -> Any:
    return found.figure.equals


def test_memory_is_carried_along() -> None:
    """What rests on a figure from memory, however far away, says so."""
    found = _again(
        a={"is": "2 kWh", "read": "recalled"}, b={"equals": "a * 2"}, c={"equals": "b + [1 kWh]"}
    )

    assert found["b"].recalled
    assert found["c"].recalled


def test_the_vocabulary_gives_formulas_of_its_own() -> None:
    """Carbon is held against energy and intensity without being told, PUE applied once."""
    found = _again(
        power=_exactly("1 kW"),
        duration=_exactly("10 h"),
        pue=_exactly("1.5"),
        intensity=_exactly("100 g/kWh"),
        energy="15 kWh",
        ghg="2.25 kg",
    )

    assert found["energy"].verdict is Verdict.EXACT
    assert found["ghg"].verdict is Verdict.OFF
    assert found["ghg"].difference_ratio == pytest.approx(1.5 / 2.25 - 1.0)
    assert found["ghg"].by == "energy * intensity"


def test_totals_against_rows() -> None:
    """A total that is not the sum of its rows is off; each row is held for itself."""
    found = rebuild(
        statement_of(
            {
                "rows": {"a": {"ghg": "1.00 t"}, "b": {"ghg": "2.00 t"}},
                "totals": {"ghg": "4.00 t"},
            }
        )
    )

    assert [(each.place, each.verdict) for each in found] == [("totals.ghg", Verdict.OFF)]


def test_a_circle_is_said_and_does_not_hang() -> None:
    """Two figures that need each other cannot be computed."""
    found = _again(a={"equals": "b"}, b={"equals": "a"})

    assert {each.verdict for each in found.values()} == {Verdict.UNKNOWN}
    assert "itself" in found["a"].reason


def test_which_verdicts_reproduce_and_which_contradict() -> None:
    """Three say that it comes out, two that it contradicts itself, the rest neither."""
    assert {each for each in Verdict if each.reproduces} == {
        Verdict.EXACT,
        Verdict.ROUNDING,
        Verdict.ABOUT,
    }
    assert {each for each in Verdict if each.contradicts} == {Verdict.OFF, Verdict.UNIT}
