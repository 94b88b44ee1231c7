"""What one provider has said of what is wanted."""

from pathlib import Path

from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.live import Want
from wholeprint.grid.recall import recalled
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Scope, Signal, Tense

HOUR = 3600.0
ZONE = Zone("GB", "United Kingdom", "country")
QUESTION = Question("p", "GB", "average", "direct", "", "actual", 0.0, 1.0)


def _kept(tense: Tense, first: int, last: int, at: float = 1e6, value: float = 1.0) -> Kept:
    edges = [HOUR * hour for hour in range(first, last + 1)]
    signal = Signal("GB", scope=Scope.DIRECT, tense=tense).as_json()
    return Kept("p", signal, edges, [value] * (last - first), at)


def _want(tense: Tense, first: int, last: int) -> Want:
    return Want(ZONE, first * HOUR, last * HOUR, tense)


def _spans(found: list[Kept]) -> list[tuple[str, float, float]]:
    return [
        (one.signal["tense"], one.edges_seconds[0] / HOUR, one.edges_seconds[-1] / HOUR)
        for one in found
    ]


def test_forecasts_of_the_past_stay_where_they_are() -> None:
    """Of what was foreseen only what lies after the last that was seen is looked at."""
    fetched = [
        _kept(Tense.FORECAST, 0, 4),
        _kept(Tense.ACTUAL, 0, 6),
        _kept(Tense.ESTIMATED, 6, 8),
        _kept(Tense.FORECAST, 6, 12),
    ]

    whole = recalled(None, "p", _want(Tense.ACTUAL, 0, 10), None, fetched)
    past = recalled(None, "p", _want(Tense.ACTUAL, 0, 7), None, fetched)
    ahead = recalled(None, "p", _want(Tense.FORECAST, 0, 10), None, fetched)

    assert _spans(whole) == [("actual", 0, 6), ("estimated", 6, 8), ("forecast", 6, 12)]
    assert _spans(past) == [("actual", 0, 6), ("estimated", 6, 8)]
    assert _spans(ahead) == [("forecast", 0, 4), ("forecast", 6, 12)]


def test_what_was_kept_is_not_told_twice(tmp_path: Path) -> None:
    """The same answer from the cache and just fetched is one, the one that was kept first."""
    cache = Cache(tmp_path / "grid.sqlite")
    before = _kept(Tense.ACTUAL, 0, 6, at=1e6, value=float("nan"))
    cache.keep(QUESTION, 1e6, [before])
    fetched = [before._replace(fetched_unix_seconds=2e6), _kept(Tense.ACTUAL, 0, 6, at=2e6)]

    found = recalled(cache, "p", _want(Tense.ACTUAL, 0, 6), None, fetched)

    assert [one.fetched_unix_seconds for one in found] == [1e6, 2e6]
    assert [
        one.fetched_unix_seconds for one in recalled(cache, "p", _want(Tense.ACTUAL, 0, 6), 1e6)
    ] == [1e6]
    assert recalled(cache, "q", _want(Tense.ACTUAL, 0, 6), None) == []
