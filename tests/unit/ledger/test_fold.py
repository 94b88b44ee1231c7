"""Bringing journals into a store."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wholeprint.errors import LedgerLockedError
from wholeprint.ledger.fold import fold, fold_one, fold_paths, read_pending
from wholeprint.ledger.journal import JournalWriter
from wholeprint.ledger.places import sessions
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.ledger.store import ALL_RUNS, Store

Maker = Callable[..., JournalWriter]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A ledger, open."""
    with SqliteStore(tmp_path / "book.sqlite") as store:
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of journals."""
    return tmp_path / "journals"


def test_an_ended_run_is_folded_and_its_journal_removed(
    store: SqliteStore, folder: Path, a_journal: Maker
) -> None:
    """After the fold the run is in the store and nowhere else."""
    journal = a_journal(folder)

    assert fold_one(store, journal.path)

    assert [row.id for row in store.runs(ALL_RUNS)] == [journal.run_id]
    assert sessions(folder) == []


def test_a_run_that_is_on_stays(store: SqliteStore, folder: Path, a_journal: Maker) -> None:
    """The journal of a live writer is not touched."""
    journal = a_journal(folder, ended=False)

    assert not fold_one(store, journal.path)

    assert journal.path.exists()
    assert store.runs(ALL_RUNS) == []
    assert [left.reason for left in fold(store, folder).left] == ["the run is on"]


def test_folding_what_was_folded_does_nothing(
    store: SqliteStore, folder: Path, a_journal: Maker
) -> None:
    """A journal that another process folded, and perhaps removed, is no second run."""
    journal = a_journal(folder)
    text = journal.path.read_bytes()
    fold_one(store, journal.path)

    assert not fold_one(store, journal.path)
    journal.path.write_bytes(text)
    assert not fold_one(store, journal.path)

    assert len(store.runs(ALL_RUNS)) == 1
    assert not journal.path.exists()


def test_a_deleted_run_does_not_come_back(
    store: SqliteStore, folder: Path, a_journal: Maker
) -> None:
    """A journal that was left over is met by the name of the deleted run, and removed."""
    journal = a_journal(folder)
    store.delete(journal.run_id)

    fold(store, folder)

    assert store.runs(ALL_RUNS) == []
    assert not journal.path.exists()


def test_the_journal_of_a_dead_writer_is_folded_as_interrupted(
    store: SqliteStore, folder: Path, a_journal: Maker
) -> None:
    """What was flushed before the death is in the store."""
    child = os.fork()
    if child == 0:
        a_journal(folder, ended=False)
        os._exit(0)
    os.waitpid(child, 0)

    assert fold(store, folder).added == ("20261121-101530-aaaaaa",)

    (row,) = store.runs(ALL_RUNS)
    assert (row.status, row.measured_joules) == ("interrupted", 60.0)


def test_one_bad_journal_stops_no_other(store: SqliteStore, folder: Path, a_journal: Maker) -> None:
    """A journal that cannot be read stays and is named; the others are folded."""
    folder.mkdir()
    (folder / "a.1.jsonl").mkdir()
    a_journal(folder, "b")

    folded = fold(store, folder)

    assert folded.added == ("b",)
    assert [left.path.name for left in folded.left] == ["a.1.jsonl"]
    assert folded.left[0].pending is None
    assert folded.refused is None


def test_a_store_that_is_locked_is_asked_once(folder: Path, a_journal: Maker) -> None:
    """With many journals and a locked ledger nobody waits for the lock many times."""
    for name in "abc":
        a_journal(folder, name)
    asked: list[int] = []

    def locked() -> Store:
        asked.append(1)
        raise LedgerLockedError("another process holds the ledger")

    folded = fold_paths(locked, [path for _, _, path in sessions(folder)])

    assert len(asked) == 1
    assert isinstance(folded.refused, LedgerLockedError)
    assert [left.pending.record.id for left in folded.left if left.pending] == ["a", "b", "c"]
    assert len(sessions(folder)) == 3


def test_without_journals_no_store_is_opened() -> None:
    """Looking for work makes no ledger."""

    def never() -> Store:
        raise AssertionError

    assert fold_paths(never, []).added == ()


def test_a_journal_that_is_gone_is_nothing_pending(folder: Path) -> None:
    """Between listing and reading another process may have folded it."""
    assert read_pending(folder / "r.1.jsonl") is None
