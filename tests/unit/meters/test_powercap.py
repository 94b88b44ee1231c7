"""Tests of looking at the powercap tree."""

from pathlib import Path

import pytest

from wholeprint.meters.powercap import powercap_folder, read_text, zones
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin


def test_no_tree_has_no_zones(tmp_path: Path) -> None:
    """A machine without powercap simply has none."""
    assert zones(tmp_path) == ()


@pytest.mark.parametrize("nested", [False, True])
def test_zones_are_found_flat_and_nested(tmp_path: Path, *, nested: bool) -> None:
    """Each zone is found once, whether sub-zones stand beside their parent or inside it."""
    with PowercapTwin(tmp_path, SCENARIOS["dram"](), nested=nested):
        found = zones(tmp_path)
    assert [(zone.folder, zone.label) for zone in found] == [
        ("intel-rapl:0", "package-0"),
        ("intel-rapl:0:0", "core"),
        ("intel-rapl:0:1", "dram"),
    ]


def test_zones_inside_their_control_type_are_found(tmp_path: Path) -> None:
    """The layout of /sys/devices, with zones inside intel-rapl, is understood too."""
    folder = tmp_path / "sys/class/powercap/intel-rapl/intel-rapl:0"
    folder.mkdir(parents=True)
    (folder / "name").write_text("package-0\n")
    assert [zone.label for zone in zones(tmp_path)] == ["package-0"]


def test_what_a_zone_states_is_read(tmp_path: Path) -> None:
    """Range and limit come in joules and watts, and a zone knows its parent."""
    zones_written = SCENARIOS["dram"]()
    with PowercapTwin(tmp_path, zones_written):
        (tmp_path / "sys/class/powercap/intel-rapl:0/constraint_0_max_power_uw").write_text(
            "250000000\n"
        )
        package, core, _dram = zones(tmp_path)
    assert package.range_joules == pytest.approx(262_143.32885)
    assert package.max_watts == 250
    assert (core.parent_folder, package.parent_folder) == ("intel-rapl:0", "")


def test_rubbish_is_not_a_range(tmp_path: Path) -> None:
    """A range that is no number means: none stated."""
    folder = tmp_path / "sys/class/powercap/intel-rapl:0"
    folder.mkdir(parents=True)
    (folder / "name").write_text("package-0\n")
    (folder / "max_energy_range_uj").write_text("-12 rubbish\n")
    assert zones(tmp_path)[0].range_joules == float("inf")


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    """Zones of other control types, and zones without a name, are not RAPL."""
    base = Path(powercap_folder(tmp_path))
    (base / "dtpm:0").mkdir(parents=True)
    (base / "dtpm:0/name").write_text("soc\n")
    (base / "intel-rapl:7").mkdir()
    assert zones(tmp_path) == ()


def test_unreadable_text_is_empty(tmp_path: Path) -> None:
    """A missing file and a folder both read as nothing."""
    assert read_text(f"{tmp_path}/none") == ""
    assert read_text(str(tmp_path)) == ""
