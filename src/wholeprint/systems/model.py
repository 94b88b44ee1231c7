"""A model as data: stocks, flows, auxiliaries, parameters, lookups, modules, and who says so.

Where a part stands in a file makes no difference between two models.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wholeprint.quantities.distribution import Distribution
from wholeprint.quantities.source import Known, Source
from wholeprint.systems.expression.tree import Expression
from wholeprint.systems.place import NOWHERE, Place


class Kind(StrEnum):
    """What a variable is."""

    STOCK = "stock"
    FLOW = "flow"
    AUXILIARY = "auxiliary"
    PARAMETER = "parameter"
    LOOKUP = "lookup"


class Method(StrEnum):
    """How stocks are integrated."""

    EULER = "euler"
    RK4 = "rk4"


class Reading(StrEnum):
    """What a lookup says between and beyond its points. Source: XMILE 1.0, section 3.1.4."""

    CONTINUOUS = "continuous"
    """Straight lines between the points; the end values beyond them."""
    EXTRAPOLATE = "extrapolate"
    """Straight lines, gone on beyond the ends."""
    DISCRETE = "discrete"
    """The value of the point at or before; the end values beyond them."""


@dataclass(frozen=True, slots=True)
class Table:
    """The points of a lookup (XMILE: graphical function).

    Attributes:
        xs: Where the points lie, rising [unit of the input].
        ys: Their values [unit of the output].
        reading: What is said between and beyond them.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    reading: Reading = Reading.CONTINUOUS


@dataclass(frozen=True, slots=True)
class Equation:
    """What holds for a variable, or for some elements of an array.

    Attributes:
        value: What it is worth; for a stock, what it begins with; None for a table alone.
        elements: The element or the dimension (all of its elements) meant for each dimension of
            the variable, in its order; empty for a scalar, or for all elements.
        initial: What it is worth at the start, if that is another equation (ACTIVE INITIAL, INIT).
        excepted: Combinations of elements for which it does not hold.
        net: For a stock given by one net flow instead of named flows (Vensim's INTEG): that flow.
        table: Points of the lookup, for these elements.
    """

    value: Expression | None
    elements: tuple[str, ...] = ()
    initial: Expression | None = None
    excepted: tuple[tuple[str, ...], ...] = ()
    net: Expression | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """What it would take to move a parameter.

    Attributes:
        place: Rank among Meadows' twelve places to intervene, 12 (weakest) to 1.
        level: Level of the paper's Figure 6: "compute", "life cycle", "platform" or "system".
        note: In words.
    """

    place: int
    level: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A named quantity of a model.

    Attributes:
        name: As it is shown.
        kind: What it is.
        equations: One for a scalar, several for an array whose elements differ.
        dimensions: Names of the dimensions of an array, in order.
        unit: Its unit as written; "" where the file says none, "1" for a pure number.
        note: What a reader should know.
        sources: Who says so.
        known: How a parameter is known.
        inflows: For a stock: names of the flows into it.
        outflows: For a stock: names of the flows out of it.
        is_non_negative: For a stock or a flow: it may not fall below nought; what would take it
            there is held back.
        belief: For a parameter: what is believed about it; None takes the value as it stands.
        factor: For a parameter: name of the assumption of the shared world it takes.
        measured: For a parameter: what of a project's ledger it takes, if a project is given.
        lever: For a parameter: what it would take to move it.
        is_switch: For a parameter: 0 and 1 are its only values.
        place: Where it stands.
    """

    name: str
    kind: Kind
    equations: tuple[Equation, ...]
    dimensions: tuple[str, ...] = ()
    unit: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()
    known: Known = Known.ASSUMED
    inflows: tuple[str, ...] = ()
    outflows: tuple[str, ...] = ()
    is_non_negative: bool = False
    belief: Distribution | None = None
    factor: str = ""
    measured: str = ""
    lever: Lever | None = None
    is_switch: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Dimension:
    """The elements an array runs over.

    Attributes:
        name: Name of the dimension.
        elements: Its elements, in order.
        parent: The dimension of which it is a part, "" for none.
        maps: For other dimensions: which of their elements each of its own stands for
            (Vensim's ``->``), one to one in order, or one to many.
    """

    name: str
    elements: tuple[str, ...]
    parent: str = ""
    maps: Mapping[str, tuple[tuple[str, ...], ...]] = field(
        default_factory=dict[str, tuple[tuple[str, ...], ...]]
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """When a model runs.

    Attributes:
        start: First instant, as an expression: Vensim allows one.
        stop: Last instant.
        step: Time between two instants of the integration.
        save_step: Time between two instants that are kept; None keeps all.
        unit: Unit of time as written.
        method: How stocks are integrated.
        place: Where that stands.
    """

    start: Expression
    stop: Expression
    step: Expression
    save_step: Expression | None = None
    unit: str = ""
    method: Method = Method.EULER
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Module:
    """A model inside a model.

    Attributes:
        name: Name of this use of it.
        model: Name of the model used, a key of `Model.submodels`.
        inputs: For names inside it: the name outside that stands for each.
        place: Where it stands.
    """

    name: str
    model: str
    inputs: Mapping[str, str]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Macro:
    """A function that somebody defined in the file.

    Attributes:
        name: What it is called by.
        parameters: Names of its arguments.
        variables: What is inside; the one that has the macro's name is its result.
        outputs: Names of further results, where it has several.
    """

    name: str
    parameters: tuple[str, ...]
    variables: tuple[Variable, ...]
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """What must hold for a model under conditions that are told beside it.

    Attributes:
        name: What is tested, in words.
        given: Parameters that are set for it.
        expect: An expression of the model's variables that must be true (not nought).
        when: "always", "end" or "start".
        place: Where it stands.
    """

    __test__ = False  # not one of pytest's

    name: str
    given: Mapping[str, float]
    expect: Expression
    when: str = "always"
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of assumptions.

    Attributes:
        name: What it is called.
        note: In words.
        values: What parameters are in it.
        sources: Who says so.
    """

    name: str
    note: str
    values: Mapping[str, Distribution]
    sources: tuple[Source, ...] = ()


def _no_models() -> "dict[str, Model]":
    return {}


@dataclass(frozen=True, slots=True)
class Model:
    """A model of stocks, flows and feedback.

    Attributes:
        name: Short name.
        clock: When it runs.
        variables: What is in it, in the order of the file.
        title: What it is, in a few words.
        note: What a reader should know.
        dimensions: What arrays run over.
        modules: Models used inside it.
        submodels: The models that `modules` use, by name.
        macros: Functions defined with it.
        tests: What must hold.
        scenarios: Named sets of assumptions.
        conserved: Groups of stocks whose sum may change by flows over the boundary alone.
        loops: Names for feedback loops: each with some of the variables that it alone runs through,
            and with "not" before them some that it does not.
        sources: Who says so.
        place: The file.
        outcome: Name of the variable that is looked at where nothing else is asked for, "" for
            none.
    """

    name: str
    clock: Clock
    variables: tuple[Variable, ...]
    title: str = ""
    note: str = ""
    dimensions: tuple[Dimension, ...] = ()
    modules: tuple[Module, ...] = ()
    submodels: Mapping[str, "Model"] = field(default_factory=_no_models)
    macros: tuple[Macro, ...] = ()
    tests: tuple[Test, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    conserved: tuple[tuple[str, ...], ...] = ()
    loops: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    sources: tuple[Source, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    outcome: str = ""
