"""Whether location and market are kept apart, and offsets out of emissions."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, in_unit, printed_as
from wholeprint.advice.audit.finding import Done, Finding, Severity, Told
from wholeprint.advice.audit.water import sums_of
from wholeprint.quantities.units import Unit

NAME = "markets"
QUESTION = "Are location and market kept apart, and offsets out of the emissions?"

_CLOSE = 0.005
"""How near a difference must come to be an explanation [1]: our choice."""

_LOCATION = frozenset({"ghg", "intensity", "ghg_total"})
_MARKET = frozenset({"ghg_market", "market_intensity"})
_EMISSIONS = frozenset({"ghg", "ghg_total", "ghg_market", "ghg_embodied"})


def check(case: Case) -> Iterator[Told]:
    """Look at how emissions were added up, and what they were bought off with.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        yield from _sums(case, scope)
        if case.states(scope, "ghg", "ghg_market", "intensity"):
            yield from _words(case, scope)
        if case.states(scope, "offsets", "ghg_net"):
            yield from _offsets(case, scope)


def _sums(case: Case, scope: str | None) -> Iterator[Told]:
    for figure in case.book.figures(scope).values():
        if figure.equals is None:
            continue
        place = case.book.place(figure.name, scope)
        added = sums_of(figure.equals, case.book, scope)
        if added & _LOCATION and added & _MARKET:
            yield Done(NAME, place, f"= {figure.formula}")
            yield Finding(
                "location-and-market",
                Severity.CONTRADICTION,
                place,
                f"{figure.name} = {figure.formula} puts location-based and market-based figures "
                "into one sum: they are two counts of the same electricity.",
                figure.text,
                resolve="Give one total of each kind",
            )
        if "offsets" in added and figure.term in _EMISSIONS:
            yield Done(NAME, place, f"= {figure.formula}")
            yield Finding(
                "offsets",
                Severity.CONTRADICTION,
                place,
                f"{figure.name} = {figure.formula} has offsets in it: they are no part of what was "
                "emitted.",
                figure.text,
                resolve="State emissions, and offsets beside them (ghg_net for the difference)",
            )


def _words(case: Case, scope: str | None) -> Iterator[Told]:
    about = case.about(scope)
    place = case.book.place("ghg", scope)
    market, location = case.figure("ghg_market", scope), case.figure("ghg", scope)
    yield Done(NAME, place, "which of the two is meant")
    if about.accounting == "market" and location is not None and market is None:
        yield Finding(
            "market-only",
            Severity.CAUTION,
            case.place("ghg", scope),
            "The emissions are market-based: contracts, and not what the grid emitted. The "
            "location-based figure is not given.",
            resolve="Give both",
        )
    elif market is not None and location is None and case.amount("ghg", scope) is None:
        yield Finding(
            "market-only",
            Severity.CAUTION,
            case.place("ghg_market", scope),
            "Only market-based emissions are given: contracts, and not what the grid emitted.",
            resolve="Give the location-based figure beside it",
        )
    grams = case.number("ghg", scope, "gCO2e")
    stated = location is not None and case.states(scope, "ghg")
    if stated and grams == 0.0 and about.accounting != "market":
        yield Finding(
            "zero",
            Severity.CONTRADICTION,
            case.place("ghg", scope),
            "Electricity used is said to have emitted nothing where it was used.",
            "0",
            why=("it is market-based: contracts or offsets make it nought on paper",),
            resolve="Give the location-based figure, and call the other ghg_market",
        )


def _offsets(case: Case, scope: str | None) -> Iterator[Told]:
    place = case.place("offsets" if case.states(scope, "offsets") else "ghg_net", scope)
    yield Done(NAME, place, "kept apart from emissions")
    grams, offset = case.number("ghg", scope, "gCO2e"), case.number("offsets", scope, "gCO2e")
    words = [case.figure(term, scope) for term in ("offsets", "ghg")]
    shown = [printed_as(figure) for figure in words if figure is not None]
    if grams is None:
        yield Finding(
            "offsets-alone",
            Severity.CAUTION,
            place,
            "Offsets are stated, and what was emitted is not.",
            resolve="State what was emitted",
        )
    elif offset is not None and not _is_subtracted(case, scope, grams, offset):
        yield Finding(
            "offsets-beside",
            Severity.REMARK,
            place,
            f"Offsets of {shown[0]} stand beside {shown[-1]} emitted; they do not lower it."
            if len(shown) > 1
            else "Offsets stand beside what was emitted; they do not lower it.",
        )


def _is_subtracted(case: Case, scope: str | None, grams: float, offset: float) -> bool:
    """Return whether what is printed as emitted has the offsets taken from it."""
    for each in case.rebuilt_at.get(case.place("ghg", scope), ()):
        if each.computed is not None and each.computed.unit.fits(Unit.parse("gCO2e")):
            emitted = in_unit(each.computed, "gCO2e")
            return abs(emitted - offset - grams) <= _CLOSE * abs(emitted) and offset > 0.0
    return False
