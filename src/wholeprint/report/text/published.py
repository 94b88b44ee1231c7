"""Published footprints on a page."""

from collections.abc import Mapping

from wholeprint.advice.statement.outcome import Outcome
from wholeprint.advice.statement.rebuild import Verdict
from wholeprint.quantities.printed import printed
from wholeprint.report import scale
from wholeprint.report.published import (
    CaseDocument,
    FigureDocument,
    ListDocument,
    RebuiltCase,
    RebuiltDocument,
)
from wholeprint.report.text.page import Cell, Column, Page, Style

_LOOKS: Mapping[str, Style] = {
    Outcome.REPRODUCES.value: "good",
    Outcome.NEARLY.value: "warning",
    Outcome.CONTRADICTS.value: "bad",
    Outcome.UNKNOWN.value: "bad",
    Verdict.EXACT.value: "good",
    Verdict.ROUNDING.value: "good",
    Verdict.ABOUT.value: "good",
    Verdict.TRUNCATED.value: "warning",
    Verdict.CLOSE.value: "warning",
    Verdict.OFF.value: "bad",
    Verdict.UNIT.value: "bad",
    Verdict.UNKNOWN.value: "bad",
}
_PLAIN = {Verdict.EXACT.value, Verdict.FOLLOWS.value, "given"}
_TIGHT = 100
"""Below so many columns the list leaves out what an entry is about; its id tells."""

_DIGITS = 5
_MOST_PLACES = 12


def list_page(page: Page, document: ListDocument) -> None:
    """Lay out the list.

    Args:
        page: The page.
        document: The list.
    """
    cases = document["cases"]
    if not cases:
        page.line("No published footprint is like that.")
        page.line("See all of them: wholeprint published list", "dim")
        return
    told = page.width >= _TIGHT
    what = [Column("what", least=20, shrinks=True)] if told else []
    page.table(
        (Column("id"), *what, Column("year"), Column("outcome")),
        [
            (
                each["id"],
                *([each["title"]] if told else []),
                "" if each["year"] is None else str(each["year"]),
                _outcome(each["outcome"], from_memory=each["rests_on_memory"]),
            )
            for each in cases
        ],
        indent=0,
    )
    page.blank()
    page.line(f"{len(cases)} of {document['total_count']} published footprints.", "dim")
    if any(each["rests_on_memory"] for each in cases):
        page.line("* rests on a figure that was written down from memory.", "dim")


def case_page(page: Page, document: CaseDocument) -> None:
    """Lay out one published footprint.

    Args:
        page: The page.
        document: The footprint, computed again.
    """
    page.title(document["title"], document["id"])
    for line in _lines(document):
        page.line(line, "dim")
    for note in document["notes"]:
        page.line(f"Note: {note}.", indent=2)
    given = [each for each in document["figures"] if each["verdict"] == "given"]
    again = [each for each in document["figures"] if each["verdict"] != "given"]
    if given:
        page.heading("What is printed and taken as it is")
        page.table(
            (
                Column("figure", wraps=True, least=16),
                Column("printed", right=True),
                Column("where", wraps=True, least=16),
            ),
            [(each["place"], each["printed"], _aside(each)) for each in given],
        )
    if again:
        page.heading("What follows from it")
        page.table(
            (
                Column("figure", wraps=True, least=16),
                Column("printed", right=True),
                Column("computed", right=True),
                Column("verdict"),
                Column("by", wraps=True, least=14),
            ),
            [
                (
                    each["place"],
                    each["printed"],
                    computed(each),
                    Cell(_verdict(each), _LOOKS.get(each["verdict"], "")),
                    each["by"],
                )
                for each in again
            ],
        )
        _say_why(page, again)
    page.heading(f"Outcome: {_words(document['outcome'], document['rests_on_memory'])}")


