"""What holds of every typical year."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.factors.sets import Factors
from wholeprint.grid.levels import Levels
from wholeprint.grid.providers.profile import TypicalProfile
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Scope, Signal

FACTORS = Factors()
PROFILE = TypicalProfile(FACTORS)
WANTED = Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
ZONES = PROFILE.zones()
HOUR = 3600.0


@pytest.mark.parametrize("zone", ZONES)
def test_the_mean_over_a_year_is_the_year_s_mean(zone: str) -> None:
    """Hours of a year of 365 days average to the level of that year.

    Each of the 288 ratios is written with four digits, so their mean is right to 1e-4.
    """
    start, end = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (2026, 2027))
    found = PROFILE.between(zone, WANTED, start, end)

    assert found.series is not None
    mean = found.series.integral(np.asarray([start]), np.asarray([end]))[0] / (end - start)
    level = Levels(FACTORS, WANTED).of(Zones(FACTORS).resolve(zone), 2026).grams
    assert mean == pytest.approx(level, rel=1e-4)


@pytest.mark.parametrize("zone", ZONES)
def test_a_band_holds_some_of_its_hours(zone: str) -> None:
    """The 5th percentile is never above the 95th, and nothing is below zero."""
    found = PROFILE.between(zone, WANTED, 0.0, 365 * 24 * HOUR)

    assert found.band is not None
    low, high = found.band
    assert float(low.values.min()) >= 0.0
    assert np.all(low.values <= high.values)


@given(
    st.sampled_from(ZONES),
    st.floats(2e9, 4e9),
    st.floats(1.0, 40 * 24 * HOUR),
    st.integers(0, 30),
)
def test_typical_hours_depend_on_month_and_hour_alone(
    zone: str, start: float, length: float, years: int
) -> None:
    """Every moment asked for is covered, and 400 years on, the same calendar, it is the same.

    Until the last year with a mean of its own each year has its own level.
    """
    found = PROFILE.between(zone, WANTED, start, start + length)
    cycle = 146097 * 24 * HOUR * np.sign(years)
    later = PROFILE.between(zone, WANTED, start + cycle, start + length + cycle)

    assert found.series is not None
    assert later.series is not None
    covered = found.series.covered_seconds(np.asarray([start]), np.asarray([start + length]))
    assert covered[0] == pytest.approx(length, rel=1e-6)
    assert abs(found.series.values.size - later.series.values.size) <= 1
    size = min(found.series.values.size, later.series.values.size)
    assert found.series.values[:size].tolist() == later.series.values[:size].tolist()
