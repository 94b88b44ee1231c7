"""The best start of a job within its window, on series small enough to work out by head."""

import numpy as np
import pytest

from wholeprint.advice import flexible
from wholeprint.advice.flexible import best_starts
from wholeprint.advice.flexible_turns import AtBoth, AtEnd, AtStart
from wholeprint.advice.sweep_slots import Slots
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

NAN = float("nan")


def hours(*values: float) -> StepSeries:
    edges = 3600.0 * np.arange(len(values) + 1.0)
    return StepSeries(edges, np.asarray(values), Unit.parse("gCO2e/kWh"))


def array(*values: float) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def test_a_job_starts_where_it_falls_or_ends_where_it_rises() -> None:
    """Half an hour goes to the start of the low hour; 1.5 h begin within the hour before or after.

    At 5, 1, 3 the best 1.5 h are the hour at 1 and half of that at 3: from 1 h on. At 3, 1, 5 they
    begin half an hour before the low hour and end where it rises.
    """
    found = best_starts(hours(5, 1, 3), array(0, 0), array(10800, 10800), array(1800, 5400))

    assert found.start_seconds.tolist() == [3600.0, 3600.0]
    assert found.integral.tolist() == [1800.0, 3600.0 + 3 * 1800.0]
    found = best_starts(hours(3, 1, 5), array(0), array(10800), array(5400))
    assert found.start_seconds.tolist() == [1800.0]


def test_impossible_windows_are_flagged() -> None:
    """A window shorter than the job, one outside the series and one of gaps have no start."""
    found = best_starts(
        hours(1, NAN, NAN, 2),
        array(0, 90_000, 3600),
        array(1800, 99_000, 10_800),
        array(3600, 3600, 3600),
    )

    assert np.isnan(found.start_seconds).all()
    assert np.isnan(found.integral).all()


def test_gaps_are_gone_round() -> None:
    """With a gap in its window a job runs before or after it, wherever it is better."""
    found = best_starts(hours(4, 3, NAN, 2, 9), array(0), array(18_000), array(3600))

    assert found.start_seconds.tolist() == [10_800.0]


def test_no_job_runs_over_a_gap() -> None:
    """Two and a half hours fit neither before nor after the gap, and not across it."""
    found = best_starts(hours(5, 1, NAN, 3, 9), array(0), array(18_000), array(9000))

    assert np.isnan(found.start_seconds).all()


def test_falling_series_push_a_job_to_its_deadline() -> None:
    """Where it gets better all the time, the job ends with its window, within a step."""
    found = best_starts(hours(5, 4, 3, 2), array(0), array(12_000), array(4000))

    assert found.start_seconds.tolist() == [8000.0]


def test_the_first_moment_of_a_flat_bottom_is_taken() -> None:
    """At 3, 1, 3 an hour and a half carry the same from 30 to 60 minutes: 30 minutes it is."""
    found = best_starts(hours(3, 1, 3), array(0), array(10_800), array(5400))

    assert found.start_seconds.tolist() == [1800.0]


def test_the_earliest_of_equal_starts_is_taken() -> None:
    """On a flat series a job starts at once."""
    found = best_starts(hours(2, 2, 2, 2), array(100), array(14_000), array(600))

    assert found.start_seconds.tolist() == [100.0]


def test_jobs_that_do_not_belong_together_are_refused() -> None:
    """Arrays of two lengths, and jobs that do not last."""
    with pytest.raises(ValueRefusedError, match="each job needs"):
        best_starts(hours(1), array(0), array(1, 2), array(1))
    with pytest.raises(ValueRefusedError, match="must last"):
        best_starts(hours(1), array(0), array(3600), array(0))


@pytest.mark.parametrize("at_once", [1, 7, 1_000_000])
def test_portions_change_nothing(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many candidates are looked at together, the same starts are found."""
    draw = np.random.default_rng(1)
    series = hours(*draw.integers(0, 50, 80).tolist())
    earliest = draw.uniform(0.0, 200_000.0, 60)
    length = 1200.0 * draw.integers(1, 30, 60).astype(np.float64)
    wanted = best_starts(series, earliest, earliest + 80_000.0, length)
    monkeypatch.setattr(flexible, "_AT_ONCE", at_once)
    found = best_starts(series, earliest, earliest + 80_000.0, length)

    assert np.array_equal(found.start_seconds, wanted.start_seconds, equal_nan=True)


def test_turns_lie_where_the_slope_changes_its_sign() -> None:
    """At 5, 1, 3: runs within a slot turn at the fall to 1, at its start; whole hours do too."""
    slots = Slots.of(hours(5, 1, 3))
    assert slots is not None
    start, end, both = AtStart(slots), AtEnd(slots), AtBoth(slots)
    none = np.zeros(1, dtype=np.int64)

    assert start.edges.tolist() == [0, 1]  # outside the series all is above every level
    assert end.edges.tolist() == [2, 3]
    assert start.turning(start.edges, np.repeat(none, 2)).tolist() == [0, 1]
    assert both.turning(both.edges, np.repeat(none, 3)).tolist() == [1]
    # Levels count from the least: 4, 0, 2. A run of a slot and half an hour from the first edge.
    assert start.carried(none + 1, none + 1, np.asarray([1800.0])).tolist() == [3600.0]
