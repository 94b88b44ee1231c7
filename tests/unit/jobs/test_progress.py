"""What a waiter does with one job, moment by moment, without any real time or process."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.entry import Entry, Runner, State
from wholeprint.jobs.handed import Step
from wholeprint.jobs.planned import Missed, PlannedJob
from wholeprint.jobs.processes_twin import TwinProcesses
from wholeprint.jobs.progress import advance
from wholeprint.jobs.shell import RecordingShell, Result

Make = Callable[..., PlannedJob]
T0, HOUR = 1_800_000_000.0, 3600.0


def _through(scene: Any, entry: Entry, *hours: float) -> list[str]:
    """The states at some hours after T0, each reached with all that is due then."""
    found: list[str] = []
    for each in hours:
        scene.clock.time_seconds = T0 + each * HOUR
        entry = advance(entry, scene.hands)
        found.append(entry.state.value)
    return found


def test_one_piece_waits_runs_and_ends(scene: Any, job: Make) -> None:
    """Before its start nothing happens; at its start it runs measured; its end is written down."""
    entry = scene.keep(job(environment={"A": "1"}))

    assert _through(scene, entry, 0.0, 0.99) == ["planned", "planned"]
    assert scene.processes.table == {}
    assert _through(scene, entry, 1.0) == ["running"]
    what = scene.processes.last.what
    assert ("--meta=job=j1" in what.argv, what.environment["A"]) == (True, "1")
    scene.processes.end(3)
    assert _through(scene, scene.book.load("j1"), 1.5, 1.6) == ["failed", "failed"]
    assert scene.book.load("j1").exit_code == 3


def test_between_pieces_it_is_stopped(scene: Any, job: Make) -> None:
    """At the end of a piece it is stopped, at the next it goes on; after the last it is left."""
    entry = scene.keep(job((1, 2), (3, 4)))

    assert _through(scene, entry, 1.0) == ["running"]
    assert _through(scene, scene.book.load("j1"), 2.0, 2.5) == ["paused", "paused"]
    assert scene.processes.last.stopped
    assert _through(scene, scene.book.load("j1"), 3.0, 4.5) == ["running", "running"]
    assert not scene.processes.last.stopped
    scene.processes.end(0)
    assert _through(scene, scene.book.load("j1"), 5.0) == ["done"]
    (pause,) = scene.book.load("j1").pauses
    assert pause == (T0 + 2 * HOUR, T0 + 3 * HOUR)


def test_a_checkpoint_ends_it_and_starts_it_again(scene: Any, job: Make) -> None:
    """With a signal to save, it is asked, ends, and is started anew in the next piece."""
    entry = scene.keep(job((1, 2), (3, 4), checkpoint_signal="SIGUSR1"))

    assert _through(scene, entry, 1.0) == ["running"]
    assert _through(scene, scene.book.load("j1"), 2.0, 2.01) == ["saving", "saving"]
    assert scene.processes.last.signals == ["SIGUSR1"]
    scene.processes.end(-10)
    assert _through(scene, scene.book.load("j1"), 2.02, 2.5, 3.0) == ["saved", "saved", "running"]
    assert len(scene.processes.table) == 2
    scene.processes.end(0)
    assert _through(scene, scene.book.load("j1"), 3.5) == ["done"]
    assert scene.book.load("j1").attempts == 2


def test_a_program_that_does_not_save_is_stopped_instead(scene: Any, job: Make) -> None:
    """It may take five minutes to save; after that it is stopped, and a note says so."""
    entry = scene.keep(job((1, 2), (3, 4), checkpoint_signal="SIGUSR1"))

    assert _through(scene, entry, 1.0) == ["running"]
    assert _through(scene, scene.book.load("j1"), 2.0, 2.2, 3.1) == ["saving", "paused", "running"]
    after = scene.book.load("j1")
    assert "save-refused" in [note.code for note in after.notes]
    assert not scene.processes.last.stopped


@pytest.mark.parametrize(
    ("missed", "state", "code"),
    [(Missed.RUN_LATE, "running", "start-late"), (Missed.SKIP, "skipped", "start-missed")],
)
def test_a_missed_start_follows_its_policy(
    scene: Any, job: Make, missed: Missed, state: str, code: str
) -> None:
    """A start that nobody was there for is made late or not at all; either is said."""
    entry = scene.keep(job(missed=missed))

    assert _through(scene, entry, 7.0) == [state]
    assert [note.code for note in scene.book.load("j1").notes] == [code]


def test_a_start_a_minute_late_is_on_time(scene: Any, job: Make) -> None:
    """Two minutes of a busy machine are no missed start."""
    entry = scene.keep(job(missed=Missed.SKIP))

    assert _through(scene, entry, 1.0 + 1.9 / 60.0) == ["running"]
    assert scene.book.load("j1").notes == ()


def test_late_work_still_keeps_out_of_the_dirty_hours(scene: Any, job: Make) -> None:
    """When the first piece was missed, it begins in the next one and not between them."""
    entry = scene.keep(job((1, 2), (3, 4)))

    assert _through(scene, entry, 2.5) == ["planned"]
    assert _through(scene, scene.book.load("j1"), 3.0) == ["running"]


def test_what_cannot_be_started_has_failed(scene: Any, job: Make) -> None:
    """A directory that is gone fails the job, with the reason as a note."""
    scene.processes = TwinProcesses(refuse="/gone: No such file or directory")

    assert _through(scene, scene.keep(job()), 1.0) == ["failed"]
    assert "/gone" in scene.book.load("j1").notes[0].message


def test_a_waiter_that_died_while_starting_starts_nothing_twice(scene: Any, job: Make) -> None:
    """Its process is found by its mark; where there is none, and no run, it is started."""
    entry = scene.keep(job())
    assert _through(scene, entry, 1.0) == ["running"]
    lost = replace(scene.book.load("j1"), state=State.STARTING, runner=None)

    assert _through(scene, lost, 1.1) == ["running"]
    assert len(scene.processes.table) == 1

    scene.processes.end(None)
    scene.ended["j1"] = 0
    assert _through(scene, lost, 1.2) == ["done"]

    scene.ended.clear()
    assert _through(scene, lost, 1.3) == ["running"]
    assert len(scene.processes.table) == 2
    assert [note.code for note in scene.book.load("j1").notes] == ["waiter-died"]


def test_after_a_restart_of_the_machine_its_run_tells_how_it_ended(scene: Any, job: Make) -> None:
    """A process of another start of the machine is gone; the run says how, or nobody does."""
    entry = scene.keep(
        job(), state=State.RUNNING, runner=Runner(1000, 1, "another start"), attempts=1
    )

    assert _through(scene, entry, 1.5) == ["interrupted"]
    assert scene.book.load("j1").notes[0].code == "job-cut-off"
    scene.ended["j1"] = 2
    assert _through(scene, entry, 1.5) == ["failed"]


def test_what_saves_its_state_is_started_again_after_a_restart(scene: Any, job: Make) -> None:
    """With a signal to save there is something to go on from: it is started again."""
    entry = scene.keep(
        job(checkpoint_signal="SIGUSR1"), state=State.RUNNING, runner=Runner(1, 1, "other")
    )

    assert _through(scene, entry, 1.5) == ["saved"]
    assert _through(scene, scene.book.load("j1"), 1.5) == ["running"]


def test_a_command_that_outlived_its_measurement_is_watched(scene: Any, job: Make) -> None:
    """When only `wholeprint run` was killed, the command is found and no second one started."""
    entry = scene.keep(job())
    assert _through(scene, entry, 1.0) == ["running"]
    lost = replace(scene.book.load("j1"), runner=Runner(7, 7, "twin"))

    assert _through(scene, lost, 1.1) == ["running"]
    after = scene.book.load("j1")
    assert (after.runner.pid, after.notes[0].code) == (1000, "job-unmeasured")


def test_a_clock_set_back_does_not_stop_what_runs(scene: Any, job: Make) -> None:
    """A clock that falls behind the start leaves a running job alone."""
    entry = scene.keep(job((1, 2), (3, 4)))

    assert _through(scene, entry, 1.0) == ["running"]
    assert _through(scene, scene.book.load("j1"), 0.2, 1.5, 2.1) == ["running", "running", "paused"]
    assert len(scene.processes.table) == 1


def test_word_to_cancel_ends_it(scene: Any, job: Make) -> None:
    """Its processes are asked to end, and let go on so that they can hear it."""
    entry = scene.keep(job((1, 2), (3, 4)))
    assert _through(scene, entry, 1.0) == ["running"]
    assert _through(scene, scene.book.load("j1"), 2.0) == ["paused"]
    scene.book.ask_to_cancel("j1")

    assert _through(scene, scene.book.load("j1"), 2.1) == ["cancelled"]
    assert (scene.processes.last.signals, scene.processes.last.stopped) == (["SIGTERM"], False)


def test_steps_of_other_tools_are_done_at_their_times(scene: Any, job: Make) -> None:
    """Each is done once; of several that are due only the last counts; a failure is tried again."""
    steps = tuple(
        Step(T0 + hours * HOUR, ("kubectl", word)) for hours, word in ((1, "a"), (2, "b"), (3, "c"))
    )
    entry = scene.keep(job(), state=State.HANDED, steps=steps)
    scene.shell = RecordingShell({"kubectl": Result(0)})

    assert _through(scene, entry, 0.5, 1.0) == ["handed", "handed"]
    assert _through(scene, scene.book.load("j1"), 3.5) == ["handed"]
    assert [argv[1] for argv, _ in scene.shell.calls] == ["a", "c"]
    assert not scene.book.load("j1").is_open

    scene.shell = RecordingShell({"kubectl": Result(1, "", "no route")})
    assert _through(scene, entry, 1.1) == ["handed"]
    after = scene.book.load("j1")
    assert (after.is_open, after.notes[0].code) == (True, "step-failed")
    # Ten minutes later it is given up; what is due then is tried anew.
    assert _through(scene, entry, 1.2, 2.05) == ["handed", "handed"]
    assert [step.done for step in scene.book.load("j1").steps] == [True, False, False]


def test_pauses_by_another_tool_are_kept(scene: Any, job: Make) -> None:
    """When Slurm suspends and resumes, what it stood still is known afterwards."""
    steps = (
        Step(T0 + HOUR, ("scontrol", "suspend", "1"), effect="pause"),
        Step(T0 + 2 * HOUR, ("scontrol", "resume", "1"), effect="go on"),
    )
    entry = scene.keep(job(), state=State.HANDED, steps=steps)
    scene.shell = RecordingShell({"scontrol": Result(0)})

    _through(scene, entry, 1.0, 2.0)

    assert scene.book.load("j1").pauses == ((T0 + HOUR, T0 + 2 * HOUR),)


def test_a_job_that_ended_early_needs_no_more_steps(scene: Any, job: Make) -> None:
    """A tool that cannot resume what has ended is not asked for ever: its run says how it ended."""
    entry = scene.keep(job(), state=State.HANDED, steps=(Step(T0, ("scontrol", "resume", "1")),))
    scene.shell = RecordingShell({"scontrol": Result(1, "", "Job/step already completing")})
    scene.ended["j1"] = 0

    assert _through(scene, entry, 0.1) == ["done"]
    assert not scene.book.load("j1").is_open


def _full(scene: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Entry) -> None:
        raise JobError("the folder of jobs cannot be written", seen="No space left on device")

    monkeypatch.setattr(scene.book, "save", full)


def test_what_cannot_be_written_down_is_not_stopped(
    scene: Any, job: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pause that no file knows of would never end: on a full disk the job runs on instead."""
    entry = scene.keep(job((1, 2), (3, 4)))
    _through(scene, entry, 1.0)
    running = scene.book.load("j1")

    with monkeypatch.context() as patched:
        _full(scene, patched)
        with pytest.raises(JobError, match="cannot be written"):
            _through(scene, running, 2.0)

    assert not scene.processes.last.stopped
    assert _through(scene, scene.book.load("j1"), 2.5) == ["paused"]
    assert scene.processes.last.stopped


