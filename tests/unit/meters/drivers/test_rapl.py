"""Tests of the RAPL driver."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import MeterUnavailableError
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.rapl import RaplDriver
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin


def _never() -> bool:
    return False


def test_no_tree_says_why(tmp_path: Path) -> None:
    """On a machine without powercap the finding tells the reason and a way out."""
    finding = RaplDriver().probe(tmp_path)
    assert not finding.found
    assert not finding.present
    assert "modprobe" in finding.fix


def test_a_masked_tree_says_so(tmp_path: Path) -> None:
    """An empty powercap folder, as containers show it, is told apart from none."""
    (tmp_path / "sys/class/powercap").mkdir(parents=True)
    assert "container" in RaplDriver().probe(tmp_path).reason


def test_a_tree_is_found_and_its_accuracy_sourced(tmp_path: Path) -> None:
    """The finding lists the channels and says how good they are and who says so."""
    with PowercapTwin(tmp_path, SCENARIOS["dram"]()):
        finding = RaplDriver().probe(tmp_path)
    assert finding.found
    assert [spec.name for spec in finding.channels] == ["package-0", "core-0", "dram-0"]
    assert "Intel SDM" in finding.accuracy
    assert not finding.reason


def test_opening_nothing_is_an_error(tmp_path: Path) -> None:
    """Without a readable counter there is no meter, and no 0 J."""
    with pytest.raises(MeterUnavailableError):
        RaplDriver().open(tmp_path)


def test_only_wanted_channels_are_opened(tmp_path: Path) -> None:
    """A caller who has a better meter for the package reads dram alone."""
    with PowercapTwin(tmp_path, SCENARIOS["dram"]()):
        meter = RaplDriver().open(tmp_path, ["dram-0"])
        assert [spec.name for spec in meter.channels] == ["dram-0"]
        meter.close()


def test_the_refresh_period_is_measured(tmp_path: Path) -> None:
    """A counter that moves every 5 ms is seen to: between 4 and 15 ms on a busy machine."""
    with PowercapTwin(tmp_path, SCENARIOS["package"](), period_seconds=0.005) as twin:
        meter = RaplDriver().open(tmp_path)
        twin.start()
        meter.calibrate(0.2, _never)
        assert 0.004 < meter.channels[0].refresh_seconds < 0.015
        meter.close()


def test_a_counter_that_does_not_move_is_not_called_fine(tmp_path: Path) -> None:
    """If nothing moves while it is watched, the period is at least as long as the watching."""
    with PowercapTwin(tmp_path, SCENARIOS["package"]()):
        meter = RaplDriver().open(tmp_path)
        meter.calibrate(0.005, _never)
        assert meter.channels[0].refresh_seconds >= 0.005
        meter.close()


def test_watching_stops_when_told(tmp_path: Path) -> None:
    """A short run is not held up by the watching."""
    with PowercapTwin(tmp_path, SCENARIOS["package"]()):
        meter = RaplDriver().open(tmp_path)
        begin = time.monotonic()
        meter.calibrate(10.0, lambda: True)
        assert time.monotonic() - begin < 1
        meter.close()


def test_a_wrong_platform_counter_is_noticed(tmp_path: Path) -> None:
    """A psys that stands still while its package works is reported and no longer summed."""
    clock = SteppedClock()
    with PowercapTwin(tmp_path, SCENARIOS["psys"]()) as twin:
        meter = RaplDriver(now=clock.elapsed_seconds).open(tmp_path)
        stuck = twin.folder("intel-rapl:1") / "energy_uj"
        shown = stuck.read_text()
        for second in range(1, 4):
            clock.advance(1)
            twin.show(second)
            stuck.write_text(shown)
            meter.read()
        assert [fault.code for fault in meter.faults()] == ["sensor-implausible"]
        assert {spec.name: spec.within for spec in meter.channels}["package-0"] is None
        meter.close()


def _as_nobody(act: Callable[[], bool]) -> int:
    """Run in a child that is no longer root, and return its exit status."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            status = 0 if act() else 2
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_a_refused_counter_names_the_command_that_opens_it(tmp_path: Path) -> None:
    """With energy_uj at 0400, as kernels since 5.10 have it, a user gets the fix and not 0 J."""
    for folder in [tmp_path, *list(tmp_path.parents)[:-1]]:
        if folder.owner() == "root" and folder != Path("/tmp"):  # noqa: S108 - pytest's own folder
            folder.chmod(0o755)
    with PowercapTwin(tmp_path, SCENARIOS["package"]()) as twin:
        (twin.folder("intel-rapl:0") / "energy_uj").chmod(0o400)

        def act() -> bool:
            finding = RaplDriver().probe(tmp_path)
            return (
                not finding.found
                and finding.present
                and "root only" in finding.reason
                and "chmod a+r" in finding.fix
            )

        assert _as_nobody(act) == 0
