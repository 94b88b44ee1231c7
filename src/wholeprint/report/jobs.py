"""Documents of planned work: lists, one job, and what a plan really gained."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from wholeprint.jobs.book import Damaged
from wholeprint.jobs.entry import Entry
from wholeprint.report.form import stamped
from wholeprint.report.shapes import NoteDocument, QuantityDocument


class PieceDocument(TypedDict):
    """A stretch of time in one place."""

    start_unix_seconds: float
    end_unix_seconds: float
    zone: str


class JobDocument(TypedDict):
    """One planned job."""

    id: str
    name: str
    project: str | None
    model: str | None
    method: str
    state: str
    external_id: str | None
    command: list[str]
    directory: str
    environment: list[str]
    pieces: list[PieceDocument]
    missed: str
    checkpoint_signal: str | None
    created_unix_seconds: float
    attempts: int
    exit_code: int | None
    cancel_asked: bool
    pauses: list[list[float | None]]
    steps: list[dict[str, object]]
    notes: list[NoteDocument]


class DamagedDocument(TypedDict):
    """A file that holds no job."""

    path: str
    error: str


class JobsDocument(TypedDict):
    """A list of jobs: what ``jobs list``, ``wait`` and ``cancel`` print."""

    schema: str
    folder: str
    now_unix_seconds: float
    jobs: list[JobDocument]
    damaged: list[DamagedDocument]


class OneJobDocument(TypedDict):
    """One job with its surroundings: what ``jobs show`` prints."""

    schema: str
    now_unix_seconds: float
    job: JobDocument
    runs: list[str]
    waiter_pid: int | None
    log: str
    plan: dict[str, object]


class GainedDocument(TypedDict):
    """What a plan really gained: what ``jobs gained`` prints."""

    schema: str
    job: str
    verdict: str
    says: str
    runs: list[str]
    signal: dict[str, str] | None
    as_run: QuantityDocument | None
    naive: QuantityDocument | None
    gain: QuantityDocument | None
    forecast: dict[str, object] | None
    notes: list[NoteDocument]


def job_plain(entry: Entry, *, cancel_asked: bool) -> dict[str, object]:
    """Return a job as plain values. Of its environment only the names: values may be secrets.

    Args:
        entry: The job.
        cancel_asked: Whether somebody asked its waiter to end it.
    """
    job = entry.job
    return {
        "id": job.id,
        "name": job.name,
        "project": job.project,
        "model": job.model,
        "method": entry.method,
        "state": entry.state.value,
        "external_id": entry.external_id,
        "command": list(job.command),
        "directory": job.directory,
        "environment": sorted(job.environment),
        "pieces": [piece.as_json() for piece in job.pieces],
        "missed": job.missed.value,
        "checkpoint_signal": job.checkpoint_signal,
        "created_unix_seconds": entry.created_seconds,
        "attempts": entry.attempts,
        "exit_code": entry.exit_code,
        "cancel_asked": cancel_asked,
        "pauses": [list(pause) for pause in entry.pauses],
        "steps": [step.as_json() for step in entry.steps],
        "notes": [note.as_json() for note in entry.notes],
    }


def jobs_document(
    folder: str,
    jobs: Sequence[Mapping[str, object]],
    damaged: Sequence[Damaged],
    now_seconds: float,
) -> dict[str, object]:
    """Return the document of a list of jobs.

    Args:
        folder: Where they lie.
        jobs: The jobs, as `job_plain` gives them.
        damaged: Files that hold no job.
        now_seconds: The present [s since 1970 UTC].
    """
    body = {
        "folder": folder,
        "now_unix_seconds": now_seconds,
        "jobs": list(jobs),
        "damaged": [{"path": str(each.path), "error": str(each.error)} for each in damaged],
    }
    return stamped("jobs", body)
