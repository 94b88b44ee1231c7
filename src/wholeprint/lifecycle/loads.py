"""What a run asked of a machine, in numbers that no assumption has touched yet.

An assessment is linear in these: each load times the impact of one unit of its kind. So what one
unit costs is worked out once for a machine and a zone, whatever the number of runs.
"""

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import Distribution
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

Units: TypeAlias = float
"""A number of units whose kind says what one of them is: a joule that was read, or a second."""


class Kind(StrEnum):
    """What one unit of a load is."""

    READ = "read"
    """One joule that a counter read."""
    CPU_IDLE = "cpu-idle"
    """One second of all processors in reach without any load."""
    CPU = "cpu"
    """One second of what all of one half of the load adds to that: the first half, or the second.
    """
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
        node: Place on the power curve, -1 where the load of the processor is not known; of modelled
            load, which half of it; of a part, its place in the profile, accelerators after the
            others.
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


class Noise(NamedTuple):
    """What one run alone has of an assumption: its own draws, independent of every other run's.

    Attributes:
        factor: The assumption, under a name that only this run has.
        effect: What the units are multiplied by [1], as quantiles in the order of the
            assumption's own; None where they are multiplied by the assumption itself.
    """

    factor: Factor
    effect: Distribution | None = None

    def drawn(self, world: World) -> Uncertain:
        """Return what the units are multiplied by in every draw [1].

        Args:
            world: The world to draw in.
        """
        if self.effect is None:
            return world.draw_once(self.factor)
        found = world.draw_once(replace(self.factor, distribution=self.effect))
        said = {self.factor.id: self.factor}
        return Uncertain(found.central, found.draws, found.unit, found.known, said)


class Load(NamedTuple):
    """How many units of one kind a run asked for.

    Attributes:
        key: What one unit is.
        amount: How many [J read, or s].
        weighted: The same, each times the grid's intensity at its time [gCO2e/kWh x unit].
        uncovered: How many fell in a time for which no intensity is known [unit].
        noise: What this run alone has of an assumption, by which the units are multiplied.
    """

    key: Key
    amount: Units
    weighted: Units = 0.0
    uncovered: Units = 0.0
    noise: Noise | None = None
