"""Everything that is known by the hour of a zone's past: what was fetched, then what ships.

No typical day and no yearly mean stands in here: what is described is what was.
"""

from collections.abc import Sequence
from dataclasses import replace

from wholeprint.errors import BoundaryError, UnknownFactorError
from wholeprint.grid.answer import EARLIEST_SECONDS, LATEST_SECONDS
from wholeprint.grid.kept import Kept, Search
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.grid.service import Grid, Wish
from wholeprint.grid.stitch import Span, filled, stitched
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Intensity, Signal, Tense
from wholeprint.quantities.source import Source

_ALWAYS = Span(EARLIEST_SECONDS, LATEST_SECONDS)


def recorded(grid: Grid, zone: str, wish: Wish) -> Intensity:
    """Return all that is known by the hour of a zone's past, without asking anybody.

    Args:
        grid: Where it is kept.
        zone: Name, code or alias of a zone.
        wish: Which number is wanted.

    Returns:
        The intensity, with a series from the first to the last hour that is known.

    Raises:
        UnknownZoneError: If there is no zone of that name.
        UnknownFactorError: If no hour of that kind of number is known for the zone.
    """
    place = Zones(grid.factors).resolve(zone)
    found = [*_fetched(grid, place.code, wish), *_shipped(grid, place.code, wish)]
    return _together(found, zone, _ALWAYS)


def recorded_between(grid: Grid, zone: str, span: Span, wish: Wish, *, fetch: bool) -> Intensity:
    """Return what is known by the hour of a stretch of time.

    Args:
        grid: Who knows.
        zone: Name, code or alias of a zone.
        span: Of which time.
        wish: Which number is wanted, and from whom.
        fetch: Whether the network may be touched.

    Returns:
        The intensity; what nobody knows is a gap.

    Raises:
        UnknownZoneError: If there is no zone of that name.
        UnknownFactorError: If no hour of that time and that kind of number is known for the zone.
    """
    said, notes = grid.said(zone, span, wish, Tense.ACTUAL, fetch=fetch)
    place = Zones(grid.factors).resolve(zone)
    found = [*(() if said is None else (said,)), *_shipped(grid, place.code, wish)]
    whole = _together([each for each in found if _touches(each, span)], zone, span)
    return replace(whole, notes=tuple(dict.fromkeys((*notes, *whole.notes))))


def _together(found: Sequence[Intensity], zone: str, span: Span) -> Intensity:
    if not found:
        raise UnknownFactorError(
            "no series is known for that zone" + (" and time" if span != _ALWAYS else ""),
            seen=zone,
            fix="Fetch one (wholeprint grid fetch ZONE --from 30d), or give --series FILE",
        )
    best, *others = found
    for other in others:
        best = _filled(best, other, span)
    return best


def _touches(found: Intensity, span: Span) -> bool:
    stretches = [] if found.series is None else found.series.known_stretches()
    return any(begin < span.end_seconds and end > span.start_seconds for begin, end in stretches)


def _fetched(grid: Grid, zone: str, wish: Wish) -> list[Intensity]:
    if grid.cache is None:
        return []
    kept = grid.cache.find(
        Search(
            zone,
            EARLIEST_SECONDS,
            LATEST_SECONDS,
            tenses=(Tense.ACTUAL.value, Tense.ESTIMATED.value),
            response=wish.response.value,
            scope=wish.scope.value,
            flow=None if wish.flow is None else wish.flow.value,
            providers=wish.providers or (),
            as_of_seconds=wish.as_of_seconds,
        )
    )
    by_provider: dict[str, list[Kept]] = {}
    for one in kept:
        by_provider.setdefault(one.provider, []).append(one)
    found = [
        stitched(said, _ALWAYS, Source(key=f"live:{name}", title=name))
        for name, said in by_provider.items()
    ]
    known = [each for each in found if each is not None]
    return sorted(known, key=_covered_seconds, reverse=True)


def _shipped(grid: Grid, zone: str, wish: Wish) -> list[Intensity]:
    if wish.providers is not None:
        return []
    found: list[Intensity] = []
    for flow in Flow if wish.flow is None else (wish.flow,):
        wanted = Signal(zone, response=wish.response, scope=wish.scope, flow=flow)
        try:
            found.append(HourlySeries(grid.factors).intensity(zone, wanted))
        except (UnknownFactorError, BoundaryError):
            continue  # none of that kind ships for the zone
    return found


def _covered_seconds(intensity: Intensity) -> float:
    series = intensity.series
    if series is None:
        return 0.0
    return sum(end - begin for begin, end in series.known_stretches())


def _filled(best: Intensity, other: Intensity, span: Span) -> Intensity:
    try:
        return filled(best, other, span)
    except BoundaryError:
        return best  # another kind of number is not mixed in
