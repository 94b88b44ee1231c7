"""Functions that a formula of a statement can call; each takes amounts and gives one."""

import math
from collections.abc import Callable, Mapping

from wholeprint.advice.statement.amount import Amount
from wholeprint.errors import FormulaError
from wholeprint.quantities.units import ONE


def _only(name: str, function: Callable[[float], float]) -> Callable[[tuple[Amount, ...]], Amount]:
    def applied(given: tuple[Amount, ...]) -> Amount:
        if len(given) != 1:
            raise FormulaError(f"{name}() takes one number", seen=f"{len(given)} of them")
        number = given[0].into(ONE)
        try:
            return _through(function, number)
        except (ValueError, OverflowError) as wrong:
            raise FormulaError(f"{name}() has no value there", seen=given[0].value) from wrong

    return applied


def _through(function: Callable[[float], float], given: Amount) -> Amount:
    # The slope by a small step: a function here is smooth, or jumps and then has none.
    step = max(abs(given.value), 1.0) * 1e-7
    value = function(given.value)
    slope = (function(given.value + step) - value) / step if given.doubts else 0.0
    doubts = {leaf: doubt * slope for leaf, doubt in given.doubts.items()}
    return Amount(value, ONE, doubts, given.leaves)


def _least(given: tuple[Amount, ...]) -> Amount:
    return min(_some(given), key=lambda each: each.to(given[0].unit))


def _greatest(given: tuple[Amount, ...]) -> Amount:
    return max(_some(given), key=lambda each: each.to(given[0].unit))


def _some(given: tuple[Amount, ...]) -> tuple[Amount, ...]:
    if not given:
        raise FormulaError("min() and max() need something to choose from", seen="nothing")
    return given


FUNCTIONS: Mapping[str, Callable[[tuple[Amount, ...]], Amount]] = {
    "sqrt": _only("sqrt", math.sqrt),
    "ln": _only("ln", math.log),
    "exp": _only("exp", math.exp),
    "ceil": _only("ceil", math.ceil),
    "floor": _only("floor", math.floor),
    "min": _least,
    "max": _greatest,
}
"""Each function by its name; all but the least and the greatest take one plain number."""
