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
    start_seconds: float
    seconds: float
    cpu_seconds: float
    energy_share: float | None
    energy_kwh: float | None


class NamedRunDocument(TypedDict):
    """What names a run, and how it went."""

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
    seconds: float
    status: str
    exit_code: int | None
    signal: int | None
    measured_joules: float | None


class RowDocument(NamedRunDocument):
    """One line of a list of runs."""

    cpu_seconds: float


class RunDocument(NamedRunDocument):
    """What is known of one run, without its columns."""

    cpu_seconds: float | None
    busy_seconds: float | None
    command: list[str] | None
    machine: dict[str, object]
    settings: dict[str, object]
    meta: dict[str, object]
    channels: list[ChannelDocument]
    version: str


FootprintDocument: TypeAlias = dict[str, ImpactDocument]


class ToolDocument(TypedDict):
    """What made a document."""

    name: str
    version: str


class ResultDocument(TypedDict):
    """What every assessed result says."""

    footprint: FootprintDocument
    boundary: dict[str, bool]
    assumptions: list[FactorDocument]
    drivers: dict[str, list[DriverDocument]]
    notes: list[NoteDocument]
    signal: dict[str, str] | None
    vintages: list[dict[str, object]]
    told: dict[str, object]
    factors_version: str


class RunResultDocument(ResultDocument):
    """One run and its footprint: what ``show`` prints, and ``assess`` of one run."""

    schema: str
    tool: ToolDocument
    run: RunDocument
    spans: list[SpanDocument]


class PartDocument(TypedDict):
    """One of several runs that were added up."""

    run: RunDocument
    footprint: FootprintDocument


class SumDocument(ResultDocument):
    """Several runs and the sum of their footprints: what ``assess`` prints of several."""

    schema: str
    tool: ToolDocument
    runs: list[PartDocument]


class AskedDocument(TypedDict):
    """What an estimate was asked for."""

    hardware: str
    hours: float
    utilisation: float
    memory_gb: float | None
    zone: str | None
    pue: float | None
    wue: float | None


class WorkloadDocument(TypedDict):
    """What was estimated, and how."""

    kind: str
    declared: dict[str, object]
    methods: list[dict[str, object]]
    quantities: dict[str, QuantityDocument]
    per: dict[str, dict[str, QuantityDocument]]
    like: dict[str, object] | None


class EstimateDocument(RunResultDocument):
    """A footprint without a measured run: what ``estimate`` prints."""

    estimate: AskedDocument
    workload: NotRequired[WorkloadDocument]


class ComparedDocument(TypedDict):
    """One category of two runs compared."""

    difference: QuantityDocument
    ratio: QuantityDocument
    probability_less: float | None
    verdict: str


class SideDocument(ResultDocument):
    """One of two runs compared."""

    run: RunDocument


class ComparisonDocument(TypedDict):
    """Two runs compared: what ``compare`` prints."""

    schema: str
    tool: ToolDocument
    first: SideDocument
    second: SideDocument
    categories: dict[str, ComparedDocument]


class ListedDocument(RowDocument):
    """One line of a list of runs, with what it cost where that is quickly said."""

    energy: NotRequired[QuantityDocument]
    ghg_operational: NotRequired[QuantityDocument]


class RunsDocument(TypedDict):
    """A list of runs: what ``runs`` prints."""

    schema: str
    ledger: str
    now_unix_ns: int
    runs: list[ListedDocument]
    more: bool


class DeletedDocument(TypedDict):
    """What ``delete`` did."""

    schema: str
    deleted: list[str]
    asked: bool


class ExportDocument(TypedDict):
    """What ``export`` wrote."""

    schema: str
    output: str
    format: str
    table: str | None
    runs: int


class SensorDocument(TypedDict):
    """One kind of sensor, as it was found here."""

    driver: str
    found: bool
    reason: str
    fix: str
    accuracy: str
    channels: list[dict[str, object]]


class DomainDocument(TypedDict):
    """How one part of the machine would be measured here."""

    domain: str
    known: str
    method: str
    accuracy: str


class ErrorDocument(TypedDict):
    """Something that was refused."""

    code: str
    what: str
    seen: str | None
    fix: str
    message: str
    anchor: str


class ZoneDocument(TypedDict):
    """Whether it is known where this machine takes its electricity."""

    zone: str | None
    name: str | None
    error: ErrorDocument | None


class LedgerDocument(TypedDict):
    """The state of the ledger."""

    path: str
    exists: bool
    size_bytes: int | None
    runs: int | None
    waiting: int
    writable: bool
    error: ErrorDocument | None


class DoctorDocument(TypedDict):
    """What can be measured here: what ``doctor`` prints."""

    schema: str
    tool: ToolDocument
    sensors: list[SensorDocument]
    domains: list[DomainDocument]
    machine: dict[str, object]
    described: str
    zone: ZoneDocument
    ledger: LedgerDocument
    settings: dict[str, object]
    refused: list[ErrorDocument]
    factors_version: str
    versions: dict[str, str | None]
    notes: list[NoteDocument]


class DemoModelDocument(TypedDict):
    """One model that the demo trained."""

    name: str
    run: str
    accuracy: float
    cpu_seconds: float
    zone: str | None
    footprint: dict[str, ImpactDocument]


class DemoRankDocument(TypedDict):
    """One model's place among those of the demo."""

    name: str
    rank: int
    ties: list[str]


class ReversalDocument(TypedDict):
    """Two runs of which the one with more energy surely emits less, in its time and place."""

    more: str
    less: str
    energy_ratio: QuantityDocument
    more_at: str
    less_at: str
    more_carbon: QuantityDocument
    less_carbon: QuantityDocument
    probability: float


class DemoDocument(TypedDict):
    """What the demo found: what ``demo`` prints."""

    schema: str
    tool: ToolDocument
    models: list[DemoModelDocument]
    order: list[DemoRankDocument]
    elsewhere: dict[str, dict[str, QuantityDocument]]
    reversals: list[ReversalDocument]
    notes: list[NoteDocument]
