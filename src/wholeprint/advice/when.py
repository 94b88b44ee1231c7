"""When to run in one place: at once, at the best moment, or in the cheapest pieces."""

from itertools import pairwise

import numpy as np

from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import Rates, check_possible, least_place
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray


def at_once(task: Task, zone: str) -> Plan:
    """Return the plan of somebody who does not ask: as early as may be, in one go.

    Args:
        task: The job.
        zone: Where it runs.

    Raises:
        ScheduleError: If it cannot be done by its deadline.
    """
    check_possible(task)
    start = task.earliest_seconds
    return Plan((Piece(start, start + task.duration_seconds, zone),))


def turning_starts(task: Task, rates: Rates) -> FloatArray:
    """Return the starts between which the cost of a job in one go changes along a straight line.

    They are where its beginning or its end meets an edge of the signal, and the first and the last
    moment at which it may begin; so the least cost is at one of them.

    Args:
        task: The job.
        rates: What it costs.

    Returns:
        Starts in order [s since 1970 UTC].
    """
    first, last = task.earliest_seconds, task.deadline_seconds - task.duration_seconds
    edges = rates.running.edges_seconds
    found = np.concatenate(([first, max(first, last)], edges, edges - task.duration_seconds))
    return np.unique(found[(found >= first) & (found <= max(first, last))])


def start_costs(task: Task, rates: Rates, starts_seconds: FloatArray) -> FloatArray:
    """Return what the job costs in one go from each of many starts.

    Args:
        task: The job.
        rates: What it costs.
        starts_seconds: When it begins [s since 1970 UTC].

    Returns:
        Amounts; infinite where the signal is not known from end to end.
    """
    costs = rates.running.integral(starts_seconds, starts_seconds + task.duration_seconds)
    if rates.waiting is not None:
        begins = np.full(starts_seconds.shape, task.earliest_seconds)
        costs = costs + rates.waiting.integral(begins, starts_seconds)
    return np.where(np.isnan(costs), np.inf, costs)


def best_start(task: Task, rates: Rates, zone: str) -> Plan:
    """Return the plan in one go that costs least, to the second; the earliest of equals.

    Args:
        task: The job.
        rates: What it costs in the zone.
        zone: Where it runs.

    Raises:
        ScheduleError: If it cannot be done by its deadline, or the signal has a gap wherever it
            could run.
    """
    check_possible(task)
    starts = turning_starts(task, rates)
    start = float(starts[least_place(start_costs(task, rates, starts))])
    return Plan((Piece(start, start + task.duration_seconds, zone),))


def cheapest_pieces(task: Task, rates: Rates, zone: str) -> Plan:
    """Return the plan that may stop and go on for nothing, and costs least: the cheapest steps.

    The steps of the signal are taken in the order of what they cost until the job is done; the
    last is taken in part. No other choice of as much time can cost less. What waiting costs is not
    looked at.

    Args:
        task: The job.
        rates: What it costs in the zone.
        zone: Where it runs.

    Raises:
        ScheduleError: If it cannot be done by its deadline, or the signal is known for less time
            than it takes.
    """
    check_possible(task)
    edges = rates.running.edges_seconds
    begins = np.clip(edges[:-1], task.earliest_seconds, task.deadline_seconds)
    ends = np.clip(edges[1:], task.earliest_seconds, task.deadline_seconds)
    usable = np.flatnonzero((ends > begins) & np.isfinite(rates.running.values))
    order = usable[np.argsort(rates.running.values[usable], kind="stable")]
    filled = np.cumsum(ends[order] - begins[order])
    # A window without a second to spare fills exactly, but for the rounding of clocks.
    count = int(np.searchsorted(filled, task.duration_seconds - 1e-6)) + 1
    if count > order.size:
        raise ScheduleError(
            "the signal is known for less time than the job takes",
            seen=f"{filled[-1] if filled.size else 0.0:g} s of {task.duration_seconds:g} s",
            fix="Give a longer window, or a signal without gaps",
        )
    chosen = set(order[:count].tolist())
    last = int(order[count - 1])
    spare = max(float(filled[count - 1]) - task.duration_seconds, 0.0)
    spans = [(float(begins[step]), float(ends[step])) for step in sorted(chosen)]
    place = sorted(chosen).index(last)
    start, end = spans[place]
    joins_next = last + 1 in chosen and last - 1 not in chosen
    spans[place] = (start + spare, end) if joins_next else (start, end - spare)
    return Plan(tuple(Piece(start, end, zone) for start, end in _merged(spans)))


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found = spans[:1]
    for before, (start, end) in pairwise(spans):
        if start <= before[1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
