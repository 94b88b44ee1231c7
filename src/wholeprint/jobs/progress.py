"""What a waiter does with one job at one moment: from one state to the next."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wholeprint.errors import JobError
from wholeprint.jobs.book import JobBook
from wholeprint.jobs.clock import WallClock
from wholeprint.jobs.command import marked, measured
from wholeprint.jobs.entry import ALIVE, Entry, Pause, State
from wholeprint.jobs.planned import Missed
from wholeprint.jobs.processes import Processes, Started
from wholeprint.jobs.shell import Shell, asked

LATE_SECONDS = 120.0
"""A start may be so late and still be on time [s]."""

SAVE_SECONDS = 300.0
"""So long a program may take to save its state before it is stopped instead [s]."""

GIVE_UP_SECONDS = 600.0
"""For so long a step that another tool refuses is tried again [s]."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a waiter works with.

    Attributes:
        book: The folder of jobs.
        processes: Starts, stops and finds processes.
        shell: Runs other people's programs.
        clock: The time.
        ended: Says how the last run of a job ended, where it was not our child: its exit status,
            negative for a signal, or None where nobody knows.
    """

    book: JobBook
    processes: Processes
    shell: Shell
    clock: WallClock
    ended: Callable[[Entry], int | None]


def advance(entry: Entry, hands: Hands) -> Entry:
    """Do what is due for a job, and write it down.

    Args:
        entry: How far it has come.
        hands: What to do it with.

    Returns:
        How far it has come now.
    """
    if not entry.is_open:
        return entry
    if hands.book.is_to_be_cancelled(entry.job.id):
        after = cancelled(entry, hands)
    else:
        after = _ACTS[entry.state](entry, hands, hands.clock.now_seconds())
    if after is not entry:
        hands.book.save(after)
    return after


def cancelled(entry: Entry, hands: Hands) -> Entry:
    """Return a job that is taken back; its processes are asked to end.

    Args:
        entry: How far it has come.
        hands: What to do it with.
    """
    if entry.state in ALIVE and entry.runner is not None:
        hands.processes.tell(entry.runner, "SIGTERM")
        # What is stopped hears of it only when it goes on.
        _go_on(entry, hands)
    now = hands.clock.now_seconds()
    return replace(_unpaused(entry, now), state=State.CANCELLED, steps=())


def _begin(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    job = entry.job
    if now_seconds < job.start_seconds:
        return entry
    late = now_seconds - job.start_seconds > LATE_SECONDS
    if late and job.missed is Missed.SKIP:
        said = entry.noted(
            "start-missed", "Nobody was there at its start, and it is not done late", now_seconds
        )
        return replace(said, state=State.SKIPPED)
    if late:
        entry = entry.noted(
            "start-late",
            f"It was due {(now_seconds - job.start_seconds) / 60.0:.0f} min earlier, when nobody "
            "waited for it: what the plan promised does not hold",
            now_seconds,
        )
    return start(entry, hands) if job.wants(now_seconds) else entry


def start(entry: Entry, hands: Hands) -> Entry:
    """Start a job's command under measurement.

    It is written down first that this is about to happen, so that a waiter that dies in between
    leaves a trace, and the next one looks for the processes before it starts anything.

    Args:
        entry: How far it has come.
        hands: What to do it with.

    Returns:
        The job with its process; failed where it could not be started.
    """
    job, now = entry.job, hands.clock.now_seconds()
    entry = replace(
        entry,
        state=State.STARTING,
        attempts=entry.attempts + 1,
        started_seconds=now,
        asked_seconds=None,
        exit_code=None,
        is_unmeasured=False,
    )
    hands.book.save(entry)
    document = hands.book.document(job.id, entry.attempts)
    try:
        what = Started(
            measured(job, document=str(document)),
            job.directory,
            marked(job),
            hands.book.log(job.id),
        )
        runner = hands.processes.start(what)
    except JobError as error:
        return replace(entry.noted("job-failed", str(error), now), state=State.FAILED)
    return replace(entry, state=State.RUNNING, runner=runner)


def _find_started(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    found = hands.processes.find(entry.job.id)
    if found:
        return replace(entry, state=State.RUNNING, runner=found[0])
    code = hands.ended(entry)
    if code is not None:
        return _finished(entry, code)
    said = entry.noted(
        "waiter-died", "A waiter ended while it started the job; it is started again", now_seconds
    )
    return start(said, hands)


def _watch(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    runner = entry.runner
    if runner is None or not hands.processes.is_alive(runner):
        return _gone(entry, hands, now_seconds)
    wanted = entry.job.wants(now_seconds) or now_seconds < entry.job.start_seconds
    if entry.state is State.PAUSED:
        if not wanted:
            # Whoever wrote it down may have died before it was stopped.
            _stop(entry, hands)
            return entry
        _go_on(entry, hands)
        return replace(_unpaused(entry, now_seconds), state=State.RUNNING)
    if entry.state is State.SAVING:
        return _watch_saving(entry, hands, now_seconds)
    if wanted:
        return entry
    if entry.job.checkpoint_signal is None:
        return _paused(entry, hands, now_seconds)
    asked_now = replace(entry, state=State.SAVING, asked_seconds=now_seconds)
    # Written first: asked unwritten, its end would be taken for the end of its work.
    hands.book.save(asked_now)
    hands.processes.tell(runner, entry.job.checkpoint_signal)
    return asked_now


def _watch_saving(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    asked_seconds = now_seconds if entry.asked_seconds is None else entry.asked_seconds
    if 0.0 <= now_seconds - asked_seconds < SAVE_SECONDS:
        return entry
    said = entry.noted(
        "save-refused",
        "The program did not end after it was asked to save: it is stopped instead",
        now_seconds,
    )
    return _paused(said, hands, now_seconds)


def _paused(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    pauses = (*entry.pauses, Pause(now_seconds, None))
    after = replace(entry, state=State.PAUSED, pauses=pauses)
    # Written first: what is stopped and not known to be would never go on.
    hands.book.save(after)
    _stop(after, hands)
    return after


def _stop(entry: Entry, hands: Hands) -> None:
    if entry.runner is None:
        return
    if entry.is_unmeasured:  # the command itself: there is no measurement to be spared
        hands.processes.tell(entry.runner, "SIGSTOP")
    hands.processes.stop(entry.runner)


def _go_on(entry: Entry, hands: Hands) -> None:
    if entry.runner is None:
        return
    hands.processes.go_on(entry.runner)
    if entry.is_unmeasured:
        hands.processes.tell(entry.runner, "SIGCONT")


def _unpaused(entry: Entry, now_seconds: float) -> Entry:
    pauses = tuple(
        pause._replace(end_seconds=max(now_seconds, pause.start_seconds))
        if pause.end_seconds is None
        else pause
        for pause in entry.pauses
    )
    return replace(entry, pauses=pauses)


def _gone(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    entry = _unpaused(entry, now_seconds)
    code = None if entry.runner is None else hands.processes.exit_code(entry.runner)
    is_told = code is not None and code >= 0
    if not is_told:
        told = hands.ended(entry)
        code, is_told = (code, False) if told is None else (told, True)
    # A measurement that was killed says nothing of the command, which may go on without it.
    orphans = [] if is_told else hands.processes.find(entry.job.id)
    if orphans:
        said = entry.noted(
            "job-unmeasured", "Its measurement died; the command goes on without it", now_seconds
        )
        return replace(said, runner=orphans[0], is_unmeasured=True)
    if entry.state is State.SAVING:
        return replace(entry, state=State.SAVED, exit_code=code)
    if code is not None:
        return _finished(entry, code)
    if entry.job.checkpoint_signal is not None:
        said = entry.noted(
            "job-cut-off", "It was cut off; it is started again, from what it saved", now_seconds
        )
        return replace(said, state=State.SAVED)
    said = entry.noted(
        "job-cut-off",
        f"{_how(entry)}. It is not started again, because it may have done half of its work",
        now_seconds,
    )
    return replace(said, state=State.INTERRUPTED)


def _how(entry: Entry) -> str:
    if entry.is_unmeasured:
        return "It ended without its measurement, and nobody saw how"
    return "It was cut off, by a restart of the machine or a kill"


def _finished(entry: Entry, code: int) -> Entry:
    return replace(entry, state=State.DONE if code == 0 else State.FAILED, exit_code=code)


def _again(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    return start(entry, hands) if entry.job.wants(now_seconds) else entry


def _do_steps(entry: Entry, hands: Hands, now_seconds: float) -> Entry:
    due = [i for i, s in enumerate(entry.steps) if not s.done and s.at_seconds <= now_seconds]
    if not due:
        return entry
    steps = tuple(s._replace(done=s.done or i in due) for i, s in enumerate(entry.steps))
    last = entry.steps[due[-1]]
    try:
        # A later step takes the place of those before it: nobody resumes what is to be suspended.
        asked(hands.shell, last.argv)
    except JobError as error:
        code = hands.ended(entry)
        if code is not None:  # it has ended before its plan did: there is nothing left to pause
            return replace(_finished(entry, code), steps=())
        said = entry.noted("step-failed", str(error), now_seconds)
        given_up = now_seconds - last.at_seconds > GIVE_UP_SECONDS
        return replace(said, steps=steps) if given_up else said
    entry = replace(entry, steps=steps)
    if last.effect == "pause":
        return replace(entry, pauses=(*entry.pauses, Pause(now_seconds, None)))
    return _unpaused(entry, now_seconds) if last.effect == "go on" else entry


_ACTS: dict[State, Callable[[Entry, Hands, float], Entry]] = {
    State.PLANNED: _begin,
    State.STARTING: _find_started,
    State.RUNNING: _watch,
    State.PAUSED: _watch,
    State.SAVING: _watch,
    State.SAVED: _again,
    State.HANDED: _do_steps,
}
