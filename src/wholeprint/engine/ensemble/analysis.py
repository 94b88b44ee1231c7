"""What an ensemble is asked about once it has run: regions, data, a table of its runs."""

import numpy as np

from wholeprint.engine.ensemble.ensemble import Ensemble
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.expression.tree import Expression
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.grounded import Kept, keep_likely
from wholeprint.systems.sensitivity.outcomes import worth
from wholeprint.systems.sensitivity.prim import Discovery, discover


def discovered(found: Ensemble, condition: Expression) -> Discovery:
    """Return in which region of the inputs a condition holds; runs that failed are left out.

    Args:
        found: The ensemble, with the outcomes that the condition speaks of.
        condition: What is asked of each run.

    Raises:
        ValueRefusedError: If nothing is uncertain, or single runs were not kept.
    """
    plan, scalars = found.plan, _kept(found)
    if not plan.inputs:
        raise ValueRefusedError("nothing is uncertain, so there is no region to be found")
    values = {outcome.key: scalars[row] for row, outcome in enumerate(plan.outcomes)}
    held = np.broadcast_to(worth(condition, values), (plan.members,))
    well = np.isfinite(scalars).all(axis=0) & np.isfinite(held)
    if isinstance(plan.design, IndicesDesign):
        # The runs between A and B share their inputs: the points themselves alone count.
        place = np.arange(plan.members) % plan.design.stride
        well &= (place == 0) | (place == plan.design.stride - 1)
    return discover(_inputs(found)[:, well], held[well] != 0.0)


def grounded(found: Ensemble) -> Kept:
    """Return which runs could have given what was observed.

    Args:
        found: The ensemble, held against data.

    Raises:
        ValueRefusedError: If single runs were not kept, or none went well.
    """
    _kept(found)
    errors = np.empty((0, 0)) if found.errors is None else found.errors
    return keep_likely(errors, found.plan.observed)


def table(found: Ensemble) -> dict[str, list[float]]:
    """Return a row for each run: its number, its inputs, its outcomes; NaN where it failed.

    Args:
        found: The ensemble.

    Raises:
        ValueRefusedError: If single runs were not kept.
    """
    scalars, plan = _kept(found), found.plan
    columns: dict[str, list[float]] = {"run": [float(each) for each in range(plan.members)]}
    for one, row in zip(plan.inputs, _inputs(found), strict=True):
        columns[one.name] = row.tolist()
    for outcome, row in zip(plan.outcomes, scalars, strict=True):
        columns[str(outcome)] = row.tolist()
    return columns


def _inputs(found: Ensemble) -> FloatArray:
    plan = found.plan
    return plan.design.values([one.belief for one in plan.inputs], 0, plan.members)


def _kept(found: Ensemble) -> FloatArray:
    if found.scalars is None:
        raise ValueRefusedError(
            "so many runs are not kept one by one, only summed up",
            seen=found.plan.members,
            fix="Ask for fewer runs, or keep fewer outcomes with --keep",
        )
    return found.scalars
