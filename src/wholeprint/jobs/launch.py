"""Hands planned work over, and takes it back."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from wholeprint.errors import JobError
from wholeprint.jobs.command import kept
from wholeprint.jobs.entry import Entry, State
from wholeprint.jobs.handed import Handed, Launcher, Room
from wholeprint.jobs.launchers.at import At
from wholeprint.jobs.launchers.k8s import Kubernetes
from wholeprint.jobs.launchers.now import Now
from wholeprint.jobs.launchers.slurm import Slurm
from wholeprint.jobs.launchers.systemd import Systemd
from wholeprint.jobs.launchers.wait import Wait
from wholeprint.jobs.lock import JobLock
from wholeprint.jobs.planned import PlannedJob
from wholeprint.jobs.processes import signal_of
from wholeprint.jobs.progress import Hands, cancelled, start
from wholeprint.tracking.command import PASSED_ON

LAUNCHERS: Mapping[str, Launcher] = MappingProxyType(
    {each.name: each for each in (Now(), Wait(), At(), Systemd(), Slurm(), Kubernetes())}
)
"""Every way to hand work over, by name."""


def launch(method: str, job: PlannedJob, hands: Hands) -> Handed:
    """Hand a job over, and keep it in the folder of jobs.

    Args:
        method: How: one of `LAUNCHERS`.
        job: The job. Where programs are found (``PATH`` and the like) is added to what it keeps of
            the environment.
        hands: What to do it with.

    Returns:
        What has become of it.

    Raises:
        JobError: If there is no such method, or the job cannot be handed over; then nothing is
            kept of it.
    """
    launcher = _launcher(method)
    _ = job.zone  # refuses pieces in several zones, before anything is done
    if job.checkpoint_signal is not None:
        _check_signal(job.checkpoint_signal)
    job = replace(job, environment={**kept(), **job.environment})
    state = State.PLANNED if method in _OURS else State.HANDED
    entry = Entry(job=job, method=method, created_seconds=hands.clock.now_seconds(), state=state)
    # Written first: what cannot be kept is not handed over, or nobody could find it again.
    hands.book.save(entry)
    try:
        handed = launcher.hand(job, _room(entry, hands))
    except JobError:
        hands.book.remove(job.id)
        raise
    entry = replace(entry, external_id=handed.external_id, steps=handed.steps)
    if method == Now.name:
        entry = _started(entry, hands)
    elif method != Wait.name and len(job.pieces) > 1 and not handed.steps:
        entry = replace(entry, state=State.PLANNED)  # the waiter that the tool starts sees to it
    hands.book.save(entry)
    return handed


def _check_signal(name: str) -> None:
    if signal_of(name) not in PASSED_ON:
        usable = ", ".join(each.name.removeprefix("SIG") for each in PASSED_ON)
        raise JobError(
            "no program can save its state at that signal under measurement",
            seen=name,
            fix=f"Use one of {usable}",
        )


_OURS = frozenset({Now.name, Wait.name})


def _started(entry: Entry, hands: Hands) -> Entry:
    after = start(entry, hands)
    if after.state is State.FAILED:
        hands.book.remove(entry.job.id)
        raise JobError(after.notes[-1].message if after.notes else "the job could not be started")
    return after


def cancel(entry: Entry, hands: Hands) -> Entry:
    """Take a job back.

    Args:
        entry: The job.
        hands: What to do it with.

    Returns:
        The job; where a waiter sees to it, it is the waiter who ends it, within half a minute.

    Raises:
        JobError: If it has ended, or the tool that has it refuses.
    """
    _check_on(entry)
    started = hands.processes.find(entry.job.id) if entry.state is State.HANDED else []
    # What `at` has started is out of its queue already, and it refuses to know it.
    gone = entry.method == At.name and (started or entry.state is not State.HANDED)
    if entry.external_id is not None and not gone:
        _launcher(entry.method).cancel(entry.job, entry.external_id, _room(entry, hands))
    for runner in started[:1]:
        hands.processes.tell(runner, "SIGTERM")
    lock = JobLock(hands.book.lock(entry.job.id))
    if not lock.acquire():
        hands.book.ask_to_cancel(entry.job.id)
        return entry
    try:
        # Read behind the lock: its waiter may have seen it to its end meanwhile.
        now = hands.book.load(entry.job.id)
        _check_on(now)
        after = cancelled(now, hands)
        hands.book.save(after)
    finally:
        lock.release()
    return after


def _check_on(entry: Entry) -> None:
    if entry.state not in _TAKES_BACK:
        raise JobError(
            "the job has ended: there is nothing to take back",
            seen=f"{entry.job.id}: {entry.state.value}",
        )


_TAKES_BACK = frozenset(
    {State.PLANNED, State.HANDED, State.STARTING, State.RUNNING, State.PAUSED}
    | {State.SAVING, State.SAVED}
)


def _launcher(method: str) -> Launcher:
    found = LAUNCHERS.get(method)
    if found is None:
        raise JobError(
            "there is no such way to hand work over",
            seen=method,
            fix=f"Use one of {', '.join(LAUNCHERS)}",
        )
    return found


def _room(entry: Entry, hands: Hands) -> Room:
    return Room(hands.shell, hands.book.log(entry.job.id))
