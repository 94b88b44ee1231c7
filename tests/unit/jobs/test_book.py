"""The folder of jobs: whole files, odd files, and no place for them."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.book import JobBook
from wholeprint.jobs.entry import Entry, Pause, Runner, State, entry_from_json
from wholeprint.jobs.handed import Step
from wholeprint.jobs.planned import PlannedJob

Make = Callable[..., PlannedJob]
T0 = 1_800_000_000.0


def _entry(job: PlannedJob) -> Entry:
    return Entry(
        job=job,
        method="slurm",
        created_seconds=T0,
        state=State.PAUSED,
        external_id="7",
        steps=(Step(T0, ("scontrol", "suspend", "7")), Step(T0 + 1, ("a",), done=True)),
        runner=Runner(12, 345, "boot"),
        started_seconds=T0,
        pauses=(Pause(T0, T0 + 1), Pause(T0 + 2, None)),
        attempts=2,
        exit_code=-9,
    ).noted("start-late", "It was late", T0)


def test_an_entry_survives_its_file(job: Make, tmp_path: Path) -> None:
    """Everything that is known of a job comes back, and nobody else may read it."""
    book, entry = JobBook(tmp_path / "deep" / "state"), _entry(job())

    book.save(entry)

    assert book.load("j1") == entry
    path = book.folder / "j1.json"
    assert (path.stat().st_mode & 0o777, book.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [each.name for each in book.folder.iterdir()] == ["j1.json"]


def test_a_note_is_written_once(job: Make) -> None:
    """What fails every thirty seconds does not fill the file."""
    entry = _entry(job())

    assert entry.noted("start-late", "It was late", T0 + 9) is entry


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"version": 1}', '{"version": 9}', "\0\0", '{"version": 1, "job": 3}'],
)
def test_a_damaged_file_costs_itself_alone(job: Make, tmp_path: Path, text: str) -> None:
    """A file cut short or foreign is said, and the others are read."""
    book = JobBook(tmp_path)
    book.save(_entry(job()))
    (book.folder / "j0.json").write_text(text, encoding="utf-8")

    entries, damaged = book.entries()

    assert [entry.job.id for entry in entries] == ["j1"]
    assert [each.path.name for each in damaged] == ["j0.json"]
    with pytest.raises(JobError):
        book.load("j0")


def test_fields_of_the_wrong_kind_are_refused(job: Make) -> None:
    """Each field is checked where a mistake in it would be found out late."""
    plain = json.loads(json.dumps(_entry(job()).as_json()))
    wrong: list[tuple[str, Any]] = [
        ("steps", [{"at_unix_seconds": "x", "argv": "y"}]),
        ("steps", ["x"]),
        ("steps", 3),
        ("runner", {"pid": 1}),
        ("runner", 3),
        ("state", "lost"),
        ("pauses", [[1]]),
        ("notes", [3]),
        ("job", None),
    ]

    for name, value in wrong:
        with pytest.raises(JobError):
            entry_from_json(plain | {name: value})


def test_jobs_are_found_by_the_beginning_of_their_names(job: Make, tmp_path: Path) -> None:
    """An id, its beginning or "last" mean one job; nothing, or several, are an error."""
    book = JobBook(tmp_path)
    for name in ("j20-a", "j20-b", "j21-c"):
        book.save(replace(_entry(job(id=name))))

    assert [book.resolve(each) for each in ("j20-a", "j21", "last")] == ["j20-a", "j21-c", "j21-c"]
    for wrong in ("j2", "x", ""):
        with pytest.raises(JobError):
            book.resolve(wrong)
    with pytest.raises(JobError, match="no job"):
        JobBook(tmp_path / "none").resolve("last")


def test_a_folder_that_cannot_be_written_is_said(job: Make, tmp_path: Path) -> None:
    """Where the folder cannot be made, the error names the setting that moves it elsewhere."""
    (tmp_path / "file").write_text("")
    book = JobBook(tmp_path / "file")

    for act in (lambda: book.save(_entry(job())), lambda: book.ask_to_cancel("j1")):
        with pytest.raises(JobError, match="WHOLEPRINT_STATE"):
            act()
    with pytest.raises(JobError, match="cannot be read"):
        book.ids()


def test_a_full_disk_leaves_what_was_there(
    job: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new state cannot be written whole, the old one stays and nothing lies beside it."""
    book, entry = JobBook(tmp_path), _entry(job())
    book.save(entry)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device", descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(JobError, match="No space left"):
        book.save(replace(entry, state=State.DONE))

    assert book.load("j1") == entry
    assert [each.name for each in book.folder.iterdir()] == ["j1.json"]


def test_a_file_of_brackets_is_damaged_like_any_other(tmp_path: Path) -> None:
    """Text that nests deeper than Python reads stops no list of the other jobs."""
    book = JobBook(tmp_path)
    book.folder.mkdir()
    (book.folder / "j9.json").write_text("[" * 100_000, encoding="ascii")

    (damaged,) = book.entries()[1]

    assert damaged.path.name == "j9.json"
