"""What a plan gains against running at once, how sure that is, and when shifting is no help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wholeprint.advice.cover import unknown_stretches
from wholeprint.advice.doubt import Belief, amount
from wholeprint.advice.load import load_of
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain

FLAT_SHARE = 0.05
"""A signal that swings by less than this share of its mean over the window is called flat."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A plan beside running at once, in the same draws.

    Attributes:
        planned: What the plan costs.
        naive: What running at once costs.
        gain: What is saved: the second less the first, draw by draw.
    """

    planned: Uncertain
    naive: Uncertain
    gain: Uncertain

    @property
    def share(self) -> float | None:
        """What is saved as a share of running at once, None where that costs nothing."""
        return self.gain.central / self.naive.central if self.naive.central > 0.0 else None

    @property
    def probability_of_gain(self) -> float:
        """Share of the draws in which the plan costs less."""
        return float(np.mean(self.gain.draws > 0.0))

    @property
    def is_sure(self) -> bool:
        """Whether the interval of what is saved lies above nought."""
        return self.gain.low > 0.0

    def as_json(self) -> dict[str, object]:
        """Return the gain as plain values."""
        return {
            "planned": self.planned.as_json(),
            "naive": self.naive.as_json(),
            "gain": self.gain.as_json(),
            "share": self.share,
            "probability": self.probability_of_gain,
        }


def gain_of(
    plans: tuple[Plan, Plan],
    task: Task,
    beliefs: Mapping[str, Belief],
    rules: Rules,
    fixed: Fixed,
    unit: str = "gCO2e",
) -> Gain:
    """Return what a plan gains.

    Args:
        plans: The plan, and the one that it is held against.
        task: The job.
        beliefs: What is believed about each zone's signal.
        rules: What moving and resuming costs.
        fixed: What is counted beside electricity.
        unit: Unit of the result.

    Returns:
        The gain.

    Raises:
        ScheduleError: If a plan runs where or when no signal is known.
    """
    signals = {zone: belief.series for zone, belief in beliefs.items()}
    planned, naive = (
        amount(load_of(plan, task, signals, rules), beliefs, fixed, unit) for plan in plans
    )
    return Gain(planned, naive, naive - planned)


def remarks(
    gain: Gain, plans: tuple[Plan, Plan], task: Task, beliefs: Mapping[str, Belief]
) -> tuple[Note, ...]:
    """Return where shifting does not help, or may not.

    Args:
        gain: What is gained.
        plans: The plan, and the one that it is held against.
        task: The job.
        beliefs: What is believed about each zone's signal.

    Returns:
        The remarks.
    """
    plan, naive = plans
    said = [*_of_time(plan, task, beliefs)]
    if plan == naive:
        said.append(Note("gain-none", _none(task, beliefs)))
    elif not gain.is_sure:
        said.append(
            Note(
                "gain-unclear",
                f"The gain cannot be told from nought: its interval holds it "
                f"({gain.probability_of_gain:.0%} of the draws gain).",
                severity="warning",
            )
        )
    if plan != naive and (task.idle_watts or task.waiting_grams_per_hour):
        said.append(Note("waiting-counted", "What waiting hardware costs is taken off the gain."))
    return tuple(said)


def _none(task: Task, beliefs: Mapping[str, Belief]) -> str:
    span = (task.earliest_seconds, task.deadline_seconds)
    whole = all(not unknown_stretches(each.series, *span) for each in beliefs.values())
    text = "By its objective no plan beats running at once by 0.5 % or more"
    return f"{text}." if whole else f"{text}, in the hours that are known."


def _of_time(plan: Plan, task: Task, beliefs: Mapping[str, Belief]) -> Iterable[Note]:
    if all(belief.is_flat for belief in beliefs.values()):
        yield Note(
            "no-time-signal",
            "Only yearly values are known here: they say nothing of the hour, so no time is "
            "better than another.",
            severity="warning",
        )
        return
    slack = task.deadline_seconds - task.earliest_seconds - task.duration_seconds
    if slack < 60.0:  # noqa: PLR2004 - a minute
        yield Note("no-slack", "The deadline leaves no time to shift the job in.")
    for zone in plan.zones:
        swing = _swing(beliefs[zone])
        if not beliefs[zone].is_flat and swing < FLAT_SHARE:
            yield Note(
                "grid-flat",
                f"The signal of {zone} swings by {swing:.1%} of its mean over this time: shifting "
                "in time gains next to nothing there.",
            )


def _swing(belief: Belief) -> float:
    known = belief.series.values[np.isfinite(belief.series.values)]
    mean = float(known.mean()) if known.size else 0.0
    return float(np.ptp(known)) / mean if mean > 0.0 else 0.0
