"""What to do where a forecast ends before the job might: said, and never silently filled in."""

from dataclasses import replace

import numpy as np

from wholeprint.advice.rates import moment
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

_MOST_NAMED = 4
_ROUNDING_SECONDS = 1e-3


def known_until(series: StepSeries | None, start_seconds: float) -> float:
    """Return until when a series is known without a gap, from a moment on [s since 1970 UTC].

    Args:
        series: The series.
        start_seconds: The moment [s since 1970 UTC].

    Returns:
        The end of the stretch that holds the moment; the moment itself where none does.
    """
    if series is None:
        return start_seconds
    for start, end in series.known_stretches():
        if start <= start_seconds < end:
            return end
    return start_seconds


def unknown_stretches(
    series: StepSeries, start_seconds: float, end_seconds: float
) -> tuple[tuple[float, float], ...]:
    """Return the stretches of a time that a series does not know [s since 1970 UTC].

    Args:
        series: The series.
        start_seconds: Where the time begins [s since 1970 UTC].
        end_seconds: Where it ends [s since 1970 UTC].

    Returns:
        Beginning and end of each, in order; none where all of it is known, to a millisecond.
    """
    found: list[tuple[float, float]] = []
    free = start_seconds
    for start, end in series.known_stretches():
        if end <= start_seconds or start >= end_seconds:
            continue
        found.append((free, start))
        free = max(free, end)
    every = (*found, (free, end_seconds))
    return tuple(each for each in every if each[1] - each[0] > _ROUNDING_SECONDS)


def _listed(stretches: tuple[tuple[float, float], ...]) -> str:
    named = [f"{moment(start)} to {moment(end)}" for start, end in stretches[:_MOST_NAMED]]
    more = len(stretches) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def covering(
    intensity: Intensity, span: tuple[float, float], duration_seconds: float
) -> tuple[Intensity, tuple[Note, ...]]:
    """Return an intensity that a job can be planned with, and what had to be said for it.

    Where the forecast is long enough for the job, it stays as it is, and the job is not planned
    beyond it. Where it is not, the yearly value of the zone stands in for the rest, if there is
    one: then a job that is longer than any forecast can be planned at all.

    Args:
        intensity: What is foreseen.
        span: From when until when the job may run [s since 1970 UTC].
        duration_seconds: How long it takes [s].

    Returns:
        The intensity and notes.
    """
    zone = intensity.signal.zone
    if intensity.series is None:
        return intensity, ()
    until = known_until(intensity.series, span[0])
    unknown = unknown_stretches(intensity.series, *span)
    if not unknown:
        return intensity, ()
    whole = span[1] - span[0]
    known = whole - sum(end - start for start, end in unknown)
    said = (
        f"Of {zone} {known / 3600.0:.3g} of {whole / 3600.0:.3g} hours are known; not known: "
        f"{_listed(unknown)}"
    )
    if until >= span[0] + duration_seconds:
        text = f"{said}. Nothing is planned there in that time."
        return intensity, (Note("forecast-short", text, severity="warning"),)
    if intensity.factor is None:
        text = f"{said}. What is known from the earliest start on is less than the job takes."
        return intensity, (Note("forecast-short", text, severity="warning"),)
    text = (
        f"{said}. What is known from the earliest start on is less than the job takes: for the "
        "rest stands its yearly value, and a gain between the two may be of that alone."
    )
    return _filled(intensity, intensity.factor, span), (
        Note("forecast-extended", text, severity="warning"),
    )


def _filled(intensity: Intensity, factor: Factor, span: tuple[float, float]) -> Intensity:
    ratio = Unit.parse(factor.unit).ratio(Unit.parse(intensity.signal.unit))
    ends = factor.distribution.quantile(np.array([0.05, 0.95])) * ratio
    series = intensity.series
    if series is None:
        return intensity
    whole = _with_level(series, factor.central * ratio, span)
    if intensity.band is None:
        return replace(intensity, series=whole)
    low, high = intensity.band
    band = (_with_level(low, float(ends[0]), span), _with_level(high, float(ends[1]), span))
    return replace(intensity, series=whole, band=band)


def _with_level(series: StepSeries, value: float, span: tuple[float, float]) -> StepSeries:
    edges, values = series.edges_seconds, np.where(np.isnan(series.values), value, series.values)
    if span[0] < edges[0]:
        edges, values = np.concatenate(([span[0]], edges)), np.concatenate(([value], values))
    if span[1] > edges[-1]:
        edges, values = np.concatenate((edges, [span[1]])), np.concatenate((values, [value]))
    return StepSeries(edges, values, series.unit)
