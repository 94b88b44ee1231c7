"""Loads times what one unit of each costs: one footprint, with all its contributions."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from wholeprint.lifecycle.demand import Demand
from wholeprint.lifecycle.loads import Key, Load
from wholeprint.lifecycle.plan import OPERATIONAL, Plan
from wholeprint.lifecycle.terms import Absence, Role, Term
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
from wholeprint.quantities.uncertain import Quantity, Uncertain

NO_ENERGY = "the energy of the run is not known"

_MOST_STRETCHES = 4
"""More are not listed one by one."""


class Weight(NamedTuple):
    """How many units of one kind, in each of the three measures, errors of single runs included.

    Attributes:
        key: What one unit is.
        measures: Amount, intensity-weighted amount and uncovered amount of the load; None where
            none of it lies in the times that the measure is about.
    """

    key: Key
    measures: tuple[Uncertain | float, Uncertain | float | None, Uncertain | float | None]

    @classmethod
    def of(cls, key: Key, units: tuple[float, float, float], drawn: Uncertain | float) -> "Weight":
        """Return units of one kind, times what a run alone has of an assumption.

        Args:
            key: What one unit is.
            units: The three measures of a load.
            drawn: What they are multiplied by [1].
        """
        amount, weighted, uncovered = units
        is_lit, is_uncovered = known_times(units)
        return cls(
            key,
            (
                drawn * amount,
                drawn * weighted if is_lit else None,
                drawn * uncovered if is_uncovered else None,
            ),
        )


def known_times(units: tuple[float, float, float]) -> tuple[bool, bool]:
    """Return whether some of a load fell in times of known intensity, and some in others.

    An intensity may be zero, so that it is the time which decides and not the weighted amount.

    Args:
        units: Amount, intensity-weighted amount and uncovered amount of the load.
    """
    amount, _, uncovered = units
    # Shares of intervals add up to the amount but for rounding.
    return amount == 0.0 or uncovered < amount * (1.0 - 1e-9), amount == 0.0 or uncovered > 0.0


def weights(loads: Iterable[Load], plan: Plan) -> Iterator[Weight]:
    """Yield loads with their own errors drawn.

    Args:
        loads: The loads.
        plan: What each unit costs, and in which world.
    """
    for load in loads:
        units = (load.amount, load.weighted, load.uncovered)
        drawn = 1.0 if load.noise is None else load.noise.drawn(plan.world)
        yield Weight.of(load.key, units, drawn)


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
    sums = {category: _Sums() for category in Category}
    for category in (*OPERATIONAL, *plan.whole_with_energy):
        sums[category].reasons |= dict.fromkeys(missing)
    for item in items:
        for term in plan.terms(item.key):
            if isinstance(term, Absence):
                sums[term.category].reasons[term.reason] = None
            else:
                sums[term.category].add(term, item)
    absent = dict(plan.absent)
    if is_dark:
        absent.setdefault(lit(plan), _darkness(plan))
    categories: dict[Category, Impact] = {}
    for category in Category:
        if category in absent:
            categories[category] = Impact(NoData.of(UNITS[category], absent[category]))
        else:
            found = sums[category]
            partial = plan.partial.get(category)
            if category in plan.whole_with_energy and sums[Category.ENERGY].total is None:
                partial = partial or NO_ENERGY
            categories[category] = Impact(
                _partial(category, found, partial) if partial else _whole(category, found),
                _contributions(found.said, plan.options.phase),
                _contributions(found.of_which, plan.options.phase),
                _basis(category, plan),
            )
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


def _darkness(plan: Plan) -> str:
    series = None if plan.intensity is None else plan.intensity.series
    found = [] if plan.intensity is None or series is None else series.known_stretches()
    reason = "no intensity is known for some of the time"
    if plan.intensity is None or not found:
        return reason
    if len(found) > _MOST_STRETCHES:
        dates = f"{_minute(found[0][0])} to {_minute(found[-1][1])}, with gaps"
    else:
        dates = " and ".join(f"{_minute(begin)} to {_minute(end)}" for begin, end in found)
    return (
        f"{reason} (the series of {plan.intensity.signal.zone} covers {dates}, UTC): "
        "give a start within that, with at (--at)"
    )


def _minute(unix_seconds: float) -> str:
    return str(np.datetime64(int(unix_seconds), "s").astype("datetime64[m]")).replace("T", " ")


def lit(plan: Plan) -> Category:
    """Return the category that the intensity of the grid goes into.

    Args:
        plan: What each unit costs.
    """
    signal = None if plan.intensity is None else plan.intensity.signal
    if signal is not None and signal.accounting is Accounting.MARKET:
        return Category.GHG_OPERATIONAL_MARKET
    return Category.GHG_OPERATIONAL


class _Sums:
    """What a category adds up to, while its terms come in."""

    def __init__(self) -> None:
        self.total: Uncertain | None = None
        self.said: dict[tuple[str, Level], Uncertain] = {}
        self.of_which: dict[tuple[str, Level], Uncertain] = {}
        self.reasons: dict[str, None] = {}

    def add(self, term: Term, item: Weight) -> None:
        """Add so many units of a term."""
        times = item.measures[term.measure]
        if times is None:
            return
        amount = term.coefficient * times
        if term.role.is_added:
            self.total = amount if self.total is None else self.total + amount
        if term.role is not Role.ADDED:
            shown = self.of_which if term.role is Role.OF_WHICH else self.said
            kept = shown.get((term.source, term.level))
            shown[term.source, term.level] = amount if kept is None else kept + amount


def _contributions(
    sums: dict[tuple[str, Level], Uncertain], phase: str
) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(source, phase, level, amount) for (source, level), amount in sums.items()
    )


def _whole(category: Category, sums: _Sums) -> Quantity:
    if sums.total is None:
        why = "; ".join(sums.reasons) or "nothing was measured and nothing could be modelled"
        return NoData.of(UNITS[category], why)
    found = sums.total
    for reason in sums.reasons:
        found = found.without(reason)
    return found


def _partial(category: Category, sums: _Sums, reason: str) -> NoData:
    """Return the absence of a total whose parts are known only in part."""
    hardware = "the hardware's part is in the contributions" if sums.said else ""
    why = dict.fromkeys((reason, *sums.reasons, hardware))
    return NoData.of(UNITS[category], "; ".join(each for each in why if each))


def _basis(category: Category, plan: Plan) -> Basis | None:
    if category is not Category.ENERGY:
        return None
    return Basis.FACILITY if plan.options.boundary.facility else Basis.IT
