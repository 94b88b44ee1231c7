"""What a kernel is told when it runs: numbers of the system that are no part of the code."""

import numpy as np

from wholeprint.engine.compiled.program import Argument, Given, Program
from wholeprint.errors import CompileError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.term import Constant


def arguments_of(program: Program, system: System) -> FloatArray:
    """Return the arguments of a program, in its order.

    Args:
        program: The program.
        system: The system it was made of, or one that differs from it in values alone.

    Raises:
        CompileError: If the system has no such value.
    """
    found = [_value(each, system) for each in program.arguments]
    return np.asarray(found, dtype=np.float64)


def _value(argument: Argument, system: System) -> float:
    span = system.span
    match argument.given:
        case Given.START:
            return span.start
        case Given.STEP:
            return span.step
        case Given.STOP:
            return span.stop
        case Given.PARAMETER:
            term = system.slots[argument.slot].term
        case Given.INITIAL:
            term = system.slots[argument.slot].initial
    if not isinstance(term, Constant):
        raise CompileError(
            "a parameter is no number",
            seen=system.slots[argument.slot].name,
            fix="Make it a variable with an equation, or give it a number",
        )
    return term.value
