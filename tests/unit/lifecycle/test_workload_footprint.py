"""From hours in doubt to a footprint: what scales with time, and what with energy."""

import numpy as np
import pytest

from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.wanted import find_hardware, machine_of
from wholeprint.lifecycle.assess import Case, assess
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.workload_footprint import TOGETHER, footprint_of, per, server_of
from wholeprint.quantities.activity import AcceleratorLoad, Activity
from wholeprint.quantities.footprint import Category, Footprint
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World
from wholeprint.tracking.assessor import default_factors

FACTORS = default_factors()
MACHINE = machine_of(find_hardware("a100-sxm4-80gb:2", FACTORS))
PROFILE = resolve(MACHINE, FACTORS)
ACTIVITY = Activity(
    "estimate",
    np.array([0.0, 3600.0]),
    np.array([np.nan]),
    np.array([np.nan]),
    machine=MACHINE,
    accelerator_load=tuple(AcceleratorLoad(d.index, 1.0) for d in MACHINE.accelerators),
)
OPTIONS = AssessOptions(pue=1.1)
WORLD = World(64)


def _scaled(time: float, at_limit: float) -> Footprint:
    return footprint_of(
        Case(ACTIVITY, PROFILE),
        FACTORS,
        OPTIONS,
        WORLD,
        time=Uncertain.fixed(time, "1"),
        at_limit=Uncertain.fixed(at_limit, "1"),
    )


def _central(footprint: Footprint, category: Category) -> float:
    found = footprint[category]
    assert isinstance(found, Uncertain), found
    return found.central


def test_once_is_the_assessment_itself() -> None:
    """Times one, energy and wear are what an assessment of the activity says."""
    whole = assess(ACTIVITY, PROFILE, None, FACTORS, OPTIONS, WORLD)
    found = _scaled(1.0, 1.0)

    for category in (Category.ENERGY, Category.GHG_EMBODIED):
        assert _central(found, category) == pytest.approx(_central(whole, category), rel=1e-12)


def test_energy_goes_with_power_and_wear_with_time() -> None:
    """Twice the time at the same energy wears twice as much, and uses no more."""
    once, slow = _scaled(1.0, 1.0), _scaled(2.0, 1.0)

    assert _central(slow, Category.ENERGY) == pytest.approx(_central(once, Category.ENERGY))
    assert _central(slow, Category.GHG_EMBODIED) == pytest.approx(
        2 * _central(once, Category.GHG_EMBODIED)
    )


def test_accelerators_are_told_together() -> None:
    """Boards of a fleet are one contribution, and contributions still add up."""
    impact = _scaled(1.0, 1.0).impact("energy")
    names = [part.source for part in impact.contributions]
    assert isinstance(impact.total, Uncertain)

    assert TOGETHER in names
    assert not [name for name in names if name.startswith("gpu:")]
    parts = sum(part.amount.central for part in impact.contributions)
    assert parts == pytest.approx(impact.total.central)  # rounding of floats


def test_per_unit_leaves_out_what_has_no_number() -> None:
    """A footprint over a count has the categories that have a number, each divided."""
    found = _scaled(1.0, 1.0)
    each = per(found, 4.0)

    assert each[Category.ENERGY].central == pytest.approx(_central(found, Category.ENERGY) / 4)
    assert Category.LAND not in each


def test_a_server_that_is_given_by_itself_is_counted_so() -> None:
    """Its energy stands in place of the overhead, at the plug: a building adds to it as to all.

    Two boards of 400 W for an hour and 1 kWh of server, times a PUE of 1.1: 1.98 kWh.
    """
    found = footprint_of(
        Case(ACTIVITY, PROFILE),
        FACTORS,
        OPTIONS,
        WORLD,
        time=Uncertain.fixed(1.0, "1"),
        at_limit=Uncertain.fixed(1.0, "1"),
        server=Uncertain.fixed(1.0, "kWh"),
    )
    energy = found[Category.ENERGY]
    assert isinstance(energy, Uncertain)

    assert energy.to("kWh").low == pytest.approx(1.98)
    assert energy.to("kWh").high == pytest.approx(1.98)
    assert server_of(found).to("kWh").central == pytest.approx(1.0)
    assert "host-unknown" not in [note.code for note in found.notes]


def test_what_the_server_takes_is_all_but_boards_and_building() -> None:
    """Of a machine of which nothing is known: the boards' energy times the overhead less one."""
    found = _scaled(1.0, 1.0)
    overhead = FACTORS.factor("power.machine_per_accelerator").distribution.central

    assert server_of(found).to("kWh").central == pytest.approx(0.8 * (overhead - 1.0))
