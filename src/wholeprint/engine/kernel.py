"""What a compiled system is to the rest of the engine: inputs in, chosen outputs out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import System


class Measure(StrEnum):
    """What is kept of a slot over a run, over all instants of the integration."""

    SERIES = "series"
    """Its value at each instant that is saved."""
    FINAL = "final"
    PEAK = "peak"
    """The largest value."""
    PEAK_TIME = "peak_time"
    """The first instant of the largest value [time]."""
    TROUGH = "trough"
    """The smallest value."""
    TROUGH_TIME = "trough_time"
    MEAN = "mean"
    """The mean over instants."""
    TOTAL = "total"
    """The sum over instants but the last, times the step: what a flow moved, under Euler."""


@dataclass(frozen=True, slots=True)
class Output:
    """One thing to keep.

    Attributes:
        slot: Of which slot.
        measure: What of it.
    """

    slot: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class Block:
    """What some members of an ensemble gave.

    Attributes:
        scalars: One row per output that is one number, in the order asked for; (outputs, members).
        series: One layer per output that is a series; (outputs, saves, members).
        failed_at: Per member: the first step at which a stock that moves, or an output, was not
            finite; else -1. What is held for later, and no output, does not count.
    """

    scalars: FloatArray
    series: FloatArray
    failed_at: npt.NDArray[np.int64]


class Kernel(Protocol):
    """A system compiled for a choice of inputs and outputs. It may be called from many threads."""

    @property
    def backend(self) -> str:
        """Such as "c", "numba" or "numpy"."""
        ...

    def run(self, inputs: FloatArray, *, first_member: int = 0, seed: int = 0) -> Block:
        """Run members side by side.

        The result for a member depends on its inputs, its number and the seed alone: not on which
        others run with it, nor on how many threads there are.

        Args:
            inputs: Values of the input slots, in the order for which it was compiled; shape
                (inputs, members). Parameters that are no input keep the value of the system.
            first_member: Number of the first of them within the ensemble (for random numbers).
            seed: Which random numbers.
        """
        ...


class Backend(Protocol):
    """Makes kernels."""

    def compile(self, system: System, inputs: Sequence[int], outputs: Sequence[Output]) -> Kernel:
        """Return a kernel.

        Args:
            system: The system.
            inputs: Slots of the parameters that differ from member to member.
            outputs: What to keep.
        """
        ...
