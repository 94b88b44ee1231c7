"""How far a planned job has come, as its file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import NamedTuple, cast

from wholeprint.errors import JobError
from wholeprint.jobs.handed import Step
from wholeprint.jobs.planned import PlannedJob, planned_from_json
from wholeprint.quantities.note import Note, Severity

VERSION = 1


class State(StrEnum):
    """How far a job has come."""

    PLANNED = "planned"
    """It waits for its start, here."""
    HANDED = "handed"
    """Another tool sees to it."""
    STARTING = "starting"
    """It is being started; a waiter that dies now leaves this behind."""
    RUNNING = "running"
    """Its processes are on."""
    PAUSED = "paused"
    """Its processes are stopped, between two pieces."""
    SAVING = "saving"
    """It was asked to save its state and end, at the end of a piece."""
    SAVED = "saved"
    """It has ended after it was asked to, and waits for its next piece."""
    DONE = "done"
    """It ended as it should."""
    FAILED = "failed"
    """It could not be started, or ended with an error."""
    INTERRUPTED = "interrupted"
    """It was cut off, and nobody knows how far it came."""
    SKIPPED = "skipped"
    """Its start was missed, and it is not done late."""
    CANCELLED = "cancelled"
    """Somebody took it back."""


ENDED = frozenset({State.DONE, State.FAILED, State.INTERRUPTED, State.SKIPPED, State.CANCELLED})
"""States that a job does not leave."""

ALIVE = frozenset({State.RUNNING, State.PAUSED, State.SAVING})
"""States in which it has processes."""


class Runner(NamedTuple):
    """The process under which a job runs, told from every later one of the same number.

    Attributes:
        pid: Its number.
        start_ticks: When it began, since the machine's start [ticks]; None where nobody says.
        boot_id: Which start of the machine.
    """

    pid: int
    start_ticks: int | None
    boot_id: str | None


class Pause(NamedTuple):
    """A stretch of time in which a job was stopped.

    Attributes:
        start_seconds: When it was stopped [s since 1970 UTC].
        end_seconds: When it went on [s since 1970 UTC]; None while it is stopped.
    """

    start_seconds: float
    end_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A planned job and how far it has come.

    Attributes:
        job: The job.
        method: How it was handed over.
        created_seconds: When it was planned [s since 1970 UTC].
        state: How far it has come.
        external_id: The other tool's name for it.
        steps: What is still to be done for it at the other tool.
        runner: The process under which it runs, or ran last.
        started_seconds: When it was last started [s since 1970 UTC].
        asked_seconds: When it was asked to save [s since 1970 UTC].
        pauses: When it was stopped.
        attempts: How often it was started.
        exit_code: Its exit status; negative where a signal ended it; None where nobody knows.
        notes: What happened to it.
        is_unmeasured: Whether the runner is the command itself, which outlived its measurement.
    """

    job: PlannedJob
    method: str
    created_seconds: float
    state: State = State.PLANNED
    external_id: str | None = None
    steps: tuple[Step, ...] = ()
    runner: Runner | None = None
    started_seconds: float | None = None
    asked_seconds: float | None = None
    pauses: tuple[Pause, ...] = ()
    attempts: int = 0
    exit_code: int | None = None
    notes: tuple[Note, ...] = ()
    is_unmeasured: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a waiter has still something to do for it."""
        if self.state is State.HANDED:
            return any(not step.done for step in self.steps)
        return self.state not in ENDED

    def noted(
        self, code: str, message: str, now_seconds: float, severity: Severity = "warning"
    ) -> "Entry":
        """Return the entry with a note, unless it has that very note already.

        Args:
            code: Code of the note.
            message: What happened, as a sentence.
            now_seconds: When [s since 1970 UTC].
            severity: Whether it matters for the job.
        """
        if any((note.code, note.message) == (code, message) for note in self.notes):
            return self
        return replace(self, notes=(*self.notes, Note(code, message, now_seconds, severity)))

    def as_json(self) -> dict[str, object]:
        """Return the entry as plain values, from which `entry_from_json` makes it again."""
        plain: dict[str, object] = {item.name: getattr(self, item.name) for item in fields(self)}
        return plain | {
            "version": VERSION,
            "job": self.job.as_json(),
            "state": self.state.value,
            "steps": [step.as_json() for step in self.steps],
            "runner": None if self.runner is None else self.runner._asdict(),
            "pauses": [list(pause) for pause in self.pauses],
            "notes": [note.as_json() for note in self.notes],
        }


def entry_from_json(document: Mapping[str, object]) -> Entry:
    """Return the entry that a document describes.

    Args:
        document: What `Entry.as_json` gave.

    Raises:
        JobError: If it describes none, or was written by a newer wholeprint.
    """
    if document.get("version") != VERSION:
        raise JobError(
            "this job was written by another version of wholeprint",
            seen=document.get("version"),
            fix="Use the newer one of the two",
        )
    try:
        document = {"is_unmeasured": False, **document}  # written before there was such a thing
        known = {item.name: document[item.name] for item in fields(Entry)}
        runner = cast("Mapping[str, object] | None", known["runner"])
        known |= {
            "job": planned_from_json(cast("Mapping[str, object]", known["job"])),
            "state": State(cast("str", known["state"])),
            "steps": tuple(map(Step.from_json, _objects(known["steps"]))),
            "runner": None if runner is None else Runner(**runner),  # pyright: ignore[reportArgumentType] - numbers and texts that we wrote
            "pauses": tuple(Pause(*pair) for pair in cast("list[list[float]]", known["pauses"])),
            "notes": tuple(map(Note.from_json, _objects(known["notes"]))),
        }
        return Entry(**known)  # pyright: ignore[reportArgumentType] - as above
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JobError("this is no planned job", seen=f"{type(error).__name__}: {error}") from error


def _objects(value: object) -> list[Mapping[str, object]]:
    return cast("list[Mapping[str, object]]", value)
