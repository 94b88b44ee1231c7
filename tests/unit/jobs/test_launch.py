"""Handing work over and taking it back, whatever the method."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.errors import JobError
from wholeprint.jobs.entry import State
from wholeprint.jobs.launch import LAUNCHERS, cancel, launch
from wholeprint.jobs.launchers.now import Now
from wholeprint.jobs.launchers.wait import Wait
from wholeprint.jobs.lock import JobLock
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.processes_twin import TwinProcesses
from wholeprint.jobs.shell import RecordingShell, Result

Make = Callable[..., PlannedJob]
ANSWERS = {
    "at": Result(0, "", "job 3 at Fri Jan 15 09:01:00 2027"),
    "atrm": Result(0),
    "systemd-run": Result(0, "", "Running timer as unit: wholeprint-j1.timer"),
    "systemctl": Result(0),
    "sbatch": Result(0, "3"),
    "scancel": Result(0),
    "kubectl": Result(0, "job.batch/wholeprint-j1"),
}
TOOLS = {"at": "at", "systemd": "systemd-run", "slurm": "sbatch", "k8s": "kubectl"}


@pytest.mark.parametrize("method", LAUNCHERS)
@pytest.mark.parametrize("pieces", [((1, 2),), ((1, 2), (3, 4))])
def test_every_method_keeps_the_job_and_takes_it_back(
    scene: Any, job: Make, method: str, pieces: Any
) -> None:
    """However it is handed over, it is in the folder under its id, and can be cancelled."""
    scene.shell = RecordingShell(ANSWERS)
    given = job(*pieces, image="i", plan={"objective": "carbon"})

    handed = launch(method, given, scene.hands)

    entry = scene.book.load("j1")
    assert (handed.job_id, entry.method) == ("j1", method)
    assert replace(entry.job, environment={}) == given
    assert "PATH" in entry.job.environment
    assert entry.external_id == handed.external_id
    assert entry.state.value == (
        "running" if method == "now" else
        "planned" if method == "wait" or (len(pieces) > 1 and method in {"at", "systemd"}) else
        "handed"
    )  # fmt: skip
    assert cancel(entry, scene.hands).state.value == "cancelled"
    assert not scene.book.load("j1").is_open
    with pytest.raises(JobError, match="ended"):
        cancel(scene.book.load("j1"), scene.hands)


@pytest.mark.parametrize(("method", "tool"), TOOLS.items())
def test_a_tool_that_is_missing_leaves_nothing(
    scene: Any, job: Make, method: str, tool: str
) -> None:
    """Where the tool is not installed, the error says how to get it, and no job is kept."""
    with pytest.raises(JobError, match=tool):
        launch(method, job(image="i"), scene.hands)

    assert scene.book.ids() == []


def test_what_cannot_be_started_now_is_not_kept(scene: Any, job: Make) -> None:
    """A job that fails at once is an error, and not a job."""
    scene.processes = TwinProcesses(refuse="gone")

    with pytest.raises(JobError, match="gone"):
        launch(Now.name, job(), scene.hands)
    assert scene.book.ids() == []


@pytest.mark.parametrize(
    ("method", "changed"),
    [
        ("cron", {}),
        ("wait", {"checkpoint_signal": "HELLO"}),
        ("wait", {"checkpoint_signal": "KILL"}),
        ("wait", {"checkpoint_signal": "SIGSTOP"}),
        ("wait", {"checkpoint_signal": "SIGPWR"}),
        ("wait", {"pieces": (Piece(1.0, 2.0, "FR"), Piece(3.0, 4.0, "SE"))}),
    ],
)
def test_what_cannot_work_is_refused_first(
    scene: Any, job: Make, method: str, changed: dict[str, Any]
) -> None:
    """An unknown method, no such signal, two zones: refused before anything is done.

    So is a signal that no program can save at, or that its measurement would die of.
    """
    with pytest.raises(JobError):
        launch(method, job(**changed), scene.hands)

    assert scene.book.ids() == []


def test_what_cannot_be_kept_is_not_handed_over(scene: Any, job: Make, tmp_path: Path) -> None:
    """With a folder that cannot be written, no tool is asked: nobody could find the job again."""
    (tmp_path / "state").write_text("")
    scene.shell = RecordingShell(ANSWERS)

    with pytest.raises(JobError, match="WHOLEPRINT_STATE"):
        launch("slurm", job(), scene.hands)

    assert scene.shell.calls == []


def test_a_job_that_a_waiter_has_is_ended_by_it(scene: Any, job: Make) -> None:
    """Word is left for the waiter, and the state stays its own to write."""
    launch(Wait.name, job(), scene.hands)
    waiter = JobLock(scene.book.lock("j1"))
    waiter.acquire()

    after = cancel(scene.book.load("j1"), scene.hands)

    assert after.state.value == "planned"
    assert scene.book.is_to_be_cancelled("j1")


def test_what_at_has_started_is_ended_by_a_signal(scene: Any, job: Make) -> None:
    """A job that has left the queue is no longer known to atrm: its process is told to end."""
    scene.shell = RecordingShell(ANSWERS)
    launch("at", job(), scene.hands)
    from wholeprint.jobs.command import marked
    from wholeprint.jobs.processes import Started

    scene.processes.start(Started(("x",), "/", marked(job()), Path("log")))

    cancel(scene.book.load("j1"), scene.hands)

    assert scene.processes.last.signals == ["SIGTERM"]
    assert [argv[0] for argv, _ in scene.shell.calls] == ["at"]


def test_what_ended_meanwhile_is_not_called_taken_back(scene: Any, job: Make) -> None:
    """A job that its waiter has seen to the end stays done, though it was on when it was listed."""
    listed = scene.keep(job(), state=State.RUNNING)
    scene.book.save(replace(listed, state=State.DONE, exit_code=0))

    with pytest.raises(JobError, match="has ended"):
        cancel(listed, scene.hands)

    assert scene.book.load("j1").state is State.DONE
