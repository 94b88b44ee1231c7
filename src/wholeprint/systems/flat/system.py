"""A flat system: scalar slots, tables and two orders of evaluation. Every back end runs this.

What a slot is worth at an instant t, and how the next instant comes about::

    TIME        t = start + i * step
    CLOCK       the step, the start, the stop: slots 1, 2 and 3
    PARAMETER   a number that a run may set
    AUXILIARY   its term, of other slots at the same instant (a FLOW is one that a stock takes)
    STOCK       begins with `initial`; next = now + step * (sum of inflows - sum of outflows)
    HELD        begins with `initial`; next = its term at this instant (so PREVIOUS, INIT, SAMPLE)
    PIPE        begins with `initial`; its term comes out a fixed number of steps later:
                max(1, floor(span / step + 0.5)) steps, `span` taken at the start
    RANDOM      drawn anew at each step from (seed, member, slot, step) alone

With RK4 the auxiliaries are evaluated at the middles of steps too; HELD, PIPE and RANDOM keep
their value within a step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wholeprint.systems.flat.term import Term
from wholeprint.systems.model import NOWHERE, Method, Place, Table

TIME, STEP, START, STOP = 0, 1, 2, 3
"""The slots that every system has."""


class Role(StrEnum):
    """How a slot gets its value."""

    TIME = "time"
    CLOCK = "clock"
    PARAMETER = "parameter"
    AUXILIARY = "auxiliary"
    FLOW = "flow"
    STOCK = "stock"
    HELD = "held"
    PIPE = "pipe"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Slot:
    """One scalar.

    Attributes:
        name: As it is shown: "market.price", "population[young, north]".
        role: How it gets its value.
        term: AUXILIARY, FLOW: its value. HELD: its next value. PIPE: what goes in. PARAMETER: a
            Constant. RANDOM: an Apply of one of `RANDOM_KINDS`. STOCK, TIME, CLOCK: None.
        initial: STOCK, HELD, PIPE: the value it begins with; evaluated once, at the start. An
            AUXILIARY may have one too, which stands for its value at the start only in the
            initial values of others (ACTIVE INITIAL).
        span: PIPE: the delay [time].
        inflows: STOCK: slots of the flows into it.
        outflows: STOCK: slots of the flows out of it.
        unit: As written.
        variable: Name of the variable of the model it belongs to.
        is_internal: Whether it was made here (the stocks inside a DELAY3) and no one named it.
        macro: Slots made for one use of one delay, smooth, trend or macro share this name.
        place: Where its variable stands.
        is_limited: STOCK: its flows are held back so that it does not fall below nought; with
            Euler's method nothing but rounding could take it there, and is cut off.
    """

    name: str
    role: Role
    term: Term | None = None
    initial: Term | None = None
    span: Term | None = None
    inflows: tuple[int, ...] = ()
    outflows: tuple[int, ...] = ()
    unit: str = ""
    variable: str = ""
    is_internal: bool = False
    macro: str = ""
    place: Place = NOWHERE
    is_limited: bool = False


RANDOM_KINDS: Mapping[str, int] = {
    "uniform": 2,  # low, high
    "normal": 2,  # mean, standard deviation
    "truncated_normal": 4,  # low, high, mean, standard deviation
    "lognormal": 2,  # mean and standard deviation of the values themselves
    "exponential": 1,  # mean
    "poisson": 1,  # mean
}
"""Kinds of random numbers, and how many operands each takes."""


@dataclass(frozen=True, slots=True)
class Span:
    """The instants of a run.

    Attributes:
        start: First instant [time].
        step: Time between two instants [time].
        steps: Number of steps; there is one instant more.
        save_every: Every how many steps the values are kept, from the first instant on.
        unit: Unit of time.
        method: How stocks are integrated.
        asked_stop_amount: STOPTIME as the model says it [time]: the run ends at the last whole step
            before it. None: it ends there.
        asked_save_amount: Time between two instants that are kept, as the model says it [time].
            None: as they are kept.
    """

    start: float
    step: float
    steps: int
    save_every: int = 1
    unit: str = ""
    method: Method = Method.EULER
    asked_stop_amount: float | None = None
    asked_save_amount: float | None = None

    @property
    def end(self) -> float:
        """The last instant that is run [time]."""
        return self.start + self.steps * self.step

    @property
    def stop(self) -> float:
        """What STOPTIME and FINAL TIME are worth in equations [time]."""
        return self.end if self.asked_stop_amount is None else self.asked_stop_amount

    @property
    def saves(self) -> int:
        """Number of instants that are kept."""
        return self.steps // self.save_every + 1


@dataclass(frozen=True, slots=True)
class System:
    """A model made flat.

    Attributes:
        name: The model's name.
        span: When it runs.
        slots: All scalars; the first four are TIME, STEP, START, STOP.
        tables: Points of the lookups.
        initial_order: Slots in the order in which their values at the start are computed: stocks,
            held ones and pipes by `initial`, auxiliaries that these need by their `initial` if
            they have one, else by their term.
        step_order: AUXILIARY and FLOW slots in the order in which they are computed at an instant.
        names: Slot by canonical name, subscripts included.
        shaping: Parameters whose value decided what the system looks like (the order of a delay,
            the end of the run): another value needs the model made flat anew.
    """

    name: str
    span: Span
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    initial_order: tuple[int, ...]
    step_order: tuple[int, ...]
    names: Mapping[str, int] = field(default_factory=dict[str, int])
    shaping: frozenset[int] = frozenset()
