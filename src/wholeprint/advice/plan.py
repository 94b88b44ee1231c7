"""A plan: in which pieces a job runs, and beside it the one that would run at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from wholeprint.advice.piece import Piece
from wholeprint.errors import ScheduleError
from wholeprint.quantities.intensity import Accounting, Flow, Response, Scope, Signal, Tense

_ROUNDING_SECONDS = 1e-3


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, and by when.

    Attributes:
        duration_seconds: How long it runs, without pauses and what they cost [s].
        earliest_seconds: When it may begin [s since 1970 UTC].
        deadline_seconds: When it must be done [s since 1970 UTC].
        watts: What it draws while it runs [W].
        idle_watts: What the hardware draws that waits for it, from the earliest moment on [W].
        waiting_grams_per_hour: What waiting hardware carries beside that, such as its share of
            its own making [gCO2e/h].
    """

    duration_seconds: float
    earliest_seconds: float
    deadline_seconds: float
    watts: float
    idle_watts: float = 0.0
    waiting_grams_per_hour: float = 0.0

    def as_json(self) -> dict[str, object]:
        """Return the task as plain values."""
        return {
            "duration_seconds": self.duration_seconds,
            "earliest_unix_seconds": self.earliest_seconds,
            "deadline_unix_seconds": self.deadline_seconds,
            "watts": self.watts,
            "idle_watts": self.idle_watts,
            "waiting_grams_per_hour": self.waiting_grams_per_hour,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Task":
        """Return the task a document describes.

        Args:
            document: What `as_json` wrote; unknown keys are passed over.
        """
        given = cast("Mapping[str, float]", document)
        return cls(
            given["duration_seconds"],
            given["earliest_unix_seconds"],
            given["deadline_unix_seconds"],
            given["watts"],
            given.get("idle_watts", 0.0),
            given.get("waiting_grams_per_hour", 0.0),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces in which a job runs, in order.

    Attributes:
        pieces: When and where; none overlaps the next.
        resume_seconds: How much of each piece but the first is spent on resuming, and is no
            work [s].
    """

    pieces: tuple[Piece, ...]
    resume_seconds: float = 0.0

    def __post_init__(self) -> None:
        if not self.pieces:
            raise ScheduleError("a plan needs at least one piece", seen="none")
        for before, after in pairwise(self.pieces):
            if after.start_seconds < before.end_seconds - _ROUNDING_SECONDS:
                raise ScheduleError(
                    "two pieces of a plan overlap",
                    seen=f"{before.end_seconds - after.start_seconds:g} s",
                )

    @property
    def start_seconds(self) -> float:
        """When it begins [s since 1970 UTC]."""
        return self.pieces[0].start_seconds

    @property
    def end_seconds(self) -> float:
        """When it is done [s since 1970 UTC]."""
        return self.pieces[-1].end_seconds

    @property
    def pauses_count(self) -> int:
        """How often it stops and is taken up again."""
        return len(self.pieces) - 1

    @property
    def running_seconds(self) -> float:
        """How long it draws power, resuming included [s]."""
        return sum(piece.end_seconds - piece.start_seconds for piece in self.pieces)

    @property
    def work_seconds(self) -> float:
        """How long it works, resuming left out [s]."""
        return self.running_seconds - self.pauses_count * self.resume_seconds

    @property
    def zones(self) -> tuple[str, ...]:
        """Where it runs, each place once, in the order in which it comes there."""
        return tuple(dict.fromkeys(piece.zone for piece in self.pieces))

    @property
    def moves_count(self) -> int:
        """How often it goes from one zone to another between two pieces."""
        return sum(before.zone != after.zone for before, after in pairwise(self.pieces))

    def as_json(self) -> dict[str, object]:
        """Return the plan as plain values."""
        return {
            "pieces": [piece.as_json() for piece in self.pieces],
            "resume_seconds": self.resume_seconds,
            "start_unix_seconds": self.start_seconds,
            "end_unix_seconds": self.end_seconds,
            "work_seconds": self.work_seconds,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Plan":
        """Return the plan a document describes.

        Args:
            document: What `as_json` wrote; unknown keys are passed over.
        """
        pieces = cast("Sequence[Mapping[str, object]]", document["pieces"])
        return cls(
            tuple(
                Piece(
                    cast("float", piece["start_unix_seconds"]),
                    cast("float", piece["end_unix_seconds"]),
                    str(piece["zone"]),
                )
                for piece in pieces
            ),
            cast("float", document.get("resume_seconds", 0.0)),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, beside what would have happened without it, and on which numbers.

    Attributes:
        task: What is to be done.
        plan: When and where it will be.
        naive: When and where it would have been, had nobody asked: at once, at home, in one go.
        objective: What was to become least: ``carbon``, ``water``, ``price`` or ``finish``.
        decided_seconds: When it was decided [s since 1970 UTC].
        signals: On which kind of number, by zone.
        expected: What each costs and what is gained, as plain values, by objective:
            ``{"carbon": {"planned": ..., "naive": ..., "gain": ...}}``.
    """

    task: Task
    plan: Plan
    naive: Plan
    objective: str
    decided_seconds: float
    signals: Mapping[str, Signal]
    expected: Mapping[str, Mapping[str, object]]

    def as_json(self) -> dict[str, object]:
        """Return the decision as plain values."""
        return {
            "task": self.task.as_json(),
            "plan": self.plan.as_json(),
            "naive": self.naive.as_json(),
            "objective": self.objective,
            "decided_unix_seconds": self.decided_seconds,
            "signals": {zone: signal.as_json() for zone, signal in self.signals.items()},
            "expected": {name: dict(each) for name, each in self.expected.items()},
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Decision":
        """Return the decision a document describes.

        Args:
            document: What `as_json` wrote; unknown keys are passed over.
        """
        given = cast("Mapping[str, Mapping[str, object]]", document)
        return cls(
            task=Task.from_json(given["task"]),
            plan=Plan.from_json(given["plan"]),
            naive=Plan.from_json(given["naive"]),
            objective=str(document["objective"]),
            decided_seconds=cast("float", document["decided_unix_seconds"]),
            signals={
                zone: _signal(cast("Mapping[str, str]", signal))
                for zone, signal in given["signals"].items()
            },
            expected=cast("Mapping[str, Mapping[str, object]]", given["expected"]),
        )


def _signal(document: Mapping[str, str]) -> Signal:
    return Signal(
        zone=document["zone"],
        response=Response(document["response"]),
        scope=Scope(document["scope"]),
        flow=Flow(document["flow"]),
        tense=Tense(document["tense"]),
        accounting=Accounting(document["accounting"]),
        unit=document["unit"],
    )
