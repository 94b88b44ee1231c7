"""Columns over time as files."""

from pathlib import Path

import pytest

from wholeprint.errors import MissingExtraError, ValueRefusedError
from wholeprint.report.series_files import write_csv, write_parquet

_COLUMNS = {"time": [0.0, 0.1], "a, b": [1.0 / 3.0, 1e300]}


def test_a_csv_table_rounds_nothing(tmp_path: Path) -> None:
    """Numbers as short as they can be without another value; names with commas are quoted."""
    file = tmp_path / "a.csv"

    write_csv(file, _COLUMNS)

    assert file.read_text(encoding="utf-8").splitlines() == [
        'time,"a, b"',
        "0.0,0.3333333333333333",
        "0.1,1e+300",
    ]


def test_a_parquet_table_has_the_same_columns(tmp_path: Path) -> None:
    """Read back by PyArrow."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'parquet' is not installed")
    file = tmp_path / "a.parquet"

    write_parquet(file, _COLUMNS)

    assert parquet.read_table(file).to_pydict() == _COLUMNS


def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError, match=r"wholeprint\[parquet\]"):
        write_parquet(tmp_path / "a.parquet", _COLUMNS)


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A folder stands where the file should be."""
    with pytest.raises(ValueRefusedError, match="cannot be written"):
        write_csv(tmp_path, _COLUMNS)
    pytest.importorskip("pyarrow", reason="the extra 'parquet' is not installed")
    with pytest.raises(ValueRefusedError, match="cannot be written"):
        write_parquet(tmp_path, _COLUMNS)
