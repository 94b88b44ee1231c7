"""Files of one's own that a plan is made on: which zone each is about, and whether it can serve."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from wholeprint.advice.doubt import window
from wholeprint.cli.grid_options import day
from wholeprint.cli.schedule_words import Named
from wholeprint.errors import ValueRefusedError
from wholeprint.grid.providers.user_file import Gaps, SeriesFile, read_series
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.intensity import Intensity, Response, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.tracking.assessor import default_factors


def by_zone(
    files: Sequence[Named], zones: Mapping[str, Zone], named: Collection[str] = ()
) -> dict[str, Path]:
    """Return which file is about which zone.

    Args:
        files: The files, as they were named.
        zones: Where the job may run.
        named: Codes of zones that were named, though the job may not run there: a file about one
            of these is passed over.

    Raises:
        ValueRefusedError: If a file does not say its zone and there are several, names a zone
            in which the job does not run, or there are two for one zone.
    """
    found: dict[str, Path] = {}
    known = Zones(default_factors())
    for file in files:
        if file.zone is None and len(zones) > 1:
            raise ValueRefusedError(
                "a file must say which zone it is about where there are several",
                seen=str(file.path),
                fix=f"Write it as {next(iter(zones))}={file.path}",
            )
        code = next(iter(zones)) if file.zone is None else known.resolve(file.zone).code
        if code in found:
            raise ValueRefusedError(
                f"there are two files for {code}",
                seen=f"{found[code]} and {file.path}",
                fix="Give one for each zone: ZONE=FILE",
            )
        if code in zones:
            found[code] = file.path
        elif code not in named:
            raise ValueRefusedError(
                f"a file is about {code}, where the job does not run",
                seen=str(file.path),
                fix=f"The job may run in {', '.join(zones)}; add others with --zones",
            )
    return found


def own_intensity(path: Path, kind: Signal, span: tuple[float, float]) -> Intensity:
    """Return what a file foresees.

    Args:
        path: The file.
        kind: Which number it holds.
        span: From when until when the job may run [s since 1970 UTC].

    Returns:
        The intensity; its notes count values of nought in that time.

    Raises:
        TableError: If it cannot be read.
        ValueRefusedError: If it knows nothing of that time.
    """
    found = SeriesFile(path, kind, Gaps.KEEP).intensity(None, kind)
    if found.series is None:
        return found
    _check_touches(path, found.series, span)
    # The plant that answers to one kilowatt-hour more may well be one that carries nothing.
    if kind.response is Response.MARGINAL:
        return found
    return replace(found, notes=(*found.notes, *of_zeros(path, found.series, span)))


def own_series(path: Path, unit: str, span: tuple[float, float]) -> StepSeries:
    """Return the series of a file.

    Args:
        path: The file.
        unit: Unit of its values.
        span: From when until when the job may run [s since 1970 UTC].

    Raises:
        TableError: If it cannot be read.
        ValueRefusedError: If it knows nothing of that time.
    """
    series = read_series(path, unit, Gaps.KEEP)
    _check_touches(path, series, span)
    return series


def of_zeros(path: Path, series: StepSeries, span: tuple[float, float]) -> tuple[Note, ...]:
    """Return a remark on values of nought: a plan is drawn to them, and they may be no reading.

    Args:
        path: The file.
        series: What it holds.
        span: From when until when is looked [s since 1970 UTC].
    """
    part = window(series, *span)
    places = np.flatnonzero(part.values == 0.0)
    if not places.size:
        return ()
    text = (
        f"The file {path.name} holds 0 gCO2e/kWh in {places.size} of {part.values.size} steps of "
        f"this time, first at {day(float(part.edges_seconds[places[0]]))}: providers publish that "
        "where a reading is missing, and it was kept."
    )
    return (Note("series-zero", text, severity="warning"),)


def _check_touches(path: Path, series: StepSeries, span: tuple[float, float]) -> None:
    known = series.known_stretches()
    if any(start < span[1] and end > span[0] for start, end in known):
        return
    covers = f"{day(known[0][0])} to {day(known[-1][1])}" if known else "no time at all"
    raise ValueRefusedError(
        f"{path.name} knows nothing of the time in which the job may run",
        seen=f"it covers {covers}; the job may run {day(span[0])} to {day(span[1])}",
        fix="Give a file of that time, or plan for the file's time with --earliest and --deadline",
    )
