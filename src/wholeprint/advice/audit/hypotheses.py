"""What would explain that a printed figure does not follow: mistakes that people make.

Each is tried by computing again; what is said here is only what would give the printed number.
"""

import math
from collections.abc import Iterator
from itertools import combinations
from typing import final

from wholeprint.advice.audit.case import Case, said
from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.formula import Node, Summed
from wholeprint.advice.statement.rebuild import Rebuilt
from wholeprint.advice.statement.shape import Figure
from wholeprint.errors import WholeprintError
from wholeprint.quantities.units import ONE, Unit

_TOLERANCE = 0.003
"""How near a mistake must come to the printed figure [1]: our choice."""

_CLOSELY = 0.02
"""What the digits of a printed figure may hide at most where a factor near one is tried [1]."""

_SMALLEST, _LARGEST = 1e-100, 1e100
"""Beyond them no number is a footprint, and its square may not be held."""

_HOUR = Unit.parse("h")
_MOST_DIGITS = 1e15
_MOST_ROWS = 60
_MOST = 4

_FACTORS: tuple[tuple[float, str], ...] = (
    (1e3, "it is 1000 times too large: a thousandth of the unit was meant, as MWh for kWh"),
    (1e-3, "it is 1000 times too small: a thousand times the unit was meant, as kWh for MWh"),
    (1e6, "it is a million times too large"),
    (1e-6, "it is a million times too small"),
    (1 / 0.45359237, "pounds were printed as kilograms"),
    (0.45359237, "kilograms were printed as pounds, or converted twice"),
    (1 / 0.90718474, "short tons were printed as tonnes"),
    (0.90718474, "tonnes were printed as short tons"),
    (24.0, "it was multiplied by the 24 hours of a day once too often"),
    (1 / 24.0, "it was divided by the 24 hours of a day once too often"),
    (365.0, "it was multiplied by the 365 days of a year once too often"),
    (1 / 365.0, "it was divided by the 365 days of a year once too often"),
    (8760.0, "it was multiplied by the 8760 hours of a year once too often"),
    (60.0, "minutes were taken for hours, or seconds for minutes"),
    (1 / 60.0, "hours were taken for minutes, or minutes for seconds"),
    (3600.0, "kilojoules were taken for watt-hours, or seconds for hours"),
    (1 / 3600.0, "watt-seconds were taken for watt-hours"),
    (100.0, "a share was taken in per cent and not as a part of one"),
    (0.01, "a part of one was taken for per cent"),
)


def explain(case: Case, found: Rebuilt, scope: str | None, node: Node) -> tuple[str, ...]:
    """Return what would explain a printed figure that does not follow.

    Args:
        case: The statement.
        found: The figure, printed and computed.
        scope: Its scope.
        node: The formula.

    Returns:
        Explanations, likeliest first; at most a few.
    """
    printed, computed = found.figure.amount, found.computed
    if printed is None or computed is None or not computed.unit.fits(printed.unit):
        return ()
    if not _SMALLEST < abs(computed.value) < _LARGEST:
        return ()
    trial = _Trial(case, found.figure, scope, node)
    ways = (
        *_of_stated(trial, computed.to(printed.unit)),
        *_of_rows(trial, node, computed.to(printed.unit)),
        *_of_building(trial, computed.to(printed.unit)),
        *_of_part(trial, computed.to(printed.unit)),
        *trial.without(),
        *trial.swapped(),
        *trial.scaled(),
        *_of_factors(trial, computed.to(printed.unit)),
        *_of_digits(found.figure, computed.to(printed.unit)),
    )
    return tuple(dict.fromkeys(ways))[:_MOST]


def needed(case: Case, found: Rebuilt, scope: str | None, node: Node) -> str:
    """Return which single change of an input would give what is printed.

    Args:
        case: The statement.
        found: The figure, printed and computed.
        scope: Its scope.
        node: The formula.

    Returns:
        A sentence; empty where no single change would.
    """
    printed, computed = found.figure.amount, found.computed
    if printed is None or computed is None or not computed.unit.fits(printed.unit):
        return ""
    changes = _Trial(case, found.figure, scope, node).changes(computed.to(printed.unit))
    ways = [*changes, f"{found.figure.name} were {said(computed)}"]
    return f"It would hold if {', or '.join(ways[-4:])}"


