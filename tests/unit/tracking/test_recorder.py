"""The recorder keeps what the disk refuses."""

import os
import resource
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wholeprint.ledger.journal import JournalWriter
from wholeprint.ledger.places import sessions, spool_directory
from wholeprint.ledger.reading import read_journal
from wholeprint.quantities.note import Note
from wholeprint.tracking.recorder import Recorder

RUN = "20260101-000000-abcdef"
START = {"id": RUN, "started_unix_ns": 1, "label": "x"}


@contextmanager
def _full_disk(most_bytes: int) -> Generator[None, None, None]:
    """Let no file grow past a size: the system refuses the write, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite"


def test_what_the_disk_refused_is_written_when_it_takes_again(ledger: Path) -> None:
    """Lines that a full disk refused wait in memory and are written once there is space."""
    notes: list[Note] = []
    recorder = Recorder.open(ledger, RUN, START, notes)
    (_, _, path) = sessions(ledger.with_name("book.sqlite.d"))[0]

    with _full_disk(path.stat().st_size):
        recorder.write("meta", {"meta": {"a": 1}})
        recorder.write("meta", {"meta": {"b": 2}})
    recorder.write("meta", {"meta": {"c": 3}})
    recorder.close({"status": "done"})

    content = read_journal(sessions(ledger.with_name("book.sqlite.d"))[0][2])
    assert content.meta == {"a": 1, "b": 2, "c": 3}
    assert content.end is not None
    assert [note["code"] for note in content.notes] == ["disk-full"]


def test_what_was_never_written_goes_to_the_temporary_directory(ledger: Path) -> None:
    """A disk that stays full costs nothing: the rest becomes a run that says what it continues."""
    full = JournalWriter(Path("/dev/full"), RUN, os.open("/dev/full", os.O_WRONLY))
    recorder = Recorder(ledger, RUN, START, full)
    folder = spool_directory(ledger)
    try:
        recorder.write("meta", {"meta": {"a": 1}})
        recorder.close({"status": "done"})

        (run_id, pid, path) = sessions(folder)[0]
        rest = read_journal(path)
        assert (run_id, pid) == (f"{RUN}-rest", 0)
        assert rest.meta == {"a": 1}
        assert rest.start["meta"] == {"continues": RUN, "lines_lost": 0}
        assert rest.end is not None
        assert recorder.trouble is not None
        assert "-rest" in recorder.trouble
    finally:
        shutil.rmtree(folder)


def test_an_ended_run_is_no_longer_this_process_s(ledger: Path) -> None:
    """An ended journal bears no process number, so that the next run is no part of it."""
    recorder = Recorder.open(ledger, RUN, START, [])
    recorder.close({"status": "done"})

    assert [pid for _, pid, _ in sessions(ledger.with_name("book.sqlite.d"))] == [0]
