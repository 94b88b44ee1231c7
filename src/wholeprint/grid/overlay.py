"""Several states of the same data become one series: for each moment, the newest that knows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from wholeprint.grid.slots import TOUCH_SECONDS
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

_Places = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A series, and which layer each of its steps is from.

    Attributes:
        series: The values.
        owners: For each step the place of its layer, -1 in a gap.
    """

    series: StepSeries
    owners: _Places

    def owned(self) -> list[int]:
        """Return the places of the layers that any step is from, rising."""
        return cast("list[int]", np.unique(self.owners[self.owners >= 0]).tolist())

    def within(self, start_seconds: float, end_seconds: float) -> "Overlay | None":
        """Return the steps that lie at least in part in a stretch of time, whole.

        Args:
            start_seconds: From when [s since 1970 UTC].
            end_seconds: Until when [s since 1970 UTC].

        Returns:
            The part, without gaps at its ends; None where nothing is known there.
        """
        edges = self.series.edges_seconds
        held = (edges[1:] > start_seconds) & (edges[:-1] < end_seconds)
        known = np.flatnonzero(held & np.isfinite(self.series.values))
        if not known.size:
            return None
        first, last = int(known[0]), int(known[-1]) + 1
        part = StepSeries(edges[first : last + 1], self.series.values[first:last], self.series.unit)
        return Overlay(part, self.owners[first:last])


def overlaid(layers: Sequence[StepSeries]) -> Overlay:
    """Lay series over each other.

    Args:
        layers: The series, the one that others go before first. A gap hides nothing.

    Returns:
        The values of the last layer that knows each moment.
    """
    edges = _touching(np.unique(np.concatenate([layer.edges_seconds for layer in layers])))
    middles = (edges[:-1] + edges[1:]) / 2.0
    values = np.full(middles.size, np.nan)
    owners = np.full(middles.size, -1, dtype=np.int64)
    for place, layer in enumerate(layers):
        ends = layer.edges_seconds
        first, last = np.searchsorted(middles, (ends[0], ends[-1]))
        steps = np.searchsorted(ends, middles[first:last], side="right") - 1
        said = layer.values[steps]
        known = np.isfinite(said)
        values[first:last][known] = said[known]
        owners[first:last][known] = place
    return Overlay(StepSeries(edges, values, layers[0].unit), owners)


def _touching(edges: FloatArray) -> FloatArray:
    # Two clocks that mean the same moment may differ in their last digits.
    return edges[np.concatenate(([True], np.diff(edges) > TOUCH_SECONDS))]
