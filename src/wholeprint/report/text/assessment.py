"""Assessed runs and estimates on a page."""

from wholeprint.report.shapes import (
    EstimateDocument,
    PartDocument,
    ResultDocument,
    RunResultDocument,
    SumDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.footprint import footprint_sections
from wholeprint.report.text.page import Cell, Column, Page
from wholeprint.report.text.run import methods, run_head


def assessment_page(page: Page, document: RunResultDocument | SumDocument) -> None:
    """Lay out one assessed run, or several and their sum.

    Args:
        page: The page.
        document: The runs and the footprint.
    """
    if "runs" not in document:
        run_head(page, document["run"])
        parts.told_line(page, document)
        result(page, document, methods(document["run"]))
        return
    page.table(
        (
            Column("run"),
            Column("name", least=8, shrinks=True),
            *(Column(title, right=True) for title in _COLUMNS),
        ),
        [_line(part) for part in document["runs"]],
        indent=0,
    )
    left_out = sum(not part["run"]["counted"] for part in document["runs"])
    page.blank()
    page.title(f"Sum of {len(document['runs']) - left_out} runs")
    parts.told_line(page, document)
    if left_out:
        page.line(f"{left_out} not added: another run holds their energy.", "warning")
    result(page, document, {})


_COLUMNS = {"energy": "energy", "carbon": "ghg_operational", "embodied": "ghg_embodied"}


def _line(part: PartDocument) -> tuple[str | Cell, ...]:
    run = part["run"]
    numbers = (parts.number(part["footprint"][category]) for category in _COLUMNS.values())
    name = run["label"] or run["model"] or ""
    mark = "" if run["counted"] else " (not counted)"
    return (run["id"], f"{name}{mark}", *numbers)


def estimate_page(page: Page, document: EstimateDocument) -> None:
    """Lay out an estimate.

    Args:
        page: The page.
        document: What was asked, and the footprint.
    """
    asked = document["estimate"]
    page.title(
        f"{asked['hardware']} for {_hours(asked['hours'])}", "estimated, nothing was measured"
    )
    told = {
        "utilisation": asked["utilisation"],
        "memory": None if asked["memory_gb"] is None else f"{asked['memory_gb']:g}\u00a0GB",
        "zone": asked["zone"] or "unknown",
        "PUE": asked["pue"],
        "WUE": asked["wue"],
    }
    page.line(" \u00b7 ".join(f"{k}\u00a0{v}" for k, v in told.items() if v is not None))
    parts.told_line(page, document, besides=("zone", "pue", "wue"))
    result(page, document, {})


def _hours(hours: object) -> str:
    number = float(str(hours))
    return f"{number:g}\u00a0hour{'' if number == 1 else 's'}"


def result(page: Page, document: ResultDocument, how: dict[str, str]) -> None:
    """Lay out what every assessed result says.

    Args:
        page: The page.
        document: The result.
        how: How each energy domain was read.
    """
    footprint_sections(page, document, how)
    parts.driver_section(page, document)
    parts.note_section(page, document["notes"])
    parts.boundary_line(page, document)
