"""What is conserved where a model says so: by its flows, and by the numbers of a run."""

from collections.abc import Iterator, Sequence

import numpy as np

from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.values import slots_named
from wholeprint.systems.model import Method, Model
from wholeprint.systems.trajectory import Trajectory

_CHECK = "conservation"
_ROUNDING = 1e-9
"""Sums over a whole run may be out by this share of what was moved."""


def conservation_findings(model: Model, system: System, run: Trajectory) -> tuple[Finding, ...]:
    """Return where what a model says is conserved is not.

    Stocks of a group may change their sum by flows over its boundary alone: flows into one of
    them that are no flow out of another, and the other way round.

    Args:
        model: The model.
        system: Its flat form.
        run: A run of it that keeps all slots.
    """
    return tuple(f for group in model.conserved for f in _of_group(model, system, run, group))


def _of_group(
    model: Model, system: System, run: Trajectory, names: Sequence[str]
) -> Iterator[Finding]:
    group = ", ".join(names)
    try:
        slots = [slot for name in names for slot in slots_named(system, name)]
    except ModelError as wrong:
        said = f"what should be conserved, {group}, names what is not there: {wrong.seen}"
        yield Finding(_CHECK, Severity.ERROR, said, fix=wrong.fix, place=model.place)
        return
    others = [
        system.slots[each].name for each in slots if system.slots[each].role is not Role.STOCK
    ]
    if others:
        said = f"only stocks are conserved: {', '.join(others)} is none"
        yield Finding(_CHECK, Severity.ERROR, said, others[0], place=model.place)
        return
    into, out = boundary(system, slots)
    if into or out:
        told = [
            f"{words} by {', '.join(system.slots[each].name for each in flows)}"
            for words, flows in (("into it", into), ("out of it", out))
            if flows
        ]
        said = f"the sum of {group} is not closed: flows lead {' and '.join(told)}"
        yield Finding(_CHECK, Severity.NOTE, said, place=model.place)
    yield from _by_numbers(model, system, run, slots, group)


def boundary(system: System, slots: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the flows over the boundary of a group of stocks: those into it, and those out of it.

    Args:
        system: The system.
        slots: The stocks.
    """
    balance: dict[int, int] = {}
    for slot in slots:
        for flow in system.slots[slot].inflows:
            balance[flow] = balance.get(flow, 0) + 1
        for flow in system.slots[slot].outflows:
            balance[flow] = balance.get(flow, 0) - 1
    into = tuple(flow for flow, count in balance.items() if count > 0)
    return into, tuple(flow for flow, count in balance.items() if count < 0)


def _by_numbers(
    model: Model, system: System, run: Trajectory, slots: Sequence[int], group: str
) -> Iterator[Finding]:
    into, out = boundary(system, slots)
    span = system.span
    if (into or out) and (span.method is not Method.EULER or span.save_every != 1):
        return  # what flowed between the instants that are kept is not known exactly
    total: FloatArray = np.sum([run.values[each][:, 0] for each in slots], axis=0)
    moved = np.zeros(total.shape)
    for flows, sign in ((into, 1.0), (out, -1.0)):
        for flow in flows:
            moved[1:] += sign * span.step * np.cumsum(run.values[flow][:-1, 0])
    gap = np.abs(total - total[0] - moved)
    scale = np.abs([run.values[each][:, 0] for each in slots]).max() + np.abs(moved).max()
    if float(gap.max()) > _ROUNDING * max(float(scale), np.finfo(float).tiny):
        first = int(np.argmax(gap > _ROUNDING * scale))
        when = f"{run.times[first]:g} {span.unit}".rstrip()
        said = f"the sum of {group} changes by {gap.max():.4g} that no flow over its boundary moves"
        fix = f"It does so from {when} on; look at the flows of these stocks"
        yield Finding(_CHECK, Severity.ERROR, said, fix=fix, place=model.place)
