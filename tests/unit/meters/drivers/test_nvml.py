"""Tests of the NVIDIA driver, on recorded boards."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from wholeprint.errors import MeterUnavailableError
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.nvml import NvmlDriver, NvmlMeter
from wholeprint.meters.nvml_api import Board
from wholeprint.meters.nvml_twin import RecordedBoard, RecordedNvml

ROOT = Path("/")


def _board(index: int = 0) -> Board:
    return Board(index, "A100-SXM4-80GB", f"GPU-{index}", limit_watts=400)


def _counted(
    index: int = 0, watts: float = 300, lost: Sequence[tuple[float, float]] = ()
) -> RecordedBoard:
    return RecordedBoard(
        _board(index), lambda at: 1e6 + watts * at, lambda _at: watts, lost_seconds=tuple(lost)
    )


def _open(clock: SteppedClock, *boards: RecordedBoard) -> NvmlMeter:
    api = RecordedNvml(boards, clock.elapsed_seconds)
    return NvmlDriver(api, clock.elapsed_seconds).open(ROOT)


def test_no_driver_says_so(tmp_path: Path) -> None:
    """A machine without an NVIDIA driver gets a reason, not an error."""
    assert "no NVIDIA driver" in NvmlDriver().probe(tmp_path).reason
    with pytest.raises(MeterUnavailableError):
        NvmlDriver().open(tmp_path)


def test_four_boards_are_summed_whole() -> None:
    """Four boards of 300 W over 5 s have used 6000 J, and each has its own channel."""
    clock = SteppedClock()
    meter = _open(clock, *(_counted(index) for index in range(4)))
    clock.advance(5)
    assert sum(meter.read()) == pytest.approx(6000)
    assert [spec.domain for spec in meter.channels] == ["gpu:0", "gpu:1", "gpu:2", "gpu:3"]
    assert meter.channels[0].device == "GPU-0"
    assert meter.longest_wait_seconds == math.inf


def test_power_is_integrated_where_there_is_no_counter() -> None:
    """A ramp from 100 W to 300 W in 10 s is 2000 J by the trapezoid, and says how it was had."""
    clock = SteppedClock()
    meter = _open(clock, RecordedBoard(_board(), None, lambda at: 100 + 20 * at))
    for _ in range(10):
        clock.advance(1)
        meter.read()
    assert meter.read()[0] == pytest.approx(2000)
    assert meter.channels[0].method == "nvml-power"
    assert meter.channels[0].relative_error > 0.05
    assert meter.longest_wait_seconds == 1


def test_a_lost_board_is_a_gap_of_its_own() -> None:
    """One board that falls off the bus leaves the other right, and itself unknown."""
    clock = SteppedClock()
    meter = _open(clock, _counted(0, lost=[(1, 1e9)]), _counted(1))
    clock.advance(2)
    lost, other = meter.read()
    assert math.isnan(lost)
    assert other == pytest.approx(600)
    assert [fault.channel for fault in meter.faults()] == ["gpu:0"]
    assert meter.faults() == ()


def test_a_board_that_comes_back_goes_on_counting() -> None:
    """The counter kept counting while nobody could read it: nothing is lost."""
    clock = SteppedClock()
    meter = _open(clock, _counted(0, lost=[(1, 3)]))
    joules = 0.0
    for _ in range(4):
        clock.advance(1)
        joules = meter.read()[0]
    assert joules == pytest.approx(1200)


def test_a_reset_driver_starts_a_new_count() -> None:
    """A counter that starts again from zero is a gap, never negative energy."""
    clock = SteppedClock()
    reset = RecordedBoard(_board(), lambda at: 1e6 + 300 * at if at < 2 else 300 * (at - 2))
    meter = _open(clock, reset)
    joules = 0.0
    for _ in range(4):
        clock.advance(1)
        joules = meter.read()[0]
    assert joules == pytest.approx(300 + 600)
    (fault,) = meter.faults()
    assert fault.gap
    assert "reset" in fault.message


def test_unseen_power_is_not_made_up() -> None:
    """Power that nobody saw while a sensor was away is a gap, not a straight line."""
    clock = SteppedClock()
    sensed = RecordedBoard(_board(), None, lambda _at: 100.0, lost_seconds=((1, 3),))
    meter = _open(clock, sensed)
    for _ in range(4):
        clock.advance(1)
        meter.read()
    assert [fault.gap for fault in meter.faults()] == [False, False, True]
    assert meter.read()[0] == pytest.approx(100)


def test_a_long_lost_board_is_asked_seldom() -> None:
    """After 16 failures a dead board costs a call only at every 16th reading."""
    clock = SteppedClock()
    meter = _open(clock, _counted(0, lost=[(1, 1e9)]))
    clock.advance(1)
    for _ in range(64):
        meter.read()
    assert len(meter.faults()) == 16 + 3


def test_a_mig_instance_without_counter_says_why() -> None:
    """A board that answers nothing because it is divided names that as the reason."""
    divided = RecordedBoard(Board(0, "A100", "MIG-1", divided=True))
    finding = NvmlDriver(RecordedNvml([divided], lambda: 0.0)).probe(ROOT)
    assert not finding.found
    assert "MIG" in finding.reason


def test_what_is_found_says_how_good_it_is() -> None:
    """The finding states the published accuracy, and a refused board beside a good one."""
    clock = SteppedClock()
    api = RecordedNvml([_counted(0), _counted(1, lost=[(0, 1e9)])], clock.elapsed_seconds)
    finding = NvmlDriver(api, clock.elapsed_seconds).probe(ROOT)
    assert [spec.name for spec in finding.channels] == ["gpu:0"]
    assert "5 %" in finding.accuracy
    assert "accelerator 1" in finding.reason


def test_nothing_readable_cannot_be_opened() -> None:
    """Boards that answer nothing make no meter."""
    with pytest.raises(MeterUnavailableError):
        NvmlDriver(RecordedNvml([RecordedBoard(_board())], lambda: 0.0)).open(ROOT)
