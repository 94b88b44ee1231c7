"""What was kept becomes an intensity: of one kind, the newest state of each moment, checked."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from wholeprint.grid.kept import Kept
from wholeprint.grid.overlay import Overlay, overlaid
from wholeprint.grid.plausible import DEFAULT_LIMITS, Limits, plausible
from wholeprint.quantities.distribution import from_dict
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import (
    Accounting,
    Flow,
    Intensity,
    Response,
    Scope,
    Signal,
    Tense,
    Vintage,
    check_same_signal,
)
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.quantities.units import Unit

_Band = tuple[StepSeries, StepSeries]
_COMPUTED = Limits(flat_seconds=math.inf)  # a grid on gas alone is as flat as its factor
_WEAKEST_FIRST = (Tense.FORECAST, Tense.ESTIMATED, Tense.ACTUAL)


@dataclass(frozen=True, slots=True)
class Span:
    """Of which time something is wanted.

    Attributes:
        start_seconds: From when [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
    """

    start_seconds: float
    end_seconds: float


def stitched(kept: Sequence[Kept], span: Span, source: Source) -> Intensity | None:
    """Return what one provider said of a zone, each moment in its newest state.

    What was seen goes before what was filled in, and that before what was foreseen. Of several
    kinds of number, the kind that was told last counts; they are not mixed. What is made of more
    than one tense is called estimated, with a note.

    Args:
        kept: What it said, of one zone.
        span: Of which time it is wanted.
        source: The provider, to be cited.

    Returns:
        The intensity; None where nothing believable is known of that time.
    """
    if not kept:
        return None
    newest = max(kept, key=lambda one: one.known_since_seconds)
    layers = sorted(
        (one for one in kept if _kind(one) == _kind(newest)),
        key=lambda one: (
            _WEAKEST_FIRST.index(Tense(one.signal["tense"])),
            one.known_since_seconds,
            one.fetched_unix_seconds,
        ),
    )
    unit = Unit.parse(newest.signal["unit"])
    whole = overlaid(
        [StepSeries(np.asarray(one.edges_seconds), np.asarray(one.values), unit) for one in layers]
    )
    limits = _COMPUTED if source.read is Read.COMPUTED else DEFAULT_LIMITS
    series, rejected = plausible(whole.series, source.title, limits)
    part = Overlay(series, whole.owners).within(span.start_seconds, span.end_seconds)
    if part is None:
        return None
    used = [layers[place] for place in part.owned()]
    tense = _together({Tense(one.signal["tense"]) for one in used})
    signal = replace(signal_of(newest.signal), tense=tense)
    notes = (*(note for one in used for note in one.notes), *rejected, *_mixed(part, layers))
    return Intensity(
        signal=signal,
        series=part.series,
        spread=next((spread_of(one.spread) for one in reversed(used) if one.spread), None),
        sources=(source,),
        notes=tuple(dict.fromkeys(notes)),
        vintages=tuple(dict.fromkeys(map(_vintage, used))),
        band=_band(part, [_kept_band(one, unit) for one in layers]),
    )


def filled(first: Intensity, then: Intensity, span: Span) -> Intensity:
    """Fill the gaps of one provider's series from the next one's, if it is the same kind of number.

    Args:
        first: What goes before.
        then: What fills its gaps; of the same zone.
        span: Of which time it is wanted.

    Returns:
        The first, filled, with a note that says with what; unchanged if nothing could be filled.

    Raises:
        BoundaryError: If the two are of different kinds.
    """
    check_same_signal(first.signal, then.signal)
    if first.series is None or then.series is None:
        return first
    whole = overlaid([then.series, first.series])
    part = whole.within(span.start_seconds, span.end_seconds)
    if part is None or not bool(np.any(part.owners == 0)):
        return first
    bands = (then.band, first.band)
    band = _band(part, bands)
    hours = float(np.sum(np.diff(part.series.edges_seconds)[part.owners == 0])) / 3600.0
    by, of = then.sources[0].title, first.sources[0].title
    tense = _together({first.signal.tense, then.signal.tense})
    note = Note("source-stands-in", f"{of} does not know {hours:.3g} h of the time; there: {by}.")
    return replace(
        first,
        signal=replace(first.signal, tense=tense),
        series=part.series,
        band=band,
        sources=tuple(dict.fromkeys((*first.sources, *then.sources))),
        notes=tuple(
            dict.fromkeys((*first.notes, *then.notes, note, *_left_out(band, bands, (by, of))))
        ),
        vintages=tuple(dict.fromkeys((*first.vintages, *then.vintages))),
        stands_in=(*first.stands_in, *_used(part, then.stands_in)),
    )


def _used(
    part: Overlay, stretches: Sequence[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    """Return what of some stretches of the one that fills the gaps is really used."""
    edges = part.series.edges_seconds
    mine = np.concatenate(([False], part.owners == 0, [False])).astype(np.int8)
    turns = np.diff(mine)
    begins, ends = edges[np.flatnonzero(turns == 1)], edges[np.flatnonzero(turns == -1)]
    return tuple(
        (max(begin, first), min(end, last))
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        for first, last in stretches
        if begin < last and end > first
    )


def _band(part: Overlay, bands: Sequence[_Band | None]) -> _Band | None:
    """Return the band of what was laid together; none where any step that is known has none.

    To take a value without a band for a sure one would make it look better than those with one.
    """
    edges = part.series.edges_seconds
    middles = (edges[:-1] + edges[1:]) / 2.0
    known = np.isfinite(part.series.values)
    sides = [np.full(middles.size, np.nan), np.full(middles.size, np.nan)]
    for place in part.owned():
        mine, band = known & (part.owners == place), bands[place]
        if band is None and bool(np.any(mine)):
            return None
        for side, said in zip(sides, band or (), strict=False):
            steps = np.searchsorted(said.edges_seconds, middles[mine], side="right") - 1
            side[mine] = said.values[np.clip(steps, 0, said.values.size - 1)]
    low, high = sides
    if not bool(np.all(np.isfinite(low[known]) & np.isfinite(high[known]))):
        return None
    unit = part.series.unit
    return StepSeries(edges, low, unit), StepSeries(edges, high, unit)


def _kept_band(one: Kept, unit: Unit) -> _Band | None:
    if one.low is None or one.high is None:
        return None
    edges = np.asarray(one.edges_seconds)
    return (
        StepSeries(edges, np.asarray(one.low), unit),
        StepSeries(edges, np.asarray(one.high), unit),
    )


def _left_out(
    band: _Band | None, bands: tuple[_Band | None, _Band | None], names: tuple[str, str]
) -> tuple[Note, ...]:
    if band is not None or all(each is None for each in bands):
        return ()
    silent, other = sorted(names, key=lambda name: bands[names.index(name)] is not None)
    text = f"{silent} states no range for each moment, so that of {other} is not shown either."
    return (Note("band-left-out", text),)


def is_whole(series: StepSeries | None, span: Span) -> bool:
    """Say whether a series knows all of a time.

    Args:
        series: The series.
        span: The time.

    Returns:
        True where no second is missing.
    """
    if series is None:
        return False
    found = series.known_integral(np.asarray([span.start_seconds]), np.asarray([span.end_seconds]))
    return found.is_whole


def signal_of(fields: Mapping[str, str]) -> Signal:
    """Return the signal that was kept as plain text.

    Args:
        fields: Its fields by their names.
    """
    return Signal(
        zone=fields["zone"],
        response=Response(fields["response"]),
        scope=Scope(fields["scope"]),
        flow=Flow(fields["flow"]),
        tense=Tense(fields["tense"]),
        accounting=Accounting(fields["accounting"]),
        unit=fields["unit"],
    )


def spread_of(text: str) -> Factor:
    """Return the assumption that was kept as JSON.

    Args:
        text: What `Factor.as_json` said.
    """
    told = cast("dict[str, object]", json.loads(text))
    sources = cast("list[dict[str, object]]", told["sources"])
    return Factor(
        id=str(told["id"]),
        unit=str(told["unit"]),
        distribution=from_dict(cast("dict[str, object]", told["distribution"])),
        sources=tuple(_source(source) for source in sources),
        known=Known(str(told["known"])),
        valid_for=str(told["valid_for"]),
        note=str(told["note"]),
    )


def _source(told: Mapping[str, object]) -> Source:
    return Source(
        key=str(told["key"]),
        title=str(told["title"]),
        year=cast("int | None", told["year"]),
        url=str(told["url"]),
        licence=str(told["licence"]),
        read=Read(str(told["read"])),
    )


def _kind(one: Kept) -> tuple[str, ...]:
    kinds = ("zone", "response", "scope", "flow", "accounting", "unit")
    return tuple(one.signal[name] for name in kinds)


def _vintage(one: Kept) -> Vintage:
    return Vintage(
        provider=one.provider,
        fetched_unix_seconds=one.fetched_unix_seconds,
        issued_unix_seconds=one.issued_unix_seconds,
        version=one.version,
        licence=one.licence,
    )


def _together(tenses: set[Tense]) -> Tense:
    # What was seen in part, and filled in by what was foreseen, is filled in.
    return tenses.pop() if len(tenses) == 1 else Tense.ESTIMATED


def _mixed(part: Overlay, layers: Sequence[Kept]) -> tuple[Note, ...]:
    widths = np.diff(part.series.edges_seconds)
    hours = dict.fromkeys(_WEAKEST_FIRST, 0.0)
    for place in part.owned():
        tense = Tense(layers[place].signal["tense"])
        hours[tense] += float(np.sum(widths[part.owners == place])) / 3600.0
    told = [f"{amount:.3g} h {tense.value}" for tense, amount in hours.items() if amount]
    if len(told) == 1:
        return ()
    return (Note("tense-differs", f"Not all of the time is known alike: {', '.join(told)}."),)
