"""The document of one moment straight from the cache, without loading NumPy.

It is the same document that `report.grid` makes of the same answers. Wherever that could differ
(several providers or kinds of number, doubt that must be drawn, a value that is suspect) there is
none, and the longer way is taken.
"""

from wholeprint.factors.table import DATA, Table, read_table
from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Latest, Search, value_at
from wholeprint.grid.zone import Zones
from wholeprint.quantities.note import Note
from wholeprint.report.form import stamped, tool

_RANKS = {"forecast": 0, "estimated": 1, "actual": 2}
_LEAST_AMOUNT, _MOST_AMOUNT, _FLAT_ABOVE_AMOUNT = 0.0, 1300.0, 50.0
_FLAT_SECONDS = 6 * 3600.0
"""Nearer to what is believed than `grid.plausible` is: what is doubtful takes the longer way."""

UNSTATED = Note(
    "doubt-not-stated",
    "Whoever says this number states no error for it: the interval is the number itself.",
)


class ShippedTables:
    """The tables that ship, each read when it is wanted."""

    def table(self, name: str) -> Table:
        """Return a table.

        Args:
            name: Its name, without suffix.
        """
        return read_table(DATA, name)


def quick_document(
    cache: Cache, zone: str, at_seconds: float, *, response: str, scope: str
) -> dict[str, object] | None:
    """Return the document of one moment, if it can be had from the cache alone.

    Args:
        cache: What was fetched.
        zone: Name, code or alias of a zone.
        at_seconds: The moment [s since 1970 UTC].
        response: Average or marginal.
        scope: Direct or life-cycle.

    Returns:
        The document; None where the longer way must be taken.

    Raises:
        UnknownZoneError: If there is no zone of that name.
    """
    code, kept = _kept(cache, zone, at_seconds, (response, scope))
    found = _surest(kept, at_seconds)
    if found is None or cache.notes or not _is_plain(kept, found):
        return None
    one = found.kept
    return stamped(
        "grid-now",
        {
            "tool": tool(),
            "zone": code,
            "at_unix_seconds": at_seconds,
            "value": {
                "value": found.value,
                "central": found.value,
                "low": found.value,
                "high": found.value,
                "unit": one.signal["unit"],
                "known": "published",
                "sources": [f"live:{one.provider}"],
            },
            "step": {
                "start_unix_seconds": found.start_seconds,
                "end_unix_seconds": found.end_seconds,
            },
            "signal": dict(one.signal),
            "sources": [f"live:{one.provider}"],
            "vintages": [
                {
                    "provider": one.provider,
                    "fetched_unix_seconds": one.fetched_unix_seconds,
                    "issued_unix_seconds": one.issued_unix_seconds,
                    "version": one.version,
                    "licence": one.licence,
                }
            ],
            "notes": [note.as_json() for note in (*one.notes, UNSTATED)],
        },
    )


def _kept(
    cache: Cache, zone: str, at_seconds: float, kind: tuple[str, str]
) -> tuple[str, list[Kept]]:
    # What is kept is kept under a code: where one was typed, no table need be read.
    response, scope = kind
    typed = zone.strip().upper()
    found = cache.find(Search(typed, at_seconds, at_seconds, response=response, scope=scope))
    if found:
        return typed, found
    code = Zones(ShippedTables()).resolve(zone).code
    return code, cache.find(Search(code, at_seconds, at_seconds, response=response, scope=scope))


def _surest(kept: list[Kept], at_seconds: float) -> Latest | None:
    order = sorted(
        kept,
        key=lambda one: (
            _RANKS[one.signal["tense"]],
            one.known_since_seconds,
            one.fetched_unix_seconds,
        ),
        reverse=True,
    )
    for one in order:
        found = value_at(one, at_seconds, at_seconds)
        if found is not None and found.start_seconds <= at_seconds < found.end_seconds:
            return found
    return None


def _is_plain(kept: list[Kept], found: Latest) -> bool:
    kinds = {(one.provider, one.signal["flow"], one.signal["unit"]) for one in kept}
    return (
        len(kinds) == 1
        and not any(one.spread or one.low is not None for one in kept)
        and _LEAST_AMOUNT <= found.value <= _MOST_AMOUNT
        and not _is_flat(found)
    )


def _is_flat(found: Latest) -> bool:
    edges, values = found.kept.edges_seconds, found.kept.values
    place = list(edges).index(found.start_seconds)
    first = last = place
    while first > 0 and values[first - 1] == found.value:
        first -= 1
    while last < len(values) - 1 and values[last + 1] == found.value:
        last += 1
    lasted = edges[last + 1] - edges[first]
    return found.value > _FLAT_ABOVE_AMOUNT and lasted > _FLAT_SECONDS
