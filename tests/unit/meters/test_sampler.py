"""Tests of the thread that samples."""

import os
import threading
import time
from pathlib import Path

import pytest

from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.recorded import RecordedMeter, Recording
from wholeprint.meters.intervals import Block
from wholeprint.meters.powercap_twin import PowercapTwin, TwinZone, constant
from wholeprint.meters.process_tree import self_tree
from wholeprint.meters.registry import open_meters
from wholeprint.meters.sampler import Sampler


class HastyClock:
    """A clock on which waiting takes no time, until an hour has passed."""

    def __init__(self) -> None:
        self._stepped = SteppedClock()
        self.awake_seconds = self._stepped.awake_seconds
        self.elapsed_seconds = self._stepped.elapsed_seconds
        self.unix_seconds = self._stepped.unix_seconds
        self.done = threading.Event()

    def wait(self, event: threading.Event, seconds: float) -> bool:
        """Step on, then wait for the end."""
        if self.elapsed_seconds() < 3600:
            return self._stepped.wait(event, seconds)
        self.done.set()
        return event.wait(10)


class IdleTree:
    """A tree that uses nothing."""

    def start(self) -> None:
        """Nothing to prepare."""

    def read(self, *, must: bool = False) -> float:
        """Nothing."""
        del must
        return 0.0

    def read_all(self) -> float:
        """Nothing."""
        return 0.0

    def close(self) -> None:
        """Nothing is kept open."""


class Collector:
    """Keeps blocks, and says when there is one."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.arrived = threading.Event()

    def __call__(self, block: Block) -> None:
        self.blocks.append(block)
        self.arrived.set()

    def joules(self, channel: str) -> float:
        """All energy of a channel."""
        return sum(sum(block.joules[channel]) for block in self.blocks)


def _sampler(
    collector: Collector, interval: float = 0.01, flush: float = 0.05, watts: float = 100.0
) -> Sampler:
    meter = RecordedMeter(Recording.constant({"package-0": watts}))
    return Sampler([meter], IdleTree(), interval, flush, collector)


def test_an_hour_is_sampled_every_second_and_handed_over_every_minute() -> None:
    """3600 intervals of 1 s in blocks of a minute, without drift and without a missing joule."""
    clock, collector = HastyClock(), Collector()
    meter = RecordedMeter(Recording.constant({"package-0": 100.0}), clock.elapsed_seconds)
    sampler = Sampler([meter], IdleTree(), 1.0, 60.0, collector, clock=clock)
    sampler.start()
    assert clock.done.wait(60)
    sampler.stop()
    assert collector.joules("package-0") == pytest.approx(360_000)
    assert collector.blocks[0].length == 60
    assert collector.blocks[-1].edges_seconds[-1] == pytest.approx(3600)
    assert sum(block.length for block in collector.blocks) == 3600
    assert sampler.take_notes() == ()


def test_blocks_follow_one_another_without_a_hole() -> None:
    """Each block begins where the one before it ended."""
    collector = Collector()
    sampler = _sampler(collector)
    sampler.start()
    while len(collector.blocks) < 3:
        assert collector.arrived.wait(10)
        collector.arrived.clear()
    sampler.stop()
    for before, after in zip(collector.blocks, collector.blocks[1:], strict=False):
        assert before.edges_seconds[-1] == after.edges_seconds[0]
    assert collector.blocks[0].edges_seconds[0] == 0


def test_an_empty_run_is_measured() -> None:
    """Started and stopped at once, there is one short interval and the thread is gone."""
    collector = Collector()
    sampler = _sampler(collector, interval=1.0)
    sampler.start()
    sampler.stop()
    sampler.stop()
    assert sum(block.length for block in collector.blocks) == 1
    assert "wholeprint-sampler" not in {thread.name for thread in threading.enumerate()}


def test_stopping_does_not_wait_for_the_interval() -> None:
    """A sampler that sleeps for an hour stops at once, with all the energy."""
    collector = Collector()
    sampler = _sampler(collector, interval=3600, flush=3600)
    sampler.start()
    begin = time.monotonic()
    sampler.stop()
    assert time.monotonic() - begin < 1
    assert collector.joules("package-0") > 0


def test_stopping_before_starting_does_nothing() -> None:
    """No run, no block."""
    collector = Collector()
    _sampler(collector).stop()
    assert collector.blocks == []


def test_an_extra_reading_is_an_edge() -> None:
    """A span's edge is in the block, at the time it was taken."""
    collector = Collector()
    sampler = _sampler(collector, interval=3600, flush=3600)
    sampler.start()
    at_seconds = sampler.sample()
    sampler.stop()
    assert at_seconds in collector.blocks[0].edges_seconds


def test_a_forked_child_measures_nothing() -> None:
    """In a child forked in the middle of a reading, sampling and stopping do nothing."""
    entered, leave = threading.Event(), threading.Event()

    def slow_sink(block: Block) -> None:
        assert block.length
        entered.set()
        leave.wait(10)

    meter = RecordedMeter(Recording.constant({"package-0": 100.0}))
    sampler = Sampler([meter], IdleTree(), 0.01, 0.02, slow_sink)
    sampler.start()
    assert entered.wait(10)
    child = os.fork()  # the thread holds the sampler's lock, and is not in the child
    if child == 0:
        status = 1
        try:
            sampler.stop()
            status = 0 if sampler.sample() == 0 else 2
            sampler.reset_after_fork()
            sampler.stop()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    leave.set()
    sampler.stop()


def test_a_counter_that_wraps_fast_is_read_more_often(tmp_path: Path) -> None:
    """With one sample in 10 s a counter that goes round in 2 s is still followed."""
    zone = TwinZone("intel-rapl:0", "package-0", constant(200), range_joules=400.0)
    collector = Collector()
    with PowercapTwin(tmp_path, [zone]) as twin:
        twin.start()
        meters, _, _ = open_meters(tmp_path, ["rapl"])
        sampler = Sampler(meters, IdleTree(), 10.0, 10.0, collector)
        sampler.start()
        end = twin.elapsed_seconds() + 2.5
        while twin.elapsed_seconds() < end:
            time.sleep(0.05)
        sampler.stop()
    seconds = collector.blocks[-1].edges_seconds[-1]
    # 2.5 s at 200 W is more than one round of 400 J; 3 % is the writer's lateness.
    assert collector.joules("package-0") / seconds == pytest.approx(200, rel=0.03)


def test_it_runs_on_this_machine_with_its_own_tree() -> None:
    """With no sensor at all the CPU time of this process is still recorded, quietly."""
    collector = Collector()
    sampler = Sampler([], self_tree(), 0.01, 0.05, collector)
    sampler.start()
    assert collector.arrived.wait(10)
    sampler.stop()
    assert sum(sum(block.cpu_seconds) for block in collector.blocks) > 0
    assert sampler.channels == ()
    assert sampler.unsent == ()
    assert sampler.latest().elapsed_seconds > 0
    assert sampler.started_unix_seconds > 1_600_000_000
