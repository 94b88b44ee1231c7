"""Grid data for whoever wants it: kept, fetched if that is allowed, and else from the tables.

Nothing is mixed silently: what is not of the kind that is wished for does not serve, and where one
source stands in for another a note says so.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from wholeprint.errors import BoundaryError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.chain import Chain, question_of
from wholeprint.grid.http import HttpDoor
from wholeprint.grid.kept import Kept
from wholeprint.grid.keys import Keys
from wholeprint.grid.lacking import naming
from wholeprint.grid.live import About, Door, LiveProvider, Want
from wholeprint.grid.offline import completed
from wholeprint.grid.own_forecast import NAME as OWN
from wholeprint.grid.own_forecast import Foresight
from wholeprint.grid.own_server import own_server
from wholeprint.grid.pace import CLOCK, Clock, Pace
from wholeprint.grid.recall import recalled
from wholeprint.grid.registry import LIVE, live
from wholeprint.grid.stitch import Span, filled, is_whole, stitched
from wholeprint.grid.zone import Zone, Zones, undecided
from wholeprint.quantities.intensity import Flow, Intensity, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Read, Source
from wholeprint.settings import Settings

_T = TypeVar("_T")
_DAY = 86400.0
_FOREVER = 1e11  # the year 5138: later is a time in another unit


@dataclass(frozen=True, slots=True)
class Wish:
    """Which of the many numbers is wanted, and from whom.

    Attributes:
        response: Average or marginal.
        scope: Direct or life-cycle. Most of those who publish hours publish direct emissions.
        flow: Production or consumption; None takes whichever the first source has.
        providers: Names of the sources that are asked, in order; None is every one.
        as_of_seconds: Only what could be known then [s since 1970 UTC]; None is all.
    """

    response: Response = Response.AVERAGE
    scope: Scope = Scope.DIRECT
    flow: Flow | None = None
    providers: tuple[str, ...] | None = None
    as_of_seconds: float | None = None


WISH = Wish()


def beside(cache: Cache) -> Path:
    """Return the folder beside a cache, for what is no answer of anybody.

    Args:
        cache: The cache.
    """
    return cache.path.with_name(cache.path.name + ".d")


def over_http(cache: Cache | None, clock: Clock = CLOCK) -> Callable[[About], Door]:
    """Return the way to any provider over HTTP.

    Args:
        cache: The turns at each host are kept beside it, for other processes to see.
        clock: What time it is, and how to wait.
    """
    pace = Pace(None if cache is None else beside(cache))
    return lambda about: HttpDoor(pace, about.spacing_seconds, clock=clock)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What a kilowatt-hour carries, in one zone over a stretch of time.

    Attributes:
        factors: The set of coefficients.
        cache: What was fetched before; None keeps nothing.
        keys: Keys of providers by their names.
        door: The way to a provider; None is HTTP.
        clock: What time it is, and how to wait.
        own: Providers beside those of the registry, by name; one of the same name goes before.
    """

    factors: Factors
    cache: Cache | None = None
    keys: Mapping[str, str] = field(default_factory=Keys, repr=False)
    door: Callable[[About], Door] | None = None
    clock: Clock = CLOCK
    own: Mapping[str, LiveProvider] = field(default_factory=dict[str, LiveProvider], repr=False)

    @classmethod
    def of(cls, settings: Settings, factors: Factors) -> "Grid":
        """Return the grid as the settings say.

        Args:
            settings: Where the cache is, and a server of the user's own.
            factors: The set of coefficients.
        """
        path, keys = settings.grid_cache, Keys()
        cache = None if path is None else Cache(path)
        return cls(factors, cache, keys, own=own_server(settings, factors, keys))

    def history(
        self,
        zone: str,
        start_seconds: float,
        end_seconds: float,
        wish: Wish = WISH,
        *,
        fetch: bool,
    ) -> Intensity:
        """Return what a kilowatt-hour carried.

        Args:
            zone: Name, code or alias of a zone.
            start_seconds: From when [s since 1970 UTC].
            end_seconds: Until when [s since 1970 UTC].
            wish: Which number is wanted, and from whom.
            fetch: Whether the network may be touched.

        Returns:
            The intensity: steps that overlap the time, and one value for the rest of it where the
            tables have one of the same kind. An outage is a note.

        Raises:
            UnknownZoneError: If there is no zone of that name.
            UnknownFactorError: If nobody, the tables included, has such a number for the zone.
            SettingError: If there is no provider of a name in the wish.
            ValueRefusedError: If the time ends before it begins.
        """
        return self._serve(zone, Span(start_seconds, end_seconds), wish, Tense.ACTUAL, fetch=fetch)

    def forecast(
        self,
        zone: str,
        start_seconds: float,
        end_seconds: float,
        wish: Wish = WISH,
        *,
        fetch: bool,
    ) -> Intensity:
        """Return what a kilowatt-hour is foreseen to carry, as it was last issued.

        Args:
            zone: Name, code or alias of a zone.
            start_seconds: From when [s since 1970 UTC].
            end_seconds: Until when [s since 1970 UTC].
            wish: Which number is wanted, and from whom; ``as_of_seconds`` gives the forecast that
                could be had then.
            fetch: Whether the network may be touched.

        Returns:
            The intensity, as `history` returns it.

        Raises:
            UnknownZoneError: If there is no zone of that name.
            UnknownFactorError: If nobody, the tables included, has such a number for the zone.
            SettingError: If there is no provider of a name in the wish.
            ValueRefusedError: If the time ends before it begins.
        """
        span = Span(start_seconds, end_seconds)
        return self._serve(zone, span, wish, Tense.FORECAST, fetch=fetch)

    def said(
        self, zone: str, span: Span, wish: Wish, tense: Tense, *, fetch: bool
    ) -> tuple[Intensity | None, tuple[Note, ...]]:
        """Return what providers say, or said; no table stands in.

        Args:
            zone: Name, code or alias of a zone.
            span: Of which time.
            wish: Which number is wanted, and from whom.
            tense: ``ACTUAL`` for what was, ``FORECAST`` for what is foreseen.
            fetch: Whether the network may be touched.

        Returns:
            The intensity, None where nobody says anything; and what went wrong.

        Raises:
            UnknownZoneError: If there is no zone of that name.
            SettingError: If there is no provider of a name in the wish.
            ValueRefusedError: If the time ends before it begins.
        """
        if not -_FOREVER < span.start_seconds < span.end_seconds < _FOREVER:
            raise ValueRefusedError(
                "a stretch of time must end after it begins, in a year that calendars have",
                seen=(span.start_seconds, span.end_seconds),
            )
        zones = Zones(self.factors)
        asked = zones.resolve(zone)
        providers = self._providers(wish)
        notes: tuple[Note, ...] = ()
        for place in zones.lineage(asked):
            want = Want(
                zone=place,
                start_seconds=span.start_seconds,
                end_seconds=span.end_seconds,
                tense=tense,
                response=wish.response,
                scope=wish.scope,
                flow=wish.flow,
            )
            serving = [provider for provider in providers if provider.serves(want)]
            found, told = self._asked(serving, want, wish, fetch=fetch)
            notes += told
            if tense is Tense.FORECAST and not (found and is_whole(found.series, span)):
                # Who has just failed is not asked for the past: that would be waited for twice.
                failed = any(note.code == "provider-failed" for note in told)
                found, told = self._foreseen(found, want, wish, fetch=fetch and not failed)
                notes += told
            if found is not None:
                return _placed(found, asked, place), notes
        return None, notes

    def _serve(self, zone: str, span: Span, wish: Wish, tense: Tense, *, fetch: bool) -> Intensity:
        found, notes = self.said(zone, span, wish, tense, fetch=fetch)
        zones = Zones(self.factors)
        asked = zones.resolve(zone)
        when = span.start_seconds, span.end_seconds
        want = Want(asked, *when, tense, wish.response, wish.scope, wish.flow)
        with naming(want, zones.lineage(asked), self._providers(Wish())):
            whole = completed(found, self.factors, asked, span, _signal(asked, wish, tense))
        machinery = self._machinery_notes(fetch=fetch)
        notes = (*notes, *whole.notes, *undecided(asked, whole.notes), *machinery)
        return replace(whole, notes=tuple(dict.fromkeys(notes)))

    def _asked(
        self, providers: Sequence[LiveProvider], want: Want, wish: Wish, *, fetch: bool
    ) -> tuple[Intensity | None, tuple[Note, ...]]:
        span = Span(want.start_seconds, want.end_seconds)
        best: Intensity | None = None
        notes: list[Note] = []
        for provider in providers:
            fetched: tuple[Kept, ...] = ()
            if fetch and self._may_be_asked(provider, wish):
                door = self.door or over_http(self.cache, self.clock)
                came = run(Chain(door, self.cache, self.clock).ask(self._keyed(provider), want))
                fetched = came.kept
                notes += [self._without_keys(note, provider) for note in came.notes]
            said = stitched(
                recalled(self.cache, provider.name, want, wish.as_of_seconds, fetched),
                span,
                source_of(provider),
            )
            best = _better(best, said, span)
            if best is not None and is_whole(best.series, span):
                break
        return best, tuple(notes)

    def _foreseen(
        self, found: Intensity | None, want: Want, wish: Wish, *, fetch: bool
    ) -> tuple[Intensity | None, tuple[Note, ...]]:
        """Return what was found, filled by our own forecast, which is kept as it was issued."""
        whole = Span(want.start_seconds, want.end_seconds)
        now = self.clock.now_seconds()
        as_of = now if wish.as_of_seconds is None else min(wish.as_of_seconds, now)

        def ask(span: Span, *, fetch: bool) -> tuple[Intensity | None, tuple[Note, ...]]:
            past = replace(
                want,
                start_seconds=span.start_seconds,
                end_seconds=span.end_seconds,
                tense=Tense.ACTUAL,
            )
            serving = [one for one in self._providers(wish) if one.serves(past)]
            return self._asked(serving, past, wish, fetch=fetch)

        folder = None if self.cache is None else beside(self.cache)
        own = Foresight(self.factors, want.zone.code, ask, folder).foresee(
            whole, as_of, fetch=fetch and as_of == now
        )
        if own.kept is not None and self.cache is not None and as_of == now:
            question = question_of(OWN, replace(want, tense=Tense.FORECAST))
            self.cache.keep(question, now, (own.kept,))
        return _better(found, own.intensity, whole), own.notes

    def _may_be_asked(self, provider: LiveProvider, wish: Wish) -> bool:
        # Without its key a provider is passed over in silence, unless it was named.
        return wish.providers is not None or all(name in self.keys for name in provider.about.key)

    def _providers(self, wish: Wish) -> tuple[LiveProvider, ...]:
        if wish.providers is None:
            shipped = [name for name in LIVE if name not in self.own]
            # Who has put a key there wants it used; among equals the order is the registry's.
            return (*self.own.values(), *sorted(live(shipped, {}), key=self._is_keyless))
        return tuple(
            self.own[name] if name in self.own else live((name,), self._keys_for(name))[0]
            for name in wish.providers
        )

    def _is_keyless(self, provider: LiveProvider) -> bool:
        names = provider.about.key
        # Only what needs no asking: a store may want its owner to open it.
        at_hand = (
            self.keys.in_environment if isinstance(self.keys, Keys) else self.keys.__contains__
        )
        return not (names and all(map(at_hand, names)))

    def _keys_for(self, name: str) -> Mapping[str, str]:
        # One of the user's own is made once; those that ship get their keys when they are asked.
        return {} if name in LIVE else self.keys

    def _keyed(self, provider: LiveProvider) -> LiveProvider:
        # The store of keys is slow and may ask its owner: only for who is really asked.
        is_own = self.own.get(provider.name) is provider
        if is_own or not provider.about.key or provider.name not in LIVE:
            return provider
        return live((provider.name,), self.keys)[0]

    def _without_keys(self, note: Note, provider: LiveProvider) -> Note:
        # A server may echo what it was sent, and a provider quote what it was answered.
        message = note.message
        names = (*provider.about.key, *({provider.name} & self.own.keys()))
        for secret in filter(None, map(self.keys.get, names)):
            message = message.replace(secret, "...")
        return note._replace(message=message)

    def _machinery_notes(self, *, fetch: bool) -> tuple[Note, ...]:
        of_keys = self.keys.notes if fetch and isinstance(self.keys, Keys) else ()
        return (*of_keys, *(() if self.cache is None else self.cache.notes))


