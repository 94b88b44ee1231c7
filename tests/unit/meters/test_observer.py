"""Tests of one round of readings: gaps, notes, clocks, and a sink that refuses."""

import math
from collections.abc import Callable, Sequence

import pytest

from wholeprint.errors import MeterReadError
from wholeprint.meters.base import Fault, Meter
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.recorded import RecordedMeter, Recording, ScriptedFault
from wholeprint.meters.intervals import Block
from wholeprint.meters.observer import Observer
from wholeprint.meters.process_tree import CpuTree


class LinearTree:
    """A tree that keeps half a processor busy."""

    def __init__(self, clock: SteppedClock) -> None:
        self._clock = clock
        self.asked_for_all = False

    def start(self) -> None:
        """Nothing to prepare."""

    def read(self, *, must: bool = False) -> float:
        """Half of the time."""
        del must
        return self._clock.elapsed_seconds() / 2

    def read_all(self) -> float:
        """Half of the time."""
        self.asked_for_all = True
        return self.read()

    def close(self) -> None:
        """Nothing is kept open."""


class BrokenTree:
    """A tree whose author made a mistake."""

    def start(self) -> None:
        """Nothing to prepare."""

    def read(self, *, must: bool = False) -> float:
        """Fail."""
        raise ZeroDivisionError(must)

    def read_all(self) -> float:
        """Fail."""
        return self.read()

    def close(self) -> None:
        """Nothing is kept open."""


class FaultyMeter:
    """A meter that raises when told."""

    name = "faulty"
    longest_wait_seconds = math.inf

    def __init__(self, inner: RecordedMeter) -> None:
        self._inner = inner
        self.channels = inner.channels
        self.error: Exception | None = None
        self.told: tuple[Fault, ...] = ()

    def read(self) -> tuple[float, ...]:
        """Read, or raise."""
        if self.error is not None:
            raise self.error
        return self._inner.read()

    def calibrate(self, budget_seconds: float, stopped: Callable[[], bool]) -> None:
        """Nothing to learn."""

    def close(self) -> None:
        """Nothing is held."""

    def faults(self) -> tuple[Fault, ...]:
        """What the test put there."""
        told, self.told = self.told, ()
        return told


class Bench:
    """An observer on a stepped clock."""

    def __init__(
        self,
        faults: Sequence[ScriptedFault] = (),
        sink: Callable[[Block], None] | None = None,
    ) -> None:
        self.clock = SteppedClock()
        self.blocks: list[Block] = []
        recording = Recording.constant({"package-0": 100.0, "dram-0": 20.0}, faults=faults)
        self.meter = FaultyMeter(RecordedMeter(recording, self.clock.elapsed_seconds))
        self.tree = LinearTree(self.clock)
        self.observer = self.observe(self.tree, sink or self.blocks.append)

    def observe(self, tree: CpuTree, sink: Callable[[Block], None]) -> Observer:
        """Begin to observe the meter and a tree."""
        meters: list[Meter] = [self.meter]
        busy = lambda: 1000 + self.clock.elapsed_seconds()  # noqa: E731 - one line says it
        observer = Observer(meters, tree, busy, sink, self.clock)
        observer.start()
        return observer

    def steps(self, count: int, seconds: float = 1.0) -> None:
        """Sample some times."""
        for _ in range(count):
            self.clock.advance(seconds)
            self.observer.sample()

    def codes(self) -> list[str]:
        """Codes of the notes so far."""
        return [note.code for note in self.observer.take_notes()]


def test_intervals_are_handed_over() -> None:
    """Three seconds at 100 W: three intervals of 100 J, half a processor, all of it noted never."""
    bench = Bench()
    bench.steps(3)
    bench.observer.send()
    (block,) = bench.blocks
    assert block.joules["package-0"] == pytest.approx((100, 100, 100))
    assert block.cpu_seconds == pytest.approx((0.5, 0.5, 0.5))
    assert block.busy_seconds == pytest.approx((1, 1, 1))
    assert bench.codes() == []
    assert bench.observer.started_unix_seconds == 1_700_000_000


def test_flushing_takes_a_reading() -> None:
    """A block ends at the moment of the flush."""
    bench = Bench()
    bench.clock.advance(0.5)
    bench.observer.flush()
    assert bench.blocks[0].edges_seconds == (0.0, 0.5)


def test_two_readings_at_once_are_one() -> None:
    """No interval has no length."""
    bench = Bench()
    bench.steps(1)
    assert bench.observer.sample() == 1.0
    bench.observer.send()
    assert bench.blocks[0].length == 1


def test_the_last_reading_looks_at_every_process() -> None:
    """At the end the tree is asked for all, whatever it costs."""
    bench = Bench()
    bench.clock.advance(1)
    bench.observer.sample(last=True)
    assert bench.tree.asked_for_all


def test_the_latest_interval_is_there_to_be_shown() -> None:
    """Watts and processors of the last interval."""
    bench = Bench()
    bench.steps(2, seconds=2)
    latest = bench.observer.latest
    assert latest.elapsed_seconds == 4
    assert latest.watts["package-0"] == pytest.approx(100)
    assert latest.cpu_cores == pytest.approx(0.5)


def test_a_dying_sensor_is_a_gap_and_the_others_go_on() -> None:
    """From its death on its energy is NaN and said so once; its neighbour is complete."""
    bench = Bench([ScriptedFault("die", "package-0", 2.5)])
    bench.steps(8)
    bench.observer.send()
    (block,) = bench.blocks
    assert block.joules["package-0"][:2] == pytest.approx((100, 100))
    assert all(math.isnan(value) for value in block.joules["package-0"][2:])
    assert sum(block.joules["dram-0"]) == pytest.approx(160)
    assert bench.codes() == ["sensor-died"]


