"""One boundary for both sides, before anything is said of why they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from wholeprint.advice.explain.sides import Side, Valued
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.units import ONE, Unit

_BUILDING = frozenset({"energy", "ghg", "ghg_market", "ghg_total"})
"""What holds the building's own energy, where the building is counted."""

_ADDED: Mapping[str, Mapping[str, str]] = {
    "ghg_total": {"embodied": "ghg_embodied"},
    "water": {"water": "water_embodied"},
}
"""What a total holds beside what both count, by the boundary that says so."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Something taken from one side, so that both count the same.

    Attributes:
        side: 0 for the one, 1 for the other.
        what: What only that side counts: a word of boundaries.
        amount: How much it is [unit of the target]; nought where nobody can say.
        known: Whether anybody can say how much it is.
        why: What was done, in words.
    """

    side: int
    what: str
    amount: FloatArray
    known: bool
    why: str


def align(
    first: Side, second: Side, target: str, unit: Unit
) -> tuple[tuple[Side, Side], tuple[Step, ...]]:
    """Bring both sides to what both count.

    Args:
        first: The one side.
        second: The other.
        target: What is explained.
        unit: Its unit.

    Returns:
        Both sides, and what was taken from them.
    """
    sides = [first, second]
    steps: list[Step] = []
    for number in (0, 1):
        ours, theirs = sides[number], sides[1 - number]
        for what in _only_here(ours, theirs):
            changed, step = _without(ours, number, what, target, unit)
            steps.append(step)
            ours = sides[number] = changed
    return (sides[0], sides[1]), tuple(steps)


def _only_here(ours: Side, theirs: Side) -> list[str]:
    if ours.counts is None or theirs.counts is None:
        return []
    return sorted(ours.counts - theirs.counts)


def _without(side: Side, number: int, what: str, target: str, unit: Unit) -> tuple[Side, Step]:
    if what == "facility" and target in _BUILDING and "pue" in side.values:
        return _without_building(side, number, target, unit)
    part = _ADDED.get(target, {}).get(what)
    if part is not None and part in side.values:
        amount = side.values[part].to(unit)
        left = Valued(side.values[target].to(unit) - amount, unit)
        changed = replace(side, values={**side.values, target: left})
        return changed, Step(number, what, amount, known=True, why=f"{part} is taken away")
    holds = what in {"idle", "network", "failed_runs", "development", "deployment", "host"}
    why = (
        "it is in the one side's figure, and nobody says how much of it"
        if holds
        else "it is no part of what is explained"
    )
    return side, Step(number, what, np.zeros(1), known=not holds, why=why)


def _without_building(side: Side, number: int, target: str, unit: Unit) -> tuple[Side, Step]:
    pue = side.values["pue"].to(ONE)
    values = dict(side.values)
    for name in _BUILDING - {"ghg_total"}:
        if name in values:
            values[name] = Valued(values[name].values / pue, values[name].unit)
    values["pue"] = Valued(np.ones(1), ONE)
    whole = side.values[target].to(unit)
    if target == "ghg_total" and "ghg" in values:
        amount = side.values["ghg"].to(unit) * (1.0 - 1.0 / pue)
        values[target] = Valued(whole - amount, unit)
    else:
        amount = whole * (1.0 - 1.0 / pue)
    why = f"divided by its PUE of {float(pue[0]):.3g}"
    return replace(side, values=values), Step(number, "facility", amount, known=True, why=why)
