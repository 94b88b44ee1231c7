"""Software water intensity after SWI 0.1.0."""

from collections.abc import Mapping

import pytest

from wholeprint.errors import ConformanceError, UnitError, ValueRefusedError
from wholeprint.lifecycle.sci_units import FunctionalUnit
from wholeprint.lifecycle.swi import WaterIntensity, software_water
from wholeprint.lifecycle.zone import WaterBasis
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.footprint import UNITS, Category, Footprint, Impact
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.quantities.world import World

PER_THOUSAND = FunctionalUnit("token", 1000.0)
WATER = {
    Category.WATER_ONSITE: 10.0,
    Category.WATER_OFFSITE: 30.0,
    Category.WATER_EMBODIED: 20.0,
    Category.WATER_WITHDRAWAL: 400.0,
    Category.WATER_SCARCITY: 80.0,
}


def footprint(amounts: Mapping[Category, float]) -> Footprint:
    return Footprint(
        {name: Impact(Uncertain.fixed(value, UNITS[name])) for name, value in amounts.items()},
        Boundary(),
        World(n=8),
        notes=(Note("hydro-water-counted", "Reservoirs are counted."), Note("gap", "A gap.")),
    )


def value(quantity: Quantity) -> float:
    assert isinstance(quantity, Uncertain), quantity
    return quantity.central


def test_operation_and_making_per_functional_unit() -> None:
    """60 L for 6,000 tokens are 10 L per thousand: 6.67 of operation, 3.33 of making (1e-12)."""
    found = software_water(footprint(WATER), PER_THOUSAND, 6000.0).consumption
    assert value(found.operational) == pytest.approx(40.0 / 6.0, rel=1e-12)
    assert value(found.embodied) == pytest.approx(20.0 / 6.0, rel=1e-12)
    assert value(found.total) == pytest.approx(10.0, rel=1e-12)


def test_the_unadjusted_stands_beside_the_adjusted() -> None:
    """80 Leq of operation and 20 L made where water is twice as scarce: 120 Leq beside 60 L."""
    found = software_water(
        footprint(WATER),
        FunctionalUnit("run"),
        1.0,
        making_scarcity=Uncertain.fixed(2.0, "Leq/L"),
    )
    assert value(found.consumption_adjusted.total) == pytest.approx(120.0, rel=1e-12)
    assert value(found.consumption.total) == pytest.approx(60.0, rel=1e-12)
    found.require_conforming()


def test_withdrawal_is_on_its_own() -> None:
    """400 L withdrawn are told, have no share of making, and cannot be added to the consumed."""
    found = software_water(footprint(WATER), FunctionalUnit("run"), 1.0)
    assert value(found.withdrawal.operational) == 400.0
    assert isinstance(found.withdrawal.total, NoData)
    assert isinstance(found.withdrawal_adjusted.operational, NoData)
    with pytest.raises(ConformanceError, match="never added"):
        _ = found.consumption + found.withdrawal


def test_of_one_basis_two_can_be_added_unless_one_is_weighted() -> None:
    """Litres add to litres; litres do not add to litres weighted by scarcity."""
    found = software_water(footprint(WATER), FunctionalUnit("run"), 1.0)
    twice = found.consumption + found.consumption
    assert value(twice.total) == pytest.approx(120.0, rel=1e-12)
    with pytest.raises(UnitError):
        _ = found.consumption + found.consumption_adjusted


def test_without_a_place_of_making_it_is_no_score_and_says_so() -> None:
    """Where the hardware was made is not the place where it runs: adjusting needs a factor."""
    found = software_water(footprint(WATER), FunctionalUnit("run"), 1.0)
    assert list(found.gaps) == ["SWI-06"]
    with pytest.raises(ConformanceError, match="SWI-06"):
        found.require_conforming()


def test_half_of_the_operation_is_no_operation() -> None:
    """Without water off site there is no W_O, and what is missing is told as an exclusion."""
    partial = {name: amount for name, amount in WATER.items() if name != Category.WATER_OFFSITE}
    found = software_water(footprint(partial), FunctionalUnit("run"), 1.0)
    assert isinstance(found.consumption.total, NoData)
    assert {"SWI-03"} <= set(found.gaps)
    assert "nobody has data" in found.exclusions


def test_what_was_chosen_is_disclosed() -> None:
    """How each part is known, what became of reservoirs, and the resolution are in the report."""
    found = software_water(footprint(WATER), FunctionalUnit("run"), 1.0)
    assert found.methods["hydro-water-counted"] == "Reservoirs are counted."
    assert found.methods["water_onsite"] == "measured"
    assert "gap" not in found.methods
    assert found.resolution == "one year, one country"
    assert set(found.components) == {
        *("water_onsite", "water_offsite", "water_embodied", "water_withdrawal")
    }


@pytest.mark.parametrize("count", [0.0, -1.0, float("inf"), float("nan")])
def test_nothing_done_is_no_score(count: float) -> None:
    """A score is per something that was done."""
    with pytest.raises(ValueRefusedError):
        software_water(footprint(WATER), FunctionalUnit("run"), count)


def test_a_negative_factor_is_refused() -> None:
    """Scarcity is not negative."""
    with pytest.raises(ValueRefusedError, match="negative"):
        software_water(
            footprint(WATER),
            FunctionalUnit("run"),
            1.0,
            making_scarcity=Uncertain.fixed(-1.0, "Leq/L"),
        )


def test_a_missing_half_is_the_reason_of_the_total() -> None:
    """The total of an intensity without its first half is that half's absence."""
    found = WaterIntensity(
        WaterBasis.CONSUMPTION, NoData.of("L", "unknown"), Uncertain.fixed(1.0, "L")
    )
    assert isinstance(found.total, NoData)
    assert found.total.reason == "unknown"
