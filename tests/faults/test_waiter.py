"""Real waiters that are killed, doubled, interrupted and begun again, with real commands."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from wholeprint.advice.piece import Piece
from wholeprint.jobs.book import JobBook
from wholeprint.jobs.command import MARK
from wholeprint.jobs.entry import Entry, Runner, State
from wholeprint.jobs.planned import PlannedJob

LATER = 3600.0


@pytest.fixture
def book(tmp_path: Path) -> JobBook:
    """An empty folder of jobs."""
    return JobBook(tmp_path / "state")


@pytest.fixture
def wait(environ: dict[str, str], book: JobBook) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Begin to wait for all jobs; whatever is left of waiters and jobs is ended afterwards."""
    told = environ | {"WHOLEPRINT_STATE": str(book.folder.parent), "WHOLEPRINT_METERS": "rapl"}
    begun: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "wholeprint", "jobs", "wait", "--all", "--json"],
            env=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()
    for left in psutil.process_iter():
        try:
            if left.environ().get(MARK) in set(book.ids()):
                left.kill()
        except (psutil.Error, OSError):
            continue


def _keep(book: JobBook, command: tuple[str, ...], *bounds_seconds: float, **changed: Any) -> Entry:
    """Write down a job whose pieces begin and end so long from now."""
    now = time.time()
    bounds = bounds_seconds or (0.0, LATER)
    pieces = tuple(
        Piece(now + start, now + end, "FR")
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
    )
    job = PlannedJob(
        id="j1", command=command, directory=str(book.folder.parent.parent), pieces=pieces
    )
    entry = Entry(job=job, method="wait", created_seconds=now, **changed)
    book.save(entry)
    return entry


def _until(true: Callable[[], bool]) -> bool:
    """Wait until something holds; the limit only ends a test that fails anyway."""
    limit = time.monotonic() + 30.0
    while time.monotonic() < limit:
        if true():
            return True
        time.sleep(0.01)
    return False


def _ended(waiter: subprocess.Popen[str]) -> dict[str, Any]:
    """The job as a waiter says it at its end."""
    out, err = waiter.communicate(timeout=60)
    assert out, err
    return json.loads(out)["jobs"][0]


def _held(book: JobBook) -> Callable[[], bool]:
    """Whether a waiter has taken the job."""
    lock = book.lock("j1")
    return lambda: lock.exists() and lock.stat().st_size > 0


# Notes that it ran, and ends as soon as it is let.
WORK = ("sh", "-c", "echo ran >>ran; until test -e go; do sleep 0.05; done; exit 3")


def test_a_waiter_killed_while_it_waits_loses_nothing(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook, tmp_path: Path
) -> None:
    """The next waiter takes the job over at once, and runs it."""
    entry = _keep(book, ("sh", "-c", "echo ran >>ran"), LATER, 2 * LATER)
    first = wait()
    assert _until(_held(book))
    first.kill()
    first.wait()
    assert book.load("j1") == entry

    _keep(book, ("sh", "-c", "echo ran >>ran"))
    assert _ended(wait())["state"] == "done"
    assert (tmp_path / "ran").read_text() == "ran\n"


def test_a_waiter_killed_while_the_command_runs_loses_nothing(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook, tmp_path: Path
) -> None:
    """The command goes on; the next waiter watches that one, and learns how it ended."""
    _keep(book, WORK)
    first = wait()
    assert _until((tmp_path / "ran").exists)
    assert _until(lambda: book.load("j1").state is State.RUNNING)
    first.kill()
    first.wait()

    second = wait()
    assert _until(lambda: second.poll() is None and _held(book)())
    (tmp_path / "go").touch()

    found = _ended(second)
    assert (found["state"], found["exit_code"], found["attempts"]) == ("failed", 3, 1)
    assert (tmp_path / "ran").read_text() == "ran\n"


def test_two_waiters_run_a_job_once(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook, tmp_path: Path
) -> None:
    """Of two that are begun together one sees to the job and the other leaves it."""
    _keep(book, WORK)
    both = [wait(), wait()]
    assert _until(lambda: any(each.poll() is not None for each in both))
    (tmp_path / "go").touch()

    said = [each.communicate(timeout=60) for each in both]
    assert sorted(len(json.loads(out)["jobs"]) for out, _ in said) == [0, 1]
    assert sum("another waiter" in err for _, err in said) == 1
    assert (tmp_path / "ran").read_text() == "ran\n"


@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    reason="whoever started these tests has Ctrl-C ignored, and so would the waiter",
)
def test_an_interrupt_leaves_the_job_planned(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook
) -> None:
    """Ctrl-C ends the waiter with its usual status, and says how to go on."""
    entry = _keep(book, ("true",), LATER, 2 * LATER)
    waiter = wait()
    assert _until(_held(book))
    assert _until(lambda: psutil.Process(waiter.pid).status() == psutil.STATUS_SLEEPING)
    waiter.send_signal(signal.SIGINT)

    _, err = waiter.communicate(timeout=60)

    assert waiter.returncode == 130
    assert "wait --all" in err
    assert book.load("j1") == entry


def test_a_command_that_is_not_there_has_failed(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook
) -> None:
    """It ends as in a shell, with 127, and the log says why."""
    _keep(book, ("no-such-command-anywhere",))

    found = _ended(wait())

    assert (found["state"], found["exit_code"]) == ("failed", 127)
    assert "no-such-command-anywhere" in book.log("j1").read_text()


def test_after_a_restart_of_the_machine_nothing_is_run_twice(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook, tmp_path: Path
) -> None:
    """A process of another start of the machine has our own number: it is not taken for it."""
    runner = Runner(os.getpid(), 1, "another start of the machine")
    _keep(book, ("sh", "-c", "echo ran >>ran"), state=State.RUNNING, runner=runner, attempts=1)
    stale = {"pid": os.getpid(), "start_ticks": 1, "boot_id": "another start of the machine"}
    book.lock("j1").write_text(json.dumps(stale))

    found = _ended(wait())

    assert found["state"] == "interrupted"
    assert not (tmp_path / "ran").exists()


def test_between_pieces_a_real_command_stands_still(
    wait: Callable[[], subprocess.Popen[str]], book: JobBook, tmp_path: Path
) -> None:
    """In the pause everything that the command started is stopped; its measurement goes on."""
    _keep(book, WORK, -1.0, LATER, 2 * LATER, 3 * LATER)
    first = wait()
    assert _until((tmp_path / "ran").exists)
    assert _until(lambda: book.load("j1").state is State.RUNNING)
    first.kill()
    first.wait()
    running = book.load("j1")
    # No hour is waited for: the plan is changed, so that its first piece is over.
    over = Piece(time.time() - 2.0, time.time() - 1.0, "FR")
    job = replace(running.job, pieces=(over, running.job.pieces[1]))
    book.save(replace(running, job=job))

    wait()
    assert _until(lambda: book.load("j1").state is State.PAUSED)

    assert running.runner is not None
    measuring = psutil.Process(running.runner.pid)

    def states() -> set[str]:
        return {child.status() for child in measuring.children(recursive=True)}

    # What is to be done is written down before it is done.
    assert _until(lambda: states() == {psutil.STATUS_STOPPED})
    assert measuring.status() != psutil.STATUS_STOPPED
