"""One side of an explanation, from a footprint that was assessed."""

from collections.abc import Mapping

import numpy as np

from wholeprint.advice.explain.sides import Side, Valued
from wholeprint.advice.statement.terms import unit_of_term
from wholeprint.lifecycle.operational import BUILDING
from wholeprint.quantities.footprint import Category, Footprint
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import ONE, Unit

_WORDS: Mapping[Category, str] = {
    Category.ENERGY: "energy",
    Category.GHG_OPERATIONAL: "ghg",
    Category.GHG_OPERATIONAL_MARKET: "ghg_market",
    Category.GHG_EMBODIED: "ghg_embodied",
    Category.WATER_ONSITE: "water_onsite",
    Category.WATER_OFFSITE: "water_offsite",
    Category.WATER_EMBODIED: "water_embodied",
}
_PER_HOUR = Unit.parse("gCO2e/h")


def footprint_side(
    name: str, footprint: Footprint, run_hours: float, labels: Mapping[str, str]
) -> Side:
    """Return what a footprint says, ready to be explained.

    Args:
        name: What it is called.
        footprint: The footprint.
        run_hours: How long it ran [h].
        labels: Its circumstances, in words.

    Returns:
        The side; its values are the central one and every draw.
    """
    values: dict[str, Valued] = {"duration": Valued(np.array([run_hours]), Unit.parse("h"))}
    for category, word in _WORDS.items():
        total = footprint[category]
        if isinstance(total, Uncertain):
            values[word] = _valued(total, unit_of_term(word))
    _energy(values, footprint)
    _rates(values)
    counts = frozenset(name for name, counted in footprint.boundary.as_json().items() if counted)
    return Side(name, values, counts=counts, labels=labels)


def _valued(quantity: Uncertain, unit: Unit) -> Valued:
    ratio = quantity.unit.ratio(unit)
    return Valued(np.concatenate(([quantity.central], quantity.draws)) * ratio, unit)


def _energy(values: dict[str, Valued], footprint: Footprint) -> None:
    whole = values.get("energy")
    if whole is None:
        return
    building = [
        _valued(part.amount, whole.unit).values
        for part in footprint.impact(Category.ENERGY).contributions
        if part.source == BUILDING
    ]
    inside = whole.values - sum(building, np.zeros(1))
    values["it_energy"] = Valued(inside, whole.unit)
    if not bool(np.all(inside > 0.0)):
        return
    values["pue"] = Valued(whole.values / inside, ONE)
    hours = values["duration"].values
    if bool(np.all(hours > 0.0)):
        ratio = Unit.parse("kWh/h").ratio(Unit.parse("W"))
        kilowatts = inside * whole.unit.ratio(Unit.parse("kWh")) / hours
        values["power"] = Valued(kilowatts * ratio, Unit.parse("W"))


def _rates(values: dict[str, Valued]) -> None:
    energy, hours = values.get("energy"), values["duration"].values
    for gas, rate in (("ghg", "intensity"), ("ghg_market", "market_intensity")):
        found = values.get(gas)
        if found is not None and energy is not None and bool(np.all(energy.values > 0.0)):
            values[rate] = Valued(found.values / energy.values, unit_of_term(rate))
    made = values.get("ghg_embodied")
    if made is None:
        return
    if bool(np.all(hours > 0.0)):
        # An hour of the machine, whatever accelerators are in it.
        values["embodied_per_hour"] = Valued(made.values / hours, _PER_HOUR)
    if "ghg" in values:
        values["ghg_total"] = Valued(values["ghg"].values + made.values, made.unit)
