"""A software water intensity on a page."""

from wholeprint.report import scale
from wholeprint.report.shapes import QuantityDocument
from wholeprint.report.swi_shapes import SwiDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, PROSE, WORDS, Cell, Page
from wholeprint.report.text.sci import done_in_words

_NAMES = {
    "consumption": "consumed",
    "consumption_weighed": "consumed, weighted by scarcity",
    "withdrawal": "withdrawn",
    "withdrawal_weighed": "withdrawn, weighted by scarcity",
}


def swi_page(page: Page, document: SwiDocument) -> None:
    """Lay out a water intensity; consumption and withdrawal stand apart.

    Args:
        page: The page.
        document: The intensity.
    """
    unit = document["functional_unit"]
    page.title(f"Water per {unit['per']}", document["standard"])
    done = done_in_words(unit["counted"], unit["done_count"], unit["per"], unit["R_count"])
    page.line(f"(W_O + W_M) per R \u00b7 {done} done")
    page.blank()
    rates = {
        "consumption": document["consumption"],
        "consumption_weighed": document["consumption_weighed"],
        "withdrawal": document["withdrawal"],
        "withdrawal_weighed": document["withdrawal_weighed"],
    }
    page.table((WORDS, NUMBER, PROSE), [_rate(name, rate) for name, rate in rates.items()])
    page.heading("Pieces")
    rows = [
        (
            f"{piece['where']}, {piece['basis']}",
            said(piece["amount"]),
            Cell(f"{piece['name']}: {piece['found']}, {piece['region']}; {piece['method']}", "dim"),
        )
        for piece in document["pieces"]
    ]
    page.table((WORDS, NUMBER, PROSE), rows)
    weights = {piece["stress"]["method"] for piece in document["pieces"] if piece["stress"]}
    for method in sorted(weights):
        page.line(f"weighted by {method}", "dim", indent=2)
    parts.note_section(page, document["notes"])


def said(quantity: QuantityDocument) -> str:
    """Return a volume with its interval; the unit without what it is per.

    Args:
        quantity: The quantity.
    """
    if quantity["value"] is None:
        return parts.NO_DATA
    unit = quantity["unit"].partition("/")[0]
    text = scale.shown(quantity["value"], quantity["low"], quantity["high"], unit)
    return f"{text.number} {text.interval}".strip()


def _rate(name: str, rate: QuantityDocument) -> tuple[str | Cell, ...]:
    remark = rate.get("reason", "") if rate["value"] is None else _not_in(rate)
    return (_NAMES[name], said(rate), Cell(remark, "dim"))


def _not_in(rate: QuantityDocument) -> str:
    missing = rate.get("missing", [])
    return f"{rate['known']}; not in it: {'; '.join(missing)}" if missing else rate["known"]
