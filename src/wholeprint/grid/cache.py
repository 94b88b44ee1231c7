"""What was fetched, as it was fetched: providers overwrite their forecasts and revise the past.

Nothing here is ever overwritten: a forecast stays as it was issued, and each state of what was
seen stays beside the earlier ones. The file may be removed at any time; without it, or with one
that is damaged, locked or cannot be written, everything works but is fetched again.

Neither NumPy nor anything that needs it is loaded here, so that the latest value is read at once.
"""

import hashlib
import json
import os
import sqlite3
import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar, cast

from wholeprint.grid.kept import Kept, Latest, Pruned, Question, Search, value_at
from wholeprint.quantities.note import Note

APPLICATION_ID = 0x77706772  # "wpgr", in the file's header
VERSION = 1
WAIT_SECONDS = 2.0

_KINDS = ("zone", "response", "scope", "flow", "tense", "accounting", "unit")
_SCHEMA = """
CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL, zone TEXT NOT NULL, response TEXT NOT NULL, scope TEXT NOT NULL,
  flow TEXT NOT NULL, tense TEXT NOT NULL, accounting TEXT NOT NULL, unit TEXT NOT NULL,
  issued REAL, fetched REAL NOT NULL, seen REAL NOT NULL, version TEXT, licence TEXT NOT NULL,
  start REAL NOT NULL, end REAL NOT NULL, edges BLOB NOT NULL, amounts BLOB NOT NULL,
  low BLOB, high BLOB,
  digest BLOB NOT NULL, notes TEXT NOT NULL, spread TEXT NOT NULL
) STRICT;
CREATE INDEX reading_when ON reading (zone, tense, end, start);
CREATE TABLE question (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL, zone TEXT NOT NULL, response TEXT NOT NULL, scope TEXT NOT NULL,
  flow TEXT NOT NULL, tense TEXT NOT NULL,
  start REAL NOT NULL, end REAL NOT NULL, fetched REAL NOT NULL
) STRICT;
CREATE INDEX question_when ON question (zone, provider, tense, end);
"""

_T = TypeVar("_T")


