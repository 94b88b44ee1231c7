"""The time step against what is fastest in a model."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.evaluate import evaluate
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.model import Method
from wholeprint.systems.reference import simulate
from wholeprint.systems.trajectory import Trajectory

_CHECK = "step"
_INSTANTS = 9
"""At so many instants of a run stocks are pushed."""
_PUSH = 1e-4
"""By this share of its value a stock is pushed, to see how fast it comes back."""
_MEASURED = 1.001
"""A time constant that is found by a push is out by less than this."""
_COARSE = 0.25
"""A step of more than this share of a time constant is coarse: Euler's error of one step is half
the square of it, 3 % at a quarter."""
_UNSTABLE = {Method.EULER: 2.0, Method.RK4: 2.785}
"""Steps of so many time constants swing up: where the amplification of the method for a decay,
1 - z for Euler's and 1 - z + z^2/2 - z^3/6 + z^4/24 for that of Runge and Kutta, passes 1."""
_FINEST = 2**20


def step_findings(system: System, run: Trajectory) -> tuple[Finding, ...]:
    """Return what is doubtful about the time step of a system.

    Args:
        system: The system.
        run: A run of it that keeps all slots.
    """
    return (*_binary(system), *_constants(system, run), *_pipes(system, run))


def _binary(system: System) -> Iterator[Finding]:
    step = system.span.step
    if Fraction(step).denominator <= _FINEST:
        return
    near = 2.0 ** np.floor(np.log2(step))
    yield Finding(
        _CHECK,
        Severity.NOTE,
        f"the step {step:g} has no exact binary form: instants are rounded, and what should happen "
        "at one may come a step late",
        fix=f"A step of {near:g}, a power of two, is exact",
    )


def _constants(system: System, run: Trajectory) -> Iterator[Finding]:
    found = fastest(system, run)
    if found is None:
        return
    slot, span, instant = found
    step, method = system.span.step, system.span.method
    here, unit = system.slots[slot], system.span.unit
    name = here.variable or here.name
    said = f"{name} comes back from a push within {span:.3g} {unit}".rstrip()
    when = f"at {instant:g} {unit}".rstrip()
    if step > _UNSTABLE[method] * span:
        yield Finding(
            _CHECK,
            Severity.ERROR,
            f"the step {step:g} is {step / span:.3g} times that, so that it swings up instead: "
            f"{said} {when}",
            name,
            f"Take a step of {_below(_COARSE * span):g} or less",
            here.place,
        )
    elif step > _COARSE * span * _MEASURED:
        yield Finding(
            _CHECK,
            Severity.WARNING,
            f"the step {step:g} is coarse: {said} {when}",
            name,
            f"Take a step of {_below(_COARSE * span):g} or less, and see whether results change",
            here.place,
        )


def _below(span: float) -> float:
    return float(2.0 ** np.floor(np.log2(span)))


def fastest(system: System, run: Trajectory) -> tuple[int, float, float] | None:
    """Return the stock that comes back fastest from a small push, in which time, and when.

    At some instants of the run each stock is pushed, and one step is taken with and without: what
    is left of the push says how fast the stock's own flows undo it.

    Args:
        system: The system.
        run: A run of it that keeps all slots.

    Returns:
        The slot, its time constant [time] and the instant [time]; None where no stock comes back.
    """
    carried = [
        slot
        for slot, each in enumerate(system.slots)
        if each.role in {Role.STOCK, Role.HELD, Role.PIPE}
    ]
    stocks = [slot for slot in carried if system.slots[slot].role is Role.STOCK]
    best: tuple[int, float, float] | None = None
    saves = run.times.size
    for save in sorted({round(each) for each in np.linspace(0, saves - 1, _INSTANTS)}):
        at = {slot: float(run.values[slot][save, 0]) for slot in carried}
        if not stocks or not all(map(np.isfinite, at.values())):
            continue
        rates = _rates(system, stocks, at, float(run.times[save]))
        number = int(np.argmin(rates))
        if rates[number] < 0.0 and (best is None or -1.0 / rates[number] < best[1]):
            best = (stocks[number], float(-1.0 / rates[number]), float(run.times[save]))
    return best


def _rates(system: System, stocks: list[int], at: dict[int, float], instant: float) -> FloatArray:
    # Euler's step of any length tells the rate: what a push becomes is 1 + step * rate.
    span = replace(system.span, start=instant, steps=1, save_every=1, method=Method.EULER)
    count = len(stocks)
    pushes = np.array([_PUSH * max(abs(at[slot]), _PUSH) for slot in stocks])
    inputs = {slot: np.full(count + 1, value) for slot, value in at.items()}
    for member, slot in enumerate(stocks):
        inputs[slot][member] += pushes[member]
    found = simulate(replace(system, span=span), inputs, keep=stocks)
    after = np.array([found.values[slot][-1] for slot in stocks])
    members = np.arange(count)
    left = (after[members, members] - after[:, -1]) / pushes
    rates = (left - 1.0) / span.step
    return np.where(np.isfinite(rates), rates, 0.0)


def _pipes(system: System, run: Trajectory) -> Iterator[Finding]:
    step, unit = system.span.step, system.span.unit
    for here in system.slots:
        if here.role is not Role.PIPE or here.span is None:
            continue
        first = [run.values[slot][:1, 0] for slot in range(len(system.slots))]
        span = float(np.ravel(evaluate(here.span, first, system.tables))[0])
        steps = span / step
        name = here.variable or here.name
        if np.isfinite(steps) and abs(steps - round(steps)) > _PUSH * max(1.0, steps):
            taken = max(1, int(np.floor(steps + 0.5)))
            yield Finding(
                _CHECK,
                Severity.WARNING,
                f"a delay of {span:g} {unit} in {name} is no whole number of steps of {step:g}: "
                f"{taken * step:g} is taken",
                name,
                "Choose a step that divides it",
                here.place,
            )
