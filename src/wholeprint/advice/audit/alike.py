"""Whether rows under the same circumstances imply the same intensity."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case
from wholeprint.advice.audit.finding import Done, Finding, Severity, Told
from wholeprint.advice.statement.shape import Row

NAME = "rows"
QUESTION = "Do rows under the same circumstances imply the same emissions for a kilowatt-hour?"

_LIMIT = 0.1
"""Difference between two rows that rounding does not make [1]: our choice."""


def check(case: Case) -> Iterator[Told]:
    """Compare what rows imply, where nothing else would find a wrong one.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    if case.figure("intensity", None) is not None:
        return
    implied: list[tuple[float, Row]] = []
    for row in case.statement.rows:
        if row.about != type(row.about)() or case.states(row.name, "intensity"):
            return
        value = _of_row(case, row)
        if value is not None:
            implied.append((value, row))
    if len(implied) < 3:  # noqa: PLR2004 - of two nobody knows which is wrong
        return
    middle = sorted(implied, key=lambda pair: pair[0])[len(implied) // 2][0]
    for value, row in implied:
        place = case.book.place("ghg", row.name)
        yield Done(NAME, place, f"against the {len(implied)} rows")
        if middle > 0.0 and abs(value / middle - 1.0) > _LIMIT:
            yield Finding(
                "row-unlike",
                Severity.CAUTION,
                place,
                f"{row.name} implies {value:,.4g} gCO2e for a kilowatt-hour of IT energy, and the "
                f"other rows imply {middle:,.4g}.",
                f"{value:,.4g} gCO2e/kWh",
                f"{middle:,.4g} gCO2e/kWh",
                {"seen": value, "middle": middle},
                ("the row has another hardware, place or year, or a misprint",),
                "Say what is different about the row",
            )


def _of_row(case: Case, row: Row) -> float | None:
    figure = case.figure("ghg", row.name)
    if figure is None or not case.states(row.name, "ghg") or figure.amount is None:
        return None
    if figure.rounding_amount > _LIMIT / 4.0 * abs(figure.amount.value):
        return None
    grams = case.number("ghg", row.name, "gCO2e")
    energy = case.number("energy", row.name, "kWh") or case.number("it_energy", row.name, "kWh")
    return grams / energy if grams is not None and energy else None
