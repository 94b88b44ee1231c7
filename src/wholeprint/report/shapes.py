"""The documents that are turned into text, as types.

The schemas beside this module are the contract; these types let the type checker hold the text to
it. Only what some text reads is named here.
"""

from typing import NotRequired, TypeAlias, TypedDict


class QuantityDocument(TypedDict):
    """A number with its doubt, or the reason why there is none."""

    value: float | None
    central: float | None
    low: float | None
    high: float | None
    unit: str
    known: str
    sources: list[str]
    basis: NotRequired[str]
    missing: NotRequired[list[str]]
    reason: NotRequired[str]


class ContributionDocument(QuantityDocument):
    """One part of an impact."""

    source: str
    phase: str
    level: str


class ImpactDocument(QuantityDocument):
    """One category of impact, with its parts."""

    contributions: list[ContributionDocument]
    of_which: NotRequired[list[ContributionDocument]]


class NoteDocument(TypedDict):
    """Something a reader should know."""

    code: str
    message: str
    at_unix_seconds: float | None
    severity: str


class DriverDocument(TypedDict):
    """One assumption and its share of a result's variance."""

    factor_id: str
    share: float
    noise_share: float


class SourceDocument(TypedDict):
    """Who says it."""

    key: str
    title: str
    year: int | None
    url: str
    licence: str
    read: str


class FactorDocument(TypedDict):
    """An assumption."""

    id: str
    unit: str
    central: float
    distribution: dict[str, object]
    known: str
    sources: list[SourceDocument]
    valid_for: str
    note: str


class ChannelDocument(TypedDict):
    """One energy counter of a run, summed."""

    name: str
    domain: str
    method: str
    known: str
    basis: str
    within: str | None
    joules: float


class SpanDocument(TypedDict):
    """A named part of a run."""

    name: str
    start: float
    end: float


class RunDocument(TypedDict):
    """What is known of one run, without its columns."""

    id: str
    label: str | None
    project: str | None
    model: str | None
    phase: str | None
    parent: str | None
    group: str | None
    rank: int | None
    counted: bool
    host: str
    started_unix_ns: int
    ended_unix_ns: int | None
    duration_seconds: float
    status: str
    exit_code: int | None
    signal: int | None
    command: list[str] | None
    cpu_seconds: float
    busy_seconds: float | None
    intervals: int
    machine: dict[str, object]
    settings: dict[str, object]
    meta: dict[str, object]
    channels: list[ChannelDocument]
    spans: list[SpanDocument]
    version: str


FootprintDocument: TypeAlias = dict[str, ImpactDocument]


class ToolDocument(TypedDict):
    """What made a document."""

    version: str
    factors: str


class AssessedDocument(TypedDict):
    """What every assessed result says."""

    schema: str
    tool: ToolDocument
    footprint: FootprintDocument
    boundary: dict[str, bool]
    assumptions: list[FactorDocument]
    drivers: dict[str, list[DriverDocument]]
    notes: list[NoteDocument]


class RunResultDocument(AssessedDocument):
    """One run and its footprint: what ``show`` prints."""

    run: RunDocument
