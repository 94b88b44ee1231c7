"""What a run writes while it is on: one line of JSON per event, in a file of its own.

Each process appends to its own journal, so that processes never wait for one another, a kill loses
at most what was not yet flushed, and a ledger that is locked, full or damaged loses nothing.
Only the cheap part of the standard library is used: this runs inside the measured program.

Every line is an object with its kind in ``k``:

========  ==========================================================================================
start     the run's fields as they are known at its start, ``settings``, ``machine``
channels  ``channels``: list of {name, domain, method, known, basis, within, refresh_seconds,
          resolution_joules, relative_error}
block     ``edges``: n+1 times [s since the start]; ``cpu``, ``busy``: n values [s];
          ``joules``: {channel: n values [J]}; a gap is null
span      ``name``, ``start``, ``end`` [s since the start], ``meta``
note      ``code``, ``message``, ``at_unix_seconds``, ``severity``
meta      ``meta``: an object, merged into the run's
end       ``status``, ``ended_unix_ns``, ``exit_code``, ``signal``; any run field that changed
========  ==========================================================================================
"""

import errno
import json
import math
import numbers
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Self, cast

from wholeprint.errors import LedgerError, ValueRefusedError
from wholeprint.ledger.places import (
    TEMPORARY,
    journal_directory,
    journal_name,
    own_spool_directory,
)
from wholeprint.ledger.writer import identity

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_SPACE = "Free some space, or name a ledger in a folder that can be written"


class JournalWriter:
    """The journal of one run, open for appending by the process that made it.

    Safe to use from several threads. In a forked child every method does nothing: the run belongs
    to the parent.

    Attributes:
        path: The file.
        run_id: The run it belongs to.
    """

    __slots__ = ("_descriptor", "_lock", "_pid", "_torn", "path", "run_id")

    def __init__(self, path: Path, run_id: str, descriptor: int) -> None:
        self.path = path
        self.run_id = run_id
        self._descriptor = descriptor
        self._pid = os.getpid()
        self._torn = False
        # Re-entrant: a signal's handler may append while its own thread is appending.
        self._lock = threading.RLock()

    @classmethod
    def create(cls, directory: Path, run_id: str, start: Mapping[str, object]) -> Self:
        """Begin a journal and write its first line.

        Args:
            directory: Folder to write in; made, for this user alone, if it is missing.
            run_id: The run.
            start: The run's fields; what identifies this process is added.

        Returns:
            The open journal.

        Raises:
            LedgerError: If the file cannot be made or written; nothing is left behind then.
            ValueRefusedError: If the run's id cannot name a file.
        """
        path = directory / journal_name(run_id, os.getpid())
        try:
            try:
                descriptor = os.open(path, _FLAGS, 0o600)
            except FileNotFoundError:
                directory.mkdir(mode=0o700, parents=True, exist_ok=True)
                descriptor = os.open(path, _FLAGS, 0o600)
        except OSError as error:
            raise LedgerError(
                "the run's journal could not be begun",
                seen=f"{path}: {error.strerror}",
                fix=_SPACE,
            ) from error
        writer = cls(path, run_id, descriptor)
        try:
            writer.append("start", {**identity(), **start, "id": run_id})
        except (LedgerError, ValueRefusedError):
            writer.close()
            path.unlink(missing_ok=True)
            raise
        return writer

    def append(self, kind: str, payload: Mapping[str, object]) -> None:
        """Write one line; after :meth:`close`, and in a forked child, do nothing.

        Args:
            kind: What kind of line it is.
            payload: The rest of the line; a number that is not finite is written as null.

        Raises:
            LedgerError: If the line could not be written whole; then none of it counts, the error's
                number is in :func:`error_number`, and the same call may be made again.
        """
        if os.getpid() != self._pid:
            return
        line = _encode(kind, payload)
        with self._lock:
            if self._descriptor >= 0:
                self._write(b"\n" + line if self._torn else line)

    def close(self) -> None:
        """Close the file; it stays, to be folded into the ledger."""
        if os.getpid() != self._pid:
            return
        with self._lock:
            descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _write(self, line: bytes) -> None:
        before = done = 0
        try:
            before = os.fstat(self._descriptor).st_size
            done = os.write(self._descriptor, line)
            while done < len(line):  # a disk that is almost full takes a part
                wrote = os.write(self._descriptor, line[done:])
                if wrote == 0:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))  # noqa: TRY301 - as if the system had said so
                done += wrote
        except OSError as error:
            self._take_back(before, done)
            raise LedgerError(
                "the run's journal could not be written",
                seen=f"{self.path}: {error.strerror}",
                fix=_SPACE,
            ) from error
        self._torn = False

    def _take_back(self, before: int, done: int) -> None:
        # A part of a line would damage the next one. Cut it off, unless somebody wrote behind it.
        if done == 0:
            return
        self._torn = True
        try:
            if os.fstat(self._descriptor).st_size == before + done:
                os.ftruncate(self._descriptor, before)
                self._torn = False
        except OSError:
            return  # stays torn: the next line begins on a line of its own


def create_journal(
    ledger: Path, run_id: str, start: Mapping[str, object], temporary: Path = TEMPORARY
) -> JournalWriter:
    """Begin a journal beside the ledger or, where that cannot be, in the spool folder.

    Args:
        ledger: The ledger file; it need not exist.
        run_id: The run.
        start: The run's fields.
        temporary: The machine's temporary directory.

    Returns:
        The open journal; its ``path`` tells where it lies.

    Raises:
        LedgerError: If neither place can be written.
    """
    try:
        return JournalWriter.create(journal_directory(ledger), run_id, start)
    except LedgerError as first:
        try:
            return JournalWriter.create(own_spool_directory(ledger, temporary), run_id, start)
        except LedgerError:
            raise first from None


def error_number(error: LedgerError) -> int | None:
    """Return the system's number for what went wrong, as in :mod:`errno`.

    Args:
        error: What a journal raised.

    Returns:
        The number, or None if the system was not asked.
    """
    cause = error.__cause__
    return cause.errno if isinstance(cause, OSError) else None


def _encode(kind: str, payload: Mapping[str, object]) -> bytes:
    record = {"k": kind, **payload}
    record["k"] = kind
    try:
        text = json.dumps(record, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        try:
            text = json.dumps(_plain(record), separators=(",", ":"), allow_nan=False)
        except RecursionError as error:
            raise ValueRefusedError(
                "what is written into a journal must not contain itself", seen=kind
            ) from error
    return text.encode("ascii") + b"\n"


def _plain(value: object) -> object:
    # Numbers of other kinds as numbers, what is no JSON at all as its text.
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        number = float(value)
        return number if math.isfinite(number) else None
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {str(key): _plain(item) for key, item in items}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in cast("list[object]", value)]
    return str(value)
