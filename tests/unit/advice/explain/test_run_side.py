"""One side of an explanation, from a footprint that was assessed."""

import pytest

from wholeprint.advice.explain.explain import explain
from wholeprint.advice.explain.run_side import footprint_side
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.footprint import Category, Contribution, Footprint, Impact, Level
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

WORLD = World(4, 0)


def _footprint(kwh: float, grams: float, made: float) -> Footprint:
    energy = Uncertain.fixed(kwh, "kWh")
    building = Uncertain.fixed(kwh / 5.0, "kWh")
    return Footprint(
        {
            Category.ENERGY: Impact(
                energy,
                (
                    Contribution("cpu", "", Level.COMPUTE, energy - building),
                    Contribution("facility overhead", "", Level.COMPUTE, building),
                ),
            ),
            Category.GHG_OPERATIONAL: Impact(Uncertain.fixed(grams, "gCO2e")),
            Category.GHG_EMBODIED: Impact(Uncertain.fixed(made, "gCO2e")),
        },
        Boundary(),
        WORLD,
    )


def test_a_footprint_is_told_by_time_power_building_and_grid() -> None:
    """10 kWh in 2 h with a fifth of it in the building: 4 kW, PUE 1.25, 100 g/kWh, 50 g/h made."""
    side = footprint_side("a", _footprint(10.0, 1000.0, 100.0), 2.0, {"place": "FR"})

    found = {name: float(value.values[0]) for name, value in side.values.items()}
    assert found["power"] == pytest.approx(4000.0, rel=1e-12)
    assert found["pue"] == pytest.approx(1.25, rel=1e-12)
    assert found["intensity"] == pytest.approx(100.0, rel=1e-12)
    assert found["embodied_per_hour"] == pytest.approx(50.0, rel=1e-12)
    assert found["ghg_total"] == pytest.approx(1100.0, rel=1e-12)
    assert side.counts is not None
    assert "embodied" in side.counts


def test_two_runs_are_told_apart_by_operation_and_making() -> None:
    """Time counts in both terms of the sum; the parts add up to the difference."""
    first = footprint_side("a", _footprint(10.0, 1000.0, 100.0), 2.0, {})
    second = footprint_side("b", _footprint(5.0, 250.0, 50.0), 1.0, {})

    found = explain(first, second)

    assert found.target == "ghg_total"
    parts = {part.name: float(part.lmdi[0]) for part in found.parts}
    assert sorted(parts) == ["duration", "intensity"]
    assert sum(parts.values()) == pytest.approx(800.0, rel=1e-12)
    assert set(found.same) == {"power", "pue", "embodied_per_hour"}


def test_without_time_there_is_no_power() -> None:
    """A run that took no time has no mean power, and is explained by what it does have."""
    side = footprint_side("a", _footprint(10.0, 1000.0, 100.0), 0.0, {})

    assert "power" not in side.values
    assert "embodied_per_hour" not in side.values
    assert "intensity" in side.values
