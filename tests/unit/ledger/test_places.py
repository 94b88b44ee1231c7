"""Where journals lie and how their names are read."""

import os
from pathlib import Path

import pytest

from wholeprint.errors import LedgerError, ValueRefusedError
from wholeprint.ledger.places import (
    is_own,
    journal_directory,
    journal_name,
    own_spool_directory,
    parse_name,
    sessions,
    spool_directory,
)


def test_journals_lie_beside_the_ledger(tmp_path: Path) -> None:
    """The folder's name is the ledger's with .d behind."""
    assert journal_directory(tmp_path / "book.sqlite") == tmp_path / "book.sqlite.d"


def test_two_ledgers_have_two_spools(tmp_path: Path) -> None:
    """The journals of one ledger are never folded into another."""
    one = spool_directory(Path("/a/book.sqlite"), tmp_path)

    assert one.parent == tmp_path / f"wholeprint-{os.getuid()}"
    assert one != spool_directory(Path("/b/book.sqlite"), tmp_path)
    assert one == spool_directory(Path("/a/book.sqlite"), tmp_path)


def test_the_spool_is_this_users_alone(tmp_path: Path) -> None:
    """Others on the machine cannot read what ran."""
    ledger = tmp_path / "book.sqlite"

    folder = own_spool_directory(ledger, tmp_path)

    assert is_own(folder)
    assert {folder.stat().st_mode & 0o777, folder.parent.stat().st_mode & 0o777} == {0o700}
    assert own_spool_directory(ledger, tmp_path) == folder


def test_a_spool_that_others_can_write_is_refused(tmp_path: Path) -> None:
    """A folder that somebody else prepared is not used and not read."""
    ledger = tmp_path / "book.sqlite"
    folder = own_spool_directory(ledger, tmp_path)
    folder.parent.chmod(0o777)

    assert not is_own(folder)
    with pytest.raises(LedgerError, match="alone"):
        own_spool_directory(ledger, tmp_path)


def test_a_spool_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """A link in the temporary directory leads nowhere of ours."""
    ledger = tmp_path / "book.sqlite"
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    spool_directory(ledger, tmp_path).parent.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(LedgerError, match="alone"):
        own_spool_directory(ledger, tmp_path)


def test_a_spool_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    """A temporary directory that is missing is an error of the ledger."""
    with pytest.raises(LedgerError, match="temporary"):
        own_spool_directory(tmp_path / "book.sqlite", tmp_path / "missing")


def test_a_name_can_be_read_back(tmp_path: Path) -> None:
    """Run and process stand in the name, so that a listing opens no file."""
    assert parse_name(tmp_path / journal_name("a.b-1", 42)) == ("a.b-1", 42)


@pytest.mark.parametrize(
    "name", ["x.jsonl", "x.1.json", "x.y.jsonl", "book.sqlite", ".jsonl", "a\tb.1.jsonl"]
)
def test_other_files_are_no_journals(name: str) -> None:
    """A file that somebody put beside the journals is left alone."""
    assert parse_name(Path(name)) is None


@pytest.mark.parametrize("run_id", ["", "a/b", "..", "a\nb", "a\0b"])
def test_an_id_that_names_no_file_is_refused(run_id: str) -> None:
    """A run's id cannot lead out of the folder."""
    with pytest.raises(ValueRefusedError):
        journal_name(run_id, 1)


def test_a_listing_names_runs_and_processes(tmp_path: Path) -> None:
    """The listing is in order, and holds journals only."""
    for name in ("b.2.jsonl", "a.1.jsonl", "notes.txt"):
        (tmp_path / name).touch()

    assert sessions(tmp_path) == [
        ("a", 1, tmp_path / "a.1.jsonl"),
        ("b", 2, tmp_path / "b.2.jsonl"),
    ]


def test_a_missing_folder_has_no_sessions(tmp_path: Path) -> None:
    """Nobody has to make the folder before it is looked into."""
    assert sessions(tmp_path / "missing") == []
    (tmp_path / "file").touch()
    assert sessions(tmp_path / "file") == []
