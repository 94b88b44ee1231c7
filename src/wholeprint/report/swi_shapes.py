"""The document of a software water intensity, as types."""

from typing import TypedDict

from wholeprint.report.shapes import NoteDocument, QuantityDocument, ToolDocument


class WaterUnitDocument(TypedDict):
    """R."""

    per: str
    counted: str
    done_count: float
    R_count: float


class StressDocument(TypedDict):
    """How scarce water is where it is used."""

    weight: QuantityDocument
    method: str
    resolution: str


class WaterPieceDocument(TypedDict):
    """Water of one part, on one basis, in one region."""

    name: str
    where: str
    basis: str
    amount: QuantityDocument
    weighed: QuantityDocument
    region: str
    method: str
    found: str
    resolution: str
    stress: StressDocument | None


class SwiDocument(TypedDict):
    """A water intensity: what ``report --format swi`` prints."""

    schema: str
    tool: ToolDocument
    standard: str
    runs: list[str]
    functional_unit: WaterUnitDocument
    consumption: QuantityDocument
    consumption_weighed: QuantityDocument
    withdrawal: QuantityDocument
    withdrawal_weighed: QuantityDocument
    pieces: list[WaterPieceDocument]
    boundary: dict[str, bool]
    notes: list[NoteDocument]
    factors_version: str
