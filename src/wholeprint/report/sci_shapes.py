"""The documents of a software carbon intensity, as types."""

from typing import TypedDict

from wholeprint.report.shapes import FactorDocument, NoteDocument, QuantityDocument, ToolDocument


class StandardDocument(TypedDict):
    """After which specification."""

    name: str
    version: str
    iso: str


class FunctionalUnitDocument(TypedDict):
    """R."""

    per: str
    counted: str
    done_count: float
    rationale: str


class IntensityKindDocument(TypedDict):
    """Which of the many numbers that read "g/kWh" I is."""

    kind: str
    region: str
    resolution: str
    accounting: str
    emissions: str
    source: str


class HardwareDocument(TypedDict):
    """One piece of M."""

    name: str
    TE: QuantityDocument
    TiR: QuantityDocument
    EL: QuantityDocument
    RR: QuantityDocument
    ToR: QuantityDocument
    M: QuantityDocument
    evidence: str


class SciComponentDocument(TypedDict):
    """One component of a score."""

    name: str
    method: str
    reserved: bool
    building: str
    E: QuantityDocument
    I: QuantityDocument  # noqa: E741 - the letter of the specification
    intensity: IntensityKindDocument
    O: QuantityDocument  # noqa: E741 - the letter of the specification
    M: QuantityDocument
    hardware: list[HardwareDocument]
    R_count: float
    rate: QuantityDocument


class ItemDocument(TypedDict):
    """One supporting system of the boundary."""

    system: str
    state: str
    reason: str


class ConversionDocument(TypedDict):
    """How one thing that was counted became another."""

    counted: str
    wanted: str
    factor: float
    reason: str


class AssumedDocument(TypedDict):
    """What a baseline must assume too."""

    digest: str
    values: dict[str, object]


class BaselineDocument(TypedDict):
    """What an action changed."""

    score: QuantityDocument
    difference: QuantityDocument
    ratio: QuantityDocument
    digest: str


class AiDocument(TypedDict):
    """What the draft for AI asks for beside a score."""

    standard: str
    persona: str
    stages: dict[str, str]
    basis: str | None
    strategies: list[str]
    design: dict[str, str]


class SciTotalsDocument(TypedDict):
    """Sums over the components."""

    E: QuantityDocument
    O: QuantityDocument  # noqa: E741 - the letter of the specification
    M: QuantityDocument


class SciDocument(TypedDict):
    """A score: what ``report --format sci`` prints."""

    schema: str
    tool: ToolDocument
    standard: StandardDocument
    runs: list[str]
    score: QuantityDocument
    functional_unit: FunctionalUnitDocument
    totals: SciTotalsDocument
    components: list[SciComponentDocument]
    boundary: list[ItemDocument]
    conversions: list[ConversionDocument]
    methodology: str
    assumed: AssumedDocument
    kept_apart: list[str]
    ai: AiDocument | None
    baseline: BaselineDocument | None
    statement: str
    assumptions: list[FactorDocument]
    notes: list[NoteDocument]
    factors_version: str
