"""Cells of the files that stand beside a Vensim model: .csv, .tab, .xlsx, .xls.

Nothing outside the model's own folder is ever opened.
"""

import csv
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from wholeprint.errors import MissingExtraError, ModelError, UnsupportedError
from wholeprint.systems.model import Place

LARGEST_BYTES = 64 * 1024 * 1024
LARGEST_UNPACKED = 512 * 1024 * 1024
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(\*?)")
_BOOKS = (".xlsx", ".xlsm", ".xls")

Value = float | str | None
"""What is in a cell."""


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, from 0.

    Attributes:
        row: First row.
        column: First column.
        rows: Number of rows, 0 where it is not said.
        columns: Number of columns, 0 where it is not said.
        is_down: Whether a list goes down from it instead of across.
    """

    row: int
    column: int
    rows: int = 0
    columns: int = 0
    is_down: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one table.

    Attributes:
        rows: Their values, row by row; rows may differ in length.
        names: Areas that have a name.
    """

    rows: Sequence[Sequence[Value]]
    names: dict[str, Area]

    def at(self, row: int, column: int) -> Value:
        """Return what is in a cell; None where nothing is.

        Args:
            row: From 0.
            column: From 0.
        """
        if not 0 <= row < len(self.rows):
            return None
        line = self.rows[row]
        return line[column] if 0 <= column < len(line) else None

    @property
    def width(self) -> int:
        """Number of columns of the longest row."""
        return max((len(each) for each in self.rows), default=0)

    def area(self, text: str, place: Place) -> Area:
        """Return the cells that a text means: "B4", "B4*", or the name of an area.

        Args:
            text: As the model has it.
            place: Where it stands, for errors.

        Raises:
            ModelError: If it is neither.
        """
        named = self.names.get(text.strip().lower())
        if named is not None:
            return named
        cell = _CELL.fullmatch(text.strip())
        if cell is None:
            raise ModelError(
                f"{place}: the file has no cells of that name",
                seen=text,
                fix="Give a cell such as B4, or a name defined in the file",
            )
        return Area(int(cell[2]) - 1, column_number(cell[1]), is_down=bool(cell[3]))


