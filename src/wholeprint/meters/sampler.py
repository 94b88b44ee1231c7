"""One quiet thread that reads the meters while somebody else's program runs."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, RLock, Thread

from wholeprint.meters.base import ChannelSpec, Meter
from wholeprint.meters.clock import Clock, SystemClock
from wholeprint.meters.intervals import Block
from wholeprint.meters.observer import Latest, Observer
from wholeprint.meters.proc import MachineBusy
from wholeprint.meters.process_tree import CpuTree
from wholeprint.quantities.note import Note

_CALIBRATION_SECONDS = 0.03
_SHORTEST_WAIT_SECONDS = 0.02
_JOIN_SECONDS = 2.0
_LATE_SECONDS = 1.0


class Sampler:
    """Reads everything at a steady interval and hands blocks to a sink.

    It never raises into the program it watches. In a process that was forked from this one it
    does nothing: the thread is not there, and the run belongs to the parent.

    Args:
        meters: Open meters; they are closed on `stop`.
        tree: Whose CPU time counts.
        interval_seconds: Time between two samples [s].
        flush_seconds: Time between two blocks [s]: the most that a kill can lose.
        sink: Takes the blocks, in the thread; may fail, and is then tried again.
        clock: The time.
        busy: Tells the machine's busy time since boot [s]; None for this machine's.
    """

    def __init__(
        self,
        meters: Sequence[Meter],
        tree: CpuTree,
        interval_seconds: float,
        flush_seconds: float,
        sink: Callable[[Block], None],
        *,
        clock: Clock | None = None,
        busy: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._machine_busy = MachineBusy(Path("/"))
        self._observer = Observer(meters, tree, busy or self._machine_busy.read, sink, self._clock)
        self._interval_seconds = interval_seconds
        self._flush_seconds = flush_seconds
        self._lock = RLock()
        self._stop = Event()
        self._thread: Thread | None = None
        self._pid = os.getpid()
        self._running = False

    @property
    def started_unix_seconds(self) -> float:
        """When the first reading was taken [s since 1970 UTC]."""
        return self._observer.started_unix_seconds

    @property
    def channels(self) -> tuple[ChannelSpec, ...]:
        """What is read; finer after the first moments, when the counters have been watched."""
        return self._observer.channels

    @property
    def unsent(self) -> tuple[Block, ...]:
        """Blocks that the sink has not taken."""
        return self._observer.unsent

    def start(self) -> None:
        """Take the first reading here and now, then go on in a thread."""
        self._pid = os.getpid()
        self._running = True
        self._observer.start()
        self._thread = Thread(target=self._run, name="wholeprint-sampler", daemon=True)
        try:
            self._thread.start()
        except RuntimeError as error:  # no thread to be had, or the interpreter is ending
            self._thread = None
            self._observer.note(
                "sampler-without-thread",
                f"No thread could be started ({error}): only the beginning and the end are read",
            )

    def sample(self) -> float:
        """Return the time of an extra reading taken now [s since the start]: the edge of a span."""
        if self._elsewhere():
            return 0.0
        with self._lock:
            return self._observer.sample()

    def stop(self) -> None:
        """Take the last reading, hand over the last block and close the meters."""
        if self._elsewhere() or not self._running:
            return
        self._running = False
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_JOIN_SECONDS)
        if not self._lock.acquire(timeout=_JOIN_SECONDS):
            # A sensor hangs in the kernel; the program that ends now shall not hang with it.
            self._observer.note("sensor-unreadable", "A sensor did not return; the end is lost")
            return
        try:
            self._observer.sample(last=True)
            self._observer.send()
            self._observer.close()
            self._machine_busy.close()
        finally:
            self._lock.release()

    def latest(self) -> Latest:
        """Return the last interval, for a line that shows what goes on."""
        return self._observer.latest

    def take_notes(self) -> tuple[Note, ...]:
        """Return the notes since the last call, once."""
        return self._observer.take_notes()

    def reset_after_fork(self) -> None:
        """Make this sampler do nothing, in a process that was forked while it ran."""
        self._running = False
        self._thread = None
        self._lock = RLock()  # the thread that may have held it does not exist here
        self._pid = -1

    def _elsewhere(self) -> bool:
        return os.getpid() != self._pid

    def _run(self) -> None:
        try:
            self._sample_until_stopped()
        except Exception as error:  # noqa: BLE001 - nothing may be printed into the watched program
            self._observer.note("sampler-failed", f"Sampling ended early: {error!r}")

    def _sample_until_stopped(self) -> None:
        observer = self._observer
        observer.calibrate(_CALIBRATION_SECONDS, self._stop.is_set)
        due_seconds = self._interval_seconds
        flush_due_seconds = self._flush_seconds
        longest_seconds = max(observer.longest_wait_seconds, _SHORTEST_WAIT_SECONDS)
        while True:
            wait = min(due_seconds - observer.elapsed_seconds(), longest_seconds)
            if self._clock.wait(self._stop, max(wait, 0.0)):
                return
            with self._lock:
                now_seconds = observer.elapsed_seconds()
                if now_seconds < due_seconds:
                    observer.touch()
                    continue
                self._tell_if_late(now_seconds - due_seconds)
                if now_seconds < flush_due_seconds:
                    observer.glance()
                else:
                    observer.flush()
                    flush_due_seconds = now_seconds + self._flush_seconds
                    # A counter that is seen to run faster comes round sooner.
                    longest_seconds = max(observer.longest_wait_seconds, _SHORTEST_WAIT_SECONDS)
            missed = (now_seconds - due_seconds) // self._interval_seconds
            due_seconds += (missed + 1) * self._interval_seconds

    def _tell_if_late(self, late_seconds: float) -> None:
        if late_seconds > max(_LATE_SECONDS, self._interval_seconds):
            self._observer.note(
                "late-sample",
                f"A sample came {late_seconds:.1f} s late (a stopped or overloaded machine): the "
                "energy is complete, its course in that time is not known",
                "info",
            )
