"""The doors to live grid data: what is wanted, what is answered, and who can be asked.

A provider is a translator and nothing else: it says which addresses hold what is wanted and reads
what came back. Time-outs, retries, rate limits, caching and the choice of the next provider are
the same for all of them, and lie behind the two Protocols of this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from wholeprint.errors import SeriesError
from wholeprint.grid.zone import Zone
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries

Parameter = str | int | float


class Answer(NamedTuple):
    """What came back over HTTP.

    Attributes:
        status: Its status.
        body: Its body.
        headers: Its headers, names in lower case.
        fetched_unix_seconds: When it came [s since 1970 UTC].
    """

    status: int
    body: bytes
    headers: Mapping[str, str]
    fetched_unix_seconds: float


class Door(Protocol):
    """The way to the network: polite, patient up to a point, and silent about keys."""

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, Parameter] | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> Answer:
        """Fetch an address.

        Args:
            url: The address, without a query.
            params: The query.
            headers: Headers; values of these are never written anywhere.
            also: Statuses beside 200 to 299 that the caller reads itself.

        Returns:
            The answer.

        Raises:
            ProviderUnreachableError: If nothing came within the time allowed, retries included.
            ProviderRefusedError: If the server wants a key or another licence (401, 402, 403).
            ProviderAnswerError: If the server says that the question is wrong (other 400s).
        """
        ...


class About(NamedTuple):
    """What there is to know of a provider before asking it.

    Attributes:
        title: Its name in full.
        url: Where its documentation is.
        licence: Licence of its data.
        attribution: What it wants to be said.
        key: Names of the secrets it needs, such as ("electricitymaps",); empty if none.
        spacing_seconds: Least time between two requests to it [s].
        keep_seconds: How long an answer about now or the future stays fresh [s].
        reach_seconds: Longest stretch of time that one request may ask for [s].
        ahead_seconds: How far its forecasts reach [s]; 0 without forecasts.
        is_computed: Whether the number is worked out from generation by fuel: then it may well stay
            the same for long, where a published one that does comes of a model that is down.
    """

    title: str
    url: str
    licence: str
    attribution: str
    key: tuple[str, ...] = ()
    spacing_seconds: float = 1.0
    keep_seconds: float = 300.0
    reach_seconds: float = 14 * 86400.0
    ahead_seconds: float = 0.0
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """What is asked of a provider.

    Attributes:
        zone: Where.
        start_seconds: From when [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
        tense: ``ACTUAL`` for what was, ``FORECAST`` for what is foreseen.
        response: Average or marginal.
        scope: Direct or life-cycle; a provider that has only the other one does not serve.
        flow: Production or consumption; None takes whichever the provider has.
    """

    zone: Zone
    start_seconds: float
    end_seconds: float
    tense: Tense = Tense.ACTUAL
    response: Response = Response.AVERAGE
    scope: Scope = Scope.DIRECT
    flow: Flow | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a provider said, told in our terms.

    Attributes:
        signal: Which number it really is.
        series: Its values; start and end of each step in UTC; gaps are NaN.
        issued_unix_seconds: When a forecast was made [s since 1970 UTC]; None where nobody says.
        version: The provider's own name for the state of its data or model.
        notes: What a reader should know.
        spread: What is believed about the true value over the stated one [1, median 1], where the
            provider's own arithmetic or ours leaves doubt: the factors of generation by fuel.
        band: 5th and 95th percentile of the true value over time [signal's unit], on the edges of
            the series, where the provider states them.
    """

    signal: Signal
    series: StepSeries
    issued_unix_seconds: float | None = None
    version: str | None = None
    notes: tuple[Note, ...] = ()
    spread: Factor | None = None
    band: tuple[StepSeries, StepSeries] | None = None

    def __post_init__(self) -> None:
        edges = self.series.edges_seconds
        for side in self.band or ():
            if not np.array_equal(side.edges_seconds, edges):
                raise SeriesError("a band stands on the edges of its series", seen=side.values.size)


class LiveProvider(Protocol):
    """Whoever can be asked over the network what a kilowatt-hour carries."""

    @property
    def name(self) -> str:
        """Short stable name, used in settings, in the cache and in notes."""
        ...

    @property
    def about(self) -> About:
        """What there is to know before asking."""
        ...

    def serves(self, want: Want) -> bool:
        """Say whether it is worth asking: the zone, tense and kind of number are its own.

        Args:
            want: What is wanted.
        """
        ...

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        """Ask for what is wanted.

        Args:
            want: What is wanted; no longer than ``about.reach_seconds``.
            door: The way to the network.

        Returns:
            What was answered, a reading per kind of number; empty where it knows nothing of that
            time. It may cover less than was wanted, or more.

        Raises:
            ProviderError: If it did not serve.
        """
        ...