def column_number(letters: str) -> int:
    """Return the position of a column, from 0.

    Args:
        letters: "A", "AB".
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def numeric(value: Value) -> float | None:
    """Return a cell as a number, None where it holds none.

    Args:
        value: What is in it.
    """
    if isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return None
    elif value is None:
        return None
    else:
        number = float(value)
    return number if abs(number) < float("inf") else None


@dataclass(slots=True)
class Folder:
    """The folder of a model, and what was read from it.

    Attributes:
        path: The folder.
        sheets: What was read, by file and table.
        signs: Names of files by the signs the model has for them, "?data".
    """

    path: Path
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict[tuple[str, str], Sheet])
    signs: Mapping[str, str] = field(default_factory=dict[str, str])

    def sheet(self, file: str, tab: str, place: Place) -> Sheet:
        """Return the cells of a table of a file beside the model.

        Args:
            file: Name of the file. Where an ``.xls`` is not there and an ``.xlsx`` of the same
                name is, that is read.
            tab: Name of the table; for text files, what parts the cells.
            place: Where it is asked for, for errors.

        Raises:
            ModelError: If it is not there, lies elsewhere, or cannot be read.
            UnsupportedError: If it is of another kind.
        """
        key = (file, tab)
        if key not in self.sheets:
            path = self._found(file, place)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of the libraries that read spreadsheets
                self.sheets[key] = _sheet(path, tab, place)
        return self.sheets[key]

    def _found(self, said: str, place: Place) -> Path:
        file = self.signs.get(said.strip().lower(), said)
        if file.startswith("?"):
            raise UnsupportedError(
                f"{place}: the model names a file by a sign, and does not say what it stands for",
                seen=file,
                fix="Write the name of the file",
            )
        wanted = file.replace("\\", "/")
        base = self.path.resolve()
        path = (base / wanted).resolve()
        if not path.is_relative_to(base) or wanted.startswith(("/", "~")):
            raise ModelError(
                f"{place}: the model asks for a file that is not beside it; it is not opened",
                seen=file,
                fix="Put the file into the model's folder",
            )
        if not path.is_file() and path.with_suffix(".xlsx").is_file() and path.suffix == ".xls":
            path = path.with_suffix(".xlsx")
        if not path.is_file():
            raise ModelError(
                f"{place}: the model asks for a file that is not beside it",
                seen=file,
                fix="Put the file into the model's folder",
            )
        if path.stat().st_size > LARGEST_BYTES:
            raise ModelError(f"{place}: the file is too large", seen=file)
        return path


def _sheet(path: Path, tab: str, place: Place) -> Sheet:
    kind = path.suffix.lower()
    try:
        if kind == ".xls":
            return _old_book(path, tab, place)
        if kind in _BOOKS:
            return _book(path, tab, place)
        if kind in {".csv", ".txt", ".tab", ".tsv", ".dat"}:
            return _text(path, tab, kind)
    except (OSError, ValueError, KeyError, BadZipFile, csv.Error) as wrong:
        if isinstance(wrong, ModelError):
            raise
        raise ModelError(
            f"{place}: {path.name} cannot be read", seen=" ".join(str(wrong).split())[:120]
        ) from None
    raise UnsupportedError(
        f"{place}: files of this kind are not read",
        seen=path.name,
        fix="Save it as .csv or .xlsx",
    )


def _text(path: Path, tab: str, kind: str) -> Sheet:
    comma = tab if len(tab) == 1 and not tab.isalnum() else ("," if kind == ".csv" else "\t")
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    rows = [[_cell(each) for each in row] for row in csv.reader(text.splitlines(), delimiter=comma)]
    return Sheet(rows, {})


def _cell(text: str) -> Value:
    said = text.strip()
    try:
        return float(said)
    except ValueError:
        return said or None


def _library(name: str) -> Any:  # noqa: ANN401 - they have no types
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            f"spreadsheets of this kind are read with {name}, which is not installed",
            fix=f"Install it: pip install {name}",
        ) from error


def _book(path: Path, tab: str, place: Place) -> Sheet:
    with ZipFile(path) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
            raise ModelError(f"{place}: the file is too large once unpacked", seen=path.name)
    # Not read-only: there, names of cells cannot be looked up for one table.
    book = _library("openpyxl").load_workbook(path, data_only=True)
    try:
        title = _tab(list(book.sheetnames), tab, path, place)
        table = book[title]
        rows = [[_plain(each) for each in row] for row in table.iter_rows(values_only=True)]
        defined = [*book.defined_names.values(), *table.defined_names.values()]
        names = {
            str(each.name).lower(): area
            for each in defined
            for sheet, cells in each.destinations
            if sheet.lower() == title.lower() and (area := _named(cells)) is not None
        }
    finally:
        book.close()
    return Sheet(rows, names)


def _named(cells: str) -> Area | None:
    corners = [_CELL.fullmatch(each) for each in cells.split(":")]
    if len(corners) not in {1, 2} or any(each is None for each in corners):
        return None
    places = [(int(each[2]) - 1, column_number(each[1])) for each in corners if each is not None]
    (row, column), (last_row, last_column) = places[0], places[-1]
    return Area(row, column, last_row - row + 1, last_column - column + 1)


def _old_book(path: Path, tab: str, place: Place) -> Sheet:
    library = _library("xlrd")
    try:
        book = library.open_workbook(str(path))
    except Exception as wrong:  # noqa: BLE001 - the reader raises kinds of its own
        raise ModelError(
            f"{place}: {path.name} cannot be read", seen=" ".join(str(wrong).split())[:120]
        ) from None
    table = book.sheet_by_name(_tab(list(book.sheet_names()), tab, path, place))
    return Sheet([[_plain(each) for each in table.row_values(i)] for i in range(table.nrows)], {})


def _tab(titles: Sequence[str], tab: str, path: Path, place: Place) -> str:
    for each in titles:
        if each.lower() == tab.strip().lower():
            return each
    raise ModelError(
        f"{place}: {path.name} has no table of that name",
        seen=tab,
        fix=f"Its tables are {', '.join(titles[:8])}",
    )


def _plain(value: object) -> Value:
    if isinstance(value, bool) or value is None:
        return None if value is None else float(value)
    if isinstance(value, int | float):
        return float(value)
    text = str(value).strip()
    return text or None
