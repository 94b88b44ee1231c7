"""Planned jobs, and a waiter's hands that move no real time and start no real process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.jobs.book import JobBook
from wholeprint.jobs.clock import TwinWallClock
from wholeprint.jobs.entry import Entry
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.processes_twin import TwinProcesses
from wholeprint.jobs.progress import Hands
from wholeprint.jobs.shell import RecordingShell

T0 = 1_800_000_000.0
"""When the tests begin [s since 1970 UTC]."""

HOUR = 3600.0


@dataclass
class Scene:
    """A folder of jobs with everything around it replaced by twins."""

    book: JobBook
    clock: TwinWallClock
    processes: TwinProcesses
    shell: RecordingShell
    ended: dict[str, int | None] = field(default_factory=dict[str, int | None])

    @property
    def hands(self) -> Hands:
        """What a waiter works with."""
        return Hands(
            self.book,
            self.processes,
            self.shell,
            self.clock,
            lambda entry: self.ended.get(entry.job.id),
        )

    def keep(self, job: PlannedJob, **changed: Any) -> Entry:
        """Write a job down as planned."""
        entry = Entry(job=job, method="wait", created_seconds=T0, **changed)
        self.book.save(entry)
        return entry


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """An empty folder of jobs at T0."""
    return Scene(
        JobBook(tmp_path / "state"), TwinWallClock(T0), TwinProcesses(), RecordingShell({})
    )


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., PlannedJob]:
    """Make a job: by default one piece, from one to two hours after T0."""

    def made(*hours: tuple[float, float], **changed: Any) -> PlannedJob:
        pieces = hours or ((1.0, 2.0),)
        given: dict[str, Any] = {
            "id": "j1",
            "command": ("python", "train.py"),
            "directory": str(tmp_path),
            "pieces": tuple(Piece(T0 + a * HOUR, T0 + b * HOUR, "FR") for a, b in pieces),
        }
        return PlannedJob(**(given | changed))

    return made
