"""Values as they are written down: each once, with what is known already worked out."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from wholeprint.engine.compiled.program import Phase, Value

_FOLDED = frozenset(
    {
        *("neg", "abs", "not", "add", "sub", "mul", "div", "lt", "le", "gt", "ge", "eq", "ne"),
        *("and", "or", "if", "reciprocal", "floor", "trunc", "sqrt"),
    }
)
"""What is worked out here: operations whose result is the same in every language, bit for bit."""


@dataclass(slots=True)
class Builder:
    """Writes values down; the same value is never written twice.

    Attributes:
        values: What is written down so far.
    """

    values: list[Value] = field(default_factory=list[Value])
    _numbers: dict[tuple[str, tuple[int, ...], int, str, str], int] = field(
        default_factory=dict[tuple[str, tuple[int, ...], int, str, str], int]
    )

    def constant(self, value: float) -> int:
        """Return the number of a constant.

        Args:
            value: Its value.
        """
        return self._number(Value("constant", value=float(value)))

    def leaf(self, operation: str, index: int, phase: Phase) -> int:
        """Return the number of an argument, an input, a state or a time.

        Args:
            operation: Which of them.
            index: Which one.
            phase: When it is known.
        """
        return self._number(Value(operation, phase=phase, index=index))

    def random(self, kind: str, operands: tuple[int, ...], slot: int, phase: Phase) -> int:
        """Return the number of a draw.

        Args:
            kind: Which kind.
            operands: What it is drawn from.
            slot: The slot it is drawn for.
            phase: BEGIN for the one at the start, STEP for that of each instant.
        """
        return self._number(Value("random", operands, phase, slot, kind))

    def make(self, operation: str, operands: tuple[int, ...], index: int = 0) -> int:
        """Return the number of an operation on values.

        Args:
            operation: Which.
            operands: On which values.
            index: Table of a "look", part of an operation with several results.
        """
        if operation in {"sum", "product", "min", "max"} and len(operands) == 1:
            return operands[0]
        known = self._simpler(operation, operands)
        if known is not None:
            return known
        if operation == "div" and self._is_known_early(operands):
            return self._divided(operands)
        phase = latest(self.values[each].phase for each in operands)
        return self._number(Value(operation, operands, phase, index))

    def _number(self, value: Value) -> int:
        bits = value.value.hex() if value.operation == "constant" else ""
        key = (value.operation, value.operands, value.index, f"{value.kind}/{value.phase}", bits)
        found = self._numbers.get(key)
        if found is None:
            found = len(self.values)
            self.values.append(value)
            self._numbers[key] = found
        return found

    def _known(self, number: int) -> float | None:
        value = self.values[number]
        return value.value if value.operation == "constant" else None

    def _simpler(self, operation: str, operands: tuple[int, ...]) -> int | None:
        known = [self._known(each) for each in operands]
        if operation in _FOLDED and known and None not in known:
            folded = _folded(operation, [each for each in known if each is not None])
            return None if folded is None else self.constant(folded)
        if operation == "if" and known[0] is not None:
            return operands[1] if known[0] != 0.0 else operands[2]
        if len(operands) != 2:  # noqa: PLR2004 - two operands
            return None
        return None if known[1] is None else self._simpler_pair(operation, operands, known[1])

    def _simpler_pair(self, operation: str, operands: tuple[int, ...], second: float) -> int | None:
        if second == 1.0 and operation in {"mul", "div", "pow"}:
            return operands[0]
        if operation == "sub" and second == 0.0 and math.copysign(1.0, second) > 0:
            return operands[0]
        if operation == "pow" and second == 2.0:  # noqa: PLR2004 - a square
            return self.make("mul", (operands[0], operands[0]))
        return None

    def _is_known_early(self, operands: tuple[int, ...]) -> bool:
        dividend, divisor = (self.values[each] for each in operands)
        moves = bool(dividend.phase & 1)
        return moves and not divisor.phase & 1

    def _divided(self, operands: tuple[int, ...]) -> int:
        known = self._known(operands[1])
        if known is not None:
            mantissa, _ = math.frexp(known)
            if abs(mantissa) == 0.5 and 1e-300 < abs(known) < 1e300:  # noqa: PLR2004 - a power of 2
                return self.make("mul", (operands[0], self.constant(1.0 / known)))
            if not 1e-100 < abs(known) < 1e100:  # noqa: PLR2004 - its reciprocal is no good
                phase = latest(self.values[each].phase for each in operands)
                return self._number(Value("div", operands, phase))
        reciprocal = self.make("reciprocal", (operands[1],))
        phase = latest(self.values[each].phase for each in operands)
        return self._number(Value("div_known", (*operands, reciprocal), phase))


def latest(phases: Iterable[Phase]) -> Phase:
    """Return when a value is known that is made of values of some phases.

    Args:
        phases: Their phases; that a value moves, and that it differs, are one bit each.
    """
    found = 0
    for each in phases:
        found |= each
    return Phase(found)


def _folded(operation: str, known: list[float]) -> float | None:
    """Return what an operation gives on constants, None where that is left to the run."""
    numbers = [np.float64(each) for each in known]
    with np.errstate(all="ignore"):
        found = _compute(operation, numbers)
    return float(found) if math.isfinite(found) else None


def _compute(operation: str, numbers: list[np.float64]) -> float:
    first = numbers[0]
    second = numbers[1] if len(numbers) > 1 else first
    results = {
        "neg": lambda: -first,
        "abs": lambda: abs(first),
        "not": lambda: float(first == 0.0),
        "reciprocal": lambda: 1.0 / first,
        "floor": lambda: np.floor(first),
        "trunc": lambda: np.trunc(first),
        "sqrt": lambda: np.sqrt(first),
        "add": lambda: first + second,
        "sub": lambda: first - second,
        "mul": lambda: first * second,
        "div": lambda: first / second,
        "lt": lambda: float(first < second),
        "le": lambda: float(first <= second),
        "gt": lambda: float(first > second),
        "ge": lambda: float(first >= second),
        "eq": lambda: float(first == second),
        "ne": lambda: float(first != second),
        "and": lambda: float(first != 0.0 and second != 0.0),
        "or": lambda: float(first != 0.0 or second != 0.0),
        "if": lambda: second if first != 0.0 else numbers[2],
    }
    return float(results[operation]())
