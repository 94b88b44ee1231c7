"""Carbon, water, price and the time of finish against each other: what no other plan beats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from wholeprint.advice.load import Signals, load_of
from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.rules import Fixed, Rules
from wholeprint.advice.when import start_costs, turning_starts
from wholeprint.quantities.distribution import FloatArray


@dataclass(frozen=True, slots=True)
class Option:
    """A plan and what it comes to in each objective.

    Attributes:
        plan: The plan.
        amounts: By objective, in the objective's unit; ``finish`` in seconds since 1970 UTC.
    """

    plan: Plan
    amounts: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """Return the option as plain values."""
        return {"plan": self.plan.as_json(), "amounts": dict(self.amounts)}


def options(
    task: Task, objectives: Mapping[str, tuple[Signals, Fixed]], rules: Rules
) -> tuple[Option, ...]:
    """Return every plan in one go between which what it comes to changes along straight lines.

    Args:
        task: The job.
        objectives: By name, what a kilowatt-hour costs over time in each zone, and what is counted
            beside it. The zones are those that every objective knows.
        rules: What a move costs; pauses are not looked at.

    Returns:
        Plans that begin or end where one of the signals changes, with ``finish`` beside the
        objectives.
    """
    known = [set(signals) for signals, _ in objectives.values()]
    zones = [zone for zone in next(iter(objectives.values()))[0] if all(zone in k for k in known)]
    found: list[Option] = []
    for zone in zones:
        away = rules.home is not None and rules.home != zone
        delay = rules.transfer.seconds if away else 0.0
        there = replace(task, earliest_seconds=task.earliest_seconds + delay)
        if there.earliest_seconds + task.duration_seconds > task.deadline_seconds:
            continue
        found.extend(_in_zone(there, task, zone, objectives, rules))
    return tuple(found)


def _in_zone(
    there: Task,
    task: Task,
    zone: str,
    objectives: Mapping[str, tuple[Signals, Fixed]],
    rules: Rules,
) -> Iterable[Option]:
    rates = {
        name: rates_of(task, signals[zone], fixed.waiting_amount)
        for name, (signals, fixed) in objectives.items()
    }
    starts = np.unique(np.concatenate([turning_starts(there, rate) for rate in rates.values()]))
    costs = {name: start_costs(there, rate, starts) for name, rate in rates.items()}
    usable = np.flatnonzero(np.all([np.isfinite(cost) for cost in costs.values()], axis=0))
    if not usable.size:
        return
    first = _plan(float(starts[usable[0]]), task, zone)
    for name, (signals, fixed) in objectives.items():
        # What a move costs, and waiting for it, is the same for every start.
        whole = load_of(first, task, signals, rules).amount(signals, fixed)
        costs[name] = costs[name] + (whole - costs[name][usable[0]])
    for place in usable.tolist():
        plan = _plan(float(starts[place]), task, zone)
        amounts = {name: float(cost[place]) for name, cost in costs.items()}
        yield Option(plan, amounts | {"finish": plan.end_seconds})


def _plan(start: float, task: Task, zone: str) -> Plan:
    return Plan((Piece(start, start + task.duration_seconds, zone),))


def front(found: Sequence[Option]) -> tuple[Option, ...]:
    """Return the options that no other one beats: as good in everything, and better in something.

    Args:
        found: The options, each with the same objectives.

    Returns:
        Those that are left, by time of finish; of equals the first.
    """
    if not found:
        return ()
    names = list(found[0].amounts)
    table: FloatArray = np.array(
        [[option.amounts[name] for name in names] for option in found], dtype=np.float64
    )
    # What only rounding tells apart is equal.
    sizes: FloatArray = np.maximum(np.abs(table).max(axis=0), 1e-300)
    table = np.round(table / sizes, 12)
    order = np.lexsort(tuple(table[:, column] for column in reversed(range(len(names)))))
    kept: list[int] = []
    for place in order.tolist():
        if not _is_beaten(table[place], table[kept]):
            kept.append(place)
    chosen = [found[place] for place in kept]
    return tuple(sorted(chosen, key=lambda option: option.plan.end_seconds))


def _is_beaten(row: FloatArray, others: FloatArray) -> bool:
    # In the order of the first objective, whoever beats a row comes before it.
    as_good: npt.NDArray[np.bool_] = np.all(others <= row, axis=1)
    return bool(as_good.any())
