"""One waiter for each job: a lock that the system drops with the process that holds it."""

import fcntl
import json
import os
from pathlib import Path
from typing import cast

from wholeprint.errors import JobError
from wholeprint.jobs.entry import Runner
from wholeprint.ledger.writer import boot_id, start_ticks


class JobLock:
    """The right to see to one job.

    The lock is the kernel's (flock(2)), so that no dead waiter, and no restart of the machine,
    leaves one behind; the file says who holds it, for people.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Try to take it.

        Returns:
            Whether it is ours now.

        Raises:
            JobError: If the file cannot be opened.
        """
        if self._descriptor is not None:
            return True
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Not handed on to what is started: the job must not hold the right to see to itself.
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            descriptor = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise JobError(
                "the lock of a job cannot be taken",
                seen=f"{self._path}: {error.strerror}",
                fix="Name a folder that can be written with WHOLEPRINT_STATE",
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(identity(os.getpid())._asdict()).encode(), 0)
        except BlockingIOError:
            os.close(descriptor)
            return False
        except OSError:
            pass  # a full disk: the lock is ours all the same, only its name is missing
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let go of it; harmless when it is not ours."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> Runner | None:
        """Return who holds it, or None where nobody does or nobody wrote so."""
        if self._descriptor is not None:
            return identity(os.getpid())
        try:
            found: object = json.loads(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
        if not isinstance(found, dict):
            return None
        plain = cast("dict[str, object]", found)
        pid, began, boot = (plain.get(name) for name in Runner._fields)
        if not isinstance(pid, int):
            return None
        told = Runner(
            pid,
            began if isinstance(began, int) else None,
            boot if isinstance(boot, str) else None,
        )
        return told if told == identity(pid) else None


def identity(pid: int) -> Runner:
    """Return what tells a process from every other.

    Args:
        pid: Its number.
    """
    return Runner(pid, start_ticks(pid), boot_id())
