"""Many jobs from a file, placed under a cap if there is one."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from wholeprint.advice.doubt import RELATIVE_ERROR, fixed_error
from wholeprint.advice.fleet import Cap, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.fleet_gain import gain_of_placement, outlook_of
from wholeprint.cli import grid_options
from wholeprint.cli.schedule_case import foreseen, named, places
from wholeprint.cli.schedule_jobs import read_jobs
from wholeprint.errors import ValueRefusedError
from wholeprint.grid.zone import Zone
from wholeprint.quantities.note import Note
from wholeprint.report.placement import Placed, PlacementDocument, placement_document
from wholeprint.tracking.assessor import world_of

_MINUTE = 60.0

HONOURED = frozenset(
    (
        *("jobs", "cap", "machines", "step", "search", "earliest", "deadline", "pue"),
        *("idle_power", "waiting_carbon", "zone", "zones", "residency", "series"),
        *("forecast_error", "draws", "signal", "marginal", "provider", "fetch"),
        *("command", "ledger", "json"),
    )
)
"""Options of ``schedule`` that say something of many jobs; each other one is refused."""


def placement_of(
    arguments: argparse.Namespace, now_seconds: float, usual: Mapping[str, object]
) -> PlacementDocument:
    """Place the jobs of a file.

    Args:
        arguments: What was given.
        now_seconds: The present [s since 1970 UTC].
        usual: What each option of the verb is where it is not given.

    Returns:
        The document of the placement.

    Raises:
        ValueRefusedError: If something was asked for that many jobs cannot have.
        TableError: If the file cannot be read.
        ScheduleError: If no placement keeps to the cap and to every deadline.
    """
    _check_honoured(arguments, usual)
    _, home = places(arguments)
    listed = read_jobs(Path(arguments.jobs), arguments, home, now_seconds)
    jobs = listed.jobs
    begin = min(job.task.earliest_seconds for job in jobs)
    end = max(job.task.deadline_seconds for job in jobs)
    span = (begin, max(end, begin + _MINUTE))
    found = foreseen(arguments, listed.zones, span, grid_options.wish(arguments))
    error = arguments.forecast_error
    outlook = outlook_of(
        jobs,
        found,
        world_of(arguments.draws, None),
        RELATIVE_ERROR if error is None else fixed_error(error),
    )
    cap = Cap(arguments.cap, arguments.machines)
    board = board_of(jobs, outlook.signals, cap, max(arguments.step, _MINUTE))
    placement = placed(board, arguments.search)
    gained = gain_of_placement(placement, board, outlook)
    notes = (
        *listed.notes,
        *_left_out(arguments, home),
        *_said(note for each in found.values() for note in each.notes),
    )
    told = Placed(placement, board, cap, outlook, gained)
    return placement_document(told, found, notes, now_seconds)


def _left_out(arguments: argparse.Namespace, zones: Mapping[str, Zone]) -> tuple[Note, ...]:
    others = [code for code in named(arguments) if code not in zones]
    if not others:
        return ()
    text = f"Left out, since no job may be there (--residency): {', '.join(others)}."
    return (Note("zone-not-allowed", text, severity="warning"),)


def _said(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys(notes))


def _check_honoured(arguments: argparse.Namespace, usual: Mapping[str, object]) -> None:
    given = [
        "--" + name.replace("_", "-")
        for name, value in usual.items()
        if name not in HONOURED and getattr(arguments, name, value) != value
    ]
    if given:
        raise ValueRefusedError(
            "many jobs run in one go, where and when they carry least, and none is handed over",
            seen=", ".join(given),
            fix="Leave it out, say it in the columns of the file, or plan the jobs one by one",
        )