class Cache:
    """What was fetched, in one file. Whatever goes wrong with the file is a note, never an error.

    Args:
        path: The file; it is made when something is kept.
        wait_seconds: How long to wait for another process at most [s].
    """

    def __init__(self, path: Path, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._path = path
        self._wait_seconds = wait_seconds
        self._notes: dict[str, Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """What went wrong with the file so far, each thing once."""
        return tuple(self._notes.values())

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def keep(self, question: Question, at_unix_seconds: float, answers: Sequence[Kept]) -> None:
        """Keep what came for a question, also that nothing did.

        Args:
            question: What was asked.
            at_unix_seconds: When [s since 1970 UTC].
            answers: What came.
        """

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO question (provider, zone, response, scope, flow, tense, start, end,"
                " fetched) VALUES (?,?,?,?,?,?,?,?,?)",
                (*question, at_unix_seconds),
            )
            for answer in answers:
                _insert(connection, answer)
            connection.execute("COMMIT")

        self._guarded(write, None, writing=True)

    def asked(self, question: Question) -> list[tuple[float, float, float]]:
        """Return when the same was asked before: start, end and time of asking [s since 1970 UTC].

        Args:
            question: What would be asked; what was asked for any part of its time is returned.
        """

        def read(connection: sqlite3.Connection) -> list[tuple[float, float, float]]:
            return connection.execute(
                "SELECT start, end, fetched FROM question WHERE provider = ? AND zone = ? AND"
                " response = ? AND scope = ? AND flow = ? AND tense = ? AND end > ? AND start < ?"
                " ORDER BY fetched",
                question,
            ).fetchall()

        return self._guarded(read, [])

    def find(self, search: Search) -> list[Kept]:
        """Return what is kept, the longest known first.

        Args:
            search: Which answers are wanted.
        """

        def read(connection: sqlite3.Connection) -> list[Kept]:
            return [_kept(row) for row in connection.execute(*_select(search, _OLDEST))]

        return self._guarded(read, [])

    def latest(self, search: Search) -> Latest | None:
        """Return the value of the moment at which a search ends, or else the last one in it.

        What was seen comes before what was filled in, and that before what was foreseen.

        Args:
            search: Which answers are wanted; its end is the moment, and may be its start too.
        """
        moment = search.end_seconds

        def read(connection: sqlite3.Connection) -> Latest | None:
            best: Latest | None = None
            for row in connection.execute(*_select(search, _SUREST)):
                found = value_at(_kept(row), search.start_seconds, moment)
                if found is not None and found.end_seconds > moment:
                    return found
                if found is not None and (best is None or found.end_seconds > best.end_seconds):
                    best = found
            return best

        return self._guarded(read, None)

    def prune(self, older_than_seconds: float) -> Pruned:
        """Remove what was last fetched before a time.

        Args:
            older_than_seconds: The time [s since 1970 UTC].

        Returns:
            What went.
        """

        def write(connection: sqlite3.Connection) -> Pruned:
            before = self._path.stat().st_size
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM question WHERE fetched < ?", (older_than_seconds,))
            gone = connection.execute("DELETE FROM reading WHERE seen < ?", (older_than_seconds,))
            connection.execute("COMMIT")
            connection.execute("VACUUM")
            return Pruned(gone.rowcount, max(before - self._path.stat().st_size, 0))

        nothing = Pruned(0, 0)
        return self._guarded(write, nothing, writing=True) if self._path.exists() else nothing

    def _guarded(
        self, work: Callable[[sqlite3.Connection], _T], otherwise: _T, *, writing: bool = False
    ) -> _T:
        try:
            if not writing and not self._path.exists():
                return otherwise
            with closing(self._opened(writing=writing)) as connection:
                if not _is_ours(connection):
                    if not writing:
                        return otherwise
                    _make(connection)
                return work(connection)
        except (sqlite3.Error, OSError, ValueError) as error:
            note = _said(self._path, error, "written" if writing else "read")
            self._notes.setdefault(note.code, note)
            return otherwise

    def _opened(self, *, writing: bool) -> sqlite3.Connection:
        mode = "rw" if writing else "ro"
        if writing and not self._path.exists():
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            timeout=self._wait_seconds,
            isolation_level=None,
            uri=True,
        )


def _is_ours(connection: sqlite3.Connection) -> bool:
    # In this order: another process may make the tables, and with them the mark, between any two.
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if owner == 0 and tables == 0:
        return False
    if owner != APPLICATION_ID:
        raise ValueError("another program's database")
    if version != VERSION:
        raise ValueError(f"of another version of wholeprint ({version}, this one has {VERSION})")
    return True


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _is_ours(connection):  # another process was quicker
        connection.execute("ROLLBACK")
        return
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


_COLUMNS = (
    "provider, zone, response, scope, flow, tense, accounting, unit, edges, amounts, fetched,"
    " issued, version, licence, notes, spread, low, high"
)
_OLDEST = "coalesce(issued, fetched), fetched, id"
_SUREST = (
    "CASE tense WHEN 'actual' THEN 0 WHEN 'estimated' THEN 1 ELSE 2 END,"
    " coalesce(issued, fetched) DESC, fetched DESC, id DESC"
)


def _select(search: Search, order: str) -> tuple[str, list[str | float]]:
    # Of a moment, the step that holds it; of a stretch, whatever touches it.
    where = ["zone = ?", "end > ?", "start <= ?"]
    values: list[str | float] = [search.zone, search.start_seconds, search.end_seconds]
    for name, wanted in (
        ("response", search.response),
        ("scope", search.scope),
        ("flow", search.flow),
    ):
        if wanted is not None:
            where.append(f"{name} = ?")
            values.append(wanted)
    for name, among in (("tense", search.tenses), ("provider", search.providers)):
        if among:
            where.append(f"{name} IN ({', '.join('?' * len(among))})")
            values.extend(among)
    if search.as_of_seconds is not None:
        where.append("coalesce(issued, fetched) <= ?")
        values.append(search.as_of_seconds)
    # Only names of this module are put into the statement; what was given goes beside it.
    told = f"SELECT {_COLUMNS} FROM reading WHERE {' AND '.join(where)} ORDER BY {order}"  # noqa: S608 - as above
    return told, values


def _insert(connection: sqlite3.Connection, answer: Kept) -> None:
    edges, amounts = _packed(answer.edges_seconds), _packed(answer.values)
    low, high = (None if side is None else _packed(side) for side in (answer.low, answer.high))
    kind = [answer.signal[name] for name in _KINDS]
    notes = json.dumps([note.as_json() for note in answer.notes])
    told = (*kind, answer.issued_unix_seconds, answer.version, answer.licence, answer.spread)
    content = (edges, amounts, low or b"", high or b"", notes.encode(), repr(told).encode())
    digest = hashlib.sha256(b"\0".join(content))
    first, last = answer.edges_seconds[0], answer.edges_seconds[-1]
    fetched = answer.fetched_unix_seconds
    newest = connection.execute(
        "SELECT id, digest FROM reading WHERE provider = ? AND zone = ? AND tense = ?"
        " AND start = ? AND end = ? ORDER BY id DESC LIMIT 1",
        (answer.provider, answer.signal["zone"], answer.signal["tense"], first, last),
    ).fetchone()
    if newest is not None and newest[1] == digest.digest():
        # The same was said again: that it still held is all that is new.
        connection.execute(
            "UPDATE reading SET seen = max(seen, ?) WHERE id = ?", (fetched, newest[0])
        )
        return
    connection.execute(
        "INSERT INTO reading (provider, zone, response, scope, flow, tense, accounting, unit,"
        " issued, version, licence, spread, fetched, seen, start, end, edges, amounts, low,"
        " high, digest, notes)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            answer.provider,
            *told,
            *(fetched, fetched, first, last, edges, amounts, low, high, digest.digest(), notes),
        ),
    )


