"""Water behind the grid of a zone, how scarce it is, and what becomes of waste there."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.zone import (
    BY_COUNTRY,
    BY_MIX,
    GridWater,
    HydroWater,
    grid_water,
    lineage,
    recycled_share,
    scarcity,
)
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor, FactorBook, declared
from wholeprint.quantities.note import Note
from wholeprint.quantities.world import World

SHARES = {"coal": 0.5, "hydro": 0.25, "wind": 0.25}
PLANTS = {"coal.consumption.FR": 2.0, "hydro.consumption": 16.0, "wind.consumption": 0.0}
TAKEN = {"coal.withdrawal.FR": 40.0, "hydro.withdrawal": 0.0, "wind.withdrawal": 0.0}
FUELS = ("coal", "gas", "oil", "nuclear", "bioenergy", "hydro", "wind", "solar", "other_renewable")


def mixed(*more: Factor) -> FactorBook:
    return FactorBook(
        [
            *(declared(f"mix.FR.{fuel}", SHARES.get(fuel, 0.0), "1") for fuel in FUELS),
            *(declared(f"water.plant.{k}", v, "L/kWh") for k, v in (PLANTS | TAKEN).items()),
            *more,
        ]
    )


def look_up(
    zone: str | None,
    book: FactorBook | None = None,
    hydro: HydroWater = HydroWater.ALLOCATED,
    overrides: dict[str, float] | None = None,
) -> tuple[GridWater, list[Note]]:
    notes: list[Note] = []
    assume = Assumptions(World(), book or worked.book(), overrides or {})
    return grid_water(zone, hydro, assume, notes), notes


def test_a_zone_with_a_number_has_that_number() -> None:
    """The zone's own number is used as it is, without a remark."""
    found, notes = look_up("FR")
    assert found.consumed is not None
    assert found.consumed.central == 4.0
    assert (found.methods, notes) == ({}, [])
    assert "withdrawn behind the grid of FR" in found.no_withdrawal


def test_a_part_of_a_country_widens_the_number_of_the_country_and_says_so() -> None:
    """FR-COR has no number: that of FR stands for it, over a range of 7.36, with a warning.

    7.36 is 9.50 over 1.29 L/kWh, the states of one country that differ most (WRI 2020, as quoted
    by Li et al. 2023); tolerance 1 %: percentiles between 1,024 strata.
    """
    found, notes = look_up("FR-COR")
    assert found.consumed is not None
    assert found.consumed.high / found.consumed.low == pytest.approx(9.50 / 1.29, rel=0.01)
    assert [(note.code, note.severity) for note in notes] == [("zone-widened", "warning")]


@pytest.mark.parametrize("zone", [None, "XX", "XX-1"])
def test_an_unknown_zone_is_an_absence(zone: str | None) -> None:
    """Without a number for zone or country there is none, and never that of the world."""
    found, notes = look_up(zone)
    assert found.consumed is None
    assert found.withdrawn is None
    assert found.no_consumption
    assert notes == []


def test_the_mix_alone_says_what_is_consumed_and_withdrawn() -> None:
    """Half coal at 2, a quarter hydro at 16: 5 L/kWh consumed; half coal at 40: 20 withdrawn."""
    found, notes = look_up("FR", mixed())
    assert found.consumed is not None
    assert found.withdrawn is not None
    assert found.consumed.central == pytest.approx(5.0, rel=1e-12)
    assert found.withdrawn.central == pytest.approx(20.0, rel=1e-12)
    assert [note.code for note in notes] == ["hydro-water-counted"]
    assert "about 4 L/kWh" in notes[0].message


def test_two_methods_are_both_kept_and_the_result_lies_between() -> None:
    """10 by the country and 5 by the mix: draws run evenly from 5 to 10, and both are told."""
    book = mixed(
        declared("water.offsite.FR", 10.0, "L/kWh"),
        Factor("water.offsite.between_methods", "1", Uniform(0.0, 1.0)),
    )
    found, _ = look_up("FR", book)
    assert found.consumed is not None
    assert {name: each.central for name, each in found.methods.items()} == pytest.approx(
        {BY_COUNTRY: 10.0, BY_MIX: 5.0}
    )
    assert found.consumed.draws.min() >= 5.0
    assert found.consumed.draws.max() <= 10.0
    # 5th and 95th percentile of an even spread, to a stratum of 1,024.
    assert (found.consumed.low, found.consumed.high) == pytest.approx((5.25, 9.75), abs=0.01)


