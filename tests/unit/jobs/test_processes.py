"""Real processes: apart from us, found again, stopped and continued as a tree."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.command import MARK
from wholeprint.jobs.entry import Runner
from wholeprint.jobs.lock import identity
from wholeprint.jobs.processes import Started, SystemProcesses, signal_of

CHILD = "import time; time.sleep(60)"
PARENT = (
    "import subprocess, sys, time\n"
    f"subprocess.Popen([sys.executable, '-I', '-S', '-c', {CHILD!r}], start_new_session=True)\n"
    "print('on', flush=True)\n"
    "time.sleep(60)"
)


def _until(true: Callable[[], bool]) -> bool:
    """Wait until something holds; the limit only ends a test that fails anyway."""
    limit = time.monotonic() + 20.0
    while time.monotonic() < limit:
        if true():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def processes() -> SystemProcesses:
    """This machine's processes."""
    return SystemProcesses()


@pytest.fixture
def tree(processes: SystemProcesses, tmp_path: Path) -> Iterator[Runner]:
    """A process with a child in a session of its own, both ended afterwards."""
    log = tmp_path / "log"
    what = Started((sys.executable, "-I", "-S", "-c", PARENT), "/", {MARK: "jtree"}, log)
    runner = processes.start(what)
    assert _until(lambda: log.exists() and log.read_text() == "on\n")
    top = psutil.Process(runner.pid)
    everyone = (*top.children(recursive=True), top)
    yield runner
    for process in everyone:
        if process.is_running():
            process.kill()
    assert _until(lambda: not processes.is_alive(runner))


def test_all_that_it_started_is_stopped_and_goes_on(
    processes: SystemProcesses, tree: Runner
) -> None:
    """Children in other sessions are stopped too; the process itself goes on measuring."""
    (child,) = psutil.Process(tree.pid).children()

    assert processes.stop(tree) == 1
    assert _until(lambda: child.status() == psutil.STATUS_STOPPED)
    assert psutil.Process(tree.pid).status() != psutil.STATUS_STOPPED
    assert processes.go_on(tree) == 1
    assert _until(lambda: child.status() != psutil.STATUS_STOPPED)


def test_processes_are_found_by_their_mark(processes: SystemProcesses, tree: Runner) -> None:
    """Parent and child carry the mark of their job, the oldest first; another's is not found."""
    found = processes.find("jtree")

    assert found[0] == tree
    assert len(found) == 2
    assert processes.find("another") == []


def test_another_process_of_that_number_is_not_taken_for_it(
    processes: SystemProcesses, tree: Runner
) -> None:
    """After a restart of the machine the same number is somebody else, and is left alone."""
    other = SystemProcesses()

    assert other.is_alive(tree)
    for wrong in (
        tree._replace(start_ticks=1),
        tree._replace(boot_id="another start"),
        Runner(2**22 + 1, None, None),
    ):
        assert not other.is_alive(wrong)
        assert (other.stop(wrong), other.go_on(wrong)) == (0, 0)
        other.tell(wrong, "SIGKILL")
    assert other.exit_code(tree) is None
    assert processes.is_alive(tree)


def test_how_it_ended_is_known_of_our_own(processes: SystemProcesses, tmp_path: Path) -> None:
    """The exit status of what we started is known; a signal is a negative one."""
    for text, expected in (("raise SystemExit(3)", 3), ("import os; os.kill(os.getpid(), 9)", -9)):
        what = Started((sys.executable, "-I", "-S", "-c", text), "/", {}, tmp_path / "log")
        runner = processes.start(what)

        assert _until(lambda runner=runner: not processes.is_alive(runner))
        assert processes.exit_code(runner) == expected
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


def test_a_signal_reaches_it(processes: SystemProcesses, tree: Runner) -> None:
    """SIGTERM ends it."""
    processes.tell(tree, "TERM")

    assert _until(lambda: not processes.is_alive(tree))
    assert processes.exit_code(tree) == -15


def test_what_is_not_there_cannot_be_started(processes: SystemProcesses, tmp_path: Path) -> None:
    """A directory or a program that is gone is our kind of error."""
    for argv, folder in ((("no-such-program",), "/"), ((sys.executable,), str(tmp_path / "gone"))):
        with pytest.raises(JobError, match="could not be started"):
            processes.start(Started(argv, folder, {}, tmp_path / "log"))


def test_signals_have_names() -> None:
    """A signal is named with or without SIG; anything else is refused."""
    assert signal_of("usr1") is signal_of("SIGUSR1")
    with pytest.raises(JobError, match="HELLO"):
        signal_of("HELLO")
    assert identity(os.getpid()).start_ticks is not None
