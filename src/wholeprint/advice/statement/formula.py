"""Formulas of a statement: parsed by hand and never executed as code.

``+ - * / ^``, brackets, numbers, amounts in square brackets (``[0.22 kWh]``), names of figures,
figures of a row (``"7B".ghg``), and the functions of `FUNCTIONS`. ``sum(ghg)`` adds a figure up
over all rows; ``printed(energy)`` is the number printed, also where it could be computed.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, final

from wholeprint.advice.statement.amount import Amount, total, unit_of
from wholeprint.advice.statement.functions import FUNCTIONS
from wholeprint.errors import FormulaError, ValueRefusedError
from wholeprint.quantities.printed import printed

LONGEST = 1000
DEEPEST = 40
MOST_PARTS = 400

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)
    |(?P<amount>\[[^\[\]]{1,100}\])
    |(?P<row>"[^"\n]{1,100}")
    |(?P<name>[A-Za-z_][A-Za-z0-9_]{0,80})
    |(?P<sign>[-+*/^().,]))""",
    re.VERBOSE,
)


class Lookup(Protocol):
    """Where a formula finds its figures."""

    def figure(self, name: str, row: str | None, /) -> Amount:
        """Return a figure, of a row where one is named."""
        ...

    def printed(self, name: str, row: str | None, /) -> Amount:
        """Return a figure as it was printed, also where it could be computed."""
        ...

    def over_rows(self, name: str, /) -> tuple[Amount, ...]:
        """Return a figure of each row that has it."""
        ...


class Node(Protocol):
    """A part of a formula."""

    def value(self, lookup: Lookup) -> Amount:
        """Return what it is."""
        ...

    def names(self) -> Iterator[tuple[str | None, str]]:
        """Yield each figure in it, with its row where one is named; "*" is every row."""
        ...

    @property
    def only_adds(self) -> bool:
        """Whether it only adds and subtracts."""
        ...


@final
@dataclass(frozen=True, slots=True)
class Given:
    """A number, or an amount."""

    amount: Amount
    only_adds: bool = True

    def value(self, lookup: Lookup) -> Amount:
        """Return what it is."""
        del lookup
        return self.amount

    def names(self) -> Iterator[tuple[str | None, str]]:
        """Yield nothing."""
        yield from ()


@final
@dataclass(frozen=True, slots=True)
class Named:
    """A figure, of a row where one is named; as printed where that is asked for."""

    name: str
    row: str | None = None
    as_printed: bool = False
    only_adds: bool = True

    def value(self, lookup: Lookup) -> Amount:
        """Return what it is."""
        return (lookup.printed if self.as_printed else lookup.figure)(self.name, self.row)

    def names(self) -> Iterator[tuple[str | None, str]]:
        """Yield the figure."""
        yield self.row, self.name


@final
@dataclass(frozen=True, slots=True)
class Summed:
    """A figure added up over all rows."""

    name: str
    only_adds: bool = True

    def value(self, lookup: Lookup) -> Amount:
        """Return what it is.

        Raises:
            FormulaError: If no row has it.
        """
        found = lookup.over_rows(self.name)
        if not found:
            raise FormulaError("no row has this figure", seen=self.name, fix="Check its name")
        return total(found)

    def names(self) -> Iterator[tuple[str | None, str]]:
        """Yield the figure of every row."""
        yield "*", self.name


