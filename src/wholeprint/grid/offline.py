"""What the tables say where nobody else does: shipped hours, typical hours, then yearly means."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from wholeprint.errors import BoundaryError, UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.gaps import levelled
from wholeprint.grid.providers.profile import TypicalProfile
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.grid.stitch import Span, filled, is_whole
from wholeprint.grid.zone import Zone
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import (
    Flow,
    Intensity,
    Signal,
    Tense,
    check_same_signal,
)
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries

_Shipped = Callable[[Factors, Signal, Span], Intensity | None]


def completed(
    found: Intensity | None, factors: Factors, zone: Zone, span: Span, wanted: Signal
) -> Intensity:
    """Complete what was fetched by what the tables hold, of the same kind and with notes.

    Args:
        found: What was fetched; None for nothing.
        factors: The set of coefficients.
        zone: The zone that was asked for.
        span: Of which time it is wanted.
        wanted: Which number was asked for; its flow counts only where nothing was found.

    Returns:
        The intensity. Where the tables hold another kind of number only, the gap stays open.

    Raises:
        UnknownFactorError: If nothing was found and the tables have no such number.
    """
    for shipped in _shipped(wanted):
        if found is not None and is_whole(found.series, span):
            return found
        kind = wanted if found is None else found.signal
        # Where nothing was found yet, either flow will do, the one that was asked for first.
        others = sorted(set(Flow) - {kind.flow}) if found is None else []
        for flow in (kind.flow, *others):
            said = _said(shipped, factors, replace(kind, flow=flow, zone=zone.code), span)
            if found is not None and said is not None and said.stands_in:
                said = _levelled(found, said, factors, span)
            found = said if found is None else _filled(found, said, span)
            if found is not None:
                break
    if found is not None and is_whole(found.series, span):
        return found
    window = Window.for_duration(span.end_seconds - span.start_seconds)
    return _with_factor(found, YearlyTable(factors, window), zone, wanted)


def _shipped(wanted: Signal) -> list[_Shipped]:
    # What was seen is no forecast, however well it would do as one.
    return [_typical] if wanted.tense is Tense.FORECAST else [_hours, _typical]


def _hours(factors: Factors, wanted: Signal, span: Span) -> Intensity | None:
    said = HourlySeries(factors).intensity(wanted.zone, wanted)
    return said if _touches(said, span) else None


def _typical(factors: Factors, wanted: Signal, span: Span) -> Intensity | None:
    profile = TypicalProfile(factors)
    return profile.between(wanted.zone, wanted, span.start_seconds, span.end_seconds)


def _levelled(found: Intensity, said: Intensity, factors: Factors, span: Span) -> Intensity:
    if found.series is None:
        return said

    def typical_of(other: Span) -> StepSeries | None:
        usual = _said(_typical, factors, said.signal, other)
        return None if usual is None else usual.series

    return levelled(said, found.series, span, typical_of)


def _said(shipped: _Shipped, factors: Factors, wanted: Signal, span: Span) -> Intensity | None:
    try:
        said = shipped(factors, wanted, span)
        if said is not None:
            check_same_signal(wanted, said.signal)
    except (UnknownFactorError, BoundaryError):
        return None
    return said


def _touches(said: Intensity, span: Span) -> bool:
    stretches: Iterable[tuple[float, float]] = (
        () if said.series is None else said.series.known_stretches()
    )
    return any(start < span.end_seconds and end > span.start_seconds for start, end in stretches)


def _filled(found: Intensity, said: Intensity | None, span: Span) -> Intensity:
    whole = found if said is None else filled(found, said, span)
    if whole is found or said is None or said.spread is None or found.series is None:
        return whole
    times = np.asarray([span.start_seconds]), np.asarray([span.end_seconds])
    known = float(found.series.covered_seconds(*times)[0]) / (span.end_seconds - span.start_seconds)
    share = 1.0 - known
    notes = tuple(
        note._replace(message=f"For {share:.0%} of the time: {note.message}")
        if note in said.notes and note.severity == "warning"
        else note
        for note in whole.notes
    )
    return replace(whole, spread=_blended(found.spread, said.spread, share), notes=notes)


def _blended(own: Factor | None, other: Factor, share: float) -> Factor:
    """Return the doubt about a time of which a share is filled with what is off by a factor.

    The whole is off by about that share of it, and by what it is unsure of itself.

    Args:
        own: The doubt about what was known; None for none.
        other: The doubt about what fills the rest [1].
        share: How much of the time it fills [1].
    """
    sigmas = [share * _sigma(other), *([] if own is None else [_sigma(own)])]
    return replace(
        other,
        id=f"{other.id}.part",
        distribution=Lognormal(1.0, math.hypot(*sigmas)),
        sources=tuple(dict.fromkeys((*other.sources, *(() if own is None else own.sources)))),
        note=f"{other.note}; for {share:.0%} of the time",
    )


def _sigma(spread: Factor) -> float:
    return spread.distribution.sigma if isinstance(spread.distribution, Lognormal) else 0.0


def _with_factor(
    found: Intensity | None, table: YearlyTable, zone: Zone, wanted: Signal
) -> Intensity:
    kind = wanted if found is None else found.signal
    try:
        yearly = table.intensity(zone.code, kind)
        if found is not None:
            check_same_signal(found.signal, yearly.signal)
    except (UnknownFactorError, BoundaryError):
        if found is None:
            raise
        # Another kind of number would be a silent substitution: the gap stays open.
        return found
    if found is None:
        note = Note(
            "hours-unknown",
            f"No hours of {zone.code} are known for that time: one value stands for all of it.",
            severity="warning",
        )
        return replace(yearly, notes=(note, *yearly.notes))
    return replace(
        found,
        factor=yearly.factor,
        sources=tuple(dict.fromkeys((*found.sources, *yearly.sources))),
        notes=tuple(dict.fromkeys((*found.notes, *yearly.notes))),
    )
