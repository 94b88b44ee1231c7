"""What a sweep goes over: files of a series, or the hours that are known of a zone."""

import argparse
from dataclasses import replace

import numpy as np

from wholeprint.cli import grid_options
from wholeprint.errors import ValueRefusedError
from wholeprint.grid.plausible import DEFAULT_LIMITS
from wholeprint.grid.series_files import series_of_files
from wholeprint.quantities.intensity import Flow, Intensity, Response, Scope, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries

_YEAR_SECONDS = 365.0 * 86_400.0
_OF_TYPICAL = frozenset(("typical-profile", "gap-levelled", "zone-widened"))
_TYPICAL = "typical hours"
_OF_SEVERAL = frozenset(("source-stands-in", "band-left-out"))


def swept_over(arguments: argparse.Namespace) -> tuple[Intensity, StepSeries]:
    """Return what is swept over.

    Args:
        arguments: What was given.

    Returns:
        The intensity and its series. Typical hours are not in it: they swing far less than a day
        of the grid does, and what a start changes would come out far too small.

    Raises:
        ValueRefusedError: If there is no series, or no value in it.
    """
    if (arguments.series is None) == (arguments.zone is None):
        raise ValueRefusedError(
            "a sweep needs one series",
            seen="both --series and --zone" if arguments.zone else "neither --series nor --zone",
            fix="Give --series FILE..., or --zone ZONE with --from and --to",
        )
    found = _of_files(arguments) if arguments.zone is None else _of_zone(arguments)
    if found.series is None:
        raise ValueRefusedError(
            "one number for the year says nothing about start times",
            seen=f"no series over time for {found.signal.zone}",
            fix="Give a file with --series, or allow providers to be asked with --fetch",
        )
    return found, found.series


def _of_files(arguments: argparse.Namespace) -> Intensity:
    signal = Signal(
        arguments.column or arguments.series[0].name.split(".")[0],
        response=Response.MARGINAL if arguments.marginal else Response.AVERAGE,
        scope=Scope(arguments.signal),
        flow=Flow.CONSUMPTION,
    )
    limits = DEFAULT_LIMITS
    if arguments.highest is not None:
        limits = replace(DEFAULT_LIMITS, high=arguments.highest)
    found = series_of_files(arguments.series, signal, arguments.column, limits)
    if found.series is None or not np.isfinite(found.series.values).any():
        raise ValueRefusedError(
            "no value of the file can be believed",
            seen=" ".join(note.message.rstrip(".") for note in found.notes) or "gaps alone",
            fix="Check that it holds gCO2e/kWh; --highest says what is believed at most "
            f"(now {limits.high:g})",
        )
    return found


def _of_zone(arguments: argparse.Namespace) -> Intensity:
    if arguments.highest is not None:
        raise ValueRefusedError(
            "--highest is about files", seen=f"--zone {arguments.zone}", fix="Leave it out"
        )
    begin, end = grid_options.between(arguments, default_seconds=_YEAR_SECONDS)
    found = grid_options.opened().history(
        arguments.zone,
        begin,
        end,
        grid_options.wish(arguments),
        fetch=grid_options.may_fetch(arguments),
    )
    return without_typical(found)


def without_typical(found: Intensity) -> Intensity:
    """Return an intensity with gaps where typical hours stand in.

    Args:
        found: The intensity.

    Raises:
        ValueRefusedError: If nothing is left.
    """
    series = found.series
    if series is None or not found.stands_in:
        return found
    edges = series.edges_seconds
    middles = (edges[:-1] + edges[1:]) / 2.0
    typical = np.zeros(middles.shape, dtype=np.bool_)
    for begin, end in found.stands_in:
        typical |= (middles >= begin) & (middles < end)
    values = np.where(typical, np.nan, series.values)
    if not np.isfinite(values).any():
        raise ValueRefusedError(
            "a sweep over typical hours would say far too little: they are means of many days, "
            "and swing far less than a day does",
            seen=f"no hour of {found.signal.zone} itself is known in that time",
            fix="Ask providers with --fetch, give a file with --series, or choose with --from and "
            "--to a time that is known (wholeprint grid stats ZONE)",
        )
    hours = float(np.diff(edges)[typical].sum()) / 3600.0
    text = (
        f"Typical hours would stand in for {hours:,.0f} h of that time; they are left out, and "
        "starts there are not available."
    )
    notes = tuple(note for note in found.notes if not _is_of_typical(note))
    return replace(
        found,
        series=StepSeries(edges, values, series.unit),
        band=None,
        spread=None,
        stands_in=(),
        sources=tuple(each for each in found.sources if not each.title.startswith(_TYPICAL)),
        notes=(Note("typical-left-out", text, severity="warning"), *notes),
    )


def _is_of_typical(note: Note) -> bool:
    # What is said of two sources may be of two that are both left in.
    return note.code in _OF_TYPICAL or (note.code in _OF_SEVERAL and _TYPICAL in note.message)
