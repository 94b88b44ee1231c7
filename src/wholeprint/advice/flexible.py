"""The best moment to start each of many jobs, within a window of its own, exactly.

A job that starts at t and lasts d carries F(t + d) - F(t), with F the integral of a step function.
That rises where the intensity at its end is above the one at its start and falls where it is below,
so that it is least where one of the two changes: with the start or the end of the job on an edge of
the series, or at an end of its window. On an even grid most edges are ruled out without working out
what the job would carry there, for all jobs with the same whole slots at once where that is less
work than window by window.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from wholeprint.advice.flexible_turns import AtBoth, AtEnd, AtStart, Side
from wholeprint.advice.sweep_slots import BoolArray, IntArray, Slots
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

_AT_ONCE = 1_000_000
"""So many candidates are looked at together."""

_PER_LONE = 2
"""Looking at an edge for one job costs as much as at so many for all jobs of one kind."""


class BestStarts(NamedTuple):
    """The best start of each job.

    Attributes:
        start_seconds: The earliest of the best starts [s since 1970 UTC]; NaN where there is none:
            the window is shorter than the job, or no time in it is known for long enough.
        integral: Of the series over the job [unit s]; NaN where there is none.
    """

    start_seconds: FloatArray
    integral: FloatArray


class _Jobs(NamedTuple):
    """Jobs with their names, and their first and last possible starts."""

    names: IntArray
    first: FloatArray
    last: FloatArray
    duration: FloatArray

    def some(self, which: IntArray | BoolArray) -> "_Jobs":
        return _Jobs(self.names[which], self.first[which], self.last[which], self.duration[which])


class _Cut(NamedTuple):
    """How the durations of jobs lie on a grid: whole slots, and a rest."""

    whole: IntArray
    rest: FloatArray

    def some(self, which: IntArray | BoolArray) -> "_Cut":
        return _Cut(self.whole[which], self.rest[which])


def best_starts(
    series: StepSeries,
    earliest_seconds: FloatArray,
    deadline_seconds: FloatArray,
    duration_seconds: FloatArray,
) -> BestStarts:
    """Return when each job should start so that its integral is least.

    Starts may lie anywhere, not only on the edges of the series; the run is not interrupted.

    Args:
        series: What is integrated, such as intensity [gCO2e/kWh].
        earliest_seconds: When each job may start [s since 1970 UTC].
        deadline_seconds: When each must have ended [s since 1970 UTC].
        duration_seconds: How long each lasts [s].

    Returns:
        The best start of each job and what it carries.

    Raises:
        ValueRefusedError: If the three do not belong together, or a duration is none.
    """
    earliest, deadline, duration = (
        np.atleast_1d(np.asarray(given, dtype=np.float64))
        for given in (earliest_seconds, deadline_seconds, duration_seconds)
    )
    if not earliest.shape == deadline.shape == duration.shape:
        raise ValueRefusedError(
            "each job needs an earliest start, a deadline and a duration",
            seen=(earliest.shape, deadline.shape, duration.shape),
        )
    if not np.all((duration > 0.0) & np.isfinite(duration)):
        raise ValueRefusedError("a job must last, and end", seen=f"{np.min(duration):g} s")
    jobs = _Jobs(np.arange(earliest.size), earliest, deadline - duration, duration)
    found = BestStarts(np.full(earliest.size, np.nan), np.full(earliest.size, np.inf))
    possible = jobs.some(jobs.last >= jobs.first)
    slots = Slots.of(series)
    if slots is None:
        _on_any_edges(series, possible, found)
        integral = found.integral
    else:
        _on_slots(slots, possible, found)
        integral = slots.integrals(found.integral, duration)
    return BestStarts(found.start_seconds, np.where(np.isinf(integral), np.nan, integral))


def _on_slots(slots: Slots, jobs: _Jobs, found: BestStarts) -> None:
    for start in (jobs.first, jobs.last):
        _keep(found, jobs.names, start, slots.integrals_from(start, jobs.duration))
    cut = _Cut(*slots.groups(jobs.duration))
    on_edge = cut.rest >= slots.step_seconds
    within, both = (
        (jobs.some(~on_edge), cut.some(~on_edge)),
        (jobs.some(on_edge), cut.some(on_edge)),
    )
    _at_turns(slots, AtStart(slots), *within, found)
    _at_turns(slots, AtEnd(slots), *within, found)
    _at_turns(slots, AtBoth(slots), *both, found)


def _at_turns(slots: Slots, side: Side, jobs: _Jobs, cut: _Cut, found: BestStarts) -> None:
    if not jobs.names.size:
        return
    order = np.argsort(cut.whole, kind="stable")
    jobs, cut = jobs.some(order), cut.some(order)
    begin, end = _edges_within(slots, side, side.edges, jobs)
    borders = [0, *(np.flatnonzero(np.diff(cut.whole)) + 1).tolist(), cut.whole.size]
    looked_at = np.add.reduceat(np.maximum(end - begin, 0), borders[:-1])
    lone = np.zeros(jobs.names.size, dtype=np.bool_)
    for (low, high), amount in zip(pairwise(borders), looked_at.tolist(), strict=True):
        if _PER_LONE * amount < side.edges.size:
            lone[low:high] = True
            continue
        members = np.arange(low, high)
        group, own = jobs.some(members), cut.some(members)
        whole = np.broadcast_to(own.whole[0], side.edges.shape)
        turns = side.edges[side.turning(side.edges, whole)]
        for owner, at in _ragged(*_edges_within(slots, side, turns, group)):
            _try(slots, side, turns[at], group.some(owner), own.some(owner), found)
    group, own = jobs.some(lone), cut.some(lone)
    for owner, at in _ragged(begin[lone], end[lone]):
        edges = side.edges[at]
        turns = side.turning(edges, own.whole[owner])
        _try(slots, side, edges[turns], group.some(owner[turns]), own.some(owner[turns]), found)


def _edges_within(
    slots: Slots, side: Side, edges: IntArray, jobs: _Jobs
) -> tuple[IntArray, IntArray]:
    """Return the range of edges that each job can meet within its window."""
    times = slots.first_seconds + slots.step_seconds * edges
    behind = jobs.duration if side.ends_there else 0.0
    begin = np.searchsorted(times, jobs.first + behind)
    return begin, np.searchsorted(times, jobs.last + behind, side="right")


def _try(
    slots: Slots, side: Side, edges: IntArray, jobs: _Jobs, cut: _Cut, found: BestStarts
) -> None:
    start = np.asarray(slots.first_seconds + slots.step_seconds * edges, dtype=np.float64)
    if side.ends_there:
        start -= jobs.duration
    _keep_least(found, jobs.names, start, side.carried(edges, cut.whole, cut.rest))


def _on_any_edges(series: StepSeries, jobs: _Jobs, found: BestStarts) -> None:
    for start in (jobs.first, jobs.last):
        _keep(found, jobs.names, start, _integral(series, start, jobs.duration))
    edges = series.edges_seconds
    for behind in (np.zeros(jobs.names.size), jobs.duration):
        begin = np.searchsorted(edges, jobs.first + behind)
        end = np.searchsorted(edges, jobs.last + behind, side="right")
        for owner, at in _ragged(begin, end):
            start = edges[at] - behind[owner]
            values = _integral(series, start, jobs.duration[owner])
            _keep_least(found, jobs.names[owner], start, values)


def _integral(series: StepSeries, start: FloatArray, duration: FloatArray) -> FloatArray:
    values = series.integral(start, start + duration)
    return np.where(np.isnan(values), np.inf, values)


def _keep(
    found: BestStarts, names: IntArray, start_seconds: FloatArray, carried: FloatArray
) -> None:
    """Keep what is better, or as good and earlier, than what was found before."""
    held, when = found.integral[names], found.start_seconds[names]
    better = (carried < held) | ((carried == held) & (start_seconds < when))
    found.integral[names[better]] = carried[better]
    found.start_seconds[names[better]] = start_seconds[better]


def _keep_least(found: BestStarts, owner: IntArray, start: FloatArray, carried: FloatArray) -> None:
    """Keep the least of each owner's values, which stand together, and the earliest that ties."""
    if not owner.size:
        return
    heads = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    least = np.minimum.reduceat(carried, heads)
    lengths = np.diff(heads, append=owner.size)
    when = np.where(carried == np.repeat(least, lengths), start, np.inf)
    _keep(found, owner[heads], np.minimum.reduceat(when, heads), least)


def _ragged(begin: IntArray, end: IntArray) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield, in portions, the members of many ranges, each behind the number of its range.

    Yields:
        Numbers of ranges and their members.
    """
    amount = np.maximum(end - begin, 0)
    ends = np.cumsum(amount)
    if not ends.size or not ends[-1]:
        return
    starts = np.arange(0, int(ends[-1]), _AT_ONCE)
    borders = np.unique(np.searchsorted(ends, starts, side="right")).tolist()
    for low, high in pairwise([*borders, amount.size]):
        counts = amount[low:high]
        owner = np.repeat(np.arange(low, high), counts)
        before = np.cumsum(counts) - counts
        yield owner, np.arange(owner.size) + np.repeat(begin[low:high] - before, counts)
