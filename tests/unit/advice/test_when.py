"""When to run in one place."""

import numpy as np
import pytest

from wholeprint.advice.plan import Task
from wholeprint.advice.rates import check_possible, rates_of
from wholeprint.advice.when import at_once, best_start, cheapest_pieces, turning_starts
from wholeprint.errors import ScheduleError
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0
GRAMS = Unit.parse("gCO2e/kWh")


def hours(*values: float) -> StepSeries:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.array(values), GRAMS)


def task(duration: float, deadline: float, **more: float) -> Task:
    return Task(duration * HOUR, 0.0, deadline * HOUR, 1000.0, **more)


def test_a_valley_narrower_than_the_job_is_straddled_best() -> None:
    """Two hours over 300, 100, 200, 300: they begin with the valley, since 200 beats 300."""
    plan = best_start(task(2, 4), rates_of(task(2, 4), hours(300, 100, 200, 300)), "A")

    assert [piece[:2] for piece in plan.pieces] == [(HOUR, 3 * HOUR)]


def test_the_end_of_a_job_may_meet_an_edge_too() -> None:
    """Ninety minutes over 300, 200, 100, 400 end with the third hour: they begin at half past."""
    plan = best_start(task(1.5, 4), rates_of(task(1.5, 4), hours(300, 200, 100, 400)), "A")

    assert plan.start_seconds == 1.5 * HOUR


def test_of_equal_starts_the_first_is_taken() -> None:
    """Where nothing is gained by waiting, nobody waits."""
    plan = best_start(task(2, 6), rates_of(task(2, 6), hours(*[200.0] * 6)), "A")

    assert plan == at_once(task(2, 6), "A")


def test_hardware_that_waits_is_paid_for() -> None:
    """A valley of 10 g in four hours is not worth four hours of idling at 100 W and 200 g/kWh."""
    series = hours(200, 200, 200, 200, 190, 200)
    free, idling = task(1, 6), task(1, 6, idle_watts=100.0)

    assert best_start(free, rates_of(free, series), "A").start_seconds == 4 * HOUR
    assert best_start(idling, rates_of(idling, series), "A").start_seconds == 0.0


def test_a_gap_makes_starts_unavailable_and_is_never_filled() -> None:
    """The cheapest hours lie on both sides of an unknown one: the job does not run across it."""
    series = hours(300, 200, np.nan, 100, 300, 310)
    plan = best_start(task(2, 6), rates_of(task(2, 6), series), "A")

    assert plan.start_seconds == 3 * HOUR


def test_nowhere_to_run_is_refused() -> None:
    """A job longer than any known stretch is refused, in one go and in pieces."""
    rates = rates_of(task(3, 4), hours(100, np.nan, 100, np.nan))

    with pytest.raises(ScheduleError, match="not known over any stretch"):
        best_start(task(3, 4), rates, "A")
    with pytest.raises(ScheduleError, match="known for less time"):
        cheapest_pieces(task(3, 4), rates, "A")


def test_a_deadline_before_the_duration_says_when_it_could_be_done() -> None:
    """Four hours by a deadline in three: the message names the earliest possible end."""
    with pytest.raises(ScheduleError, match="1970-01-01T04:00:00Z"):
        check_possible(task(4, 3))


@pytest.mark.parametrize(
    "bad", [Task(0.0, 0.0, 10.0, 1.0), Task(1.0, 0.0, 10.0, -1.0), Task(np.nan, 0.0, 10.0, 1.0)]
)
def test_a_job_without_length_or_with_negative_power_is_refused(bad: Task) -> None:
    """Such a job would gain from waiting for ever."""
    with pytest.raises(ScheduleError):
        check_possible(bad)


def test_the_last_slot_is_taken_in_part_next_to_its_neighbour() -> None:
    """Ninety minutes of 300, 100, 200, 300: the hour at 100 and half of that at 200, in one go."""
    plan = cheapest_pieces(task(1.5, 4), rates_of(task(1.5, 4), hours(300, 100, 200, 300)), "A")

    assert [piece[:2] for piece in plan.pieces] == [(HOUR, 2.5 * HOUR)]


def test_a_partial_slot_before_the_cheap_one_is_taken_at_its_end() -> None:
    """Half of the second hour comes right before the third: no needless pause."""
    plan = cheapest_pieces(task(1.5, 4), rates_of(task(1.5, 4), hours(300, 200, 100, 300)), "A")

    assert [piece[:2] for piece in plan.pieces] == [(1.5 * HOUR, 3 * HOUR)]


def test_starts_to_look_at_lie_within_the_window() -> None:
    """No start is earlier than allowed, and none ends after the deadline."""
    late = Task(1.5 * HOUR, 0.25 * HOUR, 3.75 * HOUR, 1.0)

    starts = turning_starts(late, rates_of(late, hours(1, 2, 3, 4)))

    assert starts.min() == 0.25 * HOUR
    assert starts.max() == 2.25 * HOUR
