"""The ledger as everybody else uses it."""

import io
import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wholeprint.errors import LedgerCorruptError, LedgerError, LedgerLockedError, UnknownRunError
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import RunRecord
from wholeprint.ledger.export import Format, read_json
from wholeprint.ledger.journal import JournalWriter, create_journal
from wholeprint.ledger.places import journal_directory, own_spool_directory
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.ledger.store import ALL_RUNS, RunFilter

Maker = Callable[..., JournalWriter]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that does not exist yet."""
    return tmp_path / "book" / "ledger.sqlite"


@pytest.fixture
def book(path: Path, tmp_path: Path) -> Ledger:
    """The door to it."""
    return Ledger(path, temporary=tmp_path, wait_seconds=0.2)


@contextmanager
def _locked(path: Path) -> Generator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def _add(path: Path, *runs: RunRecord) -> None:
    with SqliteStore(path) as store:
        for run in runs:
            store.add(run)


def test_reading_what_is_not_there_finds_nothing_and_makes_nothing(
    book: Ledger, tmp_path: Path
) -> None:
    """Before the first run there is no file, and asking makes none."""
    assert book.runs() == []
    assert book.totals() == []
    assert book.fold_pending().added == ()
    with pytest.raises(UnknownRunError):
        book.load("last")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_holds_no_runs(book: Ledger, path: Path) -> None:
    """A file that was made and never filled is read as a ledger that does not exist yet."""
    path.parent.mkdir()
    path.touch()

    assert book.runs() == []
    assert path.stat().st_size == 0


def test_a_run_that_is_on_is_listed_and_can_be_loaded(
    book: Ledger, path: Path, a_journal: Maker
) -> None:
    """A live journal shows as running, as far as it has come, and makes no ledger."""
    journal = a_journal(journal_directory(path), ended=False)

    (row,) = book.runs()

    assert (row.id, row.status, row.measured_joules) == (journal.run_id, "running", 60.0)
    assert book.load("last").row() == row
    assert not path.exists()


def test_a_run_that_ended_is_folded_by_the_next_reader(
    book: Ledger, path: Path, a_journal: Maker
) -> None:
    """Whoever looks next brings in what a run could not."""
    journal = a_journal(journal_directory(path))

    assert [row.status for row in book.runs()] == ["done"]

    assert path.exists()
    assert not journal.path.exists()


def test_a_run_folds_itself(book: Ledger, path: Path, a_journal: Maker) -> None:
    """The end of a run brings its own journal in and touches no other."""
    own = a_journal(journal_directory(path), "own")
    other = a_journal(journal_directory(path), "other")

    assert book.fold_run(own.path)

    assert other.path.exists()
    assert not own.path.exists()


def test_journals_in_the_spool_are_found(
    book: Ledger, path: Path, tmp_path: Path, a_journal: Maker
) -> None:
    """A run that could not write beside the ledger is brought in from the temporary directory."""
    a_journal(own_spool_directory(path, tmp_path))

    assert [row.status for row in book.runs()] == ["done"]


def test_kept_and_live_runs_are_one_list(
    book: Ledger, path: Path, a_journal: Maker, a_run: Callable[..., RunRecord]
) -> None:
    """The latest come first, whichever place they are in, and filters hold for both."""
    _add(path, a_run("kept", started_unix_ns=5, project="q"))
    a_journal(journal_directory(path), "live", ended=False, started_unix_ns=9)
    a_journal(journal_directory(path), "nested", ended=False, started_unix_ns=7, counted=False)

    assert [row.id for row in book.runs()] == ["live", "kept"]
    assert [row.id for row in book.runs(ALL_RUNS)] == ["live", "nested", "kept"]
    assert [row.id for row in book.runs(RunFilter(limit=1))] == ["live"]
    assert [row.id for row in book.runs(RunFilter(project="q"))] == ["kept"]
    assert [run.id for run in book.load_many(["nested", "kept"])] == ["nested", "kept"]
    with pytest.raises(UnknownRunError, match="none"):
        book.load_many(["kept", "none"])


def test_runs_are_named_by_id_by_beginning_and_by_place(
    book: Ledger, path: Path, a_run: Callable[..., RunRecord]
) -> None:
    """The word "last" is the latest counted run, "last-1" the one before it."""
    ids = ["2026-a", "2026-ab", "2026-b"]
    _add(path, *(a_run(run_id, started_unix_ns=n) for n, run_id in enumerate(ids)))
    _add(path, a_run("nested", started_unix_ns=9, counted=False))

    assert book.resolve("2026-a") == "2026-a"
    assert book.resolve("2026-b") == "2026-b"
    assert book.resolve("nes") == "nested"
    assert book.resolve("last") == "2026-b"
    assert book.resolve("last-2") == "2026-a"
    assert book.load("last-1").id == "2026-ab"


def test_a_name_that_fits_nothing_or_too_much_is_refused(
    book: Ledger, path: Path, a_run: Callable[..., RunRecord]
) -> None:
    """The error names the runs that are near, and never takes one of them."""
    _add(path, *(a_run(f"20261121-10153{n}-aaaaaa", started_unix_ns=n) for n in range(7)))

    with pytest.raises(UnknownRunError, match=r"Give more.*101536.* and 2 more"):
        book.resolve("20261121")
    with pytest.raises(UnknownRunError, match=r"Near it: .*101530"):
        book.resolve("20261121-101530-aaaaab")
    for selector in ("", "zzz", "last-7", "last-x", "%"):
        with pytest.raises(UnknownRunError):
            book.resolve(selector)


def test_a_deleted_run_is_gone(book: Ledger, path: Path, a_journal: Maker) -> None:
    """Its name is free of data, and its journal, should it turn up again, is not folded."""
    journal = a_journal(journal_directory(path))
    text = journal.path.read_bytes()

    assert book.delete("last") == journal.run_id
    journal.path.write_bytes(text)

    assert book.runs() == []
    with pytest.raises(UnknownRunError):
        book.delete(journal.run_id)


def test_a_run_that_is_on_is_not_deleted(book: Ledger, path: Path, a_journal: Maker) -> None:
    """Its process would only write it again."""
    a_journal(journal_directory(path), ended=False)

    with pytest.raises(LedgerError, match="still on"):
        book.delete("last")


def test_a_locked_ledger_hides_nothing_that_waits(
    book: Ledger, path: Path, a_journal: Maker, a_run: Callable[..., RunRecord]
) -> None:
    """While another process writes, runs are read from the ledger and from their journals."""
    _add(path, a_run("kept", started_unix_ns=1))
    journal = a_journal(journal_directory(path), "waits")
    with _locked(path):
        assert [row.id for row in book.runs()] == ["waits", "kept"]
        assert book.load("waits").row().measured_joules == 60.0
        with pytest.raises(LedgerLockedError):
            book.fold_run(journal.path)

    assert journal.path.exists()
    assert [row.id for row in book.runs()] == ["waits", "kept"]
    assert not journal.path.exists()


def test_a_damaged_ledger_is_told_and_left(book: Ledger, path: Path, a_journal: Maker) -> None:
    """Runs wait in their journals, and the damaged file keeps its bytes."""
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    journal = a_journal(journal_directory(path))

    with pytest.raises(LedgerCorruptError):
        book.runs()

    assert path.read_bytes() == b"no database at all" * 100
    assert journal.path.exists()


def test_a_journal_that_was_folded_but_is_still_there_is_one_run(
    book: Ledger, path: Path, a_journal: Maker
) -> None:
    """A kill between the commit and the removal does not show the run twice."""
    journal = a_journal(journal_directory(path))
    text = journal.path.read_bytes()
    book.fold_pending()
    journal.path.write_bytes(text)
    with _locked(path):
        assert len(book.runs()) == 1


def test_exports_hold_every_run_oldest_first(
    book: Ledger, path: Path, a_run: Callable[..., RunRecord]
) -> None:
    """An export holds runs that do not count too, unless a filter says otherwise."""
    _add(path, *(a_run(f"r{n}", started_unix_ns=n, counted=n > 0) for n in range(3)))
    stream = io.BytesIO()

    assert book.export(stream, format=Format.JSON) == 3

    assert [run.id for run in read_json(stream.getvalue())] == ["r0", "r1", "r2"]
    assert book.export(io.BytesIO(), format=Format.CSV, wanted=RunFilter()) == 2


def test_overlaps_and_totals_are_asked_of_the_ledger(
    book: Ledger, path: Path, a_journal: Maker, a_run: Callable[..., RunRecord]
) -> None:
    """Live runs share machines too."""
    _add(path, a_run("a", started_unix_ns=10, ended_unix_ns=20))
    _add(path, a_run("b", started_unix_ns=15, ended_unix_ns=25), a_run("c", started_unix_ns=30))
    a_journal(journal_directory(path), "live", ended=False, started_unix_ns=12)
    rows = {row.id: row for row in book.runs()}

    assert [row.id for row in book.overlapping(rows["a"])] == ["b", "live"]
    assert {row.id for row in book.overlapping(rows["live"])} == {"a", "b", "c"}
    assert sum(total.runs for total in book.totals()) == 4


def test_a_journal_begins_where_the_ledger_looks(book: Ledger, path: Path, tmp_path: Path) -> None:
    """What create_journal begins, in either place, the ledger finds."""
    create_journal(path, "r", {"started_unix_ns": 1}, tmp_path)

    assert [(row.id, row.pid) for row in book.runs()] == [("r", os.getpid())]
