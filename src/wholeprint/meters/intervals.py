"""From cumulative readings to energy per interval, with honest gaps."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

_UNKNOWN = float("nan")
_SLACK_SECONDS = 0.1
"""A counter may hold back and show at once what it used in this time; that is not a jump."""


class Block(NamedTuple):
    """Some intervals in a row, as the ledger keeps them.

    Attributes:
        edges_seconds: Where intervals begin and end, n + 1 of them [s since the start].
        cpu_seconds: CPU time of the process tree, n of them [s]; NaN is a gap.
        busy_seconds: CPU time of the whole machine, n of them [s]; NaN where it is not told.
        joules: Energy of each channel, n of them [J]; NaN is a gap.
    """

    edges_seconds: tuple[float, ...]
    cpu_seconds: tuple[float, ...]
    busy_seconds: tuple[float, ...]
    joules: dict[str, tuple[float, ...]]

    @property
    def length(self) -> int:
        """How many intervals."""
        return len(self.cpu_seconds)


def coarser(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with every two intervals made one: half the detail, all the energy.

    Args:
        blocks: Blocks, each of which is made coarser by itself.
    """
    return [
        Block(
            edges_seconds=_every_second_edge(block.edges_seconds),
            cpu_seconds=_pair_sums(block.cpu_seconds),
            busy_seconds=_pair_sums(block.busy_seconds),
            joules={name: _pair_sums(values) for name, values in block.joules.items()},
        )
        for block in blocks
    ]


def _pair_sums(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(values[place : place + 2]) for place in range(0, len(values), 2))


def _every_second_edge(edges: Sequence[float]) -> tuple[float, ...]:
    kept = tuple(edges[::2])
    return kept if len(edges) % 2 else (*kept, edges[-1])


class Track:
    """The intervals of one signal that only grows.

    Where the signal could not be read for a while but went on counting, what it counted is spread
    evenly over that while. Where it is broken, jumps or falls, the interval is a gap.

    Args:
        most_per_second: A faster growth than this is a fault of the signal.
    """

    __slots__ = ("_at_seconds", "_most_per_second", "_value", "misses", "values")

    def __init__(self, most_per_second: float = math.inf) -> None:
        self.values: list[float] = []
        self.misses = 0
        self._most_per_second = most_per_second
        self._value = _UNKNOWN
        self._at_seconds = 0.0

    def start(self, value: float, at_seconds: float) -> None:
        """Take the first reading."""
        self._value = value
        self._at_seconds = at_seconds

    def add(self, value: float, edges_seconds: Sequence[float], *, broken: bool = False) -> bool:
        """Take a reading at the last edge.

        Args:
            value: The signal; NaN if it could not be read.
            edges_seconds: The edges of the block so far, this reading's last [s].
            broken: Whether what happened since the last reading is unknown.

        Returns:
            Whether the reading could be believed.
        """
        if value != value:  # noqa: PLR0124 - NaN, at a tenth of the cost of math.isnan
            self.misses += 1
            self.values.append(_UNKNOWN)
            return True
        at_seconds = edges_seconds[-1]
        grown = value - self._value
        past_seconds = at_seconds - self._at_seconds
        believed = 0 <= grown <= self._most_per_second * (past_seconds + _SLACK_SECONDS)
        known = believed and not broken
        if not self.misses:
            self.values.append(grown if known else _UNKNOWN)
        else:
            self.values.append(_UNKNOWN)
            if known:
                self._spread(grown / past_seconds, edges_seconds)
            self.misses = 0
        first = math.isnan(self._value)
        self._value = value
        self._at_seconds = at_seconds
        return believed or first

    def _spread(self, per_second: float, edges_seconds: Sequence[float]) -> None:
        for place in range(max(0, len(self.values) - self.misses - 1), len(self.values)):
            length = edges_seconds[place + 1] - edges_seconds[place]
            self.values[place] = per_second * length

    def take(self) -> tuple[float, ...]:
        """Return the intervals so far, and begin a new block."""
        values = tuple(self.values)
        self.values.clear()
        return values


class IntervalBuilder:
    """Collects readings of all signals into blocks.

    Args:
        limits_watts: The most that each channel can plausibly show [W], by name.
        tell: Called with a channel's name when its reading cannot be believed.
    """

    def __init__(self, limits_watts: dict[str, float], tell: Callable[[str], None]) -> None:
        self._tracks = {name: Track(limit) for name, limit in limits_watts.items()}
        self._cpu = Track()
        self._busy = Track()
        self._edges: list[float] = []
        self._tell = tell

    @property
    def names(self) -> tuple[str, ...]:
        """The channels."""
        return tuple(self._tracks)

    @property
    def length(self) -> int:
        """How many intervals have been collected since the last block."""
        return max(0, len(self._edges) - 1)

    @property
    def last_edge_seconds(self) -> float:
        """Where the last interval ended [s]."""
        return self._edges[-1] if self._edges else 0.0

    def start(self, joules: dict[str, float], cpu_seconds: float, busy_seconds: float) -> None:
        """Take the first readings, at 0 s."""
        self._edges = [0.0]
        for name, track in self._tracks.items():
            track.start(joules.get(name, _UNKNOWN), 0.0)
        self._cpu.start(cpu_seconds, 0.0)
        self._busy.start(busy_seconds, 0.0)

    def add(
        self,
        at_seconds: float,
        joules: dict[str, float],
        cpu_seconds: float,
        busy_seconds: float,
        broken: set[str] | frozenset[str] = frozenset(),
    ) -> None:
        """End an interval.

        Args:
            at_seconds: When, after the last edge [s since the start].
            joules: Energy of each channel since the start [J]; NaN where it does not answer.
            cpu_seconds: CPU time of the tree since the start [s], or NaN.
            busy_seconds: CPU time of the machine since the start [s], or NaN.
            broken: Channels whose energy in this interval is unknown although they answer.
        """
        edges = self._edges
        edges.append(at_seconds)
        for name, track in self._tracks.items():
            if not track.add(joules.get(name, _UNKNOWN), edges, broken=name in broken):
                self._tell(name)
        self._cpu.add(cpu_seconds, edges)
        self._busy.add(busy_seconds, edges)

    @property
    def troubled(self) -> bool:
        """Whether any channel did not answer the last time."""
        return any(track.misses for track in self._tracks.values())

    def misses(self, name: str) -> int:
        """Return how many times in a row a channel has not answered."""
        return self._tracks[name].misses

    def last(self) -> tuple[float, float, list[float]]:
        """Return the last interval: its length [s], its CPU seconds [s], its joules by channel."""
        if self.length == 0:
            return 0.0, _UNKNOWN, []
        joules = [track.values[-1] for track in self._tracks.values()]
        return self._edges[-1] - self._edges[-2], self._cpu.values[-1], joules

    def take(self) -> Block | None:
        """Return what was collected as a block, and begin a new one; None if there is nothing."""
        if self.length == 0:
            return None
        block = Block(
            edges_seconds=tuple(self._edges),
            cpu_seconds=self._cpu.take(),
            busy_seconds=self._busy.take(),
            joules={name: track.take() for name, track in self._tracks.items()},
        )
        del self._edges[:-1]
        return block
