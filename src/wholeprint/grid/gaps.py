"""Gaps between hours that are known: what is typical of them, at the level of the hours around.

A day of wind is far from the mean of its year, and so is an hour that is missing from it: a typical
hour at the year's level would stand out of its neighbours as the cleanest or the dirtiest.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries

AROUND_SECONDS = 24 * 3600.0
"""How far on either side of a gap the known hours count [s]: a whole day, so that each hour of the
day counts alike."""

LONGEST_SECONDS = 72 * 3600.0
"""In the middle of a longer gap the weather is another one than at its ends [s]."""

_HOUR = 3600.0


def gaps(series: StepSeries, span: Span) -> tuple[tuple[float, float], ...]:
    """Return when a series knows nothing.

    Args:
        series: The series.
        span: Of which time it is wanted.

    Returns:
        Beginning and end of each gap [s since 1970 UTC].
    """
    found: list[tuple[float, float]] = []
    reached = span.start_seconds
    for begin, end in series.known_stretches():
        if begin > reached:
            found.append((reached, min(begin, span.end_seconds)))
        reached = max(reached, end)
        if reached >= span.end_seconds:
            return tuple(found)
    return (*found, (reached, span.end_seconds))


def levelled(
    typical: Intensity,
    found: StepSeries,
    span: Span,
    typical_of: Callable[[Span], StepSeries | None],
) -> Intensity:
    """Bring typical hours that fill a gap to the level of the known hours before and after it.

    Args:
        typical: Typical hours of all of the time.
        found: What is known.
        span: Of which time it is wanted.
        typical_of: Returns the typical hours of another time.

    Returns:
        The typical hours; those in a gap of at most 72 h that has known hours within a day on both
        sides are multiplied by the mean of what is known over what is typical of the same time. A
        note says so.
    """
    series = typical.series
    if series is None:
        return typical
    scale = np.ones(series.values.size)
    told: list[str] = []
    whole = Span(span.start_seconds - AROUND_SECONDS, span.end_seconds + AROUND_SECONDS)
    for begin, end in gaps(found, whole):
        inside = (series.edges_seconds[1:] > begin) & (series.edges_seconds[:-1] < end)
        if end - begin > LONGEST_SECONDS or not bool(inside.any()):
            continue
        ratio = _ratio(found, begin, end, typical_of)
        if ratio is not None:
            scale[inside] = ratio
            told.append(f"{(end - begin) / _HOUR:.3g} h times {ratio:.2f}")
    if not told:
        return typical
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""  # noqa: PLR2004 - as many as a line holds
    note = Note(
        "gap-levelled",
        "Typical hours between known ones are brought to the level of the day before and the day "
        f"after: {', '.join(told[:3])}{more}.",
    )
    return replace(
        typical,
        series=_times(series, scale),
        band=None
        if typical.band is None
        else (_times(typical.band[0], scale), _times(typical.band[1], scale)),
        notes=(*typical.notes, note),
    )


def _ratio(
    found: StepSeries,
    begin_seconds: float,
    end_seconds: float,
    typical_of: Callable[[Span], StepSeries | None],
) -> float | None:
    edges = (begin_seconds - AROUND_SECONDS, begin_seconds, end_seconds)
    before, _, after = found.covered_seconds(
        np.asarray(edges), np.asarray([*edges[1:], end_seconds + AROUND_SECONDS])
    )
    usual = typical_of(Span(edges[0], end_seconds + AROUND_SECONDS))
    if before <= 0.0 or after <= 0.0 or usual is None:
        return None
    seen = found.known_integral(usual.edges_seconds[:-1], usual.edges_seconds[1:])
    expected = float(usual.values @ seen.covered_seconds)
    return float(seen.amount.sum()) / expected if expected > 0.0 else None


def _times(series: StepSeries, scale: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> StepSeries:
    return StepSeries(series.edges_seconds, series.values * scale, series.unit)
