"""Faster arithmetic where nothing in a program could tell: only the last digit may differ.

A program in which nothing jumps (no comparison, no rounding, no choice) gives results that move by
one part in 10^16 where an operation does. There a division by what is known long before becomes a
product with its reciprocal, and a product and the sum it goes into are rounded once instead of
twice. Where something may jump, each operation keeps the bits that NumPy gives it.
"""

from collections import Counter
from dataclasses import replace

from wholeprint.engine.compiled.program import Program, Value, pruned
from wholeprint.systems.model import Reading

_CALM = frozenset(
    {
        *("constant", "argument", "input", "state", "time", "reciprocal", "div_known", "look"),
        *("neg", "abs", "exp", "ln", "log10", "sqrt", "sin", "cos", "tan", "arcsin", "arccos"),
        *("arctan", "sinh", "cosh", "tanh", "gamma_ln", "add", "sub", "mul", "div", "pow"),
        *("sum", "product", "min", "max"),
    }
)
"""Operations that do not jump."""


def softened(program: Program) -> Program:
    """Return a program in faster arithmetic if nothing in it jumps, else as it is.

    Args:
        program: The program.
    """
    if not _is_calm(program):
        return program
    values = [
        replace(value, operation="mul", operands=(value.operands[0], value.operands[2]))
        if value.operation == "div_known"
        else value
        for value in program.values
    ]
    uses = Counter(each for value in values for each in value.operands)
    uses.update(each.of for each in program.kept)
    for state in program.states:
        uses.update((state.initial, state.following))
    fused = [_fused(value, values, uses) for value in values]
    return pruned(replace(program, values=tuple(fused)))


def _is_calm(program: Program) -> bool:
    steps = any(table.reading is Reading.DISCRETE for table in program.tables)
    return not steps and all(value.operation in _CALM for value in program.values)


def _fused(value: Value, values: list[Value], uses: Counter[int]) -> Value:
    """Return a sum that takes in a product which nobody else needs."""
    if value.operation not in {"add", "sub"} or not value.phase & 1:
        return value
    first, second = value.operands
    if _is_own_product(values[second], uses[second]):
        name = "fma" if value.operation == "add" else "fnma"
        return replace(value, operation=name, operands=(*values[second].operands, first))
    if value.operation == "add" and _is_own_product(values[first], uses[first]):
        return replace(value, operation="fma", operands=(*values[first].operands, second))
    return value


def _is_own_product(value: Value, uses_count: int) -> bool:
    return value.operation == "mul" and uses_count == 1 and bool(value.phase & 1)
