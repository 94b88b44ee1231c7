"""One boundary for both sides."""

import pytest

from wholeprint.advice.explain.align import align
from wholeprint.advice.explain.sides import Side, statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e")


def _side(boundary: list[str] | None, **figures: str) -> Side:
    plain: dict[str, object] = {"title": "one", "figures": figures}
    return statement_side(
        statement_of(plain | ({} if boundary is None else {"boundary": boundary}))
    )


def test_a_side_that_does_not_say_what_it_counts_is_left_as_it_is() -> None:
    """Nothing is taken away on a guess."""
    first = _side(None, ghg="1 kg")
    second = _side(["operational", "embodied"], ghg="1 kg")

    sides, steps = align(first, second, "ghg", GRAMS)

    assert sides == (first, second)
    assert steps == ()


def test_embodied_is_taken_from_a_total_that_has_it() -> None:
    """What only one side counts is taken away, with its amount."""
    first = _side(["operational", "embodied"], ghg_total="3 kg", ghg_embodied="1 kg", ghg="2 kg")
    second = _side(["operational"], ghg_total="2 kg", ghg="2 kg")

    (changed, _), (step,) = align(first, second, "ghg_total", GRAMS)

    assert (step.what, step.side, float(step.amount[0])) == ("embodied", 0, 1000.0)
    assert changed.values["ghg_total"].values[0] == pytest.approx(2000.0)


def test_what_is_no_part_of_the_target_is_only_named() -> None:
    """Embodied gas is no part of operational gas: nothing is taken away."""
    first = _side(["operational", "embodied"], ghg="3 kg")
    second = _side(["operational"], ghg="2 kg")

    (changed, _), (step,) = align(first, second, "ghg", GRAMS)

    assert changed is first
    assert step.known
    assert float(step.amount[0]) == 0.0


def test_a_total_with_its_building_loses_only_the_building() -> None:
    """Embodied gas is not divided by the PUE."""
    first = _side(
        ["operational", "facility"], ghg_total="40 kg", ghg_embodied="10 kg", ghg="30 kg", pue="1.5"
    )
    second = _side(["operational"], ghg_total="2 kg", ghg="2 kg", ghg_embodied="0 kg")

    (changed, _), (step,) = align(first, second, "ghg_total", GRAMS)

    assert float(step.amount[0]) == pytest.approx(10_000.0)
    assert changed.values["ghg_total"].values[0] == pytest.approx(30_000.0)
    assert changed.values["ghg"].values[0] == pytest.approx(20_000.0)
