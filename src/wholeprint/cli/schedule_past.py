"""A plan for a time that has passed: what would have been decided then, and what came of it."""

import argparse
import time
from collections.abc import Iterable

from wholeprint.cli import grid_options
from wholeprint.errors import ScheduleError, UnknownFactorError
from wholeprint.grid.recorded import recorded
from wholeprint.grid.service import Wish
from wholeprint.grid.stitch import Span, is_whole
from wholeprint.quantities.series import StepSeries


def standpoint(
    arguments: argparse.Namespace, command: tuple[str, ...], present_seconds: float
) -> float:
    """Return the time at which it is decided [s since 1970 UTC].

    Args:
        arguments: What was given.
        command: What is to be run then, if anything.
        present_seconds: The present [s since 1970 UTC].

    Returns:
        The present; of a job whose deadline has passed, the earliest moment it was given.

    Raises:
        ScheduleError: If a command is to be run in the past.
    """
    earliest, deadline = arguments.earliest, arguments.deadline
    if earliest is None or deadline is None or deadline > present_seconds:
        return present_seconds
    if command:
        raise ScheduleError(
            "the deadline has passed, so that the command cannot be run",
            seen=grid_options.day(deadline),
            fix="Give a deadline that is still to come, or leave the command out to see what a "
            "plan would have gained",
        )
    return float(earliest)


def has_passed(seconds: float) -> bool:
    """Say whether a moment lies behind us.

    Args:
        seconds: The moment [s since 1970 UTC].

    Returns:
        True where it does.
    """
    return seconds <= time.time()


def what_came(zones: Iterable[str], span: tuple[float, float], wish: Wish) -> dict[str, StepSeries]:
    """Return what a kilowatt-hour really carried, where all of that time is known by the hour.

    Args:
        zones: Codes of zones.
        span: From when until when [s since 1970 UTC].
        wish: Which number is wanted.

    Returns:
        A series for each zone, or none at all: a plan that may go anywhere is judged by all.
    """
    grid = grid_options.opened()
    found: dict[str, StepSeries] = {}
    for zone in zones:
        try:
            series = recorded(grid, zone, wish).series
        except UnknownFactorError:
            return {}
        if series is None or not is_whole(series, Span(*span)):
            return {}
        found[zone] = series
    return found
