"""What a plan draws, where and on which step of the signal: so that any signal can price it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import JOULES_PER_KWH, moment
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

Signals = Mapping[str, StepSeries]
_SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """What a plan draws on each step of each zone's signal.

    Attributes:
        kwh: By zone, one value per step [kWh].
        waiting_hours: How long hardware waits for it [h].
        moves_count: How often it is moved.
    """

    kwh: Mapping[str, FloatArray]
    waiting_hours: float
    moves_count: int

    def amount(self, signals: Signals, fixed: Fixed = Fixed()) -> float:  # noqa: B008 - it cannot change
        """Return what it costs.

        Args:
            signals: What a kilowatt-hour costs over time, by zone, on the same steps.
            fixed: What is counted beside electricity.
        """
        total = fixed.waiting_amount * self.waiting_hours + fixed.move_amount * self.moves_count
        for zone, kwh in self.kwh.items():
            drawn = kwh > 0.0
            total += float(kwh[drawn] @ signals[zone].values[drawn])
        return total

    @property
    def total_kwh(self) -> float:
        """What it draws altogether [kWh]."""
        return float(sum(kwh.sum() for kwh in self.kwh.values()))


def load_of(plan: Plan, task: Task, signals: Signals, rules: Rules) -> Load:
    """Return what a plan draws, step by step.

    Hardware waits in the zone of the piece that comes next. A job is moved as soon as the piece
    before has ended, to its first zone at the earliest moment.

    Args:
        plan: The plan.
        task: The job.
        signals: The signals, by zone; only where their steps begin, end and are known is looked
            at.
        rules: What moving and resuming costs.

    Raises:
        ScheduleError: If it draws power where or when no signal is known.
    """
    drawn = _Drawn(signals)
    here, free = rules.home, task.earliest_seconds
    waited = 0.0
    moves = 0
    for number, piece in enumerate(plan.pieces):
        if here is not None and here != piece.zone:
            moves += 1
            drawn.move(here, piece.zone, free, rules.transfer.kwh)
        if piece.start_seconds > free:
            waited += piece.start_seconds - free
            drawn.power(Piece(free, piece.start_seconds, piece.zone), task.idle_watts)
        drawn.power(piece, task.watts)
        if number and rules.pauses is not None:
            drawn.burst(piece.zone, piece.start_seconds, rules.pauses.resume_joules)
        here, free = piece.zone, piece.end_seconds
    return Load(drawn.kwh, waited / _SECONDS_PER_HOUR, moves)


class _Drawn:
    def __init__(self, signals: Signals) -> None:
        self._signals = signals
        self.kwh: dict[str, FloatArray] = {}

    def power(self, piece: Piece, watts: float) -> None:
        if watts == 0.0:
            return
        series = self._series(piece.zone)
        spent = np.diff(np.clip(series.edges_seconds, piece.start_seconds, piece.end_seconds))
        known = float(spent[np.isfinite(series.values)].sum())
        whole = piece.end_seconds - piece.start_seconds
        if whole - known > 1e-6 + 1e-9 * whole:
            raise ScheduleError(
                "the signal is not known for all of that time",
                seen=f"{piece.zone} from {moment(piece.start_seconds)} "
                f"to {moment(piece.end_seconds)}",
                fix="Give a window that the signal covers",
            )
        self._add(piece.zone, spent * (watts / JOULES_PER_KWH))

    def burst(self, zone: str, at_seconds: float, joules: float) -> None:
        if joules == 0.0:
            return
        series = self._series(zone)
        kwh = np.zeros(series.values.shape)
        kwh[step_at(series, at_seconds)] = joules / JOULES_PER_KWH
        self._add(zone, kwh)

    def move(self, origin: str, target: str, at_seconds: float, kwh: float) -> None:
        # A home without a signal of its own is taken to be like the target.
        for zone in (origin if origin in self._signals else target, target):
            self.burst(zone, at_seconds, kwh * JOULES_PER_KWH / 2.0)

    def _series(self, zone: str) -> StepSeries:
        if zone not in self._signals:
            raise ScheduleError(
                "there is no signal for that zone",
                seen=zone,
                fix=f"There is one for {', '.join(self._signals)}",
            )
        return self._signals[zone]

    def _add(self, zone: str, kwh: FloatArray) -> None:
        self.kwh[zone] = self.kwh.get(zone, np.zeros(kwh.shape)) + kwh


def step_at(series: StepSeries, at_seconds: float) -> int:
    """Return the number of the step that holds at a moment; its end belongs to the next.

    Args:
        series: The series.
        at_seconds: The moment [s since 1970 UTC].

    Raises:
        ScheduleError: If the series knows nothing of it.
    """
    step = int(np.searchsorted(series.edges_seconds, at_seconds, side="right")) - 1
    if not 0 <= step < series.values.size or not np.isfinite(series.values[step]):
        raise ScheduleError("the signal is not known at that moment", seen=moment(at_seconds))
    return step


def paused(plan: Plan) -> list[tuple[float, float]]:
    """Return when a plan stands still between two pieces: beginning and end of each pause [s].

    Args:
        plan: The plan.
    """
    return [(a.end_seconds, b.start_seconds) for a, b in pairwise(plan.pieces)]
