"""The two sides of an explanation: what is known of each, and how it follows from what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import final

import numpy as np

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.book import TOTALS, Book
from wholeprint.advice.statement.formula import Given, Joined, Named, Node
from wholeprint.advice.statement.shape import Statement
from wholeprint.advice.statement.terms import by_word, identities, unit_of_term
from wholeprint.errors import StatementError, WholeprintError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.units import ONE, Unit


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """An amount in every state of the world, the central one first.

    Attributes:
        values: The numbers [unit].
        unit: Their unit.
    """

    values: FloatArray
    unit: Unit

    def to(self, unit: Unit) -> FloatArray:
        """Return the numbers in another unit of the same kind.

        Args:
            unit: The unit wanted.

        Returns:
            The numbers [unit].

        Raises:
            UnitError: If the two do not measure the same kind of thing.
        """
        return self.values * self.unit.ratio(unit)


@dataclass(frozen=True, slots=True)
class Product:
    """How a figure is a product of others.

    Attributes:
        constant: A number in front, with its unit.
        powers: Each figure with its power.
    """

    constant: Amount
    powers: tuple[tuple[str, int], ...]


@final
@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What is known of one side.

    Attributes:
        name: What it is called.
        values: Its figures, by the words of the vocabulary, or by its own.
        ways: How its figures are products of others, beside what the vocabulary says.
        counts: What is inside its boundary; None where it does not say.
        labels: Its circumstances, in words: hardware, place, year.
        sums: How its figures are sums of others.
    """

    name: str
    values: Mapping[str, Valued]
    ways: Mapping[str, tuple[Product, ...]] = field(default_factory=dict[str, tuple[Product, ...]])
    counts: frozenset[str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def leads_to(self, name: str) -> Iterator[Product]:
        """Yield how a figure is a product of others: its own formula first.

        Args:
            name: The figure.

        Yields:
            The products.
        """
        yield from self.ways.get(name, ())
        yield from known_products().get(name, ())


@cache
def known_products() -> Mapping[str, tuple[Product, ...]]:
    """Return how terms are products of others, by what always holds between them."""
    found: dict[str, tuple[Product, ...]] = {}
    for target, node in identities():
        product = product_of(node)
        # A quotient leads back to what it was made of: energy over PUE explains nothing.
        if product is not None and all(power > 0 for _, power in product.powers):
            found[target] = (*found.get(target, ()), product)
    found["ghg_embodied"] = (
        *found.get("ghg_embodied", ()),
        Product(Amount(1.0), (("duration", 1), ("embodied_per_hour", 1))),
    )
    return found


def product_of(node: Node) -> Product | None:
    """Return a formula as a product of figures, None where it is none.

    Args:
        node: The formula.

    Returns:
        The product.
    """
    match node:
        case Given():
            return Product(node.amount, ())
        case Named():
            return Product(Amount(1.0), ((node.name, 1),)) if node.row is None else None
        case Joined():
            return _joined(node)
        case _:
            return None


def _joined(node: Joined) -> Product | None:
    left, right = product_of(node.left), product_of(node.right)
    if left is None or right is None:
        return None
    if node.sign == "*":
        return Product(left.constant * right.constant, _times(left.powers, right.powers, 1))
    if node.sign == "/" and right.constant.value != 0.0:
        return Product(left.constant / right.constant, _times(left.powers, right.powers, -1))
    if node.sign == "^" and not right.powers and right.constant.value.is_integer():
        power = int(right.constant.value)
        return Product(left.constant**right.constant, tuple((n, p * power) for n, p in left.powers))
    return None


def _times(
    left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...], sign: int
) -> tuple[tuple[str, int], ...]:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple((name, power) for name, power in powers.items() if power)


def statement_side(statement: Statement, row: str | None = None) -> Side:
    """Return what a statement, or one of its rows, says, ready to be explained.

    Args:
        statement: The statement.
        row: One of its rows; None for its totals, or for what holds for all of it.

    Returns:
        The side.

    Raises:
        StatementError: If it has no row of that name.
    """
    book = Book(statement)
    if row is not None and statement.row(row) is None:
        known = ", ".join(each.name for each in statement.rows)
        raise StatementError(
            "the statement has no row of that name", seen=row, fix=f"Its rows: {known or 'none'}"
        )
    scope = row if row is not None else (TOTALS if statement.totals else None)
    values: dict[str, Valued] = {}
    ways: dict[str, tuple[Product, ...]] = {}
    sums: dict[str, tuple[str, ...]] = {}
    for each in dict.fromkeys((scope, None)):
        for figure in book.figures(each).values():
            name = figure.term or figure.name
            found = _value(book, name, scope)
            if found is None or name in values:
                continue
            values[name] = found
            product = None if figure.equals is None else product_of(figure.equals)
            if product is not None:
                ways[name] = (_in_terms(product, book, scope),)
            elif figure.equals is not None and figure.equals.only_adds:
                sums[name] = tuple(_word(n, book, scope) for _, n in figure.equals.names())
    for name in (target for target, _ in identities()):
        found = _value(book, name, scope)
        if name not in values and found is not None:
            values[name] = found
    about = statement.about
    here = None if row is None else statement.row(row)
    own = about if here is None else here.about
    labels = {
        "hardware": own.hardware or about.hardware,
        "place": own.place or about.place,
        "year": str(own.year or about.year or ""),
        "accounting": own.accounting or about.accounting,
    }
    title = statement.id or statement.title
    if labels["accounting"] == "market":
        _call_market(values)
    return Side(
        name=title if row is None else f"{title}, {row}",
        values=values,
        ways=ways,
        counts=about.counts if own.counts is None else own.counts,
        labels={key: text for key, text in labels.items() if text},
        sums=sums,
    )


def _call_market(values: dict[str, Valued]) -> None:
    # A statement that is market-based means it of its plain words too; its total then is neither.
    for plain, market in (("ghg", "ghg_market"), ("intensity", "market_intensity")):
        found = values.pop(plain, None)
        if found is not None:
            values.setdefault(market, found)


def _value(book: Book, name: str, scope: str | None) -> Valued | None:
    try:
        amount = book.value(name, scope)
    except WholeprintError:
        return None  # what cannot be known takes no part; the other figures still do
    if name in by_word() and amount.unit.fits(unit_of_term(name)):
        amount = amount.into(unit_of_term(name))
    return Valued(np.array([amount.value]), amount.unit)


def _word(name: str, book: Book, scope: str | None) -> str:
    found = book.find(name, scope)
    return name if found is None else found[0].term or found[0].name


def _in_terms(product: Product, book: Book, scope: str | None) -> Product:
    named = tuple((_word(name, book, scope), power) for name, power in product.powers)
    return Product(product.constant, _times((), named, 1))


def unit_of(side: Side, name: str) -> Unit:
    """Return the unit in which a side has a figure, one where it does not have it.

    Args:
        side: The side.
        name: The figure.

    Returns:
        The unit.
    """
    found = side.values.get(name)
    return ONE if found is None else found.unit
