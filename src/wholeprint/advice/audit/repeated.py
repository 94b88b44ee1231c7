"""Whether one figure, printed in two places, is one number."""

import re
from collections.abc import Iterator

from wholeprint.advice.audit.case import Case, printed_as, said, slack_of
from wholeprint.advice.audit.finding import Done, Finding, Severity, Told
from wholeprint.advice.statement.book import TOTALS, Book
from wholeprint.advice.statement.rebuild import ABOUT, CLOSE
from wholeprint.advice.statement.shape import Figure, Statement
from wholeprint.advice.statement.terms import ADDED_UP
from wholeprint.errors import WholeprintError

_LOOSE = frozenset({"chip_power", "ghg"})
"""Words that two figures of one scope may share: a limit beside a mean, CO2 beside CO2e."""

NAME = "repeated"
QUESTION = "Is one figure that is printed in two places the same number?"

_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "untitled"})
"""Words of a title that do not tell subjects apart."""


def check(case: Case) -> Iterator[Told]:
    """Compare figures with what is printed of them elsewhere.

    Args:
        case: The statement.

    Yields:
        What was found.
    """
    for scope in case.scopes():
        for figure in case.book.figures(scope).values():
            place = case.book.place(figure.name, scope)
            for other in figure.also:
                where = f", {other.where}" if other.where else ""
                yield Done(NAME, place, f"also printed as {other.text}{where}")
                yield from _compared(figure, other, place, f"elsewhere{where}")
    for scope in case.scopes():
        yield from _of_one_word(case, scope)
    yield from _totals_and_whole(case)
    for other in case.others:
        if _is_of_one(case.statement, other):
            yield from _in_other(case, other)


def _of_one_word(case: Case, scope: str | None) -> Iterator[Told]:
    first: dict[str, Figure] = {}
    for figure in case.book.figures(scope).values():
        if not figure.term or figure.amount is None:
            continue
        other = first.setdefault(figure.term, figure)
        if other is figure or figure.equals is not None or other.equals is not None:
            continue
        if figure.term in _LOOSE:
            continue
        place = case.book.place(figure.name, scope)
        yield Done(NAME, place, f"{other.name} is the same word: {other.text}")
        yield from _compared(figure, other, place, f"as {other.name}")


def _totals_and_whole(case: Case) -> Iterator[Told]:
    totals = case.statement.totals
    for figure in case.statement.figures.values():
        twin = next((t for t in totals.values() if t.term and t.term == figure.term), None)
        if twin is not None and figure.term in ADDED_UP:
            place = case.book.place(twin.name, TOTALS)
            yield Done(NAME, place, f"also stated for the whole: {figure.text}")
            yield from _compared(twin, figure, place, "for the whole statement")
        elif figure.term in ADDED_UP and not totals and _all_rows(case, figure.term):
            yield from _whole_and_rows(case, figure)


def _all_rows(case: Case, term: str) -> bool:
    return len(case.statement.rows) > 1 and all(
        any(each.term == term for each in row.figures.values()) for row in case.statement.rows
    )


def _whole_and_rows(case: Case, figure: Figure) -> Iterator[Told]:
    if figure.amount is None:
        return
    try:
        rows = [case.book.value(figure.term, row.name) for row in case.statement.rows]
        total = sum(row.like(figure.amount.unit).to(figure.amount.unit) for row in rows)
    except WholeprintError:
        return
    yield Done(NAME, figure.name, "against the sum of its rows")
    if abs(total - figure.amount.value) > slack_of(figure) + CLOSE * abs(figure.amount.value):
        yield Finding(
            "whole-and-rows",
            Severity.CAUTION,
            figure.name,
            f"{figure.name} is {printed_as(figure)} for the whole, and its rows add up to "
            f"{total:,.6g} {figure.amount.unit}.",
            printed_as(figure),
            f"{total:,.6g} {figure.amount.unit}",
            {"printed": figure.amount.value, "computed": total},
            resolve="Put it under totals if it is their sum, or say what else is in it",
        )


def _is_of_one(one: Statement, other: Statement) -> bool:
    if one.id and one.id == other.id:
        return True
    words = _words(one.title)
    if not words or words != _words(other.title):
        return False
    # One word tells Iowa from Georgia, and a year 2019 from 2022; so do the circumstances.
    here, there = one.about, other.about
    said = ((here.place, there.place), (here.year, there.year), (here.hardware, there.hardware))
    return all(not left or not right or left == right for left, right in said)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", title.lower())) - _SMALL


def _in_other(case: Case, statement: Statement) -> Iterator[Told]:
    theirs = Book(statement)
    for scope in case.scopes():
        if scope is not None and scope not in set(theirs.scopes()):
            continue
        for figure in case.book.figures(scope).values():
            twin = theirs.figures(scope).get(figure.name)
            if twin is None and figure.term:
                twins = (each for each in theirs.figures(scope).values())
                twin = next((each for each in twins if each.term == figure.term), None)
            if twin is None:
                continue
            place = case.book.place(figure.name, scope)
            where = f"in {statement.origin.title or statement.title}"
            yield Done(NAME, place, f"also printed {where}: {twin.text}")
            yield from _compared(figure, twin, place, where)


def _compared(figure: Figure, other: Figure, place: str, where: str) -> Iterator[Finding]:
    if figure.amount is None or other.amount is None:
        return
    theirs = other.amount.like(figure.amount.unit)
    if not theirs.unit.fits(figure.amount.unit):
        yield Finding(
            "unit",
            Severity.CONTRADICTION,
            place,
            f"{figure.name} is {printed_as(figure)} here and {printed_as(other)} {where}: "
            "two kinds of thing.",
            printed_as(figure),
            printed_as(other),
            resolve="Correct one of the units",
        )
        return
    ratio = theirs.unit.ratio(figure.amount.unit)
    here, there = figure.amount.value, theirs.value * ratio
    about = ABOUT if figure.about or other.about else 0.0
    slack = slack_of(figure) + slack_of(other) * ratio + about * abs(here)
    away = abs(here - there)
    if figure.bound or other.bound or away <= slack * (1.0 + 1e-9):
        return
    grave = away - slack > CLOSE * max(abs(here), abs(there))
    yield Finding(
        "two-figures",
        Severity.CONTRADICTION if grave else Severity.CAUTION,
        place,
        f"{figure.name} is {printed_as(figure)} here and {printed_as(other)} {where}; "
        f"they differ by {away / max(abs(here), abs(there)):.2%}.",
        printed_as(figure),
        said(other.amount),
        {"here": here, "elsewhere": there},
        resolve="Say which one holds, and what the other counts",
    )
