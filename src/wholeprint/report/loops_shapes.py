"""The document of feedback loops: what is in it."""

from typing import TypedDict

LEAST_SHARE = 0.0005
"""A loop that explains less [1] is counted, and neither listed nor drawn: most are rounding."""


class ModelDocument(TypedDict):
    """Which model it is, and its first and last instant."""

    name: str
    title: str
    time_unit: str
    span: list[float]


class SearchDocument(TypedDict):
    """How the search for loops went, and how many are told here."""

    is_complete: bool
    is_truncated: bool
    method: str
    seen: int
    kept: int
    listed: int
    listed_share: float


class PartDocument(TypedDict):
    """Variables each of which acts on each other one; loops are compared within a part."""

    variables: list[str]
    stocks: list[str]
    loops: int
    outside_share: float | None


class SpellDocument(TypedDict):
    """A stretch of time in which a loop is among those that explain half of the change."""

    span: list[float]
    mean_share: float
    alone: bool


class LoopDocument(TypedDict):
    """A feedback loop; `through`: what made in flattening it passes behind each name of `path`."""

    name: str
    is_named: bool
    kind: str
    confidence_share: float
    path: list[str]
    through: list[str]
    is_delayed: bool
    part: int
    mean_share: float
    largest_share: float
    dominates: list[SpellDocument]
    relative: list[float]


class TurnDocument(TypedDict):
    """When the sign of a link becomes another."""

    time_amount: float
    polarity: str


class LinkDocument(TypedDict):
    """A link from cause to effect; shares are of what moves the effect.

    `through`: the delay, smooth or macro that it stands for.
    """

    source: str
    target: str
    through: str
    polarity: str
    basis: str
    is_flow: bool
    is_delayed: bool
    mean_share: float
    variance_share: float
    turns: list[TurnDocument]


class WorldLoopDocument(TypedDict):
    """What a loop does over many worlds."""

    name: str
    dominates: list[float]
    leads: list[float]
    mean: list[float]
    low: list[float]
    high: list[float]
    share_of_time: list[float]
    ever_share: float


class WorldsDocument(TypedDict):
    """In what share of worlds which loop dominates when."""

    members: int
    failed: int
    times: list[float]
    levels: list[float]
    loops: list[WorldLoopDocument]
    outside_share: float | None
    checked: int


class DecidingDocument(TypedDict):
    """What one assumption has to do with how long a loop dominates: Sobol' indices."""

    name: str
    first_share: float
    total_share: float
    low: float
    high: float


class DecidedDocument(TypedDict):
    """What decides for how long one loop dominates; ``low`` and ``high`` are of the total share."""

    loop: str
    settled: bool
    inputs: list[DecidingDocument]


class LoopsDocument(TypedDict):
    """The feedback loops of a model, and which of them drives its behaviour when."""

    schema: str
    tool: dict[str, object]
    model: ModelDocument
    settings: dict[str, float]
    search: SearchDocument
    times: list[float]
    parts: list[PartDocument]
    loops: list[LoopDocument]
    links: list[LinkDocument]
    unmatched: list[str]
    notes: list[str]
    several: list[str]
    worlds: WorldsDocument | None
    decided: list[DecidedDocument] | None
