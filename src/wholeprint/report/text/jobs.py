"""Planned work on a page."""

import shlex
from collections.abc import Mapping
from datetime import UTC, datetime

from wholeprint.report.jobs import GainedDocument, JobDocument, JobsDocument, OneJobDocument
from wholeprint.report.scale import duration
from wholeprint.report.shapes import QuantityDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import PROSE, Cell, Column, Page, Style

_LOOKS: Mapping[str, Style] = {
    "running": "good",
    "done": "",
    "failed": "bad",
    "interrupted": "bad",
    "skipped": "warning",
    "cancelled": "dim",
    "paused": "warning",
}

_VERDICTS: Mapping[str, Style] = {"gained": "good", "lost": "bad", "not yet": "warning"}


def jobs_page(page: Page, document: JobsDocument) -> None:
    """Lay out a list of jobs.

    Args:
        page: The page.
        document: The list.
    """
    jobs = document["jobs"]
    if not jobs and not document["damaged"]:
        page.line(f"No planned jobs in {document['folder']}.")
        page.line("Plan one: wholeprint schedule --duration 4h -- python train.py", "dim")
        return
    now = document["now_unix_seconds"]
    columns = (
        Column("job"),
        Column("name", least=8, shrinks=True),
        Column("method"),
        Column("state"),
        Column("starts"),
        Column("in", right=True),
        Column("pieces", right=True),
    )
    page.table(columns, [_line(job, now) for job in jobs], indent=0)
    for job in jobs:
        # Of what has come to a good end the list says no more; its own page does.
        for note in job["notes"] if job["state"] not in {"done", "cancelled"} else ():
            page.line(f"{job['id']}: {note['message']}", "dim")
    for damaged in document["damaged"]:
        page.line(damaged["error"], "warning")


def _line(job: JobDocument, now_seconds: float) -> tuple[str | Cell, ...]:
    start = job["pieces"][0]["start_unix_seconds"]
    pending = job["state"] in {"planned", "handed"} and start > now_seconds
    state = job["state"] if not job["exit_code"] else f"{job['state']} ({job['exit_code']})"
    if job["cancel_asked"]:
        state = f"{state}, to be cancelled"
    return (
        job["id"],
        job["name"],
        job["method"],
        Cell(state, _LOOKS.get(job["state"], "")),
        _moment(start),
        duration(start - now_seconds) if pending else "",
        str(len(job["pieces"])),
    )


def job_page(page: Page, document: OneJobDocument) -> None:
    """Lay out one job.

    Args:
        page: The page.
        document: The job.
    """
    job = document["job"]
    page.title(job["name"], f"job {job['id']}")
    waiter = document["waiter_pid"]
    rows: list[tuple[str | Cell, ...]] = [
        ("state", Cell(job["state"], _LOOKS.get(job["state"], ""))),
        ("command", shlex.join(job["command"])),
        ("in", job["directory"]),
        ("handed to", " ".join(word for word in (job["method"], job["external_id"]) if word)),
        ("if missed", job["missed"]),
        ("waiter", "" if waiter is None else f"process {waiter}"),
        ("exit status", "" if job["exit_code"] is None else str(job["exit_code"])),
        ("output", document["log"]),
        ("runs", ", ".join(document["runs"])),
    ]
    page.table((Column(), PROSE), [row for row in rows if row[1]])
    page.heading("pieces", "UTC")
    page.table(
        (Column("from"), Column("to"), Column("zone")),
        [
            (
                _moment(piece["start_unix_seconds"]),
                _moment(piece["end_unix_seconds"]),
                piece["zone"],
            )
            for piece in job["pieces"]
        ],
    )
    for note in job["notes"]:
        page.line(note["message"], "dim")


def gained_page(page: Page, document: GainedDocument) -> None:
    """Lay out what a plan really gained.

    Args:
        page: The page.
        document: What it gained.
    """
    page.title(document["verdict"], f"job {document['job']}")
    page.line(document["says"], _VERDICTS.get(document["verdict"], ""))
    rows = [
        ("as it ran", document["as_run"]),
        ("without the plan", document["naive"]),
        ("less by", document["gain"]),
    ]
    forecast = document["forecast"]
    cells = [(name, *_quantity(each)) for name, each in rows if each is not None]
    if forecast is not None and isinstance(forecast.get("value"), int | float):
        cells.append(("foreseen", f"{forecast['value']:.4g} {forecast.get('unit', '')}", ""))
    page.table((Column(), Column(right=True), Column()), cells)
    for note in document["notes"]:
        page.line(note["message"], "dim")


def _quantity(quantity: QuantityDocument) -> tuple[str, str]:
    shown = parts.said(quantity)
    return shown.number, shown.interval


def _moment(unix_seconds: float) -> str:
    return datetime.fromtimestamp(unix_seconds, UTC).strftime("%Y-%m-%d %H:%M")