def source_of(provider: LiveProvider) -> Source:
    """Return a provider as a source to be cited.

    Args:
        provider: The provider.
    """
    about = provider.about
    return Source(
        key=f"live:{provider.name}",
        title=about.title,
        url=about.url,
        licence=about.licence,
        read=Read.COMPUTED if about.is_computed else Read.PRIMARY,
    )


def run(work: Coroutine[object, object, _T]) -> _T:
    """Run asynchronous work to its end, also where a loop runs already, as in a notebook.

    Args:
        work: The work.

    Returns:
        What it returns.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _signal(zone: Zone, wish: Wish, tense: Tense) -> Signal:
    flow = wish.flow or Flow.CONSUMPTION
    return Signal(zone.code, wish.response, wish.scope, flow, tense)


def _better(best: Intensity | None, said: Intensity | None, span: Span) -> Intensity | None:
    if best is None or said is None:
        return best or said
    try:
        return filled(best, said, span)
    except BoundaryError:
        # Another kind of number: it does not serve here.
        return best


def _placed(found: Intensity, asked: Zone, place: Zone) -> Intensity:
    if place == asked:
        return found
    signal = replace(found.signal, zone=asked.code)
    note = (
        Note("zone-of-region", f"{asked.code} is taken to draw from the grid of {place.code}.")
        if asked.grid == place.code
        else Note(
            "zone-widened",
            f"Nobody who was asked knows {asked.code}: that of {place.code} stands for it.",
            severity="warning",
        )
    )
    return replace(found, signal=signal, notes=(note, *found.notes))
