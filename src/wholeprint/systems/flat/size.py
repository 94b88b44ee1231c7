"""How large a model becomes when it is made flat, told before it fills the memory."""

import math
from collections.abc import Mapping
from dataclasses import replace

from wholeprint.errors import ModelError
from wholeprint.systems.expression.tree import Call, walk
from wholeprint.systems.model import Macro, Model, Variable
from wholeprint.systems.names import canonical

LARGEST = 1_000_000
"""Slots of a system, at most."""

_DEEPEST = 80
"""What goes deeper is refused where it is met."""


def refuse_large(model: Model) -> None:
    """Refuse a model that would have too many slots.

    Macros that use macros, models in models and arrays of many dimensions multiply.

    Args:
        model: The model.

    Raises:
        ModelError: If it would have over `LARGEST` slots; with the variable, where it is one.
    """
    macros = {canonical(each.name): each for each in model.macros}
    uses: dict[str, float] = {}
    for name in macros:
        _uses(name, macros, uses, 0)
    wanted = _wanted(model, _lengths(model), uses, {}, 0)
    if wanted > LARGEST:
        raise ModelError(
            f"the model would have over {LARGEST} slots",
            seen=f"{wanted:.3g}, as its arrays, macros and modules multiply",
        )


def _lengths(model: Model) -> dict[str, int]:
    return {canonical(each.name): len(each.elements) for each in model.dimensions}


def _uses(name: str, macros: Mapping[str, Macro], known: dict[str, float], depth: int) -> float:
    """Return how many variables one use of a macro has, with those of the macros it uses."""
    if depth > _DEEPEST:
        return 0.0
    if name not in known:
        # One that uses itself is refused elsewhere, with better words.
        known[name] = 0.0
        macro = macros[name]
        known[name] = float(len(macro.variables)) + sum(
            _uses(each.function, macros, known, depth + 1)
            for variable in macro.variables
            for each in _calls(variable)
            if each.function in macros
        )
    return known[name]


def _calls(variable: Variable) -> list[Call]:
    trees = [
        tree
        for equation in variable.equations
        for tree in (equation.value, equation.initial, equation.net)
        if tree is not None
    ]
    return [node for tree in trees for node in walk(tree) if isinstance(node, Call)]


def _wanted(
    model: Model,
    lengths: Mapping[str, int],
    uses: Mapping[str, float],
    known: dict[str, float],
    depth: int,
) -> float:
    total = 0.0
    for variable in model.variables:
        elements = math.prod(lengths.get(canonical(each), 1) for each in variable.dimensions)
        if elements > LARGEST:
            where = f"{variable.place}: " if str(variable.place) else ""
            raise ModelError(
                f"{where}{variable.name} has over {LARGEST} elements", seen=f"{elements:.3g}"
            )
        inside = sum(uses.get(each.function, 0.0) for each in _calls(variable)) if uses else 0.0
        total += elements * (1.0 + inside)
    for module in model.modules if depth <= _DEEPEST else ():
        name = canonical(module.model)
        if name not in known:
            known[name] = 0.0  # one that holds itself is refused elsewhere
            known[name] = _inside(name, model, lengths, uses, known, depth)
        total += known[name]
    return total


def _inside(
    name: str,
    outer: Model,
    lengths: Mapping[str, int],
    uses: Mapping[str, float],
    known: dict[str, float],
    depth: int,
) -> float:
    found = {canonical(each): inner for each, inner in outer.submodels.items()}
    inner = found.get(name)
    if inner is None:
        return 0.0
    part = replace(inner, submodels={**outer.submodels, **inner.submodels})
    return 1.0 + _wanted(part, {**lengths, **_lengths(inner)}, uses, known, depth + 1)
