"""The figures of a statement, found by name or by word, printed or computed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import final

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.formula import Node, Summed
from wholeprint.advice.statement.shape import Figure, Statement
from wholeprint.advice.statement.terms import ADDED_UP, IDENTITIES, identities
from wholeprint.errors import FormulaError, WholeprintError

TOTALS = "totals"
_DEEPEST = 60
_LEADING_TO: dict[str, tuple[tuple[Node, tuple[str, ...]], ...]] = {
    name: tuple(
        (node, tuple(part for _, part in node.names()))
        for target, node in identities()
        if target == name
    )
    for name in {target for target, _ in identities()}
}
"""What gives each word, with the words that it takes."""

_FORMULAS = {
    (target, node): text for (target, text), (_, node) in zip(IDENTITIES, identities(), strict=True)
}


@final
class Book:
    """The figures of a statement, found by name or by word, printed or computed.

    Args:
        statement: The statement.

    Attributes:
        recalled: Places of figures that were written down from memory.
    """

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._rows = {row.name: row for row in statement.rows}
        self._values: dict[tuple[str | None, str], Amount] = {}
        self._open: list[tuple[str | None, str]] = []
        self._found: dict[str | None, dict[str, Figure]] = {}
        self.recalled = frozenset(
            self.place(figure.name, scope)
            for scope in self.scopes()
            for figure in self.figures(scope).values()
            if figure.recalled
        )

    def scopes(self) -> Iterator[str | None]:
        """Yield the name of each scope: None for the statement, then its rows, then its totals.

        Yields:
            The names.
        """
        yield None
        yield from self._rows
        if self.statement.totals:
            yield TOTALS

    def figures(self, scope: str | None) -> Mapping[str, Figure]:
        """Return the figures that a scope itself states.

        Args:
            scope: Its name.

        Returns:
            Its figures, by name.
        """
        if scope is None:
            return self.statement.figures
        if scope == TOTALS and scope not in self._rows:
            return self.statement.totals
        return self._rows[scope].figures

    def place(self, name: str, scope: str | None) -> str:
        """Return where a figure stands, in words.

        Args:
            name: Its name.
            scope: Its scope.

        Returns:
            Such as "energy", "rows.7B.ghg", "totals.ghg".
        """
        if scope is None:
            return name
        return f"{scope}.{name}" if scope not in self._rows else f"rows.{scope}.{name}"

    def find(self, name: str, scope: str | None) -> tuple[Figure, str | None] | None:
        """Return a figure by its name, or by the word of the vocabulary it stands for.

        Args:
            name: The name, or the word.
            scope: Where to look first; then in what holds for all of the statement.

        Returns:
            The figure and the scope it was found in, None where there is none.
        """
        for each in (scope, None) if scope is not None else (None,):
            figure = self._index(each).get(name)
            if figure is not None:
                return figure, each
        return None

    def _index(self, scope: str | None) -> Mapping[str, Figure]:
        if scope not in self._found:
            figures = self.figures(scope)
            # A name goes before a word, and the first figure of a word before the others.
            found = {figure.term: figure for figure in [*figures.values()][::-1] if figure.term}
            self._found[scope] = {**found, **figures}
        return self._found[scope]

    def ways(self, figure: Figure, scope: str | None) -> Iterator[tuple[str, Node]]:
        """Yield each way in which a figure follows from others.

        Args:
            figure: The figure.
            scope: Its scope.

        Yields:
            The formula as text, and ready to be given figures.
        """
        if figure.equals is not None:
            yield figure.formula, figure.equals
            return
        if scope == TOTALS and self._is_added_up(figure):
            name = figure.name if self._in_rows(figure.name) else figure.term
            yield f"sum({name})", Summed(name)
            return
        for node, names in _LEADING_TO.get(figure.term, ()):
            if self._has_all(names, figure.term, scope):
                yield _FORMULAS[figure.term, node], node

    def compute(self, figure: Figure, scope: str | None, node: Node) -> Amount:
        """Return what a formula makes of a figure.

        Args:
            figure: The figure; it may not be needed to compute itself.
            scope: Its scope.
            node: The formula.

        Returns:
            The amount, with what it rests on.

        Raises:
            FormulaError: If a figure is missing, or needed to compute itself, or formulas lead too
                far.
            RecursionError: If that happens inside the formula of another figure, which says it.
            UnitError: If units do not fit.
        """
        key = (scope, figure.name)
        if key in self._open or len(self._open) > _DEEPEST:
            chain = " -> ".join(self.place(name, each) for each, name in (*self._open, key))
            raise FormulaError("a figure is needed to compute itself", seen=chain[:200])
        is_outermost = not self._open
        self._open.append(key)
        try:
            return node.value(_Scope(self, scope))
        except RecursionError as wrong:
            if not is_outermost:
                raise
            raise FormulaError(
                "the formulas behind a figure lead too far",
                seen=self.place(figure.name, scope),
                fix="State more of the figures in between",
            ) from wrong
        finally:
            self._open.pop()

    def value(self, name: str, scope: str | None) -> Amount:
        """Return what a figure is: computed where that agrees with what is printed, else printed.

        Args:
            name: Its name, or its word.
            scope: Where to look first.

        Returns:
            The amount, with what it rests on.

        Raises:
            FormulaError: If there is no such figure, or it cannot be known.
        """
        found = self.find(name, scope)
        if found is None:
            return self._implied(name, scope)
        figure, home = found
        key = (home, figure.name)
        if key not in self._values:
            self._values[key] = self._known(figure, home)
        return self._values[key]

    def printed(self, name: str, scope: str | None) -> Amount:
        """Return what is printed for a figure, also where it could be computed.

        Args:
            name: Its name, or its word.
            scope: Where to look first.

        Returns:
            The amount, with what its digits leave open.

        Raises:
            FormulaError: If there is no such figure, or nothing is printed for it.
        """
        found = self.find(name, scope)
        if found is None:
            raise FormulaError("the statement has no such figure", seen=name)
        return self._printed(*found)

    def over_rows(self, name: str) -> tuple[Amount, ...]:
        """Return a figure of each row that has it.

        Args:
            name: Its name, or its word.

        Returns:
            The amounts, in the order of the rows.
        """
        return tuple(
            self.value(name, row) for row in self._rows if self._stated(name, row) is not None
        )

    def _known(self, figure: Figure, scope: str | None) -> Amount:
        if figure.amount is None:
            for _, node in self.ways(figure, scope):
                return self.compute(figure, scope, node)
            raise FormulaError("a figure is neither printed nor computed", seen=figure.name)
        printed = self._printed(figure, scope)
        if figure.exact:
            return printed
        for _, node in self.ways(figure, scope):
            try:
                computed = self.compute(figure, scope, node).like(printed.unit)
                # Printed digits are not chained where what they were rounded from is known.
                if abs(computed.to(printed.unit) - printed.value) <= figure.rounding_amount:
                    return computed
            except WholeprintError:
                continue  # it is said where the figure itself is held against its formula
        return printed

    def _printed(self, figure: Figure, scope: str | None) -> Amount:
        amount = figure.amount
        if amount is None:
            raise FormulaError("a figure is not printed", seen=figure.name)
        place = self.place(figure.name, scope)
        doubts = {place: figure.rounding_amount} if figure.rounding_amount else {}
        return Amount(amount.value, amount.unit, doubts, frozenset({place}))

    def _implied(self, name: str, scope: str | None) -> Amount:
        key = (scope, name)
        if key not in self._open:
            self._open.append(key)
            try:
                for node, names in _LEADING_TO.get(name, ()):
                    if self._has_all(names, "", scope):
                        return node.value(_Scope(self, scope))
            finally:
                self._open.pop()
        raise FormulaError(
            "the statement has no such figure",
            seen=name if scope is None else f"{name}, for {scope}",
            fix="Name a figure that it states",
        )

    def _has_all(self, names: Sequence[str], own: str, scope: str | None) -> bool:
        without = frozenset({own})
        return all(name != own and self._can(name, scope, without) for name in names)

    def _can(self, name: str, scope: str | None, without: frozenset[str]) -> bool:
        if self.find(name, scope) is not None:
            return True
        beyond = without | {name}
        return any(
            all(part not in without and self._can(part, scope, beyond) for part in names)
            for _, names in _LEADING_TO.get(name, ())
        )

    def _is_added_up(self, figure: Figure) -> bool:
        return self._in_rows(figure.name) or (
            figure.term in ADDED_UP and self._in_rows(figure.term)
        )

    def _in_rows(self, name: str) -> bool:
        return any(self._stated(name, row) is not None for row in self._rows)

    def _stated(self, name: str, row: str) -> Figure | None:
        found = self.find(name, row)
        return None if found is None or found[1] is None else found[0]


@final
class _Scope:
    """Where a formula of one scope finds its figures."""

    def __init__(self, book: Book, scope: str | None) -> None:
        self._book = book
        self._scope = scope

    def figure(self, name: str, row: str | None) -> Amount:
        return self._book.value(name, self._of(row))

    def printed(self, name: str, row: str | None) -> Amount:
        return self._book.printed(name, self._of(row))

    def over_rows(self, name: str) -> tuple[Amount, ...]:
        return self._book.over_rows(name)

    def _of(self, row: str | None) -> str | None:
        if row is not None and self._book.statement.row(row) is None:
            raise FormulaError("no row of that name", seen=row, fix="Check the name of the row")
        return self._scope if row is None else row
