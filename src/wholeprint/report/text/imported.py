"""A cloud's own report on a page, and what we estimate beside it."""

from collections.abc import Iterator, Mapping

from wholeprint.report import scale
from wholeprint.report.cloud_shapes import FigureDocument
from wholeprint.report.imported_shapes import BesideDocument, BesideLineDocument, ImportedDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, WORDS, Cell, Column, Page

_WORDS = {"LBM": "location-based", "MBM": "market-based", "unstated": "method unstated"}
_MOST_LINES = 24
_MOST_PLACES = 12
"""Months in places that are told one by one; each has three lines."""
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
    count = len(document["rows"])
    page.line(f"{count} number{'s' * (count != 1)} \u00b7 {span}")
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
    page.line(
        "Operational: their scopes 1 and 2, and what our machines draw, location-based. "
        "Embodied: their scope 3, and what making our machines and disks took.",
        "dim",
        indent=2,
    )
    columns = (
        Column(least=20, shrinks=True),
        *(Column(_WORDS[method], right=True) for method in methods),
        Column("ours", right=True),
        Column(),
    )
    lines = document["lines"]
    rows: list[tuple[str | Cell, ...]] = []
    month = ""
    for line in lines[:_MOST_PLACES]:
        if line["month"] != month:
            month = line["month"]
            rows.append((Cell(month, "bold"), *("" for _ in methods), "", ""))
        rows += _rows(line, methods)
    page.table(columns, rows)
    if len(lines) > _MOST_PLACES:
        page.line(f"and {len(lines) - _MOST_PLACES} more: see --json", "dim", indent=2)
    page.heading("Why they differ")
    page.table(
        (PROSE, WORDS),
        [(parts.sentence(each["text"]), Cell(each["code"], "dim")) for each in document["reasons"]],
    )


def _rows(line: BesideLineDocument, methods: list[str]) -> Iterator[tuple[str | Cell, ...]]:
    cloud, _, region = line["region"].partition(":")
    place = f"{cloud}, all places" if region == "all" else line["region"]
    yield (place, *("" for _ in methods), "", "")
    theirs, ours = line["reported_kg"], line["ours"]
    operational, embodied = line["reported_operational_kg"], line["reported_embodied_kg"]
    yield _row("operational", operational, ours, "ghg_operational", methods)
    yield _row("embodied", embodied, ours, "ghg_embodied", methods)
    # Without its scope 3 the sum of a report is less than a total, and stands beside none.
    whole = theirs if embodied or not operational else {}
    yield _row("total", whole, ours, "carbon", methods)


def _row(
    name: str,
    theirs: Mapping[str, float],
    ours: Mapping[str, FigureDocument] | None,
    key: str,
    methods: list[str],
) -> tuple[str | Cell, ...]:
    reported = [_kilograms(theirs.get(method)) for method in methods]
    if ours is None:
        return (f"\u00a0\u00a0{name}", *reported, Cell(parts.NO_DATA, "dim"), "")
    figure = ours[key]
    value = figure["value"]
    if value is None:
        return (f"\u00a0\u00a0{name}", *reported, Cell(parts.NO_DATA, "dim"), "")
    said = scale.shown(value, figure["low"], figure["high"], figure["unit"])
    return (f"\u00a0\u00a0{name}", *reported, said.number, said.interval)


def _kilograms(kilograms: float | None) -> str:
    if kilograms is None:
        return ""
    return scale.shown(kilograms, None, None, "kgCO2e").number
