"""A series of one's own: a CSV file of ``start,end,value`` or ``start,value``, checked on reading.

What is refused, and why: times without an offset (a whole day may shift by an hour), rows that
are not in order or that overlap (some would count twice), gaps unless they are asked for, and
values that no grid can have (published series contain them now and then).

A table that others made is read as it is by naming the column of the values: times are then in its
column ``start``, or else in its first, and all other columns but ``end`` are passed over.
"""

import csv
import gzip
import math
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wholeprint.errors import TableError, UnknownFactorError, unreadable
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import Intensity, Signal, check_same_signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source
from wholeprint.quantities.units import Unit

LEAST = 0.0
GREATEST = 2000.0
"""What a grid may carry [gCO2e/kWh]: nothing below or above is a reading, it is a fault."""

_Lines = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

_FLAT_STEPS = 24
_HEADERS = (("start", "end", "value"), ("start", "value"))


class Gaps(StrEnum):
    """What to do about time that a file leaves out."""

    REFUSE = "refuse"
    KEEP = "keep"
    """Leave it unknown; another provider may serve there, and the result says how much."""


class _Step(NamedTuple):
    line: int
    start_seconds: float
    end_seconds: float | None
    value: float


class _Columns(NamedTuple):
    """Where in a row the cells are that count."""

    start: int
    end: int | None
    value: int
    amount: int


class _Steps(NamedTuple):
    """All rows of a file."""

    lines: _Lines
    start_seconds: FloatArray
    end_seconds: FloatArray | None
    values: FloatArray


class SeriesFile:
    """A series of the user's own.

    Args:
        path: A CSV file with a header, ``start,end,value`` or ``start,value``: times in
            ISO 8601 with an offset or ``Z``, values in the unit of the signal. Without
            ``end`` a row ends where the next begins. A name that ends with ``.gz`` is unpacked.
        signal: Which number the file holds; only its owner can know.
        gaps: What to do about time that it leaves out.
        column: The column of the values, in a table with others; None is ``value`` and no others.
        unstated: Fields of the signal that the file's owner did not state; a note names them.
    """

    name = "file"

    def __init__(
        self,
        path: Path,
        signal: Signal,
        gaps: Gaps = Gaps.REFUSE,
        column: str | None = None,
        unstated: Sequence[str] = (),
    ) -> None:
        self._path = path
        self._signal = signal
        self._gaps = gaps
        self._column = column
        self._unstated = unstated

    def intensity(self, zone: str | None, signal: Signal) -> Intensity:
        """Return the series.

        Args:
            zone: The zone that is asked for; None takes the file's.
            signal: Which number is wanted; another kind than the file holds is refused.

        Returns:
            The intensity.

        Raises:
            UnknownFactorError: If another zone than the file's is asked for.
        """
        if zone is not None and zone.casefold() != self._signal.zone.casefold():
            raise UnknownFactorError(
                f"{self._path.name} holds the series of {self._signal.zone}",
                seen=zone,
                fix=f"Ask for {self._signal.zone}, or give the file of {zone}",
            )
        check_same_signal(signal, self._signal)
        series = read_series(self._path, self._signal.unit, self._gaps, self._column)
        source = Source(key=f"file:{self._path.name}", title=f"Series in {self._path.name}")
        notes = (*self._kind(), *_notes(series, self._path))
        return Intensity(signal=self._signal, series=series, sources=(source,), notes=notes)

    def _kind(self) -> tuple[Note, ...]:
        if not self._unstated:
            return ()
        taken = ", ".join(f"{name} {getattr(self._signal, name)}" for name in self._unstated)
        said = (
            f"The numbers of {self._path.name} are taken as you gave them. Of which kind they are "
            f"was not stated in full; assumed: {taken}."
        )
        return (Note("kind-not-stated", said),)


