"""Who knows what of a zone: what ships with wholeprint, and who can be asked over the network."""

from collections.abc import Iterable, Sequence

from wholeprint.factors.sets import Factors
from wholeprint.grid.live import LiveProvider, Want
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Tense

_DAY = 86400.0
_HOURS = "hours"
_TABLES = (("grid_series", _HOURS), ("grid_profiles", "typical day"))


class Offline:
    """What ships of each zone.

    Args:
        factors: The set of coefficients.
    """

    def __init__(self, factors: Factors) -> None:
        self._factors = factors
        self._held = {
            words: frozenset(factors.table(table).raw("zone")) for table, words in _TABLES
        }

    def of(self, lineage: Sequence[Zone]) -> tuple[str, ...]:
        """Return what ships of a zone, of the one it lies in where it has none of its own.

        Recorded hours are those of the zone itself alone: nobody takes them for another.

        Args:
            lineage: The zone, and those that it lies in.
        """
        codes = [zone.code for zone in lineage]
        found = [
            words
            for words, held in self._held.items()
            if held.intersection(codes[:1] if words == _HOURS else codes)
        ]
        scopes = [
            scope.value
            for scope in Scope
            if any(self._factors.has(f"grid.{code}.{scope.value}.yearly") for code in codes)
        ]
        return (*found, *([f"year ({', '.join(scopes)})"] if scopes else []))


def askable(
    lineage: Sequence[Zone], providers: Iterable[LiveProvider], at_seconds: float
) -> tuple[str, ...]:
    """Return who can be asked about a zone, or about the one it lies in.

    Args:
        lineage: The zone, and those that it lies in.
        providers: Whoever could be.
        at_seconds: The present [s since 1970 UTC].

    Returns:
        Names, with "+" where there are forecasts, "!" where it is marginal, and "*" where a key is
        needed.
    """
    found: list[str] = []
    for provider in providers:
        wants = {
            (tense, response)
            for zone in lineage
            for tense in (Tense.ACTUAL, Tense.FORECAST)
            for response in Response
            for scope in Scope
            if provider.serves(_want(zone, tense, response, scope, at_seconds))
        }
        if wants:
            ahead = "+" if any(tense is Tense.FORECAST for tense, _ in wants) else ""
            marginal = "" if any(each is Response.AVERAGE for _, each in wants) else "!"
            found.append(f"{provider.name}{ahead}{marginal}{'*' if provider.about.key else ''}")
    return tuple(found)


def _want(zone: Zone, tense: Tense, response: Response, scope: Scope, at_seconds: float) -> Want:
    past = tense is not Tense.FORECAST
    return Want(
        zone,
        at_seconds - _DAY if past else at_seconds,
        at_seconds if past else at_seconds + _DAY,
        tense,
        response,
        scope,
    )
