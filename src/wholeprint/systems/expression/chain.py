"""Long sums, and long rows of AND and OR, as trees that are not deep.

A sum of a thousand terms, each added to all before it, would be a tree of a thousand levels. Beyond
`LONGEST` terms it becomes a sum of sums: that changes no more than the rounding.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

LONGEST = 125
"""Terms that stand one behind the other without groups."""

_GROUP = 32
_TURNED = {"+": "-", "-": "+"}

T = TypeVar("T")


def chained(operators: Sequence[str], parts: Sequence[T], join: Callable[[str, T, T], T]) -> T:
    """Return operands that stand in a row as one.

    Args:
        operators: What stands between them, one fewer than operands.
        parts: The operands, at least one.
        join: Makes two of them one, given the operator.
    """
    row: list[str] = list(operators)
    items: list[T] = list(parts)
    most = LONGEST if can_be_grouped(row) else len(items)
    while len(items) > most:
        # Few enough groups remain that what is written of them is not grouped once more.
        most = _GROUP
        ahead: list[str] = [row[0] if row[0] not in _TURNED else "+", *row]
        bounds = [*range(0, len(items), _GROUP), len(items)]
        items = [
            _left(_inside(ahead[begin:end]), items[begin:end], join)
            for begin, end in pairwise(bounds)
        ]
        row = [ahead[begin] for begin in bounds[1:-1]]
    return _left(row, items, join)


def can_be_grouped(operators: Sequence[str]) -> bool:
    """Return whether a row means the same however its operands are put together.

    Args:
        operators: What stands between them.
    """
    kinds = set(operators)
    return kinds <= set(_TURNED) or kinds in ({"and"}, {"or"})


def _inside(operators: Sequence[str]) -> list[str]:
    # Behind a minus, what is added is taken away.
    if operators[0] == "-":
        return [_TURNED[each] for each in operators[1:]]
    return list(operators[1:])


def _left(operators: Sequence[str], parts: Sequence[T], join: Callable[[str, T, T], T]) -> T:
    found = parts[0]
    for operator, part in zip(operators, parts[1:], strict=True):
        found = join(operator, found, part)
    return found
