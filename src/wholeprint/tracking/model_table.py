"""A table of models that others trained or plan to: how long each runs and what it uses."""

import csv
import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wholeprint.advice.sweep_result import Fleet
from wholeprint.errors import TableError, unreadable
from wholeprint.quantities.distribution import FloatArray

SECONDS_PER_HOUR = 3600.0

MOST_SECONDS = 100.0 * 365.25 * 86_400.0
"""No run is believed to last longer: a hundred years [s]. What is above is a slip of a unit."""

LEAST_SECONDS = 1e-6
"""No run is believed to be shorter [s]."""

MOST_KWH = 1e12
"""No run is believed to use more [kWh]; far above any, and far below what cannot be added up."""

MOST_WATTS = 1e12
"""No run is believed to draw more [W]; as above."""


class _Range(NamedTuple):
    least: float
    most: float
    unit: str


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
    one = columns.length_seconds
    lengths = _Range(LEAST_SECONDS / one, MOST_SECONDS / one, "h" if one > 1.0 else "s")
    uses = _Range(0.0, MOST_WATTS, "W") if columns.is_power else _Range(0.0, MOST_KWH, "kWh")
    length = _numbers(path, rows, header, (columns.length, lengths)) * one
    use = _numbers(path, rows, header, (columns.use, uses))
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
            f"{path.name} cannot be read ({unreadable(error)})", seen=str(path)
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
    path: Path, rows: Sequence[list[str]], header: Sequence[str], wanted: tuple[str, _Range]
) -> FloatArray:
    name, span = wanted
    place = _place(path, header, name)
    try:
        values = np.asarray([float(row[place]) for row in rows[1:] if any(row)])
    except ValueError:
        values = np.asarray([np.nan])
    if bool(((values >= span.least) & (values <= span.most)).all()):
        return values
    for line, row in enumerate(rows[1:], 2):
        value = _number(row[place]) if any(row) else span.most
        if not span.least <= value <= span.most:
            raise TableError(
                f"{path.name}, line {line}: {name} is {_fault(value, span)}",
                seen=row[place],
                fix="Correct the row or leave it out; --seconds, --hours, --kwh and --watts say "
                "which unit a column is in",
            )
    return values


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _fault(value: float, span: _Range) -> str:
    if value > span.most and np.isfinite(value):
        return f"more than is believed of any run, {span.most:.3g} {span.unit}"
    if 0.0 < value < span.least:
        return f"less than is believed of any run, {span.least:.3g} {span.unit}"
    return "not a number above nought" if span.least else "not a number, nought or more"
