"""A table of models is read by the names of its columns, and faults have their line."""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import TableError
from wholeprint.tracking.model_table import ModelColumns, read_models


def _table(folder: Path, text: str) -> Path:
    path = folder / "models.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_energy_becomes_mean_power(tmp_path: Path) -> None:
    """3.6 MJ in an hour are 1 kW; columns that are to be kept come along."""
    path = _table(tmp_path, "name,duration_seconds,energy_kwh\na,3600,1\n\nb,1800,1\n")
    found = read_models(path, ModelColumns(kept=("name",)))

    assert found.fleet.power_watts.tolist() == [1000.0, 2000.0]
    assert found.kept == {"name": ["a", "b"]}


def test_hours_and_watts_are_understood(tmp_path: Path) -> None:
    """Half an hour is 1,800 s, and power is taken as it is."""
    path = _table(tmp_path, "h,w\n0.5,250\n")
    found = read_models(path, ModelColumns("h", 3600.0, "w", is_power=True)).fleet

    assert (found.duration_seconds[0], found.power_watts[0]) == (1800.0, 250.0)
    assert np.isclose(found.energy_kwh[0], 0.125, rtol=1e-15)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "holds no models"),
        ("duration_seconds,energy_kwh\n", "holds no models"),
        ("duration,energy_kwh\n1,1\n", "no single column duration_seconds"),
        ("duration_seconds,energy_kwh\n1\n", "line 2: 1 cells"),
        ("duration_seconds,energy_kwh\n1,1\n0,1\n", "line 3: duration_seconds is not a number ab"),
        ("duration_seconds,energy_kwh\nlong,1\n", "line 2: duration_seconds is not"),
        ("duration_seconds,energy_kwh\n1,-1\n", "line 2: energy_kwh is not a number, nought"),
        ("duration_seconds,energy_kwh\n1,inf\n", "line 2: energy_kwh is not"),
        ("duration_seconds,energy_kwh\n1,nan\n", "line 2: energy_kwh is not"),
        ("duration_seconds,energy_kwh\n1,1e200\n", "line 2: energy_kwh is more than is believed"),
        ("duration_seconds,energy_kwh\n1e12,1\n", "line 2: duration_seconds is more than"),
        ("duration_seconds,energy_kwh\n1e-300,1\n", "line 2: duration_seconds is less than"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, why: str) -> None:
    """Each fault is named with its line."""
    with pytest.raises(TableError, match=why):
        read_models(_table(tmp_path, text), ModelColumns())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere says so."""
    with pytest.raises(TableError, match=r"none\.csv cannot be read .no such file"):
        read_models(tmp_path / "none.csv", ModelColumns())


def test_what_is_no_table_says_so_in_words(tmp_path: Path) -> None:
    """No name of a Python error reaches the reader."""
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    packed = tmp_path / "models.csv.gz"
    packed.write_bytes(b"not packed")

    for path, words in (
        (binary, "not text in UTF-8"),
        (packed, "a gzipped file"),
        (tmp_path, "a folder"),
    ):
        with pytest.raises(TableError, match=words) as told:
            read_models(path, ModelColumns())
        assert "Error" not in str(told.value)
