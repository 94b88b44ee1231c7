"""From accelerator hours that are themselves in doubt to a footprint."""

from collections.abc import Iterable, Iterator, Sequence

from wholeprint.lifecycle.assess import Case, site_of
from wholeprint.lifecycle.demand import demand
from wholeprint.lifecycle.evaluate import Weight, is_dark, weighed
from wholeprint.lifecycle.loads import Kind, Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan
from wholeprint.quantities.factor import FactorSource
from wholeprint.quantities.footprint import Category, Contribution, Footprint, Impact, Level
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

TOGETHER = "accelerators"
"""What the accelerators of an estimate are called together: it may be a fleet of any size."""


def footprint_of(
    case: Case,
    factors: FactorSource,
    options: AssessOptions,
    world: World,
    *,
    time: Uncertain,
    at_limit: Uncertain,
) -> Footprint:
    """Return the footprint of a workload, given what a part of it asks of a machine.

    Everything an assessment counts is linear in its loads, so a doubt in how long or how hard
    accelerators work goes in where the loads are counted, in the same world as all other doubts.

    Args:
        case: A part of the workload: its accelerators at their power limit, for some time.
        factors: Where to look up assumptions by name.
        options: How to assess.
        world: The world to draw in.
        time: How many times as long the machine is held as in the case [1].
        at_limit: How many times the accelerators' energy in the case the workload takes [1].

    Returns:
        The footprint, its accelerators told together.
    """
    plan = Plan(case.profile, case.intensity, site_of(case, options), factors, options, world)
    asked = demand(case.activity, case.profile, case.intensity, options, plan.workload)
    found = weighed(
        _weights(asked.loads, plan, time, at_limit),
        plan,
        asked.missing,
        (*case.activity.notes, *asked.notes),
        is_dark=is_dark(asked.loads, plan),
    )
    return Footprint(
        {category: _together(impact) for category, impact in found.categories.items()},
        found.boundary,
        found.world,
        found.assumptions,
        found.notes,
    )


def per(footprint: Footprint, count: Uncertain | float) -> dict[Category, Uncertain]:
    """Return a footprint per unit of what it is for, where there is a number.

    Args:
        footprint: The footprint.
        count: How many units.
    """
    totals = {category: footprint[category] for category in Category}
    return {
        category: total / count
        for category, total in totals.items()
        if isinstance(total, Uncertain)
    }


def _weights(
    loads: Iterable[Load], plan: Plan, time: Uncertain, at_limit: Uncertain
) -> Iterator[Weight]:
    for load in loads:
        times = at_limit if load.key.kind is Kind.ACCELERATOR else time
        if load.noise is not None:
            times = load.noise.drawn(plan.world) * times
        yield Weight.of(load.key, (load.amount, load.weighted, load.uncovered), times)


def _together(impact: Impact) -> Impact:
    return Impact(
        impact.total, _joined(impact.contributions), _joined(impact.of_which), impact.basis
    )


def _joined(parts: Sequence[Contribution]) -> tuple[Contribution, ...]:
    found: dict[tuple[str, str, Level], Uncertain] = {}
    for part in parts:
        source = TOGETHER if part.source.startswith("gpu:") else part.source
        key = (source, part.phase, part.level)
        found[key] = part.amount if key not in found else found[key] + part.amount
    return tuple(Contribution(*key, amount) for key, amount in found.items())
