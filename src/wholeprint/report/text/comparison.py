"""Two runs side by side on a page."""

from collections.abc import Mapping

from wholeprint.report import scale
from wholeprint.report.shapes import ComparedDocument, ComparisonDocument, QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, PROSE, WORDS, Cell, Column, Page, Style

_VERDICTS: Mapping[str, tuple[str, Style]] = {
    "first is less": ("A is less", "good"),
    "second is less": ("B is less", "good"),
    "undecided": ("cannot be told apart", "warning"),
}
_FIRM = 0.995


def comparison_page(page: Page, document: ComparisonDocument) -> None:
    """Lay out two runs compared.

    Args:
        page: The page.
        document: The comparison.
    """
    sides = {"A": document["first"], "B": document["second"]}
    page.table(
        (WORDS, WORDS, WORDS, NUMBER, PROSE),
        [
            (
                Cell(letter, "bold"),
                side["run"]["id"],
                side["run"]["label"] or "",
                scale.duration(side["run"]["seconds"]),
                parts.zone_of(side["run"]),
            )
            for letter, side in sides.items()
        ],
        indent=0,
    )
    page.blank()
    known = {
        name: each for name, each in document["categories"].items() if each["verdict"] in _VERDICTS
    }
    page.table(
        (
            WORDS,
            Column("A", right=True),
            Column("B", right=True),
            Column("B less A", right=True),
            Column(""),
            Column("B / A", right=True),
            Column("", wraps=True),
        ),
        [_line(document, name, each) for name, each in known.items()],
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
        "Intervals are of the paired difference: what both runs share has cancelled out. "
        "A rank is given only where that interval leaves nought out.",
        "dim",
    )
    page.line(parts.boundary(document["first"]["boundary"]), "dim")


def _line(
    document: ComparisonDocument, name: str, each: ComparedDocument
) -> tuple[str | Cell, ...]:
    a, b = document["first"]["footprint"][name], document["second"]["footprint"][name]
    difference = parts.said(each["difference"])
    words, style = _VERDICTS[each["verdict"]]
    probability = each["probability_less"]
    return (
        parts.NAMES[name],
        parts.number(a),
        parts.number(b),
        Cell(_signed(each["difference"], difference.number), "bold"),
        difference.interval,
        _ratio(each["ratio"]),
        Cell(f"{words}{_surely(probability)}", style),
    )


def _signed(quantity: QuantityDocument, number: str) -> str:
    value = quantity["value"]
    return f"+{number}" if value is not None and value > 0 else number


def _ratio(ratio: QuantityDocument) -> str:
    return "" if ratio["value"] is None else parts.number(ratio)


def _surely(probability_less: float | None) -> str:
    if probability_less is None or max(probability_less, 1 - probability_less) > _FIRM:
        return ""
    least = "A" if probability_less >= 0.5 else "B"  # noqa: PLR2004 - one half
    share = max(probability_less, 1 - probability_less)
    return f", {least} less in {scale.percent(share)} of draws"
