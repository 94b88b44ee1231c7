"""What placing many jobs gains against a queue, in the same draws of what is foreseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wholeprint.advice.cover import covering
from wholeprint.advice.decide import MOST_CELLS
from wholeprint.advice.doubt import Belief, amount, believed, window
from wholeprint.advice.fleet import Board, FleetJob
from wholeprint.advice.fleet_exact import Placement
from wholeprint.advice.gain import FLAT_SHARE, Gain
from wholeprint.advice.load import Load, Signals, load_of
from wholeprint.advice.plan import Plan
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

_FEWEST_DRAWS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What is believed of every zone that many jobs may run in.

    Attributes:
        beliefs: What is believed, by zone.
        notes: What had to be said for it.
    """

    beliefs: Mapping[str, Belief]
    notes: tuple[Note, ...]

    @property
    def signals(self) -> Signals:
        """What is foreseen, by zone: what placements are made with."""
        return {zone: belief.series for zone, belief in self.beliefs.items()}


@dataclass(frozen=True, slots=True, eq=False)
class FleetGain:
    """What a placement gains.

    Attributes:
        planned: What the placement costs.
        gain: It beside the queue; None where the queue would miss a deadline.
        energy_kwh: What the placement draws [kWh].
        notes: Where shifting does not help, or may not.
    """

    planned: Uncertain
    gain: Gain | None
    energy_kwh: float
    notes: tuple[Note, ...]


def outlook_of(
    jobs: Sequence[FleetJob],
    intensities: Mapping[str, Intensity],
    world: World,
    error: Factor,
) -> Outlook:
    """Return what is believed of every zone, over the time that any of the jobs may run.

    Args:
        jobs: The jobs.
        intensities: What a kilowatt-hour is foreseen to carry, by zone.
        world: Where doubt is drawn.
        error: What is assumed of forecasts without a band.

    Returns:
        The outlook; zones of which nothing is known are left out.

    Raises:
        ScheduleError: If no zone is known by the hour.
    """
    begin = min(job.task.earliest_seconds for job in jobs)
    end = max(job.task.deadline_seconds for job in jobs)
    longest = max(job.task.earliest_seconds + job.task.duration_seconds for job in jobs) - begin
    beliefs: dict[str, Belief] = {}
    notes: list[Note] = []
    long_enough: dict[str, Intensity] = {}
    for zone, intensity in intensities.items():
        long_enough[zone], said = covering(intensity, (begin, end), longest)
        notes.extend(said)
    drawn = _world(world, long_enough, (begin, end))
    if drawn.n < world.n:
        text = f"The signals are so long that {drawn.n} draws were taken."
        notes.append(Note("draws-fewer", text))
    for zone, intensity in long_enough.items():
        belief = believed(intensity, (begin, end), drawn, error)
        if np.isfinite(belief.series.values).any():
            beliefs[zone] = belief
    level = [zone for zone, belief in beliefs.items() if belief.is_flat]
    if len(level) == len(beliefs):
        raise ScheduleError(
            "nothing is foreseen by the hour, so that no time is better than another",
            seen=", ".join(intensities),
            fix="Fetch a forecast (--fetch), or give one (--series FILE) that covers the time "
            "from the earliest start to the last deadline",
        )
    if level:
        text = f"Only a yearly value is known for {', '.join(level)}: it is level over the day."
        notes.append(Note("zone-level", text, severity="warning"))
    return Outlook(beliefs, tuple(notes))


def _world(world: World, intensities: Mapping[str, Intensity], span: tuple[float, float]) -> World:
    lengths = [
        window(each.series, *span).values.size
        for each in intensities.values()
        if each.series is not None
    ]
    most = MOST_CELLS // max(lengths, default=1)
    return world if world.n <= most else World(max(most, _FEWEST_DRAWS), world.seed)


def gain_of_placement(placement: Placement, board: Board, outlook: Outlook) -> FleetGain:
    """Return what a placement gains against a queue, draw by draw.

    Args:
        placement: The placement.
        board: What it was decided on.
        outlook: What is believed of each zone.
    """
    load = _load(placement.plans, board, outlook.signals)
    planned = _amount(load, outlook)
    gain = None
    if placement.naive is not None:
        naive = _amount(_load(placement.naive, board, outlook.signals), outlook)
        gain = Gain(planned, naive, naive - planned)
    return FleetGain(planned, gain, load.total_kwh, _remarks(gain, placement, board, outlook))


def _load(plans: Mapping[str, Plan], board: Board, signals: Signals) -> Load:
    # All jobs together, so that each zone's draws are multiplied once.
    kwh: dict[str, FloatArray] = {}
    beside = 0.0
    for job in board.jobs:
        one = load_of(plans[job.name], job.task, signals, Rules())
        beside += job.task.waiting_grams_per_hour * one.waiting_hours
        for zone, drawn in one.kwh.items():
            kwh[zone] = kwh.get(zone, np.zeros(drawn.shape)) + drawn
    return Load(kwh, beside, 0)


def _amount(load: Load, outlook: Outlook) -> Uncertain:
    # What an hour of waiting carries differs by job: the load holds the grams themselves.
    return amount(load, outlook.beliefs, Fixed(waiting_amount=1.0))


def _remarks(
    gain: Gain | None, placement: Placement, board: Board, outlook: Outlook
) -> tuple[Note, ...]:
    said = [*outlook.notes]
    for zone in dict.fromkeys(zone for plan in placement.plans.values() for zone in plan.zones):
        belief = outlook.beliefs[zone]
        known = belief.series.values[np.isfinite(belief.series.values)]
        mean = float(known.mean())
        swing = float(np.ptp(known)) / mean if mean > 0.0 else 0.0
        if not belief.is_flat and swing < FLAT_SHARE:
            text = (
                f"The signal of {zone} swings by {swing:.1%} of its mean over this time: shifting "
                "in time gains next to nothing there."
            )
            said.append(Note("grid-flat", text))
    if gain is None:
        return tuple(said)
    if placement.plans == placement.naive:
        where = "" if _is_whole(board, outlook) else "In the hours that are known, "
        text = f"{where}nothing beats a queue that serves first who comes first."
        said.append(Note("gain-none", text[:1].upper() + text[1:]))
    elif not gain.is_sure:
        text = (
            f"The gain cannot be told from nought: its interval holds it "
            f"({gain.probability_of_gain:.0%} of the draws gain)."
        )
        said.append(Note("gain-unclear", text, severity="warning"))
    waits = any(job.task.idle_watts or job.task.waiting_grams_per_hour for job in board.jobs)
    if waits and placement.plans != placement.naive:
        said.append(Note("waiting-counted", "What waiting hardware costs is taken off the gain."))
    return tuple(said)


def _is_whole(board: Board, outlook: Outlook) -> bool:
    begin = min(job.task.earliest_seconds for job in board.jobs)
    end = max(job.task.deadline_seconds for job in board.jobs)
    return all(
        belief.series.edges_seconds[0] <= begin
        and belief.series.edges_seconds[-1] >= end
        and bool(np.isfinite(belief.series.values).all())
        for belief in outlook.beliefs.values()
    )
