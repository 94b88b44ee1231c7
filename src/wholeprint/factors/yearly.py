"""Yearly intensities of electricity: which row stands for a zone, and how sure it is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.errors import UnknownFactorError, ValueRefusedError
from wholeprint.factors.assemble import source_of, unique
from wholeprint.factors.names import WORLD
from wholeprint.factors.table import Row, Table
from wholeprint.quantities.distribution import Distribution, Empirical, Fixed, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Flow, Scope
from wholeprint.quantities.source import Known, Source, least_known

_SUREST = tuple(Known)

_SCORES = (-1.383, -0.674, -0.210, 0.210, 0.674, 1.383)
"""Six equally likely scores of a standard normal: middles of sixths would be a little narrower."""


class Window(StrEnum):
    """How long a stretch of time a number is the mean of, where the year is all that is known."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @classmethod
    def for_duration(cls, seconds: float) -> "Window":
        """Return the longest window that a stretch of time fills.

        Args:
            seconds: How long the stretch is [s].

        Returns:
            The window; an hour for anything shorter than a day.
        """
        for window in reversed(cls):
            if seconds >= _WINDOW_SECONDS[window]:
                return window
        return cls.HOUR


_WINDOW_SECONDS: Mapping[Window, float] = {
    Window.HOUR: 3600.0,
    Window.DAY: 86400.0,
    Window.WEEK: 7 * 86400.0,
    Window.MONTH: 30 * 86400.0,
}


@dataclass(frozen=True, slots=True)
class YearlyTables:
    """The tables that a yearly intensity is read from.

    Attributes:
        yearly: One row per zone, kind of number, year and source.
        mix: One row per zone, with the electricity generated there [TWh].
        spread: How far a yearly figure may be off.
        sources: Every source, by key.
    """

    yearly: Table
    mix: Table
    spread: Table
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class YearlyIntensity:
    """The yearly intensity of one zone.

    Attributes:
        factor: The number [gCO2e/kWh].
        flow: Whether trade between zones is in it.
        year: The year it is the mean of.
    """

    factor: Factor
    flow: Flow
    year: int


def scopes_of(tables: YearlyTables, zone: str) -> tuple[Scope, ...]:
    """Return the scopes for which a zone has a yearly intensity."""
    found = {row.text("scope") for row in tables.yearly.where("zone", zone)}
    return tuple(scope for scope in Scope if scope.value in found)


def yearly_intensity(
    tables: YearlyTables, zone: str, scope: Scope, flow: Flow | None = None
) -> YearlyIntensity:
    """Return the yearly intensity of a zone: published before modelled, then the newest.

    Args:
        tables: Where to read.
        zone: Code of the zone.
        scope: Which emissions of a plant count.
        flow: Whether trade between zones is in it; None for whichever is best known.

    Returns:
        The intensity. Its median is the figure of the best row; its width is how far figures
        of two sources lie apart, see ``grid.between_sources``.

    Raises:
        UnknownFactorError: If no row fits.
    """
    rows = [
        row
        for row in tables.yearly.where("zone", zone)
        if row.text("scope") == scope.value
        and row.text("response") == "average"
        and flow in {None, Flow(row.text("flow"))}
    ]
    if not rows:
        raise UnknownFactorError(
            f"no yearly {scope.value} intensity of that zone",
            seen=zone if flow is None else f"{zone}, {flow.value}",
            fix=f"Known for {zone}: {_known_kinds(tables, zone)}",
        )
    best = min(rows, key=_rank)
    alike = [
        row for row in rows if row.text("flow") == best.text("flow") and _known(row) == _known(best)
    ]
    chosen = Flow(best.text("flow"))
    year = int(best.required_number("year"))
    middle = "" if flow is None else f".{flow.value}"
    return YearlyIntensity(
        factor=Factor(
            id=f"grid.{zone}.{scope.value}{middle}.yearly",
            unit=GRAMS_PER_KWH,
            distribution=_around(best.required_number("intensity"), _sigma(tables, scope)),
            sources=unique([source_of(row, tables.sources) for row in alike]),
            known=_known(best),
            valid_for=f"{zone}, mean of {year}, average, {scope.value}, {chosen.value}",
            note=best.text("note"),
        ),
        flow=chosen,
        year=year,
    )


