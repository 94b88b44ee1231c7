"""When a system runs: the instants, from the expressions that the model gives for them."""

import math
from dataclasses import replace

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
    try:
        return made(Span(start, step, 0, 1, clock.unit, clock.method), (stop, save))
    except ModelError as wrong:
        if not site.place.file:
            raise
        said = f"{site.place}: {wrong.what}"
        raise ModelError(said, seen=wrong.seen, fix=wrong.fix) from wrong


def made(span: Span, ends: tuple[float, float]) -> Span:
    """Return a span with its number of steps.

    Args:
        span: Its start and its step.
        ends: The last instant, and the time between two instants that are kept [time].

    Raises:
        ModelError: If the step is not above nought or longer than the run, or the end comes
            before the start.
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
    if whole == 0 and stop > span.start:
        raise ModelError(
            "the time step is longer than the run",
            seen=f"from {span.start:.7g} to {stop:.7g} by {span.step:g}",
            fix=f"Take a step of {stop - span.start:g} at the most, or a later stop",
        )
    every = max(1, math.floor(save / span.step + 0.5)) if save > 0.0 else 1
    found = Span(span.start, span.step, whole, every, span.unit, span.method)
    return replace(
        found,
        asked_stop_amount=None if stop == found.end else stop,
        asked_save_amount=None if save <= 0.0 or save == every * span.step else save,
    )


def rounded(span: Span) -> tuple[str, ...]:
    """Return what a run does otherwise than its model says, as it goes by whole steps.

    Args:
        span: When it runs.
    """
    unit = f" {span.unit}" if span.unit else ""
    found: list[str] = []
    if abs(span.stop - span.end) > _ROUNDED * span.step:
        found.append(
            f"The run ends at {span.end:.7g}, not at {span.stop:.7g}{unit}: what is left over is "
            f"less than a step of {span.step:g}."
        )
    kept = span.save_every * span.step
    save = kept if span.asked_save_amount is None else span.asked_save_amount
    if abs(save - kept) > _ROUNDED * span.step:
        found.append(
            f"Values are kept every {kept:g}, not every {save:g}{unit}: that is no whole number of "
            f"steps of {span.step:g}."
        )
    left = span.steps % span.save_every
    if left:
        last = span.start + (span.steps - left) * span.step
        found.append(
            f"The last instant that is kept is {last:.7g}; the run goes on to {span.end:.7g}{unit}."
        )
    return tuple(found)


def clock_entries() -> dict[str, Entry]:
    """Return what the names of the clock stand for."""
    return {key: Entry(key, slots={(): slot}) for key, slot in CLOCK_NAMES.items()}