def _kept(row: Sequence[object]) -> Kept:
    provider, *kind, edges, amounts, fetched, issued, version, licence, notes = row[:-3]
    spread, low, high = row[-3:]
    said = cast("list[Mapping[str, object]]", json.loads(str(notes)))
    found = Kept(
        provider=str(provider),
        signal=dict(zip(_KINDS, map(str, kind), strict=True)),
        edges_seconds=_unpacked(cast("bytes", edges)),
        values=_unpacked(cast("bytes", amounts)),
        fetched_unix_seconds=cast("float", fetched),
        issued_unix_seconds=cast("float | None", issued),
        version=cast("str | None", version),
        licence=str(licence),
        notes=tuple(Note.from_json(note) for note in said),
        spread=str(spread),
        low=None if low is None else _unpacked(cast("bytes", low)),
        high=None if high is None else _unpacked(cast("bytes", high)),
    )
    sides = (side for side in (found.values, found.low, found.high) if side is not None)
    if any(len(found.edges_seconds) != len(side) + 1 for side in sides):
        raise ValueError("an answer that is cut short")
    return found


def _packed(numbers: Sequence[float]) -> bytes:
    held = array("d", numbers)
    if sys.byteorder == "big":
        held.byteswap()
    return held.tobytes()


def _unpacked(held: bytes) -> Sequence[float]:
    numbers = array("d")
    numbers.frombytes(held)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _said(path: Path, error: Exception, done: str) -> Note:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    what = getattr(error, "strerror", None) or str(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}:
        return Note("cache-locked", f"Another process holds {path}, so it was not {done}.")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or isinstance(error, ValueError):
        return Note(
            "cache-damaged",
            f"{path} cannot be used as a cache of grid data ({what}) and was left as it is: "
            "remove it, or name another one.",
            severity="warning",
        )
    if done == "read":
        return Note("cache-unreadable", f"{path} cannot be read ({what}): it is asked for again.")
    return Note("cache-unwritable", f"{path} cannot be written ({what}): nothing was kept.")
