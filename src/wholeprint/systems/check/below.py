"""Stocks that may not fall below nought, and do."""

from collections.abc import Iterator

import numpy as np

from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.model import Kind, Model
from wholeprint.systems.names import canonical
from wholeprint.systems.trajectory import Failure, Trajectory

_ROUNDING = 1e-9
"""Below nought by less than this share of its largest value is rounding."""


def below_nought(model: Model, system: System, run: Trajectory) -> tuple[Failure, ...]:
    """Return where stocks that may not be negative are so first, one for each stock and member.

    Flows out of such a stock are held back, so that only what it begins with, or an inflow that
    runs backwards, can take it there.

    Args:
        model: The model.
        system: Its flat form.
        run: A run of it; only stocks that it keeps are looked at.

    Returns:
        The failures, in the order of slots and members.
    """
    guarded = set(_guarded(model, ""))
    found: list[Failure] = []
    for slot, values in run.values.items():
        here = system.slots[slot]
        if here.role is not Role.STOCK or canonical(here.variable) not in guarded:
            continue
        with np.errstate(invalid="ignore"):
            is_below = values < -_ROUNDING * np.nanmax(np.abs(values), axis=0, initial=0.0)
        for member in np.flatnonzero(is_below.any(axis=0)).tolist():
            save = int(np.argmax(is_below[:, member]))
            step = save * system.span.save_every
            what = f"below nought: {float(values[save, member]):.4g}"
            instant = float(run.times[save])
            found.append(Failure(member, step, instant, slot, here.name, what, place=here.place))
    return tuple(found)


def _guarded(model: Model, inside: str) -> Iterator[str]:
    for variable in model.variables:
        if variable.kind is Kind.STOCK and variable.is_non_negative:
            yield canonical(f"{inside}{variable.name}")
    submodels = {canonical(name): each for name, each in model.submodels.items()}
    for module in model.modules:
        used = submodels.get(canonical(module.model))
        if used is not None:
            yield from _guarded(used, f"{inside}{module.name}.")
