"""From what ran to what it cost: one run, or many."""

from collections.abc import Iterable
from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.batch import Assessed, Assessments
from wholeprint.lifecycle.demand import demand
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.factor import FactorSource
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One run to assess.

    Attributes:
        activity: What ran.
        profile: The machine it ran on. Runs that share one object are assessed together.
        intensity: What a kilowatt-hour carried, None where nobody says. Likewise.
        grid: Code of the grid zone that the place draws from, where it goes by another name, as a
            region of a cloud does: water and resources behind the grid are looked up by it.
    """

    activity: Activity
    profile: Profile
    intensity: Intensity | None = None
    grid: str | None = None


def assess(
    activity: Activity,
    profile: Profile,
    intensity: Intensity | None,
    factors: FactorSource,
    options: AssessOptions,
    world: World,
) -> Footprint:
    """Return what a run cost.

    Args:
        activity: What ran.
        profile: The machine it ran on.
        intensity: What a kilowatt-hour carried, None where nobody says.
        factors: Where to look up assumptions by name.
        options: How to assess.
        world: The world to draw in.

    Returns:
        Its footprint, with every assumption that is in it.

    Raises:
        ValueRefusedError: If the intensity is for another zone than the options want.
    """
    return assess_many([Case(activity, profile, intensity)], factors, options, world)[0]


def assess_many(
    cases: Iterable[Case], factors: FactorSource, options: AssessOptions, world: World
) -> Assessments:
    """Return what many runs cost, each as `assess` would say it.

    Args:
        cases: The runs.
        factors: Where to look up assumptions by name.
        options: How to assess them all.
        world: The world to draw in.

    Returns:
        The assessed runs, in order: their footprints, a summary per category, and their total.

    Raises:
        ValueRefusedError: If an intensity is for another zone than the options want.
    """
    plans: dict[tuple[int, int, Site], Plan] = {}
    runs: list[Assessed] = []
    for case in cases:
        site = site_of(case, options)
        key = (id(case.profile), id(case.intensity), site)
        plan = plans.get(key)
        if plan is None:
            plan = Plan(case.profile, case.intensity, site, factors, options, world)
            plans[key] = plan
        asked = demand(case.activity, case.profile, case.intensity, options, plan.workload)
        runs.append(Assessed(case.activity.run_id, asked, plan, case.activity.notes))
    return Assessments(tuple(runs))


def site_of(case: Case, options: AssessOptions) -> Site:
    """Return where a run is placed, and what was declared for it.

    Args:
        case: The run.
        options: How to assess.

    Raises:
        ValueRefusedError: If the intensity is for another zone than the options want.
    """
    zone = options.zone or case.activity.zone
    if case.intensity is not None:
        stated = case.intensity.signal.zone
        if options.zone is not None and stated != options.zone:
            raise ValueRefusedError(
                f"the intensity is for another zone than {options.zone}",
                seen=stated,
                fix="Pass the intensity of the zone you want",
            )
        zone = stated
    activity = case.activity
    return Site(
        zone,
        activity.pue if options.pue is None else options.pue,
        activity.wue if options.wue is None else options.wue,
        zone if case.grid is None else case.grid,
        options.withdrawn_wue,
    )
