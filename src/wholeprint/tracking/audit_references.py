"""What statements are held against: our tables of chips, grids, buildings and water."""

import math
import re
from functools import cached_property
from typing import final

from wholeprint.advice.audit.references import ChipLimits, Range
from wholeprint.factors.match import normalise
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.distribution import Lognormal
from wholeprint.tracking.audit_places import Places

_SIGMAS = 1.645
"""How many standard deviations off a figure of another source may be: nine in ten lie within."""

_MOST_YEARS = 3
"""Years of drift that widen a range; a grid that changed for longer is in the range itself."""

_OF_COUNTRY = 3.0
"""How far a part of a country may lie from all of it [1], where it has no figure: our choice."""

_OF_PART = 1.7
"""How far sources lie apart on a part of a country [1]: our choice; they draw its border each in
their own way, as a state, a utility, or what flows in."""

_PLANT_FACTOR = 4.0
"""How far published water figures of one country's plants lie apart [1]: our choice."""

_COUNT = re.compile(r"^\s*\d+\s*[x\N{MULTIPLICATION SIGN}]\s*", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[a-z])(?=v\d)")
_PLURAL = re.compile(r"(?<=\d)s\b")


@final
class TableReferences:
    """References from the tables that ship with wholeprint.

    Args:
        factors: The tables.
    """

    def __init__(self, factors: Factors | None = None) -> None:
        self._factors = factors or Factors()
        self._chips: dict[str, ChipLimits | None] = {}
        self._grids: dict[tuple[str, int | None], Range | None] = {}

    def chip(self, name: str, /) -> ChipLimits | None:
        """Return what accelerators of that name can draw.

        Args:
            name: "NVIDIA A100", "8x A100-SXM4-80GB", "TPU v4".

        Returns:
            The limits over every board that the name may stand for, None where none is known.
        """
        if name not in self._chips:
            self._chips[name] = self._chip(name)
        return self._chips[name]

    def _chip(self, name: str) -> ChipLimits | None:
        words = _words(name)
        found = [row for row in self._factors.table("accelerators") if _is_named(row, words)]
        # The power of a chip with its host on one module may be printed with or without the host,
        # and what the table has is without: it is no limit of the module.
        if not found or any(row.text("form") == "superchip" for row in found):
            return None
        longest = max(len(_words(row.text("family"))) for row in found)
        found = [row for row in found if len(_words(row.text("family"))) == longest]
        narrower = max((len(words & _words(_all_names(row))) for row in found), default=0)
        found = [row for row in found if len(words & _words(_all_names(row))) == narrower]
        watts = [row.required_number("tdp_watts") for row in found]
        also = [other for row in found if (other := row.number("other_tdp_watts")) is not None]
        names = ", ".join(row.text("name") for row in found[:3])
        return ChipLimits(
            names if len(found) <= 3 else f"{names} and others",  # noqa: PLR2004 - as above
            min(watts),
            max((*watts, *also)),
            f"table of accelerators, {self._titles(found)}",
        )

    def any_chip(self) -> ChipLimits:
        """Return what accelerators of any name can draw."""
        watts = [row.required_number("tdp_watts") for row in self._factors.table("accelerators")]
        return ChipLimits("any accelerator", min(watts), max(watts), "table of accelerators")

    def grid(self, place: str, year: int | None, /) -> Range | None:
        """Return what is published of a kilowatt-hour of a place.

        Args:
            place: A grid zone, a cloud's region, a country.
            year: When, None where that is not known.

        Returns:
            Every yearly figure of it that we have, of whatever method [gCO2e/kWh], and how far one
            more may be off; None where the place is not known, or has none.
        """
        if (place, year) not in self._grids:
            self._grids[place, year] = self._grid(place, year)
        return self._grids[place, year]

    def _grid(self, place: str, year: int | None) -> Range | None:
        zone = self._zone(place)
        if zone is None:
            return None
        # Who computes in one place may take the figure of the whole country for it.
        lineage = self._zones.lineage(zone)
        known = [(each, rows) for each in lineage if (rows := self._yearly(each))]
        if not known:
            return None
        return self._range(zone, known[0][0], tuple(row for _, rows in known for row in rows), year)

    def any_grid(self) -> Range:
        """Return the same over all places."""
        return self._any_grid

    def plant_water(self, place: str, /) -> Range | None:
        """Return the water that power plants of a place consume.

        Args:
            place: A grid zone, a cloud's region, a country.

        Returns:
            The published figure [L/kWh] and how far others lie from it; None where there is none.
        """
        zone = self._zone(place)
        for each in () if zone is None else self._zones.lineage(zone):
            name = f"water.offsite.{each.code}"
            if self._factors.has(name):
                factor = self._factors.factor(name)
                middle = factor.central
                title = ", ".join(source.title for source in factor.sources[:1])
                return Range(each.name, middle, middle, middle, _PLANT_FACTOR, title)
        return None

    def highest_pue(self) -> tuple[float, str]:
        """Return the largest PUE that is still believed of a data centre, and who says so."""
        rows = self._factors.table("pue").where("id", "pue.datacentre")
        highest = max(rows, key=lambda row: row.required_number("value"))
        return highest.required_number("value"), self._titles([highest])

    @cached_property
    def _zones(self) -> Zones:
        return Zones(self._factors)

    @cached_property
    def _any_grid(self) -> Range:
        found = sorted(
            row.required_number("intensity")
            for row in self._factors.table("grid_yearly")
            if row.text("response") == "average"
        )
        middle = found[len(found) // 2]
        return Range("any grid", found[0], found[-1], middle, 1.5, "yearly intensities, all zones")

    def _zone(self, place: str) -> Zone | None:
        return self._places.zone(place)

    @cached_property
    def _places(self) -> Places:
        return Places(self._zones)

    def _yearly(self, zone: Zone) -> tuple[Row, ...]:
        rows = self._factors.table("grid_yearly").where("zone", zone.code)
        return tuple(row for row in rows if row.text("response") == "average")

    def _range(self, asked: Zone, found: Zone, rows: tuple[Row, ...], year: int | None) -> Range:
        values = [row.required_number("intensity") for row in rows]
        years = [int(row.required_number("year")) for row in rows]
        apart = 1 if year is None else min(abs(year - each) for each in years)
        spread = self._sigma("grid.between_sources.direct")
        drift = self._sigma("grid.level_per_year") * math.sqrt(min(apart, _MOST_YEARS))
        factor = math.exp(_SIGMAS * math.hypot(spread, drift))
        name = found.name
        if asked.parent is not None:
            factor = max(factor, _OF_PART)
        if found.code == asked.parent and asked.grid != found.code:
            factor *= _OF_COUNTRY
            name = f"{found.name}, for {asked.name}"
        listed = f"{min(years)} to {max(years)}" if len(set(years)) > 1 else str(years[0])
        return Range(
            f"{name}, {listed}",
            min(values),
            max(values),
            sorted(values)[len(values) // 2],
            factor,
            self._titles(list(rows)),
        )

    def _sigma(self, name: str) -> float:
        shape = self._factors.factor(name).distribution
        return shape.sigma if isinstance(shape, Lognormal) else 0.0

    def _titles(self, rows: list[Row]) -> str:
        keys = dict.fromkeys(row.text("source") for row in rows)
        titles = [self._factors.sources[key].title for key in keys if key in self._factors.sources]
        more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
        return f"{titles[0]}{more}" if titles else "our tables"


def _words(name: str) -> frozenset[str]:
    plain = _COUNT.sub("", name.replace("-", " ").replace("_", " ").lower())
    plain = _PLURAL.sub("", plain)
    return frozenset(_JOINED.sub(" ", normalise(plain)).split())


def _all_names(row: Row) -> str:
    return f"{row.text('name')} {row.text('aliases').replace('|', ' ')} {row.text('form')}"


def _is_named(row: Row, words: frozenset[str]) -> bool:
    family = _words(row.text("family"))
    if family <= words:
        return True
    names = (row.text("name"), *row.text("aliases").split("|"))
    return any(each and _words(each) <= words for each in names)
