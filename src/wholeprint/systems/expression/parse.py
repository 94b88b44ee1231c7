"""Reads an equation in the XMILE language into a tree. Nothing in it is ever executed."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn, cast

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.chain import chained
from wholeprint.systems.expression.grammar import EXPECTED, GRAMMAR, OPERAND
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Subscript,
    Text,
    Unary,
)
from wholeprint.systems.names import canonical
from wholeprint.systems.place import NOWHERE, Place

if TYPE_CHECKING:
    from lark import Lark

LONGEST = 50_000
"""Characters in one equation."""

DEEPEST = 200
"""Levels in one equation: brackets in brackets, or factors of a product. Sums may be longer."""

_GAP = re.compile(r"[\s\u00a0]+")
_ESCAPED = re.compile(r"\\([\"\\])")
_SHOWN = 20
_BRACKETS = re.compile(r"[()\[\]]|\"(?:[^\"\\]|\\.)*\"?|'[^']*'?|\{[^{}]*\}?")
_FLATTER = "Give its parts names of their own, as auxiliaries, or use an array and SUM"


class _Part(NamedTuple):
    """A tree, and how many levels it has."""

    node: Expression
    depth: int


class _Row:
    """Operands of a sum, or of AND or OR, as long as more of them may follow."""

    def __init__(self, kind: str, first: _Part) -> None:
        self.kind = kind
        self.operators: list[str] = []
        self.parts = [first]

    def done(self) -> _Part:
        """Return them as one."""
        return chained(self.operators, self.parts, _joined)


class _Index(NamedTuple):
    """An index, and how many levels it has."""

    subscript: Subscript
    depth: int


class _TooDeepError(Exception):
    """An equation with too many levels."""


class _TooLargeError(Exception):
    """A number beyond the largest."""


class _RangeError(Exception):
    """An index that is a range."""


def parse(text: str, *, place: Place = NOWHERE, what: str = "") -> Expression:
    """Read an equation.

    Source of the language: OASIS XMILE 1.0, section 3.3; `grammar` tells what is read beyond it.
    An equation has at most `LONGEST` characters and `DEEPEST` levels.

    Args:
        text: The equation.
        place: Where it begins.
        what: Name of the variable it is of, for errors.

    Returns:
        Its tree. Numbers in it are never negative: the sign before one is a `Unary`.

    Raises:
        ModelError: If it is no equation; with file, line, column, variable, what was expected.
        UnsupportedError: If it asks for a range of an array's elements.
    """
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415 - only who reads equations pays

    whose = f"the equation of {what}" if what else "an equation"
    _refuse_large(text, place, whose)
    try:
        return _read(text).node
    except UnexpectedInput as wrong:
        _refuse(text, wrong, place, whose)
    except _TooDeepError:
        _refuse_deep(place, whose)
    except _TooLargeError as wrong:
        raise ModelError(
            f"{_at(place)}{whose} has a number beyond the largest there is",
            seen=_short(str(wrong)),
            fix="Give a number below 1.8e308, or INF",
        ) from None
    except _RangeError as wrong:
        raise UnsupportedError(
            f"{_at(place)}{whose} takes a range of an array's elements, which is not done",
            seen=_short(text),
            fix="Declare a dimension with these elements and name it instead",
        ) from wrong


def _at(place: Place) -> str:
    return f"{place}: " if str(place) else ""


def _short(text: str) -> str:
    return text if len(text) <= 4 * _SHOWN else f"{text[: 4 * _SHOWN]}\u2026"


def _refuse_large(text: str, place: Place, whose: str) -> None:
    if not text.strip():
        raise ModelError(
            f"{_at(place)}{whose} is empty", fix="Write a number, a name, or a formula of them"
        )
    if len(text) > LONGEST:
        raise ModelError(
            f"{_at(place)}{whose} has over {LONGEST} characters",
            seen=f"{len(text)} characters",
            fix=_FLATTER,
        )
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0)
        if depth > DEEPEST:
            _refuse_deep(place, whose)


def _refuse_deep(place: Place, whose: str) -> NoReturn:
    raise ModelError(
        f"{_at(place)}{whose} has over {DEEPEST} levels, brackets in brackets or factors in a row",
        fix=_FLATTER,
    )


def _refuse(text: str, wrong: Exception, place: Place, whose: str) -> NoReturn:
    line = int(getattr(wrong, "line", -1) or -1)
    column = int(getattr(wrong, "column", -1) or -1)
    start = int(getattr(wrong, "pos_in_stream", None) or 0)
    token = getattr(wrong, "token", None)
    is_end = getattr(token, "type", "") == "$END" or line < 1
    if is_end:
        line, column, start = 1 + text.count("\n"), len(text) - text.rfind("\n"), len(text)
    where = Place(place.file, place.line + line - 1) if place.line else place
    seen = "its end" if is_end else _GAP.sub(" ", text[start : start + _SHOWN])
    raise ModelError(
        f"{_at(where)}{whose} cannot be read at its column {column}",
        seen=seen,
        fix=f"Expected {_expected(wrong)}",
    ) from None


def _expected(wrong: Exception) -> str:
    symbols = {*(getattr(wrong, "accepts", None) or getattr(wrong, "expected", None) or ())}
    if not symbols:
        return "letters, digits, and the signs + - * / ^ < > = ( ) [ ] , alone"
    words = {EXPECTED[each] for each in symbols if each in EXPECTED}
    # Where an operand may stand, an operator before it may too, which is not what is missing.
    return ", ".join(sorted(words - {"an operator"} if OPERAND in words else words))


def _read(text: str) -> _Part:
    # The parser has made our nodes of its tree by the time it is done.
    found: object = _parser().parse(text)  # pyright: ignore[reportUnknownMemberType] - lark's own
    return _done(found)


@cache
def _parser() -> "Lark":
    from lark import Lark  # noqa: PLC0415 - as above

    return Lark(GRAMMAR, parser="lalr", transformer=_Building(), maybe_placeholders=False)


def _depth(*parts: _Part | _Index) -> int:
    deepest = 1 + max((each.depth for each in parts), default=0)
    if deepest > DEEPEST:
        raise _TooDeepError
    return deepest


def _joined(operator: str, left: _Part, right: _Part) -> _Part:
    return _Part(Binary(operator, left.node, right.node), _depth(left, right))


_KINDS = {"+": "sum", "-": "sum", "and": "and", "or": "or"}


def _done(found: object) -> _Part:
    return found.done() if isinstance(found, _Row) else cast("_Part", found)


def _parts(children: Sequence[object]) -> Iterator[_Part]:
    return (_done(each) for each in children if isinstance(each, _Part | _Row))


class _Building:
    """Makes the nodes of the tree while the parser goes along, so nothing recurses."""

    def number(self, children: Sequence[str]) -> _Part:
        """Return a constant.

        Raises:
            _TooLargeError: If no number is so large.
        """
        value = float(children[0])
        # What is too large for a number would be an infinity that nobody wrote.
        if math.isinf(value):
            raise _TooLargeError(str(children[0]))
        return _Part(Number(value), 1)

    def text(self, children: Sequence[str]) -> _Part:
        """Return a quoted text."""
        return _Part(Text(children[0][1:-1]), 1)

    def name(self, children: Sequence[str]) -> _Part:
        """Return a variable."""
        return _Part(Name(_as_written(children[0])), 1)

    def element(self, children: Sequence[str | _Index]) -> _Part:
        """Return a variable with indices."""
        indices = [each for each in children if isinstance(each, _Index)]
        found = Name(_as_written(cast("str", children[0])), tuple(i.subscript for i in indices))
        return _Part(found, _depth(*indices))

    def call(self, children: Sequence[str | _Part]) -> _Part:
        """Return a function."""
        parts = tuple(_parts(children))
        function = canonical(_as_written(cast("str", children[0])))
        return _Part(Call(function, tuple(each.node for each in parts)), _depth(*parts))

    def unary(self, children: tuple[str, _Part | _Row]) -> _Part:
        """Return an operator before one operand."""
        operator, operand = children[0], _done(children[1])
        return _Part(Unary(operator.lower(), operand.node), _depth(operand))

    def binary(self, children: tuple[_Part | _Row, str, _Part | _Row]) -> _Part | _Row:
        """Return an operator between two operands."""
        left, operator, right = children[0], str(children[1]).lower(), _done(children[2])
        kind = _KINDS.get(operator)
        if kind is not None:
            row = left if isinstance(left, _Row) and left.kind == kind else _Row(kind, _done(left))
            row.operators.append(operator)
            row.parts.append(right)
            return row
        first = _done(left)
        if operator == "//":
            return _Part(Call("safediv", (first.node, right.node)), _depth(first, right))
        return _joined(operator, first, right)

    def modulo(self, children: Sequence[str | _Part]) -> _Part:
        """Return MOD as a function."""
        left, right = _parts(children)
        return _Part(Binary("mod", left.node, right.node), _depth(left, right))

    def conditional(self, children: Sequence[str | _Part]) -> _Part:
        """Return IF THEN ELSE."""
        condition, then, otherwise = _parts(children)
        found = Conditional(condition.node, then.node, otherwise.node)
        return _Part(found, _depth(condition, then, otherwise))

    def every(self, children: Sequence[str]) -> _Index:
        """Return all elements."""
        del children
        return _Index(Subscript("*"), 1)

    def free(self, children: Sequence[str]) -> _Index:
        """Return a dimension that the function around runs over."""
        return _Index(Subscript(_as_written(children[0]), is_free=True), 1)

    def index(self, children: tuple[_Part | _Row]) -> _Index:
        """Return an element, a dimension, a place, or a formula of one."""
        part = _done(children[0])
        return _Index(_subscript(part.node), part.depth)

    def range(self, children: Sequence[object]) -> NoReturn:
        """Refuse several elements, from one to another.

        Raises:
            _RangeError: Always.
        """
        del children
        raise _RangeError


def _as_written(name: str) -> str:
    parts = re.findall(r'"(?:[^"\\]|\\.)+"|[^"]+', str(name))
    plain = (_ESCAPED.sub(r"\1", each[1:-1]) if each[0] == '"' else each for each in parts)
    return _GAP.sub(" ", "".join(plain)).strip()


def _subscript(node: Expression) -> Subscript:
    match node:
        case Name(name, ()):
            return Subscript(name)
        case Number(value) if value.is_integer():
            return Subscript(str(int(value)))
        case Binary("+" | "-" as sign, Name(name, ()), Number(value)) if value.is_integer():
            return Subscript(name, offset=int(value) if sign == "+" else -int(value))
        case _:
            return Subscript("", index=node)
