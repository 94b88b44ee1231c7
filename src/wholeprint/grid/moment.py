"""One moment: what was seen then, else what was foreseen for it, else the last that was seen."""

from dataclasses import replace

import numpy as np

from wholeprint.grid.service import WISH, Grid, Wish
from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Intensity, Tense
from wholeprint.quantities.note import Note

LATE_SECONDS = 3 * 3600.0
"""An older value is not told for the present: most grids have turned by then [s]."""

_STEP_SECONDS = 1.0


def at_moment(
    grid: Grid, zone: str, at_seconds: float, wish: Wish = WISH, *, fetch: bool
) -> tuple[Intensity, float]:
    """Return what a kilowatt-hour carries at a moment.

    Providers know the present late: the value of this very quarter of an hour is often foreseen
    only, or there is none yet.

    Args:
        grid: The grid.
        zone: Name, code or alias of a zone.
        at_seconds: The moment [s since 1970 UTC].
        wish: Which number is wanted, and from whom.
        fetch: Whether the network may be touched.

    Returns:
        The intensity, and the time whose value stands for the moment [s since 1970 UTC]: the moment
        itself, or the last one that was seen before it, and then a note says so.
    """
    moment = Span(at_seconds, at_seconds + _STEP_SECONDS)
    seen, notes = grid.said(zone, moment, wish, Tense.ACTUAL, fetch=fetch)
    if seen is not None and _known_at(seen, at_seconds):
        return _noted(seen, notes), at_seconds
    ahead, more = grid.said(zone, moment, wish, Tense.FORECAST, fetch=fetch)
    notes += more
    if ahead is not None and _known_at(ahead, at_seconds):
        return _noted(ahead, notes), at_seconds
    before = Span(at_seconds - LATE_SECONDS, moment.end_seconds)
    late, more = grid.said(zone, before, wish, Tense.ACTUAL, fetch=fetch)
    last = None if late is None else _last_before(late, at_seconds)
    if late is None or last is None:
        tables = grid.history(zone, moment.start_seconds, moment.end_seconds, wish, fetch=False)
        return _noted(tables, (*notes, *more)), at_seconds
    minutes = (at_seconds - last) / 60.0
    note = Note(
        "latest-known",
        f"Nothing is known of the moment itself: the value of {minutes:.0f} minutes before stands "
        "for it.",
    )
    return _noted(late, (*notes, *more, note)), last


def _noted(intensity: Intensity, notes: tuple[Note, ...]) -> Intensity:
    return replace(intensity, notes=tuple(dict.fromkeys((*intensity.notes, *notes))))


def _known_at(intensity: Intensity, at_seconds: float) -> bool:
    series = intensity.series
    if series is None:
        return False
    place = int(np.searchsorted(series.edges_seconds, at_seconds, side="right")) - 1
    return 0 <= place < series.values.size and bool(np.isfinite(series.values[place]))


def _last_before(intensity: Intensity, at_seconds: float) -> float | None:
    series = intensity.series
    if series is None:
        return None
    known = np.flatnonzero(np.isfinite(series.values) & (series.edges_seconds[:-1] <= at_seconds))
    return float(series.edges_seconds[known[-1]]) if known.size else None
