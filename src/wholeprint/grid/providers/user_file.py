"""A series of one's own: a CSV file of ``start,end,value`` or ``start,value``, checked on reading.

What is refused, and why: times without an offset (a whole day may shift by an hour), rows that
are not in order or that overlap (some would count twice), gaps unless they are asked for, and
values that no grid can have (published series contain them now and then).
"""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import numpy as np

from wholeprint.errors import TableError, UnknownFactorError
from wholeprint.quantities.intensity import Intensity, Signal, check_same_signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source
from wholeprint.quantities.units import Unit

LEAST = 0.0
GREATEST = 2000.0
"""What a grid may carry [gCO2e/kWh]: nothing below or above is a reading, it is a fault."""

_FLAT_STEPS = 24
_HEADERS = (("start", "end", "value"), ("start", "value"))


class Gaps(StrEnum):
    """What to do about time that a file leaves out."""

    REFUSE = "refuse"
    KEEP = "keep"
    """Leave it unknown; another provider may serve there, and the result says how much."""


@dataclass(frozen=True, slots=True)
class _Step:
    line: int
    start_seconds: float
    end_seconds: float | None
    value: float


class SeriesFile:
    """A series of the user's own.

    Args:
        path: A CSV file with a header, ``start,end,value`` or ``start,value``: times in
            ISO 8601 with an offset or ``Z``, values in the unit of the signal. Without
            ``end`` a row ends where the next begins.
        signal: Which number the file holds; only its owner can know.
        gaps: What to do about time that it leaves out.
    """

    name = "file"

    def __init__(self, path: Path, signal: Signal, gaps: Gaps = Gaps.REFUSE) -> None:
        self._path = path
        self._signal = signal
        self._gaps = gaps

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
        series = read_series(self._path, self._signal.unit, self._gaps)
        source = Source(key=f"file:{self._path.name}", title=f"Series in {self._path.name}")
        return Intensity(
            signal=self._signal, series=series, sources=(source,), notes=_notes(series, self._path)
        )


def read_series(path: Path, unit: str, gaps: Gaps = Gaps.REFUSE) -> StepSeries:
    """Read a series from a CSV file.

    Args:
        path: The file.
        unit: Unit of its values.
        gaps: What to do about time that it leaves out.

    Returns:
        The series.

    Raises:
        TableError: If anything in it cannot be trusted; the message names file and line.
    """
    steps = _steps(path)
    step_seconds = _commonest_step(path, steps)
    edges = [steps[0].start_seconds]
    values: list[float] = []
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        end = step.end_seconds
        if end is None:
            end = step.start_seconds + step_seconds
            if following is not None:
                end = min(end, following.start_seconds)
        values.append(step.value)
        edges.append(end)
        if following is not None and following.start_seconds > end:
            if gaps is Gaps.REFUSE:
                raise TableError(
                    f"{path.name}, line {following.line}: time is missing before this row",
                    seen=f"{following.start_seconds - end:g} s",
                    fix="Fill the gap, or keep it as unknown with gaps=keep",
                )
            values.append(np.nan)
            edges.append(following.start_seconds)
    return StepSeries(np.asarray(edges), np.asarray(values), Unit.parse(unit))


def _steps(path: Path) -> list[_Step]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read", seen=f"{type(error).__name__}: {error}"
        ) from error
    header = tuple(cell.strip().casefold() for cell in rows[0]) if rows else ()
    if header not in _HEADERS:
        raise TableError(
            f"{path.name}, line 1: not the header of a series",
            seen=",".join(header),
            fix="Begin the file with start,end,value or start,value",
        )
    filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(row)]
    steps = [_step(path, line, header, row) for line, row in filled]
    if not steps:
        raise TableError(f"{path.name} holds no rows", fix="Give at least one step")
    for before, after in pairwise(steps):
        _check_order(path, before, after)
    return steps


def _step(path: Path, line: int, header: tuple[str, ...], row: list[str]) -> _Step:
    where = f"{path.name}, line {line}"
    if len(row) != len(header):
        raise TableError(
            f"{where}: {len(row)} cells where the header has {len(header)}", seen=",".join(row)
        )
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    start = _time(where, cells["start"])
    end = _time(where, cells["end"]) if "end" in cells else None
    if end is not None and end <= start:
        raise TableError(f"{where}: the step ends before it begins", seen=cells["end"])
    return _Step(line, start, end, _value(where, cells["value"]))


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
    if not LEAST <= value <= GREATEST:
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


def _commonest_step(path: Path, steps: list[_Step]) -> float:
    if steps[0].end_seconds is not None:
        return 0.0
    lengths = Counter(
        after.start_seconds - before.start_seconds for before, after in pairwise(steps)
    )
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
