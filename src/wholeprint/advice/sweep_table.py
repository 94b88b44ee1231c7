"""Where a sweep puts what it finds, period by period, before it becomes a result."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from wholeprint.advice.sweep_result import JOULES_PER_KWH, Period, Spread
from wholeprint.advice.sweep_slots import IntArray, Starts
from wholeprint.quantities.distribution import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Integrals of the series over runs: one row per period, one column per model.

    Attributes:
        available: How many starts are available.
        low: Least integral [unit s].
        high: Greatest [unit s].
        mean: Mean [unit s].
        variance: Mean square of the difference from the mean [unit2 s2].
        best: Number of the first start with the least; -1 where there is none.
        worst: Number of the first start with the greatest; -1 where there is none.
    """

    available: IntArray
    low: FloatArray
    high: FloatArray
    mean: FloatArray
    variance: FloatArray
    best: IntArray
    worst: IntArray

    @classmethod
    def empty(cls, periods: int, models: int) -> Self:
        """Return a table in which nothing is available.

        Args:
            periods: Rows.
            models: Columns.
        """
        shape = (periods, models)
        return cls(
            np.zeros(shape, dtype=np.int64),
            *(np.full(shape, np.nan) for _ in range(4)),
            *(np.full(shape, -1, dtype=np.int64) for _ in range(2)),
        )

    def put(self, period: int, model: int, which: IntArray, values: FloatArray) -> None:
        """Put in all values of one model in one period.

        Args:
            period: Row.
            model: Column.
            which: Number of each start, rising.
            values: The integral from each start [unit s].
        """
        if not values.size:
            return
        low, high = int(np.argmin(values)), int(np.argmax(values))
        self.available[period, model] = values.size
        self.low[period, model], self.high[period, model] = values[low], values[high]
        self.best[period, model], self.worst[period, model] = which[low], which[high]
        self.mean[period, model] = np.mean(values)
        self.variance[period, model] = np.var(values)

    def together(self) -> Self:
        """Return the table of all periods as one."""
        found = type(self).empty(1, self.available.shape[1])
        count = self.available.sum(axis=0)
        some = np.flatnonzero(count)
        share = self.available[:, some] / count[some]
        mean = np.where(share > 0.0, self.mean[:, some], 0.0)
        spread = np.where(share > 0.0, self.variance[:, some], 0.0)
        found.available[0] = count
        found.mean[0, some] = (share * mean).sum(axis=0)
        spread = spread + np.square(mean - found.mean[0, some])
        found.variance[0, some] = (share * spread).sum(axis=0)
        # Periods follow each other: the first that ties holds the earliest start.
        least = np.argmin(np.where(share > 0.0, self.low[:, some], np.inf), axis=0)
        most = np.argmax(np.where(share > 0.0, self.high[:, some], -np.inf), axis=0)
        found.low[0, some], found.best[0, some] = self.low[least, some], self.best[least, some]
        found.high[0, some], found.worst[0, some] = self.high[most, some], self.worst[most, some]
        return found

    def spread(
        self, row: int, period: Period, starts: Starts, duration: FloatArray, watts: FloatArray
    ) -> Spread:
        """Return one row as emissions.

        Args:
            row: Which row.
            period: Its period, with a mean [gCO2e/kWh].
            starts: What the numbers of starts stand for.
            duration: How long each model runs [s].
            watts: Its mean power [W].
        """
        grams = watts / JOULES_PER_KWH
        average = period.mean_amount * duration
        off = np.sqrt(self.variance[row] + np.square(self.mean[row] - average))
        return Spread(
            available=self.available[row],
            minimum_grams=self.low[row] * grams,
            mean_grams=self.mean[row] * grams,
            maximum_grams=self.high[row] * grams,
            best_start_seconds=_times(self.best[row], starts),
            worst_start_seconds=_times(self.worst[row], starts),
            by_average_grams=average * grams,
            deviation_grams=off * grams,
        )


def _times(numbers: IntArray, starts: Starts) -> FloatArray:
    times = starts.first_seconds + starts.step_seconds * numbers
    return np.where(numbers >= 0, times, np.nan)


def total_table(totals: FloatArray, cuts: Sequence[int]) -> Table:
    """Return the table of a fleet's total, as of one model of one watt.

    Args:
        totals: Power times integral, summed over models, at each start [W unit s]; NaN where not
            available.
        cuts: Number of the first start of each period, and one more.
    """
    table = Table.empty(len(cuts) - 1, 1)
    for row, (begin, end) in enumerate(pairwise(cuts)):
        which = begin + np.flatnonzero(np.isfinite(totals[begin:end]))
        table.put(row, 0, which, totals[which])
    return table
