"""The tests that stand beside a model: under which conditions what must hold."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.expression.printed import printed
from wholeprint.systems.expression.tree import Binary, Call, Expression, Number
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Equation, Kind, Model, Test, Variable
from wholeprint.systems.reference import simulate
from wholeprint.systems.trajectory import Trajectory

_CHECK = "test"
_NAME = "what this test expects"
EQUAL = 1e-9
"""Two numbers that a test calls equal may differ by this share of the larger one."""


def promise_findings(model: Model) -> tuple[Finding, ...]:
    """Return which tests of a model do not hold; each is a run of its own.

    Args:
        model: The model.
    """
    return tuple(each for test in model.tests for each in _of_test(model, test))


def _of_test(model: Model, test: Test) -> Iterator[Finding]:
    try:
        system = _asked(model, test)
    except (ModelError, UnsupportedError) as wrong:
        yield _broken(test, f"it cannot be run: {wrong.what}, saw {wrong.seen}", wrong.fix)
        return
    slot = system.names["what_this_test_expects"]
    # The stocks are kept too: a run that goes wrong after all is no run that holds.
    run = simulate(system, keep=(slot, *_stocks(system)))
    if run.failures:
        first = run.failures[0]
        when = f"{first.instant:g} {system.span.unit}".rstrip()
        yield _broken(test, f"the run goes wrong at {when} in {first.name}: {first.what}", "")
        return
    yield from _judged(test, run, run.values[slot][:, 0], system.span.unit)


def _asked(model: Model, test: Test) -> System:
    asked = Variable(_NAME, Kind.AUXILIARY, (Equation(softened(test.expect)),), place=test.place)
    return flatten(replace(model, variables=(*model.variables, asked)), test.given)


def _stocks(system: System) -> tuple[int, ...]:
    return tuple(slot for slot, each in enumerate(system.slots) if each.inflows or each.outflows)


def _judged(test: Test, run: Trajectory, holds: FloatArray, unit: str) -> Iterator[Finding]:
    wrong = holds == 0.0
    if test.when == "end":
        wrong[:-1] = False
    elif test.when == "start":
        wrong[1:] = False
    if wrong.any():
        when = f"{run.times[int(np.argmax(wrong))]:g} {unit}".rstrip()
        yield _broken(test, f"{printed(test.expect)} does not hold at {when}", "")


def _broken(test: Test, said: str, fix: str) -> Finding:
    return Finding(_CHECK, Severity.ERROR, f"{test.name}: {said}", fix=fix, place=test.place)


def softened(expression: Expression) -> Expression:
    """Return what a test expects with room for rounding wherever it calls two numbers equal.

    Args:
        expression: What is expected; equality counts at its top and within AND and OR.
    """
    if not isinstance(expression, Binary):
        return expression
    if expression.operator in {"and", "or"}:
        return replace(expression, left=softened(expression.left), right=softened(expression.right))
    if expression.operator != "=":
        return expression
    left, right = expression.left, expression.right
    gap = Call("abs", (Binary("-", left, right),))
    size = Call("max", (Call("abs", (left,)), Call("abs", (right,))))
    return Binary("<=", gap, Binary("*", Number(EQUAL), size))
