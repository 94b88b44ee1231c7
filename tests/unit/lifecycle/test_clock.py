"""When a run ran, and what the grid carried then."""

import numpy as np
import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.clock import clock, clock_over


def test_intervals_meet_the_steps_of_the_grid() -> None:
    """An hour that begins at half past has the mean of both hours (rounding: 1e-9)."""
    found = clock(worked.run(1), worked.hourly([100.0, 300.0]), worked.START + 1800.0)
    assert found.grams_per_kwh[0] == pytest.approx(200.0, rel=1e-9)
    assert found.uncovered.tolist() == [0.0]


def test_a_time_without_intensity_is_uncovered_and_not_free() -> None:
    """Half an hour beyond the series is half uncovered; the known half keeps its weight."""
    found = clock(worked.run(1), worked.hourly([100.0]), worked.START + 1800.0)
    assert found.uncovered[0] == pytest.approx(0.5, rel=1e-9)
    amount, weighted, uncovered = found.weigh(np.array([2.0]))
    assert (amount, weighted, uncovered) == pytest.approx((2.0, 100.0, 1.0), rel=1e-9)


def test_without_a_series_nothing_is_covered() -> None:
    """A yearly intensity leaves all of the run to the yearly factor."""
    for grid in (None, worked.intensity()):
        assert clock(worked.run(2), grid, None).uncovered.tolist() == [1.0, 1.0]


def test_an_interval_of_no_length_weighs_nothing() -> None:
    """Two samples at one instant are no division by zero."""
    start = np.array([worked.START])
    found = clock_over(start, start, worked.hourly([100.0]))
    assert found.weigh(np.array([0.0])) == (0.0, 0.0, 0.0)
