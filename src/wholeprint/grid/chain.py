"""Asking a provider over the network: only for what is not known yet, and no longer than it allows.

What a provider does wrong ends here: it becomes a note, and whoever is next is asked.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from wholeprint.errors import MissingExtraError, ProviderAnswerError, ProviderError, WholeprintError
from wholeprint.grid.cache import Cache
from wholeprint.grid.http import told
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.live import About, Door, LiveProvider, Reading, Want
from wholeprint.grid.pace import CLOCK, Clock
from wholeprint.quantities.intensity import Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries

REVISED_SECONDS = 2 * 86400.0
"""What is younger than this when it is fetched may change within minutes [s]: providers revise the
last day (NESO) or two."""

LATE_SECONDS = 30 * 86400.0
"""What is older than this when it is fetched is not asked for again [s]. In between it is asked for
once a day at most: some publish late, and replace estimates by what was settled."""

_HOUR, _DAY = 3600.0, 86400.0
_LEAST_SECONDS = 1.0


class Fetched(NamedTuple):
    """What came of asking one provider.

    Attributes:
        kept: What it said.
        notes: What went wrong.
    """

    kept: tuple[Kept, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """How providers are asked.

    Attributes:
        door: The way to a provider.
        cache: What was fetched before; None keeps nothing.
        clock: What time it is.
    """

    door: Callable[[About], Door]
    cache: Cache | None = None
    clock: Clock = CLOCK

    async def ask(self, provider: LiveProvider, want: Want) -> Fetched:
        """Ask a provider for what is not known yet of what is wanted.

        Args:
            provider: Whom.
            want: What is wanted.

        Returns:
            What it said, and a note where it did not serve.
        """
        kept: list[Kept] = []
        notes: tuple[Note, ...] = ()
        try:
            door = self.door(provider.about)
            for part in self._missing(provider, want):
                at = self.clock.now_seconds()
                readings = await provider.fetch(part, door)
                answers = [_checked(kept_of(one, provider, at), part) for one in readings]
                kept += answers
                if self.cache is not None:
                    self.cache.keep(question_of(provider.name, part), at, answers)
        except Exception as error:  # noqa: BLE001 - a provider is a plug-in: whatever it does wrong is a note
            notes = (Note("provider-failed", _sentence(provider, error), severity="warning"),)
        return Fetched(tuple(kept), notes)

    def _missing(self, provider: LiveProvider, want: Want) -> list[Want]:
        now = self.clock.now_seconds()
        whole = _widened(want, provider.about, now)
        if whole is None:
            return []
        question = question_of(provider.name, whole)
        asked = [] if self.cache is None else self.cache.asked(question)
        fresh = [found for one in asked if (found := _fresh(one, provider.about, want, now))]
        return [
            replace(whole, start_seconds=start, end_seconds=end)
            for begin, stop in _without((whole.start_seconds, whole.end_seconds), fresh)
            for start, end in _cut(begin, stop, provider.about.reach_seconds)
        ]


def question_of(provider_name: str, want: Want) -> Question:
    """Return what is asked, as the cache keeps it.

    Args:
        provider_name: Who is asked.
        want: What is wanted.
    """
    return Question(
        provider_name,
        want.zone.code,
        want.response.value,
        want.scope.value,
        "" if want.flow is None else want.flow.value,
        want.tense.value,
        want.start_seconds,
        want.end_seconds,
    )


def kept_of(reading: Reading, provider: LiveProvider, at_unix_seconds: float) -> Kept:
    """Return what a provider said, as the cache keeps it.

    Args:
        reading: What it said.
        provider: Who.
        at_unix_seconds: When it was asked [s since 1970 UTC].
    """
    spread = "" if reading.spread is None else json.dumps(reading.spread.as_json())
    low, high = reading.band or (None, None)
    return Kept(
        provider=provider.name,
        signal=reading.signal.as_json(),
        edges_seconds=cast("list[float]", reading.series.edges_seconds.tolist()),
        values=cast("list[float]", reading.series.values.tolist()),
        fetched_unix_seconds=at_unix_seconds,
        issued_unix_seconds=reading.issued_unix_seconds,
        version=reading.version,
        licence=provider.about.licence,
        notes=reading.notes,
        spread=spread,
        low=_listed(low),
        high=_listed(high),
    )


def _listed(side: StepSeries | None) -> list[float] | None:
    return None if side is None else cast("list[float]", side.values.tolist())


def _checked(kept: Kept, want: Want) -> Kept:
    if kept.signal["zone"] != want.zone.code:
        raise ProviderAnswerError(
            "its answer is of another zone",
            seen=f"{kept.signal['zone']} where {want.zone.code} was asked for",
        )
    return kept


def _widened(want: Want, about: About, now_seconds: float) -> Want | None:
    # Whole hours, and a forecast to its end: so that a question a minute later is the same one.
    start = want.start_seconds // _HOUR * _HOUR
    if want.tense is Tense.FORECAST:
        end = now_seconds + about.ahead_seconds
        if about.ahead_seconds <= 0.0 or start >= end:
            return None
    else:
        end = min(-(-want.end_seconds // _HOUR) * _HOUR, now_seconds)
    if end - start < _LEAST_SECONDS:
        return None
    return replace(want, start_seconds=start, end_seconds=end)


def _fresh(
    asked: tuple[float, float, float], about: About, want: Want, now_seconds: float
) -> tuple[float, float] | None:
    start, end, fetched = asked
    horizon = fetched + (about.ahead_seconds if want.tense is Tense.FORECAST else 0.0)
    if now_seconds - fetched < about.keep_seconds:
        # It was asked for as far as there was anything: what there is now counts as asked for.
        return start, float("inf") if end >= horizon - _LEAST_SECONDS else end
    age = REVISED_SECONDS if now_seconds - fetched < _DAY else LATE_SECONDS
    settled = min(end, fetched - age)
    return (start, settled) if settled > start else None


def _without(
    whole: tuple[float, float], taken: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    left: list[tuple[float, float]] = []
    at, stop = whole
    for begin, end in sorted(taken):
        if begin - at >= _LEAST_SECONDS:
            left.append((at, min(begin, stop)))
        at = max(at, end)
        if at >= stop:
            break
    if stop - at >= _LEAST_SECONDS:
        left.append((at, stop))
    return left


def _cut(begin: float, stop: float, longest: float) -> list[tuple[float, float]]:
    parts: list[tuple[float, float]] = []
    while stop - begin >= _LEAST_SECONDS:
        end = min(begin + longest, stop)
        parts.append((begin, end))
        begin = end
    return parts


def _sentence(provider: LiveProvider, error: Exception) -> str:
    who = provider.about.title
    if isinstance(error, ProviderError | MissingExtraError):
        told_fix = f" {error.fix}." if isinstance(error, MissingExtraError) else ""
        why = told(error)
        return f"{who} did not serve: {why}.{told_fix}"
    if isinstance(error, WholeprintError):
        return f"{who} did not serve: its answer cannot be used, {error.what}."
    # Its text may hold anything, also a key.
    return f"{who} did not serve: its answer cannot be read ({type(error).__name__})."
