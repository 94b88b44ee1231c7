"""What each operation of a term means, on arrays of any shapes that broadcast.

This is the one meaning that every back end has. Nothing is refused here: a division by zero gives
an infinity or no number, and whoever runs the model says where it came up first.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.model import Reading, Table
from wholeprint.systems.sharing import RESULTS

Operation = Callable[..., FloatArray]
"""Takes operands, gives their result."""

NEARLY_NOUGHT = 1e-6
"""A divisor smaller than this counts as nought for `safediv`, as for Vensim's ZIDZ and XIDZ.

Source: the constant SMALL_VENSIM of PySD 3.14.3, read in its source; Vensim itself was not run."""


def truth(values: FloatArray) -> FloatArray:
    """Return 1 where a value counts as true and 0 elsewhere.

    Args:
        values: Anything; what is not nought is true, and so is what is not a number.
    """
    return (values != 0.0).astype(np.float64)


def _number(asked: Callable[[FloatArray, FloatArray], object]) -> Operation:
    def compared(left: FloatArray, right: FloatArray) -> FloatArray:
        return np.asarray(asked(left, right), dtype=np.float64)

    return compared


def _not(value: FloatArray) -> FloatArray:
    return np.asarray(value == 0.0, dtype=np.float64)


def _both(left: FloatArray, right: FloatArray) -> FloatArray:
    return np.asarray((left != 0.0) & (right != 0.0), dtype=np.float64)


def _either(left: FloatArray, right: FloatArray) -> FloatArray:
    return np.asarray((left != 0.0) | (right != 0.0), dtype=np.float64)


def _round(value: FloatArray) -> FloatArray:
    # Halves go away from nought, as in C; adding a half first would round 0.49999999999999994 up.
    whole = np.trunc(value)
    return np.where(np.abs(value - whole) >= 0.5, whole + np.copysign(1.0, value), whole)  # noqa: PLR2004 - a half


def power(base: FloatArray, exponent: FloatArray) -> FloatArray:
    """Return a power, with the same bits whether the exponent is one number or an array of it.

    NumPy squares by a product where the exponent is a single 2 and asks the library otherwise.

    Args:
        base: What is raised.
        exponent: To which power.
    """
    with np.errstate(all="ignore"):
        raised = np.power(base, exponent)
        return np.where(exponent == 2.0, np.multiply(base, base), raised)  # noqa: PLR2004 - a square


def _if(condition: FloatArray, then: FloatArray, otherwise: FloatArray) -> FloatArray:
    return np.where(condition != 0.0, then, otherwise)


def _safediv(dividend: FloatArray, divisor: FloatArray, instead: FloatArray) -> FloatArray:
    return np.where(np.abs(divisor) < NEARLY_NOUGHT, instead, np.divide(dividend, divisor))


def _gamma_ln(value: FloatArray) -> FloatArray:
    flat = np.asarray(value, dtype=np.float64)
    return np.fromiter(map(_lgamma, flat.ravel().tolist()), np.float64, flat.size).reshape(
        flat.shape
    )


def _lgamma(value: float) -> float:
    try:
        return math.lgamma(value)
    except ValueError:  # a pole: nought and the whole numbers below it
        return math.inf
    except OverflowError:
        return math.inf


def _fold(two: Operation) -> Operation:
    def folded(*terms: FloatArray) -> FloatArray:
        return reduce(two, terms)

    return folded


ONE: Mapping[str, Operation] = {
    "neg": np.negative,
    "not": _not,
    "abs": np.absolute,
    "exp": np.exp,
    "ln": np.log,
    "log10": np.log10,
    "sqrt": np.sqrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arctan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "floor": np.floor,
    "trunc": np.trunc,
    "round": _round,
    "sign": np.sign,
    "gamma_ln": _gamma_ln,
}
"""Operations on one operand."""

TWO: Mapping[str, Operation] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "pow": power,
    "mod": np.mod,
    "rem": np.fmod,
    "lt": _number(np.less),
    "le": _number(np.less_equal),
    "gt": _number(np.greater),
    "ge": _number(np.greater_equal),
    "eq": _number(np.equal),
    "ne": _number(np.not_equal),
    "and": _both,
    "or": _either,
}
"""Operations on two operands."""

THREE: Mapping[str, Operation] = {"if": _if, "safediv": _safediv}
"""Operations on three operands."""

FOLDED: Mapping[str, Operation] = {
    "sum": np.add,
    "product": np.multiply,
    "min": np.minimum,
    "max": np.maximum,
}
"""Operations on any number of operands, from the left to the right two by two."""

SIMPLE: Mapping[str, Operation] = {
    **ONE,
    **TWO,
    **THREE,
    **{name: _fold(two) for name, two in FOLDED.items()},
}
"""Operations with one result."""


def apply(operation: str, terms: Sequence[FloatArray], part: int) -> FloatArray:
    """Return what an operation gives.

    Args:
        operation: One of `OPERATIONS`.
        terms: Its operands.
        part: Which of its results, where it has several.
    """
    simple = SIMPLE.get(operation)
    if simple is not None:
        return np.asarray(simple(*terms), dtype=np.float64)
    return RESULTS[operation](*np.broadcast_arrays(*terms))[part]


def look_up(table: Table, at: FloatArray) -> FloatArray:
    """Return what a lookup says.

    Source of the three readings: XMILE 1.0, section 3.1.4.

    Args:
        table: Its points.
        at: Where it is read.
    """
    return reader(table)(at)


def reader(table: Table) -> Callable[[FloatArray], FloatArray]:
    """Return a function that reads a lookup, with its points made ready once.

    Args:
        table: Its points.
    """
    xs, ys = _column(table.xs), _column(table.ys)
    match table.reading:
        case Reading.DISCRETE:
            return _discrete(xs, ys)
        case Reading.EXTRAPOLATE if xs.size > 1:
            return _extrapolated(xs, ys)
        case _:
            return lambda at: np.asarray(np.interp(at, xs, ys), dtype=np.float64)


def _discrete(xs: FloatArray, ys: FloatArray) -> Callable[[FloatArray], FloatArray]:
    last = xs.size - 1

    def read(at: FloatArray) -> FloatArray:
        before = np.clip(np.searchsorted(xs, at, side="right") - 1, 0, last)
        return np.where(np.isnan(at), np.nan, ys[before])

    return read


def _extrapolated(xs: FloatArray, ys: FloatArray) -> Callable[[FloatArray], FloatArray]:
    first = (ys[1] - ys[0]) / (xs[1] - xs[0])
    last = (ys[-1] - ys[-2]) / (xs[-1] - xs[-2])

    def read(at: FloatArray) -> FloatArray:
        inside = np.interp(at, xs, ys)
        below = np.where(at < xs[0], ys[0] + first * (at - xs[0]), inside)
        return np.where(at > xs[-1], ys[-1] + last * (at - xs[-1]), below)

    return read


def _column(numbers: Iterable[float]) -> FloatArray:
    return np.asarray(tuple(numbers), dtype=np.float64)
