"""Why two footprints differ."""

import numpy as np
import pytest

from wholeprint.advice.explain.explain import explain
from wholeprint.advice.explain.sides import Side, Valued, statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.errors import BoundaryError, UnknownNameError, ValueRefusedError
from wholeprint.quantities.units import Unit


def _side(**figures: str) -> Side:
    return statement_side(statement_of({"title": "one", "figures": figures}))


def test_factors_are_as_fine_as_both_sides_can_be_told() -> None:
    """One side states chips and time, the other only their product: the product is the factor."""
    first = _side(
        accelerators="8", duration="100 h", system_power="400 W", pue="1.5", intensity="100 g/kWh"
    )
    second = _side(accelerator_hours="400 h", system_power="300 W", pue="1.2", intensity="50 g/kWh")

    found = explain(first, second)

    assert found.target == "ghg"
    assert [part.name for part in found.parts] == [
        "accelerator_hours",
        "system_power",
        "pue",
        "intensity",
    ]
    assert found.aligned[0][0] == pytest.approx(800 * 0.4 * 1.5 * 100, rel=1e-12)
    assert found.aligned[1][0] == pytest.approx(400 * 0.3 * 1.2 * 50, rel=1e-12)
    assert sum(float(part.lmdi[0]) for part in found.parts) == pytest.approx(40_800.0, rel=1e-12)
    assert sum(float(part.share[0]) for part in found.parts) == pytest.approx(1.0, rel=1e-12)


def test_a_factor_that_is_the_same_takes_no_part() -> None:
    """Equal factors are named, and are not among those that differ."""
    found = explain(
        _side(energy="10 kWh", intensity="100 g/kWh"), _side(energy="20 kWh", intensity="100 g/kWh")
    )

    assert found.same == ("intensity",)
    assert [part.name for part in found.parts] == ["energy"]


def test_units_do_not_matter() -> None:
    """One side in pounds and megawatt-hours, the other in tonnes and kilowatt-hours."""
    found = explain(
        _side(energy="1 MWh", intensity="1 lbCO2e/kWh"),
        _side(energy="1000 kWh", intensity="453.59237 gCO2e/kWh"),
    )

    assert found.parts == ()
    assert float(found.aligned[0][0]) == pytest.approx(453_592.37, rel=1e-12)


def test_embodied_and_operational_are_added_and_split_each() -> None:
    """A total is the sum of both, and its factors are those of both."""
    first = _side(ghg_embodied="30 kg", energy="100 kWh", intensity="500 g/kWh", ghg_total="80 kg")
    second = _side(ghg_embodied="10 kg", energy="100 kWh", intensity="100 g/kWh", ghg_total="20 kg")

    found = explain(first, second, "ghg_total")

    assert {part.name: float(part.lmdi[0]) for part in found.parts} == pytest.approx(
        {"intensity": 40_000.0, "ghg_embodied": 20_000.0}, rel=1e-12
    )


def test_the_building_is_taken_away_where_only_one_counts_it() -> None:
    """One boundary first: the PUE of the side that counts the building is divided out."""
    first = statement_of(
        {
            "title": "with",
            "boundary": ["operational", "facility"],
            "figures": {"it_energy": "100 kWh", "pue": "1.5", "intensity": "100 g/kWh"},
        }
    )
    second = statement_of(
        {
            "title": "without",
            "boundary": ["operational"],
            "figures": {"it_energy": "50 kWh", "pue": "1", "intensity": "100 g/kWh"},
        }
    )

    found = explain(statement_side(first), statement_side(second))

    (step,) = found.steps
    assert (step.side, step.what, step.known) == (0, "facility", True)
    assert float(step.amount[0]) == pytest.approx(15_000 * (1 - 1 / 1.5), rel=1e-12)
    assert [part.name for part in found.parts] == ["it_energy"]
    assert float(found.unexplained[0][0]) == pytest.approx(0.0, abs=1e-6)


def test_what_nobody_can_take_away_is_said() -> None:
    """Idle time that only one side counts is named, with no number made up for it."""
    first = Side(
        "a", {"ghg": Valued(np.array([2.0]), Unit.parse("gCO2e"))}, counts=frozenset({"idle"})
    )
    second = Side("b", {"ghg": Valued(np.array([1.0]), Unit.parse("gCO2e"))}, counts=frozenset())

    (step,) = explain(first, second).steps

    assert not step.known
    assert "nobody says how much" in step.why


def test_what_a_side_states_beyond_its_factors_is_told_apart() -> None:
    """The printed 3.2 t and its factors' 3.219 t are not the same number."""
    first = _side(energy="10 kWh", intensity="100 g/kWh", ghg="1.02 kg")
    second = _side(energy="10 kWh", intensity="50 g/kWh", ghg="0.5 kg")

    found = explain(first, second)

    assert float(found.aligned[0][0]) == pytest.approx(1000.0)
    assert float(found.unexplained[0][0]) == pytest.approx(20.0)


def test_a_target_that_only_one_has_is_refused() -> None:
    """The message lists what both have."""
    with pytest.raises(UnknownNameError, match="Both have: energy"):
        explain(_side(energy="1 kWh", water="1 L"), _side(energy="2 kWh"), "water")


def test_nothing_in_common_is_refused() -> None:
    """Two sides without any common total cannot be told apart."""
    with pytest.raises(UnknownNameError, match="no total in common"):
        explain(_side(pue="1.1"), _side(energy="2 kWh"))


def test_figures_of_two_kinds_are_refused() -> None:
    """A word of both sides' own that means two things is not compared."""
    with pytest.raises(BoundaryError, match="not of one kind"):
        explain(_side(cost="1 kWh"), _side(cost="2 kg"), "cost")


def test_negative_amounts_are_refused() -> None:
    """A credit has no logarithm."""
    with pytest.raises(ValueRefusedError, match="negative"):
        explain(_side(ghg="-1 kg"), _side(ghg="2 kg"))


def _of(accounting: str, intensity: str) -> Side:
    figures = {"energy": "10 kWh", "intensity": intensity}
    plain = {"title": accounting, "accounting": accounting, "figures": figures}
    return statement_side(statement_of(plain))


def test_location_is_not_told_apart_from_market() -> None:
    """The two are not of one kind; energy still is."""
    first, second = _of("location", "400 g/kWh"), _of("market", "10 g/kWh")

    with pytest.raises(BoundaryError, match="market-based"):
        explain(first, second)
    assert explain(first, second, "energy").target == "energy"


def test_two_market_based_figures_are_called_so() -> None:
    """The intensity of a contract is not called one of the grid."""
    found = explain(_of("market", "20 g/kWh"), _of("market", "10 g/kWh"))

    assert found.target == "ghg_market"
    assert [part.name for part in found.parts] == ["market_intensity"]
