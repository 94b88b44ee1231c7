"""A series in few numbers: what it is on average, how far it swings, by hour, day, month and year.

Every mean and every quantile weighs a value by the time for which it holds, so that series of
mixed resolution, and those with gaps, are described by what they were and not by how they were cut.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from wholeprint.errors import SeriesError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

_HOUR, _DAY = 3600.0, 86400.0
MONTH_SECONDS = 30 * _DAY
"""What a rolling month is: 30 days, the same all year."""

_WHISKER = 1.5
"""Whiskers reach the last value within so many interquartile ranges of the box (Tukey 1977)."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a box plot shows of one series, weighed by time.

    Attributes:
        name: Whose it is.
        covered_seconds: For how long values are known [s].
        whole_seconds: From the first edge to the last [s].
        mean: Mean [unit of the series].
        minimum_amount: Least value.
        low_amount: Where the lower whisker ends: the least value within 1.5 interquartile ranges
            of the box.
        quartile_low_amount: First quartile.
        median: Median.
        quartile_high_amount: Third quartile.
        high_amount: Where the upper whisker ends.
        maximum_amount: Greatest value.
        outlier_share: Share of the time that lies beyond the whiskers [1].
    """

    name: str
    covered_seconds: float
    whole_seconds: float
    mean: float
    minimum_amount: float
    low_amount: float
    quartile_low_amount: float
    median: float
    quartile_high_amount: float
    high_amount: float
    maximum_amount: float
    outlier_share: float

    def as_json(self) -> dict[str, object]:
        """Return the box as plain values."""
        return {
            "name": self.name,
            "covered_seconds": self.covered_seconds,
            "whole_seconds": self.whole_seconds,
            "mean": self.mean,
            "minimum": self.minimum_amount,
            "low_whisker": self.low_amount,
            "first_quartile": self.quartile_low_amount,
            "median": self.median,
            "third_quartile": self.quartile_high_amount,
            "high_whisker": self.high_amount,
            "maximum": self.maximum_amount,
            "outlier_share": self.outlier_share,
        }


def box(series: StepSeries, name: str) -> Box:
    """Return what a box plot shows of a series.

    Args:
        series: The series.
        name: Whose it is.

    Returns:
        The box.

    Raises:
        SeriesError: If nothing of it is known.
    """
    values, widths = _known(series)
    order = np.argsort(values, kind="stable")
    values, widths = values[order], widths[order]
    low, middle, high = (_quantile(values, widths, share) for share in (0.25, 0.5, 0.75))
    reach = _WHISKER * (high - low)
    inside = (values >= low - reach) & (values <= high + reach)
    total = float(widths.sum())
    return Box(
        name=name,
        covered_seconds=total,
        whole_seconds=float(series.edges_seconds[-1] - series.edges_seconds[0]),
        mean=float(values @ widths) / total,
        minimum_amount=float(values[0]),
        low_amount=float(values[inside][0]),
        quartile_low_amount=low,
        median=middle,
        quartile_high_amount=high,
        high_amount=float(values[inside][-1]),
        maximum_amount=float(values[-1]),
        outlier_share=float(widths[~inside].sum()) / total,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Means over the cells of a calendar.

    Attributes:
        rows: What each row is.
        columns: What each column is.
        values: Mean of each cell [unit of the series]; NaN where nothing is known.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: FloatArray

    def as_json(self) -> dict[str, object]:
        """Return the cells as plain values."""
        return {
            "rows": list(self.rows),
            "columns": list(self.columns),
            "values": [[None if v != v else v for v in row] for row in self.values.tolist()],  # noqa: PLR0124 - NaN alone differs from itself
        }


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS = tuple(f"{hour:02d}" for hour in range(24))


def month_by_hour(series: StepSeries) -> Cells:
    """Return the mean of each hour of the day [UTC] in each month of the year, over all years.

    Args:
        series: The series.
    """
    starts, amounts, covered = _hourly(series)
    months, hours = _calendar(starts, lambda moment: moment.month - 1), _hour_of_day(starts)
    sums, times = np.zeros((12, 24)), np.zeros((12, 24))
    np.add.at(sums, (months, hours), amounts)
    np.add.at(times, (months, hours), covered)
    return Cells(_MONTHS, _HOURS, _mean(sums, times))


def day_by_hour(series: StepSeries) -> Cells:
    """Return the mean of each hour [UTC] of each day, a row per day.

    Args:
        series: The series.
    """
    starts, amounts, covered = _hourly(series)
    first = int(starts[0] // _DAY)
    days = (starts // _DAY).astype(np.int64) - first
    count = int(days[-1]) + 1
    sums, times = np.zeros((count, 24)), np.zeros((count, 24))
    np.add.at(sums, (days, _hour_of_day(starts)), amounts)
    np.add.at(times, (days, _hour_of_day(starts)), covered)
    names = tuple(
        datetime.fromtimestamp((first + day) * _DAY, UTC).strftime("%Y-%m-%d")
        for day in range(count)
    )
    return Cells(names, _HOURS, _mean(sums, times))


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year [UTC] of a series.

    Attributes:
        year: Which.
        mean: Its mean over the time that is known [unit of the series].
        covered_seconds: How much of it is known [s].
        whole_seconds: How long the year is [s].
    """

    year: int
    mean: float
    covered_seconds: float
    whole_seconds: float

    def as_json(self) -> dict[str, object]:
        """Return the year as plain values."""
        return {
            "year": self.year,
            "mean": self.mean,
            "covered_seconds": self.covered_seconds,
            "whole_seconds": self.whole_seconds,
        }


