"""Everything that is known by the hour of a zone's past: what was fetched, then what ships.

No typical day and no yearly mean stands in here: what is described is what was.
"""

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
    found = [
        *_fetched(grid, place.code, wish),
        *_shipped(grid, place.code, wish),
    ]
    if not found:
        raise UnknownFactorError(
            "no series is known for that zone",
            seen=zone,
            fix="Fetch one (wholeprint grid fetch ZONE --from 30d), or give --series FILE",
        )
    best, *others = found
    for other in others:
        best = _filled(best, other)
    return best


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


def _filled(best: Intensity, other: Intensity) -> Intensity:
    try:
        return filled(best, other, _ALWAYS)
    except BoundaryError:
        return best  # another kind of number is not mixed in
