"""What must hold for every forecast of ours."""

from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.grid.forecast import Forecaster, fit
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e/kWh")
HOUR, DAY = 3600.0, 86400.0
BEGIN = datetime(2021, 1, 4, tzinfo=UTC).timestamp()
DAYS = 100


@lru_cache(maxsize=1)
def _noisy() -> tuple[StepSeries, Forecaster]:
    draws = np.random.default_rng(11).normal(0.0, 1.0, 24 * DAYS)
    hours = np.arange(draws.size)
    values = 200.0 + 50.0 * np.sin(hours * np.pi / 12.0)
    values += 5.0 * np.convolve(draws, np.ones(12), mode="same")
    series = StepSeries(BEGIN + HOUR * np.arange(draws.size + 1.0), values, GRAMS)
    return series, fit(series)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.floats(20.0, 900.0), min_size=14, max_size=14), st.integers(1, 12))
def test_what_repeats_each_week_is_forecast_exactly(levels: list[float], shift: int) -> None:
    """A course that comes again each week is forecast to 1e-6 of its value, with such a band.

    Rounding alone is in it: there is nothing that the weights could add to what is typical.
    """
    hours = np.arange(24 * DAYS)
    wave = 1.0 + 0.1 * np.cos(hours * np.pi / 6.0)
    values = np.asarray(levels)[(hours // 12) % 14] * wave
    cut = 24 * 92 + shift
    series = StepSeries(BEGIN + HOUR * np.arange(cut + 1.0), values[:cut], GRAMS)

    now = float(series.edges_seconds[-1])
    found = fit(series).issue(series, now, BEGIN + HOUR * values.size)

    assert found.series.values == pytest.approx(values[cut:], rel=1e-6)
    assert found.low is not None
    assert found.high is not None
    assert found.low.values == pytest.approx(found.high.values, rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0.0, 60.0 * DAY),
    st.floats(60.0, 6.0 * DAY),
    st.floats(-500.0, 2000.0),
    st.integers(0, 200),
)
def test_what_comes_later_changes_nothing(
    at: float, reach: float, other: float, hidden: int
) -> None:
    """With other values after the moment of issue, or none, the forecast is the same to the bit.

    And the band holds the median, in order, and nothing is below zero, whatever gaps there are.
    """
    series, made = _noisy()
    now = BEGIN + 38.0 * DAY + at
    values = series.values.copy()
    seen = int(np.searchsorted(series.edges_seconds, now, side="right")) - 1
    values[max(seen - hidden, 0) : seen] = np.nan
    told = StepSeries(series.edges_seconds, values, GRAMS)
    future = values.copy()
    future[seen:] = other
    changed = StepSeries(series.edges_seconds, future, GRAMS)
    ended = StepSeries(series.edges_seconds[: seen + 1], values[:seen], GRAMS)

    found = [made.issue(one, now, now + reach) for one in (told, changed, ended)]

    assert len({one.series.values.tobytes() for one in found}) == 1
    assert len({one.notes for one in found}) == 1
    first = found[0]
    assert first.low is not None
    assert first.high is not None
    assert np.all(first.low.values >= 0.0)
    assert np.all(first.low.values <= first.series.values)
    assert np.all(first.series.values <= first.high.values)
    assert first.series.edges_seconds[[0, -1]].tolist() == [now, now + reach]


@settings(max_examples=10, deadline=None)
@given(st.floats(0.05, 3.0))
def test_a_forecast_scales_with_the_series(times: float) -> None:
    """Recent values times a number give the forecast times it, to 1e-6.

    The weights see shares of the recent spread only; the least scale of 1e-6 g is the rest.
    """
    series, made = _noisy()
    scaled = StepSeries(series.edges_seconds, series.values * times, GRAMS)
    now = float(series.edges_seconds[-1])

    one, other = made.issue(series, now, now + DAY), made.issue(scaled, now, now + DAY)

    assert other.series.values == pytest.approx(one.series.values * times, rel=1e-6)
