"""Processes that only seem to be: a twin for tests of whatever starts, stops and finds them."""

from dataclasses import dataclass, field

from wholeprint.errors import JobError
from wholeprint.jobs.command import MARK
from wholeprint.jobs.entry import Runner
from wholeprint.jobs.processes import Started

_FIRST_PID = 1000


@dataclass(slots=True)
class TwinProcess:
    """A process that only seems to be.

    Attributes:
        what: What was started.
        alive: Whether it is on.
        stopped: Whether what it has started is stopped.
        exit_code: How it ended; None where nobody can tell.
        signals: Names of the signals it was sent.
    """

    what: Started
    alive: bool = True
    stopped: bool = False
    exit_code: int | None = None
    signals: list[str] = field(default_factory=list[str])


class TwinProcesses:
    """Processes that only seem to be.

    Args:
        refuse: What is wrong with whatever is started; None starts it.
    """

    def __init__(self, refuse: str | None = None) -> None:
        self._refuse = refuse
        self.table: dict[int, TwinProcess] = {}

    @property
    def last(self) -> TwinProcess:
        """The one that was started last."""
        return self.table[max(self.table)]

    def start(self, what: Started) -> Runner:
        """Seem to start a program.

        Args:
            what: What to start.

        Returns:
            Its process.

        Raises:
            JobError: If it was made to refuse.
        """
        if self._refuse is not None:
            raise JobError("the job could not be started", seen=self._refuse)
        pid = _FIRST_PID + len(self.table)
        self.table[pid] = TwinProcess(what)
        return Runner(pid, pid, "twin")

    def end(self, exit_code: int | None) -> None:
        """Let the one that was started last end.

        Args:
            exit_code: How; None where nobody can tell.
        """
        self.last.alive, self.last.exit_code = False, exit_code

    def is_alive(self, runner: Runner) -> bool:
        """Return whether that very process is on.

        Args:
            runner: The process.
        """
        found = self.table.get(runner.pid)
        return found is not None and found.alive and runner.boot_id == "twin"

    def exit_code(self, runner: Runner) -> int | None:
        """Return how a process has ended; None where nobody can tell.

        Args:
            runner: The process.
        """
        found = self.table.get(runner.pid)
        return None if found is None or found.alive else found.exit_code

    def find(self, job_id: str) -> list[Runner]:
        """Return every process that belongs to a job, the oldest first.

        Args:
            job_id: The job.
        """
        return [
            Runner(pid, pid, "twin")
            for pid, each in self.table.items()
            if each.alive and each.what.environment.get(MARK) == job_id
        ]

    def stop(self, runner: Runner) -> int:
        """Stop what a process has started.

        Args:
            runner: The process.

        Returns:
            How many were stopped.
        """
        self.table[runner.pid].stopped = True
        return 1

    def go_on(self, runner: Runner) -> int:
        """Let what a process has started go on.

        Args:
            runner: The process.

        Returns:
            How many there are.
        """
        self.table[runner.pid].stopped = False
        return 1

    def tell(self, runner: Runner, name: str) -> None:
        """Send a signal to a process.

        Args:
            runner: The process.
            name: Name of the signal.
        """
        self.table[runner.pid].signals.append(name)
