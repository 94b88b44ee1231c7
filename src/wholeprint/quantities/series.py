"""A quantity over time that keeps its value between two edges, and its exact integral."""

from dataclasses import dataclass, field

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.units import Unit


@dataclass(frozen=True, slots=True, eq=False)
class Integral:
    """What a series adds up to over intervals.

    Attributes:
        amount: The integral over the part that is known [unit].
        unit: Unit of the series times seconds.
        covered_seconds: How much of each interval is known [s].
        whole_seconds: How long each interval is [s].
    """

    amount: FloatArray
    unit: Unit
    covered_seconds: FloatArray
    whole_seconds: FloatArray

    @property
    def is_whole(self) -> bool:
        """Whether every interval is known from end to end, to within rounding."""
        return bool(np.all(self.whole_seconds - self.covered_seconds <= self.tolerance_seconds))

    @property
    def tolerance_seconds(self) -> FloatArray:
        """What is rounding and no gap [s]: clocks are written as seconds since 1970."""
        return 1e-9 * self.whole_seconds + 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class StepSeries:
    """A quantity over time that keeps its value between two edges.

    A value that is NaN is a gap, and so is all time outside the edges; gaps are reported by every
    integral and never filled.

    Attributes:
        edges_seconds: Where the steps begin and end [s since 1970 UTC]; one more than values.
        values: The value on each step [unit].
        unit: Its unit.
    """

    edges_seconds: FloatArray
    values: FloatArray
    unit: Unit
    _sums: FloatArray = field(init=False, repr=False)
    _covered: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        edges = np.asarray(self.edges_seconds, dtype=np.float64)
        values = np.asarray(self.values, dtype=np.float64)
        if edges.ndim != 1 or values.shape != (edges.size - 1,):
            raise ValueRefusedError(
                "a step series needs one more edge than values", seen=(edges.shape, values.shape)
            )
        widths = np.diff(edges)
        if not np.all(np.isfinite(edges)) or not np.all(widths > 0.0):
            raise ValueRefusedError(
                "the edges of a step series must rise",
                fix="Sort the rows by time and keep one row for each",
            )
        known = np.isfinite(values)
        steps = np.where(known, values, 0.0) * widths
        object.__setattr__(self, "edges_seconds", edges)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "_sums", np.concatenate(([0.0], np.cumsum(steps))))
        object.__setattr__(
            self, "_covered", np.concatenate(([0.0], np.cumsum(np.where(known, widths, 0.0))))
        )

    def known_stretches(self) -> list[tuple[float, float]]:
        """Return when values are known: beginning and end of each stretch without a gap [s]."""
        known = np.isfinite(self.values).astype(np.int8)
        turns = np.diff(np.concatenate(([0], known, [0])))
        begins, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
        edges = self.edges_seconds
        return list(zip(edges[begins].tolist(), edges[ends].tolist(), strict=True))

    def known_integral(self, start_seconds: FloatArray, end_seconds: FloatArray) -> Integral:
        """Return the integrals over what is known of many intervals, with how much that is.

        Args:
            start_seconds: Where they begin [s since 1970 UTC].
            end_seconds: Where they end [s since 1970 UTC]; not before they begin.

        Raises:
            ValueRefusedError: If an interval ends before it begins.
        """
        starts = np.asarray(start_seconds, dtype=np.float64)
        ends = np.asarray(end_seconds, dtype=np.float64)
        if np.any(ends < starts):
            raise ValueRefusedError("an interval must not end before it begins")
        # Before the first edge and after the last, `interp` stays level: nothing is added there.
        edges = self.edges_seconds
        return Integral(
            np.interp(ends, edges, self._sums) - np.interp(starts, edges, self._sums),
            self.unit * Unit.parse("s"),
            np.interp(ends, edges, self._covered) - np.interp(starts, edges, self._covered),
            ends - starts,
        )

    def integral(self, start_seconds: FloatArray, end_seconds: FloatArray) -> FloatArray:
        """Return the exact integrals over many intervals, NaN where not all of one is known.

        Args:
            start_seconds: Where they begin [s since 1970 UTC].
            end_seconds: Where they end [s since 1970 UTC]; not before they begin.
        """
        found = self.known_integral(start_seconds, end_seconds)
        gap = found.whole_seconds - found.covered_seconds > found.tolerance_seconds
        return np.where(gap, np.nan, found.amount)

    def covered_seconds(self, start_seconds: FloatArray, end_seconds: FloatArray) -> FloatArray:
        """Return how much of many intervals is known [s].

        Args:
            start_seconds: Where they begin [s since 1970 UTC].
            end_seconds: Where they end [s since 1970 UTC]; not before they begin.
        """
        return self.known_integral(start_seconds, end_seconds).covered_seconds


def product_integral(left: StepSeries, right: StepSeries) -> Integral:
    """Return the exact integral of the product of two series over the steps of the first.

    On each step of the first its value is constant, so the integral is that value times the
    integral of the second: exact at edges that do not meet.

    Args:
        left: The one, such as power [W].
        right: The other, such as intensity [gCO2e/kWh].

    Returns:
        One amount per step of the first; a gap in either is not covered.
    """
    starts, ends = left.edges_seconds[:-1], left.edges_seconds[1:]
    found = right.known_integral(starts, ends)
    known = np.isfinite(left.values)
    return Integral(
        np.where(known, left.values, 0.0) * found.amount,
        left.unit * found.unit,
        np.where(known, found.covered_seconds, 0.0),
        found.whole_seconds,
    )
