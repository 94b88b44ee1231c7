"""The level of a grid in a year: its own mean where that is known, else as near as can be said.

Grids change by a fifth from one year to the next, so a typical hour of 2019 at the level of 2025
would be wrong by half. Parts of a country of which no newer mean is known move with the country.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.assemble import source_of, unique
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.factors.within import PART_OF_COUNTRY
from wholeprint.grid.zone import Zone
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.intensity import Signal
from wholeprint.quantities.source import Known, Source, least_known

PER_YEAR = "grid.level_per_year"
"""Id of what is believed about a yearly mean over that of the year before."""

PART_PER_YEAR = "grid.part_per_year"
"""Id of what is believed about how a part of a country moves beside it in a year."""


class Level(NamedTuple):
    """The level of a grid in a year.

    Attributes:
        year: Of which year.
        grams: The mean [gCO2e/kWh].
        sigma: Standard deviation of the logarithm of what it may be off by [1].
        words: Whose mean it is, as a clause.
        known: How well.
        sources: Who says so.
        is_own: Whether it is the mean of that zone and that year.
    """

    year: int
    grams: float
    sigma: float
    words: str
    known: Known
    sources: tuple[Source, ...]
    is_own: bool


class Levels:
    """Yearly means of one kind of number.

    Args:
        factors: The set of coefficients to read.
        kind: Which kind of number; its zone and tense are not looked at.
    """

    def __init__(self, factors: Factors, kind: Signal) -> None:
        self._factors = factors
        self._kind = kind

    def of(self, zone: Zone, year: int) -> Level:
        """Return the level of a zone in a year.

        A mean of that zone and year goes before all else. Where the country has a mean that is
        nearer to the year, the zone is taken to have moved as the country did; else the nearest
        year serves. What that leaves open is in the width.

        Args:
            zone: A zone with a typical year.
            year: Which calendar year [UTC].

        Returns:
            The level.

        Raises:
            UnknownFactorError: If no mean of that kind is known for the zone.
        """
        own = self._known(zone.code)
        if not own:
            raise UnknownFactorError("no yearly mean of that zone", seen=zone.code)
        if year in own:
            return own[year]
        near = _nearest(own, year)
        country = self._known(zone.parent) if zone.parent else {}
        shared = sorted(own.keys() & country.keys())
        if shared and abs(_nearest(country, year) - year) < abs(near - year):
            base = min(shared, key=lambda each: abs(each - year))
            return self._moved(zone, own[base], country, year)
        return self._aged(zone.code, own[near], year)

    def _aged(self, code: str, level: Level, year: int) -> Level:
        sigma = self._sigma(PER_YEAR) * math.sqrt(abs(year - level.year))
        return level._replace(
            year=year,
            sigma=math.hypot(level.sigma, sigma),
            words=f"{code} in {level.year}, the nearest year that is known",
            known=least_known([level.known, Known.MODELLED]),
            is_own=False,
        )

    def _moved(self, zone: Zone, base: Level, country: Mapping[int, Level], year: int) -> Level:
        near = _nearest(country, year)
        now, then = country[near], country[base.year]
        if near != year:
            now = self._aged(str(zone.parent), now, year)
        apart = self._sigma(PART_PER_YEAR) * math.sqrt(abs(near - base.year))
        # No part is taken to be less sure than one of which nothing but the country is known.
        apart = min(apart, self._sigma(PART_OF_COUNTRY))
        return Level(
            year,
            base.grams * now.grams / then.grams,
            math.hypot(base.sigma, now.sigma, apart),
            f"{zone.code} in {base.year}, moved as {zone.parent} did to {near}",
            least_known([base.known, now.known, then.known, Known.MODELLED]),
            tuple(unique([*base.sources, *now.sources, *then.sources])),
            is_own=False,
        )

    def _known(self, code: str) -> dict[int, Level]:
        found: dict[int, Level] = {}
        kind = self._kind
        for row in self._factors.table("grid_yearly").where("zone", code):
            alike = (row.text("response"), row.text("scope"), row.text("flow"))
            if alike == (kind.response.value, kind.scope.value, kind.flow.value):
                found.setdefault(int(row.required_number("year")), self._level(code, row))
        for row in self._factors.table("grid_profile_levels").where("zone", code):
            found[int(row.required_number("year"))] = self._level(code, row)
        return found

    def _level(self, code: str, row: Row) -> Level:
        about = self._factors.table("grid_profile_zones").where("zone", code)
        # The mean of the very series that the hours are typical of is off by nothing.
        is_same = any(each.text("source") == row.text("source") for each in about)
        year = int(row.required_number("year"))
        doubt = f"grid.between_sources.{self._kind.scope.value}"
        return Level(
            year,
            row.required_number("intensity"),
            0.0 if is_same else self._sigma(doubt),
            f"{code} in {year}",
            Known(row.text("known")),
            (source_of(row, self._factors.sources),),
            is_own=True,
        )

    def _sigma(self, factor_id: str) -> float:
        distribution = self._factors.factor(factor_id).distribution
        return distribution.sigma if isinstance(distribution, Lognormal) else 0.0


def _nearest(levels: Mapping[int, Level], year: int) -> int:
    # Of two that are as near the later: methods and plants are more like those of today.
    return min(levels, key=lambda each: (abs(each - year), -each))
