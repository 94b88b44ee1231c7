"""Greenhouse gases of operation: energy counted times what the grid carried at that time."""

from collections.abc import Iterator

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.operational import UnitEnergy
from wholeprint.lifecycle.terms import Measure, Term
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Accounting, Intensity
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain


def carbon_terms(
    unit: UnitEnergy, intensity: Intensity | None, market: Factor | None, assume: Assumptions
) -> Iterator[Term]:
    """Yield the greenhouse gases of one unit of load.

    Args:
        unit: Its energy.
        intensity: What a kilowatt-hour carried.
        market: What a kilowatt-hour bought by contract carries [gCO2e/kWh].
        assume: The assumptions.
    """
    if intensity is not None:
        by_contract = intensity.signal.accounting is Accounting.MARKET
        category = Category.GHG_OPERATIONAL_MARKET if by_contract else Category.GHG_OPERATIONAL
        if intensity.series is not None:
            # The load is weighted with the series already: what is left is one gram per kWh.
            gram = Uncertain.fixed(1.0, GRAMS_PER_KWH, Known.PUBLISHED)
            yield from _terms(
                unit, category, gram * assume.draw_or_one(intensity.spread), Measure.WEIGHTED
            )
        if intensity.factor is not None:
            yield from _terms(unit, category, assume.draw(intensity.factor), Measure.UNCOVERED)
    if market is not None:
        yield from _terms(unit, Category.GHG_OPERATIONAL_MARKET, assume.draw(market))


def _terms(
    unit: UnitEnergy, category: Category, per_kwh: Uncertain, measure: Measure = Measure.AMOUNT
) -> Iterator[Term]:
    for piece in unit.counted:
        grams = (piece.energy * per_kwh).to(UNITS[category])
        yield Term(category, piece.source, Level.COMPUTE, grams, measure, piece.role)
