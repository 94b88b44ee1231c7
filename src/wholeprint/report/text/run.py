"""One run on a page: what it was, what it used, what that costs."""

import shlex
from collections.abc import Mapping

from wholeprint.hardware.describe import describe
from wholeprint.quantities.machine import Machine
from wholeprint.report import scale
from wholeprint.report.shapes import RunDocument, RunResultDocument
from wholeprint.report.text import parts
from wholeprint.report.text.page import NUMBER, PROSE, WORDS, Page, Style

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
    _head(page, run)
    _compute(page, run)
    parts.footprint_sections(page, document["footprint"], methods(run))
    parts.driver_section(page, document)
    parts.note_section(page, document["notes"])
    parts.boundary_line(page, document)


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


def _head(page: Page, run: RunDocument) -> None:
    page.title(run["label"] or run["id"], run["id"] if run["label"] else "")
    facts = [f"{name}\u00a0{run[name]}" for name in ("project", "model", "phase") if run[name]]
    zone = run["settings"].get("zone")
    facts += [f"on\u00a0{run['host']}"] if run["host"] else []
    facts += [f"zone\u00a0{zone}" if zone else "zone\u00a0unknown"]
    page.line(
        f"{ending(run)} · {parts.utc(run['started_unix_ns'])} · "
        f"{scale.duration(run['duration_seconds'])}",
        _LOOKS.get(run["status"], ""),
    )
    page.line(" · ".join(facts))
    if run["command"]:
        command = shlex.join(run["command"])
        cut = "…" if len(command) > _LONGEST_COMMAND else ""
        page.line(f"{command[:_LONGEST_COMMAND]}{cut}", "dim")


def _compute(page: Page, run: RunDocument) -> None:
    page.heading("Compute", describe(Machine.from_json(run["machine"])))
    rows: list[tuple[str, str, str]] = [
        ("processor time", scale.duration(run["cpu_seconds"]), _load(run)),
    ]
    rows += [(str(name).replace("_", " "), _fact(value), "") for name, value in run["meta"].items()]
    spans = spans_by_name(run)
    shown = spans[:_SPANS]
    rows += [
        (f"span {name}", scale.duration(seconds), f"{count} times" if count > 1 else "")
        for name, count, seconds in shown
    ]
    page.table((WORDS, NUMBER, PROSE), rows)
    if len(spans) > len(shown):
        page.line(f"and {len(spans) - len(shown)} more kinds of span", "dim", indent=2)


def _load(run: RunDocument) -> str:
    threads = run["machine"].get("cpu_limit_cores") or run["machine"].get("threads")
    if not isinstance(threads, int | float) or run["duration_seconds"] <= 0:
        return ""
    share = run["cpu_seconds"] / (threads * run["duration_seconds"])
    text = f"{scale.percent(share)} of {threads:g} hardware threads"
    busy = run["busy_seconds"]
    if busy:
        text += f"; {scale.percent(min(1.0, run['cpu_seconds'] / busy))} of the machine's load"
    return text


def spans_by_name(run: RunDocument) -> list[tuple[str, int, float]]:
    """Return the run's parts, those of one name together.

    Args:
        run: The run.

    Returns:
        Name, how often, seconds together; the longest first.
    """
    found: dict[str, tuple[int, float]] = {}
    for span in run["spans"]:
        count, seconds = found.get(span["name"], (0, 0.0))
        found[span["name"]] = (count + 1, seconds + span["end"] - span["start"])
    return sorted(
        ((name, count, seconds) for name, (count, seconds) in found.items()),
        key=lambda item: (-item[2], item[0]),
    )


def _fact(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else f"{value:g}"
