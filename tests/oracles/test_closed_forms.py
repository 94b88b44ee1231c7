"""Runs of models whose course is known in closed form, at the order of the method."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_HEAD = "model: known\ntime: {{start: 0, stop: {stop}, step: {step}, method: {method}}}\n"

_EXPONENTIAL = """
parameters: {r: 0.3}
stocks: {x: {initial: 2, in: [growth]}}
flows: {growth: r * x}
"""
_LOGISTIC = """
parameters: {r: 0.8, k: 100}
stocks: {x: {initial: 5, in: [growth]}}
flows: {growth: r * x * (1 - x / k)}
"""
_GOAL = """
parameters: {goal: 20, adjustment: 4}
stocks: {x: {initial: 80, in: [approach]}}
flows: {approach: (goal - x) / adjustment}
"""
_OSCILLATOR = """
parameters: {omega: 1.5}
stocks:
  x: {initial: 1, in: [speed]}
  v: {initial: 0, in: [pull]}
flows:
  speed: v
  pull: -omega ^ 2 * x
"""


def _exponential(t: FloatArray) -> FloatArray:
    return 2.0 * np.exp(0.3 * t)


def _logistic(t: FloatArray) -> FloatArray:
    return 100.0 / (1.0 + 19.0 * np.exp(-0.8 * t))


def _goal(t: FloatArray) -> FloatArray:
    return 20.0 + 60.0 * np.exp(-t / 4.0)


def _oscillator(t: FloatArray) -> FloatArray:
    return np.cos(1.5 * t)


_KNOWN = [
    pytest.param(_EXPONENTIAL, _exponential, id="exponential"),
    pytest.param(_LOGISTIC, _logistic, id="logistic"),
    pytest.param(_GOAL, _goal, id="goal-seeking"),
    pytest.param(_OSCILLATOR, _oscillator, id="oscillator"),
]


def _error(body: str, known: Callable[[FloatArray], FloatArray], step: float, method: str) -> float:
    text = _HEAD.format(stop=8, step=step, method=method) + body
    system = flatten(read_model(text, "known.yaml"))
    x = system.names["x"]
    run = simulate(system, keep=[x])
    return float(np.abs(run.values[x][:, 0] - known(run.times)).max())


@pytest.mark.parametrize(("body", "known"), _KNOWN)
def test_eulers_error_halves_with_the_step(
    body: str, known: Callable[[FloatArray], FloatArray]
) -> None:
    """First order: 2 within 3 %, what the next order leaves at steps of 1/128 and 1/256."""
    ratio = _error(body, known, 1 / 128, "euler") / _error(body, known, 1 / 256, "euler")

    assert ratio == pytest.approx(2.0, rel=0.03)


@pytest.mark.parametrize(("body", "known"), _KNOWN)
def test_the_error_of_runge_kutta_falls_sixteenfold(
    body: str, known: Callable[[FloatArray], FloatArray]
) -> None:
    """Fourth order: 16 within 12 %, what the next order leaves at steps of 1/4 and 1/8."""
    ratio = _error(body, known, 1 / 4, "rk4") / _error(body, known, 1 / 8, "rk4")

    assert ratio == pytest.approx(16.0, rel=0.12)


@pytest.mark.parametrize(("body", "known"), _KNOWN)
def test_runge_kutta_gives_the_closed_form(
    body: str, known: Callable[[FloatArray], FloatArray]
) -> None:
    """At a step of 1/64, to 1e-6 of values of up to 100: 4th order of (omega dt)^4 t / 120."""
    assert _error(body, known, 1 / 64, "rk4") < 1e-6


def _erlang(order: int, span: float, t: float) -> float:
    """The share of what went in at 0 that has left a delay of some order by t."""
    rate = order * t / span
    return 1.0 - math.exp(-rate) * sum(rate**k / math.factorial(k) for k in range(order))


@pytest.mark.parametrize("order", [1, 2, 3, 7])
@pytest.mark.parametrize("function", ["DELAYN", "SMTHN"])
def test_a_delay_of_order_n_answers_a_step_as_erlang_says(function: str, order: int) -> None:
    """A steady 1 against a beginning at 0 comes out by the Erlang distribution, 1e-7 under RK4."""
    text = f"""
model: delayed
time: {{start: 0, stop: 12, step: 0.03125, save: 1, method: rk4}}
auxiliaries:
  one: 1
  out: {function}(one, 5, {order}, 0)
"""
    system = flatten(read_model(text, "delayed.yaml"))
    out = system.names["out"]

    run = simulate(system, keep=[out])

    expected = [_erlang(order, 5.0, t) for t in run.times.tolist()]
    assert run.values[out][:, 0] == pytest.approx(expected, abs=1e-7)


def test_euler_compounds_once_a_step() -> None:
    """A growth of r a step gives (1 + r dt)^n exactly, but for rounding over 64 steps."""
    text = _HEAD.format(stop=8, step=0.125, method="euler") + _EXPONENTIAL
    system = flatten(read_model(text, "known.yaml"))
    x = system.names["x"]

    run = simulate(system, keep=[x])

    expected = 2.0 * (1.0 + 0.3 * 0.125) ** np.arange(65)
    assert run.values[x][:, 0] == pytest.approx(expected, rel=1e-13)


def test_a_fixed_delay_comes_out_after_its_span() -> None:
    """A fixed delay of 3 of a ramp that begins at 10: 7 until 3, then the ramp as it was."""
    text = """
model: fixed
time: {start: 0, stop: 10, step: 0.25}
auxiliaries:
  ramp: 10 + TIME
  late: DELAY(ramp, 3, 7)
"""
    system = flatten(read_model(text, "fixed.yaml"))
    late = system.names["late"]

    run = simulate(system, keep=[late])

    expected = np.where(run.times < 3.0, 7.0, 10.0 + run.times - 3.0)
    assert run.values[late][:, 0].tolist() == expected.tolist()
