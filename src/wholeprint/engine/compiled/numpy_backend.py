"""Kernels without a compiler: the reference itself, asked for the same outputs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from wholeprint.engine.compiled.run_blocks import as_inputs
from wholeprint.engine.kernel import Block, Measure, Output
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.reference import simulate

_MOST_NUMBERS = 4_000_000
"""Numbers of trajectories that are held at a time."""


@dataclass(frozen=True, slots=True)
class NumpyBackend:
    """Makes kernels that ask the reference."""

    def compile(
        self, system: System, inputs: Sequence[int], outputs: Sequence[Output]
    ) -> "NumpyKernel":
        """Return a kernel.

        Args:
            system: The system.
            inputs: Slots that differ from member to member.
            outputs: What to keep.
        """
        return NumpyKernel(system, tuple(inputs), tuple(outputs))


@dataclass(frozen=True, slots=True)
class NumpyKernel:
    """A system that the reference runs.

    Attributes:
        system: The system.
        inputs: Slots that differ from member to member.
        outputs: What to keep.
        notes: What was chosen, and why.
    """

    system: System
    inputs: tuple[int, ...]
    outputs: tuple[Output, ...]
    notes: tuple[str, ...] = ()

    @property
    def backend(self) -> str:
        """Which back end this is."""
        return "numpy"

    def run(
        self,
        inputs: FloatArray,
        *,
        first_member: int = 0,
        seed: int = 0,
        threads: int = 1,  # noqa: ARG002 - there is one
    ) -> Block:
        """Run members side by side.

        Args:
            inputs: Values of the inputs; (inputs, members).
            first_member: Number of the first of them within the ensemble.
            seed: Which random numbers.
            threads: Taken so that all back ends are called alike; there is one.

        Returns:
            What they gave; a member that failed has no numbers.
        """
        rows = as_inputs(inputs, len(self.inputs))
        members: int = rows.shape[1]
        slots = tuple(dict.fromkeys(each.slot for each in self.outputs))
        span = self.system.span
        is_free = bool(self.inputs) or bool(_same_for_all(self.system, 1))
        # With nothing to set, the reference runs one member at a time.
        width = (
            1 if not is_free else max(1, _MOST_NUMBERS // (max(len(slots), 1) * (span.steps + 1)))
        )
        series = sum(each.measure is Measure.SERIES for each in self.outputs)
        failed: npt.NDArray[np.int64] = np.full(members, -1, dtype=np.int64)
        scalars = np.empty((len(self.outputs) - series, members))
        block = Block(scalars, np.empty((series, span.saves, members)), failed)
        for first in range(0, members, width):
            here = slice(first, min(first + width, members))
            self._part(rows, here, first_member, seed, block)
        return block

    def with_system(self, system: System) -> "NumpyKernel":
        """Return the same kernel for a system that differs in values alone.

        Args:
            system: The other system.
        """
        return replace(self, system=system)

    def _part(
        self, rows: FloatArray, here: slice, first_member: int, seed: int, block: Block
    ) -> None:
        span = self.system.span
        each_instant = replace(self.system, span=replace(span, save_every=1))
        slots = tuple(dict.fromkeys(each.slot for each in self.outputs))
        members = here.stop - here.start
        given = {slot: rows[row, here] for row, slot in enumerate(self.inputs)}
        if not given:
            given = _same_for_all(self.system, members)
        found = simulate(
            each_instant, given, keep=slots, seed=seed, first_member=first_member + here.start
        )
        for failure in found.failures:
            block.failed_at[here.start + failure.member] = failure.shown
        number = layer = 0
        for output in self.outputs:
            values = found.values[output.slot]
            if output.measure is Measure.SERIES:
                block.series[layer, :, here] = values[:: span.save_every]
                layer += 1
            else:
                block.scalars[number, here] = _measured(
                    values, output.measure, found.times, span.step
                )
                number += 1


def _same_for_all(system: System, members: int) -> dict[int, FloatArray]:
    # A parameter as the system has it, once per member, to say how many members there are.
    for slot, here in enumerate(system.slots):
        if here.role is Role.PARAMETER and isinstance(here.term, Constant):
            return {slot: np.full(members, here.term.value)}
    return {}


def _measured(values: FloatArray, measure: Measure, times: FloatArray, step: float) -> FloatArray:
    match measure:
        case Measure.FINAL:
            return values[-1]
        case Measure.PEAK:
            return values.max(axis=0)
        case Measure.TROUGH:
            return values.min(axis=0)
        case Measure.PEAK_TIME:
            return _lost(values, times[np.argmax(values, axis=0)])
        case Measure.TROUGH_TIME:
            return _lost(values, times[np.argmin(values, axis=0)])
        case Measure.MEAN:
            return _summed(values) / len(values)
        case _:
            return _lost(values, _summed(values[:-1]) * step)


def _lost(values: FloatArray, found: FloatArray) -> FloatArray:
    return np.where(np.isnan(values[-1]), np.nan, found)


def _summed(values: FloatArray) -> FloatArray:
    """Return the sum over instants, one after the other as a kernel adds them."""
    total = np.zeros(values.shape[1])
    for row in values:
        total += row
    return total
