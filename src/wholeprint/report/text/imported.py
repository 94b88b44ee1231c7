"""A cloud's own report on a page, and what we estimate beside it."""

from collections.abc import Mapping

from wholeprint.report import scale
from wholeprint.report.imported_shapes import BesideDocument, BesideLineDocument, ImportedDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page

_WORDS = {"LBM": "location-based", "MBM": "market-based", "unstated": "method unstated"}
_MOST_LINES = 24
_SCOPES = {"1": "scope 1", "2": "scope 2", "3": "scope 3", "all": "all scopes in one"}


def imported_page(page: Page, document: ImportedDocument) -> None:
    """Lay out a cloud's own report.

    Args:
        page: The page.
        document: What it says.
    """
    read = document["imported"]
    months = document["months"]
    page.title(read["name"], f"{read['tool']}, as the cloud reports it")
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    page.line(f"{len(document['rows'])} numbers \u00b7 {span}")
    methods = list(document["totals_kg"])
    sections = {
        "": {"total": document["totals_kg"]},
        "By scope": {_SCOPES[name]: held for name, held in document["by_scope_kg"].items()},
        "By month": document["by_month_kg"],
        "By service": document["by_service_kg"],
        "By place": document["by_region_kg"],
    }
    for heading, found in sections.items():
        if not heading or len(found) > 1:
            _section(page, heading, found, methods)
    if len(methods) > 1:
        page.line(
            "Location- and market-based numbers count the same electricity: they are never added.",
            "dim",
            indent=2,
        )
    if document["beside"] is not None:
        _beside(page, document["beside"], methods)
    parts.note_section(page, document["notes"])


def _section(
    page: Page, heading: str, found: Mapping[str, Mapping[str, float]], methods: list[str]
) -> None:
    if heading:
        page.heading(heading)
    else:
        page.blank()
    columns = (Column(least=20, shrinks=True), *(Column(_WORDS[m], right=True) for m in methods))
    heaviest = sorted(found, key=lambda name: -max(found[name].values(), default=0.0))
    kept = [name for name in found if name in set(heaviest[:_MOST_LINES])]
    page.table(
        columns,
        [(name, *(_kilograms(found[name].get(method)) for method in methods)) for name in kept],
    )
    if len(found) > len(kept):
        page.line(f"and {len(found) - len(kept)} more: see --json", "dim", indent=2)


def _beside(page: Page, document: BesideDocument, methods: list[str]) -> None:
    page.heading("Beside our estimate", f"{document['of']} {document['name']}")
    columns = (
        Column("month"),
        Column("place", least=12, shrinks=True),
        *(Column(_WORDS[method], right=True) for method in methods),
        Column("ours", right=True),
        Column(),
        Column("embodied", right=True),
    )
    lines = document["lines"]
    page.table(columns, [_line(line, methods) for line in lines[:_MOST_LINES]])
    if len(lines) > _MOST_LINES:
        page.line(f"and {len(lines) - _MOST_LINES} more: see --json", "dim", indent=2)
    page.heading("Why they differ")
    page.table(
        (PROSE, WORDS),
        [(parts.sentence(each["text"]), Cell(each["code"], "dim")) for each in document["reasons"]],
    )


def _line(line: BesideLineDocument, methods: list[str]) -> tuple[str | Cell, ...]:
    reported = [_kilograms(line["reported_kg"].get(method)) for method in methods]
    ours = line["ours"]
    if ours is None:
        return (line["month"], line["region"], *reported, parts.NO_DATA, "", "")
    said = [
        scale.Shown(parts.NO_DATA, "", "", "")
        if (value := ours[name]["value"]) is None
        else scale.shown(value, ours[name]["low"], ours[name]["high"], ours[name]["unit"])
        for name in ("ghg_operational", "ghg_embodied")
    ]
    return (
        line["month"],
        line["region"],
        *reported,
        said[0].number,
        said[0].interval,
        said[1].number,
    )


def _kilograms(kilograms: float | None) -> str:
    if kilograms is None:
        return ""
    return scale.shown(kilograms, None, None, "kgCO2e").number
