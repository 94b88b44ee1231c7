"""A series in few numbers."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import SeriesError
from wholeprint.grid.describe import (
    box,
    clipped,
    day_by_hour,
    month_by_hour,
    resampled,
    rolling,
    years,
)
from wholeprint.quantities.intensity import GRAMS_PER_KWH
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse(GRAMS_PER_KWH)
HOUR = 3600.0


def series(values: list[float], step: float = HOUR, start: float = 0.0) -> StepSeries:
    """Values that hold for one step each."""
    edges = start + step * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.asarray(values), GRAMS)


def test_a_box_weighs_values_by_time() -> None:
    """A value that holds for nine hours is nine tenths of the time, however it is cut."""
    whole = StepSeries(np.asarray([0.0, 9.0, 10.0]) * HOUR, np.asarray([100.0, 200.0]), GRAMS)
    cut = series([100.0] * 9 + [200.0])

    found = box(whole, "x")

    assert found == box(cut, "x")
    assert found.mean == pytest.approx(110.0)
    assert (found.median, found.quartile_high_amount) == (100.0, 100.0)
    assert (found.high_amount, found.maximum_amount) == (100.0, 200.0)
    assert found.outlier_share == pytest.approx(0.1)


def test_a_box_leaves_gaps_out_and_counts_them() -> None:
    """Gaps weigh nothing; how much is known stands beside how long the series is."""
    found = box(series([10.0, np.nan, 30.0]), "x")

    assert found.mean == 20.0
    assert (found.covered_seconds, found.whole_seconds) == (2 * HOUR, 3 * HOUR)


def test_a_series_of_gaps_is_refused() -> None:
    """Of nothing there is no box."""
    with pytest.raises(SeriesError, match="nothing"):
        box(series([np.nan]), "x")


def test_cells_are_means_by_month_and_hour() -> None:
    """Two days of January make one row: the mean of both at each hour; the rest is unknown."""
    first, second = [float(h) for h in range(24)], [float(h + 2) for h in range(24)]

    found = month_by_hour(series(first + second))

    assert found.values[0].tolist() == [h + 1.0 for h in range(24)]
    assert np.isnan(found.values[1:]).all()
    assert found.rows[0] == "Jan"
    assert found.columns[23] == "23"


def test_cells_by_day_have_a_row_for_each_day() -> None:
    """Half hours are put together; a day that begins late has gaps before it does."""
    found = day_by_hour(series([1.0, 3.0] * 30, step=HOUR / 2, start=20 * HOUR))

    assert found.rows == ("1970-01-01", "1970-01-02", "1970-01-03")
    assert np.isnan(found.values[0, :20]).all()
    assert found.values[0, 20:].tolist() == [2.0] * 4
    assert found.as_json()["columns"] == [f"{hour:02d}" for hour in range(24)]


def test_years_are_calendar_years() -> None:
    """A series over new year has two means, and says how much of each year it knows."""
    turn = datetime(2021, 1, 1, tzinfo=UTC).timestamp()

    found = years(series([10.0] * 24 + [20.0] * 48, start=turn - 24 * HOUR))

    assert [(year.year, year.mean) for year in found] == [(2020, 10.0), (2021, 20.0)]
    assert found[0].covered_seconds == 24 * HOUR
    assert found[0].whole_seconds == 366 * 24 * HOUR


def test_a_rolling_mean_is_the_mean_of_its_window() -> None:
    """By brute force on a ramp: at each step the mean of what lies in the window."""
    ramp = series([float(i) for i in range(100)])

    found = rolling(ramp, 10 * HOUR, HOUR)

    for place in (20, 50, 77):
        middle = (place + 0.5) * HOUR
        fine = np.linspace(middle - 5 * HOUR, middle + 5 * HOUR, 100_001)[:-1] + 0.18
        brute = np.floor(fine / HOUR).mean()
        assert found.values[place] == pytest.approx(brute, abs=1e-3)


def test_a_rolling_mean_of_a_long_gap_is_a_gap() -> None:
    """Where less than half of the window is known there is no mean."""
    found = rolling(series([1.0] * 20 + [np.nan] * 40 + [1.0] * 20), 10 * HOUR, HOUR)

    assert np.isnan(found.values[40])
    assert found.values[0] == 1.0


def test_a_part_keeps_its_fractional_edges() -> None:
    """A cut in the middle of a step leaves the rest of the step; a cut outside is refused."""
    found = clipped(series([1.0, 2.0, 3.0]), 0.5 * HOUR, 2.25 * HOUR)

    assert found.edges_seconds.tolist() == [0.5 * HOUR, HOUR, 2 * HOUR, 2.25 * HOUR]
    assert found.values.tolist() == [1.0, 2.0, 3.0]
    with pytest.raises(SeriesError, match="It reaches from 1970-01-01 00:00 UTC"):
        clipped(series([1.0]), 5 * HOUR, 6 * HOUR)


@given(
    st.lists(
        st.one_of(st.floats(0.0, 1000.0), st.just(float("nan"))), min_size=1, max_size=60
    ).filter(lambda values: not all(np.isnan(values))),
    st.sampled_from([300.0, 900.0, 1800.0, 3600.0, 5400.0]),
    st.sampled_from([600.0, 3600.0, 7200.0]),
)
def test_resampling_keeps_the_integral(values: list[float], step: float, new: float) -> None:
    """What a series adds up to stays the same, to rounding, wherever a new step is fully known."""
    before = series(values, step)
    after = resampled(before, new)

    covered = before.covered_seconds(after.edges_seconds[:-1], after.edges_seconds[1:])
    whole = covered >= new - 1e-6
    old = before.known_integral(after.edges_seconds[:-1], after.edges_seconds[1:]).amount

    assert after.values[whole] * new == pytest.approx(old[whole], rel=1e-9, abs=1e-6)
    assert bool(np.isnan(after.values[covered == 0.0]).all())


@given(
    st.lists(st.floats(0.0, 1000.0), min_size=1, max_size=40),
    st.floats(0.01, 0.49),
    st.floats(0.51, 0.99),
)
def test_a_part_has_the_integral_of_its_time(values: list[float], low: float, high: float) -> None:
    """The integral over a part is that of the whole series between the same moments."""
    whole = series(values)
    end = float(whole.edges_seconds[-1])
    begin, close = low * end, high * end
    part = clipped(whole, begin, close)

    expected = whole.integral(np.asarray([begin]), np.asarray([close]))
    found = part.integral(np.asarray([begin]), np.asarray([close]))

    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)
