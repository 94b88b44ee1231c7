"""A model posed as a problem of fitting: which parameters are free, what is compared with what."""

from collections.abc import Mapping, Sequence
from typing import final

import numpy as np

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.fit import PoseProblem
from wholeprint.engine.fit.problem import Free, Problem
from wholeprint.engine.kernel import Block, Kernel, Measure, Output
from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray, Uniform
from wholeprint.systems.flat.system import Role, System
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
    left = {canonical(name): (name, ends) for name, ends in bounds.items()}
    found: list[Input] = []
    for one in inputs:
        own = [left.pop(canonical(name), None) for name in one.parameters]
        ends = next((each[1] for each in own if each is not None), None)
        found.append(one if ends is None else _within(one.name, one.unit, ends))
    for name, ends in left.values():
        slot = system.slots[slot_of(system, name)]
        if slot.role is not Role.PARAMETER:
            raise ModelError(f"{slot.name} is no parameter, so it cannot be fitted", seen=name)
        found.append(_within(slot.name, slot.unit, ends))
    return tuple(found)


def _within(name: str, unit: str, ends: tuple[float, float]) -> Input:
    return Input(name, (name,), (1.0,), Uniform(*ends), unit, f"fit.{canonical(name)}")


def pose(system: System, inputs: Sequence[Input]) -> PoseProblem:
    """Return what makes the problem of fitting a model to some series.

    Args:
        system: The model, made flat.
        inputs: What is free.

    Raises:
        ModelError: If nothing is free.
    """
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
