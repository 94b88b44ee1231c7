"""The best plan with pauses and moves, over a grid of ticks: dynamic programming.

A job is at any tick either off or running, in one zone, with so many ticks of work done. From off
it may wait a tick or begin a piece; from running it may go on for a tick or stop, and having
stopped it may move. A new piece is begun with its resuming and its least length at once, so that
no piece can be too short. Every path through these states is a plan and every plan on the grid is
a path, so the least cost over paths is the least over plans.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray

_Choices = npt.NDArray[np.int8]
_WAITED, _STOPPED, _MOVED = 0, 1, 2
_CONTINUED, _BEGUN = 0, 1


class Span(NamedTuple):
    """A piece of a plan, in ticks.

    Attributes:
        start: Tick at which it begins.
        end: Tick at which it ends.
        zone: Number of its zone.
    """

    start: int
    end: int
    zone: int


@dataclass(frozen=True, slots=True, eq=False)
class Ticks:
    """The costs of a job over a grid of ticks; infinite where it cannot be.

    Attributes:
        running: Of running through a tick, by zone and tick [amount].
        waiting: Of waiting through a tick, by zone and tick [amount].
        resuming: Of taking a paused job up again at a tick, by zone and tick [amount].
        moving: Of moving from a zone to another, begun at a tick, by zone, zone and tick
            [amount]; None where it never may.
        beginning: Of being in a zone at the first tick, by zone [amount].
        arrivals: When it is there, having come from elsewhere before it ever ran, by zone [ticks].
        work: How much is to be done [ticks].
        resume: What each piece but the first spends on resuming [ticks].
        least: Least work in a piece [ticks].
        move: How long a move takes [ticks].
        most_pieces: How many pieces there may be; None for as many as it likes.
    """

    running: FloatArray
    waiting: FloatArray
    resuming: FloatArray
    moving: FloatArray | None
    beginning: FloatArray
    arrivals: tuple[int, ...]
    work: int
    resume: int = 0
    least: int = 1
    move: int = 0
    most_pieces: int | None = None


def cheapest_spans(ticks: Ticks) -> tuple[Span, ...]:
    """Return the pieces that cost least; among equals the fewest and the earliest.

    Args:
        ticks: The costs and the rules.

    Returns:
        The pieces, in order.

    Raises:
        ScheduleError: If no plan keeps to the rules.
    """
    return _Search(ticks).spans()


class _Search:
    """The states, tick by tick, and the way back through them.

    Arrays are indexed by tick, zone, pieces begun and work done. Where pieces are not limited, only
    none and some are told apart, since only the first piece resumes nothing.
    """

    def __init__(self, ticks: Ticks) -> None:
        self._given = ticks
        zones, length = ticks.running.shape
        self._length = length
        self._limited = ticks.most_pieces is not None
        self._pieces = (ticks.most_pieces or 1) + 1
        shape = (length + 1, zones, self._pieces, ticks.work + 1)
        self._off: FloatArray = np.full(shape, np.inf)
        self._on: FloatArray = np.full(shape, np.inf)
        self._left: _Choices = np.zeros(shape, dtype=np.int8)
        self._came: _Choices = np.zeros(shape, dtype=np.int8)
        finite = ticks.running[np.isfinite(ticks.running)]
        size = float(np.max(np.abs(finite), initial=0.0)) * max(ticks.work, 1)
        self._slack = 1e-12 * size
        for zone, arrival in enumerate(ticks.arrivals):
            if arrival <= length:
                self._off[arrival, zone, 0, 0] = ticks.beginning[zone]

    def spans(self) -> tuple[Span, ...]:
        for tick in range(self._length + 1):
            self._stop(tick)
            if self._given.moving is not None:
                self._move(tick)
            if tick < self._length:
                self._go_on(tick)
                self._begin(tick)
        last = self._off[self._length, :, :, self._given.work]
        if not np.isfinite(last).any():
            raise ScheduleError(
                "no plan keeps to all the rules",
                seen=f"{self._length} ticks for {self._given.work} of work",
                fix="Give more time, shorter pieces, more pauses or cheaper resuming",
            )
        zone, pieces = np.unravel_index(int(np.argmin(last)), last.shape)
        return self._back(int(zone), int(pieces))

    def _better(self, new: FloatArray, old: FloatArray) -> npt.NDArray[np.bool_]:
        # What only rounding tells apart counts as equal, and the way found first stays.
        return new < old - self._slack

    def _stop(self, tick: int) -> None:
        new, old = self._on[tick], self._off[tick]
        better = self._better(new, old)
        old[better] = new[better]
        self._left[tick][better] = _STOPPED

    def _move(self, tick: int) -> None:
        # A job is moved as soon as it has stopped, never while it waits: so its pieces alone say
        # when it moved, and what that cost.
        moving = self._given.moving
        landed = tick + self._given.move
        if moving is None or landed > self._length:
            return
        stopped = self._on[tick].copy()
        stopped[:, :, self._given.work] = np.inf
        if not np.isfinite(stopped).any():
            return
        for target in range(stopped.shape[0]):
            for origin in range(stopped.shape[0]):
                if origin == target:
                    continue
                new = stopped[origin] + moving[origin, target, tick]
                old = self._off[landed, target]
                better = new < old
                old[better] = new[better]
                self._left[landed, target][better] = _MOVED + origin

    def _go_on(self, tick: int) -> None:
        given = self._given
        on = self._on[tick, :, :, :-1] + given.running[:, tick, None, None]
        old = self._on[tick + 1, :, :, 1:]
        # Going on and a piece that was begun may cost the same: then fewer pieces are kept.
        better = np.isfinite(on) & (on <= old + self._slack)
        old[better] = on[better]
        self._came[tick + 1, :, :, 1:][better] = _CONTINUED
        off = self._off[tick].copy()
        off[:, :, : given.work] += given.waiting[:, tick, None, None]
        old = self._off[tick + 1]
        better = off < old
        old[better] = off[better]
        self._left[tick + 1][better] = _WAITED

    def _begin(self, tick: int) -> None:
        self._begin_with(tick, 0)
        if self._given.most_pieces != 1:
            self._begin_with(tick, 1)

    def _begin_with(self, tick: int, begun: int) -> None:
        given = self._given
        resume = given.resume if begun else 0
        end = tick + resume + given.least
        if end > self._length or given.least > given.work:
            return
        cost = given.running[:, tick:end].sum(axis=1)
        if begun:
            cost = cost + given.resuming[:, tick]
        # From `begun` pieces or more to one more; unlimited, "some" leads to "some".
        origin = slice(0, 1) if not begun else slice(1, -1 if self._limited else None)
        target = slice(1, 2) if not begun else slice(2 if self._limited else 1, None)
        new = self._off[tick][:, origin, : given.work + 1 - given.least] + cost[:, None, None]
        old = self._on[end][:, target, given.least :]
        better = self._better(new, old)
        old[better] = new[better]
        self._came[end][:, target, given.least :][better] = _BEGUN

    def _back(self, zone: int, pieces: int) -> tuple[Span, ...]:
        given = self._given
        tick, work = self._length, given.work
        found: list[Span] = []
        while work or pieces:
            choice = int(self._left[tick, zone, pieces, work])
            if choice >= _MOVED:
                tick, zone = tick - given.move, choice - _MOVED
            if choice == _WAITED:
                tick -= 1
                continue
            span, pieces, work = self._piece(tick, zone, pieces, work)
            found.append(span)
            tick = span.start
        return tuple(reversed(found))

    def _piece(self, tick: int, zone: int, pieces: int, work: int) -> tuple[Span, int, int]:
        given = self._given
        end = tick
        while int(self._came[tick, zone, pieces, work]) == _CONTINUED:
            tick, work = tick - 1, work - 1
        work -= given.least
        first = work == 0
        start = tick - given.least - (0 if first else given.resume)
        fewer = pieces - 1 if self._limited or first else pieces
        return Span(start, end, zone), fewer, work
