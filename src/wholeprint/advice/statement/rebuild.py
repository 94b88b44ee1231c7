"""A statement computed again from its own figures, and each figure held against the result.

A figure is computed from its own formula and from whatever the vocabulary says it must be. What
the rounding of the printed digits may hide is carried along, so that a difference is said to be
explained by rounding, or not to be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.book import Book
from wholeprint.advice.statement.formula import Node
from wholeprint.advice.statement.shape import Figure, Statement
from wholeprint.errors import UnitError, WholeprintError

CLOSE = 0.01
"""Difference beyond rounding, of the printed figure, that is called small [1]: our choice."""

ABOUT = 0.10
"""What "about" may hide, of the printed figure [1]: our choice."""

_BARELY = 1e-9


class Verdict(StrEnum):
    """How a printed figure stands to what it is computed to be."""

    EXACT = "exact"
    """It rounds to the digits printed."""
    ROUNDING = "rounding"
    """The rounding of what was printed explains the difference."""
    TRUNCATED = "truncated"
    """It is off by less than one in the last digit printed: cut off, not rounded."""
    CLOSE = "close"
    """It is off by at most 1 %, and nothing explains it."""
    ABOUT = "about"
    """It is called approximate, and is."""
    OFF = "off"
    """It is off, and nothing explains it."""
    UNIT = "unit"
    """It does not measure the same kind of thing."""
    FOLLOWS = "follows"
    """It is not printed; it follows from what is."""
    UNKNOWN = "unknown"
    """It cannot be computed; the reason says why."""

    @property
    def reproduces(self) -> bool:
        """Whether the printed figure follows from its inputs."""
        return self in {Verdict.EXACT, Verdict.ROUNDING, Verdict.ABOUT}

    @property
    def contradicts(self) -> bool:
        """Whether the statement contradicts itself."""
        return self in {Verdict.OFF, Verdict.UNIT}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One figure, printed and computed.

    Attributes:
        place: Where it stands: "energy", "rows.7B.ghg", "totals.ghg".
        figure: The figure.
        by: The formula it is computed by.
        computed: What it is computed to be, in the printed unit; None where it cannot be.
        verdict: How the two stand to each other.
        recalled: Whether it rests on a figure that was written down from memory.
        reason: Why it cannot be computed.
    """

    place: str
    figure: Figure
    by: str
    computed: Amount | None
    verdict: Verdict
    recalled: bool = False
    reason: str = ""

    @property
    def difference_ratio(self) -> float | None:
        """Computed over printed, less one [1]; None where either is not known."""
        printed = self.figure.amount
        if printed is None or self.computed is None or printed.value == 0.0:
            return None
        if not self.computed.unit.fits(printed.unit):
            return None
        return self.computed.to(printed.unit) / printed.value - 1.0


def rebuild(statement: Statement) -> tuple[Rebuilt, ...]:
    """Compute every figure of a statement again that follows from others.

    Args:
        statement: The statement.

    Returns:
        One for each figure and each way in which it follows; in the statement's order.
    """
    book = Book(statement)
    return tuple(found for scope in book.scopes() for found in _of_scope(book, scope))


def _of_scope(book: Book, scope: str | None) -> Iterator[Rebuilt]:
    for figure in book.figures(scope).values():
        for by, node in book.ways(figure, scope):
            yield _held(book, figure, scope, by, node)


def _held(book: Book, figure: Figure, scope: str | None, by: str, node: Node) -> Rebuilt:
    place = book.place(figure.name, scope)
    try:
        computed = book.compute(figure, scope, node)
    except UnitError as wrong:
        return Rebuilt(place, figure, by, None, Verdict.UNIT, reason=str(wrong.what))
    except WholeprintError as wrong:
        return Rebuilt(place, figure, by, None, Verdict.UNKNOWN, reason=f"{wrong.what}")
    recalled = figure.recalled or bool(computed.leaves & book.recalled)
    if figure.amount is None:
        return Rebuilt(place, figure, by, computed, Verdict.FOLLOWS, recalled)
    computed = computed.like(figure.amount.unit)
    if not computed.unit.fits(figure.amount.unit):
        reason = f"{computed.unit} is computed, {figure.amount.unit} is printed"
        return Rebuilt(place, figure, by, computed, Verdict.UNIT, recalled, reason)
    computed = computed.into(figure.amount.unit)
    return Rebuilt(place, figure, by, computed, verdict(figure, computed, node), recalled)


def verdict(figure: Figure, computed: Amount, node: Node) -> Verdict:
    """Say how a printed figure stands to what it is computed to be.

    Args:
        figure: The figure; it has an amount.
        computed: What it is computed to be, in the same unit.
        node: The formula.

    Returns:
        The verdict.
    """
    if figure.amount is None:
        return Verdict.FOLLOWS
    printed = figure.amount.value
    away = abs(computed.value - printed)
    barely = _BARELY * max(abs(printed), abs(computed.value))
    if figure.bound:
        holds = computed.value <= printed if figure.bound == "<" else computed.value >= printed
        return Verdict.EXACT if holds or away <= computed.slack_amount else Verdict.OFF
    if away <= figure.rounding_amount + barely:
        return Verdict.EXACT
    if (
        figure.about
        and away <= max(figure.noughts_amount, ABOUT * abs(printed)) + computed.slack_amount
    ):
        return Verdict.ABOUT
    if away <= figure.noughts_amount + computed.slack_amount + barely:
        return Verdict.ROUNDING
    # Cut off or fed with rounded numbers: each explains a difference, and not both at once.
    if away < 2.0 * figure.rounding_amount and abs(computed.value) > abs(printed):
        return Verdict.TRUNCATED
    # A sum of printed numbers, or a product of exact ones, leaves no room for a small difference.
    strict = node.only_adds or not computed.doubts
    if not strict and away - computed.slack_amount <= CLOSE * abs(printed):
        return Verdict.CLOSE
    return Verdict.OFF
