"""A file of one's own is read exactly, and what cannot be trusted is refused with its line."""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import BoundaryError, TableError, UnknownFactorError
from wholeprint.grid.providers.user_file import Gaps, SeriesFile, read_series
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Flow, Scope, Signal

OWN = Signal("DE", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)


def _file(folder: Path, text: str) -> Path:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _hours(*values: float) -> str:
    rows = [f"2026-01-01T{hour:02d}:00:00Z,{value}" for hour, value in enumerate(values)]
    return "start,value\n" + "\n".join(rows) + "\n"


def test_rows_become_steps(tmp_path: Path) -> None:
    """Three hours of 100, 200 and 300 g/kWh integrate to their sum times 3600 s."""
    series = read_series(_file(tmp_path, _hours(100, 200, 300)), GRAMS_PER_KWH)
    ends = series.edges_seconds

    assert np.diff(ends).tolist() == [3600.0] * 3
    assert series.integral(ends[:1], ends[-1:])[0] == 600.0 * 3600.0


def test_ends_may_be_given(tmp_path: Path) -> None:
    """With an end, one row is enough, and offsets other than UTC are understood."""
    path = _file(tmp_path, "start,end,value\n2026-07-01T02:00:00+02:00,2026-07-01T00:30:00Z,50\n")

    assert np.diff(read_series(path, GRAMS_PER_KWH).edges_seconds).tolist() == [1800.0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1: not the header"),
        ("time,co2\n", "line 1: not the header"),
        ("start,value\n", "holds no rows"),
        ("start,value\n2026-01-01T00:00:00Z,1\n", "one row alone"),
        ("start,value\n2026-01-01T00:00:00,1\n", "line 2: a time without an offset"),
        ("start,value\nyesterday,1\n", "line 2: not a time"),
        ("start,value\n2026-01-01T00:00:00Z,high\n", "line 2: not a number"),
        ("start,value\n2026-01-01T00:00:00Z,\n", "line 2: not a number"),
        ("start,value\n2026-01-01T00:00:00Z,nan\n", "line 2: NaN is no reading"),
        (_hours(100, -921), "line 3: no grid carries less than nothing"),
        (_hours(100, 2500), "line 3: no grid carries that much"),
        ("start,value\n2026-01-01T00:00:00Z,1,2\n", "line 2: 3 cells"),
        (
            "start,value\n2026-01-01T01:00:00Z,1\n2026-01-01T00:00:00Z,1\n",
            "line 3: it does not begin after",
        ),
        (
            "start,value\n2026-01-01T01:00:00Z,1\n2026-01-01T01:00:00Z,1\n",
            "line 3: it does not begin after",
        ),
        (
            "start,end,value\n2026-01-01T00Z,2026-01-01T02Z,1\n2026-01-01T01Z,2026-01-01T03Z,1\n",
            "line 3: it begins before the row before it ends",
        ),
        (
            "start,end,value\n2026-01-01T01:00:00Z,2026-01-01T00:00:00Z,1\n",
            "line 2: the step ends before it begins",
        ),
    ],
)
def test_what_cannot_be_trusted_is_refused(tmp_path: Path, text: str, why: str) -> None:
    """Each fault is named with its line, and nothing is repaired in silence."""
    with pytest.raises(TableError, match=why):
        read_series(_file(tmp_path, text), GRAMS_PER_KWH)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere says so."""
    with pytest.raises(TableError, match=r"none\.csv cannot be read \(no such file\)"):
        read_series(tmp_path / "none.csv", GRAMS_PER_KWH)


def test_a_gap_is_refused_or_kept(tmp_path: Path) -> None:
    """A missing hour is an error, unless it is to stay unknown; it is never filled."""
    text = _hours(100, 200) + "2026-01-01T05:00:00Z,300\n"
    path = _file(tmp_path, text)

    with pytest.raises(TableError, match="line 4: time is missing before this row"):
        read_series(path, GRAMS_PER_KWH)
    series = read_series(path, GRAMS_PER_KWH, Gaps.KEEP)
    assert np.diff(series.edges_seconds).tolist() == [3600.0, 3600.0, 3 * 3600.0, 3600.0]
    assert np.isnan(series.values).tolist() == [False, False, True, False]


def test_the_provider_gives_the_file(tmp_path: Path) -> None:
    """The file answers for its own zone and kind of number, and is its own source."""
    provider = SeriesFile(_file(tmp_path, _hours(100, 200)), OWN)
    found = provider.intensity("de", OWN)

    assert found.signal is OWN
    assert [source.key for source in found.sources] == ["file:mine.csv"]
    assert found.notes == ()
    with pytest.raises(UnknownFactorError, match="holds the series of DE"):
        provider.intensity("FR", OWN)
    with pytest.raises(BoundaryError, match="scope"):
        provider.intensity(None, Signal("DE", flow=Flow.CONSUMPTION))


def test_a_flat_line_is_remarked(tmp_path: Path) -> None:
    """A day of one value is what a broken forecast looks like (756 g/kWh in February 2023)."""
    flat = SeriesFile(_file(tmp_path, _hours(*[756.0] * 24)), OWN).intensity(None, OWN)

    assert [note.code for note in flat.notes] == ["intensity-flat"]


def test_a_kept_gap_is_remarked(tmp_path: Path) -> None:
    """A gap that was kept is said on the result."""
    path = _file(tmp_path, _hours(100, 200) + "2026-01-01T05:00:00Z,300\n")

    assert [n.code for n in SeriesFile(path, OWN, Gaps.KEEP).intensity(None, OWN).notes] == ["gap"]


def test_what_is_not_stated_of_a_file_is_said(tmp_path: Path) -> None:
    """Only its owner knows of which kind a file's numbers are: what was assumed is in a note."""
    path = _file(tmp_path, _hours(100, 200))

    (note,) = SeriesFile(path, OWN, unstated=("scope", "flow")).intensity(None, OWN).notes
    assert note.code == "kind-not-stated"
    assert "assumed: scope direct, flow consumption" in note.message
    assert SeriesFile(path, OWN).intensity(None, OWN).notes == ()