def read_series(
    path: Path, unit: str, gaps: Gaps = Gaps.REFUSE, column: str | None = None
) -> StepSeries:
    """Read a series from a CSV file.

    Args:
        path: The file.
        unit: Unit of its values.
        gaps: What to do about time that it leaves out.
        column: The column of the values; None is ``value``, beside which no other may stand.

    Returns:
        The series.

    Raises:
        TableError: If anything in it cannot be trusted; the message names file and line.
    """
    steps = _steps(path, column)
    start = steps.start_seconds
    ends = start + _commonest_step(path, start) if steps.end_seconds is None else steps.end_seconds
    ends = np.append(np.minimum(ends[:-1], start[1:]), ends[-1:])
    missing = np.flatnonzero(start[1:] > ends[:-1])
    if missing.size and gaps is Gaps.REFUSE:
        at = int(missing[0])
        raise TableError(
            f"{path.name}, line {steps.lines[at + 1]}: time is missing before this row",
            seen=f"{start[at + 1] - ends[at]:g} s",
            fix="Fill the gap, or keep it as unknown with gaps=keep",
        )
    values = np.insert(steps.values, missing + 1, np.nan)
    edges = np.insert(ends, missing + 1, start[missing + 1])
    return StepSeries(np.append(start[:1], edges), values, Unit.parse(unit))


def _rows(path: Path) -> list[list[str]]:
    opened = gzip.open if path.suffix.casefold() == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read ({unreadable(error)})", seen=str(path)
        ) from error


def _columns(path: Path, header: tuple[str, ...], column: str | None) -> _Columns:
    if column is None:
        if header not in _HEADERS:
            raise TableError(
                f"{path.name}, line 1: not the header of a series",
                seen=",".join(header),
                fix="Begin the file with start,end,value or start,value, or name the column that "
                "holds the values",
            )
        column = "value"
    name = column.strip().casefold()
    if header.count(name) != 1:
        raise TableError(
            f"{path.name} has no single column {column}",
            seen=",".join(header),
            fix="Name one of its columns",
        )
    start = header.index("start") if "start" in header else 0
    end = header.index("end") if "end" in header else None
    value = header.index(name)
    if value in {start, end}:
        raise TableError(
            f"{path.name}: the column of times cannot be that of the values", seen=column
        )
    return _Columns(start, end, value, len(header))


def _steps(path: Path, column: str | None) -> _Steps:
    rows = _rows(path)
    header = tuple(cell.strip().casefold() for cell in rows[0]) if rows else ()
    where = _columns(path, header, column)
    full = np.fromiter((any(row) for row in rows[1:]), np.bool_, len(rows) - 1)
    lines = np.flatnonzero(full) + 2
    if not lines.size:
        raise TableError(f"{path.name} holds no rows", fix="Give at least one step")
    filled = rows[1:] if bool(full.all()) else [row for row in rows[1:] if any(row)]
    steps = _all_at_once(lines, filled, where)
    if steps is not None:
        return steps
    # Something is wrong in it: row by row it is found, and said with its line.
    listed = [
        _step(path, line, where, row) for line, row in zip(lines.tolist(), filled, strict=True)
    ]
    for before, after in pairwise(listed):
        _check_order(path, before, after)
    start, ends, values = (
        np.asarray([step[name] for step in listed], dtype=np.float64) for name in (1, 2, 3)
    )
    return _Steps(lines, start, None if where.end is None else ends, values)


def _all_at_once(lines: _Lines, rows: list[list[str]], where: _Columns) -> _Steps | None:
    """Return all steps, or None where any of them has to be refused."""
    if any(len(row) != where.amount for row in rows):
        return None
    try:
        start = _seconds([row[where.start] for row in rows])
        ends = None if where.end is None else _seconds([row[where.end] for row in rows])
        values = np.asarray([float(row[where.value]) for row in rows])
    except ValueError:
        return None
    good = bool(np.all((values >= LEAST) & (values <= GREATEST))) and bool(
        np.all(np.diff(start) > 0.0)
    )
    if ends is not None:
        good = good and bool(np.all(ends > start)) and bool(np.all(ends[:-1] <= start[1:]))
    return _Steps(lines, start, ends, values) if good else None


