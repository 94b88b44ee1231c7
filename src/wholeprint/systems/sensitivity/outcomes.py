"""What of a run is one number: final value, peak, time of the peak, overshoot, and so on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Unary,
    children,
)
from wholeprint.systems.names import canonical

WORDS: Mapping[str, str] = {
    "final": "its value at the end",
    "peak": "its largest value",
    "peak_time": "when it is largest first",
    "trough": "its smallest value",
    "trough_time": "when it is smallest first",
    "mean": "its mean over all instants",
    "total": "its sum over time, times the step",
    "overshoot": "its largest value less its value at the end",
}
"""What may be asked of a variable."""

_REFUSED = "a condition on outcomes cannot hold this"
_FIX = (
    f"Use {', '.join(WORDS)} with one variable in brackets, numbers, + - * / ^, comparisons, and, "
    "or, not, if"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One number of a run.

    Attributes:
        word: One of `WORDS`.
        variable: Of which variable, as it was written.
    """

    word: str
    variable: str

    def __str__(self) -> str:
        return f"{self.word}({self.variable})"

    @property
    def key(self) -> tuple[str, str]:
        """What is the same for two ways to write the same outcome."""
        return self.word, canonical(self.variable)


def outcomes_in(expression: Expression) -> tuple[Outcome, ...]:
    """Return the outcomes that a condition speaks of, each once.

    Args:
        expression: Such as ``peak(infectious) > 100 and final(recovered) < 50``; a name alone
            means its final value.

    Raises:
        ModelError: If something in it is no outcome.
    """
    return tuple({each.key: each for each in _outcomes(expression)}.values())


def outcome_of(expression: Expression) -> Outcome | None:
    """Return the outcome that an expression is, None if it is something else.

    Args:
        expression: A name, or a word of `WORDS` with a name behind it in brackets.
    """
    match expression:
        case Name():
            return Outcome("final", _shown(expression))
        case Call(function=word, arguments=(Name() as name,)) if word in WORDS:
            return Outcome(word, _shown(name))
        case _:
            return None


def worth(expression: Expression, values: Mapping[tuple[str, str], FloatArray]) -> FloatArray:
    """Return what an expression of outcomes is worth in each run; true is 1 and false is 0.

    Args:
        expression: The expression.
        values: For each outcome's key: its value in each run.

    Raises:
        ModelError: If something in it cannot be worked out from outcomes.
    """
    outcome = outcome_of(expression)
    if outcome is not None:
        return values[outcome.key]
    with np.errstate(all="ignore"):
        match expression:
            case Number():
                return np.asarray(expression.value)
            case Unary():
                return _UNARY[expression.operator](worth(expression.operand, values))
            case Binary() if expression.operator in _BINARY:
                return np.asarray(
                    _BINARY[expression.operator](
                        worth(expression.left, values), worth(expression.right, values)
                    ),
                    dtype=np.float64,
                )
            case Conditional():
                return np.where(
                    worth(expression.condition, values) != 0.0,
                    worth(expression.then, values),
                    worth(expression.otherwise, values),
                )
            case Call() if expression.function in _CALLS:
                parts = [worth(each, values) for each in expression.arguments]
                return _CALLS[expression.function](parts)
            case _:
                raise ModelError(_REFUSED, seen=_kind(expression), fix=_FIX)


def _outcomes(expression: Expression) -> Iterator[Outcome]:
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        found = outcome_of(node)
        if found is not None:
            yield found
            continue
        if isinstance(node, Call) and node.function not in _CALLS:
            raise ModelError(_REFUSED, seen=_kind(node), fix=_FIX)
        waiting.extend(reversed(children(node)))


def _kind(node: Expression) -> str:
    return node.function if isinstance(node, Call) else type(node).__name__.lower()


def _shown(name: Name) -> str:
    if not name.subscripts:
        return name.name
    return f"{name.name}[{', '.join(each.text for each in name.subscripts)}]"


def _truth(value: FloatArray) -> FloatArray:
    return np.asarray(value != 0.0, dtype=np.float64)


_UNARY: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "-": np.negative,
    "+": np.positive,
    "not": lambda value: 1.0 - _truth(value),
}
_BINARY: Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "<>": np.not_equal,
    "and": lambda one, two: _truth(one) * _truth(two),
    "or": lambda one, two: _truth(_truth(one) + _truth(two)),
}
_CALLS: Mapping[str, Callable[[list[FloatArray]], FloatArray]] = {
    "abs": lambda parts: np.abs(parts[0]),
    "min": lambda parts: reduce(np.minimum, parts),
    "max": lambda parts: reduce(np.maximum, parts),
}
