"""Tests of the twin that writes powercap trees."""

from pathlib import Path

import pytest

from wholeprint.meters.powercap_twin import (
    RANGE_JOULES,
    SCENARIOS,
    PowercapTwin,
    TwinZone,
    constant,
    main,
    square_wave,
)


def _count(root: Path, zone: str) -> int:
    return int((root / "sys/class/powercap" / zone / "energy_uj").read_text())


def test_a_counter_shows_its_energy(tmp_path: Path) -> None:
    """After 10 s at 100 W the counter has grown by 1000 J."""
    with PowercapTwin(tmp_path, [TwinZone("intel-rapl:0", "package-0", constant(100))]) as twin:
        before = _count(tmp_path, "intel-rapl:0")
        twin.show(10.0)
        assert _count(tmp_path, "intel-rapl:0") - before == 1_000_000_000


def test_a_counter_wraps(tmp_path: Path) -> None:
    """Past its range it starts again from zero."""
    zone = TwinZone("intel-rapl:0", "package-0", constant(100), start_joules=RANGE_JOULES - 50)
    with PowercapTwin(tmp_path, [zone]) as twin:
        twin.show(1.0)
        assert _count(tmp_path, "intel-rapl:0") == pytest.approx(50e6, abs=1)


def test_a_square_wave_has_the_right_energy() -> None:
    """200 W and 10 W by turns of 1 s: 105 W on average, 200 J in the first second."""
    energy = square_wave(200, 10, 1)
    assert energy(1) == 200
    assert energy(1.5) == 205
    assert energy(30) == 30 * 105


def test_it_moves_by_itself(tmp_path: Path) -> None:
    """Started, the counters move in real time."""
    with PowercapTwin(tmp_path, SCENARIOS["package"]()) as twin:
        before = _count(tmp_path, "intel-rapl:0")
        twin.start()
        while _count(tmp_path, "intel-rapl:0") == before:
            assert twin.elapsed_seconds() < 10


def test_the_command_line_writes_a_scenario(tmp_path: Path) -> None:
    """Any tool can be pointed at a tree written by the command."""
    main([str(tmp_path), "--scenario", "psys", "--seconds", "0.05"])
    assert (tmp_path / "sys/class/powercap/intel-rapl:1/name").read_text() == "psys\n"
