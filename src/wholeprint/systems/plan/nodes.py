"""The different parts of a term, each once, operands before what is made of them."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term, parts, walk

BoolArray = npt.NDArray[np.bool_]
Key = tuple[object, ...]


@dataclass(slots=True)
class Node:
    """A part of a term that is computed once.

    Attributes:
        term: One of the equal terms it stands for.
        operands: Positions of the nodes it is made of.
        is_fixed: Whether it has one value for the whole run.
        uses: How many nodes read it that have not been computed yet.
        row: Its value, once a place has been found for it.
        mask: The same as true and false.
    """

    term: Term
    operands: tuple[int, ...]
    is_fixed: bool
    uses: int = 0
    row: FloatArray | None = None
    mask: BoolArray | None = None
    owns: list[FloatArray] = field(default_factory=list[FloatArray])


def interned(term: Term, fixed_slots: frozenset[int]) -> list[Node]:
    """Return the different parts of a term, operands before what is made of them.

    Args:
        term: The term; it may be as deep as it likes.
        fixed_slots: Slots that have one value for the whole run.
    """
    nodes: list[Node] = []
    numbers: dict[Key, int] = {}
    # Terms that were made from one another share their parts: each is looked at once.
    seen: dict[int, int] = {}
    waiting = [term]
    while waiting:
        part = waiting[-1]
        below = parts(part)
        missing = [each for each in below if id(each) not in seen]
        if missing:
            waiting.extend(reversed(missing))
            continue
        waiting.pop()
        if id(part) not in seen:
            operands = tuple(seen[id(each)] for each in below)
            seen[id(part)] = _numbered(nodes, numbers, part, operands, fixed_slots)
    nodes[seen[id(term)]].uses += 1
    return nodes


def _numbered(
    nodes: list[Node],
    numbers: dict[Key, int],
    part: Term,
    operands: tuple[int, ...],
    fixed_slots: frozenset[int],
) -> int:
    key = _key(part, operands)
    number = numbers.get(key)
    if number is None:
        number = numbers[key] = len(nodes)
        is_fixed = (
            part.slot in fixed_slots
            if isinstance(part, Ref)
            else all(nodes[each].is_fixed for each in operands)
        )
        nodes.append(Node(part, operands, is_fixed))
        for each in operands:
            nodes[each].uses += 1
    return number


def _key(part: Term, operands: tuple[int, ...]) -> Key:
    match part:
        case Constant():
            return ("constant", float(part.value).hex())
        case Ref():
            return ("ref", part.slot)
        case Look():
            return ("look", part.table, *operands)
        case Apply():
            return (part.operation, part.part, *operands)


def spelled(term: Term) -> Key:
    """Return what is equal for equal terms, without going as deep as they are.

    Args:
        term: The term.
    """
    return tuple(_key(part, (_count(part),)) for part in walk(term))


def _count(part: Term) -> int:
    return len(part.terms) if isinstance(part, Apply) else int(isinstance(part, Look))
