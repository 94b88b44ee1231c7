"""Measured series: a table of instants and what was measured at each."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.names import canonical

_SIGMA = "sigma "
_FIX = "Give a CSV file: the first column the time, one column per variable of the model"
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one variable.

    Attributes:
        name: The variable of the model it is compared with.
        times: When [time unit of the model], rising; shape (points,).
        values: What was measured [unit of the variable]; shape (points,).
        sigmas: Standard error of each [unit of the variable]; None where nobody says, and one
            common error is estimated with the fit.
    """

    name: str
    times: FloatArray
    values: FloatArray
    sigmas: FloatArray | None = None


def read_measured(text: str, name: str) -> tuple[Measured, ...]:
    """Read measured series from a CSV text.

    The first column is the time. Each further column is named as a variable of the model; a column
    ``sigma NAME`` holds the standard errors of NAME. An empty cell means: not measured then.

    Args:
        text: The text.
        name: What to call it in errors.

    Returns:
        One series per column, in their order.

    Raises:
        ValueRefusedError: If it is no such table; the line is told.
    """
    rows = _rows(text, name)
    if len(rows) <= 1 or len(rows[0][1]) <= 1:
        raise ValueRefusedError(f"{name} holds no measured series", fix=_FIX)
    header = [cell.strip() for cell in rows[0][1]]
    known = [canonical(cell) for cell in header]
    if len(set(known)) < len(known) or "" in known[1:]:
        raise ValueRefusedError(
            f"{name}: a column without a name, or two of one name", seen=", ".join(header), fix=_FIX
        )
    if "time" in known[1:]:
        raise ValueRefusedError(
            f"{name}: the time belongs into the first column", seen=", ".join(header), fix=_FIX
        )
    columns = _columns(rows[1:], len(header), name)
    times = columns[:, 0]
    if not np.isfinite(times).all() or not (np.diff(times) > 0.0).all():
        raise ValueRefusedError(
            f"{name}: the instants in the first column must be given and rise",
            seen=", ".join(f"{each:g}" for each in times[:10].tolist()),
        )
    return _series(header, columns, name)


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as wrong:
        raise ValueRefusedError(f"{name} is no CSV", seen=str(wrong), fix=_FIX) from wrong


def _series(header: Sequence[str], columns: FloatArray, name: str) -> tuple[Measured, ...]:
    sigmas = {
        canonical(cell[len(_SIGMA) :]): place
        for place, cell in enumerate(header)
        if cell.casefold().startswith(_SIGMA)
    }
    plain = [place for place in range(1, len(header)) if place not in sigmas.values()]
    strangers = set(sigmas) - {canonical(header[place]) for place in plain}
    if strangers:
        raise ValueRefusedError(
            f"{name}: standard errors of a column that is not there", seen=", ".join(strangers)
        )
    return tuple(
        _one(header[place], columns, place, sigmas.get(canonical(header[place])), name)
        for place in plain
    )


def _one(
    title: str, columns: FloatArray, place: int, sigma_place: int | None, name: str
) -> Measured:
    is_there = np.isfinite(columns[:, place])
    if is_there.sum() < _FEWEST:
        raise ValueRefusedError(
            f"{name}: {title} needs at least {_FEWEST} measured values", seen=int(is_there.sum())
        )
    sigmas = None if sigma_place is None else columns[is_there, sigma_place]
    if sigmas is not None and not (sigmas > 0.0).all():
        raise ValueRefusedError(f"{name}: each standard error of {title} must be positive")
    return Measured(title, columns[is_there, 0], columns[is_there, place], sigmas)


def _columns(rows: Sequence[tuple[int, list[str]]], width: int, name: str) -> FloatArray:
    found = np.full((len(rows), width), np.nan)
    for position, (line, row) in enumerate(rows):
        if len(row) != width:
            raise ValueRefusedError(
                f"{name}, line {line}: {width} cells belong here", seen=len(row), fix=_FIX
            )
        for place, cell in enumerate(row):
            if cell.strip():
                found[position, place] = _number(cell, f"{name}, line {line}")
    return found


def _number(cell: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError as wrong:
        raise ValueRefusedError(f"{where}: no number", seen=cell, fix=_FIX) from wrong
    if not math.isfinite(value):
        raise ValueRefusedError(f"{where}: a measured value is finite", seen=cell)
    return value


def held_out(series: Sequence[Measured], share: float) -> tuple[list[Measured], list[Measured]]:
    """Split measured series into what a fit may see and what it is judged by: the last points.

    Args:
        series: The series.
        share: Share of the points of each to hold out, from its end [1].

    Returns:
        What may be seen, and what is held out.

    Raises:
        ValueRefusedError: If the share is not between 0 and 1, or a series is too short for it.
    """
    if not 0.0 <= share < 1.0:
        raise ValueRefusedError("a share of 0 to below 1 can be held out", seen=share)
    seen: list[Measured] = []
    kept_back: list[Measured] = []
    for each in series:
        count = math.floor(each.times.size * share)
        last = each.times.size - count
        if share > 0.0 and (count == 0 or last < _FEWEST):
            raise ValueRefusedError(
                f"{each.name} is too short to hold out so much of it",
                seen=f"{count} of {each.times.size} values",
                fix=f"Hold out less: at least one value, and {_FEWEST} must be left to fit",
            )
        if count == 0:
            seen.append(each)
            continue
        seen.append(_part(each, slice(0, last)))
        kept_back.append(_part(each, slice(last, None)))
    return seen, kept_back


def _part(series: Measured, which: slice) -> Measured:
    sigmas = None if series.sigmas is None else series.sigmas[which]
    return Measured(series.name, series.times[which], series.values[which], sigmas)
