"""Published footprints as documents: what is printed beside what follows from it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypedDict, cast

from wholeprint.advice.audit.finding import Severity
from wholeprint.advice.audit.registry import audit
from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.book import Book
from wholeprint.advice.statement.outcome import Outcome, outcome, rests_on_memory
from wholeprint.advice.statement.rebuild import Rebuilt, Verdict, rebuild
from wholeprint.advice.statement.shape import About, Figure, Origin, Statement
from wholeprint.quantities.printed import printed
from wholeprint.quantities.units import ONE, Unit
from wholeprint.report.form import stamped
from wholeprint.tracking.audit_references import TableReferences

_READABLE = tuple(
    Unit.parse(unit)
    for unit in ("kWh", "gCO2e/kWh", "kgCO2e", "kgCO2e/h", "kg", "h", "W", "L", "L/kWh", "L/kgCO2e")
)
_MANY_TIMES = 5.0
"""From here on a difference is said as a multiple: our choice."""


class FigureDocument(TypedDict):
    """One figure: printed, computed, or both."""

    place: str
    name: str
    term: str
    printed: str
    unit: str
    printed_amount: float | None
    computed_amount: float | None
    slack_amount: float | None
    difference_ratio: float | None
    verdict: str
    by: str
    recalled: bool
    where: str
    why: str
    note: str
    also: list[dict[str, str]]


class SourceDocument(TypedDict):
    """Where a footprint was published."""

    title: str
    authors: str
    year: int | None
    url: str
    where: str
    read: str


class AboutDocument(TypedDict):
    """The circumstances of a footprint, as far as they are said."""

    hardware: str
    place: str
    year: int | None
    accounting: str
    boundary: list[str] | None
    unit: str


class CaseDocument(TypedDict):
    """One published footprint, computed again."""

    schema: str
    id: str
    title: str
    level: str
    outcome: str
    rests_on_memory: bool
    source: SourceDocument
    about: AboutDocument
    notes: list[str]
    figures: list[FigureDocument]


class ListedCase(TypedDict):
    """One line of the list."""

    id: str
    title: str
    level: str
    year: int | None
    outcome: str
    rests_on_memory: bool


class ListDocument(TypedDict):
    """The list."""

    schema: str
    cases: list[ListedCase]
    total_count: int


class RebuiltCase(TypedDict):
    """One case of the summary."""

    id: str
    title: str
    outcome: str
    rests_on_memory: bool
    verdicts: dict[str, int]
    figures: list[FigureDocument]


class RebuiltDocument(TypedDict):
    """The summary."""

    schema: str
    cases: list[RebuiltCase]
    outcomes: dict[str, int]
    verdicts: dict[str, int]


def list_document(statements: Sequence[Statement], total_count: int) -> dict[str, object]:
    """Return the list of published footprints.

    Args:
        statements: Those to be listed.
        total_count: How many there are in all.
    """
    return stamped(
        "published",
        {"cases": [_listed(each) for each in statements], "total_count": total_count},
    )


def case_document(statement: Statement) -> dict[str, object]:
    """Return one published footprint, each figure printed beside computed.

    Args:
        statement: The footprint.
    """
    again = rebuild(statement)
    book = Book(statement)
    return stamped(
        "published-case",
        {
            **_head(statement, again),
            "level": statement.level,
            "source": _source(statement.origin),
            "about": _about(statement.about),
            "notes": [*statement.notes, *_beyond(statement, again)],
            "figures": list(_figures(book, again)),
        },
    )


def rebuilt_document(statements: Sequence[Statement]) -> RebuiltDocument:
    """Return the summary of several, computed again.

    Args:
        statements: The footprints.
    """
    cases = [_rebuilt(each) for each in statements]
    outcomes = Counter(case["outcome"] for case in cases)
    verdicts = Counter(figure["verdict"] for case in cases for figure in case["figures"])
    document = stamped(
        "published-rebuilt",
        {
            "cases": cases,
            "outcomes": {each.value: outcomes[each.value] for each in Outcome},
            "verdicts": {each.value: verdicts[each.value] for each in Verdict},
        },
    )
    return cast("RebuiltDocument", document)


def is_undone(case: RebuiltCase) -> bool:
    """Say whether a case does not come out of what its own publication prints.

    Args:
        case: A case of the summary.

    Returns:
        Whether it does not; one that rests on memory is shown and not counted.
    """
    bad = {Outcome.CONTRADICTS.value, Outcome.UNKNOWN.value}
    return case["outcome"] in bad and not case["rests_on_memory"]


def _rebuilt(statement: Statement) -> RebuiltCase:
    again = rebuild(statement)
    figures = [_again(each) for each in again]
    counted = Counter(figure["verdict"] for figure in figures)
    return {**_head(statement, again), "verdicts": dict(counted), "figures": figures}


def _listed(statement: Statement) -> ListedCase:
    again = rebuild(statement)
    head = _head(statement, again)
    return {**head, "level": statement.level, "year": statement.origin.year}


def _outcome(statement: Statement, again: Sequence[Rebuilt]) -> Outcome:
    """Return what became of a statement: what an audit says of it, so that the two agree."""
    found = outcome(again)
    if found is Outcome.CONTRADICTS or _beyond(statement, again):
        return Outcome.CONTRADICTS
    return found


def _beyond(statement: Statement, again: Sequence[Rebuilt]) -> tuple[str, ...]:
    """Return what contradicts although each figure comes out: physics, chips and grids."""
    if outcome(again) is Outcome.CONTRADICTS:
        return ()
    found = audit(statement, _references()).of(Severity.CONTRADICTION)
    return tuple(each.message for each in found)


@cache
def _references() -> TableReferences:
    return TableReferences()


class _Head(TypedDict):
    id: str
    title: str
    outcome: str
    rests_on_memory: bool


def _head(statement: Statement, again: Sequence[Rebuilt]) -> _Head:
    return {
        "id": statement.id,
        "title": statement.title,
        "outcome": _outcome(statement, again).value,
        "rests_on_memory": rests_on_memory(again) or statement.origin.recalled,
    }


def _source(origin: Origin) -> SourceDocument:
    read = "recalled" if origin.recalled else "" if origin.read is None else origin.read.value
    return {
        "title": origin.title,
        "authors": origin.authors,
        "year": origin.year,
        "url": origin.url,
        "where": origin.where,
        "read": read,
    }


def _about(about: About) -> AboutDocument:
    return {
        "hardware": about.hardware,
        "place": about.place,
        "year": about.year,
        "accounting": about.accounting,
        "boundary": None if about.counts is None else sorted(about.counts),
        "unit": about.unit,
    }


def _figures(book: Book, again: Sequence[Rebuilt]) -> Iterator[FigureDocument]:
    by_place: dict[str, list[Rebuilt]] = {}
    for each in again:
        by_place.setdefault(each.place, []).append(each)
    for scope in book.scopes():
        for figure in book.figures(scope).values():
            place = book.place(figure.name, scope)
            if place in by_place:
                yield from map(_again, by_place[place])
            else:
                yield _given(place, figure)


def _given(place: str, figure: Figure) -> FigureDocument:
    shown = printed(figure.text)
    return {
        **_common(place, figure),
        "unit": shown.unit,
        "printed_amount": shown.value,
        "computed_amount": None,
        "slack_amount": None,
        "difference_ratio": None,
        "verdict": "given",
        "by": "",
        "recalled": figure.recalled,
        "why": "",
    }


def _again(each: Rebuilt) -> FigureDocument:
    amount = None if each.verdict is Verdict.UNIT else each.computed
    unit, per_unit, value = "", 1.0, None
    if each.figure.amount is not None:
        shown = printed(each.figure.text)
        unit, value = shown.unit, shown.value
        if value:
            per_unit = each.figure.amount.value / value
    elif amount is not None:
        amount = readable(amount)
        unit = str(amount.unit)
    return {
        **_common(each.place, each.figure),
        "unit": "" if unit == "1" else unit,
        "printed_amount": value,
        "computed_amount": None if amount is None else amount.value / per_unit,
        "slack_amount": None if amount is None else amount.slack_amount / abs(per_unit),
        "difference_ratio": each.difference_ratio,
        "verdict": each.verdict.value,
        "by": each.by,
        "recalled": each.recalled,
        "why": why(each),
    }


class _Common(TypedDict):
    place: str
    name: str
    term: str
    printed: str
    where: str
    note: str
    also: list[dict[str, str]]


def _common(place: str, figure: Figure) -> _Common:
    return {
        "place": place,
        "name": figure.name,
        "term": figure.term,
        "printed": figure.text,
        "where": figure.where,
        "note": figure.note,
        "also": [{"printed": other.text, "where": other.where} for other in figure.also],
    }


def readable(amount: Amount) -> Amount:
    """Return an amount that was never printed in a unit that is read easily.

    Args:
        amount: The amount, in whatever unit its formula made of it.

    Returns:
        The same amount.
    """
    if len(amount.unit.powers) <= 1:
        return amount
    for unit in _READABLE:
        if amount.unit.fits(unit):
            return amount.into(unit)
    return amount.into(ONE) if amount.unit.fits(ONE) else amount


def why(each: Rebuilt) -> str:
    """Say in words why a figure got its verdict.

    Args:
        each: The figure, computed again.

    Returns:
        A clause, without a full stop.
    """
    match each.verdict:
        case Verdict.EXACT:
            return "it rounds to the digits printed"
        case Verdict.ROUNDING:
            return "the rounding of what was printed leaves room for the difference"
        case Verdict.TRUNCATED:
            return "it is less than one in the last digit away: cut off instead of rounded"
        case Verdict.CLOSE:
            return f"it is {_away(each)}, more than rounding explains"
        case Verdict.ABOUT:
            return "it is called approximate, and is"
        case Verdict.OFF:
            return f"it is {_away(each)}, and rounding does not explain that"
        case Verdict.FOLLOWS:
            return "it is not printed, and follows from what is"
        case Verdict.UNIT | Verdict.UNKNOWN:
            return each.reason


def _away(each: Rebuilt) -> str:
    ratio = each.difference_ratio
    if ratio is None:
        return "different"
    if ratio + 1.0 >= _MANY_TIMES:
        return f"{ratio + 1.0:.3g} times what is printed"
    if 0.0 < ratio + 1.0 <= 1.0 / _MANY_TIMES:
        return f"1/{1.0 / (ratio + 1.0):.3g} of what is printed"
    return f"{abs(ratio) * 100:.2g} % {'more' if ratio > 0 else 'less'} than printed"
