"""One statement under audit: its figures by word, its circumstances, and what was computed."""

from collections.abc import Iterator
from functools import cached_property
from typing import final

from wholeprint.advice.audit.references import NoReferences, References
from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.book import Book
from wholeprint.advice.statement.rebuild import Rebuilt, rebuild
from wholeprint.advice.statement.shape import About, Figure, Row, Statement
from wholeprint.advice.statement.terms import unit_of_term
from wholeprint.errors import WholeprintError
from wholeprint.quantities.units import Unit


@final
class Case:
    """One statement under audit.

    Args:
        statement: The statement.
        references: What it is held against beside itself.
        others: Statements given with it.
    """

    def __init__(
        self,
        statement: Statement,
        references: References | None = None,
        others: tuple[Statement, ...] = (),
    ) -> None:
        self.statement = statement
        self.others = others
        self.references: References = references or NoReferences()
        self.book = Book(statement)

    @cached_property
    def rebuilt(self) -> tuple[Rebuilt, ...]:
        """Every figure that follows from others, computed."""
        return rebuild(self.statement)

    def scopes(self) -> Iterator[str | None]:
        """Yield each scope that states figures of its own.

        Yields:
            None for the statement, then the names of its rows, then that of its totals.
        """
        for scope in self.book.scopes():
            if self.book.figures(scope):
                yield scope

    def states(self, scope: str | None, *terms: str) -> bool:
        """Return whether a scope itself prints one of some terms.

        Args:
            scope: The scope.
            terms: The terms.
        """
        return any(each.term in terms for each in self.book.figures(scope).values())

    def figure(self, term: str, scope: str | None) -> Figure | None:
        """Return the figure that prints a term, of the scope or of the whole statement.

        Args:
            term: The term.
            scope: The scope.
        """
        found = self.book.find(term, scope)
        return None if found is None or found[0].amount is None else found[0]

    def place(self, term: str, scope: str | None) -> str:
        """Return where a term stands, in words.

        Args:
            term: The term.
            scope: The scope.
        """
        found = self.book.find(term, scope)
        if found is None:
            return self.book.place(term, scope)
        return self.book.place(found[0].name, found[1])

    def amount(self, term: str, scope: str | None) -> Amount | None:
        """Return what a term is, printed or following from others; None where it is not known.

        Args:
            term: The term.
            scope: The scope.

        Returns:
            The amount, in a unit that fits the term.
        """
        try:
            found = self.book.value(term, scope).like(unit_of_term(term))
        except (WholeprintError, OverflowError):
            return None
        return found if found.unit.fits(unit_of_term(term)) else None

    def number(self, term: str, scope: str | None, unit: str) -> float | None:
        """Return what a term is as a number.

        Args:
            term: The term.
            scope: The scope.
            unit: The unit wanted.

        Returns:
            The number [unit], None where it is not known.
        """
        found = self.amount(term, scope)
        return None if found is None else in_unit(found, unit)

    @cached_property
    def _by_place(self) -> dict[str, Figure]:
        return {
            self.book.place(figure.name, scope): figure
            for scope in self.book.scopes()
            for figure in self.book.figures(scope).values()
        }

    @cached_property
    def _scope_by_place(self) -> dict[str, str | None]:
        return {
            self.book.place(name, scope): scope
            for scope in self.book.scopes()
            for name in self.book.figures(scope)
        }

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.name: row for row in self.statement.rows}

    @cached_property
    def rebuilt_at(self) -> dict[str, list[Rebuilt]]:
        """What was computed, by its place."""
        found: dict[str, list[Rebuilt]] = {}
        for each in self.rebuilt:
            found.setdefault(each.place, []).append(each)
        return found

    def scope_of(self, place: str) -> str | None:
        """Return the scope of a figure.

        Args:
            place: Where it stands.
        """
        return self._scope_by_place.get(place)

    def row(self, scope: str | None) -> Row | None:
        """Return the row that is a scope, None where it is none.

        Args:
            scope: The scope.
        """
        return None if scope is None else self._rows.get(scope)

    def noughts(self, place: str, unit: Unit) -> float:
        """Return what trailing noughts of a figure may hide.

        Args:
            place: Where it stands.
            unit: In which unit.

        Returns:
            The amount [unit]; 0 where it is exact, or of another kind.
        """
        figure = self._by_place.get(place)
        if figure is None or figure.amount is None or not figure.amount.unit.fits(unit):
            return 0.0
        return figure.noughts_amount * figure.amount.unit.ratio(unit)

    def about(self, scope: str | None) -> About:
        """Return the circumstances of a scope; what a row does not say, the statement says.

        Args:
            scope: The scope.
        """
        whole = self.statement.about
        row = self.row(scope)
        if row is None:
            return whole
        own = row.about
        return About(
            hardware=own.hardware or whole.hardware,
            place=own.place or whole.place,
            year=own.year or whole.year,
            accounting=own.accounting or whole.accounting,
            counts=own.counts if own.counts is not None else whole.counts,
            unit=own.unit or whole.unit,
        )


def in_unit(amount: Amount, unit: str) -> float:
    """Return an amount as a number in a unit of the same kind.

    Args:
        amount: The amount.
        unit: The unit.

    Returns:
        The number [unit].
    """
    wanted = Unit.parse(unit)
    return amount.like(wanted).to(wanted)


_FRIENDLY = ("kWh", "kW", "kgCO2e", "gCO2e/kWh", "L", "L/kWh", "h")


def plain(plain_amount: float, digits: int = 4) -> str:
    """Return a number in words that a reader knows: commas, and no powers of ten while they help.

    Args:
        plain_amount: The number, in whatever unit is said after it.
        digits: How many digits count.

    Returns:
        Such as "1,016,400"; beyond 1e15 with a power of ten.
    """
    shown = f"{plain_amount:,.{digits}g}"
    if "e+" not in shown or abs(plain_amount) >= 1e15:  # noqa: PLR2004 - beyond it commas do not help
        return f"{plain_amount:.{digits}g}" if "e+" in shown else shown
    return f"{float(f'{plain_amount:.{digits}g}'):,.0f}"


def said(amount: Amount) -> str:
    """Return an amount in words.

    Args:
        amount: The amount.

    Returns:
        Such as "385.1 tCO2e"; six digits are the most.
    """
    unit = str(amount.unit)
    if "\N{MIDDLE DOT}" in unit or unit.count("/") > 1:
        for symbol in _FRIENDLY:
            if amount.unit.fits(Unit.parse(symbol)):
                return said(amount.into(Unit.parse(symbol)))
    shown = plain(amount.value, 6)
    return shown if unit in {"1", ""} else f"{shown} {unit}"


_NOUGHTS = 0.04
"""What trailing noughts of a printed number may hide, of it [1]: our choice."""


def slack_of(figure: Figure) -> float:
    """Return what the digits of a figure may hide; noughts at its end hide a little, not half.

    Args:
        figure: The figure.

    Returns:
        The amount [the figure's unit].
    """
    if figure.amount is None:
        return 0.0
    return max(
        figure.rounding_amount, min(figure.noughts_amount, _NOUGHTS * abs(figure.amount.value))
    )


def printed_as(figure: Figure) -> str:
    """Return what was printed of a figure.

    Args:
        figure: The figure.
    """
    return figure.text or (said(figure.amount) if figure.amount is not None else "")
