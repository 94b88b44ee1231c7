"""An inventory by scope on a page."""

from wholeprint.report.ghg_shapes import GhgDocument, ScopeLineDocument
from wholeprint.report.shapes import QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, PROSE, WORDS, Cell, Page
from wholeprint.report.text.sci import said

_WHOSE = {
    "own": "hardware and building are theirs",
    "colocation": "the hardware is theirs, the building is rented",
    "cloud": "a customer of a cloud",
}


def ghg_page(page: Page, document: GhgDocument) -> None:
    """Lay out an inventory by scope.

    Args:
        page: The page.
        document: The inventory.
    """
    page.title("Greenhouse gases by scope", _WHOSE[document["holder"]])
    page.line(document["standard"], "dim")
    page.blank()
    rows = [_line(line) for line in document["lines"]]
    page.table((WORDS, NUMBER, PROSE), rows)
    page.blank()
    page.table(
        (WORDS, NUMBER, PROSE),
        [
            (
                "total",
                said(document["total"]),
                f"scope 2 by location; every gram once{_not_in(document['total'])}",
            ),
            (
                "hardware, whole",
                said(document["capital_goods_whole"]),
                document["capital_goods_whole"].get("reason")
                or "what was bought, not spread over its life; not in the total",
            ),
        ],
    )
    others = ", ".join(str(each) for each in document["not_assessed"])
    page.line(f"not looked at: categories {others} of scope 3", "dim", indent=2)
    parts.note_section(page, document["notes"])


def _line(line: ScopeLineDocument) -> tuple[str | Cell, ...]:
    name = f"scope {line['scope']}"
    if line["category"] is not None:
        name = f"scope 3.{line['category']}  {line['name']}"
    if line["method"]:
        name = f"{name}  {line['method']}"
    if line["amount"]["value"] is None:
        reason = line["amount"].get("reason", "")
        return (name, Cell(parts.NO_DATA, "warning"), Cell(reason, "dim"))
    what = f"{line['what']}{_not_in(line['amount'])}"
    what = what if line["added"] else f"({what})"
    return (name, said(line["amount"]), Cell(what, "dim"))


def _not_in(quantity: QuantityDocument) -> str:
    missing = quantity.get("missing", [])
    return f"; not in it: {parts.brief(missing)}" if missing else ""
