"""Constants, lookups, data and subscripts of a Vensim model that stand in files beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from wholeprint.engine.mdl.cells import Area, Folder, Sheet, column_number, numeric
from wholeprint.errors import ModelError
from wholeprint.systems.model import Place, Reading, Table
from wholeprint.systems.names import canonical

_LARGEST = 10_000_000
_DATA_FILES = ("data.tab", "data.csv", "data.xlsx")
_ELEMENT = re.compile(r"\s*(.*?)\s*(?:\[([^\]]*)\])?\s*")


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside a model.

    Attributes:
        folder: Where it lies.
        given: Files that hold the values of data variables which name no file.
    """

    folder: Folder
    given: tuple[Path, ...] = ()

    def constants(self, node: Any, sizes: Sequence[int], place: Place) -> list[float]:  # noqa: ANN401 - PySD's syntax
        """Return the numbers of GET XLS CONSTANTS, the last dimension fastest.

        Args:
            node: The parser's form: file, table, first cell.
            sizes: Number of elements of each dimension of the left side.
            place: Where it stands.

        Raises:
            ModelError: If a cell holds no number.
        """
        sheet = self.folder.sheet(node.file, node.tab, place)
        area = sheet.area(node.cell, place)
        across = sizes[-1] if sizes else 1
        down = prod(sizes[:-1])
        if across * down > _LARGEST:
            raise ModelError(f"{place}: the array is too large", seen=str(across * down))
        if area.is_down or (area.columns == 1 and area.rows == across and down == 1):
            cells = [(area.row + j, area.column + i) for i in range(down) for j in range(across)]
        else:
            cells = [(area.row + i, area.column + j) for i in range(down) for j in range(across)]
        return [_number(sheet, row, column, node.file, place) for row, column in cells]

    def series(
        self,
        node: Any,  # noqa: ANN401 - PySD's syntax
        along: str,
        sizes: Sequence[int],
        place: Place,
    ) -> list[Table]:
        """Return the tables of GET XLS LOOKUPS or GET XLS DATA, one for each combination.

        Args:
            node: The parser's form: file, table, first cell.
            along: Row or column of the points, or the name of their cells.
            sizes: Number of elements of each dimension of the left side.
            place: Where it stands.

        Raises:
            ModelError: If a series has no points.
        """
        sheet = self.folder.sheet(node.file, node.tab, place)
        area = sheet.area(node.cell, place)
        lines = [_series(sheet, area, along, each, place) for each in range(prod(sizes))]
        tables = [_table(*each) for each in lines]
        if not all(each.xs for each in tables):
            raise ModelError(
                f"{place}: a series has no points", seen=f"{node.file}, {node.tab}, {node.cell}"
            )
        return tables

    def subscripts(self, node: Mapping[str, str], place: Place) -> Sequence[str]:
        """Return the elements of GET XLS SUBSCRIPT.

        Args:
            node: The parser's form: file, table, first and last cell, what is put before.
            place: Where it stands.
        """
        sheet = self.folder.sheet(node["file"], node["tab"], place)
        first = sheet.area(node["firstcell"], place)
        last_row, last_column = _last(sheet, first, node["lastcell"], place)
        cells = [
            sheet.at(row, column)
            for row in range(first.row, last_row + 1)
            for column in range(first.column, last_column + 1)
        ]
        return [f"{node['prefix']}{_shown(each)}" for each in cells if each is not None]

    def data(self, name: str, elements: Sequence[str], place: Place) -> Table:
        """Return the values of a data variable that names no file.

        They are looked for in the files given, else in ``data.tab``, ``data.csv`` or
        ``data.xlsx`` beside the model: one column (or row) for each variable, under its name,
        and one for Time.

        Args:
            name: Name of the variable.
            elements: Its elements, none for a scalar.
            place: Where it stands.

        Raises:
            ModelError: If no file has it.
        """
        wanted = (canonical(name), tuple(canonical(each) for each in elements))
        for sheet in self._data_sheets(place):
            table = _column(sheet, wanted)
            if table is not None:
                return table
        shown = f"{name}[{','.join(elements)}]" if elements else name
        raise ModelError(
            f"{place}: no file holds the values of a data variable",
            seen=shown,
            fix="Put them beside the model as data.tab or data.csv, with a column Time",
        )

    def _data_sheets(self, place: Place) -> list[Sheet]:
        found = [Folder(each.parent).sheet(each.name, "", place) for each in self.given]
        if found:
            return found
        there = [each for each in _DATA_FILES if (self.folder.path / each).is_file()]
        return [self.folder.sheet(each, "", place) for each in there]


