"""Whether each figure is the kind of thing that its word says, and can be at all."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, printed_as
from wholeprint.advice.audit.finding import Done, Finding, Severity, Told
from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.shape import Figure
from wholeprint.advice.statement.terms import by_word, unit_of_term
from wholeprint.quantities.units import ONE, Unit

NAME = "units"
QUESTION = "Does each figure measure what its word says, and is it a number that can be?"

_KINDS: tuple[tuple[str, str], ...] = (
    ("kW", "a power"),
    ("kWh", "an energy"),
    ("kWh/year", "an energy each year, which is a power"),
    ("gCO2e", "a mass of greenhouse gas"),
    ("gCO2e/kWh", "an intensity"),
    ("gCO2e/year", "emissions each year"),
    ("L", "a volume"),
    ("L/kWh", "water for each kilowatt-hour"),
    ("h", "a time"),
    ("1", "a number without a unit"),
)
_SIGNED = frozenset({"ghg_net", "energy_saving"})
_ONE_AT_MOST = frozenset({"utilisation", "energy_saving"})


def check(case: Case) -> Iterator[Told]:
    """Look at every figure that has a word.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        for figure in case.book.figures(scope).values():
            for each in (figure, *figure.also):
                if each.term and each.amount is not None:
                    place = case.book.place(figure.name, scope)
                    yield Done(NAME, place, by_word()[each.term].meaning)
                    yield from _looked_at(each, each.amount, place)


def _looked_at(figure: Figure, amount: Amount, place: str) -> Iterator[Finding]:
    wanted = unit_of_term(figure.term)
    term = by_word()[figure.term]
    if not amount.like(wanted).unit.fits(wanted):
        if amount.unit == ONE and "%" not in figure.text:
            yield Finding(
                "no-unit",
                Severity.CAUTION,
                place,
                f"{figure.name} is printed without a unit: {term.meaning} is measured in "
                f"{term.unit} or the like.",
                printed_as(figure),
                resolve=f"Say the unit of {figure.name}",
            )
            return
        yield Finding(
            "unit",
            Severity.CONTRADICTION,
            place,
            f"{figure.name} is {term.meaning}, {_kind(wanted)} in {term.unit} or the like; "
            f"{printed_as(figure)} is {_kind(amount.unit)}.",
            printed_as(figure),
            f"a number in {term.unit}",
            resolve="Correct the unit, or say what is meant",
        )
        return
    if amount.value < 0.0 and figure.term not in _SIGNED:
        yield Finding(
            "negative",
            Severity.CONTRADICTION,
            place,
            f"{term.meaning[0].upper()}{term.meaning[1:]} cannot be less than nothing.",
            printed_as(figure),
            resolve="Print offsets and savings apart",
        )
    if figure.term in _ONE_AT_MOST and amount.value - figure.rounding_amount > 1.0:
        yield Finding(
            "over-whole",
            Severity.CONTRADICTION,
            place,
            f"{term.meaning[0].upper()}{term.meaning[1:]} cannot be over 100 %.",
            printed_as(figure),
            "at most 100 %",
            resolve="Say what it is a share of",
        )


def _kind(unit: Unit) -> str:
    for symbol, words in _KINDS:
        if unit.fits(Unit.parse(symbol)):
            return words
    return f"something in {unit}"