@final
class _Changed:
    """Where a formula finds its figures, one of them changed."""

    def __init__(self, case: Case, scope: str | None, name: str, amount: Amount) -> None:
        self._case, self._scope, self._name, self._amount = case, scope, name, amount

    def figure(self, name: str, row: str | None, /) -> Amount:
        if row is None and name == self._name:
            return self._amount
        return self._case.book.value(name, self._scope if row is None else row)

    def printed(self, name: str, row: str | None, /) -> Amount:
        if row is None and name == self._name:
            return self._amount
        return self._case.book.printed(name, self._scope if row is None else row)

    def over_rows(self, name: str, /) -> tuple[Amount, ...]:
        return self._case.book.over_rows(name)


@final
class _Trial:
    """A formula, tried with other figures than its own."""

    def __init__(self, case: Case, figure: Figure, scope: str | None, node: Node) -> None:
        self.case, self.figure, self.scope, self.node = case, figure, scope, node
        if figure.amount is None:
            raise TypeError(figure.name)
        self.printed = figure.amount

    def fits(self, value: float) -> bool:
        if not math.isfinite(value):
            return False
        slack = max(self.figure.noughts_amount, _TOLERANCE * abs(self.printed.value))
        return abs(value - self.printed.value) <= slack

    def fits_closely(self, value: float) -> bool:
        """Return whether a value is the printed one, whatever its noughts might hide."""
        slack = max(self.figure.rounding_amount, _TOLERANCE * abs(self.printed.value))
        slack = min(slack, _CLOSELY * abs(self.printed.value))
        return math.isfinite(value) and abs(value - self.printed.value) <= slack

    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for row, name in self.node.names() if row is None))

    def known(self, name: str) -> Amount | None:
        try:
            return self.case.book.value(name, self.scope)
        except (WholeprintError, OverflowError):
            return None

    def computed(self, name: str, amount: Amount) -> float | None:
        try:
            found = self.node.value(_Changed(self.case, self.scope, name, amount))
            return found.like(self.printed.unit).to(self.printed.unit)
        except (WholeprintError, OverflowError, ValueError):
            return None

    def gives(self, name: str, amount: Amount) -> bool:
        value = self.computed(name, amount)
        return value is not None and self.fits(value)

    def without(self) -> Iterator[str]:
        """Yield each part whose absence from a sum, or count from a product, would explain it."""
        if not self.node.only_adds:
            yield from self._uncounted()
            return
        for name in self.names():
            known = self.known(name)
            if known is not None and self.gives(name, Amount(0.0, known.unit)):
                yield f"{name} was left out"
            elif known is not None and self.gives(name, Amount(2.0 * known.value, known.unit)):
                yield f"{name} was counted twice"

    def _uncounted(self) -> Iterator[str]:
        for name in self.names():
            known = self.known(name)
            if known is None or known.unit != ONE or self._term(name) == "pue":
                continue
            if abs(known.value - 1.0) > _CLOSELY and self.gives(name, Amount(1.0, ONE)):
                yield f"it was not multiplied by {name} ({said(known)})"

    def _term(self, name: str) -> str:
        found = self.case.book.find(name, self.scope)
        return name if found is None else found[0].term or found[0].name

    def swapped(self) -> Iterator[str]:
        """Yield each figure that would explain it in the place of another."""
        for name in self.names():
            own = self.known(name)
            if own is None:
                continue
            for other, amount in (
                *self._alike(name, own),
                *self._of_rows(name, own),
                *self._of_two(name, own),
            ):
                if self.gives(name, amount):
                    yield f"{other} ({said(amount)}) was used in place of {name} ({said(own)})"

    def scaled(self) -> Iterator[str]:
        """Yield each figure that would explain it in a thousandth or a thousand of its unit."""
        if self.node.only_adds or len(self.names()) > 1:
            for name in self.names():
                known = self.known(name)
                if known is None or known.unit == ONE or known.unit.fits(_HOUR):
                    continue  # a number and a time are not written in thousands
                for factor, words in ((1e3, "larger"), (1e-3, "smaller")):
                    if self.gives(name, Amount(known.value * factor, known.unit)):
                        yield f"{name} was taken 1000 times {words} than it is"

    def changes(self, value: float) -> list[str]:
        """Return what each input would have to be."""
        found: list[str] = []
        for name in self.names():
            known = self.known(name)
            if known is None or value == 0.0:
                continue
            scaled = Amount(known.value * self.printed.value / value, known.unit)
            inverse = Amount(known.value * value / (self.printed.value or 1.0), known.unit)
            for each in (
                scaled,
                inverse,
                self._shifted(known, value),
                self._solved(name, known, value),
            ):
                if each is not None and self.gives(name, each):
                    found.append(f"{name} were {said(each)} and not {said(known)}")
                    break
        return found

    def _shifted(self, known: Amount, value: float) -> Amount | None:
        if not known.unit.fits(self.printed.unit):
            return None
        gap = (self.printed.value - value) * self.printed.unit.ratio(known.unit)
        return Amount(known.value + gap, known.unit)

    def _solved(self, name: str, known: Amount, value: float) -> Amount | None:
        # Exact where the formula is a straight line in this input, and tried in any case.
        other = self.computed(name, Amount(1.5 * known.value, known.unit))
        if other is None or other == value:
            return None
        step = (self.printed.value - value) / (other - value) * 0.5 * known.value
        found = known.value + step
        return Amount(found, known.unit) if found > 0.0 else None

    def _alike(self, name: str, own: Amount) -> Iterator[tuple[str, Amount]]:
        names = dict.fromkeys((*self.case.book.figures(None), *_IMPLIED))
        if self.scope is not None:
            names = {**dict.fromkeys(self.case.book.figures(self.scope)), **names}
        for other in list(names)[:_MOST_ROWS]:
            amount = None if other in {name, self.figure.name} else self.known(other)
            if amount is None or not amount.unit.fits(own.unit) or other == self.figure.term:
                continue
            if abs(amount.to(own.unit) - own.value) > _TOLERANCE * abs(own.value):
                yield other, amount

    def _of_two(self, name: str, own: Amount) -> Iterator[tuple[str, Amount]]:
        """Yield smaller wholes that a share may be of: the part and one figure beside it."""
        if self.node.only_adds or self.printed.unit != ONE:
            return
        for part in self.names():
            one = self.known(part)
            if part == name or one is None or not one.unit.fits(own.unit):
                continue
            for other in list(self.case.book.figures(self.scope))[:_MOST_ROWS]:
                two = None if other in {part, name, self.figure.name} else self.known(other)
                if two is not None and two.unit.fits(own.unit) and two.value > 0.0:
                    whole = one.to(own.unit) + two.to(own.unit)
                    yield f"{part} + {other} alone", Amount(whole, own.unit)

    def _of_rows(self, name: str, own: Amount) -> Iterator[tuple[str, Amount]]:
        if self.node.only_adds or self.case.row(self.scope) is not None:
            return
        for row in self.case.statement.rows[:_MOST_ROWS]:
            try:
                amount = self.case.book.value(name, row.name)
            except (WholeprintError, OverflowError):
                continue
            if name in row.figures and amount.unit.fits(own.unit):
                yield f"{name} of {row.name}", amount


