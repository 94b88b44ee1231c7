"""What every meter must do, whatever sensor is behind it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wholeprint.meters.base import Driver, Meter
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.nvml import NvmlDriver
from wholeprint.meters.drivers.rapl import RaplDriver
from wholeprint.meters.drivers.recorded import RecordedDriver, Recording
from wholeprint.meters.nvml_api import Board
from wholeprint.meters.nvml_twin import RecordedBoard, RecordedNvml
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin

DOMAINS = {"cpu", "dram", "other", "machine"}


@dataclass
class Rig:
    """A driver on a machine of known power, and a way to let time pass on both."""

    driver: Driver
    root: Path
    advance: Callable[[float], None]
    watts: dict[str, float]


def _rapl(root: Path) -> Iterator[Rig]:
    clock = SteppedClock()
    with PowercapTwin(root, SCENARIOS["psys"]()) as twin:

        def advance(seconds: float) -> None:
            clock.advance(seconds)
            twin.show(clock.elapsed_seconds())

        watts = {"package-0": 100.0, "core-0": 60.0, "dram-0": 37.0, "psys": 190.0}
        yield Rig(RaplDriver(clock.elapsed_seconds), root, advance, watts)


def _nvml(root: Path) -> Iterator[Rig]:
    clock = SteppedClock()
    counted = RecordedBoard(Board(0, "A100", "GPU-a"), lambda at: 300 * at, lambda _at: 300.0)
    sensed = RecordedBoard(Board(1, "T4", "GPU-b"), None, lambda _at: 70.0)
    api = RecordedNvml([counted, sensed], clock.elapsed_seconds)
    watts = {"gpu:0": 300.0, "gpu:1": 70.0}
    yield Rig(NvmlDriver(api, clock.elapsed_seconds), root, clock.advance, watts)


def _recorded(root: Path) -> Iterator[Rig]:
    clock = SteppedClock()
    watts = {"package-0": 100.0, "gpu:0": 300.0}
    driver = RecordedDriver(Recording.constant(watts), clock.elapsed_seconds)
    yield Rig(driver, root, clock.advance, watts)


@pytest.fixture(params=[_rapl, _nvml, _recorded], ids=["rapl", "nvml", "recorded"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Each driver in turn."""
    yield from request.param(tmp_path)


@pytest.fixture
def meter(rig: Rig) -> Iterator[Meter]:
    """The driver's meter, open."""
    meter = rig.driver.open(rig.root)
    yield meter
    meter.close()


def test_the_finding_and_the_meter_agree(rig: Rig, meter: Meter) -> None:
    """What is promised is what is opened, in the same order."""
    finding = rig.driver.probe(rig.root)
    assert finding.found
    assert finding.driver == rig.driver.name == meter.name
    assert [spec.name for spec in finding.channels] == [spec.name for spec in meter.channels]
    assert finding.accuracy


def test_channels_are_named_and_placed(meter: Meter) -> None:
    """Names are unique, domains are known ones, and what contains a channel is a channel."""
    names = [spec.name for spec in meter.channels]
    assert len(set(names)) == len(names)
    for spec in meter.channels:
        assert spec.domain in DOMAINS or spec.domain.startswith("gpu:")
        assert spec.within is None or spec.within in names
        assert spec.plausible_watts > 0


def test_reading_begins_near_zero(meter: Meter) -> None:
    """Joules count from the opening, not from the machine's boot."""
    assert meter.read() == pytest.approx([0.0] * len(meter.channels), abs=1e-6)


def test_known_power_is_read(rig: Rig, meter: Meter) -> None:
    """Twenty seconds of known power are read within 0.2 %, one value per channel."""
    for _ in range(20):
        rig.advance(1.0)
        meter.read()
    joules = dict(zip((spec.name for spec in meter.channels), meter.read(), strict=True))
    assert joules == pytest.approx({n: 20 * w for n, w in rig.watts.items()}, rel=0.002)


def test_joules_never_fall(rig: Rig, meter: Meter) -> None:
    """Each reading is at least the one before."""
    before = meter.read()
    for _ in range(5):
        rig.advance(0.3)
        now = meter.read()
        assert all(after >= earlier for after, earlier in zip(now, before, strict=True))
        before = now


def test_a_quiet_meter_has_no_faults(rig: Rig, meter: Meter) -> None:
    """Nothing went wrong, and nothing is told."""
    rig.advance(1.0)
    meter.read()
    assert meter.faults() == ()


def test_one_channel_alone_can_be_opened(rig: Rig) -> None:
    """Any one channel can be had without the others."""
    for name in rig.watts:
        meter = rig.driver.open(rig.root, [name])
        assert [spec.name for spec in meter.channels] == [name]
        meter.close()


def test_calibrating_costs_no_energy(rig: Rig, meter: Meter) -> None:
    """Watching the counter changes nothing that is read."""
    rig.advance(1.0)
    meter.calibrate(0.002, lambda: True)
    expected = [rig.watts[spec.name] for spec in meter.channels]
    assert meter.read() == pytest.approx(expected, rel=0.01)


def test_a_meter_can_be_closed_twice(meter: Meter) -> None:
    """Closing again is harmless."""
    meter.close()
    meter.close()


def test_a_meter_says_how_long_it_can_wait(meter: Meter) -> None:
    """The longest time between two readings is positive, and may be without end."""
    assert meter.longest_wait_seconds > 0
    assert not math.isnan(meter.longest_wait_seconds)
