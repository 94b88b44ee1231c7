"""A file of many jobs: what each takes, when and where it may run."""

import argparse
import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wholeprint.advice.fleet import FleetJob
from wholeprint.advice.plan import Task
from wholeprint.cli.schedule_words import duration, parse_moment, power
from wholeprint.errors import TableError, UnknownZoneError, unreadable
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.note import Note
from wholeprint.tracking.assessor import default_factors

_NEEDED = ("name", "duration", "power")
_KNOWN = (*_NEEDED, "earliest", "deadline", "machines", "zones")
_MINUTE = 60.0
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """Jobs as a file lists them.

    Attributes:
        jobs: The jobs, in the order of the file.
        zones: Where any of them may run, by code.
        notes: What a reader should know.
    """

    jobs: tuple[FleetJob, ...]
    zones: Mapping[str, Zone]
    notes: tuple[Note, ...]


def read_jobs(
    path: Path, arguments: argparse.Namespace, zones: Mapping[str, Zone], now_seconds: float
) -> Listed:
    """Read jobs from a file.

    Args:
        path: A CSV file with a header: name, duration, power and, if wanted, earliest, deadline,
            machines and zones (separated by blanks, semicolons or, in quotes, commas). Other
            columns are left out.
        arguments: What was given; earliest and deadline hold for jobs that have none of their own.
        zones: Where jobs may run that do not say where.
        now_seconds: The present [s since 1970 UTC].

    Returns:
        The jobs.

    Raises:
        TableError: If it cannot be read; the message names the line.
    """
    head, rows = _rows(path)
    found: list[FleetJob] = []
    places = dict(zones)
    for line, cells in rows:
        try:
            own = _zones(cells.get("zones", ""), arguments, zones)
            found.append(_job(cells, arguments, tuple(own or zones), now_seconds))
        except (argparse.ArgumentTypeError, UnknownZoneError, ValueError) as error:
            raise TableError(f"{path.name}, line {line}: {error}") from error
        places |= own
    used = {zone for job in found for zone in job.zones}
    return Listed(
        tuple(found),
        {code: zone for code, zone in places.items() if code in used},
        _notes(path, head, [cells for _, cells in rows], arguments),
    )


def _rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read ({unreadable(error)})", seen=str(path)
        ) from error
    head = [cell.strip() for cell in lines[0][1]] if lines else []
    twice = [name for name in _KNOWN if head.count(name) > 1]
    if not set(_NEEDED) <= set(head) or twice:
        raise TableError(
            f"{path.name} is no table of jobs",
            seen=",".join(head) or "an empty file",
            fix=f"Begin it with {','.join(_KNOWN)}; the last four may be left out, and each "
            "stands once",
        )
    if len(lines) == 1:
        raise TableError(f"{path.name} holds no jobs", fix="Give at least one row below the header")
    for line, row in lines[1:]:
        if len(row) > len(head):
            raise TableError(
                f"{path.name}, line {line}: {len(row)} cells where the header has {len(head)}",
                seen=",".join(row),
                fix="Put several zones into quotes, or separate them by blanks or semicolons",
            )
    return head, [
        (line, dict(zip(head, map(str.strip, row), strict=False))) for line, row in lines[1:]
    ]


def _zones(text: str, arguments: argparse.Namespace, zones: Mapping[str, Zone]) -> dict[str, Zone]:
    known = Zones(default_factors())
    names = text.replace(";", " ").replace(",", " ").split()
    found = {zone.code: zone for zone in map(known.resolve, names)}
    outside = [code for code in found if code not in zones]
    if outside and arguments.residency is not None:
        raise ValueError(
            f"{', '.join(outside)} is none of the zones that --residency leaves: "
            f"{', '.join(zones)}. Name it in --zones too, or take it out"
        )
    return found


def _job(
    cells: Mapping[str, str], arguments: argparse.Namespace, zones: tuple[str, ...], now: float
) -> FleetJob:
    earliest, deadline = (
        parse_moment(cells[name], now_unix_seconds=now) if cells.get(name) else default
        for name, default in (("earliest", arguments.earliest), ("deadline", arguments.deadline))
    )
    name = cells["name"]
    if not name:
        raise ValueError("a job without a name. Give each a name of its own")
    if deadline is None:
        raise ValueError(f"{name} is without a deadline. Give one, or --deadline for all")
    begin = math.ceil(max(earliest or now, now) / _MINUTE) * _MINUTE
    task = Task(
        duration(cells.get("duration", "")),
        begin,
        math.ceil(deadline / _MINUTE) * _MINUTE,
        power(cells.get("power", "")) * arguments.pue,
        arguments.idle_power * arguments.pue,
        arguments.waiting_carbon,
    )
    return FleetJob(name, task, zones, _machines(cells.get("machines", "")))


def _machines(text: str) -> int:
    if not text:
        return 1
    # Digits alone: "1_000" and "-5" would be numbers to `int`.
    if not (text.isascii() and text.isdigit() and len(text) < _DIGITS) or int(text) < 1:
        raise ValueError(f"machines is a whole number from 1 on, seen {text}")
    return int(text)


def _notes(
    path: Path,
    head: list[str],
    rows: list[dict[str, str]],
    arguments: argparse.Namespace,
) -> tuple[Note, ...]:
    said: list[Note] = []
    others = [name for name in head if name not in _KNOWN]
    if others:
        text = f"Columns of {path.name} that nothing is planned by: {', '.join(others)}."
        said.append(Note("columns-unused", text))
    for name in ("earliest", "deadline"):
        own = [cells["name"] for cells in rows if cells.get(name)]
        if own and getattr(arguments, name) is not None:
            text = (
                f"{len(own)} of {len(rows)} jobs have their own {name}, which goes before "
                f"--{name}: {', '.join(own[:5])}{', ...' if len(own) > 5 else ''}."  # noqa: PLR2004 - as many names as a line holds
            )
            said.append(Note("job-own-window", text))
    return tuple(said)
