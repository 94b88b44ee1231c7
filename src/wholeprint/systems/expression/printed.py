"""Writes the tree of an equation as text of the XMILE language."""

import math
import re
from functools import cache

from wholeprint.errors import ModelError
from wholeprint.systems.expression.functions import FUNCTIONS
from wholeprint.systems.expression.grammar import NAME
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

_OR, _AND, _EQUALITY, _RELATION, _SUM, _PRODUCT, _UNARY, _POWER, _ATOM = range(1, 10)

_LEVEL = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("=", "<>"), _EQUALITY),
    **dict.fromkeys(("<", "<=", ">", ">="), _RELATION),
    **dict.fromkeys(("+", "-"), _SUM),
    **dict.fromkeys(("*", "/", "mod"), _PRODUCT),
    "^": _POWER,
}
_WHOLE = 1e16
_GAP = re.compile(r"[\s\u00a0]+")


def printed(expression: Expression, *, blank: str = " ") -> str:
    """Write an equation, with no more brackets than are needed.

    What is written reads back as the same tree, for every tree that `parse` gives.

    Args:
        expression: Its tree.
        blank: What stands between the words of a name: other programs want "_".

    Returns:
        The text.

    Raises:
        ModelError: If it holds what has no text: a number that is none, or a quotation mark in
            a quoted text.
    """
    return _Printing(blank).at(expression, 0)


def printed_name(name: str, *, blank: str = " ") -> str:
    """Write a name as an equation has it: in quotation marks where it needs them.

    Args:
        name: The name, with module names before it parted by full stops.
        blank: What stands between its words.

    Returns:
        The text.
    """
    if blank != " ":
        name = name.replace("\\n", " ")  # other programs write the line ends of names so
    if _plain().fullmatch(name):
        return _GAP.sub(blank, name)
    parts = name.split(".")
    if len(parts) > 1 and all(parts):
        return ".".join(printed_name(each, blank=blank) for each in parts)
    escaped = re.sub(r'(["\\])', r"\\\1", name)
    return f'"{escaped}"'


@cache
def _plain() -> "re.Pattern[str]":
    return re.compile(NAME.replace(r'"(?:[^"\\]|\\.)+"', "(?!)"))


class _Printing:
    def __init__(self, blank: str) -> None:
        self._blank = blank

    def at(self, node: Expression, level: int) -> str:
        """Return the text of a node where one of at least some level may stand without brackets."""
        text, own = self._written(node)
        return f"({text})" if own < level else text

    def _written(self, node: Expression) -> tuple[str, int]:
        match node:
            case Number(value):
                return _number(value)
            case Text(text):
                return _text(text), _ATOM
            case Name(name, subscripts):
                return self._name(name) + self._subscripts(subscripts), _ATOM
            case Call():
                return self._call(node), _ATOM
            case Conditional():
                return self._conditional(node), 0
            case Unary(operator, operand):
                sign = "NOT " if operator == "not" else operator
                return f"{sign}{self.at(operand, _UNARY)}", _UNARY
            case Binary():
                return self._binary(node)

    def _binary(self, node: Binary) -> tuple[str, int]:
        level = _LEVEL[node.operator]
        left, right = (_ATOM, _UNARY) if level == _POWER else (level, level + 1)
        sign = node.operator.upper()
        return f"{self.at(node.left, left)} {sign} {self.at(node.right, right)}", level

    def _conditional(self, node: Conditional) -> str:
        parts = [self.at(each, 0) for each in (node.condition, node.then, node.otherwise)]
        return f"IF {parts[0]} THEN {parts[1]} ELSE {parts[2]}"

    def _call(self, node: Call) -> str:
        name = node.function.upper() if node.function in FUNCTIONS else self._name(node.function)
        return f"{name}({', '.join(self.at(each, 0) for each in node.arguments)})"

    def _name(self, name: str) -> str:
        return printed_name(name, blank=self._blank)

    def _subscripts(self, subscripts: tuple[Subscript, ...]) -> str:
        if not subscripts:
            return ""
        return f"[{', '.join(map(self._subscript, subscripts))}]"

    def _subscript(self, each: Subscript) -> str:
        if each.index is not None:
            return self.at(each.index, 0)
        text = each.text if each.text == "*" or each.text.isdigit() else self._name(each.text)
        if each.offset:
            return f"{text} {'+' if each.offset > 0 else '-'} {abs(each.offset)}"
        return f"{text}!" if each.is_free else text


def _number(value: float) -> tuple[str, int]:
    if math.isnan(value):
        raise ModelError("an equation has a number that is none", fix="Give a number")
    if math.isinf(value):
        return ("INF", _ATOM) if value > 0 else ("-INF", _UNARY)
    whole = value.is_integer() and abs(value) < _WHOLE
    text = str(int(value)) if whole else repr(value)
    return text, _UNARY if text.startswith("-") else _ATOM


def _text(text: str) -> str:
    if "'" in text:
        raise ModelError("a quoted text has a quotation mark in it", seen=text, fix="Leave it out")
    return f"'{text}'"
