"""What a plan must keep to: how it may pause, where it may run, what a move costs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from wholeprint.advice.plan import Task
from wholeprint.errors import ScheduleError


@dataclass(frozen=True, slots=True)
class Pauses:
    """How a job may stop and go on.

    Attributes:
        resume_seconds: How long it takes to be where it was, drawing full power [s].
        resume_joules: What that draws beside it, at once: reading back a checkpoint [J].
        least_piece_seconds: How long it must work before it may stop again [s].
        most_count: How often it may stop; None for as often as it likes.
    """

    resume_seconds: float = 0.0
    resume_joules: float = 0.0
    least_piece_seconds: float = 0.0
    most_count: int | None = None

    def __post_init__(self) -> None:
        least = min(self.resume_seconds, self.resume_joules, self.least_piece_seconds)
        if not least >= 0.0 or (self.most_count is not None and self.most_count < 0):
            raise ScheduleError("what a pause costs cannot be less than nothing", seen=str(self))

    @property
    def are_free(self) -> bool:
        """Whether it may stop at any time, as often as it likes, for nothing."""
        return self == Pauses()


@dataclass(frozen=True, slots=True)
class Transfer:
    """What it takes to move a job and its data from one zone to another.

    Attributes:
        kwh: Electricity, half of it in either zone [kWh].
        grams: Carbon beside that, such as the network's as somebody stated it [gCO2e].
        seconds: How long it takes [s].
    """

    kwh: float = 0.0
    grams: float = 0.0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if not min(self.kwh, self.grams, self.seconds) >= 0.0:
            raise ScheduleError("a move cannot cost less than nothing", seen=str(self))


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan must keep to.

    Attributes:
        pauses: How it may stop and go on; None if it runs in one go.
        transfer: What a move costs.
        home: Zone in which the job and its data are; None if they are everywhere.
    """

    pauses: Pauses | None = None
    transfer: Transfer = Transfer()
    home: str | None = None


class Fixed(NamedTuple):
    """What is counted beside electricity, in the unit of the objective.

    Attributes:
        waiting_amount: Of an hour of waiting hardware [amount/h].
        move_amount: Of a move [amount].
    """

    waiting_amount: float = 0.0
    move_amount: float = 0.0


def carbon_beside(task: Task, rules: Rules) -> Fixed:
    """Return the carbon that is counted beside that of electricity.

    Args:
        task: The job.
        rules: What a move costs.
    """
    return Fixed(task.waiting_grams_per_hour, rules.transfer.grams)


@dataclass(frozen=True, slots=True)
class Residency:
    """Where a job may be, and where it must not.

    Attributes:
        allowed: Names of zones, countries or groups in which it may run; empty for anywhere.
        forbidden: Those in which it must not.
    """

    allowed: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()

    def permits(self, names: Collection[str]) -> bool:
        """Say whether a job may run in a zone.

        Args:
            names: The zone, and all that it lies in: its country, its group of countries.

        Returns:
            Whether it may.
        """
        inside = not self.allowed or any(name in self.allowed for name in names)
        return inside and not any(name in self.forbidden for name in names)


def permitted(residency: Residency, zones: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the zones in which a job may run.

    Args:
        residency: The constraint.
        zones: By zone, the zone itself and all that it lies in.

    Raises:
        ScheduleError: If there is none.
    """
    found = tuple(zone for zone, names in zones.items() if residency.permits(names))
    if not found:
        raise ScheduleError(
            "none of the zones may be used",
            seen=", ".join(zones) or "no zone",
            fix=f"Allowed: {_said(residency.allowed) or 'anywhere'}; "
            f"forbidden: {_said(residency.forbidden) or 'nowhere'}",
        )
    return found


def _said(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
