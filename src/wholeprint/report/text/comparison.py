"""Two runs side by side on a page."""

from collections.abc import Mapping

from wholeprint.report import scale
from wholeprint.report.shapes import ComparedDocument, ComparisonDocument, QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, WORDS, Cell, Column, Page, Style

_VERDICTS: Mapping[str, tuple[str, Style]] = {
    "first is less": ("A is less", "good"),
    "second is less": ("B is less", "good"),
    "undecided": ("unclear", "warning"),
}
_ROOM_FOR_RATIO = 100


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
    known = {
        name: each for name, each in document["categories"].items() if each["verdict"] in _VERDICTS
    }
    if known:
        page.blank()
    titles = ("A", "B", "B \u2212 A", "", "B / A", "P(A < B)")
    columns = [Column(title, right=title != "") for title in titles]
    roomy = page.width >= _ROOM_FOR_RATIO
    page.table(
        (WORDS, *columns, WORDS),
        [_line(document, name, each, roomy=roomy) for name, each in known.items()],
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
        "One is called less only where that interval leaves nought out. "
        "P(A < B): share of the draws in which A is less.",
        "dim",
    )
    page.line(parts.boundary(document["first"]["boundary"]), "dim")


def _line(
    document: ComparisonDocument, name: str, each: ComparedDocument, *, roomy: bool
) -> tuple[str | Cell, ...]:
    difference = parts.said(each["difference"])
    words, style = _VERDICTS[each["verdict"]]
    probability = each["probability_less"]
    same = each["difference"]["low"] == each["difference"]["high"] == 0.0
    return (
        parts.NAMES[name],
        *(short(document[side]["footprint"][name]) for side in ("first", "second")),
        Cell("same" if same else _signed(each["difference"]), "bold"),
        difference.interval,
        "" if each["ratio"]["value"] is None or not roomy else parts.number(each["ratio"]),
        "" if probability is None else scale.percent(probability),
        Cell("" if same else words, style),
    )


def short(quantity: QuantityDocument) -> str:
    """Return a quantity's value and unit, without the substance that its line names anyway.

    Args:
        quantity: The quantity.
    """
    return parts.number(quantity).removesuffix("CO2e").removesuffix("Sb")


def _signed(quantity: QuantityDocument) -> str:
    value = quantity["value"]
    return f"+{short(quantity)}" if value is not None and value > 0 else short(quantity)
