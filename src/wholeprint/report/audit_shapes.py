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
    places: int
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


class ReadingDocument(TypedDict):
    """One thing that a claim's number may mean."""

    words: str
    ratio: float


class OtherClaimDocument(TypedDict):
    """Another claim of the same sentence."""

    of: str
    ratio: float | None
    readings: list[ReadingDocument]
    baseline: str
    value: str


class UnderstoodDocument(TypedDict):
    """What a claim says, and what is given with it."""

    subject: str
    of: str
    ratio: float | None
    readings: list[ReadingDocument]
    baseline: str
    per: str
    measured: str
    boundary: list[str]
    level: str
    hardware: str
    baseline_hardware: str
    accounting: str
    quality: str
    value: str
    baseline_value: str
    others: list[OtherClaimDocument]


class QuestionDocument(TypedDict):
    """Something that a claim must say and does not."""

    field: str
    ask: str
    because: str
    choices: list[str]


class RemarkDocument(TypedDict):
    """Something that the words of a claim promise, or hide."""

    code: str
    severity: str
    message: str


class ClaimsDocument(TypedDict):
    """A claim, looked at."""

    schema: str
    tool: ToolDocument
    claim: str
    stands: bool
    sentence: str
    understood: UnderstoodDocument
    questions: list[QuestionDocument]
    remarks: list[RemarkDocument]
