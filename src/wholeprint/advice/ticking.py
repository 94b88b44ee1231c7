"""A job, its rules and its signals, laid over a grid of ticks; and what comes back from there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, gcd

import numpy as np

from wholeprint.advice.dynamic import Span, Ticks, cheapest_spans
from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import JOULES_PER_KWH, rates_of
from wholeprint.advice.rules import Fixed, Pauses, Rules
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries

MOST_STATES = 12_000_000
"""Ticks times zones times pieces times ticks of work: about 18 bytes each."""

_USUAL_SECONDS = 60
_ROUNDING_SECONDS = 1e-6


@dataclass(frozen=True, slots=True)
class Grid:
    """How fine time is cut.

    Attributes:
        seconds: Length of a tick [s].
        is_exact: Whether every time that matters falls on a tick, so that no plan off the grid
            can cost less.
    """

    seconds: float
    is_exact: bool


def grid_for(task: Task, signals: Mapping[str, StepSeries], rules: Rules) -> Grid:
    """Return the grid on which the best plan lies, or the finest that can be searched.

    A plan's cost changes along straight lines between the times at which one of its pieces meets
    an edge of the signal or its least length, and all of these, with the one piece that fills what
    is left, are whole multiples of the greatest common divisor of the times given.
    What is drawn at one moment alone, to resume or to move, has the price of the step that it falls
    into: there a plan off the grid could be better by the difference between two steps.

    Args:
        task: The job.
        signals: The signals, by zone.
        rules: What the plan must keep to.
    """
    pauses = rules.pauses or Pauses()
    lengths = [
        task.duration_seconds,
        pauses.resume_seconds,
        pauses.least_piece_seconds,
        rules.transfer.seconds,
    ]
    for series in signals.values():
        edges = series.edges_seconds
        inside = edges[(edges > task.earliest_seconds) & (edges < task.deadline_seconds)]
        lengths.extend((inside - task.earliest_seconds).tolist())
    whole = [round(length) for length in lengths]
    fits = all(
        abs(length - near) < _ROUNDING_SECONDS for length, near in zip(lengths, whole, strict=True)
    )
    base = gcd(*whole) if fits else _USUAL_SECONDS
    window = task.deadline_seconds - task.earliest_seconds
    pieces = 2 if pauses.most_count is None else pauses.most_count + 2
    width = len(signals) * pieces
    # The states grow with the inverse square of the tick.
    states = width * (window / base) * (task.duration_seconds / base)
    coarser = max(1, ceil((states / MOST_STATES) ** 0.5))
    return Grid(float(base * coarser), is_exact=fits and coarser == 1)


def best_on_grid(
    task: Task, signals: Mapping[str, StepSeries], rules: Rules, fixed: Fixed, grid: Grid
) -> Plan:
    """Return the plan with pauses and moves that costs least on a grid.

    Args:
        task: The job.
        signals: What a kilowatt-hour costs over time, by zone.
        rules: What the plan must keep to.
        fixed: What is counted beside electricity.
        grid: How fine time is cut.

    Returns:
        The plan; of equals the one with the fewest pieces, begun earliest.

    Raises:
        ScheduleError: If no plan keeps to the rules.
    """
    pauses = rules.pauses or Pauses(most_count=0)
    seconds = grid.seconds
    length = int((task.deadline_seconds - task.earliest_seconds) / seconds + 1e-9)
    work = _up(task.duration_seconds, seconds)
    least = min(max(_up(pauses.least_piece_seconds, seconds), 1), work)
    spans = cheapest_spans(
        replace(
            _costs(task, signals, rules, fixed, (seconds, length)),
            work=work,
            resume=_up(pauses.resume_seconds, seconds),
            least=least,
            most_pieces=None if pauses.most_count is None else pauses.most_count + 1,
        )
    )
    pieces = _pieces(spans, tuple(signals), task, seconds)
    plan = Plan(tuple(pieces), pauses.resume_seconds)
    return _trimmed(plan, plan.work_seconds - task.duration_seconds, pauses)


def _up(length_seconds: float, tick_seconds: float) -> int:
    return ceil(length_seconds / tick_seconds - 1e-9)


def _costs(
    task: Task,
    signals: Mapping[str, StepSeries],
    rules: Rules,
    fixed: Fixed,
    cut: tuple[float, int],
) -> Ticks:
    seconds, length = cut
    edges: FloatArray = task.earliest_seconds + seconds * np.arange(length + 1, dtype=np.float64)
    running = np.empty((len(signals), length))
    waiting = np.zeros((len(signals), length))
    at_tick = np.empty((len(signals), length))
    for row, series in enumerate(signals.values()):
        rates = rates_of(task, series, fixed.waiting_amount)
        running[row] = rates.running.integral(edges[:-1], edges[1:])
        if rates.waiting is not None:
            waiting[row] = rates.waiting.integral(edges[:-1], edges[1:])
        at_tick[row] = _values_at(series, edges[:-1])
    for costs in (running, waiting, at_tick):
        costs[np.isnan(costs)] = np.inf
    move = _up(rules.transfer.seconds, seconds)
    beginning, arrivals = _arrivals(tuple(signals), rules, fixed, at_tick, waiting, move)
    pauses = rules.pauses or Pauses()
    joules = pauses.resume_joules
    resuming = at_tick * (joules / JOULES_PER_KWH) if joules else np.zeros(at_tick.shape)
    return Ticks(
        running=running,
        waiting=waiting,
        resuming=resuming,
        moving=_moving(rules, fixed, at_tick, waiting, move) if len(signals) > 1 else None,
        beginning=beginning,
        arrivals=arrivals,
        work=1,
        move=move,
    )


def _values_at(series: StepSeries, times: FloatArray) -> FloatArray:
    steps = np.searchsorted(series.edges_seconds, times, side="right") - 1
    inside = (steps >= 0) & (steps < series.values.size)
    return np.where(inside, series.values[np.clip(steps, 0, series.values.size - 1)], np.nan)


def _arrivals(
    zones: tuple[str, ...],
    rules: Rules,
    fixed: Fixed,
    at_tick: FloatArray,
    waiting: FloatArray,
    move: int,
) -> tuple[FloatArray, tuple[int, ...]]:
    beginning = np.zeros(len(zones))
    arrivals = [0] * len(zones)
    for row, zone in enumerate(zones):
        if rules.home is None or zone == rules.home:
            continue
        origin = zones.index(rules.home) if rules.home in zones else row
        beginning[row] = fixed.move_amount + waiting[row, :move].sum()
        if rules.transfer.kwh:
            beginning[row] += rules.transfer.kwh * (at_tick[origin, 0] + at_tick[row, 0]) / 2.0
        arrivals[row] = move
    return beginning, tuple(arrivals)


def _moving(
    rules: Rules, fixed: Fixed, at_tick: FloatArray, waiting: FloatArray, move: int
) -> FloatArray:
    zones, length = at_tick.shape
    sums: FloatArray = np.zeros((zones, length + 1))
    np.cumsum(waiting, axis=1, out=sums[:, 1:])
    begins = np.arange(length + 1, dtype=np.intp)
    ends = np.minimum(begins + move, length).astype(np.intp)
    with np.errstate(invalid="ignore"):  # infinite less infinite: it waits where nothing is known
        held = sums[:, ends] - sums[:, begins]
    held[np.isnan(held)] = np.inf
    moving = np.full((zones, zones, length + 1), fixed.move_amount) + held[None]
    if rules.transfer.kwh:
        half = rules.transfer.kwh / 2.0
        moving[:, :, :-1] += half * (at_tick[:, None] + at_tick[None, :])
    return moving


def _pieces(
    spans: tuple[Span, ...], zones: tuple[str, ...], task: Task, seconds: float
) -> list[Piece]:
    first = task.earliest_seconds
    return [
        Piece(first + seconds * span.start, first + seconds * span.end, zones[span.zone])
        for span in spans
    ]


def _trimmed(plan: Plan, surplus_seconds: float, pauses: Pauses) -> Plan:
    # A coarse grid rounds work and resuming up: what is too much is left out at the ends.
    pieces = list(plan.pieces)
    for number in reversed(range(len(pieces))):
        piece = pieces[number]
        resume = pauses.resume_seconds if number else 0.0
        spare = piece.end_seconds - piece.start_seconds - resume - pauses.least_piece_seconds
        cut = min(surplus_seconds, max(spare, 0.0))
        if cut > 0.0:
            pieces[number] = piece._replace(end_seconds=piece.end_seconds - cut)
            surplus_seconds -= cut
    if surplus_seconds > _ROUNDING_SECONDS:
        raise ScheduleError(
            "no plan keeps to all the rules",
            seen=f"pieces of {pauses.least_piece_seconds:g} s that must add up to the duration",
            fix="Allow shorter pieces",
        )
    return Plan(
        tuple(piece for piece in pieces if piece.end_seconds > piece.start_seconds),
        plan.resume_seconds,
    )
