"""What a kilowatt-hour carries, with everything that "g/kWh" leaves unsaid in the type."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import NamedTuple

from wholeprint.errors import BoundaryError, UnitError, ValueRefusedError
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source
from wholeprint.quantities.units import ONE, Unit

GRAMS_PER_KWH = "gCO2e/kWh"


class Response(StrEnum):
    """Which plants a kilowatt-hour is charged to."""

    AVERAGE = "average"
    MARGINAL = "marginal"


class Scope(StrEnum):
    """Which emissions of a plant count."""

    DIRECT = "direct"
    LIFECYCLE = "lifecycle"


class Flow(StrEnum):
    """Whether trade between zones is in it."""

    PRODUCTION = "production"
    CONSUMPTION = "consumption"


class Tense(StrEnum):
    """Whether it was seen, foreseen or filled in."""

    ACTUAL = "actual"
    FORECAST = "forecast"
    ESTIMATED = "estimated"


class Accounting(StrEnum):
    """Whether the wires or the contracts count."""

    LOCATION = "location"
    MARKET = "market"


@dataclass(frozen=True, slots=True)
class Signal:
    """Which of the many numbers that read "g/kWh" this one is.

    Attributes:
        zone: Grid zone: "FR", "DK-DK1", "world".
        response: Which plants a kilowatt-hour is charged to.
        scope: Which emissions of a plant count.
        flow: Whether trade between zones is in it.
        tense: Whether it was seen, foreseen or filled in.
        accounting: Whether the wires or the contracts count.
        unit: Its unit.
    """

    zone: str
    response: Response = Response.AVERAGE
    scope: Scope = Scope.LIFECYCLE
    flow: Flow = Flow.PRODUCTION
    tense: Tense = Tense.ACTUAL
    accounting: Accounting = Accounting.LOCATION
    unit: str = GRAMS_PER_KWH

    def as_json(self) -> dict[str, str]:
        """Return the signal as plain values."""
        return {item.name: str(getattr(self, item.name)) for item in fields(self)}


class Vintage(NamedTuple):
    """Which state of somebody's data a number comes from: providers revise what they published.

    Attributes:
        provider: Short name of who served it.
        fetched_unix_seconds: When it was asked for [s since 1970 UTC].
        issued_unix_seconds: When a forecast was made [s since 1970 UTC]; None where nobody says.
        version: The provider's own name for the state of its data or model.
        licence: Under which it may be used.
    """

    provider: str
    fetched_unix_seconds: float
    issued_unix_seconds: float | None = None
    version: str | None = None
    licence: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the vintage as plain values."""
        return self._asdict()


@dataclass(frozen=True, slots=True, eq=False)
class Intensity:
    """What a kilowatt-hour carries in one zone: over the year, over time, or both.

    Attributes:
        signal: Which number it is.
        factor: One value for all times [signal.unit]; where there is a series too, it serves only
            the times the series does not cover, and the result says so.
        series: Values over time [signal.unit].
        spread: What is believed about the true value over the stated one, for a series
            [1, median 1].
        sources: Who says so.
        notes: What a reader should know.
        vintages: Which states of providers' data the series is made of.
        band: 5th and 95th percentile of the true value over time [signal.unit], on the edges of
            the series: how sure a forecast, or a typical profile, is at each moment.
        stands_in: From when to when [s since 1970 UTC] the series holds what is typical, since
            nobody said anything of that time.
    """

    signal: Signal
    factor: Factor | None = None
    series: StepSeries | None = None
    spread: Factor | None = None
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    vintages: tuple[Vintage, ...] = ()
    band: tuple[StepSeries, StepSeries] | None = None
    stands_in: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if self.factor is None and self.series is None:
            raise ValueRefusedError("an intensity needs a factor, a series or both")
        wanted = Unit.parse(self.signal.unit)
        if self.factor is not None:
            Unit.parse(self.factor.unit).ratio(wanted)
        if self.series is not None:
            self.series.unit.ratio(wanted)
        if self.band is not None and self.series is None:
            raise ValueRefusedError("a band belongs to a series", seen="no series")
        if self.spread is not None and self.series is None:
            raise ValueRefusedError(
                "a spread belongs to a series",
                seen=self.spread.id,
                fix="Put the doubt about a yearly value into its own distribution",
            )
        if self.spread is not None and not Unit.parse(self.spread.unit).fits(ONE):
            raise UnitError("a spread is a plain ratio", seen=self.spread.unit)


def check_same_signal(left: Signal, right: Signal) -> None:
    """Refuse to put together two numbers that only look alike. Zones and tenses may differ.

    Args:
        left: The one.
        right: The other.

    Raises:
        BoundaryError: If they are not the same kind of number; the message names how.
    """
    kinds = ("response", "scope", "flow", "accounting", "unit")
    ours, theirs = left.as_json(), right.as_json()
    differing = [
        f"{kind} {ours[kind]} against {theirs[kind]}"
        for kind in kinds
        if ours[kind] != theirs[kind]
    ]
    if differing:
        raise BoundaryError(
            "two intensities of different kinds cannot be mixed",
            seen=", ".join(differing),
            fix="Choose one kind for all of the result",
        )
