"""Terms: the equations of a flat system, over slots instead of names."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A number.

    Attributes:
        value: The number.
    """

    value: float


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of a slot at this instant.

    Attributes:
        slot: Its position.
    """

    slot: int


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on terms.

    Attributes:
        operation: One of `OPERATIONS`.
        terms: Its operands.
        part: For operations with several results (a matrix inverted): which one.
    """

    operation: str
    terms: tuple["Term", ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A lookup read at a term.

    Attributes:
        table: Position of the table in `System.tables`.
        at: Where it is read.
    """

    table: int
    at: "Term"


Term = Constant | Ref | Apply | Look

OPERATIONS = frozenset(
    {
        *("neg", "not", "abs", "exp", "ln", "log10", "sqrt", "sin", "cos", "tan", "arcsin"),
        *("arccos", "arctan", "sinh", "cosh", "tanh", "floor", "trunc", "round", "sign"),
        *("gamma_ln",),
        # two operands; mod takes the sign of its divisor (XMILE MOD), rem that of the dividend
        *("add", "sub", "mul", "div", "pow", "mod", "rem", "lt", "le", "gt", "ge", "eq", "ne"),
        *("and", "or"),
        # three: condition, then, otherwise; a / b, or c where b is (nearly) nought
        *("if", "safediv"),
        # any number
        *("sum", "product", "min", "max"),
        # several results: all entries of a square matrix, row by row; amounts handed out
        # (which operands each takes, in which order: `wholeprint.systems.sharing`)
        *("invert", "allocate_available", "allocate_by_priority", "sort_order", "rank"),
    }
)
"""What a back end must be able to do. Truth is 1.0, anything but 0.0 counts as true."""


def parts(term: Term) -> tuple[Term, ...]:
    """Return the terms a term is made of.

    Args:
        term: The term.
    """
    match term:
        case Apply():
            return term.terms
        case Look():
            return (term.at,)
        case Constant() | Ref():
            return ()


def walk(term: Term) -> Iterator[Term]:
    """Yield a term and everything below it, parents first.

    Args:
        term: Where to begin.

    Yields:
        Each term.
    """
    waiting = [term]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))


def slots_of(term: Term) -> tuple[int, ...]:
    """Return the slots a term reads, each once, in the order of their first use.

    Args:
        term: The term.
    """
    return tuple(dict.fromkeys(each.slot for each in walk(term) if isinstance(each, Ref)))
