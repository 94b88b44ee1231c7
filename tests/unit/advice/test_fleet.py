"""What many jobs under one cap may be, before any of them is placed."""

import numpy as np
import pytest

from wholeprint.advice.fleet import Cap, FleetJob, board_of, greedy, in_turn, sooner
from wholeprint.advice.plan import Task
from wholeprint.errors import ScheduleError
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0
SIGNAL = StepSeries(
    HOUR * np.arange(5, dtype=np.float64),
    np.array([300.0, 100.0, 200.0, 400.0]),
    Unit.parse("gCO2e/kWh"),
)


def job(name: str, hours: float = 1.0, deadline: float = 4.0, zone: str = "A") -> FleetJob:
    return FleetJob(name, Task(hours * HOUR, 0.0, deadline * HOUR, 1000.0), (zone,))


@pytest.mark.parametrize(
    ("jobs", "cap", "match"),
    [
        ([], Cap(), "no job"),
        ([job("a"), job("a")], Cap(), "one name"),
        ([job("a")], Cap(watts=999.0), "below what one job takes"),
        ([job("a")], Cap(machines_count=0), "below what one job takes"),
        ([job("a", 5.0)], Cap(), "deadline"),
        ([job("a", zone="B")], Cap(), "no signal"),
        ([job("a", deadline=1e6)], Cap(), "more starts"),
    ],
)
def test_what_cannot_be_placed_is_refused(jobs: list[FleetJob], cap: Cap, match: str) -> None:
    """Each fault is named before anything is searched."""
    with pytest.raises(ScheduleError, match=match):
        board_of(jobs, {"A": SIGNAL}, cap, HOUR)


def test_the_queue_comes_first_and_the_greedy_choose() -> None:
    """Two jobs for one machine: a queue takes the first two hours, choice the cheapest two."""
    board = board_of([job("a"), job("b")], {"A": SIGNAL}, Cap(machines_count=1), HOUR)
    queue = in_turn(board)

    assert queue is not None
    assert board.amount(queue) == pytest.approx(400.0)
    assert board.amount(greedy(board)) == pytest.approx(300.0)
    assert board.least_amount == pytest.approx(200.0)


def test_jobs_that_cannot_all_be_in_time_are_refused() -> None:
    """Three hours of work by a deadline in two, on one machine."""
    jobs = [job(name, deadline=2.0) for name in "abc"]
    board = board_of(jobs, {"A": SIGNAL}, Cap(machines_count=1), HOUR)

    assert in_turn(board) is None
    with pytest.raises(ScheduleError, match="every deadline"):
        greedy(board)


@pytest.mark.parametrize("count", [0, -5])
def test_a_job_takes_a_machine(count: int) -> None:
    """Less than one machine would make room for others."""
    with pytest.raises(ScheduleError, match="at least one machine"):
        FleetJob("a", job("a").task, ("A",), count)


def test_nobody_waits_for_nothing() -> None:
    """On a level signal each of two jobs for one machine goes as early as the other leaves room."""
    level = StepSeries(SIGNAL.edges_seconds, np.full(4, 100.0), SIGNAL.unit)
    board = board_of([job("a"), job("b", 2.0)], {"A": level}, Cap(machines_count=1), HOUR)

    found = board.plans(sooner(board, (3, 0)))

    assert found["b"].start_seconds == 0.0
    assert found["a"].start_seconds == 2 * HOUR


def test_sooner_never_costs_more() -> None:
    """The cheap hour is kept where an earlier one is dearer."""
    board = board_of([job("a")], {"A": SIGNAL}, Cap(), HOUR)

    assert sooner(board, (1,)) == (1,)