_IMPLIED = ("it_energy", "energy", "ghg", "ghg_market", "intensity", "market_intensity")


def _of_factors(trial: _Trial, value: float) -> Iterator[str]:
    is_mass = any(trial.printed.unit.fits(Unit.parse(mass)) for mass in ("kg", "kgCO2e"))
    for factor, words in _FACTORS:
        is_of_mass = any(mass in words for mass in ("pounds", "tons"))
        if value == 0.0 or trial.printed.value == 0.0 or (is_of_mass and not is_mass):
            continue
        fits = trial.fits if factor < 1e-2 or factor > 1e2 else trial.fits_closely  # noqa: PLR2004 - of many
        if fits(value * factor):
            yield words


def _of_stated(trial: _Trial, value: float) -> Iterator[str]:
    """Yield each figure beside it that was added or subtracted, and gives what is printed."""
    unit, inside = trial.printed.unit, {trial.figure.name, *trial.names()}
    inside |= {figure for name in inside if (figure := _term_of(trial, name))}
    scope = trial.scope
    for name, figure in list(trial.case.book.figures(scope).items())[:_MOST_ROWS]:
        amount = figure.amount
        if name in inside or figure.term in inside or amount is None:
            continue
        if not amount.like(unit).unit.fits(unit):
            continue
        part = amount.like(unit).to(unit)
        slack = max(trial.figure.rounding_amount, _TOLERANCE * max(abs(value), abs(part)))
        if abs(part) <= 3.0 * slack:
            continue
        if abs(value + part - trial.printed.value) <= slack:
            yield f"{name} ({said(amount)}) was added to it"
        elif abs(value - part - trial.printed.value) <= slack:
            yield f"{name} ({said(amount)}) was subtracted from it"