def rebuilt_page(page: Page, document: RebuiltDocument) -> None:
    """Lay out the summary of several, computed again.

    Args:
        page: The page.
        document: The summary.
    """
    page.table(
        (Column("id"), Column("outcome"), Column("figures", wraps=True, least=24)),
        [
            (
                each["id"],
                _outcome(each["outcome"], from_memory=each["rests_on_memory"]),
                _counts(each["verdicts"]),
            )
            for each in document["cases"]
        ],
        indent=0,
    )
    for each in document["cases"]:
        _name_bad(page, each)
    count = len(document["cases"])
    page.heading(f"{count} published footprint{'s' * (count != 1)} computed again")
    page.table((Column(), Column(right=True)), _nonzero(document["outcomes"]))
    page.heading(f"{sum(document['verdicts'].values())} figures")
    page.table((Column(), Column(right=True)), _nonzero(document["verdicts"]))


def computed(figure: FigureDocument) -> str:
    """Write a computed figure with about one digit more than is printed.

    Args:
        figure: The figure.

    Returns:
        The number and its unit; empty where it cannot be computed.
    """
    value = figure["computed_amount"]
    if value is None:
        return ""
    places = _places(figure, value)
    number = scale.rounded(value, _DIGITS) if places is None else f"{value:,.{places}f}"
    return f"{number}\u00a0{figure['unit']}" if figure["unit"] else number


def _places(figure: FigureDocument, value: float) -> int | None:
    if not figure["printed"]:
        return None
    rounding = printed(figure["printed"]).rounding_amount
    if rounding <= 0.0:
        return None
    for places in range(_MOST_PLACES):
        if 10.0**-places <= rounding * 0.2000001:
            return places if abs(value) < 1e15 else None  # noqa: PLR2004 - what a float holds
    return None


def _name_bad(page: Page, case: RebuiltCase) -> None:
    bad = [each for each in case["figures"] if _LOOKS.get(each["verdict"]) == "bad"]
    if not bad:
        return
    page.heading(case["title"], case["id"])
    for each in bad:
        page.line(
            f"{each['place']}: {each['printed']} is printed, {computed(each) or 'nothing'} follows "
            f"from {each['by']}: {each['why']}.",
            indent=2,
        )


def _say_why(page: Page, figures: list[FigureDocument]) -> None:
    for each in figures:
        said = [each["why"]] if each["verdict"] not in _PLAIN else []
        said += [each["note"]] if each["note"] else []
        said += [f"printed elsewhere: {_others(each)}"] if each["also"] else []
        if said:
            page.line(f"{each['place']}: {'; '.join(said)}.", indent=2)


def _lines(document: CaseDocument) -> list[str]:
    source, about = document["source"], document["about"]
    named = [str(source[key]) for key in ("authors", "title", "year") if source[key]]
    lines = [f"{', '.join(named)}."] if named else []
    stands = [str(source[key]) for key in ("where", "url") if source[key]]
    if stands:
        lines.append(f"{'; '.join(stands)}. Read: {source['read'] or 'not said'}.")
    said = [str(about[key]) for key in ("hardware", "place", "accounting", "unit") if about[key]]
    said += [f"counts {', '.join(about['boundary'])}"] if about["boundary"] else []
    return [*lines, f"{'; '.join(said)}."] if said else lines


def _others(figure: FigureDocument) -> str:
    return ", ".join(
        f"{each['printed']} ({each['where']})" if each["where"] else each["printed"]
        for each in figure["also"]
    )


def _aside(figure: FigureDocument) -> str:
    parts = [figure["where"], figure["note"]]
    parts += [f"elsewhere {_others(figure)}"] if figure["also"] else []
    parts += ["from memory"] if figure["recalled"] else []
    return "; ".join(part for part in parts if part)


def _verdict(figure: FigureDocument) -> str:
    return f"{figure['verdict']}*" if figure["recalled"] else figure["verdict"]


def _outcome(word: str, *, from_memory: bool) -> Cell:
    return Cell(f"{word}*" if from_memory else word, _LOOKS.get(word, ""))


def _words(word: str, from_memory: object) -> str:
    return f"{word}, resting on memory" if from_memory else word


def _counts(verdicts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {word}" for word, count in verdicts.items() if count)


def _nonzero(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(word, str(count)) for word, count in counts.items() if count]
