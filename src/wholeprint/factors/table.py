"""Tables of coefficients: a CSV file, and beside it a schema that it is checked against.

Reading a table costs one pass of :mod:`csv`; a cell is converted and checked when it is asked
for, so that an assessment pays only for the rows it uses. :meth:`Table.check` visits every cell.
"""

import csv
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from wholeprint.errors import TableError

DATA = Path(__file__).parent / "data"
"""Where the tables that ship with wholeprint stand."""

Kind = Literal["text", "number", "whole"]
Cell = str | float | int | None

_KINDS: tuple[Kind, ...] = ("text", "number", "whole")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column may hold.

    Attributes:
        name: The name in the header.
        kind: ``text``, ``number`` or ``whole``.
        unit: Unit of the column's numbers, empty where a row names its own or has none.
        required: Whether an empty cell is refused.
        allowed: The only values a text may take; empty for any.
        low: Least number allowed, None for no limit.
        high: Greatest number allowed, None for no limit.
        pattern: Regular expression that a whole text must match, empty for any.
        description: What the column means.
    """

    name: str
    kind: Kind
    unit: str = ""
    required: bool = False
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    description: str = ""

    def convert(self, raw: str) -> Cell:
        """Turn the text of a cell into its value.

        Args:
            raw: The text as it stands in the file.

        Returns:
            The value; None for an empty cell.

        Raises:
            ValueError: If the text is not what this column allows; the message says why.
        """
        if raw == "":
            if self.required:
                raise ValueError("a value is required here")
            return None
        if self.kind == "text":
            self._check_text(raw)
            return raw
        number = int(raw) if self.kind == "whole" else float(raw)
        self._check_number(number)
        return number

    def _check_text(self, raw: str) -> None:
        if self.allowed and raw not in self.allowed:
            raise ValueError(f"only {', '.join(self.allowed)} are allowed here")
        if self.pattern and re.fullmatch(self.pattern, raw) is None:
            raise ValueError(f"it must look like {self.pattern}")

    def _check_number(self, number: float) -> None:
        if not math.isfinite(number):
            raise ValueError("a finite number is required")
        if self.low is not None and number < self.low:
            raise ValueError(f"the least value allowed is {self.low:g}")
        if self.high is not None and number > self.high:
            raise ValueError(f"the greatest value allowed is {self.high:g}")


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table may hold.

    Attributes:
        title: One line that says what the table is.
        description: How it was made, and what to beware of.
        columns: The columns, in the order of the header.
        key: Columns that together name a row once and only once.
    """

    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Args:
            name: A column's name.

        Returns:
            The column.

        Raises:
            TableError: If the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise TableError(
            "no such column", seen=name, fix=f"The columns are {', '.join(self.names)}"
        )


