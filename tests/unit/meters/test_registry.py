"""Tests of the ladder of drivers."""

from pathlib import Path

import pytest

from wholeprint.errors import SettingError
from wholeprint.meters.base import Finding, Meter
from wholeprint.meters.drivers.rapl import RaplDriver
from wholeprint.meters.drivers.recorded import FILE
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin
from wholeprint.meters.registry import DRIVERS, driver, findings, open_meters

RECORDING = """\
{"channels": [{"name": "cpu", "domain": "cpu"}, {"name": "gpu:0", "domain": "gpu:0", \
"device": "GPU-a"}, {"name": "gpu:1", "domain": "gpu:1", "device": "GPU-b"}]}
{"t": 0, "joules": {"cpu": 0, "gpu:0": 0, "gpu:1": 0}}
"""


class BuggyDriver:
    """A driver of somebody else, with a bug."""

    name = "buggy"

    def probe(self, root: Path) -> Finding:
        """Fail."""
        raise ZeroDivisionError(root)

    def open(self, root: Path, channels: object = None) -> Meter:
        """Fail."""
        raise ZeroDivisionError(root, channels)


def _names(meters: list[Meter]) -> list[str]:
    return [spec.name for meter in meters for spec in meter.channels]


@pytest.mark.parametrize("name", DRIVERS)
def test_every_driver_of_the_ladder_loads(name: str) -> None:
    """Each name leads to a driver of that name."""
    assert driver(name).name == name


def test_a_driver_of_ones_own_is_loaded_by_path() -> None:
    """package.module:Class adds a driver without touching the ladder."""
    assert isinstance(driver("wholeprint.meters.drivers.rapl:RaplDriver"), RaplDriver)


@pytest.mark.parametrize("name", ["rappl", "no.such.module:X", "wholeprint.meters.base:Nothing"])
def test_an_unknown_driver_is_refused(name: str) -> None:
    """A wrong name is an error that lists the right ones or says what is missing."""
    with pytest.raises(SettingError) as caught:
        driver(name)
    assert caught.value.fix


def test_findings_ask_every_driver(tmp_path: Path) -> None:
    """One finding per driver, each with a reason on a machine that has nothing."""
    found = findings(tmp_path)
    assert [finding.driver for finding in found] == list(DRIVERS)
    assert all(finding.reason and not finding.found for finding in found)


def test_a_machine_without_sensors_opens_nothing_and_says_nothing(tmp_path: Path) -> None:
    """Absence is a finding, not a warning on every run."""
    meters, notes, found = open_meters(tmp_path)
    assert (meters, notes) == ([], [])
    assert len(found) == len(DRIVERS)


def test_a_tree_is_opened(tmp_path: Path) -> None:
    """What can be read is opened."""
    with PowercapTwin(tmp_path, SCENARIOS["dram"]()):
        meters, notes, _ = open_meters(tmp_path)
    assert _names(meters) == ["package-0", "core-0", "dram-0"]
    assert notes == []
    meters[0].close()


def test_a_part_already_measured_is_not_opened_again(tmp_path: Path) -> None:
    """With RAPL first the recorded processor is left out and the accelerators stay."""
    (tmp_path / FILE).write_text(RECORDING)
    with PowercapTwin(tmp_path, SCENARIOS["package"]()):
        meters, _, _ = open_meters(tmp_path, ["rapl", "recorded"])
    assert _names(meters) == ["package-0", "gpu:0", "gpu:1"]
    meters[0].close()


@pytest.mark.parametrize("devices", [["1"], ["GPU-b"]])
def test_only_ones_own_accelerators_are_opened(tmp_path: Path, devices: list[str]) -> None:
    """On a shared node a run is charged for its own accelerators, by index or identifier."""
    (tmp_path / FILE).write_text(RECORDING)
    meters, _, _ = open_meters(tmp_path, ["recorded"], devices)
    assert _names(meters) == ["cpu", "gpu:1"]


def test_a_wrong_name_or_a_buggy_driver_is_a_note(tmp_path: Path) -> None:
    """The measured run goes on without them."""
    meters, notes, found = open_meters(tmp_path, ["rappl", f"{__name__}:BuggyDriver"])
    assert meters == []
    assert "rappl" in notes[0].message
    assert len(found) + len(notes) >= 2


def test_a_sensor_that_is_there_but_refused_is_a_note(tmp_path: Path) -> None:
    """Rubbish instead of a count is told on the run, with the reason."""
    with PowercapTwin(tmp_path, SCENARIOS["package"]()) as twin:
        (twin.folder("intel-rapl:0") / "energy_uj").write_text("rubbish")
        meters, notes, _ = open_meters(tmp_path, ["rapl"])
    assert meters == []
    assert [note.code for note in notes] == ["sensor-unreadable"]
    assert "intel-rapl:0" in notes[0].message
