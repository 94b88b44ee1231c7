"""Each parameter at the ends of what is believed about it: does the model still run?"""

from collections.abc import Iterator

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.model import Kind, Model
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import simulate

_CHECK = "extremes"
_ENDS = np.array([1e-9, 1.0 - 1e-9])
_MOST = 256
"""So many parameters are tried."""


def extreme_findings(model: Model, system: System) -> tuple[Finding, ...]:
    """Return parameters with which a run fails at an end of what is believed about them.

    Args:
        model: The model.
        system: Its flat form.
    """
    return tuple(_tried(model, system))


def _tried(model: Model, system: System) -> Iterator[Finding]:
    beliefs = {
        canonical(each.name): each.belief
        for each in model.variables
        if each.kind is Kind.PARAMETER and each.belief is not None
    }
    chosen = [
        (number, beliefs[canonical(slot.variable)].quantile(_ENDS))
        for number, slot in enumerate(system.slots)
        if slot.role is Role.PARAMETER and canonical(slot.variable) in beliefs
    ][:_MOST]
    if not chosen:
        return
    count = 2 * len(chosen)
    inputs: dict[int, FloatArray] = {}
    for place, (number, ends) in enumerate(chosen):
        term = system.slots[number].term
        values = np.full(count, term.value if isinstance(term, Constant) else np.nan)
        values[2 * place : 2 * place + 2] = ends
        inputs[number] = values
    stocks = [number for number, slot in enumerate(system.slots) if slot.role is Role.STOCK]
    for failure in simulate(system, inputs, keep=stocks).failures:
        number, ends = chosen[failure.member // 2]
        here = system.slots[number]
        which = ("lowest", "highest")[failure.member % 2]
        when = f"{failure.instant:g} {system.span.unit}".rstrip()
        yield Finding(
            _CHECK,
            Severity.WARNING,
            f"with {here.name} at its {which}, {ends[failure.member % 2]:.4g}, the run goes wrong "
            f"at {when} in {failure.name}: {failure.what}",
            here.name,
            "Narrow what is believed, or guard the equation",
            here.place,
        )
