"""A typical year of a zone: how an hour of a month lies to the year's mean, and how surely.

Ratios are kept and no grams, since the level of a grid moves from year to year much faster than
its shape: the level comes from the newest yearly number.
"""

import math
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wholeprint.errors import SeriesError
from wholeprint.factors.yearly import Window
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

MONTHS = 12
HOURS = 24
HOUR_SECONDS = 3600.0

DAYS = np.asarray([monthrange(2023, month)[1] for month in range(1, MONTHS + 1)], dtype=np.float64)
"""Days of each month of a year that is no leap year: the weights of the cells."""

_LEAST_GRAMS = 1.0
"""Values below count as this in logarithms [gCO2e/kWh]."""

_WINDOW_HOURS: Mapping[Window, int] = {
    Window.HOUR: 1,
    Window.DAY: 24,
    Window.WEEK: 7 * 24,
    Window.MONTH: 30 * 24,
}


class Stretch(NamedTuple):
    """One year of a series, of whatever beginning.

    Attributes:
        start_seconds: When it begins [s since 1970 UTC].
        end_seconds: When it ends [s since 1970 UTC].
    """

    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Typical:
    """A typical year.

    Attributes:
        mean: Mean of the hours of a month and an hour of the day in UTC, over the year's mean [1];
            rows are months, and weighted with the days of the months they have a mean of 1.
        low: 5th percentile of single hours over the year's mean [1].
        high: 95th percentile of single hours over the year's mean [1].
        sigma: For each window, the standard deviation of the logarithm of its mean over what the
            typical year says of it [1].
        hours: How many known hours it is made of.
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    sigma: Mapping[Window, float]
    hours: int


def typical(series: StepSeries, years: Sequence[Stretch]) -> Typical:
    """Return the typical year of a series.

    An hour that is not known from end to end is left out. Each hour is divided by the mean of its
    own year, so that years of different levels count alike.

    Args:
        series: What the grid carried [gCO2e/kWh].
        years: The years to make it from, each as long as a year.

    Returns:
        The typical year.

    Raises:
        SeriesError: If some month and hour is never known.
    """
    ratios: list[FloatArray] = []
    cells: list[np.ndarray[tuple[int], np.dtype[np.intp]]] = []
    for year in years:
        starts = np.arange(year.start_seconds, year.end_seconds, HOUR_SECONDS)
        values = series.integral(starts, starts + HOUR_SECONDS) / HOUR_SECONDS
        ratios.append(np.maximum(values, _LEAST_GRAMS) / float(np.nanmean(values)))
        cells.append(cells_of(starts))
    every, where = np.concatenate(ratios), np.concatenate(cells)
    mean, low, high = (np.empty(MONTHS * HOURS) for _ in range(3))
    for cell in range(MONTHS * HOURS):
        own = every[(where == cell) & np.isfinite(every)]
        if own.size == 0:
            raise SeriesError(
                "a typical year needs every month and hour",
                seen=f"nothing for month {cell // HOURS + 1}, hour {cell % HOURS}",
                fix="Give whole years",
            )
        mean[cell] = np.mean(own)
        low[cell], high[cell] = np.quantile(own, (0.05, 0.95))
    shape = (MONTHS, HOURS)
    scale = mean_of(mean.reshape(shape))
    mean /= scale
    sigma = {
        window: float(
            np.mean([_sigma(r, mean[c], hours) for r, c in zip(ratios, cells, strict=True)])
        )
        for window, hours in _WINDOW_HOURS.items()
    }
    return Typical(
        mean.reshape(shape),
        (low / scale).reshape(shape),
        (high / scale).reshape(shape),
        sigma,
        int(np.count_nonzero(np.isfinite(every))),
    )


def mean_of(cells: FloatArray) -> float:
    """Return the mean over a year of what holds in each month and hour.

    Args:
        cells: One value for each month and hour.
    """
    return float(DAYS @ cells.mean(axis=1) / DAYS.sum())


def cells_of(starts_seconds: FloatArray) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return which cell of a typical year hours belong to: 24 times the month, plus the hour.

    Args:
        starts_seconds: When the hours begin [s since 1970 UTC].
    """
    times = np.floor(starts_seconds).astype("datetime64[s]")
    months = times.astype("datetime64[M]").astype(np.int64) % MONTHS
    hours = times.astype("datetime64[h]").astype(np.int64) % HOURS
    return (months * HOURS + hours).astype(np.intp)


def _sigma(ratios: FloatArray, expected: FloatArray, hours: int) -> float:
    count = ratios.size // hours
    seen = ratios[: count * hours].reshape(count, hours)
    said = np.where(np.isfinite(seen), expected[: count * hours].reshape(count, hours), np.nan)
    known = np.isfinite(seen).mean(axis=1) >= 0.5  # noqa: PLR2004 - half of it, or it says little
    logs = np.log(np.nanmean(seen[known], axis=1) / np.nanmean(said[known], axis=1))
    return math.sqrt(float(np.var(logs)))
