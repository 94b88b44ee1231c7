"""What decides for how long each loop dominates, as part of the document of loops."""

from collections.abc import Sequence

import numpy as np

from wholeprint.engine.dominance_indices import Decided
from wholeprint.report.loops_shapes import DecidedDocument, DecidingDocument
from wholeprint.systems.dominance.shapes import Dominance


def decided_documents(
    decided: Decided, dominance: Dominance, order: Sequence[int]
) -> list[DecidedDocument]:
    """Return what decides for how long loops dominate, for those whose time differs at all.

    Args:
        decided: The indices.
        dominance: The loops that are told.
        order: Their positions, in the order in which they are told.

    Returns:
        One entry per loop, its assumptions with the strongest first.
    """
    place = {loop.slots: at for at, loop in enumerate(decided.dominance.loops.loops)}
    told = [dominance.loops.loops[at] for at in order]
    rows = [(loop.name, place[loop.slots]) for loop in told if loop.slots in place]
    return [_decided(decided, name, row) for name, row in rows if _differs(decided, row)]


def _differs(decided: Decided, row: int) -> bool:
    return bool(np.isfinite(decided.indices.total.values[row]).all())


def _decided(decided: Decided, name: str, row: int) -> DecidedDocument:
    first, total = decided.indices.first, decided.indices.total
    inputs: list[DecidingDocument] = [
        {
            "name": one.name,
            "first_share": float(first.values[row, at]),
            "total_share": float(total.values[row, at]),
            "low": float(total.lows[row, at]),
            "high": float(total.highs[row, at]),
        }
        for at, one in enumerate(decided.inputs)
    ]
    inputs.sort(key=lambda each: (-each["total_share"], each["name"]))
    return {"loop": name, "settled": decided.indices.is_converged(row), "inputs": inputs}
