"""Planned work on a page."""

import shlex
from collections.abc import Mapping
from typing import NamedTuple

from wholeprint.report import scale
from wholeprint.report.jobs import GainedDocument, JobDocument, JobsDocument, OneJobDocument
from wholeprint.report.scale import duration
from wholeprint.report.text import parts
from wholeprint.report.text.moments import clock
from wholeprint.report.text.page import PROSE, Cell, Column, Page, Style

_LOOKS: Mapping[str, Style] = {
    "running": "good",
    "done": "",
    "failed": "bad",
    "interrupted": "bad",
    "skipped": "warning",
    "cancelled": "dim",
    "paused": "warning",
    "overdue": "warning",
}

_LATE_SECONDS = 120.0
"""Tools that jobs are handed to start them at whole minutes: up to here a start is on its way."""

_HAS_IT: Mapping[str, str] = {
    "at": "atd runs (systemctl status atd) and the job is in its queue (atq)",
    "systemd": "its timer is there (systemctl --user list-timers)",
    "slurm": "it waits in the queue of the cluster (squeue)",
    "k8s": "it waits in the cluster (kubectl get jobs)",
}
"""Where to look for a job that has not begun."""

_YEAR_ENDS = len("Sat 2026-")

_VERDICTS: Mapping[str, Style] = {
    "gained": "good",
    "lost": "bad",
    "not yet": "warning",
    "failed": "bad",
}


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
    with_pieces = any(len(job["pieces"]) > 1 for job in jobs)
    columns = (
        Column("job"),
        Column("name", least=8, shrinks=True),
        Column("method"),
        Column("state"),
        Column("starts"),
        Column("in", right=True),
        *((Column("pieces", right=True),) if with_pieces else ()),
    )
    page.table(columns, [_line(job, now, with_pieces=with_pieces) for job in jobs], indent=0)
    for job in jobs:
        _overdue(page, job, now)
        # Of what has come to a good end the list says no more; its own page does.
        for note in job["notes"] if job["state"] not in {"done", "cancelled"} else ():
            page.line(f"{job['id']}: {note['message']}", "dim")
    for damaged in document["damaged"]:
        page.line(damaged["error"], "warning")


def _line(job: JobDocument, now_seconds: float, *, with_pieces: bool) -> tuple[str | Cell, ...]:
    start = job["pieces"][0]["start_unix_seconds"]
    pending = job["state"] in {"planned", "handed"} and start > now_seconds
    said = _state(job, now_seconds)
    state = said if not job["exit_code"] else f"{said} ({job['exit_code']})"
    if job["cancel_asked"]:
        state = f"{state}, to be cancelled"
    return (
        job["id"],
        job["name"],
        job["method"],
        Cell(state, _LOOKS.get(said, "")),
        clock(start)[_YEAR_ENDS:],  # the id begins with the year; the line has to hold more
        duration(start - now_seconds) if pending else "",
        *((str(len(job["pieces"])),) if with_pieces else ()),
    )


def _state(job: JobDocument, now_seconds: float) -> str:
    # Whoever has it may have it in a queue still, or may never have looked: nobody here can know.
    start = job["pieces"][0]["start_unix_seconds"]
    is_late = job["state"] == "handed" and now_seconds - start > _LATE_SECONDS
    return "overdue" if is_late else job["state"]


def _overdue(page: Page, job: JobDocument, now_seconds: float) -> None:
    if _state(job, now_seconds) == "overdue":
        page.line(
            f"{job['id']}: its start has passed and no run of it is known; see whether "
            f"{_HAS_IT.get(job['method'], job['method'])}.",
            "warning",
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
    state = _state(job, document["now_unix_seconds"])
    rows: list[tuple[str | Cell, ...]] = [
        ("state", Cell(state, _LOOKS.get(state, ""))),
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
    page.heading("pieces")
    page.table(
        (Column("from"), Column("to"), Column("zone")),
        [
            (
                clock(piece["start_unix_seconds"]),
                clock(piece["end_unix_seconds"]),
                piece["zone"],
            )
            for piece in job["pieces"]
        ],
    )
    _overdue(page, job, document["now_unix_seconds"])
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
    amounts = [(name, _amount(each)) for name, each in (*rows, ("foreseen", forecast)) if each]
    known = [amount for _, amount in amounts if amount is not None]
    # One unit for all: they are read against each other.
    alike = scale.alike([amount.value for amount in known], "gCO2e")
    cells = [
        (name, parts.NO_DATA, "")
        if amount is None
        else (
            name,
            f"{alike.text(amount.value)}\u00a0{alike.unit}",
            alike.interval(amount.low, amount.high),
        )
        for name, amount in amounts
    ]
    page.table((Column(), Column(right=True), Column()), cells)
    for note in document["notes"]:
        page.line(note["message"], "dim")


class _Amount(NamedTuple):
    value: float
    low: float
    high: float


def _amount(quantity: Mapping[str, object]) -> _Amount | None:
    # As on the page of the plan: medians of draws would not add up, and the plan shows none.
    value = quantity.get("central")
    if not isinstance(value, int | float) or quantity.get("unit") != "gCO2e":
        return None
    low, high = (quantity.get(name) for name in ("low", "high"))
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return _Amount(value, value, value)
    return _Amount(value, low, high)
