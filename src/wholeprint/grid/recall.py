"""What one provider has said of what is wanted: what was kept of it, and what just came."""

from array import array
from collections.abc import Sequence

from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Search
from wholeprint.grid.live import Want
from wholeprint.quantities.intensity import Tense

_DAY = 86400.0


def recalled(
    cache: Cache | None,
    provider_name: str,
    want: Want,
    as_of_seconds: float | None,
    fetched: Sequence[Kept] = (),
) -> list[Kept]:
    """Return what a provider has said of what is wanted.

    For what was, that is what was seen and what was filled in; what was foreseen comes for the time
    after that only, because of the past there is far more of it than anybody needs.

    Args:
        cache: What was kept; None for nothing.
        provider_name: Whose answers.
        want: What is wanted. Answers of a day more on either side come too, in which a line that
            stays flat for too long shows.
        as_of_seconds: Only what could be known then [s since 1970 UTC]; None is all.
        fetched: What just came; where the cache could not be written it is here only.

    Returns:
        The answers, the longest known first.
    """
    foreseen = (Tense.FORECAST.value,)
    search = Search(
        want.zone.code,
        want.start_seconds - _DAY,
        want.end_seconds + _DAY,
        tenses=foreseen
        if want.tense is Tense.FORECAST
        else (Tense.ACTUAL.value, Tense.ESTIMATED.value),
        response=want.response.value,
        scope=want.scope.value,
        flow=None if want.flow is None else want.flow.value,
        providers=(provider_name,),
        as_of_seconds=as_of_seconds,
    )
    found = _found(cache, search, fetched)
    if want.tense is Tense.FORECAST:
        return found
    last = max((one.edges_seconds[-1] for one in found), default=search.start_seconds)
    if last >= want.end_seconds:
        return found
    after = search._replace(start_seconds=last, tenses=foreseen)
    return found + _found(cache, after, fetched)


def _found(cache: Cache | None, search: Search, fetched: Sequence[Kept]) -> list[Kept]:
    known = [] if cache is None else cache.find(search)
    same = set(map(_content, known))
    return known + [one for one in fetched if search.takes(one) and _content(one) not in same]


def _content(one: Kept) -> tuple[object, ...]:
    # As bytes: a value that is not known is not even equal to itself.
    values = array("d", one.values).tobytes()
    return one.signal["tense"], one.issued_unix_seconds, one.edges_seconds[0], values
