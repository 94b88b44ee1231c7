"""A system as lists of calls, step by step."""

import numpy as np

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.plan.needed import needed
from wholeprint.systems.plan.plan import Plan
from wholeprint.systems.text.read import read_model

_TEXT = """
model: tank
time: {start: 5, stop: 7, step: 0.5, method: METHOD}
parameters: {span: 2}
stocks: {water: {initial: 8 * span, out: [leak], in: [rain]}}
flows: {leak: water / span, rain: TIME}
auxiliaries: {before: "PREVIOUS(water, 0)", late: "DELAY(water, 1, -1)"}
"""


def _plan(method: str) -> tuple[Plan, dict[str, int]]:
    system = flatten(read_model(_TEXT.replace("METHOD", method), "tank.yaml"))
    keep = range(len(system.slots))
    plan = Plan(system, needed(system, keep), tuple(keep), 8)
    return plan, dict(system.names)


def test_a_step_of_euler_adds_the_step_times_the_net_flow() -> None:
    """16 + 0.5 * (5 - 8) = 14.5, and the instant is half a unit later."""
    plan, at = _plan("euler")
    plan.begin({}, np.arange(8), 0)
    plan.evaluate()
    assert plan.rows[at["water"]].tolist() == [16.0] * 8

    plan.advance()
    plan.evaluate()

    assert plan.rows[at["water"]].tolist() == [14.5] * 8
    assert plan.rows[at["time"]].tolist() == [5.5] * 8
    assert plan.rows[at["before"]].tolist() == [16.0] * 8
    assert plan.rows[at["late"]].tolist() == [-1.0] * 8


def test_a_step_of_runge_kutta_is_that_of_the_formula() -> None:
    """The four slopes of dx/dt = t - x / 2, by hand in plain Python, to rounding."""
    plan, at = _plan("rk4")
    plan.begin({}, np.arange(8), 0)
    plan.evaluate()
    plan.advance()

    def slope(t: float, x: float) -> float:
        return t - x / 2.0

    first = slope(5.0, 16.0)
    second = slope(5.25, 16.0 + 0.25 * first)
    third = slope(5.25, 16.0 + 0.25 * second)
    fourth = slope(5.5, 16.0 + 0.5 * third)
    expected = 16.0 + 0.5 / 6.0 * (first + 2.0 * second + 2.0 * third + fourth)
    np.testing.assert_allclose(plan.rows[at["water"]], expected, rtol=1e-15)


def test_a_plan_can_begin_again() -> None:
    """A second run with other parameters is not touched by the first."""
    plan, at = _plan("euler")
    for span in (2.0, 4.0):
        plan.begin({at["span"]: np.full(8, span)}, np.arange(8), 0)
        for _ in range(3):
            plan.evaluate()
            plan.advance()
    again, _ = _plan("euler")
    again.begin({at["span"]: np.full(8, 4.0)}, np.arange(8), 0)
    for _ in range(3):
        again.evaluate()
        again.advance()

    assert all(np.array_equal(plan.rows[slot], again.rows[slot]) for slot in plan.rows)


def test_kept_slots_are_found_among_those_that_are_checked() -> None:
    """The row of a kept slot is the one that `rows` shows."""
    plan, at = _plan("euler")
    plan.begin({}, np.arange(8), 0)
    plan.evaluate()

    (place,) = plan.places([at["leak"]])

    assert np.array_equal(plan.checked[place], plan.rows[at["leak"]])
