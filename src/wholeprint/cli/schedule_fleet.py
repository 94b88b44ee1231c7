"""Many jobs from a file, placed under one cap."""

import argparse
import csv
import math
from collections.abc import Mapping
from pathlib import Path

from wholeprint.advice.cover import known_until
from wholeprint.advice.doubt import window
from wholeprint.advice.fleet import Cap, FleetJob, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.plan import Task
from wholeprint.cli import grid_options
from wholeprint.cli.schedule_case import foreseen, places
from wholeprint.cli.schedule_words import duration, parse_moment, power
from wholeprint.errors import TableError, ValueRefusedError, unreadable
from wholeprint.grid.zone import Zone, Zones
from wholeprint.report.placement import PlacementDocument, placement_document
from wholeprint.tracking.assessor import default_factors

_NEEDED = ("name", "duration", "power")
_KNOWN = (*_NEEDED, "earliest", "deadline", "machines", "zones")
_MINUTE = 60.0


def placement_of(arguments: argparse.Namespace, now_seconds: float) -> PlacementDocument:
    """Place the jobs of a file.

    Args:
        arguments: What was given.
        now_seconds: The present [s since 1970 UTC].

    Returns:
        The document of the placement.

    Raises:
        ValueRefusedError: If something was asked for that many jobs cannot have.
        TableError: If the file cannot be read.
        ScheduleError: If no placement keeps to the cap and to every deadline.
    """
    if arguments.pause or arguments.objective != "carbon":
        raise ValueRefusedError(
            "many jobs run in one go, where and when they carry least",
            seen="--pause" if arguments.pause else f"--objective {arguments.objective}",
            fix="Leave it out, or plan the jobs one by one",
        )
    _, zones = places(arguments)
    jobs = read_jobs(Path(arguments.jobs), arguments, zones, now_seconds)
    begin = min(job.task.earliest_seconds for job in jobs)
    end = max(job.task.deadline_seconds for job in jobs)
    found = foreseen(arguments, zones, (begin, end), grid_options.wish(arguments))
    signals = {
        code: window(intensity.series, begin, end)
        for code, intensity in found.items()
        if intensity.series is not None and known_until(intensity.series, begin) > begin
    }
    if not signals:
        raise ValueRefusedError(
            "nothing is foreseen for any of the zones by the hour",
            seen=", ".join(zones),
            fix="Fetch a forecast (--fetch), or give one (--series FILE)",
        )
    cap = Cap(arguments.cap, arguments.machines)
    board = board_of(jobs, signals, cap, max(arguments.step, _MINUTE))
    placement = placed(board, arguments.search)
    return placement_document(placement, board, found, now_seconds)


def read_jobs(
    path: Path, arguments: argparse.Namespace, zones: Mapping[str, Zone], now_seconds: float
) -> tuple[FleetJob, ...]:
    """Read jobs from a file.

    Args:
        path: A CSV file with a header: name, duration, power and, if wanted, earliest, deadline,
            machines and zones (separated by blanks).
        arguments: What was given; earliest and deadline hold for jobs that have none of their own.
        zones: Where jobs may run.
        now_seconds: The present [s since 1970 UTC].

    Returns:
        The jobs, in the order of the file.

    Raises:
        TableError: If it cannot be read; the message names the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, restkey="", restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            f"{path.name} cannot be read ({unreadable(error)})", seen=str(path)
        ) from error
    head = tuple(name.strip() for name in (rows[0] if rows else {}))
    if not rows or not set(_NEEDED) <= set(head) or not set(head) <= set(_KNOWN):
        raise TableError(
            f"{path.name} is no table of jobs",
            seen=",".join(head),
            fix=f"Begin it with {','.join(_KNOWN)}; the last four may be left out",
        )
    found: list[FleetJob] = []
    for line, row in enumerate(rows, start=2):
        cells = {str(name).strip(): str(cell or "").strip() for name, cell in row.items()}
        try:
            found.append(_job(cells, arguments, zones, now_seconds))
        except (argparse.ArgumentTypeError, ValueError) as error:
            raise TableError(f"{path.name}, line {line}: not a job", seen=str(error)) from error
    return tuple(found)


def _job(
    cells: Mapping[str, str],
    arguments: argparse.Namespace,
    zones: Mapping[str, Zone],
    now: float,
) -> FleetJob:
    earliest, deadline = (
        parse_moment(cells[name], now_unix_seconds=now) if cells.get(name) else default
        for name, default in (("earliest", arguments.earliest), ("deadline", arguments.deadline))
    )
    if deadline is None:
        raise ValueRefusedError(
            "a job without a deadline", seen=cells["name"], fix="Give one, or --deadline for all"
        )
    begin = math.ceil(max(earliest or now, now) / _MINUTE) * _MINUTE
    known = Zones(default_factors())
    names = cells.get("zones", "").split()
    own = tuple(known.resolve(name).code for name in names) or tuple(zones)
    task = Task(
        duration(cells["duration"]),
        begin,
        math.ceil(deadline / _MINUTE) * _MINUTE,
        power(cells["power"]) * arguments.pue,
        arguments.idle_power * arguments.pue,
        arguments.waiting_carbon,
    )
    return FleetJob(cells["name"], task, own, int(cells.get("machines") or 1))
