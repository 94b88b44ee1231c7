"""The documents of the grid that are turned into text, as types; the schemas are the contract."""

from typing import NotRequired, TypedDict

from wholeprint.report.shapes import NoteDocument, QuantityDocument, ToolDocument


class VintageDocument(TypedDict):
    """Which state of somebody's data a number comes from."""

    provider: str
    fetched_unix_seconds: float
    issued_unix_seconds: float | None
    version: str | None
    licence: str


class AboutDocument(TypedDict):
    """What every number of the grid says of itself."""

    signal: dict[str, str]
    sources: list[str]
    vintages: list[VintageDocument]
    notes: list[NoteDocument]


class StepDocument(TypedDict):
    """For how long a value holds."""

    start_unix_seconds: float
    end_unix_seconds: float


class MomentDocument(AboutDocument):
    """What a kilowatt-hour carries at one moment: what ``grid now`` prints."""

    schema: str
    tool: ToolDocument
    zone: str
    at_unix_seconds: float
    value: QuantityDocument | None
    step: StepDocument | None


class ZoneMomentDocument(AboutDocument):
    """One of several zones at a moment."""

    zone: str
    value: QuantityDocument | None
    step: StepDocument | None


class ManyDocument(TypedDict):
    """Several zones at one moment: what ``grid now`` prints of more than one."""

    schema: str
    tool: ToolDocument
    at_unix_seconds: float
    zones: list[ZoneMomentDocument]
    notes: list[NoteDocument]


class BoxDocument(TypedDict):
    """What a box plot shows."""

    name: str
    covered_seconds: float
    whole_seconds: float
    mean: float
    minimum: float
    low_whisker: float
    first_quartile: float
    median: float
    third_quartile: float
    high_whisker: float
    maximum: float
    outlier_share: float


class SpanDocument(AboutDocument):
    """What it carries over a stretch of time: what ``grid history`` and ``forecast`` print."""

    schema: str
    tool: ToolDocument
    zone: str
    start_unix_seconds: float
    end_unix_seconds: float
    edges_unix_seconds: list[float]
    values: list[float | None]
    low: list[float | None] | None
    high: list[float | None] | None
    stands_in: list[bool]
    covered_share: float
    typical_share: float
    box: BoxDocument | None
    elsewhere: QuantityDocument | None


class CellsDocument(TypedDict):
    """Means over the cells of a calendar."""

    rows: list[str]
    columns: list[str]
    values: list[list[float | None]]


class YearDocument(TypedDict):
    """The mean of a calendar year."""

    year: int
    mean: float
    covered_seconds: float
    whole_seconds: float


class LineDocument(TypedDict):
    """Values over time."""

    edges_unix_seconds: list[float]
    values: list[float | None]


class ZoneStatsDocument(AboutDocument):
    """One series in few numbers."""

    name: str
    zone: str
    start_unix_seconds: float
    end_unix_seconds: float
    covered_share: float
    box: BoxDocument
    years: list[YearDocument]
    month_by_hour: CellsDocument
    day_by_hour: CellsDocument | None
    rolling_month: LineDocument


class StatsDocument(TypedDict):
    """Series in few numbers: what ``grid stats`` prints."""

    schema: str
    tool: ToolDocument
    start_unix_seconds: float | None
    end_unix_seconds: float | None
    zones: list[ZoneStatsDocument]
    notes: list[NoteDocument]


class ZoneDocument(TypedDict):
    """One zone, and who knows what of it."""

    code: str
    name: str
    kind: str
    lineage: list[str]
    location: NotRequired[str]
    offline: list[str]
    live: list[str]


class ZonesDocument(TypedDict):
    """Zones: what ``grid zones`` prints."""

    schema: str
    tool: ToolDocument
    asked: str | None
    zones: list[ZoneDocument]


class PruneDocument(TypedDict):
    """What went from the cache: what ``grid prune`` prints."""

    schema: str
    tool: ToolDocument
    path: str
    older_than_unix_seconds: float
    answers: int
    freed_bytes: int
    notes: list[NoteDocument]


class LeadDocument(TypedDict):
    """Mean absolute errors at some lead times, of a forecast and of those anyone could make."""

    from_hours: float
    to_hours: float
    steps: int
    error_amount: float
    bias_amount: float
    persistence_amount: float
    day_amount: float
    week_amount: float
    covered_share: float | None


class ScoredDocument(TypedDict):
    """How the forecasts of one provider did."""

    provider: str
    models: list[str]
    signal: dict[str, str]
    against: str
    forecasts: int
    first_issued_unix_seconds: float
    last_issued_unix_seconds: float
    leads: list[LeadDocument]


class ScoreDocument(TypedDict):
    """How the forecasts of a zone did: what ``grid score`` prints."""

    schema: str
    tool: ToolDocument
    zone: str
    start_unix_seconds: float
    end_unix_seconds: float
    scored: list[ScoredDocument]
    notes: list[NoteDocument]


class FetchedDocument(TypedDict):
    """One stretch of one signal that the cache now holds."""

    signal: dict[str, str]
    start_unix_seconds: float
    end_unix_seconds: float
    covered_seconds: float
    vintages: list[VintageDocument]


class FetchDocument(TypedDict):
    """What was asked for and came: what ``grid fetch`` prints."""

    schema: str
    tool: ToolDocument
    zone: str
    fetched: list[FetchedDocument]
    notes: list[NoteDocument]
