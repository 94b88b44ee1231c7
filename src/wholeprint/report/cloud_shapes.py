"""The documents of machines of clouds that are turned into text, as types."""

from typing import NotRequired, TypedDict

from wholeprint.report.shapes import ResultDocument


class FigureDocument(TypedDict):
    """A number of one of many resources, or the reason why there is none."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    reason: NotRequired[str]


class ResourceDocument(TypedDict):
    """One resource and what it costs."""

    address: str
    type: str
    cloud: str
    region: str | None
    zone: str | None
    instance: str | None
    count: float
    disk_gb: float
    figures: dict[str, FigureDocument] | None
    unknown: str
    near: list[str]
    source: str
    remarks: list[str]


class AskedDocument(TypedDict):
    """What was asked."""

    of: str
    name: str
    form: str
    hours: float
    utilisation: float | None
    strict: NotRequired[bool]
    months: NotRequired[list[str]]


class LimitDocument(TypedDict):
    """A limit and whether it is kept."""

    text: str
    at: str
    allowed_grams: float
    found_grams: float | None
    kept: bool | None
    partial: bool


class CloudDocument(ResultDocument):
    """Machines and disks of clouds and what they would cost."""

    estimate: AskedDocument
    total: dict[str, FigureDocument] | None
    partial: bool
    resources: list[ResourceDocument]
    by_type: dict[str, dict[str, FigureDocument]]
    by_region: dict[str, dict[str, FigureDocument]]
    not_counted: dict[str, int]
    limit: LimitDocument | None
