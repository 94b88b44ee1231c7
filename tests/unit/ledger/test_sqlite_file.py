"""Opening the ledger's file."""

import sqlite3
from pathlib import Path

import pytest

from wholeprint.errors import LedgerCorruptError, LedgerError, LedgerVersionError
from wholeprint.ledger import sqlite_file
from wholeprint.ledger.sqlite_file import APPLICATION_ID, LATEST, connect, connect_to_read

WAIT = {"wait_seconds": 0.2}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that exists and is empty."""
    path = tmp_path / "book.sqlite"
    connect(path, **WAIT).close()
    return path


def _set(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_a_new_ledger_is_this_users_alone(tmp_path: Path) -> None:
    """Folders on the way are made; nobody else can read what ran, nor the database's helpers."""
    path = tmp_path / "new" / "book.sqlite"

    connection = connect(path, **WAIT)
    connection.execute("INSERT INTO deleted VALUES ('x', 1)")
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    connection.close()

    assert modes == dict.fromkeys(("book.sqlite", "book.sqlite-wal", "book.sqlite-shm"), 0o600)
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_ledger_says_what_it_is(path: Path) -> None:
    """The header names the application and the version, and a table what was applied."""
    connection = connect(path, **WAIT)
    version = connection.execute("PRAGMA user_version").fetchone()
    application = connection.execute("PRAGMA application_id").fetchone()
    applied = connection.execute("SELECT name FROM migration").fetchall()
    mode = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()

    assert (version, application, mode) == ((LATEST,), (APPLICATION_ID,), ("wal",))
    assert applied == [("001_runs",)]


def test_the_latest_version_is_the_last_migration() -> None:
    """The number in the code is the number of files, each named by its own."""
    names = sorted(p.name for p in (Path(sqlite_file.__file__).parent / "migrations").glob("*"))

    assert len(names) == LATEST
    assert [int(name[:3]) for name in names] == list(range(1, LATEST + 1))


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    """A file that was only made, by a user or by a creation that was cut short, is used."""
    path = tmp_path / "book.sqlite"
    path.touch()

    connect(path, **WAIT).close()

    connect_to_read(path, **WAIT).close()


def test_a_migration_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version is reached whole or not at all; the next opening tries again."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "001_x.sql").write_text("CREATE TABLE x (a);\nCREATE TABLE x (a);\n")
    path = tmp_path / "book.sqlite"
    with monkeypatch.context() as changed:
        changed.setattr(sqlite_file, "_MIGRATIONS", scripts)
        with pytest.raises(LedgerError):
            connect(path, **WAIT)

    connect(path, **WAIT).close()
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "run" in tables
    assert "x" not in tables


def test_a_newer_ledger_is_left_alone(path: Path) -> None:
    """What a newer version wrote is neither read nor written, and not one byte changes."""
    _set(path, f"PRAGMA user_version = {LATEST + 1}")
    before = path.read_bytes()

    for opener in (connect, connect_to_read):
        with pytest.raises(LedgerVersionError, match="newer"):
            opener(path, **WAIT)

    assert path.read_bytes() == before


def test_an_unfinished_ledger_cannot_be_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A ledger that would have to be brought up to date first says so when only reading."""
    path = tmp_path / "book.sqlite"
    path.touch()

    with pytest.raises(LedgerVersionError, match="older"):
        connect_to_read(path, **WAIT)


@pytest.mark.parametrize("statement", ["CREATE TABLE t (a)", "PRAGMA application_id = 5"])
def test_another_programs_database_is_left_alone(tmp_path: Path, statement: str) -> None:
    """A database of somebody else is not made into a ledger."""
    path = tmp_path / "theirs.sqlite"
    _set(path, statement)
    before = path.read_bytes()

    for opener in (connect, connect_to_read):
        with pytest.raises(LedgerCorruptError, match="another program"):
            opener(path, **WAIT)

    assert path.read_bytes() == before


def test_reading_changes_nothing(path: Path) -> None:
    """A connection for reading refuses to write."""
    connection = connect_to_read(path, **WAIT)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("INSERT INTO deleted VALUES ('x', 1)")
    connection.close()


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """A path that cannot be a file is an error of the ledger that names it."""
    for opener in (connect, connect_to_read):
        with pytest.raises(LedgerError, match=tmp_path.name):
            opener(tmp_path, **WAIT)


def test_a_missing_ledger_is_not_made_by_reading(tmp_path: Path) -> None:
    """Reading makes no file."""
    path = tmp_path / "book.sqlite"

    with pytest.raises(LedgerError):
        connect_to_read(path, **WAIT)

    assert not path.exists()
