"""The shapes in which answers are kept and looked for, in plain values: no NumPy is loaded here."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wholeprint.quantities.note import Note


class Question(NamedTuple):
    """What a provider was asked, so that it is not asked the same again too soon.

    Attributes:
        provider: Who.
        zone: Code of the zone.
        response: Average or marginal.
        scope: Direct or life-cycle.
        flow: Production or consumption; empty for whichever there is.
        tense: What was, or what is foreseen.
        start_seconds: From when [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
    """

    provider: str
    zone: str
    response: str
    scope: str
    flow: str
    tense: str
    start_seconds: float
    end_seconds: float


class Kept(NamedTuple):
    """One answer as it was fetched.

    Attributes:
        provider: Who said it.
        signal: Which number it is: the fields of a signal by their names.
        edges_seconds: Where its steps begin and end [s since 1970 UTC].
        values: The value of each step [signal's unit]; NaN is a gap.
        fetched_unix_seconds: When it was asked for [s since 1970 UTC].
        issued_unix_seconds: When a forecast was made [s since 1970 UTC]; None where nobody says.
        version: The provider's own name for the state of its data or model.
        licence: Under which it may be used.
        notes: What a reader should know.
        spread: What is believed about the true value over the stated one, an assumption as JSON;
            empty where nothing was said.
        low: 5th percentile of the true value of each step [signal's unit]; None without a band.
        high: 95th percentile, likewise [signal's unit].
    """

    provider: str
    signal: Mapping[str, str]
    edges_seconds: Sequence[float]
    values: Sequence[float]
    fetched_unix_seconds: float
    issued_unix_seconds: float | None = None
    version: str | None = None
    licence: str = ""
    notes: tuple[Note, ...] = ()
    spread: str = ""
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None

    @property
    def known_since_seconds(self) -> float:
        """From when on this could be known [s since 1970 UTC]: when it was issued, or fetched."""
        issued = self.issued_unix_seconds
        return self.fetched_unix_seconds if issued is None else issued


class Latest(NamedTuple):
    """What is known of one moment.

    Attributes:
        kept: The answer that it is from.
        start_seconds: From when the value holds [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
        value: The value [signal's unit].
    """

    kept: Kept
    start_seconds: float
    end_seconds: float
    value: float


class Pruned(NamedTuple):
    """What was removed.

    Attributes:
        answers: How many answers.
        freed_bytes: By how much the file is smaller [B].
    """

    answers: int
    freed_bytes: int


class Search(NamedTuple):
    """Which answers are wanted.

    Attributes:
        zone: Code of the zone.
        start_seconds: From when [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
        tenses: Which tenses; empty is any.
        response: Average or marginal; None is any.
        scope: Direct or life-cycle; None is any.
        flow: Production or consumption; None is any.
        providers: Whose; empty is anybody's.
        as_of_seconds: Only what could be known then [s since 1970 UTC]; None is all.
    """

    zone: str
    start_seconds: float
    end_seconds: float
    tenses: tuple[str, ...] = ()
    response: str | None = None
    scope: str | None = None
    flow: str | None = None
    providers: tuple[str, ...] = ()
    as_of_seconds: float | None = None

    def takes(self, kept: Kept) -> bool:
        """Say whether an answer is among those that are wanted.

        Args:
            kept: The answer.

        Returns:
            True where the cache would find it.
        """
        wanted = {"response": self.response, "scope": self.scope, "flow": self.flow}
        return (
            kept.signal["zone"] == self.zone
            and kept.edges_seconds[-1] > self.start_seconds
            and kept.edges_seconds[0] <= self.end_seconds
            and all(kind in {None, kept.signal[name]} for name, kind in wanted.items())
            and (not self.tenses or kept.signal["tense"] in self.tenses)
            and (not self.providers or kept.provider in self.providers)
            and (self.as_of_seconds is None or kept.known_since_seconds <= self.as_of_seconds)
        )


def value_at(kept: Kept, start_seconds: float, moment_seconds: float) -> Latest | None:
    """Return the value of an answer that holds at a moment, or else the last one before it.

    Args:
        kept: The answer.
        start_seconds: A value that ceased to hold before this is none [s since 1970 UTC].
        moment_seconds: The moment [s since 1970 UTC].

    Returns:
        The value, or None where the answer has none.
    """
    edges, values = kept.edges_seconds, kept.values
    place = min(bisect_right(edges, moment_seconds), len(values)) - 1
    while place >= 0 and edges[place + 1] > start_seconds:
        value = values[place]
        if value == value:  # noqa: PLR0124 - NaN alone differs from itself
            return Latest(kept, edges[place], edges[place + 1], value)
        place -= 1
    return None
