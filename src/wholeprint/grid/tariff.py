"""What a kilowatt-hour costs in money, from a file of the user's own.

Two forms: a series with times, ``start,end,EUR/kWh``, as exchanges publish it, where prices may be
below nought; or a clock, ``from,to,EUR/kWh`` with ``HH:MM`` of every local day, as contracts
state it. The last name of the header is the unit.
"""

import csv
import itertools
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import numpy as np

from wholeprint.errors import TableError, UnitError, unreadable
from wholeprint.grid.slots import Slot, series_of
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

_MINUTES = 1440
_EXAMPLE = "Begin the file with start,end,EUR/kWh (times with an offset) or from,to,EUR/kWh (HH:MM)"


def read_tariff(path: Path, span: tuple[float, float], place: tzinfo | None = None) -> StepSeries:
    """Read a tariff over a stretch of time.

    Args:
        path: The file.
        span: Beginning and end of the time [s since 1970 UTC]; a clock is laid over it.
        place: Whose clock is meant; None is this machine's.

    Returns:
        Money per kilowatt-hour over time.

    Raises:
        TableError: If anything in the file cannot be trusted; the message names file and line.
    """
    header, rows = _rows(path)
    unit = _unit(path, header[2])
    if header[:2] == ("start", "end"):
        slots = [
            Slot(_time(path, line, row[0]), _time(path, line, row[1]), _price(path, line, row[2]))
            for line, row in rows
        ]
        return series_of(slots, unit)
    if header[:2] == ("from", "to"):
        return series_of(_laid_out(path, rows, span, place), unit)
    raise TableError(
        f"{path.name}, line 1: not the header of a tariff", seen=",".join(header), fix=_EXAMPLE
    )


def _rows(path: Path) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = [[cell.strip() for cell in row] for row in csv.reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read ({unreadable(error)})", seen=str(path)
        ) from error
    filled = [(line, row) for line, row in enumerate(found, start=1) if any(row)]
    if len(filled) < 2 or any(len(row) != 3 for _, row in filled):  # noqa: PLR2004 - a header, three cells
        raise TableError(f"{path.name} holds no tariff of three columns", fix=_EXAMPLE)
    return (*(cell.casefold() for cell in filled[0][1][:2]), filled[0][1][2]), filled[1:]


def _unit(path: Path, name: str) -> str:
    try:
        Unit.parse(name).ratio(Unit.parse(f"{name.partition('/')[0]}/kWh"))
    except UnitError as error:
        raise TableError(
            f"{path.name}: its last column names no price per energy",
            seen=name,
            fix="Call it EUR/kWh, USD/kWh or EUR/MWh; for another currency, convert the prices",
        ) from error
    return name


def _time(path: Path, line: int, text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TableError(f"{path.name}, line {line}: not a time", seen=text) from error
    if moment.tzinfo is None:
        raise TableError(
            f"{path.name}, line {line}: a time without an offset",
            seen=text,
            fix="Add Z for UTC, or the offset such as +01:00",
        )
    return moment.timestamp()


def _price(path: Path, line: int, text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise TableError(f"{path.name}, line {line}: not a price", seen=text) from error
    if not np.isfinite(value):
        raise TableError(f"{path.name}, line {line}: not a price", seen=text)
    return value


def _minute(path: Path, line: int, text: str) -> int:
    hour, _, minute = text.partition(":")
    if hour.isdecimal() and minute.isdecimal() and int(minute) < 60:  # noqa: PLR2004 - minutes
        found = int(hour) * 60 + int(minute)
        if found <= _MINUTES:
            return found
    raise TableError(
        f"{path.name}, line {line}: not a time of the day", seen=text, fix="Write it as 07:30"
    )


def _laid_out(
    path: Path,
    rows: list[tuple[int, list[str]]],
    span: tuple[float, float],
    place: tzinfo | None,
) -> list[Slot]:
    parts: list[tuple[int, int, float]] = []
    for line, row in rows:
        begin, end = _minute(path, line, row[0]), _minute(path, line, row[1])
        price = _price(path, line, row[2])
        # 22:00 to 06:00 goes over midnight.
        parts += (
            [(begin, end, price)] if begin < end else [(begin, _MINUTES, price), (0, end, price)]
        )
    parts = sorted(part for part in parts if part[0] < part[1])
    covered = sum(end - begin for begin, end, _ in parts)
    joins = all(before[1] == after[0] for before, after in itertools.pairwise(parts))
    if covered != _MINUTES or not joins:
        raise TableError(
            f"{path.name}: the clock has a hole, or two prices for one time",
            seen=f"{covered} of {_MINUTES} minutes",
            fix="Let every minute of the day have one price",
        )
    return [
        slot
        for day in _days(span, place)
        for begin, end, price in parts
        if (slot := Slot(_at(day, begin), _at(day, end), price)).end_seconds > slot.start_seconds
    ]


def _days(span: tuple[float, float], place: tzinfo | None) -> list[datetime]:
    first = datetime.fromtimestamp(span[0], tz=place).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    days = int((span[1] - span[0]) // 86400.0) + 2
    return [first + timedelta(days=day) for day in range(days)]


def _at(day: datetime, minute: int) -> float:
    # Clocks that go forward skip a time, and those that go back have it twice: the first is meant.
    return (day + timedelta(minutes=minute)).timestamp()
