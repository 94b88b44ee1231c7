"""Tests of reading one counter file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from wholeprint.errors import MeterReadError
from wholeprint.meters.powercap import Zone
from wholeprint.meters.rapl_source import Source


@pytest.fixture
def energy(tmp_path: Path) -> Path:
    """A counter file that shows 5 J."""
    path = tmp_path / "energy_uj"
    path.write_text("5000000\n")
    return path


@pytest.fixture
def source(energy: Path) -> Iterator[Source]:
    """The source that reads it."""
    zone = Zone(str(energy.parent), "intel-rapl", "intel-rapl:0", "package-0", 100.0, None)
    source = Source(zone)
    yield source
    source.close()


def test_microjoules_become_joules(source: Source) -> None:
    """5,000,000 uJ are 5 J."""
    assert source.read_joules() == 5.0


def test_a_rewritten_file_is_seen(source: Source, energy: Path) -> None:
    """The kept descriptor shows what the file says now."""
    source.read_joules()
    energy.write_text("6000000\n", encoding="ascii")
    assert source.read_joules() == 6.0


def test_a_replaced_file_is_seen(source: Source, energy: Path) -> None:
    """A file that was renamed over the old one is opened anew, though the old one still reads."""
    source.read_joules()
    source.read_joules()
    new = energy.with_name("new")
    new.write_text("7000000\n")
    new.replace(energy)
    assert source.read_joules() == 7.0


@pytest.mark.parametrize("text", ["", "rubbish", "-5", "999999999999", "1.5"])
def test_anything_but_a_count_is_refused(source: Source, energy: Path, text: str) -> None:
    """Empty, garbled, negative and out-of-range text is an error, never a number of joules."""
    energy.write_text(text, encoding="ascii")
    with pytest.raises(MeterReadError) as caught:
        source.read_joules()
    assert str(energy) in str(caught.value.seen)


def test_a_vanished_file_comes_back(source: Source, energy: Path) -> None:
    """A counter whose file went away reads again when the file is there again."""
    source.read_joules()
    energy.unlink()
    with pytest.raises(MeterReadError):
        source.read_joules()
    energy.write_text("8000000\n", encoding="ascii")
    assert source.read_joules() == 8.0


def test_a_folder_is_no_counter(tmp_path: Path) -> None:
    """A folder in place of the file is an error of this counter only."""
    os.mkdir(tmp_path / "energy_uj")  # noqa: PTH102 - as the kernel would
    source = Source(Zone(str(tmp_path), "intel-rapl", "intel-rapl:0", "package-0", 100.0, None))
    with pytest.raises(MeterReadError):
        source.read_joules()
    source.close()
