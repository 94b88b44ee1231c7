"""How good the forecasts were that were kept as they were issued, against what was seen since."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wholeprint.errors import SeriesError
from wholeprint.grid.cache import Cache
from wholeprint.grid.forecast_score import LeadScore, kept_forecasts, score
from wholeprint.grid.kept import Kept, Search
from wholeprint.grid.registry import LIVE, live
from wholeprint.grid.service import source_of
from wholeprint.grid.stitch import Span, signal_of, stitched
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source

_DAY = 86400.0
_BEFORE_DAYS = 8.0  # the same time a week before, and the step that holds it
_AFTER_DAYS = 15.0  # nobody foresees further

_SEEN = (Tense.ACTUAL.value, Tense.ESTIMATED.value)


class Scored(NamedTuple):
    """How the forecasts of one kind by one provider did.

    Attributes:
        provider: Whose forecasts; ours are "wholeprint".
        models: Names of the models or states of data that made them.
        signal: Which number it is.
        against: Whose actual values they were held against.
        forecasts: How many were issued.
        first_seconds: When the first was issued [s since 1970 UTC].
        last_seconds: When the last was issued [s since 1970 UTC].
        leads: The scores by lead time, in the unit of the signal.
    """

    provider: str
    models: tuple[str, ...]
    signal: Signal
    against: str
    forecasts: int
    first_seconds: float
    last_seconds: float
    leads: tuple[LeadScore, ...]


class Scores(NamedTuple):
    """How all that is kept of a zone did.

    Attributes:
        scored: One for each provider and kind of number, in the order of their names.
        notes: Why something, or all of it, could not be scored.
    """

    scored: tuple[Scored, ...]
    notes: tuple[Note, ...]


def scored(
    cache: Cache,
    lineage: Sequence[Zone],
    span: Span,
    response: Response,
    scope: Scope,
    providers: tuple[str, ...] = (),
) -> Scores:
    """Score the forecasts that were issued in a stretch of time.

    Args:
        cache: What was fetched and issued.
        lineage: The zone, then the wider ones that stand for it; the first of which a forecast is
            kept counts.
        span: When the forecasts were issued.
        response: Average or marginal.
        scope: Direct or life-cycle.
        providers: Whose forecasts; empty is everybody's.

    Returns:
        The scores. A forecast is held against its provider's own actual values where there are
        any, else against those of whoever saw most.
    """
    for zone in lineage:
        search = Search(
            zone.code,
            span.start_seconds,
            span.end_seconds + _AFTER_DAYS * _DAY,
            (Tense.FORECAST.value,),
            response.value,
            scope.value,
            providers=providers,
        )
        kept = [one for one in cache.find(search) if _is_within(one, span)]
        if kept:
            return _scores(cache, kept, search._replace(providers=()), span)
    whose = f" by {', '.join(providers)}" if providers else ""
    text = (
        f"No forecast of {lineage[0].code}{whose} is kept that was issued then: "
        f"`wholeprint grid forecast {lineage[0].code} --fetch` keeps each one."
    )
    return Scores((), (Note("score-nothing", text),))


def _is_within(one: Kept, span: Span) -> bool:
    return span.start_seconds <= one.known_since_seconds <= span.end_seconds


def _scores(cache: Cache, kept: Sequence[Kept], search: Search, span: Span) -> Scores:
    before = span.start_seconds - _BEFORE_DAYS * _DAY
    around = search._replace(start_seconds=before, tenses=_SEEN)
    seen = cache.find(around)
    results: list[Scored] = []
    notes: list[Note] = []
    for provider, kind in sorted({(one.provider, _kind(one)) for one in kept}):
        own = [one for one in kept if (one.provider, _kind(one)) == (provider, kind)]
        actual = _actual([one for one in seen if _kind(one) == kind], provider, around)
        found = _held_against(own, actual)
        if found is not None:
            results.append(found)
            continue
        text = (
            f"Forecasts of {provider} are kept ({len(own)}), but nothing to hold them against: "
            "the values that came since, and those of the week before them. "
            f"`wholeprint grid fetch {search.zone} --from 14d` brings them where anyone has."
        )
        notes.append(Note("score-nothing", text))
    return Scores(tuple(results), tuple(notes))


def _held_against(own: Sequence[Kept], actual: Iterable[tuple[str, StepSeries]]) -> Scored | None:
    forecasts = kept_forecasts(own)
    issued = [one.issued_unix_seconds for one in forecasts]
    for against, series in actual:
        try:
            leads = score(forecasts, series)
        except SeriesError:
            continue  # nothing that it saw meets these forecasts: somebody else may have
        return Scored(
            own[0].provider,
            tuple(sorted({one.version for one in own if one.version})),
            signal_of(own[0].signal),
            against,
            len(own),
            min(issued),
            max(issued),
            leads,
        )
    return None


def _actual(seen: Sequence[Kept], provider: str, around: Search) -> list[tuple[str, StepSeries]]:
    """Return what each provider saw: the forecaster's own first, then whoever saw most."""
    span = Span(around.start_seconds, around.end_seconds)
    found: list[tuple[str, StepSeries]] = []
    for name in sorted({one.provider for one in seen}):
        whole = stitched([one for one in seen if one.provider == name], span, _source(name))
        if whole is not None and whole.series is not None:
            found.append((name, whole.series))
    return sorted(found, key=lambda each: (each[0] != provider, -_known_seconds(each[1])))


def _source(name: str) -> Source:
    if name in LIVE:
        return source_of(live((name,), {})[0])
    return Source(key=f"live:{name}", title=name)


def _known_seconds(series: StepSeries) -> float:
    return sum(end - start for start, end in series.known_stretches())


def _kind(one: Kept) -> tuple[str, ...]:
    names = ("zone", "response", "scope", "flow", "accounting", "unit")
    return tuple(one.signal[name] for name in names)
