"""The tables of water, against what others counted and against their own parts."""

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.zone import BY_COUNTRY, HydroWater, grid_water
from wholeprint.quantities.world import World

FACTORS = Factors()
ASSUME = Assumptions(World(n=256), FACTORS, {})
ZONES = sorted(row.text("zone") for row in FACTORS.table("grid_mix"))
GALLON = 3.785_411_784  # [L], exact by definition


@pytest.mark.parametrize(
    ("name", "shares", "litres"),
    [
        (
            "water.plant.coal.withdrawal.usa",
            (0.3592, 0.4833, 0.1347, 0.0028),
            (158.24, 3.8, 53.22, 0.38),
        ),
        (
            "water.plant.nuclear.consumption.western_europe",
            (0.2216, 0.723, 0.0, 0.0),
            (1.02, 2.54, 2.31, 0.0),
        ),
        (
            "water.plant.coal.consumption.india",
            (0.229, 0.4946, 0.0, 0.0354),
            (0.95, 2.6, 2.06, 0.26),
        ),
    ],
)
def test_plants_are_their_ways_of_cooling(
    name: str, shares: tuple[float, ...], litres: tuple[float, ...]
) -> None:
    """Once-through, tower, pond and dry, by their shares in 2015; sea water is none (GCAM).

    The table keeps five digits, hence the tolerance.
    """
    expected = sum(s * x for s, x in zip(shares, litres, strict=True))
    assert FACTORS.factor(name).central == pytest.approx(expected, rel=1e-4)


def test_plants_of_the_united_states_are_near_what_was_counted() -> None:
    """USGS counted 2.7 billion gallons a day consumed and 103 withdrawn by plants that run on heat.

    Withdrawal and consumption of water by thermoelectric power plants in the United States, 2015
    (SIR 2019-5103, abstract); over the generation in our table. Another year, and salt water is in
    theirs and not in ours: hence half as much again, and never more than they withdrew.
    """
    twh = FACTORS.table("grid_mix").where("zone", "US")[0].required_number("generation_twh")
    per_kwh = 365.0 * 1e9 * GALLON / (twh * 1e9)
    found = grid_water("US", HydroWater.NONE, ASSUME, [])
    assert found.consumed is not None
    assert found.withdrawn is not None
    assert found.consumed.central == pytest.approx(2.7 * per_kwh, rel=0.5)
    assert 103.0 * per_kwh / 1.5 < found.withdrawn.central < 103.0 * per_kwh


def test_every_country_with_a_mix_has_water_consumed_and_withdrawn() -> None:
    """213 countries have both numbers, where a figure of their own is known for 49."""
    found = {zone: grid_water(zone, HydroWater.ALLOCATED, ASSUME, []) for zone in ZONES}
    assert [zone for zone, water in found.items() if water.consumed is None] == []
    assert [zone for zone, water in found.items() if water.withdrawn is None] == []
    assert sum(len(water.methods) > 1 for water in found.values()) == 49


def test_the_figures_of_countries_lie_within_the_spread() -> None:
    """Nine of ten countries have their own figure between our 5th and 95th percentile."""
    inside: list[bool] = []
    for zone in ZONES:
        water = grid_water(zone, HydroWater.ALLOCATED, ASSUME, [])
        if water.methods and water.consumed is not None:
            stated = water.methods[BY_COUNTRY].central
            inside.append(water.consumed.low <= stated <= water.consumed.high)
    assert sum(inside) >= 0.9 * len(inside)


def test_reservoirs_decide_where_there_is_much_hydropower() -> None:
    """Brazil and Sweden: reservoirs are most of the water off site, by the mix (WRI: 18.6, 6.0)."""
    for zone in ("BR", "SE", "NO"):
        water = [grid_water(zone, hydro, ASSUME, []).consumed for hydro in HydroWater]
        assert water[0] is not None
        assert water[1] is not None
        assert water[1].central < 0.3 * water[0].central


def test_a_number_of_unstated_basis_is_in_no_distribution() -> None:
    """What does not say which of the two it counts is cited, and shapes nothing."""
    rows = list(FACTORS.table("water"))
    unstated = [row for row in rows if row.text("basis") == "unstated"]
    assert len(unstated) >= 2
    assert {row.text("shape") for row in unstated} == {"evidence"}
    for row in rows:
        is_withdrawal = "withdrawal" in row.text("id")
        assert (row.text("basis") == "withdrawal") == is_withdrawal


def test_no_fleet_s_withdrawal_stands_as_its_consumption() -> None:
    """Amazon, Meta and Microsoft state withdrawal: none of the three is among values consumed."""
    found = FACTORS.factor("water.onsite.datacentre").distribution
    consumed = set(found.quantile(np.linspace(0.001, 0.999, 999)).round(6).tolist())
    for name in ("aws", "meta", "azure"):
        stated = FACTORS.factor(f"water.withdrawal.onsite.cloud.{name}").central
        assert round(stated, 6) not in consumed


@pytest.mark.parametrize(
    ("zone", "factor"),
    [("US", 11.3), ("DE", 2.09), ("ES", 35.5), ("IN", 37.9), ("IE", 1.17), ("SG", 0.867)],
)
def test_scarcity_is_that_of_aware(zone: str, factor: float) -> None:
    """AWARE 2.0, annual, uses other than irrigation, as edges 1.5.0 carries it: 0.1 to 100."""
    assert FACTORS.factor(f"stress.{zone}").central == factor


def test_scarcity_keeps_to_the_limits_of_its_method() -> None:
    """AWARE ends at 0.1 and at 100, by its definition."""
    table = FACTORS.table("water_stress")
    values = [row.number("value") for row in table if row.text("unit") == "Leq/L"]
    assert all(value is not None and 0.1 <= value <= 100.0 for value in values)
    assert len(values) > 200