def world_intensity(tables: YearlyTables, scope: Scope) -> Factor:
    """Return what is believed about a kilowatt-hour of which only the planet is known.

    Args:
        tables: Where to read.
        scope: Which emissions of a plant count.

    Returns:
        Every country's yearly intensity, weighted by the electricity generated there.
    """
    countries = _countries(tables)
    pairs = [
        (_best(tables, zone, scope), weight)
        for zone, weight in countries
        if scope in scopes_of(tables, zone)
    ]
    rows = [row for row, _ in pairs]
    mix_sources = [source_of(row, tables.sources) for row in tables.mix.where("zone", "FR")]
    return Factor(
        id=f"grid.{WORLD}.{scope.value}.yearly",
        unit=GRAMS_PER_KWH,
        distribution=Empirical(
            tuple(row.required_number("intensity") for row in rows),
            tuple(weight for _, weight in pairs),
        ),
        sources=unique([source_of(row, tables.sources) for row in rows] + mix_sources),
        known=least_known([Known.ASSUMED]),
        valid_for=f"an unknown place on Earth, yearly mean, average, {scope.value}",
        note=f"{len(rows)} countries, weighted by the electricity generated there",
    )


def spread_id(zone: str, window: Window) -> str:
    """Return the id of what is believed about one window over the yearly mean.

    Args:
        zone: Code of a zone; empty for any.
        window: How long the window is.

    Returns:
        Such as ``grid.within_year`` or ``grid.GB.within_year.day``.
    """
    head = f"grid.{zone}.within_year" if zone else "grid.within_year"
    return head if window is Window.HOUR else f"{head}.{window.value}"


def in_window(yearly: Factor, spread: Factor, window: Window) -> Factor:
    """Widen a yearly intensity to what is believed about one window of that year.

    Args:
        yearly: The yearly mean [gCO2e/kWh].
        spread: One window over the yearly mean; a lognormal with a median of 1 [1].
        window: How long the window is.

    Returns:
        The intensity of a window of which nobody knows when in the year it was; its median
        is the yearly mean's.

    Raises:
        ValueRefusedError: If the spread is no lognormal.
    """
    if not isinstance(spread.distribution, Lognormal):
        raise ValueRefusedError("a spread within the year must be lognormal", seen=spread.id)
    return Factor(
        id=f"{yearly.id.removesuffix('.yearly')}.any_{window.value}",
        unit=yearly.unit,
        distribution=widened(yearly.distribution, spread.distribution.sigma),
        sources=unique([*yearly.sources, *spread.sources]),
        known=least_known([yearly.known, spread.known]),
        valid_for=f"one {window.value} of unknown date: {yearly.valid_for}",
        note=f"{yearly.id} times {spread.id}",
    )


def widened(distribution: Distribution, sigma: float) -> Distribution:
    """Return a distribution times an independent lognormal with a median of 1.

    Args:
        distribution: What is believed.
        sigma: Standard deviation of the logarithm of what it is multiplied by [1].

    Returns:
        The product; what is fixed stays so, since only a grid without emissions is.
    """
    if isinstance(distribution, Lognormal):
        return Lognormal(distribution.median, math.hypot(distribution.sigma, sigma))
    if isinstance(distribution, Empirical):
        weights = distribution.weights or (1.0,) * len(distribution.values)
        return Empirical(
            tuple(v * math.exp(sigma * score) for v in distribution.values for score in _SCORES),
            tuple(weight for weight in weights for _ in _SCORES),
        )
    return distribution


def _countries(tables: YearlyTables) -> list[tuple[str, float]]:
    pairs = [(row.text("zone"), row.required_number("generation_twh")) for row in tables.mix]
    return [(zone, weight) for zone, weight in pairs if weight > 0.0]


def _best(tables: YearlyTables, zone: str, scope: Scope) -> Row:
    rows = [row for row in tables.yearly.where("zone", zone) if row.text("scope") == scope.value]
    return min(rows, key=_rank)


def _rank(row: Row) -> tuple[int, float, int]:
    return (_SUREST.index(_known(row)), -row.required_number("year"), row.line)


def _known(row: Row) -> Known:
    return Known(row.text("known"))


def _sigma(tables: YearlyTables, scope: Scope) -> float:
    rows = tables.spread.where("id", f"grid.between_sources.{scope.value}")
    return rows[0].required_number("sigma")


def _around(value: float, sigma: float) -> Distribution:
    # A grid of nothing but hydropower has no direct emissions, and a factor of it is still none.
    return Lognormal(value, sigma) if value > 0.0 else Fixed(0.0)


def _known_kinds(tables: YearlyTables, zone: str) -> str:
    kinds = {f"{row.text('scope')} {row.text('flow')}" for row in tables.yearly.where("zone", zone)}
    return ", ".join(sorted(kinds)) if kinds else "nothing"
