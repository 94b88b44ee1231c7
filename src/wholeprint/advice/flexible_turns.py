"""Where what a run carries turns from falling to rising, as its start moves over an even grid.

While a run of ``k`` whole slots and a rest moves on, what it carries changes by the level at its
end less the level at its start. With the rest strictly within a slot its start and its end meet
edges at different times; at each such edge one of the two levels changes and the other is that of
the slot k ahead or behind. So the turns depend on k and not on the rest, and only an edge at which
the series falls can be the start of one, and only an edge at which it rises the end.
"""

from typing import Protocol

import numpy as np

from wholeprint.advice.sweep_slots import IntArray, Slots
from wholeprint.quantities.distribution import FloatArray


class Side(Protocol):
    """Runs that meet an edge in one way.

    A turn is a run that carries less than those that start just before it and no more than those
    that start just after.
    """

    @property
    def ends_there(self) -> bool:
        """Whether a run ends on the edge that it meets; else it starts there."""
        ...

    @property
    def edges(self) -> IntArray:
        """Edges at which there can be a turn at all, rising."""
        ...

    def turning(self, edges: IntArray, whole: IntArray) -> IntArray:
        """Return at which of some edges there is a turn.

        Args:
            edges: The edges.
            whole: k of the run that meets each.

        Returns:
            Places in the list of edges, rising.
        """
        ...

    def carried(self, edges: IntArray, whole: IntArray, rest: FloatArray) -> FloatArray:
        """Return what runs carry [level s].

        Args:
            edges: The edge that each meets.
            whole: Its k.
            rest: Its rest [s].
        """
        ...


class AtStart:
    """Runs that start on an edge and end within a slot.

    Args:
        slots: The grid.
    """

    ends_there = False

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._around = around(slots)
        self.edges: IntArray = np.flatnonzero(self._around[1:] < self._around[:-1])

    def turning(self, edges: IntArray, whole: IntArray) -> IntArray:
        """Return at which of some edges there is a turn.

        Args:
            edges: The edges.
            whole: k of the run that meets each.
        """
        last = np.minimum(edges + whole, self._slots.amount)
        ahead = self._around[last + 1]
        found = np.flatnonzero((self._around[edges + 1] <= ahead) & (ahead < self._around[edges]))
        return found[self._slots.gaps[last[found] + 1] == self._slots.gaps[edges[found]]]

    def carried(self, edges: IntArray, whole: IntArray, rest: FloatArray) -> FloatArray:
        """Return what runs carry [level s].

        Args:
            edges: The edge that each meets.
            whole: Its k.
            rest: Its rest [s].
        """
        slots, last = self._slots, edges + whole
        sums = slots.sums[last] - slots.sums[edges]
        return slots.step_seconds * sums + rest * slots.levels[last]


class AtEnd:
    """Runs that end on an edge and start within a slot.

    Args:
        slots: The grid.
    """

    ends_there = True

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._around = around(slots)
        self.edges: IntArray = np.flatnonzero(self._around[1:] > self._around[:-1])

    def turning(self, edges: IntArray, whole: IntArray) -> IntArray:
        """Return at which of some edges there is a turn.

        Args:
            edges: The edges.
            whole: k of the run that meets each.
        """
        first = edges - whole - 1
        back = self._around[np.maximum(first, 0) + 1]
        found = np.flatnonzero(
            (self._around[edges] < back) & (back <= self._around[edges + 1]) & (first >= 0)
        )
        return found[self._slots.gaps[first[found]] == self._slots.gaps[edges[found]]]

    def carried(self, edges: IntArray, whole: IntArray, rest: FloatArray) -> FloatArray:
        """Return what runs carry [level s].

        Args:
            edges: The edge that each meets.
            whole: Its k.
            rest: Its rest [s].
        """
        slots, begin = self._slots, edges - whole
        sums = slots.sums[edges] - slots.sums[begin]
        return slots.step_seconds * sums + rest * slots.levels[begin - 1]


class AtBoth:
    """Runs of whole slots, whose rest is one slot: they start on an edge and end on one.

    Args:
        slots: The grid.
    """

    ends_there = False

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._around = around(slots)
        self.edges: IntArray = np.arange(slots.amount)

    def turning(self, edges: IntArray, whole: IntArray) -> IntArray:
        """Return at which of some edges there is a turn.

        Args:
            edges: The edges on which the runs start.
            whole: k of the run that meets each.
        """
        end = np.minimum(edges + whole + 1, self._slots.amount)
        beside = self._around
        found = np.flatnonzero(
            (beside[end] < beside[edges])
            & (beside[edges + 1] <= beside[end + 1])
            & (end == edges + whole + 1)
        )
        return found[self._slots.gaps[end[found]] == self._slots.gaps[edges[found]]]

    def carried(self, edges: IntArray, whole: IntArray, rest: FloatArray) -> FloatArray:
        """Return what runs carry [level s].

        Args:
            edges: The edge on which each starts.
            whole: Its k.
            rest: Not looked at: it is one slot.
        """
        del rest
        slots = self._slots
        return slots.step_seconds * (slots.sums[edges + whole + 1] - slots.sums[edges])


def around(slots: Slots) -> FloatArray:
    """Return levels with one more on either side: edge i lies behind entry i and before i + 1.

    Args:
        slots: The grid. Time outside it and gaps count as above every level: no run goes there.
    """
    levels = np.where(np.diff(slots.gaps) > 0, np.inf, slots.levels)
    return np.concatenate(([np.inf], levels, [np.inf]))
