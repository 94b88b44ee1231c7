"""Tables are read once, and a cell that breaks the schema is named by file, line and column."""

import json
from pathlib import Path

import pytest

from wholeprint.errors import TableError
from wholeprint.factors.table import Column, read_schema, read_table

COLUMNS = [
    {"name": "key", "type": "text", "required": True, "pattern": "[a-z]+"},
    {"name": "watts", "type": "number", "unit": "W", "minimum": 0, "maximum": 1000},
    {"name": "cores", "type": "whole"},
    {"name": "class", "type": "text", "allowed": ["server", "desktop"]},
]


def _write(folder: Path, rows: str, *, columns: object = None) -> Path:
    schema = {"title": "Chips", "key": ["key"], "columns": COLUMNS if columns is None else columns}
    (folder / "chips.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / "chips.csv").write_text(f"key,watts,cores,class\n{rows}", encoding="utf-8")
    return folder


def test_cells_come_back_as_what_the_schema_says(tmp_path: Path) -> None:
    """Text, number and whole number keep their kinds, and an empty cell is None."""
    table = read_table(_write(tmp_path, "a,12.5,4,server\nb,,,\n"), "chips")
    first, second = table

    assert (first.text("key"), first.number("watts"), first.value("cores")) == ("a", 12.5, 4)
    assert (second.number("watts"), second.value("cores"), second.text("class")) == (None, None, "")


def test_rows_are_found_by_exact_text(tmp_path: Path) -> None:
    """Looking up a key gives its rows in the order of the file, and nothing for a near key."""
    table = read_table(_write(tmp_path, "a,1,1,\nb,2,1,\na,3,1,\n"), "chips")

    assert [row.number("watts") for row in table.where("key", "a")] == [1.0, 3.0]
    assert table.where("key", "A") == ()
    assert table.names == {"a", "b"}
    assert len(table) == 3


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (",1,1,", "key", "required"),
        ("A,1,1,", "key", "look like"),
        ("a,-1,1,", "watts", "least value"),
        ("a,1001,1,", "watts", "greatest value"),
        ("a,nan,1,", "watts", "finite"),
        ("a,many,1,", "watts", "could not convert"),
        ("a,1,1.5,", "cores", "invalid literal"),
        ("a,1,1,phone", "class", "only server, desktop"),
    ],
)
def test_a_broken_cell_is_named(tmp_path: Path, row: str, column: str, why: str) -> None:
    """The message of a broken cell says which file, line and column it stands in, and why."""
    table = read_table(_write(tmp_path, f"good,1,1,\n{row}\n"), "chips")

    with pytest.raises(TableError, match=rf"chips\.csv, line 3, column {column}: .*{why}"):
        table.check()


def test_a_key_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    """Checking a table finds two rows of one key and names both lines."""
    table = read_table(_write(tmp_path, "a,1,1,\nb,1,1,\na,2,1,\n"), "chips")

    with pytest.raises(TableError, match="line 4: the same key as in line 2"):
        table.check()


def test_a_header_that_differs_is_refused(tmp_path: Path) -> None:
    """A table whose header is not its schema's is refused before any row is read."""
    _write(tmp_path, "")
    (tmp_path / "chips.csv").write_text("key,watts\n", encoding="utf-8")

    with pytest.raises(TableError, match="line 1: the header differs"):
        read_table(tmp_path, "chips")


def test_a_row_of_another_length_is_refused(tmp_path: Path) -> None:
    """A comma too many shifts every cell behind it, so the row is refused."""
    with pytest.raises(TableError, match="line 2: 5 cells where the header has 4"):
        read_table(_write(tmp_path, "a,1,1,server,more\n"), "chips")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A table without a header is no table."""
    _write(tmp_path, "")
    (tmp_path / "chips.csv").write_text("", encoding="utf-8")

    with pytest.raises(TableError, match="line 1"):
        read_table(tmp_path, "chips")


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    """A schema without its table says which file is missing."""
    _write(tmp_path, "")
    (tmp_path / "chips.csv").unlink()

    with pytest.raises(TableError, match=r"chips\.csv cannot be read"):
        read_table(tmp_path, "chips")


@pytest.mark.parametrize("columns", [[{"name": "key", "type": "date"}], [{"type": "text"}], 3])
def test_a_schema_that_is_none_is_refused(tmp_path: Path, columns: object) -> None:
    """A column without a name or of an unknown type makes no schema."""
    with pytest.raises(TableError, match="not a readable schema"):
        read_schema(_write(tmp_path, "", columns=columns) / "chips.schema.json")


def test_a_missing_number_that_is_needed_is_named(tmp_path: Path) -> None:
    """Asking a row for a number it must have says which row has none."""
    row = next(iter(read_table(_write(tmp_path, "a,,,\n"), "chips")))

    with pytest.raises(TableError, match="line 2: this row needs a watts"):
        row.required_number("watts")


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Asking for a column that no table has lists those it has."""
    row = next(iter(read_table(_write(tmp_path, "a,,,\n"), "chips")))

    with pytest.raises(TableError, match="key, watts, cores, class"):
        row.value("tdp")


def test_a_column_reads_infinity_as_no_number() -> None:
    """An infinite coefficient is a slip of the pen."""
    with pytest.raises(ValueError, match="finite"):
        Column("watts", "number").convert("inf")