def _term_of(trial: _Trial, name: str) -> str:
    known = trial.case.book.find(name, trial.scope)
    return "" if known is None else known[0].term


def _of_part(trial: _Trial, value: float) -> Iterator[str]:
    """Yield each part of a sum that PUE was applied to once too often, or not at all."""
    pue = trial.case.number("pue", trial.scope, "1")
    if pue is None or not 1.0 + 2.0 * _TOLERANCE <= pue < _LARGEST or not trial.node.only_adds:
        return
    names = trial.names()
    for name in names if len(names) > 1 else ():
        known = trial.known(name)
        if known is None:
            continue
        for factor, words in ((pue, "applied once too often to"), (1.0 / pue, "left out of")):
            moved = trial.computed(name, Amount(known.value * factor, known.unit))
            is_seen = moved is not None and abs(moved - value) > _TOLERANCE * abs(value)
            if moved is not None and is_seen and trial.fits_closely(moved):
                yield f"PUE ({pue:g}) is {words} {name}"


def _of_building(trial: _Trial, value: float) -> Iterator[str]:
    pue = trial.case.number("pue", trial.scope, "1")
    if pue is None or not 1.0 + 2.0 * _TOLERANCE <= pue < _LARGEST:
        return
    if trial.fits(value * pue):
        yield f"PUE ({pue:g}) is applied once too often"
    if trial.fits(value / pue):
        yield f"PUE ({pue:g}) is left out"
    if trial.fits(value / pue**2):
        yield f"it is divided by PUE ({pue:g}) where it is to be multiplied by it"


def _of_rows(trial: _Trial, node: Node, value: float) -> Iterator[str]:
    if not isinstance(node, Summed):
        return
    book, unit = trial.case.book, trial.printed.unit
    rows: dict[str, float] = {}
    for row in trial.case.statement.rows[:_MOST_ROWS]:
        try:
            rows[row.name] = book.value(node.name, row.name).like(unit).to(unit)
        except WholeprintError:
            continue
    for count in (1, 2):
        for some in combinations(rows, count):
            part = sum(rows[name] for name in some)
            named = " and ".join(some)
            if trial.fits_closely(value - part) and value != part:
                yield f"row {named} is not in the total"
            if trial.fits_closely(value + part) and part > 0.0:
                yield f"row {named} is counted twice in the total"
    if trial.printed.value > value and not trial.fits(value):
        gap = Amount(trial.printed.value - value, unit)
        yield f"a row of {said(gap)} that is in the total is not in the table"


def _of_digits(figure: Figure, value: float) -> Iterator[str]:
    if figure.amount is None or figure.rounding_amount <= 0.0:
        return
    last = 2.0 * figure.rounding_amount
    if abs(figure.amount.value) > _MOST_DIGITS * last or abs(value) > _MOST_DIGITS * last:
        return
    one, two = str(round(figure.amount.value / last)), str(round(value / last))
    if len(one) != len(two) or len(one) < 3:  # noqa: PLR2004 - fewer digits prove nothing
        return
    off = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    if len(off) == 1:
        yield f"one digit is wrong: {two} became {one}"
    elif len(off) == 2 and off[1] == off[0] + 1 and sorted(one) == sorted(two):  # noqa: PLR2004 - a pair
        yield f"two digits changed places: {two} became {one}"
