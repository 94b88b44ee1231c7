"""The documents of clouds' own reports that are turned into text, as types."""

from typing import TypedDict

from wholeprint.report.cloud_shapes import FigureDocument
from wholeprint.report.shapes import NoteDocument


class ImportDocument(TypedDict):
    """What was read."""

    tool: str
    name: str


class ReportedRowDocument(TypedDict):
    """One number of a report."""

    provider: str
    account: str
    service: str
    region: str
    month: str
    scope: str
    method: str
    kg: float
    model_version: str
    resource: str


class BesideLineDocument(TypedDict):
    """One month in one place, as both sides have it."""

    month: str
    region: str
    reported_kg: dict[str, float]
    reported_operational_kg: dict[str, float]
    reported_embodied_kg: dict[str, float]
    ours: dict[str, FigureDocument] | None


class ReasonDocument(TypedDict):
    """Why both sides differ."""

    code: str
    text: str


class BesideDocument(TypedDict):
    """A report beside an estimate."""

    name: str
    of: str
    lines: list[BesideLineDocument]
    reasons: list[ReasonDocument]


class ImportedDocument(TypedDict):
    """A cloud's own report."""

    imported: ImportDocument
    months: list[str]
    totals_kg: dict[str, float]
    by_scope_kg: dict[str, dict[str, float]]
    by_month_kg: dict[str, dict[str, float]]
    by_service_kg: dict[str, dict[str, float]]
    by_region_kg: dict[str, dict[str, float]]
    rows: list[ReportedRowDocument]
    notes: list[NoteDocument]
    beside: BesideDocument | None
