"""The best flexible start is at least as good as any start that brute force can think of."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.advice.flexible import best_starts
from wholeprint.quantities.intensity import GRAMS_PER_KWH
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

STEP = 300
BEGIN = 1_600_000_000


class Case(NamedTuple):
    series: StepSeries
    earliest: list[int]
    deadline: list[int]
    duration: list[int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    few, many = st.integers(0, 2).map(float), st.integers(-3, 9).map(float)
    gap = st.just(float("nan"))
    kind = draw(st.sampled_from([few, many, st.one_of(few, few, few, few, gap)]))
    values = draw(st.lists(kind, min_size=1, max_size=25))
    if all(np.isnan(values)):
        values[-1] = 2.0
    width = st.just(STEP) if draw(st.booleans()) else st.integers(1, 3 * STEP)
    widths = draw(st.lists(width, min_size=len(values), max_size=len(values)))
    if draw(st.booleans()):
        # Edges off the whole second: no even grid is made of them.
        widths = [size + 0.5 for size in widths]
        widths[0] += 0.25
    edges = BEGIN + np.concatenate(([0.0], np.cumsum(widths)))
    last = int(edges[-1]) - BEGIN
    length = st.one_of(
        st.integers(1, 12).map(lambda slots: slots * STEP),
        st.integers(1, 3 * STEP),
        st.integers(1, 12 * STEP),
    )
    moment = st.one_of(
        st.integers(-STEP, last + STEP), st.integers(0, 25).map(lambda slot: slot * STEP)
    )
    slack = st.one_of(st.integers(-1, 12 * STEP), st.just(0), st.just(20 * STEP))
    jobs = draw(st.lists(st.tuples(moment, slack, length), min_size=1, max_size=8))
    earliest, spare, duration = (list(column) for column in zip(*jobs, strict=True))
    deadline = [sum(job) for job in zip(earliest, spare, duration, strict=True)]
    series = StepSeries(edges, np.asarray(values), Unit.parse(GRAMS_PER_KWH))
    return Case(series, earliest, deadline, duration)


def carried(series: StepSeries, start: Fraction, duration: int) -> Fraction | None:
    edges = [Fraction(edge) for edge in series.edges_seconds.tolist()]
    total, covered = Fraction(0), Fraction(0)
    for low, high, value in zip(edges[:-1], edges[1:], series.values.tolist(), strict=True):
        overlap = min(high, start + duration) - max(low, start)
        if overlap > 0 and not np.isnan(value):
            total += overlap * Fraction(value)
            covered += overlap
    return total if covered == duration else None


def by_hand(series: StepSeries, earliest: int, deadline: int, duration: int) -> Fraction | None:
    """The least over every start at which the slope can change, in whole fractions."""
    first, last = Fraction(BEGIN + earliest), Fraction(BEGIN + deadline - duration)
    if last < first:
        return None
    edges = [Fraction(edge) for edge in series.edges_seconds.tolist()]
    starts = [first, last, *edges, *(edge - duration for edge in edges)]
    found = [carried(series, start, duration) for start in starts if first <= start <= last]
    return min((value for value in found if value is not None), default=None)


@given(cases())
@settings(deadline=None, max_examples=200)
def test_no_start_is_better(case: Case) -> None:
    """The best start has the least integral of all, lies in its window and touches no gap.

    On a piecewise linear function the least lies where the slope changes or at an end; brute force
    tries them all. Half and quarter seconds since 1970 are exact in 53 bits, so 1e-9 is room for
    sums alone.
    """
    earliest, deadline = (
        np.asarray(given) + float(BEGIN) for given in (case.earliest, case.deadline)
    )
    found = best_starts(case.series, earliest, deadline, np.asarray(case.duration, dtype=float))

    for job, duration in enumerate(case.duration):
        wanted = by_hand(case.series, case.earliest[job], case.deadline[job], duration)
        start, integral = float(found.start_seconds[job]), float(found.integral[job])
        if wanted is None:
            assert np.isnan(start)
            assert np.isnan(integral)
            continue
        assert abs(integral - float(wanted)) <= 1e-9 * (abs(float(wanted)) + 10.0 * duration)
        assert earliest[job] <= start <= deadline[job] - duration
        there = carried(case.series, Fraction(start), duration)
        assert there is not None
        assert abs(float(there - wanted)) <= 1e-9 * (abs(float(wanted)) + 10.0 * duration)


@given(cases(), st.integers(0, 100))
@settings(deadline=None)
def test_many_alike_jobs_find_what_one_finds(case: Case, shift: int) -> None:
    """Jobs looked at together get the start that each gets when it is asked for alone."""
    earliest, deadline = (
        np.tile(np.asarray(given) + float(BEGIN + shift), 40)
        for given in (case.earliest, case.deadline)
    )
    duration = np.tile(np.asarray(case.duration, dtype=float), 40)
    together = best_starts(case.series, earliest, deadline, duration)

    for job in range(len(case.duration)):
        alone = best_starts(
            case.series, earliest[job : job + 1], deadline[job : job + 1], duration[job : job + 1]
        )
        same = together.start_seconds[job :: len(case.duration)]
        assert np.array_equal(same, np.repeat(alone.start_seconds, 40), equal_nan=True)
