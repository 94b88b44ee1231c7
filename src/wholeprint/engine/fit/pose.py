"""A model posed as a problem of fitting: which parameters are free, what is compared with what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import final

import numpy as np

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.fit import PoseProblem
from wholeprint.engine.fit.problem import Free, Problem
from wholeprint.engine.kernel import Block, Kernel, Measure, Output
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.quantities.distribution import FloatArray, Uniform
from wholeprint.systems.flat.system import Role, Slot, System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.names import canonical
from wholeprint.systems.sensitivity.inputs import Input, slots_of_inputs


@final
class Spread:
    """A kernel whose inputs are what is free: each sets one slot or several.

    Args:
        kernel: The model, compiled for the slots.
        places: For each slot: which input it takes, and what that is multiplied by.
    """

    def __init__(self, kernel: Kernel, places: Sequence[tuple[int, float]]) -> None:
        self._kernel = kernel
        self._rows = [row for row, _ in places]
        self._scales = np.array([scale for _, scale in places])[:, np.newaxis]

    @property
    def backend(self) -> str:
        """What it runs on."""
        return self._kernel.backend

    def run(self, inputs: FloatArray, *, first_member: int = 0, seed: int = 0) -> Block:
        """Run members side by side.

        Args:
            inputs: Values of what is free; shape (inputs, members).
            first_member: Number of the first of them.
            seed: Which random numbers.

        Returns:
            What the model gave for them.
        """
        spread = np.ascontiguousarray(inputs[self._rows] * self._scales)
        return self._kernel.run(spread, first_member=first_member, seed=seed)


def bounded(
    system: System, inputs: Sequence[Input], bounds: Mapping[str, tuple[float, float]]
) -> tuple[Input, ...]:
    """Return what is free, with bounds in place of what was believed.

    Args:
        system: The model, made flat.
        inputs: What is believed to vary.
        bounds: For names of parameters: the smallest and the largest value [unit of each].

    Raises:
        ModelError: If a name is no parameter.
    """
    slots = {canonical(name): _parameter(system, name) for name in bounds}
    found: list[Input] = []
    for one in inputs:
        # What shares an assumption with a bounded parameter goes on without it.
        left = [at for at, name in enumerate(one.parameters) if canonical(name) not in slots]
        if left:
            names = tuple(one.parameters[at] for at in left)
            found.append(
                replace(
                    one,
                    name=names[0],
                    parameters=names,
                    scales=tuple(one.scales[at] for at in left),
                )
            )
    for name, ends in bounds.items():
        slot = slots[canonical(name)]
        key = f"fit.{canonical(name)}"
        found.append(Input(slot.name, (slot.name,), (1.0,), Uniform(*ends), slot.unit, key))
    return tuple(found)


def _parameter(system: System, name: str) -> Slot:
    slot = system.slots[slot_of(system, name)]
    if slot.role is not Role.PARAMETER:
        raise ModelError(f"{slot.name} is no parameter, so it cannot be fitted", seen=name)
    return slot


def pose(system: System, inputs: Sequence[Input]) -> PoseProblem:
    """Return what makes the problem of fitting a model to some series.

    Args:
        system: The model, made flat.
        inputs: What is free.

    Raises:
        ModelError: If nothing is free.
        UnsupportedError: If the model draws random numbers.
    """
    drawn = [slot.name for slot in system.slots if slot.role is Role.RANDOM]
    if drawn:
        raise UnsupportedError(
            f"{system.name} draws random numbers, so that no two runs of it are alike: fitting "
            "such a model is not done here",
            seen=", ".join(drawn[:3]),
            fix="Take the noise out of the model; errors of measurement are estimated",
        )
    kept, places = slots_of_inputs(system, inputs)
    if not kept:
        raise ModelError(
            "nothing is free to be fitted",
            seen=system.name,
            fix="Say what is believed about a parameter, or bound one: --bound NAME=LOW:HIGH",
        )
    frees = [
        Free(one.name, next(slot for slot, row, _ in places if row == place), one.belief, one.unit)
        for place, one in enumerate(kept)
    ]

    def posed(series: Sequence[Measured]) -> Problem:
        outputs = [Output(slot_of(system, each.name), Measure.SERIES) for each in series]
        kernel = compile_system(system, [slot for slot, _, _ in places], outputs)
        return Problem(
            Spread(kernel, [(row, scale) for _, row, scale in places]), system.span, frees, series
        )

    return posed
