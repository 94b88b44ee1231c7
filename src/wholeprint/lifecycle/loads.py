"""What a run asked of a machine, in numbers that no assumption has touched yet.

An assessment is linear in these: each load times the impact of one unit of its kind. So what one
unit costs is worked out once for a machine and a zone, whatever the number of runs.
"""

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from wholeprint.quantities.basis import Basis
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known

Units: TypeAlias = float
"""A number of units whose kind says what one of them is: a joule that was read, or a second."""


class Kind(StrEnum):
    """What one unit of a load is."""

    READ = "read"
    """One joule that a counter read."""
    CPU = "cpu"
    """One second of all processors in reach at one node of the power curve."""
    CPU_UNKNOWN = "cpu-unknown"
    """One second of all processors in reach at a load that nobody knows."""
    DRAM = "dram"
    """One second of all memory in reach."""
    ACCELERATOR = "accelerator"
    """One second of an accelerator at its power limit."""
    LIFE = "life"
    """One second of the service life of a part."""


class Key(NamedTuple):
    """What one unit of a load is, precisely enough to say what it costs.

    Attributes:
        kind: What kind of unit.
        name: Energy domain or part.
        node: Place on the power curve, -1 where the load of the processor is not known; of a part,
            its place in the profile, accelerators after the others.
        method: How a counter was read.
        basis: Where a counter took the energy.
        known: How its numbers are known.
        relative_error: One-sigma error of its gain [1].
    """

    kind: Kind
    name: str
    node: int = -1
    method: str = ""
    basis: Basis = Basis.CHIP
    known: Known = Known.MEASURED
    relative_error: float = 0.0


class Load(NamedTuple):
    """How many units of one kind a run asked for.

    Attributes:
        key: What one unit is.
        amount: How many [J read, or s].
        weighted: The same, each times the grid's intensity at its time [gCO2e/kWh x unit].
        uncovered: How many fell in a time for which no intensity is known [unit].
        noise: An error of this run alone, by which the units are multiplied [1].
    """

    key: Key
    amount: Units
    weighted: Units = 0.0
    uncovered: Units = 0.0
    noise: Factor | None = None