def test_a_sensor_that_comes_back_lost_nothing() -> None:
    """A counter that could not be read for a while is complete again, and says so."""
    bench = Bench([ScriptedFault("unreadable", "package-0", 1.5, 6.5)])
    bench.steps(8)
    bench.observer.send()
    assert sum(bench.blocks[0].joules["package-0"]) == pytest.approx(800)
    assert bench.codes() == ["sensor-died", "sensor-recovered"]


def test_a_jump_is_a_gap_and_a_note() -> None:
    """1 MJ in a second is no energy: that interval is unknown, the next ones are right."""
    bench = Bench([ScriptedFault("jump", "package-0", 1.5, joules=1e6)])
    bench.steps(3)
    bench.observer.send()
    joules = bench.blocks[0].joules["package-0"]
    assert math.isnan(joules[1])
    assert (joules[0], joules[2]) == pytest.approx((100, 100))
    assert bench.codes() == ["counter-jumped"]


def test_a_fault_the_meter_tells_is_a_gap() -> None:
    """Energy that the meter says is unknown is not written as known, even seen between samples."""
    bench = Bench()
    bench.meter.told = (Fault("package-0", "counter-jumped", "it was reset"),)
    bench.observer.touch()
    bench.steps(2)
    bench.observer.send()
    joules = bench.blocks[0].joules["package-0"]
    assert math.isnan(joules[0])
    assert joules[1] == pytest.approx(100)


@pytest.mark.parametrize("error", [MeterReadError("gone"), OSError("bad"), ZeroDivisionError()])
def test_a_meter_that_raises_harms_nobody(error: Exception) -> None:
    """Our own errors, the system's and a driver's bug are notes, and the energy comes later."""
    bench = Bench()
    bench.steps(1)
    bench.meter.error = error
    bench.steps(1)
    bench.meter.error = None
    bench.steps(1)
    bench.observer.send()
    assert sum(bench.blocks[0].joules["package-0"]) == pytest.approx(300)
    assert bench.codes() == ["sensor-unreadable"]


def test_a_tree_that_raises_is_a_gap() -> None:
    """Without CPU time the energy is still measured."""
    bench = Bench()
    bench.observer = bench.observe(BrokenTree(), bench.blocks.append)
    bench.steps(1)
    bench.observer.send()
    assert math.isnan(bench.blocks[0].cpu_seconds[0])
    assert bench.blocks[0].joules["package-0"] == pytest.approx((100,))


def test_suspension_is_noted_and_the_time_is_right() -> None:
    """An hour asleep lies between the edges, and is said."""
    bench = Bench()
    bench.clock.suspend(3600)
    bench.steps(1)
    bench.observer.send()
    assert bench.blocks[0].edges_seconds == (0.0, 3601.0)
    assert bench.codes() == ["suspended"]


@pytest.mark.parametrize(("seconds", "word"), [(-7200, "back"), (7200, "forward")])
def test_a_set_wall_clock_is_noted_and_ignored(seconds: float, word: str) -> None:
    """Setting the clock changes no interval."""
    bench = Bench()
    bench.clock.set_wall_clock(seconds)
    bench.steps(2)
    bench.observer.send()
    assert bench.blocks[0].edges_seconds == (0.0, 1.0, 2.0)
    (note,) = bench.observer.take_notes()
    assert note.code == "clock-changed"
    assert word in note.message


def test_a_refusing_sink_gets_everything_later() -> None:
    """What could not be written is kept and comes in order when the disk is free again."""
    blocks: list[Block] = []
    full = [True, True, False, False, False]

    def sink(block: Block) -> None:
        if full.pop(0):
            raise OSError(28, "No space left on device")
        blocks.append(block)

    bench = Bench(sink=sink)
    for _ in range(3):
        bench.steps(2)
        bench.observer.send()
    assert [block.edges_seconds[0] for block in blocks] == [0.0, 2.0, 4.0]
    assert bench.codes() == ["ledger-unwritable"] * 2
    assert bench.observer.unsent == ()


def test_a_sink_that_never_takes_costs_no_energy() -> None:
    """Kept blocks are bounded by making them coarser, which is said, and loses no joule."""

    def sink(block: Block) -> None:
        raise OSError(block.length)

    bench = Bench(sink=sink)
    for _ in range(30):
        bench.steps(500)
        bench.observer.send()
    unsent = bench.observer.unsent
    assert sum(block.length for block in unsent) <= 10_000
    assert sum(sum(block.joules["package-0"]) for block in unsent) == pytest.approx(1_500_000)
    assert any("two intervals" in note.message for note in bench.observer.take_notes())


def test_notes_of_one_kind_are_few() -> None:
    """A sensor that fails a hundred times is told five times."""
    bench = Bench()
    for _ in range(100):
        bench.meter.told = (Fault("package-0", "counter-jumped", "again"),)
        bench.steps(1)
    notes = bench.observer.take_notes()
    assert len(notes) == 5
    assert "not noted" in notes[-1].message


def test_what_is_read_and_how_often_is_known() -> None:
    """The observer passes on its meters' channels and the longest time between readings."""
    bench = Bench()
    assert [spec.name for spec in bench.observer.channels] == ["package-0", "dram-0"]
    assert bench.observer.longest_wait_seconds == math.inf
    bench.observer.calibrate(0.01, lambda: True)
    bench.observer.close()