def _number(sheet: Sheet, row: int, column: int, file: str, place: Place) -> float:
    value = numeric(sheet.at(row, column))
    if value is None:
        raise ModelError(
            f"{place}: a cell that is asked for holds no number",
            seen=f"row {row + 1}, column {column + 1} of {file}: {sheet.at(row, column)!r}",
        )
    return value


_Line = tuple[list[float | None], list[float | None]]


def _series(sheet: Sheet, area: Area, along: str, index: int, place: Place) -> _Line:
    said = along.strip()
    height = len(sheet.rows)
    if said.isdigit():
        columns = range(area.column, sheet.width)
        xs = [numeric(sheet.at(int(said) - 1, each)) for each in columns]
        return xs, [numeric(sheet.at(area.row + index, each)) for each in columns]
    if said.isalpha() and len(said) <= 3 and said.lower() not in sheet.names:  # noqa: PLR2004 - XFD is the last one
        rows = range(area.row, height)
        xs = [numeric(sheet.at(each, column_number(said))) for each in rows]
        return xs, [numeric(sheet.at(each, area.column + index)) for each in rows]
    points = sheet.area(said, place)
    count = max(points.rows, points.columns)
    if points.rows > points.columns:
        xs = [numeric(sheet.at(points.row + each, points.column)) for each in range(count)]
        cells = [(area.row + each, area.column + index) for each in range(count)]
    else:
        xs = [numeric(sheet.at(points.row, points.column + each)) for each in range(count)]
        cells = [(area.row + index, area.column + each) for each in range(count)]
    return xs, [numeric(sheet.at(row, column)) for row, column in cells]


def _table(xs: Sequence[float | None], ys: Sequence[float | None]) -> Table:
    # What is missing lies between its neighbours, however the series is read.
    pairs = sorted(
        {x: y for x, y in zip(xs, ys, strict=True) if x is not None and y is not None}.items()
    )
    return Table(tuple(x for x, _ in pairs), tuple(y for _, y in pairs), Reading.CONTINUOUS)


def _last(sheet: Sheet, first: Area, said: str, place: Place) -> tuple[int, int]:
    if first.rows:
        return first.row + first.rows - 1, first.column + first.columns - 1
    if not said:
        return len(sheet.rows) - 1, sheet.width - 1
    if said.isdigit():
        return int(said) - 1, sheet.width - 1
    if said.isalpha():
        return len(sheet.rows) - 1, column_number(said)
    last = sheet.area(said, place)
    return last.row, last.column


def _shown(value: float | str) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _column(sheet: Sheet, wanted: tuple[str, tuple[str, ...]]) -> Table | None:
    rows = [list(each) for each in sheet.rows]
    for lines in (_turned(rows), rows):
        named = {_heading(line[0]): line[1:] for line in lines if line}
        values = named.get(wanted)
        times = named.get(("time", ()))
        if values is not None and times is not None:
            width = max(len(times), len(values))
            xs = [*map(numeric, times), *[None] * (width - len(times))]
            ys = [*map(numeric, values), *[None] * (width - len(values))]
            return _table(xs, ys)
    return None


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    width = max((len(each) for each in rows), default=0)
    return [[row[each] if each < len(row) else None for row in rows] for each in range(width)]


def _heading(value: object) -> tuple[str, tuple[str, ...]]:
    match = _ELEMENT.fullmatch(str(value or ""))
    if match is None:
        return "", ()
    elements = (canonical(each) for each in (match[2] or "").split(",") if each.strip())
    return canonical(match[1]), tuple(elements)
