"""A series on an even grid of slots, with sums that are exact wherever the values allow it.

Over slots of length h a run that begins on a slot's edge and lasts ``k h + r`` seconds carries
``h (v[s] + ... + v[s + k - 1]) + r v[s + k]``: for all runs with the same k a straight line in r,
one for each start. Whatever a sweep wants to know of many runs follows from those lines.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

IntArray = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
BoolArray = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

MOST_SLOTS = 40_000_000
"""A grid finer than this many slots is not made: it would not fit into memory."""

_ROUNDING = 1e-12
"""An overlap smaller than this share of a run is what arithmetic left over, and no overlap."""

_CLOCK_SECONDS = 1e-6
"""Clocks are written as seconds since 1970: nearer than this to an edge is on it."""

_EXACT_BELOW = 2.0**53
_MOST_DECIMALS = 6


class Starts(NamedTuple):
    """Evenly spaced moments at which a run may begin.

    Attributes:
        first_seconds: The first [s since 1970 UTC].
        step_seconds: From one to the next [s].
        amount: How many.
    """

    first_seconds: float
    step_seconds: float
    amount: int

    def times_seconds(self) -> FloatArray:
        """Return the moments [s since 1970 UTC]."""
        return self.first_seconds + self.step_seconds * np.arange(self.amount, dtype=np.float64)


class Lines(NamedTuple):
    """What runs of one group carry, as a line in r for each start that is available.

    Attributes:
        height: The level's integral at r = 0 [level s].
        slope: The level of the slot in which the run ends [level].
        which: The number of each start; rising.
    """

    height: FloatArray
    slope: FloatArray
    which: IntArray

    def between(self, begin: int, end: int) -> "Lines":
        """Return some of the lines.

        Args:
            begin: Place of the first.
            end: Place behind the last.
        """
        return Lines(self.height[begin:end], self.slope[begin:end], self.which[begin:end])


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """A series on an even grid.

    Values are kept as levels above the least of them, so that no level is negative, in whole
    multiples of the last decimal where the series has few decimals, so that sums are exact.

    Attributes:
        first_seconds: Where the first slot begins [s since 1970 UTC].
        step_seconds: How long each lasts [s].
        levels: Level of each slot; nought in a gap.
        sums: Of the levels before each slot.
        gaps: How many gaps lie before each slot.
        scale: Levels per unit of the series.
        base_amount: The value at level nought [unit of the series].
    """

    first_seconds: float
    step_seconds: float
    levels: FloatArray
    sums: FloatArray
    gaps: "np.ndarray[tuple[int, ...], np.dtype[np.int32]]"
    scale: float
    base_amount: float

    @classmethod
    def of(cls, series: StepSeries, also_seconds: float = 0.0) -> Self | None:
        """Put a series on the coarsest even grid that holds all of its edges.

        Args:
            series: The series.
            also_seconds: A length that must be a multiple of a slot too [s]; nought asks for none.

        Returns:
            The slots, or None where the edges are not whole seconds, or the grid would be too fine.
        """
        widths = np.diff(series.edges_seconds)
        lengths = np.append(widths, also_seconds)
        whole = np.rint(lengths).astype(np.int64)
        if not np.array_equal(whole, lengths):
            return None
        step = int(np.gcd.reduce(whole))
        counts = whole[:-1] // step
        if int(counts.sum()) > MOST_SLOTS:
            return None
        values = series.values if int(counts.max()) == 1 else np.repeat(series.values, counts)
        known = np.isfinite(values)
        levels, scale, base = _levels(values, known)
        return cls(
            float(series.edges_seconds[0]),
            float(step),
            levels,
            np.concatenate(([0.0], np.cumsum(levels))),
            np.concatenate(([0], np.cumsum(~known))).astype(np.int32),
            scale,
            base,
        )

    @property
    def amount(self) -> int:
        """How many slots there are."""
        return self.levels.size

    def groups(
        self, duration_seconds: FloatArray, begun_seconds: "FloatArray | float" = 0.0
    ) -> tuple[IntArray, FloatArray]:
        """Return in which slot after its first each run ends, and how far into it.

        A run that ends on an edge ends with the slot before it: the slot behind the edge is none
        of its own, and may be a gap.

        Args:
            duration_seconds: How long the runs last [s].
            begun_seconds: How far into its first slot each begins [s].

        Returns:
            k, and r with 0 < r <= h [s].
        """
        behind = begun_seconds + np.asarray(duration_seconds, dtype=np.float64)
        rest = np.fmod(behind, self.step_seconds)
        whole = np.rint((behind - rest) / self.step_seconds).astype(np.int64)
        on_edge = (rest <= _ROUNDING * behind) & (whole > 0)
        whole[on_edge] -= 1
        rest[on_edge] += self.step_seconds
        return whole, rest

    def lines(self, slots_after: int, starts: Starts) -> Lines:
        """Return the lines of all runs that end in the k-th slot after their first.

        Args:
            slots_after: k.
            starts: When they may begin; their step must be a multiple of the grid's.

        Returns:
            One line for each start whose slots, from the first to the k-th after it, are all known.
        """
        stride = round(starts.step_seconds / self.step_seconds)
        first, begun = self.place(starts.first_seconds)
        low = max(0, -(first // stride))
        high = min(starts.amount, (self.amount - 1 - slots_after - first) // stride + 1)
        if high <= low:
            none = np.empty(0)
            return Lines(none, none, np.empty(0, dtype=np.int64))
        begin, end = first + low * stride, first + (high - 1) * stride + 1
        here = slice(begin, end, stride)
        there = slice(begin + slots_after, end + slots_after, stride)
        behind = slice(begin + slots_after + 1, end + slots_after + 1, stride)
        height = self.step_seconds * (self.sums[there] - self.sums[here])
        if begun > 0.0:
            height = height - begun * self.levels[here]
        slope = self.levels[there]
        open_ = self.gaps[behind] == self.gaps[here]
        if bool(open_.all()):
            return Lines(height, slope, np.arange(low, high))
        return Lines(height[open_], slope[open_], low + np.flatnonzero(open_))

    def place(self, moment_seconds: float) -> tuple[int, float]:
        """Return in which slot a moment lies and how far into it [s].

        Args:
            moment_seconds: The moment [s since 1970 UTC].
        """
        slot, begun = self._places(np.asarray([moment_seconds]))
        return int(slot[0]), float(begun[0])

    def _places(self, moments_seconds: FloatArray) -> tuple[IntArray, FloatArray]:
        place = (moments_seconds - self.first_seconds) / self.step_seconds
        nearest = np.rint(place)
        on_edge = np.abs(place - nearest) * self.step_seconds < _CLOCK_SECONDS
        slot = np.where(on_edge, nearest, np.floor(place))
        begun = moments_seconds - self.first_seconds - slot * self.step_seconds
        return slot.astype(np.int64), np.where(on_edge, 0.0, begun)

    def integrals_from(self, start_seconds: FloatArray, duration_seconds: FloatArray) -> FloatArray:
        """Return the levels' integrals over runs that start anywhere [level s].

        Args:
            start_seconds: Where each begins [s since 1970 UTC].
            duration_seconds: How long each lasts [s].

        Returns:
            One each; infinite where not all of the run is known.
        """
        first, begun = self._places(start_seconds)
        behind, rest = self.groups(duration_seconds, begun)
        inside = (first >= 0) & (first + behind < self.amount)
        low = np.where(inside, first, 0)
        high = np.where(inside, first + behind, 0)
        whole = self.step_seconds * (self.sums[high] - self.sums[low])
        amount = whole - begun * self.levels[low] + rest * self.levels[high]
        known = inside & (self.gaps[high + 1] == self.gaps[low])
        return np.where(known, amount, np.inf)

    def integrals(self, levels: FloatArray, duration_seconds: FloatArray) -> FloatArray:
        """Return integrals of the series [unit s] from integrals of its levels.

        Args:
            levels: Integrals of the levels [level s].
            duration_seconds: Over how long each [s].
        """
        return levels / self.scale + self.base_amount * duration_seconds


def _levels(values: FloatArray, known: BoolArray) -> tuple[FloatArray, float, float]:
    if not bool(known.any()):
        raise ValueRefusedError("a series without a single value has nothing to sweep over")
    filled = np.where(known, values, np.min(values[known]))
    greatest = float(np.max(np.abs(filled))) * filled.size
    for decimals in range(_MOST_DECIMALS + 1):
        scale = 10.0**decimals
        whole = np.rint(filled * scale)
        if greatest * scale < _EXACT_BELOW and np.array_equal(whole / scale, filled):
            least = float(whole.min())
            return np.where(known, whole - least, 0.0), scale, least / scale
    least = float(filled.min())
    return np.where(known, filled - least, 0.0), 1.0, least
