"""Jobs for the launchers, and a room whose programs only seem to be there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.jobs.handed import Room
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.shell import RecordingShell

T0 = 1_800_000_000.0  # 2027-01-15 08:00:00 UTC


@pytest.fixture(autouse=True)
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Local time is one hour ahead of UTC, so that the two cannot be confused."""
    import time

    monkeypatch.setenv("TZ", "CET-1")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def planned() -> Callable[..., PlannedJob]:
    """Make a job in one piece at T0 and 30 s, or in as many as are given, in hours after it."""

    def made(*hours: tuple[float, float], **changed: Any) -> PlannedJob:
        pieces = hours or ((0.0, 1.0),)
        given: dict[str, Any] = {
            "id": "j1",
            "command": ("train", "a b", "$X"),
            "directory": "/the work",
            "pieces": tuple(
                Piece(T0 + 30 + a * 3600.0, T0 + 30 + b * 3600.0, "FR") for a, b in pieces
            ),
        }
        return PlannedJob(**(given | changed))

    return made


@pytest.fixture
def room() -> Callable[..., tuple[Room, RecordingShell]]:
    """Make a room whose programs answer as told."""

    def made(**answers: Any) -> tuple[Room, RecordingShell]:
        shell = RecordingShell({name.replace("_", "-"): a for name, a in answers.items()})
        return Room(shell, Path("/logs/j1.log")), shell

    return made
