"""What is left of a system once it is lowered: numbered values, each made of earlier ones.

Slots, names and terms are gone: what only the outputs need is there, and each thing is computed
once. A value belongs to one of four phases, so that what does not change is not computed again:

========  ==========================  =====================================
phase     the same for all members    one for each member
========  ==========================  =====================================
once      ONCE, at the start of all   BEGIN, at the start of a member's run
each      INSTANT, at every instant   STEP, at every instant
========  ==========================  =====================================
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from wholeprint.engine.kernel import Measure
from wholeprint.systems.model import Table


class Phase(IntEnum):
    """When a value is computed, and whether there is one for each member."""

    ONCE = 0
    INSTANT = 1
    BEGIN = 2
    STEP = 3


LEAVES = frozenset({"constant", "argument", "input", "state", "time"})
"""Values that are made of no others."""

TRUTHS = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"})
"""Operations whose result is 1 or 0."""


@dataclass(frozen=True, slots=True)
class Value:
    """One number that is computed.

    Attributes:
        operation: One of the operations of terms, one of `LEAVES`, "look", "random", or one of
            "reciprocal", "div_known" (a division whose divisor is known long before: dividend,
            divisor, reciprocal), "fma" and "fnma" (two factors and what their product is added
            to, or taken from, rounded once).
        operands: Numbers of the values it is made of.
        phase: When.
        index: Argument, input, state or table; for "time" 0 is the instant, 1 the middle of the
            step, 2 its end; for "random" the slot.
        kind: For "random": which kind; "uniform", ....
        value: For "constant": its value.
    """

    operation: str
    operands: tuple[int, ...] = ()
    phase: Phase = Phase.ONCE
    index: int = 0
    kind: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """What a run carries from one instant to the next.

    Attributes:
        initial: The value it begins with.
        following: What it is worth at the next instant; for a pipe, what goes in.
        is_stock: Whether it is a stock: once it is not a number it never is one again.
        span: For a pipe: its delay in time units, else -1.
    """

    initial: int
    following: int
    is_stock: bool
    span: int = -1


@dataclass(frozen=True, slots=True)
class Kept:
    """One output.

    Attributes:
        measure: What of it.
        of: The value.
    """

    measure: Measure
    of: int


class Given(IntEnum):
    """What an argument of the kernel is taken from."""

    START = 0
    STEP = 1
    STOP = 2
    PARAMETER = 3
    INITIAL = 4


@dataclass(frozen=True, slots=True)
class Argument:
    """A number that is told to the kernel when it runs, the same for all members.

    Attributes:
        given: From where.
        slot: Of which slot, where it is of one.
    """

    given: Given
    slot: int = -1


@dataclass(frozen=True, slots=True)
class Program:
    """A system made ready to be printed as code.

    Attributes:
        values: In an order in which each can be computed.
        states: What is carried on.
        kept: The outputs, in the order asked for.
        arguments: What must be told to the kernel.
        inputs: Number of inputs, each with one value per member.
        tables: The points of the lookups that are read.
    """

    values: tuple[Value, ...]
    states: tuple[State, ...]
    kept: tuple[Kept, ...]
    arguments: tuple[Argument, ...]
    inputs: int
    tables: tuple[Table, ...]

    def watched(self) -> tuple[int, ...]:
        """Return the outputs that must be looked at each instant: those that are no stock."""
        stocks = {number for number, state in enumerate(self.states) if state.is_stock}
        found = dict.fromkeys(each.of for each in self.kept)
        return tuple(
            of
            for of in found
            if not (self.values[of].operation == "state" and self.values[of].index in stocks)
        )


def pruned(program: Program) -> Program:
    """Return a program with only the values that something needs, numbered anew.

    Args:
        program: The program.
    """
    roots = [each.of for each in program.kept]
    for state in program.states:
        roots.extend((state.initial, state.following, *((state.span,) if state.span >= 0 else ())))
    used = sorted(_used(program.values, roots))
    number = {old: new for new, old in enumerate(used)} | {-1: -1}
    values = (program.values[old] for old in used)
    return replace(
        program,
        values=tuple(
            replace(value, operands=tuple(number[each] for each in value.operands))
            for value in values
        ),
        states=tuple(
            replace(
                state,
                initial=number[state.initial],
                following=number[state.following],
                span=number[state.span],
            )
            for state in program.states
        ),
        kept=tuple(replace(each, of=number[each.of]) for each in program.kept),
    )


def _used(values: Sequence[Value], roots: Sequence[int]) -> set[int]:
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(values[each].operands)
    return found
