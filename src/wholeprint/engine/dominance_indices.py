"""Which assumptions decide for how long a loop dominates: Sobol' indices of dominance itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from wholeprint.engine.dominance import PLAIN, Asked, dominance_of_members
from wholeprint.systems.dominance.shapes import EnsembleDominance
from wholeprint.systems.flat.system import System
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.indices import Indices, sobol_indices, unit_sums
from wholeprint.systems.sensitivity.inputs import Input, slots_of_inputs

_UNITS = 64
"""Groups of base points that the bootstrap draws from."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What decides for how long each loop dominates.

    Attributes:
        inputs: The assumptions, in the order of the columns of `indices`.
        indices: First and total indices of the share of time that each loop dominates, one row per
            loop; NaN where that share is the same in all worlds.
        dominance: The dominance of the loops over all those runs, extremes of pairs among them: it
            is not a sample of worlds.
    """

    inputs: tuple[Input, ...]
    indices: Indices
    dominance: EnsembleDominance


def what_decides_dominance(
    system: System, inputs: Sequence[Input], rows: int, asked: Asked = PLAIN
) -> Decided:
    """Return which assumptions decide for how long each loop dominates.

    Args:
        system: The system.
        inputs: What is uncertain, see `inputs_of`.
        rows: Base points; a power of two. There are two runs more than inputs for each.
        asked: How the members are scored.
    """
    found, places = slots_of_inputs(system, inputs)
    count = len(found)
    design = IndicesDesign(count, rows, asked.seed)
    drawn = design.values([each.belief for each in found], 0, design.members)
    members = {slot: drawn[row] * scale for slot, row, scale in places}
    scored = dominance_of_members(system, members, asked)
    sums = unit_sums(scored.share_of_time, count, design.stride, max(1, rows // _UNITS))
    indices = sobol_indices(sums, count, design.stride, rows, seed=asked.seed)
    return Decided(found, indices, scored)
