"""When and where to run: the best plan over zones, with moves, pauses and constraints."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from wholeprint.advice.load import Signals, load_of
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import check_possible, rates_of
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.advice.ticking import best_on_grid, grid_for
from wholeprint.advice.when import at_once, best_start, cheapest_pieces
from wholeprint.errors import ScheduleError
from wholeprint.quantities.series import StepSeries


def best_plan(task: Task, signals: Signals, rules: Rules, fixed: Fixed) -> Plan:
    """Return the plan that costs least within the rules.

    In one go it is exact to the second. With pauses it is the least of all plans on the grid that
    `wholeprint.advice.ticking.grid_for` gives.

    Args:
        task: The job.
        signals: What a kilowatt-hour costs over time [amount/kWh], by zone: only where it may run.
        rules: What the plan must keep to.
        fixed: What is counted beside electricity.

    Returns:
        The plan; of equals the earliest in the first zone.

    Raises:
        ScheduleError: If no plan can be done by the deadline, or none keeps to the rules.
    """
    check_possible(task)
    if rules.pauses is None:
        return _least(
            task,
            signals,
            rules,
            fixed,
            (_in_one_go(task, z, signals, rules, fixed) for z in signals),
        )
    plain = len(signals) == 1 and rules.home in {None, *signals}
    waits_for_nothing = task.idle_watts == 0.0 and fixed.waiting_amount == 0.0
    if plain and waits_for_nothing and rules.pauses.are_free:
        (zone,) = signals
        return cheapest_pieces(task, rates_of(task, signals[zone]), zone)
    return best_on_grid(task, signals, rules, fixed, grid_for(task, signals, rules))


def earliest_plan(task: Task, signals: Signals, rules: Rules, fixed: Fixed) -> Plan:
    """Return the plan that is done first; among equals the one that costs least.

    Args:
        task: The job.
        signals: What a kilowatt-hour costs over time, by zone.
        rules: What a move takes.
        fixed: What is counted beside electricity.

    Raises:
        ScheduleError: If none can be done by the deadline.
    """
    plans = [at_once(_arrived(task, zone, rules), zone) for zone in _in_time(task, signals, rules)]
    first = min((plan.end_seconds for plan in plans), default=0.0)
    return _least(
        task, signals, rules, fixed, (plan for plan in plans if plan.end_seconds == first)
    )


def least_amount(task: Task, signals: Signals) -> float:
    """Return what no plan can cost less than: pauses and moves for nothing, waiting for nothing.

    Args:
        task: The job.
        signals: What a kilowatt-hour costs over time [amount/kWh], by zone.

    Returns:
        The bound [amount].
    """
    edges = np.unique(np.concatenate([series.edges_seconds for series in signals.values()]))
    middles = (edges[:-1] + edges[1:]) / 2.0
    values = np.full(middles.shape, np.inf)
    unit = next(iter(signals.values())).unit
    for series in signals.values():
        steps = np.searchsorted(series.edges_seconds, middles, side="right") - 1
        inside = (steps >= 0) & (steps < series.values.size)
        found = series.values[np.clip(steps, 0, series.values.size - 1)]
        values = np.fmin(values, np.where(inside & np.isfinite(found), found, np.inf))
    values[np.isinf(values)] = np.nan
    lowest = {"": StepSeries(edges, values, unit)}
    plan = cheapest_pieces(task, rates_of(task, lowest[""]), "")
    busy = replace(task, idle_watts=0.0)
    return load_of(plan, busy, lowest, Rules()).amount(lowest)


def _in_time(task: Task, signals: Mapping[str, StepSeries], rules: Rules) -> list[str]:
    spare = task.deadline_seconds - task.earliest_seconds - task.duration_seconds
    found = [z for z in signals if _is_home(z, rules) or rules.transfer.seconds <= spare + 1e-6]
    if not found:
        raise ScheduleError(
            "the job cannot be moved and done by the deadline",
            seen=f"a move of {rules.transfer.seconds:g} s and {spare:g} s to spare",
            fix="Move the deadline, or let the job run where it is",
        )
    return found


def _is_home(zone: str, rules: Rules) -> bool:
    return rules.home is None or zone == rules.home


def _arrived(task: Task, zone: str, rules: Rules) -> Task:
    if _is_home(zone, rules):
        return task
    return replace(task, earliest_seconds=task.earliest_seconds + rules.transfer.seconds)


def _in_one_go(
    task: Task, zone: str, signals: Signals, rules: Rules, fixed: Fixed
) -> Plan | ScheduleError:
    there = _arrived(task, zone, rules)
    try:
        return best_start(there, rates_of(task, signals[zone], fixed.waiting_amount), zone)
    except ScheduleError as refused:
        return refused


def _least(
    task: Task,
    signals: Signals,
    rules: Rules,
    fixed: Fixed,
    plans: Iterable[Plan | ScheduleError],
) -> Plan:
    best: tuple[float, Plan] | None = None
    refused: ScheduleError | None = None
    for plan in plans:
        if isinstance(plan, ScheduleError):
            refused = plan
            continue
        try:
            amount = load_of(plan, task, signals, rules).amount(signals, fixed)
        except ScheduleError as unknown:
            refused = unknown
            continue
        if best is None or amount < best[0]:
            best = (amount, plan)
    if best is None:
        raise refused or ScheduleError("there is nowhere to run", seen="no zone")
    return best[1]
