"""Estimated workloads on a page."""

from collections.abc import Mapping, Sequence
from typing import cast

from wholeprint.report.shapes import EstimateDocument, QuantityDocument, WorkloadDocument
from wholeprint.report.text import parts
from wholeprint.report.text.footprint import footprint_sections
from wholeprint.report.text.page import PROSE, WORDS, Column, Page

_NAMES: Mapping[str, str] = {
    "accelerator_hours": "accelerator hours",
    "accelerators": "accelerators",
    "batch": "requests served together",
    "development": "all of the project over the final run",
    "duration": "how long the final run lasts",
    "flop": "operations",
    "mfu": "model FLOP utilisation",
    "peak": "peak of one accelerator",
    "power_share": "mean power over the limit",
    "seconds_per_request": "time of one request",
    "ecologits_it_energy_per_request": "a request by EcoLogits, without PUE",
}
_PER = ("energy", "ghg_operational", "ghg_embodied", "water_onsite", "water_offsite")
_THOUSANDS, _BILLION, _TRILLION = 1e4, 1e9, 1e12


def workload_page(page: Page, document: EstimateDocument) -> None:
    """Lay out an estimated workload.

    Args:
        page: The page.
        document: What was asked, how it was worked out, and the footprint.
    """
    workload = document.get("workload")
    if workload is None:
        return
    page.title(_title(document, workload), "estimated, nothing was measured")
    said = [f"{_word(name)}\u00a0{_shown(value)}" for name, value in workload["declared"].items()]
    page.line(" \u00b7 ".join(said))
    parts.told_line(page, document)
    page.heading("How")
    page.table((WORDS, PROSE), [(str(m["name"]), str(m["formula"])) for m in workload["methods"]])
    rows = [parts.Row(_NAMES.get(n, n), q) for n, q in workload["quantities"].items()]
    parts.quantity_groups(page, [parts.Group("", rows)])
    parts.quantity_groups(
        page, [_unit(unit, found) for unit, found in workload["per"].items() if found]
    )
    footprint_sections(page, document)
    parts.driver_section(page, document)
    parts.note_section(page, document["notes"])
    parts.boundary_line(page, document)


def models_page(page: Page, document: Mapping[str, object]) -> None:
    """Lay out the published models that an estimate can start from.

    Args:
        page: The page.
        document: The models.
    """
    models = cast("Sequence[Mapping[str, object]]", document["models"])
    columns = (
        Column("model", least=8, shrinks=True),
        Column("parameters", right=True),
        Column("tokens", right=True),
        Column("hours", right=True),
        Column("on"),
        Column("source", least=8, shrinks=True),
    )
    rows = [
        (
            str(model["name"]),
            _short(model["parameters"]),
            _short(model["tokens"]),
            _short(model["accelerator_hours"]),
            str(model["accelerator"] or ""),
            str(model["source"]),
        )
        for model in models
    ]
    page.table(columns, rows, indent=0)


def _title(document: EstimateDocument, workload: WorkloadDocument) -> str:
    hardware = document["estimate"]["hardware"]
    like = workload["like"]
    name = "" if like is None else f" of {like['name']}"
    if workload["kind"] == "training":
        return f"Training{name} on {hardware}"
    if workload["kind"] == "inference":
        count = workload["declared"].get("requests", 1)
        plural = "request" if count == 1 else "requests"
        return f"{_shown(count)} {plural}{name.replace(' of ', ' to ')} on {hardware}"
    return f"A job of {document['estimate']['hours']:g}\u00a0h on {hardware}"


def _unit(unit: str, found: Mapping[str, QuantityDocument]) -> parts.Group:
    rows = [parts.Row(parts.NAMES[name], found[name]) for name in _PER if name in found]
    return parts.Group(f"Per {unit}", rows)


def _word(name: str) -> str:
    return name.replace("_", "\u00a0")


def _shown(value: object) -> str:
    if isinstance(value, float | int) and value < _BILLION:
        return f"{value:,g}" if value < _THOUSANDS else f"{value:,.0f}"
    return _short(value) or str(value)


def _short(value: object) -> str:
    if not isinstance(value, float | int):
        return ""
    if value >= _TRILLION * _THOUSANDS:
        return f"{value:.3g}"
    if value >= _TRILLION:
        return f"{value / _TRILLION:g}T"
    if value >= _BILLION:
        return f"{value / _BILLION:g}B"
    return f"{value:,.0f}"
