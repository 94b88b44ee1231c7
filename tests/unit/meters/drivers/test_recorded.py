"""Tests of replaying a recording."""

import math
from pathlib import Path

import pytest

from wholeprint.errors import MeterUnavailableError
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.recorded import (
    FILE,
    RecordedDriver,
    RecordedMeter,
    Recording,
    ScriptedFault,
)

LINES = """\
{"channels": [{"name": "package-0", "domain": "cpu"}, {"name": "gpu:0", "domain": "gpu:0"}]}
{"t": 0.0, "joules": {"package-0": 50.0, "gpu:0": 0.0}}
{"t": 10.0, "joules": {"package-0": 1050.0, "gpu:0": 3000.0}}
{"t": 4.0, "fault": "unreadable", "channel": "package-0", "until": 6.0}
"""


def test_a_file_is_replayed(tmp_path: Path) -> None:
    """Joules count from the opening, on straight lines between the readings."""
    (tmp_path / FILE).write_text(LINES)
    clock = SteppedClock()
    driver = RecordedDriver(now=clock.elapsed_seconds)
    assert driver.probe(tmp_path).found
    meter = driver.open(tmp_path)
    clock.advance(2.5)
    assert meter.read() == pytest.approx((250, 750))
    clock.advance(100)
    assert meter.read() == pytest.approx((1000, 3000))


def test_a_scripted_fault_happens_on_time(tmp_path: Path) -> None:
    """Unreadable from 4 s to 6 s, and right again afterwards."""
    (tmp_path / FILE).write_text(LINES)
    clock = SteppedClock()
    meter = RecordedDriver(now=clock.elapsed_seconds).open(tmp_path, ["package-0"])
    clock.advance(5)
    assert math.isnan(meter.read()[0])
    clock.advance(2)
    assert meter.read()[0] == pytest.approx(700)


def test_dying_and_jumping() -> None:
    """A dead channel never answers again; a jump adds its joules for good."""
    clock = SteppedClock()
    faults = [ScriptedFault("die", "a", 2.0), ScriptedFault("jump", "b", 2.0, joules=1e6)]
    recording = Recording.constant({"a": 10.0, "b": 10.0}, faults=faults)
    meter = RecordedMeter(recording, clock.elapsed_seconds)
    clock.advance(3)
    dead, jumped = meter.read()
    assert math.isnan(dead)
    assert jumped == pytest.approx(1e6 + 30)


def test_constant_power_knows_its_domains() -> None:
    """Names alone tell dram, accelerators and the platform from the processor."""
    recording = Recording.constant({"package-0": 1, "dram-0": 1, "gpu:1": 1, "psys": 1})
    assert [spec.domain for spec in recording.specs] == ["cpu", "dram", "gpu:1", "machine"]


@pytest.mark.parametrize("text", ["", "rubbish", '{"t": 0}', '{"channels": [{"basis": "x"}]}'])
def test_a_broken_recording_says_where(tmp_path: Path, text: str) -> None:
    """A line that is not what the format says is an error with its number."""
    (tmp_path / FILE).write_text(text)
    with pytest.raises(MeterUnavailableError):
        RecordedDriver().open(tmp_path)


def test_no_recording_is_no_meter(tmp_path: Path) -> None:
    """Without the file the driver finds nothing, and says so."""
    assert not RecordedDriver().probe(tmp_path).found


def test_unknown_channels_are_refused() -> None:
    """Asking for channels that were not recorded is an error."""
    with pytest.raises(MeterUnavailableError):
        RecordedDriver(Recording.constant({"a": 1.0})).open(Path("/"), ["b"])
