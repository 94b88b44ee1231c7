"""Tests of turning zones into channels."""

from pathlib import Path

import pytest

from wholeprint.meters.base import ChannelSpec
from wholeprint.meters.powercap import zones
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin, TwinZone, constant
from wholeprint.meters.rapl_channels import Group, PsysWatch, groups_of
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.source import Known


def _groups(root: Path, scenario: str) -> dict[str, Group]:
    with PowercapTwin(root, SCENARIOS[scenario]()):
        return {group.spec.name: group for group in groups_of(zones(root))}


def test_names_come_from_the_name_files(tmp_path: Path) -> None:
    """Zone 0 that calls itself package-1 is package-1, and its dram is dram-1."""
    groups = _groups(tmp_path, "two-sockets")
    assert set(groups) == {"package-0", "package-1", "dram-0", "dram-1"}
    assert groups["dram-1"].sources[0].zone.folder == "intel-rapl:0:0"


def test_the_core_is_inside_its_package(tmp_path: Path) -> None:
    """Core energy is part of the package's; dram is not."""
    groups = _groups(tmp_path, "dram")
    assert groups["core-0"].spec.within == "package-0"
    assert groups["dram-0"].spec.within is None
    assert groups["dram-0"].spec.domain == "dram"


def test_the_platform_contains_all(tmp_path: Path) -> None:
    """Where psys is wired, package and dram are parts of it."""
    groups = _groups(tmp_path, "psys")
    assert groups["psys"].spec.domain == "machine"
    assert groups["package-0"].spec.within == "psys"
    assert groups["dram-0"].spec.within == "psys"


def test_mmio_is_not_a_second_package(tmp_path: Path) -> None:
    """The package that both interfaces show is taken from MSR, once."""
    groups = _groups(tmp_path, "mmio")
    assert list(groups) == ["package-0"]
    assert [source.zone.control for source in groups["package-0"].sources] == ["intel-rapl"]


def test_mmio_alone_is_used(tmp_path: Path) -> None:
    """Where only MMIO shows the package, MMIO is read."""
    zone = TwinZone("intel-rapl-mmio:0", "package-0", constant(10))
    with PowercapTwin(tmp_path, [zone]):
        (group,) = groups_of(zones(tmp_path))
    assert group.spec.name == "package-0"


def test_a_platform_counter_at_zero_was_never_wired(tmp_path: Path) -> None:
    """A psys that shows exactly 0 is left out, so that packages are still summed."""
    written = [
        TwinZone("intel-rapl:0", "package-0", constant(10)),
        TwinZone("intel-rapl:1", "psys", constant(0), start_joules=0),
    ]
    with PowercapTwin(tmp_path, written):
        (group,) = groups_of(zones(tmp_path))
    assert group.spec.within is None


def test_a_stated_limit_bounds_what_is_plausible(tmp_path: Path) -> None:
    """Ten times the stated limit is the most that is believed."""
    written = [TwinZone("intel-rapl:0", "package-0", constant(10), max_watts=200)]
    with PowercapTwin(tmp_path, written):
        (group,) = groups_of(zones(tmp_path))
    assert group.spec.plausible_watts == 2000


def test_dies_that_look_alike_at_first_are_told_apart(tmp_path: Path) -> None:
    """Two dies that start at the same count and then part are two counters, from the start on."""
    written = [
        TwinZone("intel-rapl:0", "package-0-die-0", constant(40), start_joules=0),
        TwinZone("intel-rapl:1", "package-0-die-1", constant(30), start_joules=0),
    ]
    with PowercapTwin(tmp_path, written) as twin:
        (group,) = groups_of(zones(tmp_path))
        group.start(0.0)
        twin.show(10.0)
        assert not group.advance(10.0)
        assert group.joules == pytest.approx(700)
        group.close()


def test_mirrors_are_read_once_when_that_is_sure(tmp_path: Path) -> None:
    """After 500 J in step, the second view is closed and no longer costs a reading."""
    with PowercapTwin(tmp_path, SCENARIOS["mirrored-dies"]()) as twin:
        (group,) = groups_of(zones(tmp_path))
        group.start(0.0)
        for second in range(1, 11):
            twin.show(second)
            group.advance(float(second))
        assert len(group.sources) == 1
        assert group.joules == pytest.approx(680)
        group.close()


def _spec(name: str, domain: str, within: str | None = None) -> ChannelSpec:
    return ChannelSpec(name, domain, "rapl", Known.MEASURED, Basis.CHIP, within)


def test_a_platform_below_its_packages_is_not_summed() -> None:
    """When psys shows less than its packages, the packages are summed and psys is not."""
    watch = PsysWatch((_spec("package-0", "cpu", "psys"), _spec("psys", "machine")))
    assert watch.watch([50.0, 0.0]) == ""
    assert "package" in watch.watch([500.0, 10.0])
    assert [spec.within for spec in watch.specs] == [None, "package-0"]
    assert watch.watch([5000.0, 10.0]) == ""


def test_an_unreadable_platform_proves_nothing() -> None:
    """NaN is no evidence against psys."""
    watch = PsysWatch((_spec("package-0", "cpu", "psys"), _spec("psys", "machine")))
    assert watch.watch([500.0, float("nan")]) == ""
