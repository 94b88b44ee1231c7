"""Waits for the times of planned jobs, and survives whatever happens meanwhile.

All that it knows lies in the folder of jobs, so that another waiter goes on where one was killed.
It looks at the clock on the wall again and again instead of sleeping once: a machine that slept,
or whose clock was set, is noticed within half a minute.
"""

from collections.abc import Callable, Iterable

from wholeprint.errors import JobError
from wholeprint.jobs.entry import ALIVE, Entry
from wholeprint.jobs.lock import JobLock
from wholeprint.jobs.progress import Hands, advance

LONGEST_SECONDS = 30.0
"""The clock is looked at at least so often [s]."""

WATCH_SECONDS = 5.0
"""A job that has run for long is looked at so often [s]; a fresh one more often."""

_SHORTEST_SECONDS = 0.05


class Waiter:
    """Sees to planned jobs until none of them needs it any more.

    Args:
        hands: What to do it with.
        say: Told, in a sentence, whenever a job comes into another state.
    """

    def __init__(self, hands: Hands, say: Callable[[str], None]) -> None:
        self._hands = hands
        self._say = say
        self._locks: dict[str, JobLock] = {}

    def wait(self, job_ids: Iterable[str]) -> list[Entry]:
        """See to jobs until they have ended, or somebody interrupts.

        Args:
            job_ids: The jobs. Those that another waiter sees to are left to it.

        Returns:
            How far each of ours has come.

        Raises:
            JobError: If a job cannot be taken or read, and there is no other to see to.
        """
        try:
            mine = self._take_all(job_ids)
            while True:
                mine = [self._advance(entry) for entry in mine]
                open_ones = [entry for entry in mine if entry.is_open]
                if not open_ones:
                    return mine
                self._hands.clock.sleep(self._pause_seconds(open_ones))
        finally:
            for lock in self._locks.values():
                lock.release()
            self._locks.clear()

    def _take_all(self, job_ids: Iterable[str]) -> list[Entry]:
        mine: list[Entry] = []
        refused: list[JobError] = []
        for job_id in job_ids:
            try:
                entry = self._take(job_id)
            except JobError as error:
                self._say(f"{job_id}: {error}")
                refused.append(error)
                continue
            mine += [] if entry is None else [entry]
        if refused and not mine:
            raise refused[0]
        return mine

    def _take(self, job_id: str) -> Entry | None:
        lock = JobLock(self._hands.book.lock(job_id))
        if not lock.acquire():
            holder = lock.holder()
            who = "" if holder is None else f" (process {holder.pid})"
            self._say(f"{job_id}: another waiter sees to it{who}")
            return None
        self._locks[job_id] = lock
        # Read behind the lock: what was known before may be what another waiter has changed.
        entry = self._hands.book.load(job_id)
        if entry.is_open:
            self._say(f"{job_id}: {entry.state.value}")
        return entry

    def _advance(self, entry: Entry) -> Entry:
        try:
            after = advance(entry, self._hands)
        except JobError as error:
            # A full disk, say. What the file says is true; what we know may be ahead of it, and
            # a job that was started unwritten is found again by its mark.
            self._say(f"{entry.job.id}: {error}")
            return self._reread(entry)
        if after.state is not entry.state:
            self._say(f"{entry.job.id}: {after.state.value}")
        for note in after.notes[len(entry.notes) :]:
            self._say(f"{entry.job.id}: {note.message}")
        if not after.is_open and entry.job.id in self._locks:
            self._locks.pop(entry.job.id).release()
        return after

    def _reread(self, entry: Entry) -> Entry:
        try:
            return self._hands.book.load(entry.job.id)
        except JobError:
            return entry

    def _pause_seconds(self, entries: list[Entry]) -> float:
        now = self._hands.clock.now_seconds()
        dues = [due for entry in entries if (due := _next_due(entry, now)) is not None]
        longest = min(_watch_seconds(entry, now) for entry in entries)
        return min(longest, max(_SHORTEST_SECONDS, min(dues, default=now + longest) - now))


def _watch_seconds(entry: Entry, now_seconds: float) -> float:
    if entry.state not in ALIVE or entry.started_seconds is None:
        return LONGEST_SECONDS
    # A tenth of what it has run: the end of a short job is noticed soon, a long one costs little.
    return min(WATCH_SECONDS, max(_SHORTEST_SECONDS, (now_seconds - entry.started_seconds) / 10.0))


def _next_due(entry: Entry, now_seconds: float) -> float | None:
    if entry.steps:
        dues = [step.at_seconds for step in entry.steps if not step.done]
        # One that is due already has failed, and is tried again at the usual pace.
        return min((due for due in dues if due > now_seconds), default=None)
    return entry.job.next_edge_seconds(now_seconds)
