"""Who runs: the run's name, the process, and its place among other runs on this machine."""

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from wholeprint.settings import Rank

RUN_ID_FORM = "%Y%m%d-%H%M%S"


def new_run_id(unix_seconds: float) -> str:
    """Make a name that sorts by time and does not repeat.

    Args:
        unix_seconds: When the run started [s].

    Returns:
        The UTC second and six random hexadecimal digits.
    """
    return f"{time.strftime(RUN_ID_FORM, time.gmtime(unix_seconds))}-{os.urandom(3).hex()}"


def ancestors(pid: int, parent_of: Callable[[int], int | None] | None = None) -> tuple[int, ...]:
    """List a process and the processes it descends from, nearest first.

    Args:
        pid: The process.
        parent_of: How to find a parent; the default reads ``/proc``.

    Returns:
        The process itself, its parent, and so on, without process 1 and 0.
    """
    find = parent_of or _parent
    chain = [pid]
    while len(chain) < 1000:  # noqa: PLR2004 - a loop in what we read must not hang the program
        above = find(chain[-1])
        if above is None or above <= 1 or above in chain:
            break
        chain.append(above)
    return tuple(chain)


def _parent(pid: int) -> int | None:
    if pid == os.getpid():
        return os.getppid()
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123 - hot path
            # The command in brackets may hold spaces and brackets: split behind the last one.
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    return int(fields[1]) if len(fields) > 1 else None


def enclosing_run(
    sessions: Iterable[tuple[str, int, Path]],
    lineage: tuple[int, ...],
    is_on: Callable[[str, int, Path], bool],
) -> str | None:
    """Find the run that already measures this process.

    Args:
        sessions: Name, process and journal of every run that has not been folded.
        lineage: This process and those it descends from.
        is_on: Whether a run, by its name, process and journal, is still measured.

    Returns:
        The nearest enclosing run, the latest of several in one process; None where there is none.
    """
    inside = [s for s in sessions if s[1] in lineage]
    for run_id, pid, path in sorted(inside, key=lambda s: (lineage.index(s[1]), -_order(s[0]))):
        if is_on(run_id, pid, path):
            return run_id
    return None


def _order(run_id: str) -> int:
    return int("".join(c for c in run_id[:15] if c.isdigit()) or "0")


class NodeLeader:
    """Elects, among the ranks of one job on one node, the one that counts the machine's energy.

    The first to lock the job's file leads until it closes it or dies; the kernel drops the lock
    with the process, so no stale file can block a later job.
    """

    def __init__(self, folder: Path, rank: Rank) -> None:
        self.rank = rank
        self._path = folder / f"group-{_slug(rank.group)}.lock"
        self._fd: int | None = None

    def acquire(self) -> bool:
        """Try to lead.

        Returns:
            Whether this rank counts the machine's energy.
        """
        import fcntl  # noqa: PLC0415 - only ranks need it, and it is missing on Windows

        os.makedirs(self._path.parent, mode=0o700, exist_ok=True)  # noqa: PTH103 - as below
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            return False
        self._fd = fd
        return True

    def release(self) -> None:
        """Stop leading; harmless when not leading."""
        if self._fd is not None:
            import fcntl  # noqa: PLC0415 - as above

            # A forked child holds the same lock: closing our descriptor would not free it.
            fcntl.flock(self._fd, fcntl.LOCK_UN)
            os.close(self._fd)
            self._fd = None


def _slug(text: str) -> str:
    safe = "".join(c if c.isalnum() or c in "-." else "_" for c in text)
    return safe[:100]
