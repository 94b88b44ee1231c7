"""From accelerator hours that are themselves in doubt to a footprint."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wholeprint.lifecycle.assess import Case, site_of
from wholeprint.lifecycle.demand import demand
from wholeprint.lifecycle.evaluate import Weight, is_dark, weighed
from wholeprint.lifecycle.loads import Key, Kind, Load
from wholeprint.lifecycle.operational import BUILDING, HOST
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import Fixed
from wholeprint.quantities.factor import Factor, FactorSource
from wholeprint.quantities.footprint import Category, Contribution, Footprint, Impact, Level
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

TOGETHER = "accelerators"
"""What the accelerators of an estimate are called together: it may be a fleet of any size."""

_ALONE = Factor(
    "workload.server_by_itself",
    "1",
    Fixed(1.0),
    known=Known.MODELLED,
    note="the energy of the server is given by itself, so nothing is added to that of its boards",
)
_SERVER = Key(Kind.READ, HOST, basis=Basis.IT, known=Known.MODELLED)
_OF_SERVER = frozenset({Kind.CPU_IDLE, Kind.CPU, Kind.DRAM})


def footprint_of(
    case: Case,
    factors: FactorSource,
    options: AssessOptions,
    world: World,
    *,
    time: Uncertain,
    at_limit: Uncertain,
    server: Uncertain | None = None,
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
        server: Energy of all of the servers but the accelerators [J], in place of what the profile
            says of them; None where the profile says it.

    Returns:
        The footprint, its accelerators told together.
    """
    profile = case.profile if server is None else _without_host(case.profile)
    plan = Plan(profile, case.intensity, site_of(case, options), factors, options, world)
    asked = demand(case.activity, profile, case.intensity, options, plan.workload)
    boards = _weights(asked.loads, plan, time, at_limit)
    found = weighed(
        boards if server is None else _by_itself(boards, asked.loads, server),
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


def server_of(footprint: Footprint) -> Uncertain:
    """Return the energy of all of the servers but the accelerators [J].

    Args:
        footprint: The footprint of a workload.
    """
    found = Uncertain.fixed(0.0, "J")
    for part in footprint.categories[Category.ENERGY].contributions:
        if part.source not in {TOGETHER, BUILDING}:
            found = found + part.amount.to("J")
    return found


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


def _without_host(profile: Profile) -> Profile:
    told = tuple(note for note in profile.notes if note.code != "host-unknown")
    return replace(profile, host_overhead=_ALONE, notes=told)


def _by_itself(
    weights: Iterable[Weight], loads: Iterable[Load], server: Uncertain
) -> Iterator[Weight]:
    """Yield weights with the energy of the server in place of what makes it up.

    It is drawn when the accelerators are.
    """
    boards = [load for load in loads if load.key.kind is Kind.ACCELERATOR]
    whole = sum(load.amount for load in boards)
    yield from (weight for weight in weights if weight.key.kind not in _OF_SERVER)
    for load in boards:
        units = (load.amount, load.weighted, load.uncovered)
        yield Weight.of(_SERVER, units, server.to("J") * Uncertain.fixed(1.0 / whole, "1/J"))


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
