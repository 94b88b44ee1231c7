"""The runs of jobs in the ledger, wherever it is asked from."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wholeprint.jobs.entry import State
from wholeprint.jobs.found import Runs
from wholeprint.jobs.planned import PlannedJob
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.ledger.sqlite import SqliteStore

Make = Callable[..., PlannedJob]
T0 = 1_800_000_000.0


def _run(path: Path, status: Status = Status.DONE) -> None:
    with SqliteStore(path) as store:
        store.add(
            RunRecord(
                id="r1",
                label="python",
                started_unix_ns=round((T0 + 5.0) * 1e9),
                ended_unix_ns=round((T0 + 9.0) * 1e9),
                status=status,
                exit_code=0 if status is Status.DONE else 3,
                meta={"job": "j1"},
            )
        )


def test_a_relative_ledger_is_that_of_the_jobs_folder(
    scene: Any, job: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job writes beside itself, and is found from anywhere."""
    folder = tmp_path / "work"
    folder.mkdir()
    _run(folder / "own.db")
    entry = scene.keep(job(directory=str(folder), ledger="own.db"))
    monkeypatch.chdir(tmp_path)

    found = Runs(tmp_path / "other.db", scene.book).of(entry)

    assert [record.id for record in found] == ["r1"]


@pytest.mark.parametrize(
    ("status", "state"), [(Status.DONE, State.DONE), (Status.FAILED, State.FAILED)]
)
def test_a_job_that_nobody_watched_is_seen_to_have_ended(
    scene: Any, job: Make, tmp_path: Path, status: Status, state: State
) -> None:
    """Started and left alone, it is not called running for ever; its run says how it ended."""
    _run(tmp_path / "ledger.db", status)
    entry = scene.keep(job(), state=State.RUNNING, started_seconds=T0, attempts=1)

    seen = Runs(tmp_path / "ledger.db", scene.book).seen(entry)

    assert seen.state is state
    assert scene.book.load("j1").state is State.RUNNING


def test_what_is_asked_to_save_is_not_taken_for_ended(
    scene: Any, job: Make, tmp_path: Path
) -> None:
    """Its run ends at the end of a piece; the job does not."""
    _run(tmp_path / "ledger.db")
    entry = scene.keep(job(), state=State.SAVING, started_seconds=T0, attempts=1)

    assert Runs(tmp_path / "ledger.db", scene.book).seen(entry) == replace(entry)
