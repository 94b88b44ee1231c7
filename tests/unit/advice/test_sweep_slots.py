"""A series on an even grid: which grid, what is exact, and when there is none."""

import numpy as np
import pytest

from wholeprint.advice.sweep_slots import Slots, Starts
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit


def _series(edges: list[float], values: list[float]) -> StepSeries:
    return StepSeries(np.asarray(edges), np.asarray(values), Unit.parse("gCO2e/kWh"))


def _slots(edges: list[float], values: list[float], also: float = 0.0) -> Slots:
    found = Slots.of(_series(edges, values), also)
    assert found is not None
    return found


def test_the_grid_is_as_coarse_as_it_can_be() -> None:
    """Steps of 10 and 15 minutes share slots of five; starts every two minutes ask for one."""
    assert _slots([0.0, 600.0, 1500.0], [1.0, 2.0]).step_seconds == 300.0
    assert _slots([0.0, 600.0, 1500.0], [1.0, 2.0], also=120.0).step_seconds == 60.0
    assert _slots([0.0, 600.0, 1500.0], [1.0, 2.0]).levels.tolist() == [0, 0, 1, 1, 1]


def test_no_grid_is_made_of_odd_edges() -> None:
    """Fractions of a second, and a century in seconds, are left to the direct way."""
    assert Slots.of(_series([0.0, 1.5], [1.0])) is None
    assert Slots.of(_series([0.0, 1.0, 3e9], [1.0, 2.0])) is None


@pytest.mark.parametrize(
    ("values", "scale", "base"),
    [
        ([100.0, 103.0], 1.0, 100.0),
        ([0.1, 0.25], 100.0, 0.1),
        ([-5.0, 5.0], 1.0, -5.0),
        ([np.pi, 3.0], 1.0, 3.0),  # no few decimals: levels as they are
    ],
)
def test_levels_are_whole_where_values_have_few_decimals(
    values: list[float], scale: float, base: float
) -> None:
    """Levels count the last decimal from the least value on, and none is negative."""
    slots = _slots([0.0, 300.0, 600.0], values)

    assert (slots.scale, slots.base_amount) == (scale, base)
    assert slots.levels.min() == 0.0
    assert np.allclose(slots.levels / scale + base, values, rtol=1e-15)


def test_a_run_that_ends_on_an_edge_belongs_to_the_slot_before() -> None:
    """600 s are one whole slot and a rest of one slot; 601 s are two and a second."""
    slots = _slots([0.0, 300.0, 600.0], [1.0, 2.0])
    whole, rest = slots.groups(np.asarray([600.0, 601.0, 30.0, 3 * 0.1 * 1000.0]))

    assert whole.tolist() == [1, 2, 0, 0]
    assert np.allclose(rest, [300.0, 1.0, 30.0, 300.0], rtol=1e-12)


def test_starts_outside_the_grid_have_no_line() -> None:
    """Of five starts, two lie before the series and one run would end behind it."""
    slots = _slots([600.0, 900.0, 1200.0, 1500.0], [1.0, 2.0, 4.0])

    assert slots.lines(1, Starts(0.0, 300.0, 5)).which.tolist() == [2, 3]
    assert slots.lines(3, Starts(0.0, 300.0, 5)).which.size == 0
    assert Starts(0.0, 300.0, 3).times_seconds().tolist() == [0.0, 300.0, 600.0]


def test_integrals_from_anywhere() -> None:
    """From 450 s for 300 s: half a slot of 1 and half a slot of 3; not all of it is known later."""
    slots = _slots([300.0, 600.0, 900.0], [1.0, 3.0])
    found = slots.integrals_from(np.asarray([450.0, 700.0, 0.0]), np.asarray([300.0, 300.0, 1.0]))

    assert slots.integrals(found[:1], np.asarray([300.0])).tolist() == [600.0]
    assert np.isinf(found[1:]).all()
