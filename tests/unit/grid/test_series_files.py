"""Files that follow each other become one series, and what cannot be true becomes a gap."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import SeriesError, TableError
from wholeprint.grid.plausible import Limits
from wholeprint.grid.providers.user_file import Gaps, SeriesFile, read_series
from wholeprint.grid.series_files import series_of_files
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Signal

OWN = Signal("DK1")


def _year(folder: Path, name: str, rows: str, header: str = "time_utc,DK1,vintage") -> Path:
    path = folder / name
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(f"{header}\n{rows}")
    return path


@pytest.fixture
def years(tmp_path: Path) -> list[Path]:
    """Two files as others publish them, the later one first."""
    late = _year(
        tmp_path, "2021.csv.gz", "2021-01-01T00:00Z,30,as_issued\n2021-01-01T01:00Z,1400,late\n"
    )
    early = _year(
        tmp_path, "2020.csv.gz", "2020-12-31T22:00Z,10,backfill\n2020-12-31T23:00Z,20,backfill\n"
    )
    return [late, early]


def test_files_are_joined_in_order(years: list[Path]) -> None:
    """Four hours in two files are four steps; 1,400 g/kWh is taken out, with a note."""
    found = series_of_files(years, OWN, "dk1")

    assert found.series is not None
    assert np.array_equal(found.series.values, [10.0, 20.0, 30.0, np.nan], equal_nan=True)
    assert np.diff(found.series.edges_seconds).tolist() == [3600.0] * 4
    assert [note.code for note in found.notes] == ["intensity-out-of-range"]
    assert [source.key for source in found.sources] == ["file:2020.csv.gz", "file:2021.csv.gz"]


def test_limits_may_be_chosen(years: list[Path]) -> None:
    """Who knows that 1,400 g/kWh can be keeps it."""
    found = series_of_files(years, OWN, "DK1", Limits(high=1500.0))

    assert found.notes == ()


def test_time_between_files_stays_a_gap(years: list[Path], tmp_path: Path) -> None:
    """A missing day between two files is unknown, and it is said."""
    later = _year(tmp_path, "later.csv.gz", "2021-01-03T00:00Z,5,x\n2021-01-03T01:00Z,6,x\n")
    found = series_of_files([years[1], later], OWN, "DK1")

    assert found.series is not None
    assert np.isnan(found.series.values).tolist() == [False, False, True, False, False]
    assert [note.code for note in found.notes] == ["gap"]


def test_files_that_overlap_are_refused(years: list[Path]) -> None:
    """The same time in two files would be a choice that is not ours."""
    with pytest.raises(SeriesError, match="hold the same time"):
        series_of_files([years[0], years[0]], OWN, "DK1")
    with pytest.raises(SeriesError, match="at least one file"):
        series_of_files([], OWN)


def test_a_column_of_others_is_read_by_its_name(years: list[Path]) -> None:
    """A named column is found whatever stands beside it; without a name the header must be ours."""
    provider = SeriesFile(years[1], OWN, Gaps.REFUSE, "DK1")
    found = provider.intensity("DK1", OWN)

    assert found.series is not None
    assert found.series.values.tolist() == [10.0, 20.0]
    with pytest.raises(TableError, match="name the column"):
        read_series(years[1], GRAMS_PER_KWH)
    with pytest.raises(TableError, match="no single column DK2"):
        read_series(years[1], GRAMS_PER_KWH, column="DK2")
    with pytest.raises(TableError, match="the column of times"):
        read_series(years[1], GRAMS_PER_KWH, column="time_utc")


def test_faults_in_a_table_of_others_have_their_line(tmp_path: Path) -> None:
    """Empty lines are passed over and counted; a broken archive is a file that cannot be read."""
    rows = "2021-01-01T00:00Z,1,x\n\n2021-01-01T01:00Z,high,x\n"
    with pytest.raises(TableError, match="line 4: not a number"):
        read_series(_year(tmp_path, "a.csv.gz", rows), GRAMS_PER_KWH, column="DK1")
    broken = tmp_path / "b.csv.gz"
    broken.write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(TableError, match="cannot be read"):
        read_series(broken, GRAMS_PER_KWH)
