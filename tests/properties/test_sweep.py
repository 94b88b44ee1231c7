"""A sweep equals brute force: every start of every model, its run cut into slots by hand."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.advice.sweep import sweep
from wholeprint.advice.sweep_result import JOULES_PER_KWH, Fleet, Part
from wholeprint.advice.sweep_slots import BoolArray, Starts
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import GRAMS_PER_KWH
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

NEW_YEAR = datetime(2021, 1, 1, tzinfo=UTC).timestamp()
STEP = 300
PROBABILITIES = (0.0, 0.1, 0.5, 0.77, 1.0)


class Case(NamedTuple):
    series: StepSeries
    fleet: Fleet
    starts: Starts


whole_values = st.integers(-5, 30).map(float)
any_values = st.floats(-50.0, 900.0)
gaps = st.just(float("nan"))
powers = st.one_of(st.just(0.0), st.floats(0.5, 1000.0))
durations = st.one_of(
    st.integers(1, 12).map(lambda slots: float(slots * STEP)),  # ends on an edge
    st.floats(0.5, STEP - 0.5),  # shorter than a slot
    st.floats(1.0, 15.0 * STEP),
    st.just(1e6),  # longer than any of the series
)


@st.composite
def cases(draw: st.DrawFn, even: bool = True) -> Case:  # noqa: FBT001, FBT002 - as Hypothesis calls
    kind = draw(st.sampled_from([whole_values, any_values]))
    values = draw(st.lists(st.one_of(kind, kind, kind, gaps), min_size=1, max_size=25))
    if all(np.isnan(values)):
        values[0] = 1.0
    widths = (
        [float(STEP)] * len(values)
        if even
        else draw(st.lists(st.floats(1.0, 900.0), min_size=len(values), max_size=len(values)))
    )
    # Around the turn of a year, so that there are two of them.
    begin = NEW_YEAR - STEP * draw(st.integers(0, 25))
    edges = begin + np.concatenate(([0.0], np.cumsum(widths)))
    lengths = draw(st.lists(durations, min_size=1, max_size=6))
    watts = draw(st.lists(powers, min_size=len(lengths), max_size=len(lengths)))
    offset = draw(st.sampled_from([0.0, 0.0, -600.0, 37.0, 450.0, -1000.0]))
    starts = Starts(
        begin + offset,
        draw(st.sampled_from([300.0, 300.0, 600.0, 60.0, 420.0])),
        draw(st.integers(1, 30)),
    )
    series = StepSeries(edges, np.asarray(values), Unit.parse(GRAMS_PER_KWH))
    return Case(series, Fleet(np.asarray(lengths), np.asarray(watts)), starts)


def by_hand(case: Case, model: int) -> FloatArray:
    """Emissions at every start, in whole fractions: no rounding but the last."""
    edges = [Fraction(edge) for edge in case.series.edges_seconds.tolist()]
    length = Fraction(float(case.fleet.duration_seconds[model]))
    watts = Fraction(float(case.fleet.power_watts[model]))
    found: list[float] = []
    for start in case.starts.times_seconds().tolist():
        begin, end = Fraction(start), Fraction(start) + length
        total, covered = Fraction(0), Fraction(0)
        for low, high, value in zip(
            edges[:-1], edges[1:], case.series.values.tolist(), strict=True
        ):
            overlap = min(high, end) - max(low, begin)
            if overlap > 0 and not np.isnan(value):
                total += overlap * Fraction(value)
                covered += overlap
        whole = covered > length - Fraction(1, 10**6)
        found.append(float(total * watts) / JOULES_PER_KWH if whole else float("nan"))
    return np.asarray(found)


def check(case: Case) -> None:
    found = sweep(case.fleet, case.series, case.starts, PROBABILITIES)
    times = case.starts.times_seconds()
    totals = np.zeros(times.size)
    for model in range(case.fleet.amount):
        emitted = by_hand(case, model)
        totals = totals + emitted
        watts = float(case.fleet.power_watts[model])
        duration = float(case.fleet.duration_seconds[model])
        # A thousandth of a microsecond at 900 g/kWh: clocks are seconds since 1970 in 53 bits.
        near = 1e-9 * np.nanmax(np.abs(emitted), initial=0.0) + 2e-6 * 1e3 * watts / JOULES_PER_KWH
        parts = [(found.whole, np.ones(times.size, dtype=np.bool_)), *_by_year(found.years, times)]
        for part, chosen in parts:
            some = emitted[chosen]
            known = some[np.isfinite(some)]
            spread = part.models
            assert spread.available[model] == known.size
            if not known.size:
                assert np.isnan(spread.minimum_grams[model])
                assert np.isnan(spread.best_start_seconds[model])
                continue
            assert abs(spread.minimum_grams[model] - known.min()) <= near
            assert abs(spread.maximum_grams[model] - known.max()) <= near
            assert abs(spread.mean_grams[model] - known.mean()) <= near
            at = np.flatnonzero(times == spread.best_start_seconds[model])
            assert abs(emitted[at[0]] - known.min()) <= near
            at = np.flatnonzero(times == spread.worst_start_seconds[model])
            assert abs(emitted[at[0]] - known.max()) <= near
            if part.period.known_share > 0.0:
                says = part.period.mean_amount * watts * duration / JOULES_PER_KWH
                off = np.sqrt(np.mean(np.square(known - says)))
                # A square root of a sum that cancels keeps half of the digits.
                room = 1e-6 * (abs(says) + np.abs(known).max()) + 100.0 * near
                assert abs(spread.deviation_grams[model] - off) <= room
        known = emitted[np.isfinite(emitted)]
        if known.size:
            wanted = np.quantile(known, PROBABILITIES)
            assert np.all(np.abs(found.quantiles_grams[:, model] - wanted) <= near)
    assert np.array_equal(np.isfinite(found.total_grams), np.isfinite(totals))
    assert np.allclose(found.total_grams, totals, rtol=1e-9, atol=1e-6, equal_nan=True)


def _by_year(years: tuple[Part, ...], times: FloatArray) -> list[tuple[Part, BoolArray]]:
    found: list[tuple[Part, BoolArray]] = []
    for part in years:
        period = part.period
        found.append((part, (times >= period.start_seconds) & (times < period.end_seconds)))
    return found


@given(cases())
@settings(deadline=None)
def test_an_even_series_is_swept_as_by_hand(case: Case) -> None:
    """With gaps, negative values, any durations and starts, all numbers are those of brute force.

    To 1e-9 of the greatest, and what a clock of 53 bits loses at an edge (under 2e-6 s).
    """
    check(case)


@given(cases(even=False))
@settings(deadline=None)
def test_an_uneven_series_is_swept_as_by_hand(case: Case) -> None:
    """Steps of any length give the numbers of brute force too, by the direct way."""
    check(case)


@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=40),
    st.lists(st.integers(1, 40), min_size=1, max_size=8),
)
@settings(deadline=None)
def test_the_earliest_of_equal_starts_is_named(values: list[int], quarters: list[int]) -> None:
    """Among starts that tie to the last bit, the first is the best and the first is the worst.

    Durations are quarters of a slot and values small whole numbers, so that many tie and every sum
    is exact.
    """
    edges = NEW_YEAR + STEP * np.arange(len(values) + 1.0)
    series = StepSeries(edges, np.asarray(values, dtype=np.float64), Unit.parse(GRAMS_PER_KWH))
    lengths = np.asarray(quarters) * (STEP / 4)
    starts = Starts(NEW_YEAR, float(STEP), len(values))
    fleet = Fleet(lengths, np.ones(lengths.size))
    found = sweep(fleet, series, starts, ()).whole.models
    for model in range(lengths.size):
        emitted = by_hand(Case(series, fleet, starts), model)
        if np.isfinite(emitted).any():
            first, last = np.nanargmin(emitted), np.nanargmax(emitted)
            assert found.best_start_seconds[model] == NEW_YEAR + STEP * first
            assert found.worst_start_seconds[model] == NEW_YEAR + STEP * last
