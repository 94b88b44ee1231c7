"""One reading of everything, turned into intervals, notes and blocks; the thread is elsewhere."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from wholeprint.errors import WholeprintError
from wholeprint.meters.base import ChannelSpec, Meter
from wholeprint.meters.clock import Clock
from wholeprint.meters.intervals import Block, IntervalBuilder, coarser
from wholeprint.meters.process_tree import CpuTree
from wholeprint.quantities.note import Note, Severity

_UNKNOWN = float("nan")
_SHORTEST_SECONDS = 1e-6
_DEAD_AFTER_MISSES = 3
_WALL_TOLERANCE_SECONDS = 1.0
_SUSPEND_TOLERANCE_SECONDS = 0.5
_MOST_NOTES_PER_KIND = 5
_MOST_KEPT_INTERVALS = 10_000


class Latest(NamedTuple):
    """The last interval, for a line that shows what goes on.

    Attributes:
        elapsed_seconds: Time since the start [s].
        watts: Power of each channel over the last interval [W]; NaN in a gap.
        cpu_cores: Processors that the tree kept busy in it, on average [1].
    """

    elapsed_seconds: float
    watts: dict[str, float]
    cpu_cores: float


class Observer:
    """Reads all meters and the process tree when told, and hands blocks to a sink.

    Nothing here raises for a fault of a sensor, of the sink or of a driver: it becomes a note.

    Args:
        meters: Open meters.
        tree: Whose CPU time counts.
        busy: Tells the machine's busy time since boot [s]; NaN if it cannot.
        sink: Takes the blocks; may fail, and is then tried again.
        clock: The time.
    """

    def __init__(
        self,
        meters: Sequence[Meter],
        tree: CpuTree,
        busy: Callable[[], float],
        sink: Callable[[Block], None],
        clock: Clock,
    ) -> None:
        self._meters = tuple(meters)
        self._tree = tree
        self._busy = busy
        self._sink = sink
        self._clock = clock
        limits = {
            spec.name: spec.plausible_watts for meter in self._meters for spec in meter.channels
        }
        self._builder = IntervalBuilder(limits, self._tell_jump)
        self._broken: set[str] = set()
        self._dead: set[str] = set()
        self._unsent: list[Block] = []
        self._notes: deque[Note] = deque()
        self._told: dict[tuple[str, str], int] = {}
        # What energy follows from is read in every interval; what only shares it out, and costs
        # more to read than a counter, when a block is sent and at the edges of spans.
        self._cpu_is_metered = any(
            spec.domain in {"cpu", "machine"} for meter in self._meters for spec in meter.channels
        )
        self._begin_seconds = 0.0
        self._wall_offset_seconds = 0.0
        self._asleep_seconds = 0.0
        self.started_unix_seconds = 0.0
        self._last: tuple[float, float, float, list[float]] = (0.0, 0.0, _UNKNOWN, [])

    @property
    def channels(self) -> tuple[ChannelSpec, ...]:
        """What is read, as well as it is known by now."""
        return tuple(spec for meter in self._meters for spec in meter.channels)

    @property
    def unsent(self) -> tuple[Block, ...]:
        """Blocks that the sink has not taken yet."""
        return tuple(self._unsent)

    @property
    def longest_wait_seconds(self) -> float:
        """The longest time between two looks at the meters that loses nothing [s]."""
        return min((meter.longest_wait_seconds for meter in self._meters), default=float("inf"))

    @property
    def latest(self) -> Latest:
        """The last interval, for a line that shows what goes on."""
        at_seconds, length, cpu_seconds, joules = self._last
        if not length:
            return Latest(0.0, {}, _UNKNOWN)
        names = self._builder.names
        watts = {name: used / length for name, used in zip(names, joules, strict=True)}
        return Latest(at_seconds, watts, cpu_seconds / length)

    def elapsed_seconds(self) -> float:
        """Return the time since the start [s]."""
        return self._clock.elapsed_seconds() - self._begin_seconds

    def start(self) -> None:
        """Take the first reading."""
        clock = self._clock
        self._begin_seconds = clock.elapsed_seconds()
        self.started_unix_seconds = clock.unix_seconds()
        self._wall_offset_seconds = self.started_unix_seconds - self._begin_seconds
        self._asleep_seconds = self._begin_seconds - clock.awake_seconds()
        joules = self._read_meters()
        busy_seconds = self._busy()
        self._guarded(self._tree.start)
        self._builder.start(joules, 0.0, busy_seconds)

    def glance(self) -> None:
        """End an interval now, reading only what energy follows from."""
        at_seconds = self.elapsed_seconds()
        if at_seconds - self._builder.last_edge_seconds < _SHORTEST_SECONDS:
            return
        joules = self._read_meters()
        cpu_seconds = _UNKNOWN if self._cpu_is_metered else self._guarded(self._tree.read)
        self._end_interval(at_seconds, joules, cpu_seconds, _UNKNOWN)

    def sample(self, *, last: bool = False) -> float:
        """End an interval now, reading everything.

        Args:
            last: Whether this is the end, so that every process is looked at.

        Returns:
            Where the interval ends [s since the start].
        """
        at_seconds = self.elapsed_seconds()
        if at_seconds - self._builder.last_edge_seconds < _SHORTEST_SECONDS:
            return self._builder.last_edge_seconds
        joules = self._read_meters()
        cpu_seconds = self._guarded(self._tree.read_all if last else self._tree.read)
        self._watch_clocks(at_seconds + self._begin_seconds)
        self._end_interval(at_seconds, joules, cpu_seconds, self._busy())
        return at_seconds

    def touch(self) -> None:
        """Look at the meters without ending an interval, so that no wrap goes unseen."""
        self._read_meters()

    def flush(self) -> None:
        """End an interval and hand all blocks to the sink; what it refuses is kept for later."""
        at_seconds = self.elapsed_seconds()
        if at_seconds - self._builder.last_edge_seconds >= _SHORTEST_SECONDS:
            joules = self._read_meters()
            cpu_seconds = self._guarded(self._read_tree)
            self._watch_clocks(at_seconds + self._begin_seconds)
            self._end_interval(at_seconds, joules, cpu_seconds, self._busy())
        self.send()

    def send(self) -> None:
        """Hand all blocks to the sink; what it refuses is kept for later."""
        block = self._builder.take()
        if block is not None:
            self._unsent.append(block)
        while self._unsent:
            try:
                self._sink(self._unsent[0])
            except Exception as error:  # noqa: BLE001 - a full disk must not end the measured run
                self.note("ledger-unwritable", f"A block could not be written: {error!r}")
                self._keep_within_bounds()
                return
            self._unsent.pop(0)

    def calibrate(self, budget_seconds: float, stopped: Callable[[], bool]) -> None:
        """Let the meters learn how often their counters move.

        Args:
            budget_seconds: The most that each may take [s].
            stopped: Asked often; says when to leave off.
        """
        for meter in self._meters:
            self._guarded(lambda meter=meter: meter.calibrate(budget_seconds, stopped))

    def close(self) -> None:
        """Close the meters and the process tree."""
        for meter in self._meters:
            self._guarded(meter.close)
        self._guarded(self._tree.close)

    def take_notes(self) -> tuple[Note, ...]:
        """Return the notes since the last call, once."""
        # One by one from the left: safe while the thread adds to the right.
        return tuple(self._notes.popleft() for _ in range(len(self._notes)))

    def note(
        self, code: str, message: str, severity: Severity = "warning", about: str = ""
    ) -> None:
        """Keep a note, unless there are enough of its kind.

        Args:
            code: Its code.
            message: Its text.
            severity: Whether a number is worse for it.
            about: The channel it is about.
        """
        told = self._told[code, about] = self._told.get((code, about), 0) + 1
        if told > _MOST_NOTES_PER_KIND:
            return
        if told == _MOST_NOTES_PER_KIND:
            message = f"{message} (more of the same are not noted)"
        self._notes.append(Note(code, message, self._clock.unix_seconds(), severity))

    def _read_tree(self) -> float:
        return self._tree.read(must=True)

    def _guarded(self, call: "Callable[[], float | None]") -> float:
        # Somebody else may have written what is called; its failure becomes a note.
        try:
            value = call()
        except Exception as error:  # noqa: BLE001 - a driver's bug must not end the measured run
            self.note("sensor-unreadable", f"A reading failed: {error!r}")
            return _UNKNOWN
        return _UNKNOWN if value is None else value

    def _read_meters(self) -> dict[str, float]:
        joules: dict[str, float] = {}
        for meter in self._meters:
            try:
                values = meter.read()
                faults = meter.faults()
            except WholeprintError as error:
                self.note("sensor-unreadable", str(error), about=meter.name)
                continue
            except Exception as error:  # noqa: BLE001 - a driver's bug must not end the run
                self.note("sensor-unreadable", f"{meter.name}: {error!r}", about=meter.name)
                continue
            for spec, value in zip(meter.channels, values, strict=False):
                joules[spec.name] = value
            for fault in faults:
                self.note(fault.code, fault.message, about=fault.channel)
                if fault.gap:
                    self._broken.add(fault.channel)
        return joules

    def _end_interval(
        self, at_seconds: float, joules: dict[str, float], cpu_seconds: float, busy_seconds: float
    ) -> None:
        self._builder.add(at_seconds, joules, cpu_seconds, busy_seconds, self._broken)
        self._broken.clear()
        if self._dead or self._builder.troubled:
            self._watch_channels()
        self._last = (at_seconds, *self._builder.last())

    def _watch_channels(self) -> None:
        for name in self._builder.names:
            misses = self._builder.misses(name)
            if misses == _DEAD_AFTER_MISSES and name not in self._dead:
                self._dead.add(name)
                self.note("sensor-died", f"{name} no longer answers: its energy is a gap from here")
            elif not misses and name in self._dead:
                self._dead.discard(name)
                self.note("sensor-recovered", f"{name} answers again", "info")

    def _watch_clocks(self, elapsed: float) -> None:
        clock = self._clock
        asleep = elapsed - clock.awake_seconds()
        slept = asleep - self._asleep_seconds
        self._asleep_seconds = asleep
        if slept > _SUSPEND_TOLERANCE_SECONDS:
            self.note("suspended", f"The machine was suspended for {slept:.0f} s")
        offset = clock.unix_seconds() - elapsed
        moved = offset - self._wall_offset_seconds
        self._wall_offset_seconds = offset
        if abs(moved) > _WALL_TOLERANCE_SECONDS:
            way = "forward" if moved > 0 else "back"
            self.note(
                "clock-changed",
                f"The wall clock was set {way} by {abs(moved):.0f} s; times in this run go on from "
                "its start, without that step",
            )

    def _tell_jump(self, name: str) -> None:
        self.note(
            "counter-jumped",
            f"{name} showed more energy than it can have used: that interval is a gap",
            about=name,
        )

    def _keep_within_bounds(self) -> None:
        kept = sum(block.length for block in self._unsent)
        while kept > _MOST_KEPT_INTERVALS and kept > len(self._unsent):
            self._unsent = coarser(self._unsent)
            kept = sum(block.length for block in self._unsent)
            self.note(
                "ledger-unwritable",
                "Too much waits to be written: every two intervals became one; no energy is lost",
                about="memory",
            )
