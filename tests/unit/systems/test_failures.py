"""What went wrong first in a run."""

import pytest

from wholeprint.systems.failures import why
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import Span, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref
from wholeprint.systems.model import Table
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_SYSTEM = System("s", Span(0.0, 1.0, 1), (), (Table((0.0, 1.0), (0.0, 1e308)),), (), ())


def test_the_innermost_operation_that_fails_is_told() -> None:
    """The root of a quotient by nought is no matter of the root."""
    term = Apply("sqrt", (Apply("div", (Constant(1.0), Ref(0))),))

    assert why(term, {0: 0.0}, _SYSTEM) == "division by zero"


def test_what_grew_too_large_is_an_overflow() -> None:
    """A lookup's largest value, ten times."""
    term = Apply("mul", (Look(0, Ref(0)), Constant(10.0)))

    assert why(term, {0: 1.0}, _SYSTEM) == "overflow"


def test_what_was_given_so_is_told_as_it_is() -> None:
    """An infinity or no number that the equation only hands on."""
    assert why(Apply("sub", (Ref(0), Ref(0))), {0: float("inf")}, _SYSTEM) == "overflow"
    assert why(Apply("neg", (Ref(0),)), {0: float("nan")}, _SYSTEM) == "not a number"


@pytest.mark.parametrize("method", ["euler", "rk4"])
def test_the_cause_is_found_behind_what_is_kept(method: str) -> None:
    """Only the stock is kept; the share that divides by nought two links before it is named."""
    text = f"""
model: chain
time: {{start: 0, stop: 9, step: 1, method: {method}}}
stocks: {{x: {{initial: 1, in: [f]}}}}
flows: {{f: weight * 2}}
auxiliaries: {{weight: share + 1, share: 1 / (3 - TIME)}}
"""
    system = flatten(read_model(text, "chain.yaml"))

    (failure,) = simulate(system, keep=[system.names["x"]]).failures

    assert (failure.name, failure.what) == ("share", "division by zero")
    assert failure.instant in {2.0, 3.0}  # at the end of the step before, under Runge-Kutta


def test_what_happens_in_the_middle_of_a_step_is_found() -> None:
    """At 2.5, which is no instant of the run, the share divides by nought."""
    text = """
model: middle
time: {start: 0, stop: 9, step: 1, method: rk4}
stocks: {x: {initial: 1, in: [f]}}
flows: {f: share}
auxiliaries: {share: 1 / (2.5 - TIME)}
"""
    system = flatten(read_model(text, "middle.yaml"))

    (failure,) = simulate(system).failures

    assert failure.name in {"share", "x"}
    assert failure.step in {2, 3}


def test_what_goes_wrong_between_two_instants_is_named_and_not_what_follows_from_it() -> None:
    """At half a step the stock is 1 and the rate divides by nought; the end of the step reads it.

    By hand: x begins at 0.5 and grows by 1 a unit of time; at t = 0.5 it is 1.
    """
    text = """
model: middle
time: {start: 0, stop: 4, step: 1, method: rk4}
stocks: {x: {initial: 0.5, in: [f]}, y: {initial: 0, in: [g]}}
flows: {f: 1, g: ARCTAN(rate) + seen}
auxiliaries: {rate: 1 / (x - 1) - 1 / (x - 1), seen: y + 0}
"""
    system = flatten(read_model(text, "middle.yaml"))

    (failure,) = simulate(system, keep=[system.names["y"]]).failures

    assert (failure.name, failure.what) == ("rate", "division by zero")
    assert (failure.step, failure.shown) == (0, 1)


def test_what_is_held_tells_its_own_equation() -> None:
    """The value before is what fails, not the auxiliary that reads it later."""
    text = """
model: held
time: {start: 0, stop: 9, step: 1}
auxiliaries: {before: "PREVIOUS(SQRT(2 - TIME), 0)"}
"""
    system = flatten(read_model(text, "held.yaml"))

    (failure,) = simulate(system).failures

    assert (failure.step, failure.what) == (3, "the square root of -1")


def test_each_member_has_its_own_first_failure() -> None:
    """Members are told in order, each with its instant."""
    import numpy as np

    text = """
model: many
time: {start: 0, stop: 9, step: 1}
parameters: {when: 5}
auxiliaries: {share: 1 / (when - TIME)}
"""
    system = flatten(read_model(text, "many.yaml"))
    when = np.array([20.0, 7.0, 3.0, 4.5, 0.0])

    run = simulate(system, {system.names["when"]: when})

    assert [(each.member, each.instant) for each in run.failures] == [(1, 7.0), (2, 3.0), (4, 0.0)]


def test_what_nobody_looks_at_is_not_blamed() -> None:
    """An infinity that a branch leaves out is no failure, nor the cause of one that comes later."""
    text = """
model: masked
time: {start: 0, stop: 9, step: 1}
auxiliaries:
  unasked: 1 / (TIME * 0)
  guarded: IF TIME >= 0 THEN 1 ELSE unasked
  faulty: guarded / (4 - TIME)
"""
    system = flatten(read_model(text, "masked.yaml"))

    (failure,) = simulate(system, keep=[system.names["faulty"]]).failures

    assert (failure.instant, failure.name) == (4.0, "faulty")