@final
@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts and what is done with them."""

    sign: str
    left: Node
    right: Node

    def value(self, lookup: Lookup) -> Amount:
        """Return what it is."""
        left, right = self.left.value(lookup), self.right.value(lookup)
        match self.sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
            case _:
                return left**right

    def names(self) -> Iterator[tuple[str | None, str]]:
        """Yield the figures of both."""
        yield from self.left.names()
        yield from self.right.names()

    @property
    def only_adds(self) -> bool:
        """Whether it only adds and subtracts."""
        return self.sign in "+-" and self.left.only_adds and self.right.only_adds


@final
@dataclass(frozen=True, slots=True)
class Called:
    """A function of some parts."""

    name: str
    parts: tuple[Node, ...]
    only_adds: bool = False

    def value(self, lookup: Lookup) -> Amount:
        """Return what it is."""
        return FUNCTIONS[self.name](tuple(part.value(lookup) for part in self.parts))

    def names(self) -> Iterator[tuple[str | None, str]]:
        """Yield the figures of all."""
        for part in self.parts:
            yield from part.names()


def parse(text: str, counted: frozenset[str] = frozenset()) -> Node:
    """Read a formula.

    Args:
        text: The formula.
        counted: More things that are counted, for amounts in square brackets.

    Returns:
        The formula, ready to be given figures.

    Raises:
        FormulaError: If it cannot be read; the message says where.
    """
    if len(text) > LONGEST:
        raise FormulaError(
            "the formula is too long", seen=f"{len(text)} characters", fix=f"Use at most {LONGEST}"
        )
    return _Reader(text, counted).whole()


@final
class _Reader:
    def __init__(self, text: str, counted: frozenset[str]) -> None:
        self._text = text
        self._counted = counted
        self._tokens = list(self._split())
        if len(self._tokens) > MOST_PARTS:
            raise FormulaError(
                "the formula has too many parts",
                seen=f"{len(self._tokens)} of them",
                fix=f"Use at most {MOST_PARTS}, and sum() over rows",
            )
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        found = self._sum()
        if self._at < len(self._tokens):
            raise self._wrong("something stands behind the formula")
        return found

    def _split(self) -> Iterator[tuple[str, str]]:
        place, end = 0, len(self._text.rstrip())
        while place < end:
            found = _TOKEN.match(self._text, place)
            if found is None or found.lastgroup is None:
                raise FormulaError(
                    "this cannot stand in a formula",
                    seen=f"{self._text[place : place + 20]!r} in {self._text!r}",
                    fix="Use names, numbers, [0.22 kWh], + - * / ^ and brackets",
                )
            yield found.lastgroup, found[found.lastgroup]
            place = found.end()

    def _wrong(self, what: str) -> FormulaError:
        rest = "".join(text for _, text in self._tokens[self._at : self._at + 5])
        return FormulaError(
            what,
            seen=f"{rest or 'its end'!r} in {self._text!r}",
            fix="Use names, numbers, [0.22 kWh], + - * / ^ and brackets",
        )

    def _take(self, *signs: str) -> str:
        if self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            if kind == "sign" and text in signs:
                self._at += 1
                return text
        return ""

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError("the formula is too deep", seen=f"over {DEEPEST} brackets")
        left = self._product()
        while sign := self._take("+", "-"):
            left = Joined(sign, left, self._product())
        self._depth -= 1
        return left

    def _product(self) -> Node:
        left = self._signed()
        while sign := self._take("*", "/"):
            left = Joined(sign, left, self._signed())
        return left

    def _signed(self) -> Node:
        minus = 0
        while sign := self._take("-", "+"):
            minus += sign == "-"
        found = self._power()
        return Joined("*", Given(Amount(-1.0)), found) if minus % 2 else found

    def _power(self) -> Node:
        base = self._atom()
        if not self._take("^"):
            return base
        minus = bool(self._take("-"))
        exponent = self._atom()
        return Joined("^", base, Joined("*", Given(Amount(-1.0)), exponent) if minus else exponent)

    def _atom(self) -> Node:
        if self._take("("):
            inner = self._sum()
            self._close()
            return inner
        if self._at >= len(self._tokens):
            raise self._wrong("something is missing")
        kind, text = self._tokens[self._at]
        self._at += 1
        match kind:
            case "number":
                return Given(Amount(_finite(text)))
            case "amount":
                return Given(self._amount(text[1:-1]))
            case "row":
                return self._of_row(text[1:-1])
            case "name":
                return self._named(text)
            case _:
                self._at -= 1
                raise self._wrong("a figure or a number is missing")

    def _amount(self, text: str) -> Amount:
        found = printed(text)
        unit, scale = unit_of(found.unit, self._counted)
        return Amount(found.value * scale, unit)

    def _of_row(self, row: str) -> Node:
        if not self._take(".") or self._at >= len(self._tokens):
            raise self._wrong('a row is followed by a figure, as in "7B".ghg')
        kind, text = self._tokens[self._at]
        if kind != "name":
            raise self._wrong('a row is followed by a figure, as in "7B".ghg')
        self._at += 1
        return Named(text, row)

    def _named(self, name: str) -> Node:
        if not self._take("("):
            return Named(name)
        if name == "sum":
            return self._summed()
        if name == "printed":
            named = self._atom()
            if not isinstance(named, Named):
                raise self._wrong("printed() takes the name of one figure")
            self._close()
            return Named(named.name, named.row, as_printed=True)
        if name not in FUNCTIONS:
            raise FormulaError(
                "no function of that name",
                seen=name,
                fix=f"There are sum, printed, {', '.join(FUNCTIONS)}",
            )
        parts = [self._sum()]
        while self._take(","):
            parts.append(self._sum())
        self._close()
        return Called(name, tuple(parts))

    def _summed(self) -> Node:
        if self._at >= len(self._tokens) or self._tokens[self._at][0] != "name":
            raise self._wrong("sum() adds one figure up over all rows, as in sum(ghg)")
        name = self._tokens[self._at][1]
        self._at += 1
        self._close()
        return Summed(name)

    def _close(self) -> None:
        if not self._take(")"):
            raise self._wrong("a bracket is not closed")


def _finite(text: str) -> float:
    value = float(text.replace("_", ""))
    if not math.isfinite(value):
        raise ValueRefusedError("a number in the formula is too large", seen=text)
    return value
