"""When a system runs: the instants, from the expressions that the model gives for them."""

import math

from wholeprint.errors import ModelError
from wholeprint.systems.expression.tree import Expression, Name, Number
from wholeprint.systems.flat.declare import Given
from wholeprint.systems.flat.instant import value_at_start
from wholeprint.systems.flat.lower import Lowerer
from wholeprint.systems.flat.scope import Entry, Site
from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Span
from wholeprint.systems.flat.workshop import Draft
from wholeprint.systems.model import Model, Variable
from wholeprint.systems.names import canonical

CLOCK_NAMES = {
    "time": TIME,
    "dt": STEP,
    "time_step": STEP,
    "starttime": START,
    "initial_time": START,
    "stoptime": STOP,
    "final_time": STOP,
}
"""Names that stand for the clock, and the slots they stand for."""

_SLOTS = (
    ("TIME", Role.TIME),
    ("DT", Role.CLOCK),
    ("STARTTIME", Role.CLOCK),
    ("STOPTIME", Role.CLOCK),
)
_MOST = 1_000_000_000
_ROUNDED = 1e-6
"""A span within this share of a step of a whole number of steps is that number of steps."""


def clock_slots(unit: str) -> list[Draft]:
    """Return the slots that every system has.

    Args:
        unit: Unit of time.
    """
    return [Draft(name, role, unit=unit) for name, role in _SLOTS]


def clock_variables(model: Model) -> dict[str, Variable]:
    """Return the variables of a model that say when it runs, by canonical name.

    Args:
        model: The model.
    """
    keyed = {canonical(each.name): each for each in model.variables}
    return {key: each for key, each in keyed.items() if key in CLOCK_NAMES}


def span_of(model: Model, lowerer: Lowerer, site: Site, given: Given) -> Span:
    """Return when a model runs.

    Args:
        model: The model.
        lowerer: What makes expressions into terms.
        site: The scope of the model.
        given: Values set from outside.

    Raises:
        ModelError: If the step is not above nought, or the end comes before the start.
    """
    clock = model.clock
    variables = clock_variables(model)
    known = lowerer.known

    def value(expression: Expression, *names: str) -> float:
        fixed = given.find(*names)
        if fixed is not None:
            return fixed.value
        if isinstance(expression, Name):
            said = variables.get(canonical(expression.name))
            if said is not None and said.equations[0].value is not None:
                expression = said.equations[0].value
        return value_at_start(lowerer.term(expression, site), lowerer, site)

    start = known[TIME] = known[START] = value(clock.start, "starttime", "initial time")
    step = known[STEP] = value(clock.step, "dt", "time step")
    stop = known[STOP] = value(clock.stop, "stoptime", "final time")
    save = value(clock.save_step or Number(step), "saveper")
    return made(Span(start, step, 0, 1, clock.unit, clock.method), (stop, save))


def made(span: Span, ends: tuple[float, float]) -> Span:
    """Return a span with its number of steps.

    Args:
        span: Its start and its step.
        ends: The last instant, and the time between two instants that are kept [time].

    Raises:
        ModelError: If the step is not above nought, or the end comes before the start.
    """
    stop, save = ends
    if not all(map(math.isfinite, (span.start, span.step, *ends))) or span.step <= 0.0:
        raise ModelError(
            "the time step must be above nought, and the times must be numbers",
            seen=f"from {span.start:g} to {stop:g} by {span.step:g}",
        )
    if stop < span.start:
        raise ModelError(
            "a run must not end before it starts", seen=f"from {span.start:g} to {stop:g}"
        )
    steps = (stop - span.start) / span.step
    if steps > _MOST:
        raise ModelError(f"a run has over {_MOST} steps", seen=f"{steps:.3g}")
    whole = math.floor(steps + _ROUNDED)
    every = max(1, round(save / span.step)) if save > 0.0 else 1
    return Span(span.start, span.step, whole, every, span.unit, span.method)


def clock_entries() -> dict[str, Entry]:
    """Return what the names of the clock stand for."""
    return {key: Entry(key, slots={(): slot}) for key, slot in CLOCK_NAMES.items()}
