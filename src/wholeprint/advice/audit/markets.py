"""Whether location and market are kept apart, and offsets out of emissions."""

from collections.abc import Iterator

from wholeprint.advice.audit.case import Case
from wholeprint.advice.audit.finding import Done, Finding, Severity, Told
from wholeprint.advice.audit.water import sums_of

NAME = "markets"
QUESTION = "Are location and market kept apart, and offsets out of the emissions?"

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
    if grams is None:
        yield Finding(
            "offsets-alone",
            Severity.CAUTION,
            place,
            "Offsets are stated, and what was emitted is not.",
            resolve="State what was emitted",
        )
    elif offset is not None:
        yield Finding(
            "offsets-beside",
            Severity.REMARK,
            place,
            f"Offsets of {offset:,.6g} gCO2e stand beside {grams:,.6g} gCO2e emitted; they do not "
            "lower it.",
        )
