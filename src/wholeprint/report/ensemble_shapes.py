"""The shapes of the document of an ensemble."""

from typing import TypedDict


class EnsembleModelDocument(TypedDict):
    """Which model was run."""

    name: str
    title: str
    scenario: str | None
    settings: dict[str, float]
    by_scenario: list[str]
    notes: list[str]


class DesignDocument(TypedDict):
    """Which values the uncertain things took in which run."""

    kind: str
    runs: int
    seed: int
    plan: str


class VariedDocument(TypedDict):
    """One thing that was uncertain."""

    name: str
    parameters: list[str]
    factor: str
    unit: str
    distribution: dict[str, object]


class FailedDocument(TypedDict):
    """The first thing that went wrong in a run."""

    member: int
    step: int
    instant_amount: float
    name: str
    what: str


class OutcomeDocument(TypedDict):
    """One number of each run, over all runs that went well."""

    name: str
    word: str
    variable: str
    unit: str
    mean: float
    deviation_amount: float
    minimum: float
    minimum_member: int
    maximum: float
    maximum_member: int
    quantiles: dict[str, float]


class FanDocument(TypedDict):
    """What a variable did over time, over all runs that went well."""

    name: str
    unit: str
    mean: list[float]
    minimum: list[float]
    maximum: list[float]
    quantiles: dict[str, list[float]]


class ExemplarDocument(TypedDict):
    """One run, whole."""

    what: str
    member: int
    inputs: dict[str, float]
    outcomes: dict[str, float]
    series: dict[str, list[float]]


class IndexDocument(TypedDict):
    """A Sobol' index with its interval."""

    value: float
    low: float
    high: float


class EffectDocument(TypedDict):
    """What share of an outcome's variance one input has."""

    name: str
    first: IndexDocument
    total: IndexDocument


class PairDocument(TypedDict):
    """What share two inputs have together beyond each alone."""

    names: list[str]
    second: IndexDocument


class IndicesDocument(TypedDict):
    """Sobol' indices of one outcome."""

    outcome: str
    variance_amount: float
    settled: bool
    widest_share: float
    moved_share: float
    points: int
    dropped: int
    effects: list[EffectDocument]
    pairs: list[PairDocument]


class CourseEffectDocument(TypedDict):
    """What share of a variable's variance one input has, over time."""

    name: str
    first: list[float]
    total: list[float]
    total_low: list[float]
    total_high: list[float]


class CourseIndicesDocument(TypedDict):
    """Sobol' indices of one variable over time."""

    variable: str
    effects: list[CourseEffectDocument]


class LimitDocument(TypedDict):
    """What a box leaves of one input."""

    name: str
    low: float | None
    high: float | None
    chance_probability: float


class BoxDocument(TypedDict):
    """How good a box is."""

    coverage_share: float
    density_share: float
    mass_share: float


class DiscoveryDocument(TypedDict):
    """Where in the uncertain world something comes about."""

    condition: str
    cases: int
    runs: int
    box: BoxDocument
    limits: list[LimitDocument]
    trail: list[BoxDocument]


class GroundedDocument(TypedDict):
    """Which runs could have given what was measured."""

    variables: list[str]
    kept: int
    runs: int
    threshold_amount: float
    best_member: int
    best_inputs: dict[str, float]
    inputs: dict[str, dict[str, float]]
    outcomes: dict[str, dict[str, float]]


class EnsembleDocument(TypedDict):
    """Many runs of a model."""

    schema: str
    tool: dict[str, object]
    model: EnsembleModelDocument
    design: DesignDocument
    runs: int
    failed: int
    failures: list[FailedDocument]
    backends: list[str]
    rank_error_share: float
    inputs: list[VariedDocument]
    outcomes: list[OutcomeDocument]
    time: list[float]
    time_unit: str
    series: list[FanDocument]
    exemplars: list[ExemplarDocument]
    indices: list[IndicesDocument]
    indices_over_time: list[CourseIndicesDocument]
    discovery: DiscoveryDocument | None
    grounded: GroundedDocument | None
