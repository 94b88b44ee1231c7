"""One run on a page: what it was, what it used, what that costs."""

import math
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO, cast

from wholeprint.hardware.describe import describe
from wholeprint.quantities.machine import Machine
from wholeprint.report import scale
from wholeprint.report.document import run_document
from wholeprint.report.shapes import RunDocument, RunResultDocument, SpanDocument
from wholeprint.report.text import parts
from wholeprint.report.text.footprint import footprint_sections
from wholeprint.report.text.page import (
    NUMBER,
    PROSE,
    WORDS,
    Page,
    Style,
    page_for,
    write,
)
from wholeprint.tracking.assessor import Assessment

_LONGEST_COMMAND = 200
_SPANS = 6

_LOOKS: Mapping[str, Style] = {
    "done": "good",
    "running": "good",
    "failed": "bad",
    "interrupted": "warning",
}


def run_page(page: Page, document: RunResultDocument) -> None:
    """Lay out one run and its footprint.

    Args:
        page: The page.
        document: The run and its footprint.
    """
    run = document["run"]
    run_head(page, run)
    parts.told_line(page, document)
    _compute(page, document)
    footprint_sections(page, document, methods(run))
    parts.driver_section(page, document)
    parts.note_section(page, document["notes"])
    parts.boundary_line(page, document)


def summary(assessment: Assessment, *, stream: TextIO) -> None:
    """Say in a few lines what a run used, once it has ended.

    Args:
        assessment: The run, assessed.
        stream: Where to say it.
    """
    document = cast("RunResultDocument", run_document(assessment))
    page = page_for(stream)
    summary_page(page, document)
    write(page, stream)


def summary_page(page: Page, document: RunResultDocument) -> None:
    """Lay out a few lines on a run.

    Args:
        page: The page.
        document: The run and its footprint.
    """
    run, footprint = document["run"], document["footprint"]
    page.title(
        f"wholeprint: {ending(run)} after {scale.duration(run['seconds'])}", f"run {run['id']}"
    )
    rows = [
        parts.Row("energy", footprint["energy"]),
        parts.Row(
            "operational carbon", footprint["ghg_operational"], parts.grid_of(document["signal"])
        ),
        parts.Row("embodied carbon", footprint["ghg_embodied"]),
        parts.Row("water off site", footprint["water_offsite"]),
    ]
    parts.quantity_groups(page, [parts.Group("", rows)])
    warnings = sum(note["severity"] == "warning" for note in document["notes"])
    more = f"; {warnings} warning{'' if warnings == 1 else 's'}" if warnings else ""
    page.line(f"more: wholeprint show {run['id']}{more}", "dim", indent=2)


def methods(run: RunDocument) -> dict[str, str]:
    """Return how each energy domain of a run was read.

    Args:
        run: The run.
    """
    found: dict[str, list[str]] = {}
    for channel in run["channels"]:
        if channel["within"] is None and channel["method"] not in found.get(channel["domain"], []):
            found.setdefault(channel["domain"], []).append(channel["method"])
    return {domain: ", ".join(names) for domain, names in found.items()}


def ending(run: RunDocument) -> str:
    """Say how a run ended.

    Args:
        run: The run.

    Returns:
        Such as "failed (exit 3)".
    """
    if run["signal"]:
        return f"{run['status']} (signal {run['signal']})"
    return f"{run['status']} (exit {run['exit_code']})" if run["exit_code"] else run["status"]


def run_head(page: Page, run: RunDocument) -> None:
    """Lay out what a run is: its name, how it ended, where it ran.

    Args:
        page: The page.
        run: The run.
    """
    page.title(run["label"] or run["id"], run["id"] if run["label"] else "")
    facts = [f"{name}\u00a0{run[name]}" for name in ("project", "model", "phase") if run[name]]
    facts += [f"on\u00a0{run['host']}"] if run["host"] else []
    facts += parts.site_of(run)
    page.line(
        f"{ending(run)} · {parts.utc(run['started_unix_ns'])} · {scale.duration(run['seconds'])}",
        _LOOKS.get(run["status"], ""),
    )
    page.line(" · ".join(facts))
    if run["command"]:
        command = shlex.join(run["command"])
        cut = "…" if len(command) > _LONGEST_COMMAND else ""
        page.line(f"{command[:_LONGEST_COMMAND]}{cut}", "dim")


def _compute(page: Page, document: RunResultDocument) -> None:
    run = document["run"]
    page.heading("Compute", describe(Machine.from_json(run["machine"])))
    rows = [("processor time", _duration(run["cpu_seconds"]), _load(run))]
    if run["measured_joules"] is not None:
        read = scale.shown(run["measured_joules"], None, None, "J").number
        rows.append(("energy counters", read, "as they read it, at the chips and boards"))
    rows += [(str(name).replace("_", " "), _fact(value), "") for name, value in run["meta"].items()]
    spans = spans_by_name(document["spans"])
    rows += [span.cells() for span in spans[:_SPANS]]
    page.table((WORDS, NUMBER, PROSE), rows)
    if len(spans) > _SPANS:
        page.line(f"and {len(spans) - _SPANS} more kinds of span", "dim", indent=2)


def _duration(seconds: float | None) -> str:
    return parts.NO_DATA if seconds is None else scale.duration(seconds)


def _load(run: RunDocument) -> str:
    own, busy = run["cpu_seconds"], run["busy_seconds"]
    if own is None:
        return "it was never read"
    said: list[str] = []
    threads = run["machine"].get("cpu_limit_cores") or run["machine"].get("threads")
    if isinstance(threads, int | float) and run["seconds"] > 0:
        share = own / (threads * run["seconds"])
        said.append(f"{scale.percent(share)} of {threads:g} hardware threads")
    if busy:
        said.append(f"{scale.percent(min(1.0, own / busy))} of what the machine was busy")
    return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Spans:
    """The parts of a run that go by one name.

    Attributes:
        name: Their name.
        count: How many there are.
        seconds: How long they took together [s].
        energy_kwh: Their energy together [kWh], None where it is not known.
        energy_share: Their share of the run's energy [1], None likewise.
    """

    name: str
    count: int
    seconds: float
    energy_kwh: float | None
    energy_share: float | None

    def cells(self) -> tuple[str, str, str]:
        """Return the line of a table that tells of them."""
        remarks = [f"{self.count} times"] if self.count > 1 else []
        if self.energy_kwh is not None and self.energy_share is not None:
            energy = scale.shown(self.energy_kwh, None, None, "kWh").number
            remarks.append(f"{energy}, {scale.percent(self.energy_share)} of the energy")
        return (f"span {self.name}", scale.duration(self.seconds), "; ".join(remarks))


def spans_by_name(spans: Sequence[SpanDocument]) -> list[Spans]:
    """Return the parts of a run, those of one name together, the longest first.

    Args:
        spans: The parts.
    """
    names = dict.fromkeys(span["name"] for span in spans)
    found = [_joined(name, [span for span in spans if span["name"] == name]) for name in names]
    return sorted(found, key=lambda each: (-each.seconds, each.name))


def _joined(name: str, spans: Sequence[SpanDocument]) -> Spans:
    energies = [span["energy_kwh"] for span in spans if span["energy_kwh"] is not None]
    shares = [span["energy_share"] for span in spans if span["energy_share"] is not None]
    return Spans(
        name,
        len(spans),
        math.fsum(span["seconds"] for span in spans),
        math.fsum(energies) if len(energies) == len(spans) else None,
        math.fsum(shares) if len(shares) == len(spans) else None,
    )


def _fact(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else f"{value:g}"
