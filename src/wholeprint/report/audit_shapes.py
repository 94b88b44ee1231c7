"""The documents of audits and of claims, as types; the schemas are the contract."""

from typing import TypedDict

from wholeprint.report.shapes import ToolDocument


class FindingDocument(TypedDict):
    """Something that a check found."""

    code: str
    severity: str
    place: str
    message: str
    seen: str
    expected: str
    numbers: dict[str, float]
    why: list[str]
    resolve: str


class CheckedDocument(TypedDict):
    """What one check looked at."""

    name: str
    question: str
    done: list[str]
    lacking: list[str]


class AuditedStatementDocument(TypedDict):
    """One statement, audited."""

    file: str
    id: str
    title: str
    source: str
    consistent: bool
    figures: int
    rows: int
    findings: list[FindingDocument]
    checks: list[CheckedDocument]


class AuditedFileDocument(TypedDict):
    """One file that was read."""

    name: str
    form: str
    left_out: list[str]


class AuditDocument(TypedDict):
    """Statements, audited."""

    schema: str
    tool: ToolDocument
    consistent: bool
    contradictions: int
    cautions: int
    remarks: int
    files: list[AuditedFileDocument]
    statements: list[AuditedStatementDocument]
