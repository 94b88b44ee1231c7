"""The ledger in one file of SQLite: fields as rows, activity as columns of numbers.

A run's activity lies in blocks, one per column and up to 16,384 numbers, never in a row per sample.
"""

import json
import sqlite3
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from wholeprint.errors import UnknownRunError
from wholeprint.ledger.entry import CHANNEL_FIELDS, RunRecord, RunRow
from wholeprint.ledger.places import refuse_bad_id
from wholeprint.ledger.sqlite_file import connect, connect_to_read, roll_back, translated
from wholeprint.ledger.sqlite_rows import (
    REST,
    WANTED,
    blocks_of,
    channels_by_run,
    columns_by_run,
    condition,
    fields_of,
    record_from,
    row_from,
)
from wholeprint.ledger.store import RunFilter

WAIT_SECONDS = 5.0
_ROW = ", ".join(f'"{name}"' for name in RunRow._fields)
_ADD_RUN = (
    f"INSERT INTO run ({_ROW}, {', '.join(REST)}) "  # noqa: S608 - names of columns, no values
    f"VALUES ({', '.join('?' * (len(RunRow._fields) + len(REST)))})"
)
_ADD_CHANNEL = f"INSERT INTO channel VALUES (?, ?, {', '.join('?' * len(CHANNEL_FIELDS))})"  # noqa: S608 - no values
_ADD_BLOCK = "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class SqliteStore:
    """A ledger's file, open.

    Args:
        path: The file; made if it is missing, unless it is opened for reading only.
        read_only: Whether nothing may be written; then the file must exist.
        wait_seconds: How long to wait for another process's lock at most [s].

    Raises:
        LedgerError: If it cannot be opened, or is locked, damaged, or newer than this version.
    """

    def __init__(
        self, path: Path, *, read_only: bool = False, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        self.path = path
        opener = connect_to_read if read_only else connect
        self._connection = opener(path, wait_seconds=wait_seconds)

    @property
    def version(self) -> int:
        """The number of the last migration that was applied."""
        with translated(self.path):
            return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        with translated(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, record: RunRecord) -> bool:
        """Keep a run, whole or not at all; a run that is known, or was deleted, stays as it is.

        Args:
            record: The run.

        Returns:
            Whether it was new.
        """
        refuse_bad_id(record.id)
        if self.is_known(record.id):  # without the lock that writers queue for
            return False
        # All that takes time is done before the lock is taken.
        values, document, rest = fields_of(record)
        machine_id = values[RunRow._fields.index("machine_id")]
        blocks = list(blocks_of(record))
        with self._writing() as connection:
            if self.is_known(record.id):
                return False
            connection.execute(
                "INSERT OR IGNORE INTO machine (machine_id, document) VALUES (?, ?)",
                (machine_id, document),
            )
            query = "SELECT key FROM machine WHERE document = ?"
            (machine,) = connection.execute(query, (document,)).fetchone()
            key = connection.execute(_ADD_RUN, (*values, machine, *rest)).lastrowid
            connection.executemany(
                _ADD_CHANNEL,
                [
                    (key, at, *(getattr(channel, name) for name in CHANNEL_FIELDS))
                    for at, channel in enumerate(record.channels)
                ],
            )
            connection.executemany(_ADD_BLOCK, [(key, *block) for block in blocks])
        return True

    def runs(self, wanted: RunFilter) -> list[RunRow]:
        """List runs, the latest first.

        Args:
            wanted: Which.

        Returns:
            One row each.
        """
        where, values = condition(wanted)
        query = (
            f"SELECT {_ROW} FROM run WHERE {where} "  # noqa: S608 - names of columns, no values
            "ORDER BY started_unix_ns DESC, id DESC LIMIT ?"
        )
        limit = -1 if wanted.limit is None else wanted.limit
        with translated(self.path):
            found = self._connection.execute(query, (*values, limit)).fetchall()
        return [row_from(values) for values in found]

    def load(self, run_id: str) -> RunRecord:
        """Return one run, whole.

        Args:
            run_id: Its id, in full.

        Returns:
            The run.
        """
        return self.load_many([run_id])[0]

    def load_many(self, run_ids: Sequence[str]) -> list[RunRecord]:
        """Return several runs, whole, in the order asked for: three queries, however many runs.

        Args:
            run_ids: Their ids, in full.

        Returns:
            The runs.

        Raises:
            UnknownRunError: If one is not there.
            LedgerCorruptError: If a column is damaged.
        """
        ids = (json.dumps(list(run_ids)),)
        with translated(self.path):
            # One transaction: the three queries see the ledger at one moment.
            self._connection.execute("BEGIN")
            try:
                runs = self._connection.execute(_LOAD_RUNS, ids).fetchall()
                channels = channels_by_run(self._connection.execute(_LOAD_CHANNELS, ids))
                columns = columns_by_run(self._connection.execute(_LOAD_BLOCKS, ids))
            finally:
                roll_back(self._connection)  # it only read
        machines: dict[str, Mapping[str, object]] = {}
        found: dict[str, RunRecord] = {}
        for key, document, *rest in runs:
            if document not in machines:
                machines[document] = json.loads(document)
            record = record_from(
                rest, machines[document], channels.get(key, []), columns.get(key, {})
            )
            found[record.id] = record
        try:
            return [found[run_id] for run_id in run_ids]
        except KeyError as error:
            raise UnknownRunError("no such run in the ledger", seen=str(error.args[0])) from None

    def delete(self, run_id: str) -> bool:
        """Remove a run and remember only that it was deleted.

        Args:
            run_id: Its id, in full; it need not be known.

        Returns:
            Whether it was there.
        """
        with translated(self.path):
            self._connection.execute("PRAGMA secure_delete = ON")
        with self._writing() as connection:
            cursor = connection.execute("DELETE FROM run WHERE id = ?", (run_id,))
            connection.execute(
                "DELETE FROM machine "
                "WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.machine = machine.key)"
            )
            connection.execute(
                "INSERT OR IGNORE INTO deleted VALUES (?, ?)", (run_id, time.time_ns())
            )
        with translated(self.path):
            # Not left in the log of writes either; a reader that is on now delays that.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return cursor.rowcount > 0

    def is_known(self, run_id: str) -> bool:
        """Tell whether a run is here or was deleted.

        Args:
            run_id: Its id, in full.

        Returns:
            Whether a journal of it need not be folded any more.
        """
        query = "SELECT 1 FROM run WHERE id = ?1 UNION ALL SELECT 1 FROM deleted WHERE id = ?1"
        with translated(self.path):
            return self._connection.execute(query, (run_id,)).fetchone() is not None

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                roll_back(self._connection)


_LOAD_RUNS = (
    f"SELECT key, (SELECT document FROM machine WHERE machine.key = run.machine), {_ROW}, "  # noqa: S608 - names of columns, no values
    f"{', '.join(REST[1:])} FROM run WHERE {WANTED}"
)
_LOAD_CHANNELS = (
    f"SELECT run, {', '.join(CHANNEL_FIELDS)} FROM channel "  # noqa: S608 - names of columns, no values
    f"WHERE run IN (SELECT key FROM run WHERE {WANTED}) ORDER BY run, position"
)
_LOAD_BLOCKS = (
    "SELECT run, series, codec, n, data FROM block "  # noqa: S608 - names of columns, no values
    f"WHERE run IN (SELECT key FROM run WHERE {WANTED}) ORDER BY run, series, chunk"
)
