"""A planned command handed over, with everything it was told to keep."""

import time
from pathlib import Path
from typing import Any

import pytest

from wholeprint.jobs.book import JobBook


def test_a_command_keeps_what_it_was_told(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Policy, signal, variables and options reach the job, and the decision lies beside them."""
    monkeypatch.setenv("WHOLEPRINT_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("JOB_COLOUR", "green")
    start = time.time() // 3600.0 * 3600.0
    rows = [
        f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(start + i * 3600))},{100 + i}"
        for i in range(48)
    ]
    (tmp_path / "c.csv").write_text("\n".join(["start,value", *rows]) + "\n", encoding="utf-8")
    told = (
        *("--duration", "1h", "--deadline", "12h", "--zone", "FR", "--power", "100W"),
        *("--series", f"FR={tmp_path / 'c.csv'}", "--if-missed", "skip"),
        *("--checkpoint-signal", "USR1", "--keep", "JOB_COLOUR", "--option=--partition=gpu"),
    )

    said = call("schedule", *told, "--", "echo", "--epochs", "3")

    assert said.status == 0, said.err
    book = JobBook(tmp_path / "state")
    job = book.load(book.resolve("last")).job
    assert job.command == ("echo", "--epochs", "3")
    assert (job.missed.value, job.checkpoint_signal) == ("skip", "USR1")
    assert (job.environment["JOB_COLOUR"], job.arguments) == ("green", ("--partition=gpu",))
    assert job.plan["objective"] == "carbon"
    assert job.directory == str(Path.cwd())


def test_a_program_that_is_not_there_is_refused_at_once_and_nothing_is_kept(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would fail hours later, when nobody looks."""
    monkeypatch.setenv("WHOLEPRINT_STATE", str(tmp_path / "state"))
    told = ("--duration", "1h", "--deadline", "12h", "--zone", "GB", "--power", "100W")

    said = call("schedule", *told, "--", "no-such-program-here")

    assert said.status == 2
    assert "no such command" in said.err
    assert "no-such-program-here" in said.err
    assert not list((tmp_path / "state").rglob("*.json"))