def years(series: StepSeries) -> tuple[Year, ...]:
    """Return the mean of each calendar year [UTC] of which anything is known.

    Args:
        series: The series.
    """
    first, last = (
        datetime.fromtimestamp(float(edge), UTC).year for edge in series.edges_seconds[[0, -1]]
    )
    turns = np.asarray(
        [datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in range(first, last + 2)]
    )
    found = series.known_integral(turns[:-1], turns[1:])
    return tuple(
        Year(first + place, float(amount) / float(covered), float(covered), float(whole))
        for place, (amount, covered, whole) in enumerate(
            zip(found.amount, found.covered_seconds, found.whole_seconds, strict=True)
        )
        if covered > 0.0
    )


def rolling(series: StepSeries, window_seconds: float, step_seconds: float) -> StepSeries:
    """Return the mean over a window around each step, by exact prefix sums.

    Args:
        series: The series.
        window_seconds: How long the window is [s]; half of it lies before the step's middle.
        step_seconds: How long the steps of the answer are [s].

    Returns:
        The rolling mean; a step has none where less than half of its window is known.
    """
    edges = series.edges_seconds
    count = max(1, int(np.ceil((edges[-1] - edges[0]) / step_seconds - 1e-9)))
    begin, end = float(edges[0]), float(edges[-1])
    bounds = np.minimum(begin + step_seconds * np.arange(count + 1, dtype=np.float64), end)
    middles = (bounds[:-1] + bounds[1:]) / 2.0
    half = window_seconds / 2.0
    found = series.known_integral(
        np.maximum(middles - half, begin), np.minimum(middles + half, end)
    )
    mean = _mean(found.amount, found.covered_seconds)
    return StepSeries(bounds, np.where(found.covered_seconds >= half, mean, np.nan), series.unit)


def resampled(series: StepSeries, step_seconds: float) -> StepSeries:
    """Return the means over steps of one length, which begin at whole multiples of it.

    Args:
        series: The series.
        step_seconds: How long the steps are [s].

    Returns:
        The means of what is known of each step; a step of which nothing is known is a gap.
    """
    edges = _multiples(series, step_seconds)
    found = series.known_integral(edges[:-1], edges[1:])
    return StepSeries(edges, _mean(found.amount, found.covered_seconds), series.unit)


def clipped(series: StepSeries, start_seconds: float, end_seconds: float) -> StepSeries:
    """Return the part of a series that lies between two moments.

    Args:
        series: The series.
        start_seconds: From when [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].

    Returns:
        The part; its first and last step may be shorter than they were.

    Raises:
        SeriesError: If nothing of the series lies there.
    """
    edges = series.edges_seconds
    begin, end = max(start_seconds, float(edges[0])), min(end_seconds, float(edges[-1]))
    if not begin < end:
        raise SeriesError(
            "the series has nothing at that time",
            seen=f"{_said(start_seconds)} to {_said(end_seconds)}",
            fix=f"It reaches from {_said(float(edges[0]))} to {_said(float(edges[-1]))}",
        )
    first = int(np.searchsorted(edges, begin, side="right")) - 1
    last = int(np.searchsorted(edges, end, side="left"))
    kept = edges[first : last + 1].copy()
    kept[0], kept[-1] = begin, end
    return StepSeries(kept, series.values[first:last], series.unit)


def _known(series: StepSeries) -> tuple[FloatArray, FloatArray]:
    known = np.isfinite(series.values)
    if not bool(known.any()):
        raise SeriesError(
            "nothing of the series is known", seen=f"{series.values.size} steps, all gaps"
        )
    return series.values[known], np.diff(series.edges_seconds)[known]


def _quantile(values: FloatArray, widths: FloatArray, share: float) -> float:
    # The inverse of the distribution over time: no value is made that never was.
    reached: FloatArray = np.cumsum(widths)
    wanted = share * float(reached[-1])
    place = int(np.searchsorted(reached, wanted, side="left"))
    return float(values[min(place, values.size - 1)])


def _hourly(series: StepSeries) -> tuple[FloatArray, FloatArray, FloatArray]:
    edges = _multiples(series, _HOUR)
    found = series.known_integral(edges[:-1], edges[1:])
    return edges[:-1], found.amount, found.covered_seconds


def _multiples(series: StepSeries, step_seconds: float) -> FloatArray:
    first = math.floor(float(series.edges_seconds[0]) / step_seconds)
    last = math.ceil(float(series.edges_seconds[-1]) / step_seconds)
    return step_seconds * np.arange(first, last + 1, dtype=np.float64)


def _hour_of_day(starts: FloatArray) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return (starts % _DAY // _HOUR).astype(np.int64)


def _calendar(
    starts: FloatArray, of: Callable[[datetime], int]
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    days = np.floor_divide(starts, _DAY).astype(np.int64)
    named = {
        day: of(datetime.fromtimestamp(day * _DAY, UTC))
        for day in range(int(days[0]), int(days[-1]) + 1)
    }
    return np.asarray([named[day] for day in days.tolist()], dtype=np.int64)


def _mean(sums: FloatArray, times: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(times > 0.0, sums / times, np.nan)


def _said(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
