"""The ledger as everybody else uses it: one door to what is over and to what is still on."""

import os
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from wholeprint.errors import (
    LedgerCorruptError,
    LedgerError,
    LedgerLockedError,
    LedgerVersionError,
    UnknownRunError,
)
from wholeprint.ledger.entry import RunRecord, RunRow
from wholeprint.ledger.export import Format, Table, export_runs
from wholeprint.ledger.fold import Folded, Pending, fold_one, fold_paths
from wholeprint.ledger.places import (
    TEMPORARY,
    is_own,
    journal_directory,
    sessions,
    spool_directory,
)
from wholeprint.ledger.query import Total, overlapping, totals
from wholeprint.ledger.store import ALL_RUNS, RunFilter, Store

_NEAR = 5
_BATCH = 500
_LAST = "last"


class Ledger:
    """A ledger and the journals that belong to it.

    Nothing is opened or made before it is needed; reading a ledger that does not exist finds no
    runs and makes no file.

    Args:
        path: The ledger file.
        temporary: The machine's temporary directory, for journals that could not lie beside it.
        wait_seconds: How long to wait for another process's lock at most [s].
    """

    def __init__(
        self, path: Path, *, temporary: Path = TEMPORARY, wait_seconds: float = 5.0
    ) -> None:
        self.path = path
        self._temporary = temporary
        self._wait_seconds = wait_seconds

    def fold_run(self, journal: Path) -> bool:
        """Fold the journal of one run that is over: what a run does at its own end.

        Args:
            journal: The journal.

        Returns:
            Whether the run is new in the ledger.

        Raises:
            LedgerError: If it cannot be folded now; the journal stays for any later reader to fold.
        """
        with self._open() as store:
            return fold_one(store, journal)

    def fold_pending(self) -> Folded:
        """Fold every journal whose run is over.

        Returns:
            What was folded and what stays; nothing stops because the ledger cannot be written.

        Raises:
            LedgerError: If the folder of journals cannot be read.
        """
        return fold_paths(self._open, self._journals())

    def runs(self, wanted: RunFilter | None = None) -> list[RunRow]:
        """List runs, the latest first, those that are still on included.

        Args:
            wanted: Which; None is every counted run.

        Returns:
            One row each.

        Raises:
            LedgerError: If the ledger cannot be read.
        """
        wanted = RunFilter() if wanted is None else wanted
        left = _readable(self.fold_pending())
        with self._reading() as store:
            rows = [] if store is None else store.runs(wanted)
            more = [run.record.row() for run in _not_in(store, left)]
        rows += [row for row in more if wanted.matches(row)]
        rows.sort(key=lambda row: (row.started_unix_ns, row.id), reverse=True)
        return rows[: wanted.limit]

    def load(self, selector: str) -> RunRecord:
        """Return one run, whole; one that is on as far as it has come.

        Args:
            selector: Its id, the beginning of its id, "last" or "last-1" (the one before), ...

        Returns:
            The run.

        Raises:
            LedgerError: If the ledger cannot be read.
            UnknownRunError: If no run, or more than one, fits.
        """
        return self.load_many([self.resolve(selector)])[0]

    def load_many(self, run_ids: list[str]) -> list[RunRecord]:
        """Return several runs, whole.

        Args:
            run_ids: Their ids, in full.

        Returns:
            The runs, in the order asked for.

        Raises:
            LedgerError: If the ledger cannot be read.
            UnknownRunError: If one is not there.
        """
        asked = RunFilter(ids=tuple(run_ids), include_nested=True)
        left = _readable(self.fold_pending())
        with self._reading() as store:
            found = {run.record.id: run.record for run in _not_in(store, left)}
            if store is not None:
                inside = [row.id for row in store.runs(asked)]
                found |= {record.id: record for record in store.load_many(inside)}
        missing = [run_id for run_id in run_ids if run_id not in found]
        if missing:
            raise UnknownRunError("no such run in the ledger", seen=", ".join(missing))
        return [found[run_id] for run_id in run_ids]

    def resolve(self, selector: str) -> str:
        """Return the full id of the run that is meant.

        Args:
            selector: Its id, the beginning of its id, "last" or "last-1" (the one before), ...

        Returns:
            The id.

        Raises:
            LedgerError: If the ledger cannot be read.
            UnknownRunError: If no run, or more than one, fits.
        """
        back = _places_back(selector)
        if back is not None:
            latest = self.runs(RunFilter(limit=back + 1))
            if len(latest) > back:
                return latest[back].id
            raise UnknownRunError("there are not so many runs", seen=selector)
        fitting = [row.id for row in self.runs(RunFilter(prefix=selector, include_nested=True))]
        if selector in fitting or (len(fitting) == 1 and selector):
            return selector if selector in fitting else fitting[0]
        if fitting and selector:
            shown = ", ".join(fitting[:_NEAR]) + (
                f" and {len(fitting) - _NEAR} more" if len(fitting) > _NEAR else ""
            )
            raise UnknownRunError(
                "several runs begin so", seen=selector, fix=f"Give more of the id: {shown}"
            )
        raise UnknownRunError(
            "no run of that name", seen=selector, fix=self._near(selector) or "List the runs first"
        )

    def delete(self, selector: str) -> str:
        """Remove a run and its data; what stays is that a run of that id was deleted.

        Args:
            selector: Its id, the beginning of its id, "last" or "last-1", ...

        Returns:
            The id of the run that was removed.

        Raises:
            LedgerError: If the run is still on, or the ledger cannot be written.
            UnknownRunError: If no run, or more than one, fits.
        """
        run_id = self.resolve(selector)
        for run in _readable(self.fold_pending()):
            if run.record.id == run_id and not run.over:
                raise LedgerError("the run is still on", seen=run_id, fix="Stop it first")
        with self._open() as store:
            store.delete(run_id)
        self.fold_pending()  # a journal that could not be folded before finds the run deleted now
        return run_id

    def export(
        self,
        destination: Path | BinaryIO,
        *,
        format: Format,  # noqa: A002 - the word that everybody uses
        table: Table = Table.RUNS,
        wanted: RunFilter | None = None,
        overwrite: bool = False,
    ) -> int:
        """Write runs to a file or a stream.

        Args:
            destination: A file, which appears whole or not at all; or a stream of bytes.
            format: What to write.
            table: Which table, in a flat format.
            wanted: Which runs; None is every run, counted or not.
            overwrite: Whether a file that is there may be replaced.

        Returns:
            How many runs.

        Raises:
            LedgerError: If the ledger cannot be read, or the file not written.
            MissingExtraError: If the format needs a library that is not installed.
        """
        ids = [row.id for row in reversed(self.runs(ALL_RUNS if wanted is None else wanted))]
        records = self._batches(ids)
        export_runs(records, destination, format=format, table=table, overwrite=overwrite)
        return len(ids)

    def overlapping(self, run: RunRow) -> list[RunRow]:
        """Find the other counted runs that shared a run's machine while it was on.

        Args:
            run: The run.

        Returns:
            Those runs, the latest first.
        """
        around = RunFilter(since_unix_ns=run.started_unix_ns, until_unix_ns=run.ended_unix_ns)
        return overlapping(run, self.runs(around))

    def totals(self, wanted: RunFilter | None = None) -> list[Total]:
        """Sum the counted runs by project and phase.

        Args:
            wanted: Which; None is every run.

        Returns:
            One total per project and phase.
        """
        return totals(self.runs(wanted))

    def _batches(self, ids: list[str]) -> Iterator[RunRecord]:
        for first in range(0, len(ids), _BATCH):
            yield from self.load_many(ids[first : first + _BATCH])

    def _journals(self) -> list[Path]:
        places = [journal_directory(self.path)]
        spool = spool_directory(self.path, self._temporary)
        if is_own(spool):
            places.append(spool)
        return [path for place in places for _, _, path in sessions(place)]

    def _open(self) -> AbstractContextManager[Store]:
        # Only here, so that a program that folds nothing never loads the database.
        from wholeprint.ledger.sqlite import SqliteStore  # noqa: PLC0415 - as said above

        return SqliteStore(self.path, wait_seconds=self._wait_seconds)

    @contextmanager
    def _reading(self) -> Generator[Store | None]:
        try:
            empty = self.path.stat().st_size == 0  # made, perhaps on a full disk, and never filled
        except (FileNotFoundError, NotADirectoryError):
            empty = True
        except OSError:
            empty = False  # opening it says what is wrong
        if empty:
            yield None
            return
        with self._open_to_read() as store:
            yield store

    def _open_to_read(self) -> AbstractContextManager[Store]:
        from wholeprint.ledger.sqlite import SqliteStore  # noqa: PLC0415 - as said above

        if os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK):
            try:
                return self._open()
            except (LedgerLockedError, LedgerCorruptError, LedgerVersionError):
                raise
            except LedgerError:
                pass  # a full disk, perhaps: what is there can still be read
        return SqliteStore(self.path, read_only=True, wait_seconds=self._wait_seconds)

    def _near(self, selector: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 - needed for a mistake only

        ids = [row.id for row in self.runs(ALL_RUNS)]
        near = get_close_matches(selector, ids, n=_NEAR, cutoff=0.5)
        return f"Near it: {', '.join(near)}" if near else ""


def _readable(folded: Folded) -> list[Pending]:
    return [left.pending for left in folded.left if left.pending is not None]


def _not_in(store: Store | None, runs: list[Pending]) -> list[Pending]:
    # A journal that was folded but could not be removed stays beside its run.
    return [run for run in runs if store is None or not store.is_known(run.record.id)]


def _places_back(selector: str) -> int | None:
    if selector == _LAST:
        return 0
    number = selector.removeprefix(f"{_LAST}-")
    return int(number) if number != selector and number.isdecimal() else None
