"""The runs of a job in the ledger, and how they ended."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

from wholeprint.errors import WholeprintError
from wholeprint.jobs.book import JobBook
from wholeprint.jobs.clock import SystemWallClock, WallClock
from wholeprint.jobs.entry import Entry, State
from wholeprint.jobs.processes import Processes, SystemProcesses
from wholeprint.jobs.progress import Hands
from wholeprint.jobs.shell import Shell, SystemShell
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.ledger.store import RunFilter
from wholeprint.settings import Settings, default_state

_SLACK_SECONDS = 3600.0


class Runs:
    """Finds the runs of jobs.

    Args:
        ledger: The ledger of the settings; a job may name another.
        book: The folder of jobs.
    """

    def __init__(self, ledger: Path, book: JobBook) -> None:
        self._ledger = ledger
        self._book = book

    def of(self, entry: Entry) -> list[RunRecord]:
        """Return the runs of a job, the oldest first.

        Args:
            entry: The job.

        Raises:
            LedgerError: If the ledger cannot be read.
        """
        job = entry.job
        # It writes from its own directory, wherever it is asked from.
        own = None if job.ledger is None else Path(job.directory, Path(job.ledger).expanduser())
        book = Ledger(own or self._ledger)
        since = round((entry.created_seconds - _SLACK_SECONDS) * 1e9)
        rows = book.runs(RunFilter(since_unix_ns=since, include_nested=True))
        ids = [row.id for row in rows if row.label == job.name]
        mine = [one for one in book.load_many(ids) if one.meta.get("job") == job.id]
        return sorted(mine, key=lambda record: record.started_unix_ns)

    def ended(self, entry: Entry) -> int | None:
        """Return how the last start of a job ended, as its run says; None where nobody knows.

        Args:
            entry: The job.
        """
        path = self._book.document(entry.job.id, entry.attempts)
        try:
            run = json.loads(path.read_text(encoding="utf-8"))["run"]
            return _code(run["exit_code"], run["signal"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # none was written: the measurement was killed, or the disk is full
        try:
            found = self.of(entry)
        except WholeprintError:
            return None
        since_ns = 0 if entry.started_seconds is None else (entry.started_seconds - 1.0) * 1e9
        found = [record for record in found if record.started_unix_ns >= since_ns]
        if not found or found[-1].status in {Status.RUNNING, Status.INTERRUPTED}:
            return None
        return _code(found[-1].exit_code, found[-1].signal)

    def seen(self, entry: Entry) -> Entry:
        """Return a job that nobody here has looked at since, as far as its runs say it has come.

        Args:
            entry: The job: one that another tool sees to, or that runs without a waiter. Any other
                is returned as it is.
        """
        if entry.state in _WATCHED:
            code = self.ended(entry)
            ended = State.DONE if code == 0 else State.FAILED
            return entry if code is None else replace(entry, state=ended, exit_code=code)
        if entry.state is not State.HANDED:
            return entry
        try:
            found = self.of(entry)
        except WholeprintError:
            return entry
        if not found:
            return entry
        last = found[-1]
        code = _code(last.exit_code, last.signal)
        return replace(entry, state=_STATES[last.status], exit_code=code)


_WATCHED = frozenset({State.STARTING, State.RUNNING, State.PAUSED})

_STATES = {
    Status.RUNNING: State.RUNNING,
    Status.DONE: State.DONE,
    Status.FAILED: State.FAILED,
    Status.INTERRUPTED: State.INTERRUPTED,
}


def _code(exit_code: object, by_signal: object) -> int | None:
    if by_signal is not None:
        return -cast("int", by_signal)
    return cast("int | None", exit_code)


def hands_of(
    settings: Settings,
    *,
    shell: Shell | None = None,
    processes: Processes | None = None,
    clock: WallClock | None = None,
) -> Hands:
    """Return what a waiter works with on this machine.

    Args:
        settings: Where the ledger and the folder of jobs lie.
        shell: Runs other people's programs; None is this machine's.
        processes: Starts, stops and finds processes; None is this machine's.
        clock: The time; None is this machine's.
    """
    book = JobBook(default_state() if settings.state is None else settings.state)
    return Hands(
        book,
        SystemProcesses() if processes is None else processes,
        SystemShell() if shell is None else shell,
        SystemWallClock() if clock is None else clock,
        Runs(settings.ledger, book).ended,
    )
