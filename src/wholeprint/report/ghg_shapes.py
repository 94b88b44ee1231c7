"""The document of an inventory by scope, as types."""

from typing import TypedDict

from wholeprint.report.shapes import FactorDocument, NoteDocument, QuantityDocument, ToolDocument


class ScopeLineDocument(TypedDict):
    """One line of an inventory."""

    scope: int
    category: int | None
    name: str
    method: str
    added: bool
    what: str
    amount: QuantityDocument


class GhgDocument(TypedDict):
    """An inventory: what ``report --format ghg`` prints."""

    schema: str
    tool: ToolDocument
    standard: str
    runs: list[str]
    holder: str
    lines: list[ScopeLineDocument]
    total: QuantityDocument
    capital_goods_whole: QuantityDocument
    not_assessed: list[int]
    statement: str
    assumptions: list[FactorDocument]
    notes: list[NoteDocument]
    factors_version: str
