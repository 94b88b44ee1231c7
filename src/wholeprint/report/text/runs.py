"""A list of runs on a page."""

from collections.abc import Mapping

from wholeprint.report import scale
from wholeprint.report.shapes import ListedDocument, RunsDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import Cell, Column, Page, Style

_LOOKS: Mapping[str, Style] = {
    "done": "",
    "running": "good",
    "failed": "bad",
    "interrupted": "warning",
}
_LONGEST_NAME = 28


def runs_page(page: Page, document: RunsDocument) -> None:
    """Lay out a list of runs.

    Args:
        page: The page.
        document: The list.
    """
    runs = document["runs"]
    if not runs:
        page.line(f"No runs found in {document['ledger']}.")
        page.line("Measure something: wholeprint run -- python train.py", "dim")
        return
    several = len({run["project"] for run in runs}) > 1
    page.table(
        (
            Column("run"),
            Column("name", least=8, shrinks=True),
            Column("ago", right=True),
            Column("took", right=True),
            Column("status"),
            Column("energy", right=True),
            Column("CO2e", right=True),
        ),
        [_line(run, document["now_unix_ns"], several=several) for run in runs],
        indent=0,
    )
    if not all(run["counted"] for run in runs):
        page.blank()
        page.line("> is left out of sums: it ran inside another run, or followed its rank.", "dim")
    if document["more"]:
        page.blank()
        page.line("There are more: add --limit 0 to see all of them.", "dim")


def _line(run: ListedDocument, now_unix_ns: int, *, several: bool) -> tuple[str | Cell, ...]:
    status = run["status"] if not run["exit_code"] else f"{run['status']} ({run['exit_code']})"
    return (
        Cell(run["id"], "" if run["counted"] else "dim"),
        name(run, with_project=several),
        scale.ago((now_unix_ns - run["started_unix_ns"]) / 1e9),
        scale.duration(run["seconds"]),
        Cell(status, _LOOKS.get(run["status"], "")),
        _number(run, "energy"),
        _number(run, "ghg_operational"),
    )


def name(run: ListedDocument, *, with_project: bool) -> str:
    """Return what a run is called, short enough for a list.

    Args:
        run: The run.
        with_project: Whether the project stands before it.
    """
    words = [run["project"] or ""] if with_project else []
    words.append(run["label"] or run["model"] or "")
    text = "/".join(word for word in words if word)
    text = text if run["counted"] else f"> {text}"
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}\u2026"


def _number(run: ListedDocument, category: str) -> str:
    quantity = run.get("energy") if category == "energy" else run.get("ghg_operational")
    return "" if quantity is None else parts.number(quantity).removesuffix("CO2e")
