"""Many jobs under one cap: never above it, never late, and as good as every placement counted."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.advice.fleet import Board, Cap, FleetJob, board_of, greedy, in_turn, use_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.plan import Task
from wholeprint.errors import ScheduleError
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e/kWh")
STEP = 1800.0
levels = st.integers(0, 900).map(float)


def signal(values: list[float]) -> StepSeries:
    edges = np.arange(len(values) + 1, dtype=np.float64) * STEP
    return StepSeries(edges, np.array(values), GRAMS)


@st.composite
def boards(draw: st.DrawFn) -> tuple[Board, Cap]:
    zones = draw(st.integers(1, 2))
    length = draw(st.integers(3, 6))
    column = st.lists(levels, min_size=length, max_size=length)
    signals = {name: signal(draw(column)) for name in "AB"[:zones]}
    cap = Cap(
        draw(st.one_of(st.none(), st.sampled_from([500.0, 800.0, 1100.0]))),
        draw(st.one_of(st.none(), st.integers(1, 2))),
    )
    jobs: list[FleetJob] = []
    for number in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, length - 1))
        end = draw(st.integers(begin + 1, length))
        duration = draw(st.floats(0.2, float(end - begin)))
        task = Task(
            duration * STEP, begin * STEP, end * STEP, draw(st.sampled_from([200.0, 500.0]))
        )
        jobs.append(FleetJob(f"job-{number}", task, tuple(signals)))
    return board_of(jobs, signals, cap, STEP), cap


def all_placements(board: Board) -> list[float]:
    """What every placement costs that keeps to the cap."""
    found: list[float] = [
        board.amount(picks)
        for picks in product(*(range(choice.costs.size) for choice in board.choices))
        if use_of(board, board.plans(picks)).max(initial=0.0) <= 1.0 + 1e-9
    ]
    return found


@settings(deadline=None, max_examples=40)
@given(boards())
def test_the_placement_is_the_best_of_all(case: tuple[Board, Cap]) -> None:
    """The exact placement costs what the best of all placements costs, and none is refused wrongly.

    Tolerance: the gap of 1e-4 at which the solver may stop.
    """
    board, _ = case
    costs = all_placements(board)

    try:
        found = placed(board)
    except ScheduleError:
        assert not costs
        return

    assert found.method == "exact"
    assert min(costs) - 1e-6 <= found.amount <= min(costs) * (1 + 1.1e-4) + 1e-6
    assert found.bound_amount <= min(costs) * (1 + 1e-9) + 1e-6
    assert found.amount <= (found.naive_amount or np.inf) + 1e-6


@settings(deadline=None, max_examples=60)
@given(boards())
def test_no_placement_breaks_the_cap_or_a_deadline(case: tuple[Board, Cap]) -> None:
    """Greedy and exact placements and the queue keep to the cap at every step, and are on time."""
    board, _ = case
    try:
        picks = [greedy(board)]
    except ScheduleError:
        return
    queue = in_turn(board)
    picks += [queue] if queue is not None else []

    every = [board.plans(each) for each in picks]
    every.append(dict(placed(board, limit_seconds=0.0).plans))
    for plans in every:
        assert use_of(board, plans).max(initial=0.0) <= 1.0 + 1e-6
        for job in board.jobs:
            plan = plans[job.name]
            assert plan.start_seconds >= job.task.earliest_seconds - 1e-6
            assert plan.end_seconds <= job.task.deadline_seconds + 1e-6
            assert np.isclose(plan.work_seconds, job.task.duration_seconds)
            assert plan.zones[0] in job.zones
    assert board.amount(picks[0]) >= board.least_amount - 1e-9
