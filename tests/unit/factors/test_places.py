"""What a zone has from its region, and its generation mix."""

import numpy as np
import pytest

from wholeprint.factors.places import region_id, share_of_mix
from wholeprint.factors.sets import Factors

FACTORS = Factors()
FUELS = ("coal", "gas", "oil", "nuclear", "hydro", "wind", "solar", "bioenergy", "other_renewable")


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("water.plant.coal.withdrawal.FR", "water.plant.coal.withdrawal.western_europe"),
        ("water.plant.nuclear.consumption.JP", "water.plant.nuclear.consumption.japan"),
        ("recycled.FR", "recycled.europe"),
        ("recycled.KE", "recycled.africa"),
        ("recycled.XX", ""),
        ("pue.FR", ""),
    ],
)
def test_a_zone_asks_its_region(asked: str, stated: str) -> None:
    """Plants and recycling are known by region; anything else is not."""
    assert region_id(asked, FACTORS.table("water_zones")) == stated


def test_zones_of_a_region_share_one_factor() -> None:
    """France and Spain have the same coal plants: one factor, so that its draws cancel."""
    one = FACTORS.factor("water.plant.coal.consumption.FR")
    assert one is FACTORS.factor("water.plant.coal.consumption.ES")


def test_every_country_with_a_mix_has_its_plants_and_its_recycling() -> None:
    """Nowhere is a mix known and the water of its plants is not (Kosovo and the like included)."""
    zones = {row.text("zone") for row in FACTORS.table("grid_mix")}
    regions = {row.text("zone") for row in FACTORS.table("water_zones")}
    assert {zone for zone in zones if "-" not in zone} <= regions
    for zone in sorted(regions):
        assert FACTORS.has(f"recycled.{zone}")
        assert FACTORS.has(f"water.plant.gas.withdrawal.{zone}")


def test_shares_of_a_mix_add_up() -> None:
    """What a country makes of each fuel is all of it (tolerance: six printed decimals each)."""
    found = [FACTORS.factor(f"mix.FR.{fuel}").central for fuel in FUELS]
    assert sum(found) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("wrong", ["mix.XX.coal", "mix.FR.peat", "mix.FR.year", "mix.FR", "mix"])
def test_what_is_no_share_is_not_made_one(wrong: str) -> None:
    """An unknown zone or fuel, and a column that is no share, give nothing."""
    assert share_of_mix(wrong, FACTORS.table("grid_mix"), FACTORS.sources) is None


def test_the_world_withdraws_as_its_countries_do() -> None:
    """An unknown place may withdraw what any country does, weighted by what is generated there.

    Li et al. (2023) put AI's electricity at 49 L/kWh, which has sea water in it and other years.
    """
    found = FACTORS.factor("water.withdrawal.offsite.world")
    assert found.unit == "L/kWh"
    low, middle, high = found.distribution.quantile(np.array([0.05, 0.5, 0.95])).tolist()
    assert low < middle < high < 49.0
