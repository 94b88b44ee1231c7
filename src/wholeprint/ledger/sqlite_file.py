"""Opening the ledger's file: made safely, checked, brought up to date, never overwritten."""

import os
import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from wholeprint.errors import (
    LedgerCorruptError,
    LedgerError,
    LedgerLockedError,
    LedgerVersionError,
)

APPLICATION_ID = 0x77707274  # "wprt", in the file's header
LATEST = 1  # the number of the last file in migrations/
_MIGRATIONS = Path(__file__).parent / "migrations"
_PRIMARY = 0xFF
_RETRY_SECONDS = 0.005


def connect(path: Path, *, wait_seconds: float) -> sqlite3.Connection:
    """Open a ledger for writing; make it if there is none.

    Args:
        path: The file.
        wait_seconds: How long to wait for a lock at most [s].

    Returns:
        A connection in autocommit mode to a ledger of this version.

    Raises:
        LedgerError: If it cannot be opened or made, or is locked, damaged or newer than we are.
    """
    with translated(path):
        if not path.exists():
            _make(path)
        return _open_to_write(path, wait_seconds)


def _open_to_write(path: Path, wait_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=wait_seconds, isolation_level=None)
    try:
        if _check(connection, path) < LATEST:
            _bring_up_to_date(connection, path, wait_seconds)
        # Journals are removed once the ledger has them, so a commit must outlive a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except (sqlite3.Error, LedgerError, OSError):
        connection.close()
        raise
    return connection


def connect_to_read(path: Path, *, wait_seconds: float) -> sqlite3.Connection:
    """Open a ledger that exists, for reading only; works where nothing can be written.

    Args:
        path: The file.
        wait_seconds: How long to wait for a lock at most [s].

    Returns:
        A connection.

    Raises:
        LedgerError: If it cannot be opened, or is locked, damaged, missing or newer than we are.
    """
    with translated(path):
        return _open_as_it_is(path, wait_seconds)


def _open_as_it_is(path: Path, wait_seconds: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    try:
        return _open_to_read(f"{uri}?mode=ro", path, wait_seconds)
    except sqlite3.OperationalError as error:
        # Reading beside a writer needs a small shared file. Where that cannot be made (nothing can
        # be written, or the disk is full) and no writer left anything in its log, the file itself
        # is all there is.
        locked = error.sqlite_errorcode & _PRIMARY in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if locked or _logged_bytes(path):
            raise
    return _open_to_read(f"{uri}?mode=ro&immutable=1", path, wait_seconds)


def _open_to_read(uri: str, path: Path, wait_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, timeout=wait_seconds, isolation_level=None, uri=True)
    try:
        if _check(connection, path) < LATEST:
            raise LedgerVersionError(
                "the ledger is of an older wholeprint and cannot be brought up to date here",
                seen=str(path),
                fix="Make it writable, or copy it to where it can be written",
            )
    except (sqlite3.Error, LedgerError):
        connection.close()
        raise
    return connection


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Raise what the database raises as errors of the ledger.

    Args:
        path: The file, for the message.

    Yields:
        Nothing.

    Raises:
        LedgerLockedError: If another process holds it.
        LedgerCorruptError: If it is damaged or is no database.
        LedgerError: If anything else is wrong.
    """
    try:
        yield
    except sqlite3.Error as error:
        told = _as_ledger_error(path, error)
        raise told from error
    except OSError as error:
        raise LedgerError(
            "the ledger cannot be opened", seen=f"{path}: {error.strerror}", fix=_ELSEWHERE
        ) from error


_RESTORE = "Move it away or restore a copy; runs that are not in it yet keep their journals"
_ELSEWHERE = "Name another ledger, or make its folder writable"


def _as_ledger_error(path: Path, error: sqlite3.Error) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    seen = f"{path}: {error}"
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}:
        return LedgerLockedError(
            "another process holds the ledger", seen=seen, fix="Try again when it is done"
        )
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return LedgerCorruptError(
            "the ledger is damaged or is no ledger, and was left as it is",
            seen=seen,
            fix=_RESTORE,
        )
    return LedgerError("the ledger cannot be read or written", seen=seen, fix=_ELSEWHERE)


def _make(path: Path) -> None:
    # An empty file that only this user may read; the database gives its helpers the same mode.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Under its own name first: closing the ledger's file itself would drop this process's locks.
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        os.link(fresh, path)
    except FileExistsError:
        return  # another process was first
    except OSError:  # a file system without hard links
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    finally:
        fresh.unlink()


def _check(connection: sqlite3.Connection, path: Path) -> int:
    # In one transaction: between two readings another process may make the ledger.
    connection.execute("BEGIN")
    try:
        return _version(connection, path)
    finally:
        roll_back(connection)


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction without its changes; a grave error has ended it already.

    Args:
        connection: The connection, in a transaction or not.
    """
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    # The ledger's version, 0 if it is still empty.
    version = _number(connection, "PRAGMA user_version")
    application = _number(connection, "PRAGMA application_id")
    if application != APPLICATION_ID:
        if version or application or _number(connection, "SELECT count(*) FROM sqlite_master"):
            raise LedgerCorruptError(
                "this is another program's database, no ledger, and was left as it is",
                seen=str(path),
                fix="Name another file as the ledger",
            )
        return 0
    if _is_cut(path, _number(connection, "PRAGMA page_size")):
        raise LedgerCorruptError(
            "the ledger's file is cut short, and was left as it is", seen=str(path), fix=_RESTORE
        )
    if version > LATEST:
        raise LedgerVersionError(
            "the ledger was written by a newer wholeprint",
            seen=f"{path}: version {version}, this one knows {LATEST}",
            fix="Install the newer wholeprint; nothing was changed",
        )
    return version


def _is_cut(path: Path, page_bytes: int) -> bool:
    # The database itself sees missing pages, but takes what is missing of its last page for zeros.
    # While there is a log of writes, a disk that is full may have left a part of a page: no harm.
    return path.stat().st_size % page_bytes != 0 and not _logged_bytes(path)


def _logged_bytes(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return log.stat().st_size if log.exists() else 0


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, wait_seconds: float) -> None:
    _write_ahead(connection, wait_seconds)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have done it meanwhile.
        done = _version(connection, path)
        for script in sorted(_MIGRATIONS.glob("*.sql"))[done:LATEST]:
            _apply(connection, script)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {LATEST}")
        connection.execute("COMMIT")
    finally:
        roll_back(connection)


def _write_ahead(connection: sqlite3.Connection, wait_seconds: float) -> None:
    # The change of mode does not wait for a lock by itself when that could be a deadlock.
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > give_up:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return  # a file system without shared memory keeps the older mode, which is safe too


def _apply(connection: sqlite3.Connection, script: Path) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration "
        "(name TEXT PRIMARY KEY, applied_unix_ns INTEGER NOT NULL)"
    )
    statement = ""
    for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute("INSERT INTO migration VALUES (?, ?)", (script.stem, time.time_ns()))
