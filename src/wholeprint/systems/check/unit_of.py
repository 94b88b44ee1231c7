"""The unit of an expression, and what does not fit inside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from wholeprint.systems.check.unit_text import PURE, Words, printed, product
from wholeprint.systems.check.unit_words import in_base
from wholeprint.systems.expression.printed import printed as written
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Text,
    Unary,
    children,
    walk,
)
from wholeprint.systems.names import canonical

_CLOSE: Final = 5e-3
"""Sizes within this share of each other are one: years of 365 and of 365.25 days."""
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a part of an equation.

    Attributes:
        words: Its words; None where it is not known.
        is_any: Whether it fits everything: nought, and what is not a number of anything.
        is_bare: Whether it is made of numbers alone.
    """

    words: Words | None = None
    is_any: bool = False
    is_bare: bool = False

    def __str__(self) -> str:
        return "a unit that is not known" if self.words is None else printed(self.words)


UNKNOWN: Final = Unit()
_PURE: Final = Unit(PURE)
_ANY: Final = Unit(PURE, is_any=True, is_bare=True)
_BARE: Final = Unit(PURE, is_bare=True)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two parts of an equation that do not fit.

    Attributes:
        what: What was found.
        is_doubt: Whether it is a matter of a factor or a bare number, and no plain contradiction.
    """

    what: str
    is_doubt: bool = False


class Reckoner:
    """Finds units of expressions.

    Args:
        units: The unit of each variable, by canonical name.
        time: The unit of time.

    Attributes:
        clashes: What did not fit so far.
        time: The unit of time.
    """

    def __init__(self, units: Mapping[str, Unit], time: Unit) -> None:
        self.clashes: list[Clash] = []
        self._units = units
        self.time = time

    def unit(self, expression: Expression) -> Unit:
        """Return the unit of an expression; what does not fit inside it is noted.

        Args:
            expression: The expression; it may be as deep as it likes.
        """
        done: list[Unit] = []
        for node in reversed(tuple(walk(expression))):
            operands = [done.pop() for _ in children(node)]
            done.append(self._node(node, operands))
        return done.pop()

    def joined(self, first: Unit, second: Unit, where: Expression, before: str = "") -> Unit:
        """Return the unit of two things that are added, compared or chosen from.

        Args:
            first: One unit.
            second: The other.
            where: What puts them together.
            before: Words before it.
        """
        if first.is_any or first.words is None:
            return second
        if second.is_any or second.words is None:
            return first
        clash = difference(first, second)
        if clash is not None:
            self.clashes.append(Clash(f"{clash.what} in {before}{_shown(where)}", clash.is_doubt))
        return second if first.is_bare else first

    def _node(self, node: Expression, operands: Sequence[Unit]) -> Unit:
        match node:
            case Number():
                return _ANY if node.value == 0.0 else _BARE
            case Text():
                return UNKNOWN
            case Name():
                return self._named(node)
            case Unary():
                return _PURE if node.operator == "not" else operands[0]
            case Conditional():
                return self.joined(operands[1], operands[2], node)
            case Binary():
                return self._binary(node, operands)
            case Call():
                return self._call(node, operands)

    def _named(self, node: Name) -> Unit:
        key = canonical(node.name)
        if key in self._units:
            return self._units[key]
        if key in _CLOCK:
            return self.time
        return _BARE if key == "pi" else _ANY if key == "inf" else UNKNOWN

    def _binary(self, node: Binary, operands: Sequence[Unit]) -> Unit:
        left, right = operands
        match node.operator:
            case "*":
                return _product(left, right, 1)
            case "/":
                return _product(left, right, -1)
            case "^":
                return self.power(node, left, right, node.right)
            case "+" | "-" | "mod":
                return self.joined(left, right, node)
            case "and" | "or":
                return _PURE
            case _:
                self.joined(left, right, node)
                return _PURE

    def power(self, node: Expression, base: Unit, exponent: Unit, by: Expression) -> Unit:
        """Return the unit of a power.

        Args:
            node: The whole.
            base: Unit of what is raised.
            exponent: Unit of the power.
            by: The power.
        """
        self.pure(exponent, node, "the power in ")
        if base.words is None or not base.words:
            return base
        if isinstance(by, Number):
            return Unit(product((base.words, Fraction(by.value).limit_denominator(12))))
        known, powers = in_base(base.words)
        if not powers and abs(known - 1.0) < _CLOSE:
            return _PURE
        self.clashes.append(
            Clash(f"{printed(base.words)} to a power that is no plain number in {_shown(node)}")
        )
        return UNKNOWN

    def pure(self, unit: Unit, where: Expression, before: str = "") -> None:
        """Note a clash unless a unit is that of a pure number.

        Args:
            unit: The unit.
            where: What wants a pure number.
            before: Words before it.
        """
        if unit.words is None or unit.is_any:
            return
        if in_base(unit.words)[1]:
            self.clashes.append(
                Clash(f"{unit} where a pure number is wanted: {before}{_shown(where)}")
            )

    def timed(self, unit: Unit, where: Expression) -> None:
        """Note a clash unless a unit is that of time.

        Args:
            unit: The unit.
            where: What takes a time.
        """
        if not unit.is_bare:
            self.joined(self.time, unit, where, "the times of ")

    def _call(self, node: Call, operands: Sequence[Unit]) -> Unit:
        own = self._units.get(node.function)
        if own is not None:
            return own
        rule = _RULES.get(node.function)
        return UNKNOWN if rule is None or not operands else rule(self, node, operands)


def _same(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    found = operands[0]
    for each in operands[1:]:
        found = reckoner.joined(found, each, node)
    return found


def _first(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:  # noqa: ARG001 - a rule
    return operands[0]


def _second(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    return _same(reckoner, node, operands[1:3])


def _plain(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    reckoner.pure(operands[0], node)
    return _PURE


def _count(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:  # noqa: ARG001 - a rule
    return _PURE


def _root(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:  # noqa: ARG001 - a rule
    words = operands[0].words
    return UNKNOWN if words is None else Unit(product((words, Fraction(1, 2))))


def _raised(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    return reckoner.power(node, operands[0], operands[1], node.arguments[1])


def _divided(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    found = _product(operands[0], operands[1], -1)
    return _same(reckoner, node, (found, *operands[2:3]))


def _delayed(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    reckoner.timed(operands[1], node)
    initial = 3 if node.function in {"delayn", "smthn"} else 2
    return _same(reckoner, node, (operands[0], *operands[initial : initial + 1]))


def _trend(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    reckoner.timed(operands[1], node)
    return _product(_PURE, reckoner.time, -1)


def _foreseen(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    for each in operands[1:3]:
        reckoner.timed(each, node)
    return operands[0]


def _step(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    for each in operands[1:]:
        reckoner.timed(each, node)
    return operands[0]


def _ramp(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    return _product(_step(reckoner, node, operands), reckoner.time, 1)


def _pulse(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    return _product(_step(reckoner, node, operands), reckoner.time, -1)


def _switched(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    _step(reckoner, node, (_PURE, *operands))
    return _PURE


def _drawn(reckoner: Reckoner, node: Call, operands: Sequence[Unit]) -> Unit:
    return _same(reckoner, node, operands[: 4 if node.function == "random_normal" else 2])


_CLOCK: Final = frozenset(
    {"time", "dt", "time_step", "starttime", "initial_time", "stoptime", "final_time"}
)
_Rule = Callable[[Reckoner, Call, Sequence[Unit]], Unit]


def _rules() -> dict[str, _Rule]:
    by_rule: list[tuple[_Rule, str]] = [
        (_same, "max min mean modulo quantum previous"),
        (_first, "abs int integer trunc round sum vmax vmin stddev init initial forecast"),
        (_first, "exprnd poisson vector_select vector_reorder vector_elm_map"),
        (_second, "sample_if_true"),
        (_plain, "exp ln log10 log sin cos tan arcsin arccos arctan sinh cosh tanh"),
        (_plain, "gamma_ln"),
        (_count, "sign size elmcount rank vector_rank vector_sort_order random_0_1"),
        (_root, "sqrt"),
        (_raised, "power"),
        (_divided, "safediv xidz zidz"),
        (_delayed, "delay delay_fixed delay1 delay3 delayn delay_n"),
        (_delayed, "smth1 smth3 smthn smooth_n"),
        (_trend, "trend"),
        (_foreseen, "forcst forecast"),
        (_step, "step"),
        (_ramp, "ramp"),
        (_pulse, "pulse"),
        (_switched, "vensim_pulse pulse_train"),
        (_drawn, "random uniform normal lognormal random_uniform random_normal"),
    ]
    return {name: rule for rule, names in by_rule for name in names.split()}


_RULES: Final[Mapping[str, _Rule]] = _rules()


def difference(first: Unit, second: Unit) -> Clash | None:
    """Return what parts two units that are known, None where they are the same.

    Args:
        first: One.
        second: The other.
    """
    if first.words is None or second.words is None or first.is_any or second.is_any:
        return None
    one, two = in_base(first.words), in_base(second.words)
    if one[1] != two[1]:
        if first.is_bare or second.is_bare:
            return Clash(f"a bare number stands beside {second if first.is_bare else first}", True)  # noqa: FBT003 - the one field
        return Clash(f"{first} stands beside {second}")
    ratio = one[0] / two[0]
    if abs(ratio - 1.0) <= _CLOSE:
        return None
    return Clash(f"{first} is {ratio:g} times {second}, and they stand side by side", True)  # noqa: FBT003 - as above


def _product(left: Unit, right: Unit, power: int) -> Unit:
    if left.words is None or right.words is None:
        return UNKNOWN
    words = product((left.words, Fraction(1)), (right.words, Fraction(power)))
    return Unit(words, left.is_any, left.is_bare and right.is_bare)


def _shown(node: Expression) -> str:
    text = written(node)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"
