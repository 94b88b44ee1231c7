"""Two runs side by side on a page."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from wholeprint.report import scale
from wholeprint.report.shapes import ComparedDocument, ComparisonDocument, QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, WORDS, Cell, Column, Page, Style

_VERDICTS: Mapping[str, tuple[str, Style]] = {
    "first is less": ("A is less", "good"),
    "second is less": ("B is less", "good"),
    "undecided": ("unclear", "warning"),
}
_FIRST_TO_GO = ("B / A", "P(A < B)", "interval", "B", "A")
"""What a narrow page leaves out, in this order: never the answer, and never half a number."""

_LEAST_NAME = 18
"""Columns that the name of a category keeps; a longer one goes on in the next line."""


def comparison_page(page: Page, document: ComparisonDocument) -> None:
    """Lay out two runs compared.

    Args:
        page: The page.
        document: The comparison.
    """
    sides = {"A": document["first"], "B": document["second"]}
    page.table(
        (WORDS, WORDS, Column(least=8, shrinks=True), NUMBER, WORDS),
        [
            (
                Cell(letter, "bold"),
                side["run"]["id"],
                side["run"]["label"] or "",
                scale.duration(side["run"]["seconds"]),
                parts.grid_of(side["signal"]),
            )
            for letter, side in sides.items()
        ],
        indent=0,
    )
    parts.told_line(page, document["first"])
    known = {
        name: each for name, each in document["categories"].items() if each["verdict"] in _VERDICTS
    }
    if known:
        page.blank()
    lines = [_line(document, name, each) for name, each in known.items()]
    kept = _fitting(lines, page.width)
    page.table(
        [_COLUMNS[title] for title in kept],
        [[line[title] for title in kept] for line in lines],
        indent=0,
    )
    absent = [parts.NAMES[name] for name in document["categories"] if name not in known]
    if absent:
        page.blank()
        page.line(f"No data in one or both: {', '.join(absent)}.", "dim")
    notes = (*document["first"]["notes"], *document["second"]["notes"])
    parts.note_section(page, notes)
    page.blank()
    page.line(
        "The interval is of the paired difference: what both runs share has cancelled out. "
        "One is called less only where that interval leaves nought out."
        f"{_CHANCE if 'P(A < B)' in kept else ''}",
        "dim",
    )
    page.line(parts.boundary(document["first"]["boundary"]), "dim")


_CHANCE = " P(A < B): share of the draws in which A is less."

_COLUMNS: Mapping[str, Column] = {
    "name": Column(wraps=True, least=_LEAST_NAME),
    "A": Column("A", right=True),
    "B": Column("B", right=True),
    "B \u2212 A": Column("B \u2212 A", right=True),
    "interval": WORDS,
    "B / A": Column("B / A", right=True),
    "P(A < B)": Column("P(A < B)", right=True),
    "verdict": WORDS,
}
"""The columns of the table, by what they hold."""


def _fitting(lines: Sequence[Mapping[str, Cell]], width: int) -> list[str]:
    # The name may wrap down to its least; everything else is shown whole or not at all.
    needed = {
        title: max(
            cell_len(column.title), column.least, *(cell_len(line[title].text) for line in lines)
        )
        for title, column in _COLUMNS.items()
        if lines and any(line[title].text for line in lines)
    }
    needed["name"] = min(needed.get("name", 0), _LEAST_NAME)
    for title in _FIRST_TO_GO:
        if sum(needed.values()) + _GAP * len(needed) <= width:
            break
        needed.pop(title, None)
    return [title for title in _COLUMNS if title in needed]


_GAP = 2
"""Columns between two columns."""


def _line(document: ComparisonDocument, name: str, each: ComparedDocument) -> dict[str, Cell]:
    words, style = _VERDICTS[each["verdict"]]
    probability = each["probability_less"]
    same = each["difference"]["low"] == each["difference"]["high"] == 0.0
    ratio = "" if each["ratio"]["value"] is None else parts.number(each["ratio"])
    return {
        "name": Cell(parts.NAMES[name]),
        "A": Cell(short(document["first"]["footprint"][name])),
        "B": Cell(short(document["second"]["footprint"][name])),
        "B \u2212 A": Cell("same" if same else _signed(each["difference"]), "bold"),
        "interval": Cell(parts.said(each["difference"]).interval),
        "B / A": Cell(ratio),
        "P(A < B)": Cell("" if probability is None else scale.percent(probability)),
        "verdict": Cell("" if same else words, style),
    }


def short(quantity: QuantityDocument) -> str:
    """Return a quantity's value and unit, without the substance that its line names anyway.

    Args:
        quantity: The quantity.
    """
    return parts.number(quantity).removesuffix("CO2e").removesuffix("Sb")


def _signed(quantity: QuantityDocument) -> str:
    value = quantity["value"]
    return f"+{short(quantity)}" if value is not None and value > 0 else short(quantity)
