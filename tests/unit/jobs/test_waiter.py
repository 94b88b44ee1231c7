"""A waiter from beginning to end, in no real time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.clock import SystemWallClock, TwinWallClock
from wholeprint.jobs.entry import State
from wholeprint.jobs.lock import JobLock
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.processes_twin import TwinProcesses
from wholeprint.jobs.waiter import LONGEST_SECONDS, WATCH_SECONDS, Waiter

Make = Callable[..., PlannedJob]
T0, HOUR = 1_800_000_000.0, 3600.0


def _ends_after(scene: Any, hours: float) -> Callable[[TwinWallClock], None]:
    """Let whatever runs end once the clock is so far."""

    def look(clock: TwinWallClock) -> None:
        if clock.time_seconds >= T0 + hours * HOUR and scene.processes.table:
            scene.processes.end(0)

    return look


def test_jobs_are_run_at_their_times(scene: Any, job: Make) -> None:
    """Two jobs in one waiter each start at their own time, to within the clock's own step."""
    scene.keep(job((1, 1.01), id="a"))
    scene.keep(job((1.5, 1.51), id="b"))
    scene.clock = TwinWallClock(T0, _ends_after(scene, 1.5))
    said: list[str] = []

    ended = Waiter(scene.hands, said.append).wait(["a", "b"])

    assert [entry.state.value for entry in ended] == ["done", "done"]
    assert [entry.started_seconds for entry in ended] == pytest.approx(
        [T0 + HOUR, T0 + 1.5 * HOUR], abs=0.1
    )
    assert max(scene.clock.slept_seconds) <= LONGEST_SECONDS
    assert said[-1] in {"a: done", "b: done"}


def test_a_clock_that_jumps_is_noticed_within_half_a_minute(scene: Any, job: Make) -> None:
    """When the machine slept, or its clock was set, over the start, it runs at the next look."""
    scene.keep(job())

    def jump(clock: TwinWallClock) -> None:
        if len(clock.slept_seconds) == 3:
            clock.time_seconds = T0 + HOUR + 10.0
        elif scene.processes.table:
            scene.processes.end(0)

    scene.clock = TwinWallClock(T0, jump)

    (entry,) = Waiter(scene.hands, lambda _: None).wait(["j1"])

    assert entry.started_seconds == T0 + HOUR + 10.0
    assert scene.clock.slept_seconds[:3] == [LONGEST_SECONDS] * 3


def test_a_long_job_is_looked_at_seldom(scene: Any, job: Make) -> None:
    """A job of half an hour costs some 400 looks, the last ones five seconds apart."""
    scene.keep(job((0, 0.5)))
    scene.clock = TwinWallClock(T0, _ends_after(scene, 0.5))

    Waiter(scene.hands, lambda _: None).wait(["j1"])

    assert len(scene.clock.slept_seconds) < 450
    assert scene.clock.slept_seconds[-2] == WATCH_SECONDS
    assert scene.clock.slept_seconds[0] < 1.0


def test_a_second_waiter_leaves_the_job_alone(scene: Any, job: Make) -> None:
    """While one sees to a job, another says so and starts nothing."""
    scene.keep(job())
    scene.clock.time_seconds = T0 + HOUR
    held = JobLock(scene.book.lock("j1"))
    held.acquire()
    said: list[str] = []

    assert Waiter(scene.hands, said.append).wait(["j1"]) == []

    assert "another waiter" in said[0]
    assert scene.processes.table == {}


def test_what_another_has_done_meanwhile_is_not_done_again(scene: Any, job: Make) -> None:
    """A job that ended between the list and the lock is read anew, behind the lock."""
    entry = scene.keep(job())
    scene.book.save(replace(entry, state=State.DONE))
    scene.clock.time_seconds = T0 + HOUR

    (after,) = Waiter(scene.hands, lambda _: None).wait(["j1"])

    assert (after.state.value, scene.processes.table) == ("done", {})


def test_an_interrupt_leaves_the_job_as_it_is(scene: Any, job: Make) -> None:
    """Ctrl-C ends the waiter: the job stays planned, and the next waiter may have it."""
    scene.keep(job())

    def interrupt(_: TwinWallClock) -> None:
        raise KeyboardInterrupt

    scene.clock = TwinWallClock(T0, interrupt)

    with pytest.raises(KeyboardInterrupt):
        Waiter(scene.hands, lambda _: None).wait(["j1"])

    assert scene.book.load("j1").state.value == "planned"
    assert JobLock(scene.book.lock("j1")).acquire()


def test_a_disk_that_fills_up_after_the_start_starts_nothing_twice(
    scene: Any, job: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state after the start cannot be written: its process is found again by its mark."""
    scene.keep(job())
    scene.clock = TwinWallClock(T0 + HOUR, _ends_after(scene, 1.01))
    save, refused = scene.book.save, [False]

    def full(entry: Any) -> None:
        if entry.state.value == "running" and not refused[0]:
            refused[0] = True
            raise JobError("the folder of jobs cannot be written")
        save(entry)

    monkeypatch.setattr(scene.book, "save", full)
    said: list[str] = []

    Waiter(scene.hands, said.append).wait(["j1"])

    assert len(scene.processes.table) == 1
    assert any("cannot be written" in line for line in said)


def test_a_folder_that_stays_full_starts_nothing(scene: Any, job: Make) -> None:
    """What cannot be written down is not begun: the waiter says so and tries again."""
    scene.keep(job())

    def give_up(clock: TwinWallClock) -> None:
        if len(clock.slept_seconds) > 2:
            raise KeyboardInterrupt

    scene.clock = TwinWallClock(T0 + HOUR, give_up)
    scene.processes = TwinProcesses()

    def full(_: Any) -> None:
        raise JobError("the folder of jobs cannot be written")

    scene.book.save = full
    said: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        Waiter(scene.hands, said.append).wait(["j1"])

    assert scene.processes.table == {}
    assert said[1:] == ["j1: the folder of jobs cannot be written. [wp-job]"] * 3


def test_the_real_clock_goes_on() -> None:
    """The system's clock is the one on the wall, and sleeping for no time returns."""
    clock = SystemWallClock()
    before = clock.now_seconds()

    clock.sleep(0.0)

    assert clock.now_seconds() > 1.7e9
    assert before > 1.7e9


def test_one_job_that_cannot_be_taken_keeps_no_other_from_its_time(scene: Any, job: Make) -> None:
    """A file that was damaged since the list was made is told; alone, it is an error."""
    scene.keep(job((0, 0.01), id="a"))
    scene.keep(job((0, 0.01), id="b"))
    (scene.book.folder / "a.json").write_text("{", encoding="ascii")
    scene.clock = TwinWallClock(T0, _ends_after(scene, 0.0))
    said: list[str] = []

    ended = Waiter(scene.hands, said.append).wait(["a", "b"])

    assert [(entry.job.id, entry.state.value) for entry in ended] == [("b", "done")]
    assert "a: the file of a job cannot be read" in said[0]
    with pytest.raises(JobError):
        Waiter(scene.hands, said.append).wait(["a"])
