"""From a job and what is foreseen to a decision: the plan, its gain, and what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from wholeprint.advice.agreement import Agreement, agreement_of
from wholeprint.advice.cover import covering, unknown_stretches
from wholeprint.advice.doubt import RELATIVE_ERROR, Belief, believed, window
from wholeprint.advice.gain import Gain, gain_of, remarks
from wholeprint.advice.load import Signals, load_of
from wholeprint.advice.pareto import Option, front, options
from wholeprint.advice.plan import Decision, Plan, Task
from wholeprint.advice.rates import check_possible, moment
from wholeprint.advice.regret import Regret, regret_of
from wholeprint.advice.rules import Fixed, Rules, carbon_beside
from wholeprint.advice.sooner import remark, sooner
from wholeprint.advice.ticking import grid_for
from wholeprint.advice.when import at_once
from wholeprint.advice.where import best_plan, earliest_plan, least_amount
from wholeprint.errors import ScheduleError
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.world import World

OBJECTIVES = ("carbon", "water", "price", "finish")

MOST_DAYS = 366
"""Days [day] from the earliest start to the deadline that are looked at."""

MOST_CELLS = 30_000_000
"""Draws times steps of a signal that are held at once; a longer signal gets fewer draws."""

LITTLE_SHARE = 0.02
"""Pausing that saves less than this share beside the best run in one go is called little."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """All that a decision is made on.

    Attributes:
        task: The job.
        intensities: What a kilowatt-hour will carry, by zone: only where the job may run.
        rules: How it may pause and move.
        objective: What is to become least, one of `OBJECTIVES`.
        others: What a kilowatt-hour costs beside carbon, by objective and zone: litres, money.
        marginal: The same zones by the other kind of signal, where it is known.
        actual: What really came, where it is known by now.
        error: What is assumed of forecasts without a band.
        world: Where doubt is drawn.
    """

    task: Task
    intensities: Mapping[str, Intensity]
    rules: Rules = field(default_factory=Rules)
    objective: str = "carbon"
    others: Mapping[str, Signals] = field(default_factory=dict[str, Signals])
    marginal: Mapping[str, Intensity] = field(default_factory=dict[str, Intensity])
    actual: Signals = field(default_factory=dict[str, StepSeries])
    error: Factor = RELATIVE_ERROR
    world: World = field(default_factory=World)


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """A decision with everything that speaks for it and against it.

    Attributes:
        decision: The decision.
        gain: What it gains in carbon.
        beliefs: What is believed about each zone.
        front: The plans in one go that no other one beats.
        agreement: What the other kind of signal says, where it is known.
        regret: What perfect knowledge would have gained, where it is known by now.
        more_grams: The most that any plan at all could gain beyond this one, by what is foreseen
            and in the hours that are known [gCO2e].
        notes: What a reader should know.
    """

    decision: Decision
    gain: Gain
    beliefs: Mapping[str, Belief]
    front: tuple[Option, ...]
    agreement: Agreement | None
    regret: Regret | None
    more_grams: float
    notes: tuple[Note, ...]


def decide(case: Case, now_seconds: float) -> Decided:
    """Decide when and where a job runs.

    Args:
        case: What to decide on.
        now_seconds: When it is decided [s since 1970 UTC].

    Returns:
        The decision.

    Raises:
        ScheduleError: If the job cannot be done by its deadline, if no signal is known for it, or
            if the objective has none.
    """
    check_possible(case.task)
    _check_window(case.task)
    beliefs, notes = _beliefs(case)
    carbon = {zone: belief.series for zone, belief in beliefs.items()}
    fixed = carbon_beside(case.task, case.rules)
    every = options(case.task, _objectives(case, carbon, fixed), case.rules)
    best = _chosen(case, carbon, fixed)
    naive = _naive(case, carbon, fixed)
    best = _not_worse(case, (best, naive), carbon, fixed)
    plan, sooner_said = _sooner(case, (best, naive), carbon, fixed, every)
    gain = gain_of((plan, naive), case.task, beliefs, case.rules, fixed)
    agreement, said = _agreement(case, (plan, naive), carbon, fixed)
    least = least_amount(case.task, carbon)
    regret = _regret(case, (plan, naive), fixed)
    notes = (
        *notes,
        *_of_home(case, naive, carbon),
        *remarks(gain, (plan, naive), case.task, beliefs),
        *sooner_said,
        *_of_search(case, plan, carbon, fixed),
        *said,
        *_of_what_came(gain, regret),
    )
    decision = Decision(
        task=case.task,
        plan=plan,
        naive=naive,
        objective=case.objective,
        decided_seconds=now_seconds,
        signals={zone: case.intensities[zone].signal for zone in beliefs},
        expected={"carbon": gain.as_json()} | _others(case, (plan, naive)),
    )
    return Decided(
        decision,
        gain,
        beliefs,
        front(every),
        agreement,
        regret,
        max(gain.planned.central - least, 0.0),
        tuple(dict.fromkeys(notes)),
    )


def _check_window(task: Task) -> None:
    days = (task.deadline_seconds - task.earliest_seconds) / 86400.0
    if days > MOST_DAYS:
        raise ScheduleError(
            "nobody foresees the grid that far",
            seen=f"a window of {days:.0f} days",
            fix=f"Give a deadline within {MOST_DAYS} days",
        )


def _beliefs(case: Case) -> tuple[dict[str, Belief], tuple[Note, ...]]:
    span = (case.task.earliest_seconds, case.task.deadline_seconds)
    beliefs: dict[str, Belief] = {}
    notes: list[Note] = []
    for zone, intensity in case.intensities.items():
        long_enough, said = covering(intensity, span, case.task.duration_seconds)
        notes.extend(said)
        world = _world(case, long_enough, span)
        if world.n < case.world.n:
            text = f"The signal of {zone} is so long that {world.n} draws were taken."
            notes.append(Note("draws-fewer", text))
        belief = believed(long_enough, span, world, case.error)
        if np.isfinite(belief.series.values).any():
            beliefs[zone] = belief
    if not beliefs:
        raise ScheduleError(
            "nothing is known of what a kilowatt-hour will carry in that time",
            seen=", ".join(case.intensities) or "no zone",
            fix="Fetch a forecast (--fetch), or give one (--series FILE)",
        )
    # A yearly value beside a course over time would win or lose by being level: it is no match.
    timed = {zone: belief for zone, belief in beliefs.items() if not belief.is_flat}
    if timed and len(timed) < len(beliefs):
        level = ", ".join(zone for zone in beliefs if zone not in timed)
        text = f"Only a yearly value is known for {level}: it is level over the day."
        notes.append(Note("zone-level", text, severity="warning"))
    return beliefs, tuple(notes)


def _world(case: Case, intensity: Intensity, span: tuple[float, float]) -> World:
    # The same for every zone of a decision, since draws of several are put together.
    lengths = [
        window(each.series, *span).values.size
        for each in (intensity, *case.intensities.values())
        if each.series is not None
    ]
    most = MOST_CELLS // max(lengths, default=1)
    return case.world if case.world.n <= most else World(max(most, 64), case.world.seed)


def _chosen(case: Case, carbon: Signals, fixed: Fixed) -> Plan:
    if case.objective == "finish":
        return earliest_plan(case.task, carbon, case.rules, fixed)
    if case.objective == "carbon":
        return best_plan(case.task, carbon, case.rules, fixed)
    signals = case.others.get(case.objective)
    if not signals:
        raise ScheduleError(
            f"nothing says what a kilowatt-hour costs in {case.objective}",
            seen="no file",
            fix="Give a tariff (--tariff FILE) or litres per kWh (--water FILE)",
        )
    return best_plan(case.task, signals, case.rules, Fixed())


def _naive(case: Case, carbon: Signals, fixed: Fixed) -> Plan:
    home = case.rules.home
    if home is None or home in carbon:
        plan = at_once(case.task, home or next(iter(carbon)))
        _check_known(plan, carbon[plan.zones[0]])
        return plan
    return earliest_plan(case.task, carbon, case.rules, fixed)


def _check_known(plan: Plan, series: StepSeries) -> None:
    dark = unknown_stretches(series, plan.start_seconds, plan.end_seconds)
    if dark:
        raise ScheduleError(
            "a gain is held against running at once, and that time is not all known",
            seen=f"{plan.zones[0]} is not known {moment(dark[0][0])} to {moment(dark[0][1])}",
            fix="Give a forecast from then on, or an earliest start from which it is known",
        )


def _not_worse(case: Case, plans: tuple[Plan, Plan], carbon: Signals, fixed: Fixed) -> Plan:
    # A search on a coarse grid, or a tie in rounding, must not shift a job for nothing.
    plan, naive = plans
    if case.objective != "carbon":
        return plan
    ours, theirs = (
        load_of(each, case.task, carbon, case.rules).amount(carbon, fixed) for each in plans
    )
    return plan if ours < theirs * (1.0 - 1e-9) else naive


def _sooner(
    case: Case,
    plans: tuple[Plan, Plan],
    carbon: Signals,
    fixed: Fixed,
    every: tuple[Option, ...],
) -> tuple[Plan, tuple[Note, ...]]:
    best, naive = plans
    if case.objective != "carbon" or case.rules.pauses is not None or best == naive:
        return best, ()
    ours, theirs = (
        load_of(each, case.task, carbon, case.rules).amount(carbon, fixed) for each in plans
    )
    # Nobody is sent to a third zone only to be done sooner.
    near = [each for each in every if {*each.plan.zones} <= {*best.zones, case.rules.home}]
    plan = sooner(best, ours, theirs, near)
    taken = load_of(plan, case.task, carbon, case.rules).amount(carbon, fixed)
    return plan, remark(plan, best, taken - ours)


def _of_home(case: Case, naive: Plan, carbon: Signals) -> tuple[Note, ...]:
    home = case.rules.home
    if home is None or home in carbon:
        return ()
    text = (
        f"The job is in {home}, which is left out: the plan is held against the run that is done "
        f"first elsewhere, in {naive.zones[0]}, after a move."
    )
    return (Note("home-left-out", text, severity="warning"),)


def _of_what_came(gain: Gain, regret: Regret | None) -> tuple[Note, ...]:
    if regret is None or gain.gain.low <= regret.gain_amount <= gain.gain.high:
        return ()
    text = (
        f"What was really gained, {regret.gain_amount:.3g} g, lies outside the interval that was "
        f"foreseen, {gain.gain.low:.3g} to {gain.gain.high:.3g} g."
    )
    return (Note("came-outside", text, severity="warning"),)


def _agreement(
    case: Case, plans: tuple[Plan, Plan], carbon: Signals, fixed: Fixed
) -> tuple[Agreement | None, tuple[Note, ...]]:
    span = (case.task.earliest_seconds, case.task.deadline_seconds)
    other = {
        zone: window(intensity.series, *span)
        for zone, intensity in case.marginal.items()
        if intensity.series is not None and zone in carbon
    }
    names = tuple(
        next(iter(kind.values())).signal.response.value
        for kind in (case.intensities, case.marginal)
        if kind
    )
    if not set(carbon) <= set(other) or len(names) != 2:  # noqa: PLR2004 - ours and the other
        return None, ()
    try:
        theirs = best_plan(case.task, other, case.rules, fixed)
        found = agreement_of(
            (plans[0], theirs, plans[1]), case.task, (carbon, other), case.rules, fixed
        )
    except ScheduleError as unknown:
        text = f"The {names[1]} signal cannot be held beside it: {unknown.what}."
        return None, (Note("signals-unmatched", text),)
    return found, found.notes((names[0], names[1]))


def _of_search(case: Case, plan: Plan, carbon: Signals, fixed: Fixed) -> tuple[Note, ...]:
    pauses = case.rules.pauses
    if pauses is None:
        return ()
    said: list[Note] = []
    if pauses.are_free:
        text = "Pausing and resuming was taken to cost nothing: say what it costs, if it does."
        said.append(Note("pausing-free", text))
    elif not (grid := grid_for(case.task, carbon, case.rules)).is_exact:
        text = (
            f"The plan is the best on a grid of {grid.seconds / 60.0:g} min; the gain that is "
            "left at most stands beside it."
        )
        said.append(Note("plan-coarse", text))
    more = _more_by_pausing(case, plan, carbon, fixed)
    if more is not None and more < LITTLE_SHARE:
        text = (
            f"Pausing gains {more:.1%} beside the best run in one go: --pause is hardly worth it."
        )
        said.append(Note("pausing-little", text))
    return tuple(said)


def _more_by_pausing(case: Case, plan: Plan, carbon: Signals, fixed: Fixed) -> float | None:
    if not plan.pauses_count or case.objective != "carbon":
        return None
    in_one_go = replace(case.rules, pauses=None)
    try:
        whole = best_plan(case.task, carbon, in_one_go, fixed)
    except ScheduleError:
        return None
    with_pauses, without = (
        load_of(each, case.task, carbon, rules).amount(carbon, fixed)
        for each, rules in ((plan, case.rules), (whole, in_one_go))
    )
    return (without - with_pauses) / without if without > 0.0 else None


def _objectives(case: Case, carbon: Signals, fixed: Fixed) -> dict[str, tuple[Signals, Fixed]]:
    return {"carbon": (carbon, fixed)} | {
        name: (signals, Fixed()) for name, signals in case.others.items()
    }


def _others(case: Case, plans: tuple[Plan, Plan]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, signals in case.others.items():
        unit = next(iter(signals.values())).unit
        sides: list[float] = []
        for plan in plans:
            try:
                sides.append(load_of(plan, case.task, signals, case.rules).amount(signals))
            except ScheduleError:
                break
        if len(sides) == len(plans):
            found[name] = {
                "planned_amount": sides[0],
                "naive_amount": sides[1],
                "gain_amount": sides[1] - sides[0],
                "unit": str(unit).partition("/")[0],
            }
    return found


def _regret(case: Case, plans: tuple[Plan, Plan], fixed: Fixed) -> Regret | None:
    if not case.actual:
        return None
    span = (case.task.earliest_seconds, case.task.deadline_seconds)
    actual = {zone: window(series, *span) for zone, series in case.actual.items()}
    return regret_of(plans, case.task, actual, case.rules, fixed)