def test_a_waiter_that_dies_before_it_stops_a_job_leaves_that_to_the_next(
    scene: Any, job: Make
) -> None:
    """Written down as paused and still on: the next waiter stops it, and lets it go on in time."""
    entry = scene.keep(job((1, 2), (3, 4)))
    _through(scene, entry, 1.0, 2.0)
    scene.processes.last.stopped = False

    assert _through(scene, scene.book.load("j1"), 2.1) == ["paused"]
    assert scene.processes.last.stopped
    assert _through(scene, scene.book.load("j1"), 3.0) == ["running"]
    assert not scene.processes.last.stopped


def test_what_was_asked_to_save_is_known_to_have_been_asked(
    scene: Any, job: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked unwritten, its end would be taken for the end of its work: it is not asked then."""
    entry = scene.keep(job((1, 2), (3, 4), checkpoint_signal="USR1"))
    _through(scene, entry, 1.0)
    running = scene.book.load("j1")

    with monkeypatch.context() as patched:
        _full(scene, patched)
        with pytest.raises(JobError):
            _through(scene, running, 2.0)

    assert scene.processes.last.signals == []
    assert _through(scene, scene.book.load("j1"), 2.1) == ["saving"]
    assert scene.processes.last.signals == ["USR1"]


def _unmeasured(scene: Any) -> None:
    """Let `wholeprint run` be killed, as our child, while its command goes on."""
    what = scene.processes.last.what
    scene.processes.end(-9)
    scene.processes.start(what)


def test_a_command_whose_measurement_was_killed_has_not_failed(scene: Any, job: Make) -> None:
    """A measurement that is killed under its own waiter says nothing of the work, which goes on.

    It is still stopped between its pieces, and itself, since there is no measurement to spare.
    """
    entry = scene.keep(job((1, 2), (3, 4)))
    _through(scene, entry, 1.0)
    _unmeasured(scene)

    assert _through(scene, scene.book.load("j1"), 1.1, 2.0) == ["running", "paused"]
    assert scene.book.load("j1").notes[0].code == "job-unmeasured"
    assert (scene.processes.last.stopped, scene.processes.last.signals) == (True, ["SIGSTOP"])
    assert _through(scene, scene.book.load("j1"), 3.0) == ["running"]
    assert (scene.processes.last.stopped, scene.processes.last.signals[1:]) == (False, ["SIGCONT"])
    scene.processes.end(None)
    assert _through(scene, scene.book.load("j1"), 3.5) == ["interrupted"]
    assert "nobody saw how" in scene.book.load("j1").notes[-1].message


def test_what_was_killed_and_written_down_has_failed(scene: Any, job: Make) -> None:
    """A command that a signal ended leaves its run behind: what it left on is not its work."""
    entry = scene.keep(job())
    _through(scene, entry, 1.0)
    _unmeasured(scene)
    scene.ended["j1"] = -9

    assert _through(scene, scene.book.load("j1"), 1.1) == ["failed"]


def test_what_still_saves_is_not_started_beside_itself(scene: Any, job: Make) -> None:
    """Asked to save, its measurement killed: the command is waited for, and then started anew."""
    entry = scene.keep(job((1, 2), (3, 4), checkpoint_signal="USR1"))
    _through(scene, entry, 1.0, 2.0)
    _unmeasured(scene)

    assert _through(scene, scene.book.load("j1"), 2.01) == ["saving"]
    scene.processes.end(None)
    assert _through(scene, scene.book.load("j1"), 2.02, 3.0) == ["saved", "running"]
    assert not scene.book.load("j1").is_unmeasured
