"""A table of models that others trained or plan to: how long each runs and what it uses."""

import csv
import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wholeprint.advice.sweep_result import Fleet
from wholeprint.errors import TableError
from wholeprint.quantities.distribution import FloatArray

SECONDS_PER_HOUR = 3600.0


class ModelColumns(NamedTuple):
    """Which columns of a table hold what.

    Attributes:
        length: How long each model runs.
        length_seconds: What one in that column is [s].
        use: What each model uses.
        is_power: Whether that is its mean power [W]; else it is energy [kWh].
        kept: Columns that are carried over as they are, such as a name and a group.
    """

    length: str = "duration_seconds"
    length_seconds: float = 1.0
    use: str = "energy_kwh"
    is_power: bool = False
    kept: tuple[str, ...] = ()


class ModelTable(NamedTuple):
    """Models as a file lists them.

    Attributes:
        fleet: The models, in the order of the file.
        kept: The cells of each column that is carried over.
    """

    fleet: Fleet
    kept: dict[str, list[str]]


def read_models(path: Path, columns: ModelColumns) -> ModelTable:
    """Read a table of models.

    Args:
        path: A CSV file with a header; one that ends with ``.gz`` is unpacked.
        columns: Which of its columns hold what.

    Returns:
        The models.

    Raises:
        TableError: If a column is missing, or a cell cannot be; the message names the line.
    """
    rows = _rows(path)
    header = [cell.strip() for cell in rows[0]] if rows else []
    body = [row for row in rows[1:] if any(row)]
    if not body:
        raise TableError(f"{path.name} holds no models", fix="Give at least one row and a header")
    _check_widths(path, rows, len(header))
    length = _numbers(path, rows, header, columns.length, above_nought=True)
    length *= columns.length_seconds
    use = _numbers(path, rows, header, columns.use, above_nought=False)
    kept = {name: [row[_place(path, header, name)] for row in body] for name in columns.kept}
    fleet = Fleet(length, use) if columns.is_power else Fleet.of_energy(length, use)
    return ModelTable(fleet, kept)


def _rows(path: Path) -> list[list[str]]:
    opened = gzip.open if path.suffix.casefold() == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read", seen=f"{type(error).__name__}: {error}"
        ) from error


def _check_widths(path: Path, rows: Sequence[list[str]], width: int) -> None:
    for line, row in enumerate(rows, 1):
        if len(row) != width and any(row):
            raise TableError(
                f"{path.name}, line {line}: {len(row)} cells where the header has {width}",
                seen=",".join(row),
            )


def _place(path: Path, header: Sequence[str], name: str) -> int:
    if header.count(name) == 1:
        return header.index(name)
    raise TableError(
        f"{path.name} has no single column {name}",
        seen=",".join(header),
        fix="Name the columns that hold durations and energy or power",
    )


def _numbers(
    path: Path, rows: Sequence[list[str]], header: Sequence[str], name: str, *, above_nought: bool
) -> FloatArray:
    place = _place(path, header, name)
    try:
        values = np.asarray([float(row[place]) for row in rows[1:] if any(row)])
    except ValueError:
        values = np.asarray([np.nan])
    good = np.isfinite(values) & ((values > 0.0) if above_nought else (values >= 0.0))
    if bool(good.all()):
        return values
    wanted = "a number above nought" if above_nought else "a number, nought or more"
    for line, row in enumerate(rows[1:], 2):
        if any(row) and not _is_good(row[place], above_nought=above_nought):
            raise TableError(
                f"{path.name}, line {line}: {name} is not {wanted}",
                seen=row[place],
                fix="Correct the row or leave it out",
            )
    return values


def _is_good(cell: str, *, above_nought: bool) -> bool:
    try:
        value = float(cell)
    except ValueError:
        return False
    return bool(np.isfinite(value)) and (value > 0.0 if above_nought else value >= 0.0)
