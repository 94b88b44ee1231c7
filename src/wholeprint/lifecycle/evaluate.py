"""Loads times what one unit of each costs: one footprint, with all its contributions."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wholeprint.lifecycle.demand import Demand
from wholeprint.lifecycle.loads import Key, Load
from wholeprint.lifecycle.plan import OPERATIONAL, Plan
from wholeprint.lifecycle.terms import Absence, Term
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.footprint import (
    UNITS,
    Category,
    Contribution,
    Footprint,
    Impact,
    Level,
    joined_factors,
)
from wholeprint.quantities.intensity import Accounting
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain, total


class Weight(NamedTuple):
    """How many units of one kind, in each of the three measures, errors of single runs included.

    Attributes:
        key: What one unit is.
        measures: Amount, intensity-weighted amount and uncovered amount of the load.
    """

    key: Key
    measures: tuple[Uncertain | float, Uncertain | float, Uncertain | float]


def weights(loads: Iterable[Load], plan: Plan) -> Iterator[Weight]:
    """Yield loads with their own errors drawn.

    Args:
        loads: The loads.
        plan: What each unit costs, and in which world.
    """
    for load in loads:
        plain = (load.amount, load.weighted, load.uncovered)
        if load.noise is None:
            yield Weight(load.key, plain)
        else:
            noise = plan.world.draw_once(load.noise)
            amount, weighted, uncovered = (noise * measure for measure in plain)
            yield Weight(load.key, (amount, weighted, uncovered))


def footprint(asked: Demand, plan: Plan, notes: tuple[Note, ...] = ()) -> Footprint:
    """Return the footprint of what a run asked of a machine.

    Args:
        asked: What it asked.
        plan: What each unit costs.
        notes: What else a reader should know.
    """
    dark = is_dark(asked.loads, plan)
    return weighed(
        weights(asked.loads, plan), plan, asked.missing, (*notes, *asked.notes), is_dark=dark
    )


def weighed(
    items: Iterable[Weight],
    plan: Plan,
    missing: tuple[str, ...],
    notes: tuple[Note, ...],
    *,
    is_dark: bool,
) -> Footprint:
    """Return the footprint of units of load.

    Args:
        items: How many of each kind.
        plan: What each unit costs.
        missing: Why some energy could not be counted.
        notes: What a reader should know.
        is_dark: Whether some of it fell in a time for which no intensity is known.
    """
    parts: dict[tuple[Category, bool], dict[tuple[str, Level], Uncertain]] = {}
    reasons: dict[Category, dict[str, None]] = {category: {} for category in Category}
    for category in OPERATIONAL:
        reasons[category] |= dict.fromkeys(missing)
    for item in items:
        for term in plan.terms(item.key):
            if isinstance(term, Absence):
                reasons[term.category][term.reason] = None
            else:
                _add(parts.setdefault((term.category, term.of_which), {}), term, item)
    absent = dict(plan.absent)
    if is_dark:
        absent.setdefault(lit(plan), "no intensity is known for some of the time")
    categories: dict[Category, Impact] = {}
    for category in Category:
        if category in absent:
            categories[category] = Impact(NoData.of(UNITS[category], absent[category]))
        else:
            phase = plan.options.phase
            counted = _contributions(parts.get((category, False), {}), phase)
            of_which = _contributions(parts.get((category, True), {}), phase)
            whole = _whole(category, counted, reasons[category])
            categories[category] = Impact(whole, counted, of_which, _basis(category, plan))
    return Footprint(
        categories,
        plan.options.boundary,
        plan.world,
        joined_factors(
            factor
            for impact in categories.values()
            for part in (*impact.contributions, *impact.of_which)
            for factor in part.amount.factors.values()
        ),
        tuple(dict.fromkeys((*notes, *plan.notes))),
    )


def is_dark(loads: Iterable[Load], plan: Plan) -> bool:
    """Return whether some energy fell in a time for which no intensity is known at all.

    Args:
        loads: What a run asked.
        plan: What each unit costs.
    """
    if plan.intensity is None or plan.intensity.factor is not None:
        return False
    return any(load.uncovered > 0.0 for load in loads)


def lit(plan: Plan) -> Category:
    """Return the category that the intensity of the grid goes into.

    Args:
        plan: What each unit costs.
    """
    signal = None if plan.intensity is None else plan.intensity.signal
    if signal is not None and signal.accounting is Accounting.MARKET:
        return Category.GHG_OPERATIONAL_MARKET
    return Category.GHG_OPERATIONAL


def _add(sums: dict[tuple[str, Level], Uncertain], term: Term, item: Weight) -> None:
    times = item.measures[term.measure]
    if not isinstance(times, Uncertain) and times == 0.0 and item.measures[0] != 0.0:
        return
    amount = term.coefficient * times
    kept = sums.get((term.source, term.level))
    sums[term.source, term.level] = amount if kept is None else kept + amount


def _contributions(
    sums: dict[tuple[str, Level], Uncertain], phase: str
) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(source, phase, level, amount) for (source, level), amount in sums.items()
    )


def _whole(
    category: Category, parts: tuple[Contribution, ...], reasons: dict[str, None]
) -> Quantity:
    if not parts:
        why = "; ".join(reasons) or "nothing was measured and nothing could be modelled"
        return NoData.of(UNITS[category], why)
    found = total((part.amount for part in parts), UNITS[category])
    for reason in reasons:
        found = found + NoData.of(UNITS[category], reason)
    return found


def _basis(category: Category, plan: Plan) -> Basis | None:
    if category is not Category.ENERGY:
        return None
    return Basis.FACILITY if plan.options.boundary.facility else Basis.IT
