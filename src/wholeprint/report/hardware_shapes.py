"""The shapes of the documents of hardware."""

from typing import Literal, NotRequired, TypedDict

from wholeprint.report.shapes import FactorDocument, QuantityDocument, ToolDocument


class FigureDocument(TypedDict):
    """One published figure of what making a thing took."""

    source: str
    title: str
    url: str
    year: int | None
    read: str
    boundary: str
    value: float
    low: float
    high: float
    unit: str
    drawn: bool
    note: str


class LineDocument(TypedDict):
    """One line of a bill of materials, with every model of it."""

    name: str
    amount: str
    total: QuantityDocument
    models: dict[str, QuantityDocument]
    note: str


class ShareDocument(TypedDict):
    """An assumption and its share of the variance [1]."""

    factor_id: str
    share: float


class MakingDocument(TypedDict):
    """What making a thing took in one category, by every account."""

    total: QuantityDocument
    published_range: list[float]
    figures: list[FigureDocument]
    bill: QuantityDocument | None
    lines: list[LineDocument]
    silent: list[str]
    ways: list[str]
    why: list[str]
    drivers: list[ShareDocument]


class LifeDocument(TypedDict):
    """What an hour of use takes of what was made."""

    lifetime: QuantityDocument
    utilisation: QuantityDocument
    per_hour: dict[str, QuantityDocument]
    host_share_per_hour: QuantityDocument | None
    hours: dict[str, QuantityDocument] | None


class AskedDocument(TypedDict):
    """What was asked."""

    name: str
    hours: float | None
    lifetime_years: float | None
    utilisation: float | None


class HardwareDocument(TypedDict):
    """Everything that is known of a piece of hardware."""

    schema: str
    tool: ToolDocument
    asked: AskedDocument
    key: str
    name: str
    part: Literal["accelerator", "cpu", "machine", "kind"]
    power: FactorDocument | None
    mass: FactorDocument | None
    making: dict[str, MakingDocument]
    life: LifeDocument
    remarks: list[str]
    factors_version: str


class NameDocument(TypedDict):
    """One name that hardware can be asked by; with figures where it is one of a family."""

    key: str
    part: str
    name: str
    power: NotRequired[FactorDocument | None]
    ghg_embodied: NotRequired[QuantityDocument | None]


class HardwareListDocument(TypedDict):
    """The names that hardware can be asked by."""

    schema: str
    tool: ToolDocument
    asked: str | None
    hardware: list[NameDocument]