def read_schema(path: Path) -> Schema:
    """Read the schema that stands beside a table.

    Args:
        path: The ``<name>.schema.json`` file.

    Returns:
        The schema.

    Raises:
        TableError: If the file is missing or is not a schema.
    """
    try:
        document = cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
        columns = tuple(_column(entry) for entry in document["columns"])
        return Schema(
            title=str(document["title"]),
            description=str(document.get("description", "")),
            columns=columns,
            key=tuple(str(name) for name in document["key"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(
            f"{path.name} is not a readable schema",
            seen=f"{type(error).__name__}: {error}",
            fix="Give title, key and columns, as the schemas beside it do",
        ) from error


def _column(entry: dict[str, Any]) -> Column:
    kind = entry["type"]
    if kind not in _KINDS:
        raise ValueError(f"column {entry['name']} has type {kind}, not one of {_KINDS}")
    return Column(
        name=str(entry["name"]),
        kind=kind,
        unit=str(entry.get("unit", "")),
        required=bool(entry.get("required", False)),
        allowed=tuple(str(value) for value in entry.get("allowed", ())),
        low=entry.get("minimum"),
        high=entry.get("maximum"),
        pattern=str(entry.get("pattern", "")),
        description=str(entry.get("description", "")),
    )


class Row:
    """One row of a table; a cell is checked when it is read."""

    __slots__ = ("_cells", "_table", "line")

    def __init__(self, table: "Table", cells: list[str], line: int) -> None:
        self._table = table
        self._cells = cells
        self.line = line

    def value(self, name: str) -> Cell:
        """Return the checked value of a cell.

        Args:
            name: The column's name.

        Returns:
            The value; None for an empty cell.

        Raises:
            TableError: If the table has no such column, or the cell breaks the schema.
        """
        column, raw = self._table.cell(self._cells, name)
        try:
            return column.convert(raw)
        except ValueError as error:
            raise TableError(
                f"{self._table.path.name}, line {self.line}, column {name}: {error}",
                seen=raw,
                fix="Correct the cell, or the schema beside the table",
            ) from error

    def text(self, name: str) -> str:
        """Return a text cell, or an empty text where the cell is empty."""
        value = self.value(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> float | None:
        """Return a number cell, or None where the cell is empty."""
        value = self.value(name)
        return None if value is None else float(value)

    def required_number(self, name: str) -> float:
        """Return a number cell that this row cannot do without.

        Args:
            name: The column's name.

        Returns:
            The number.

        Raises:
            TableError: If the cell is empty.
        """
        number = self.number(name)
        if number is None:
            raise TableError(
                f"{self._table.path.name}, line {self.line}: this row needs a {name}",
                seen="an empty cell",
                fix="Give the number, or another shape of distribution",
            )
        return number


class Table:
    """A table of coefficients, read once."""

    def __init__(self, path: Path, schema: Schema, cells: list[list[str]]) -> None:
        self.path = path
        self.schema = schema
        self._cells = cells
        self._positions = {name: place for place, name in enumerate(schema.names)}
        self._columns = {column.name: column for column in schema.columns}
        self._indexes: dict[str, dict[str, list[int]]] = {}

    @property
    def name(self) -> str:
        """The table's name: its file's, without the suffix."""
        return self.path.stem

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[Row]:
        return (self._row(place) for place in range(len(self._cells)))

    def cell(self, cells: list[str], name: str) -> tuple[Column, str]:
        """Return a column and the text of its cell in a row.

        Args:
            cells: The texts of the row.
            name: The column's name.

        Returns:
            What the column allows, and what stands there.
        """
        column = self._columns.get(name) or self.schema.column(name)
        return column, cells[self._positions[name]]

    def raw(self, name: str) -> list[str]:
        """Return the unchecked texts of a column, in the order of the file.

        Args:
            name: The column's name.

        Returns:
            One text per row.
        """
        place = self._positions[self.schema.column(name).name]
        return [cells[place] for cells in self._cells]

    def where(self, name: str, value: str) -> tuple[Row, ...]:
        """Return the rows whose cell is exactly this text.

        Args:
            name: The column to look in; indexed on first use.
            value: The text to look for.

        Returns:
            The rows, in the order of the file.
        """
        if name not in self._indexes:
            index: dict[str, list[int]] = {}
            for place, raw in enumerate(self.raw(name)):
                index.setdefault(raw, []).append(place)
            self._indexes[name] = index
        return tuple(self._row(place) for place in self._indexes[name].get(value, ()))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every text in the first column of the key."""
        return frozenset(self.raw(self.schema.key[0]))

    def check(self) -> None:
        """Read every cell, and refuse a key that occurs twice.

        Raises:
            TableError: With file, line and column of the first cell that breaks the schema.
        """
        seen: dict[tuple[str, ...], int] = {}
        places = [self._positions[name] for name in self.schema.key]
        for row, cells in zip(self, self._cells, strict=True):
            for name in self.schema.names:
                row.value(name)
            key = tuple(cells[place] for place in places)
            if key in seen:
                raise TableError(
                    f"{self.path.name}, line {row.line}: the same key as in line {seen[key]}",
                    seen=", ".join(key),
                    fix=f"Let {', '.join(self.schema.key)} name a row only once",
                )
            seen[key] = row.line

    def _row(self, place: int) -> Row:
        # The header is line 1, so the first row of data stands in line 2.
        return Row(self, self._cells[place], place + 2)


def read_table(directory: Path, name: str) -> Table:
    """Read a table and the schema beside it.

    Args:
        directory: Where ``<name>.csv`` and ``<name>.schema.json`` stand.
        name: The table's name.

    Returns:
        The table; its header is checked, its cells when they are read.

    Raises:
        TableError: If a file is missing, the header differs from the schema, or a row has
            more or fewer cells than the header.
    """
    path = directory / f"{name}.csv"
    schema = read_schema(directory / f"{name}.schema.json")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read", seen=f"{type(error).__name__}: {error}"
        ) from error
    header = tuple(rows[0]) if rows else ()
    if header != schema.names:
        raise TableError(
            f"{path.name}, line 1: the header differs from the schema",
            seen=", ".join(header),
            fix=f"The schema asks for {', '.join(schema.names)}",
        )
    for line, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(header):
            raise TableError(
                f"{path.name}, line {line}: {len(cells)} cells where the header has {len(header)}",
                seen=", ".join(cells),
                fix="Quote a cell that holds a comma",
            )
    return Table(path, schema, rows[1:])