def test_without_reservoirs_the_mix_decides_alone_and_says_so() -> None:
    """Leaving hydro out, 1 L/kWh of coal is left, whatever the country's own figure is."""
    book = mixed(declared("water.offsite.FR", 10.0, "L/kWh"))
    found, notes = look_up("FR", book, HydroWater.NONE)
    assert found.consumed is not None
    assert found.consumed.central == pytest.approx(1.0, rel=1e-12)
    assert [(note.code, note.severity) for note in notes] == [("hydro-water-left-out", "warning")]


def test_without_a_mix_reservoirs_cannot_be_left_out() -> None:
    """A country's own figure holds its reservoirs: without a mix there is no number at all."""
    found, _ = look_up("FR", hydro=HydroWater.NONE)
    assert found.consumed is None
    assert "generation mix of FR" in found.no_consumption


def test_what_is_declared_wins_over_every_method() -> None:
    """A declared number stands alone and exact, also where no table knows the zone."""
    for zone in ("FR", "XX-1"):
        found, notes = look_up(zone, mixed(), overrides={f"water.offsite.{zone}": 3.142})
        assert found.consumed is not None
        assert np.unique(found.consumed.draws).tolist() == [3.142]
        assert (found.methods, notes) == ({}, [])


@pytest.mark.parametrize("name", ["water.offsite.FR", "water.withdrawal.offsite.FR"])
def test_negative_water_is_refused(name: str) -> None:
    """Nobody gives water back by using power: a negative number is a mistake."""
    with pytest.raises(ValueRefusedError, match="cannot be negative"):
        look_up("FR", overrides={name: -1.0})


def test_scarcity_is_that_of_the_zone_or_of_its_country_wider() -> None:
    """FR has its own factor; a part of it has FR's, wider and with a warning; XX has none."""
    book = FactorBook(
        [
            declared("stress.FR", 5.0, "Leq/L"),
            Factor("stress.part_of_country", "1", Uniform(0.5, 2.0)),
        ]
    )
    assume = Assumptions(World(), book, {})
    notes: list[Note] = []
    whole, _ = scarcity("FR", assume, notes)
    assert whole is not None
    assert (whole.low, whole.high, notes) == (5.0, 5.0, [])
    part, _ = scarcity("FR-COR", assume, notes)
    assert part is not None
    assert part.high > whole.high
    assert [note.code for note in notes] == ["water-scarcity-widened"]
    assert scarcity("XX", assume, notes)[0] is None
    assert "not known" in scarcity(None, assume, notes)[1]


def test_recycling_is_that_of_the_region_else_of_the_world() -> None:
    """A zone whose region has a share has that, any other the world's; nothing known is None."""
    book = FactorBook([declared("recycled.FR", 0.4, "1"), declared("recycled.world", 0.2, "1")])
    assume = Assumptions(World(n=8), book, {})
    found = [recycled_share(zone, assume) for zone in ("FR", "FR-COR", "XX", None)]
    assert [each.central for each in found if each is not None] == [0.4, 0.4, 0.2, 0.2]
    assert recycled_share("FR", Assumptions(World(n=8), FactorBook(), {})) is None


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_more_than_all_is_not_recycled(share: float) -> None:
    """A share of waste lies between nothing and all of it."""
    with pytest.raises(ValueRefusedError, match="0 to 1"):
        recycled_share("FR", Assumptions(World(n=8), worked.book(), {"recycled.world": share}))


def test_the_country_of_a_zone_comes_after_the_zone() -> None:
    """A country is its own; a part is looked up before the country it belongs to."""
    assert lineage("FR") == ("FR",)
    assert lineage("US-TX") == ("US-TX", "US")
