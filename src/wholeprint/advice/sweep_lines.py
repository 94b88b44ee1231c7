"""A sweep over an even grid: all models that end in the same slot after their first at once."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from wholeprint.advice.sweep_envelope import highest, lowest
from wholeprint.advice.sweep_quantiles import quantiles
from wholeprint.advice.sweep_result import Fleet, Progress
from wholeprint.advice.sweep_slots import IntArray, Lines, Slots, Starts
from wholeprint.advice.sweep_table import Table
from wholeprint.quantities.distribution import FloatArray

_WORKERS = 2
"""NumPy lets go of the interpreter in long steps; each worker holds some arrays of a whole grid."""


class Found(NamedTuple):
    """Integrals of the series over all runs.

    Attributes:
        table: By period and model.
        quantiles: One row per probability, one column per model [unit s].
        totals: Power times integral, summed over models, at each start [W unit s].
    """

    table: Table
    quantiles: FloatArray
    totals: FloatArray


class _Group(NamedTuple):
    """Models that end in the same slot after their first, by how far into it they end."""

    slots_after: int
    models: IntArray
    rest: FloatArray


class LineSweep:
    """Sweeps fleets over one grid.

    Args:
        slots: The series; the step of the starts must be a multiple of its step.
        starts: When runs may begin.
        cuts: Number of the first start of each period, and one more.
        probabilities: Of the quantiles.
    """

    def __init__(
        self,
        slots: Slots,
        starts: Starts,
        cuts: tuple[int, ...],
        probabilities: tuple[float, ...],
    ) -> None:
        self._slots = slots
        self._starts = starts
        self._cuts = cuts
        self._probabilities = probabilities

    def run(self, fleet: Fleet, progress: Progress) -> Found:
        """Return the integrals over all runs of a fleet.

        Args:
            fleet: The models.
            progress: Is told how far it is.
        """
        table = Table.empty(len(self._cuts) - 1, fleet.amount)
        found = np.full((len(self._probabilities), fleet.amount), np.nan)
        groups = self._groups(fleet)

        def one(group: _Group) -> int:
            self._fill(group, fleet, table, found)
            return group.models.size

        done = 0
        with ThreadPoolExecutor(_WORKERS) as pool:
            for amount in pool.map(one, groups):
                done += amount
                progress(done, fleet.amount)
        return Found(table, found, self._totals(fleet, groups))

    def _groups(self, fleet: Fleet) -> list[_Group]:
        _, begun = self._slots.place(self._starts.first_seconds)
        after, rest = self._slots.groups(fleet.duration_seconds, begun)
        order = np.lexsort((rest, after))
        borders = np.flatnonzero(np.diff(after[order])) + 1
        return [
            _Group(int(after[models[0]]), models, rest[models])
            for models in np.split(order, borders)
        ]

    def _fill(self, group: _Group, fleet: Fleet, table: Table, found: FloatArray) -> None:
        lines = self._slots.lines(group.slots_after, self._starts)
        if not lines.which.size:
            return
        duration = fleet.duration_seconds[group.models]
        borders = np.searchsorted(lines.which, self._cuts)
        for row, (begin, end) in enumerate(pairwise(borders.tolist())):
            if end > begin:
                part = lines.between(begin, end)
                self._fill_period(table, row, group, part, duration)
        values = quantiles(lines.height, lines.slope, group.rest, self._probabilities)
        found[:, group.models] = self._slots.integrals(values, duration)

    def _fill_period(
        self, table: Table, row: int, group: _Group, lines: Lines, duration: FloatArray
    ) -> None:
        models, rest = group.models, group.rest
        height, slope, which = lines
        low, high = lowest(height, slope, rest), highest(height, slope, rest)
        table.available[row, models] = which.size
        table.low[row, models] = self._slots.integrals(low.amount, duration)
        table.best[row, models] = which[low.line]
        table.high[row, models] = self._slots.integrals(high.amount, duration)
        table.worst[row, models] = which[high.line]
        at_nought, rise = float(np.mean(height)), float(np.mean(slope))
        table.mean[row, models] = self._slots.integrals(at_nought + rest * rise, duration)
        # The mean is a straight line in how far the run reaches; the variance is a parabola.
        height, slope = height - at_nought, slope - rise
        pairs = ((height, height), (height, slope), (slope, slope))
        square, cross, own = (float(np.dot(a, b)) for a, b in pairs)
        variance = (square + rest * (2.0 * cross + rest * own)) / which.size
        table.variance[row, models] = np.maximum(variance, 0.0) / self._slots.scale**2

    def _totals(self, fleet: Fleet, groups: list[_Group]) -> FloatArray:
        totals = np.zeros(self._starts.amount)
        for group in groups:
            height, slope, which = self._slots.lines(group.slots_after, self._starts)
            watts = fleet.power_watts[group.models]
            totals[which] += watts.sum() * height + np.dot(watts, group.rest) * slope
        # Where the longest run has a start, every other has it too.
        longest = max(groups, key=lambda group: group.slots_after)
        which = self._slots.lines(longest.slots_after, self._starts).which
        found = np.full(self._starts.amount, np.nan)
        base = self._slots.base_amount * np.dot(fleet.power_watts, fleet.duration_seconds)
        found[which] = totals[which] / self._slots.scale + base
        return found
