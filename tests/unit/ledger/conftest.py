"""What the ledger's tests share: a run to keep, and a journal to read."""

import time
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.ledger.entry import ChannelRecord, RunRecord, Span
from wholeprint.ledger.journal import JournalWriter
from wholeprint.quantities.note import Note

NAN = float("nan")
CHANNEL: dict[str, object] = {
    "name": "package-0",
    "domain": "cpu",
    "method": "rapl",
    "known": "measured",
    "basis": "chip",
    "within": None,
    "refresh_seconds": 0.001,
    "resolution_joules": 0.5,
    "relative_error": 0.02,
}


def make_run(run_id: str = "20261121-101530-aaaaaa", **changes: object) -> RunRecord:
    """Return a run with two intervals, one gap, two counters, a span and a note."""
    fields: dict[str, object] = {
        "id": run_id,
        "started_unix_ns": 1_795_000_000_000_000_000,
        "ended_unix_ns": 1_795_000_002_000_000_000,
        "project": "p",
        "phase": "training",
        "host": "h",
        "pid": 7,
        "command": ("python", "träin.py"),
        "machine": {"machine_id": "m", "threads": 2},
        "settings": {"zone": "FR", "flush_seconds": 5.0},
        "meta": {"parameters": 7},
        "version": "0.1.0",
        "edges": array("d", [0.0, 1.0, 2.0]),
        "cpu_seconds": array("d", [0.5, NAN]),
        "busy_seconds": array("d", [1.0, 2.0]),
        "channels": (
            ChannelRecord("package-0", "cpu", "rapl", "measured", "chip", array("d", [10.0, NAN])),
            ChannelRecord(
                "core-0", "cpu", "rapl", "measured", "chip", array("d", [4.0, 5.0]), "package-0"
            ),
        ),
        "spans": (Span("epoch", 0.0, 1.5, {"loss": 0.25}),),
        "notes": (Note("gap", "a gap", 1_795_000_001.5, "warning"),),
    }
    return RunRecord(**(fields | changes))  # pyright: ignore[reportArgumentType]


@pytest.fixture
def a_run() -> Callable[..., RunRecord]:
    """A maker of runs."""
    return make_run


@pytest.fixture
def a_journal() -> Callable[..., JournalWriter]:
    """A maker of journals of two blocks, open or ended."""

    def make(
        folder: Path, run_id: str = "20261121-101530-aaaaaa", *, ended: bool = True, **start: object
    ) -> JournalWriter:
        fields: dict[str, object] = {
            "started_unix_ns": time.time_ns(),
            "project": "p",
            "settings": {"flush_seconds": 5.0},
            "machine": {"machine_id": "m"},
        }
        journal = JournalWriter.create(folder, run_id, fields | start)
        journal.append("channels", {"channels": [CHANNEL]})
        for first in (0.0, 2.0):
            block: dict[str, object] = {
                "edges": [first, first + 1, first + 2],
                "cpu": [0.5, 0.25],
                "busy": [1.0, None],
                "joules": {"package-0": [10.0, 20.0]},
            }
            journal.append("block", block)
        if ended:
            end = {"status": "done", "ended_unix_ns": time.time_ns(), "exit_code": 0}
            journal.append("end", end)
            journal.close()
        return journal

    return make
