"""Fuels, and what a kilowatt-hour of each carries by the table of factors, with its doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.factors.assemble import source_of, unique
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.quantities.intensity import Scope
from wholeprint.quantities.source import Source


class Fuel(StrEnum):
    """What a kind of plant runs on, as far as its emissions go."""

    COAL = "coal"
    GAS = "gas"
    GAS_OPEN_CYCLE = "gas_open_cycle"
    OIL = "oil"
    FOSSIL = "fossil"
    """Burnt, but nobody says what: peat, oil shale, gas made of coal, "other fossil"."""
    BIOMASS = "biomass"
    NUCLEAR = "nuclear"
    HYDRO = "hydro"
    WIND = "wind"
    SOLAR = "solar"
    GEOTHERMAL = "geothermal"
    MARINE = "marine"
    STORAGE = "storage"
    """Batteries and pumped water: it moves energy and makes none."""
    TRADE = "trade"
    """What crosses the border of the zone."""
    UNKNOWN = "unknown"
    """The provider names it, or nothing at all: a factor stands for it, or it is like the rest."""


@dataclass(frozen=True, slots=True)
class FuelFactor:
    """What a kilowatt-hour of one fuel carries.

    Attributes:
        central: The factor that is used [gCO2e/kWh].
        low: The least that any source states [gCO2e/kWh].
        high: The greatest that any source states [gCO2e/kWh].
        sources: Who says so, the one that is used first.
    """

    central: float
    low: float
    high: float
    sources: tuple[Source, ...]


def fuel_factors(factors: Factors, scope: Scope) -> Mapping[Fuel, FuelFactor]:
    """Return what a kilowatt-hour of every fuel carries.

    Args:
        factors: The set of coefficients to read.
        scope: Which emissions of a plant count.

    Returns:
        The factors; storage and trade have none, nor has the unknown over its life cycle. That of
        the unknown is a convention: its doubt is that of all fuels, whatever its ends say.
    """
    rows: dict[Fuel, list[Row]] = {}
    for row in factors.table("fuel_factors").where("scope", scope.value):
        rows.setdefault(Fuel(row.text("fuel")), []).append(row)
    return {fuel: _factor(own, factors) for fuel, own in rows.items()}


def _factor(rows: list[Row], factors: Factors) -> FuelFactor:
    first = sorted(rows, key=lambda row: row.text("is_central") != "yes")
    values = [row.required_number("factor") for row in first]
    ends = [*values]
    if len(first) == 1 and first[0].text("read") == "computed":
        # A rule of ours has no second source beside it: its own ends are those of its parts.
        ends += [end for end in (first[0].number("least"), first[0].number("greatest")) if end]
    return FuelFactor(
        central=values[0],
        low=min(ends),
        high=max(ends),
        sources=unique([source_of(row, factors.sources) for row in first]),
    )
