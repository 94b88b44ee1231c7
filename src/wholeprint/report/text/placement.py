"""Many jobs on a page: when each runs, what that gains, how sure that is, what it rests on."""

from wholeprint.report import scale
from wholeprint.report.placement import PlacementDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import Cell, Column, Page
from wholeprint.report.text.schedule import clock


def _grams(grams: float) -> str:
    return scale.shown(grams, None, None, "gCO2e").number


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}\u00a0%"


def placement_page(page: Page, document: PlacementDocument) -> None:
    """Lay out many jobs placed.

    Args:
        page: The page.
        document: The placement.
    """
    page.title(f"{len(document['jobs'])} jobs under one cap", _proof(document))
    page.table(
        (Column("job", least=8, shrinks=True), Column("begin"), Column("zone"), Column("for")),
        [
            (
                Cell(job["name"], "bold"),
                clock(job["start_unix_seconds"]),
                job["zone"],
                scale.duration(job["end_unix_seconds"] - job["start_unix_seconds"]),
            )
            for job in sorted(document["jobs"], key=lambda job: job["start_unix_seconds"])
        ],
        indent=0,
    )
    page.heading("What it gains")
    page.line(f"{_grams(document['grams'])} planned", indent=2)
    if document["naive_grams"] is not None and document["gain_grams"] is not None:
        page.line(
            f"{_grams(document['naive_grams'])} first come, first served: "
            f"{_grams(document['gain_grams'])} less ({_share(document['share'])})",
            indent=2,
        )
    page.line(
        f"No other placement on this grid of {scale.duration(document['step_seconds'])} gains "
        f"more than {_grams(document['more_grams'])} beyond it. Most of the cap that is taken at "
        f"any time: {scale.percent(document['most_used_share'])}.",
        indent=2,
    )
    parts.note_section(page, document["notes"])


def _proof(document: PlacementDocument) -> str:
    return {
        "exact": "proven to be the best",
        "time-limit": "the best that was found in the time allowed",
        "greedy": "placed one after another",
    }[document["method"]]
