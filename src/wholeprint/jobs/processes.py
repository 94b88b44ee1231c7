"""The door to processes: started apart from us, found again, stopped and continued as a tree."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import psutil

from wholeprint.errors import JobError
from wholeprint.jobs.command import MARK, surroundings
from wholeprint.jobs.entry import Runner
from wholeprint.jobs.lock import identity

_ROUNDS = 10


class Started(NamedTuple):
    """What to start.

    Attributes:
        argv: The program and its arguments.
        directory: Its working directory.
        environment: Variables to set beside ours.
        log: The file that takes what it says.
    """

    argv: Sequence[str]
    directory: str
    environment: Mapping[str, str]
    log: Path


class Processes(Protocol):
    """What a waiter asks of processes."""

    def start(self, what: Started) -> Runner:
        """Start a program apart from us: it goes on when we end.

        Args:
            what: What to start.

        Returns:
            Its process.

        Raises:
            JobError: If it cannot be started.
        """
        ...

    def is_alive(self, runner: Runner) -> bool:
        """Return whether that very process is on.

        Args:
            runner: The process.
        """
        ...

    def exit_code(self, runner: Runner) -> int | None:
        """Return how a process that we started has ended; None where nobody can tell.

        Args:
            runner: The process.
        """
        ...

    def find(self, job_id: str) -> list[Runner]:
        """Return every process that belongs to a job, the oldest first.

        Args:
            job_id: The job.
        """
        ...

    def stop(self, runner: Runner) -> int:
        """Stop everything that a process has started, but not itself: it goes on measuring.

        Args:
            runner: The process.

        Returns:
            How many were stopped.
        """
        ...

    def go_on(self, runner: Runner) -> int:
        """Let everything that a process has started go on.

        Args:
            runner: The process.

        Returns:
            How many there are.
        """
        ...

    def tell(self, runner: Runner, name: str) -> None:
        """Send a signal to a process.

        Args:
            runner: The process.
            name: Name of the signal: "SIGTERM".

        Raises:
            JobError: If there is no such signal.
        """
        ...


class SystemProcesses:
    """This machine's processes."""

    def __init__(self) -> None:
        self._ours: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, what: Started) -> Runner:
        """Start a program in a session of its own.

        Args:
            what: What to start.

        Returns:
            Its process.

        Raises:
            JobError: If the directory, the program or the log is not there.
        """
        try:
            descriptor = os.open(what.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as log:
                process = subprocess.Popen(  # noqa: S603 - a list of arguments, and no shell
                    list(what.argv),
                    cwd=what.directory,
                    env={**surroundings(), **what.environment},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        except OSError as error:
            raise JobError(
                "the job could not be started",
                seen=f"{error.filename or what.argv[0]}: {error.strerror}",
                fix="Check that its directory is still there",
            ) from error
        self._ours[process.pid] = process
        return identity(process.pid)

    def is_alive(self, runner: Runner) -> bool:
        """Return whether that very process is on.

        Args:
            runner: The process.
        """
        ours = self._ours.get(runner.pid)
        if ours is not None:
            return ours.poll() is None
        return runner.start_ticks is not None and identity(runner.pid) == runner

    def exit_code(self, runner: Runner) -> int | None:
        """Return how a process that we started has ended; None where nobody can tell.

        Args:
            runner: The process.
        """
        ours = self._ours.get(runner.pid)
        return None if ours is None else ours.poll()

    def find(self, job_id: str) -> list[Runner]:
        """Return every process with a job's mark in its environment, the oldest first.

        Args:
            job_id: The job.
        """
        found = [
            process.pid
            for process in psutil.process_iter()
            if process.pid != os.getpid() and _mark(process) == job_id
        ]
        known = [identity(pid) for pid in found]
        return sorted(
            (each for each in known if each.start_ticks is not None),
            key=lambda each: each.start_ticks or 0,
        )

    def stop(self, runner: Runner) -> int:
        """Stop everything that a process has started (SIGSTOP), but not itself.

        Args:
            runner: The process.

        Returns:
            How many were stopped.
        """
        stopped: set[int] = set()
        for _ in range(_ROUNDS):
            # What is stopped starts nothing more: after a few rounds nobody is left.
            fresh = [child for child in _below(runner) if child.pid not in stopped]
            if not fresh:
                break
            stopped |= {child.pid for child in fresh if _tried(child.suspend)}
        return len(stopped)

    def go_on(self, runner: Runner) -> int:
        """Let everything that a process has started go on (SIGCONT).

        Args:
            runner: The process.

        Returns:
            How many there are.
        """
        return sum(_tried(child.resume) for child in _below(runner))

    def tell(self, runner: Runner, name: str) -> None:
        """Send a signal to a process, if it is still that one.

        Args:
            runner: The process.
            name: Name of the signal.

        Raises:
            JobError: If there is no such signal.
        """
        number = signal_of(name)
        if self.is_alive(runner):
            _tried(lambda: os.kill(runner.pid, number))


def signal_of(name: str) -> signal.Signals:
    """Return the signal of a name.

    Args:
        name: Such as ``SIGUSR1`` or ``USR1``.

    Raises:
        JobError: If there is none.
    """
    full = name.upper() if name.upper().startswith("SIG") else f"SIG{name.upper()}"
    try:
        return signal.Signals[full]
    except KeyError:
        raise JobError("there is no such signal", seen=name, fix="Give one such as USR1") from None


def _below(runner: Runner) -> Iterable[psutil.Process]:
    if identity(runner.pid) != runner:
        return []
    try:
        return psutil.Process(runner.pid).children(recursive=True)
    except psutil.Error:
        return []


def _mark(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None  # another user's, or it has just ended


def _tried(act: Callable[[], object]) -> bool:
    try:
        act()
    except (psutil.Error, OSError):
        return False  # it has just ended: there is nobody to tell
    return True