def _seconds(texts: list[str]) -> FloatArray:
    moments = [datetime.fromisoformat(text.strip()) for text in texts]
    if any(moment.tzinfo is None for moment in moments):
        raise ValueError(texts[0])
    return np.asarray([moment.timestamp() for moment in moments])


def _step(path: Path, line: int, columns: _Columns, row: list[str]) -> _Step:
    where = f"{path.name}, line {line}"
    if len(row) != columns.amount:
        raise TableError(
            f"{where}: {len(row)} cells where the header has {columns.amount}", seen=",".join(row)
        )
    cells = [cell.strip() for cell in row]
    start = _time(where, cells[columns.start])
    end = None if columns.end is None else _time(where, cells[columns.end])
    if end is not None and end <= start:
        raise TableError(f"{where}: the step ends before it begins", seen=row[columns.end or 0])
    return _Step(line, start, end, _value(where, cells[columns.value]))


def _time(where: str, text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TableError(
            f"{where}: not a time", seen=text, fix="Write it as 2026-01-31T07:00:00Z"
        ) from error
    if moment.tzinfo is None:
        raise TableError(
            f"{where}: a time without an offset",
            seen=text,
            fix="Add Z for UTC, or the offset such as +01:00",
        )
    return moment.timestamp()


def _value(where: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise TableError(
            f"{where}: not a number", seen=text, fix="Leave the row out where nothing is known"
        ) from error
    if math.isnan(value):
        raise TableError(
            f"{where}: NaN is no reading", seen=text, fix="Leave the row out where nothing is known"
        )
    if value < LEAST:
        raise TableError(
            f"{where}: no grid carries less than nothing",
            seen=text,
            fix="Correct the row, or leave it out",
        )
    if value > GREATEST:
        raise TableError(
            f"{where}: no grid carries that much",
            seen=text,
            fix=f"Only {LEAST:g} to {GREATEST:g} gCO2e/kWh can be true: correct the row or "
            "leave it out",
        )
    return value


def _check_order(path: Path, before: _Step, after: _Step) -> None:
    if after.start_seconds <= before.start_seconds:
        raise TableError(
            f"{path.name}, line {after.line}: it does not begin after the row before it",
            seen=f"{after.start_seconds - before.start_seconds:g} s later",
            fix="Sort the rows by start, and keep one row for each",
        )
    if before.end_seconds is not None and before.end_seconds > after.start_seconds:
        raise TableError(
            f"{path.name}, line {after.line}: it begins before the row before it ends",
            seen=f"an overlap of {before.end_seconds - after.start_seconds:g} s",
            fix="Let each moment belong to one row",
        )


def _commonest_step(path: Path, start_seconds: FloatArray) -> float:
    apart: list[float] = np.diff(start_seconds).tolist()
    lengths = Counter(apart)
    if not lengths:
        raise TableError(
            f"{path.name}: one row alone does not say how long it lasts",
            fix="Give it an end, with the header start,end,value",
        )
    return lengths.most_common(1)[0][0]


def _notes(series: StepSeries, path: Path) -> tuple[Note, ...]:
    notes: list[Note] = []
    if bool(np.isnan(series.values).any()):
        notes.append(Note("gap", f"{path.name} leaves time out; nothing is filled in there."))
    if _longest_flat(series.values.tolist()) >= _FLAT_STEPS:
        notes.append(
            Note(
                "intensity-flat",
                f"{path.name} holds one value for {_FLAT_STEPS} steps or more: providers "
                "publish such lines when their model is down.",
                severity="warning",
            )
        )
    return tuple(notes)


def _longest_flat(values: list[float]) -> int:
    longest = run = 1
    for before, after in pairwise(values):
        run = run + 1 if before == after else 1
        longest = max(longest, run)
    return longest
