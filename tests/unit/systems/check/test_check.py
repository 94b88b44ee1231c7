"""All checks of a model."""

import pytest

from wholeprint.engine.files import library, load
from wholeprint.systems.check.check import check
from wholeprint.systems.check.finding import Severity
from wholeprint.systems.text.read import read_model

_TEXT = """
model: faulty
time: {start: 0, stop: 4, step: 1, unit: day}
parameters: {span: "0.3 [day]", idle: "2 [day]"}
stocks: {x: {initial: 8, out: [loss], unit: L}}
flows: {loss: "x / span [L/day]"}
tests: [{name: it never falls, given: {}, expect: x >= 8}]
"""


def test_all_checks_speak_and_the_worst_comes_first() -> None:
    """An unstable step and a test that does not hold, then what nothing reads."""
    found = check(read_model(_TEXT, "faulty.yaml"))

    assert [each.check for each in found] == ["step", "test", "unused"]
    assert [each.severity for each in found][-1] is Severity.WARNING


def test_variables_that_need_each_other_are_told_with_their_path() -> None:
    """A model that cannot be made flat has its other checks all the same."""
    text = f"{_TEXT}auxiliaries: {{a: b + 1, b: a + 1}}"

    found = check(read_model(text, "faulty.yaml"))

    (loop,) = (each for each in found if each.check == "structure")
    assert "a \u2192 b" in loop.what or "b \u2192 a" in loop.what
    assert "unused" in [each.check for each in found]


def test_a_run_that_goes_wrong_is_a_finding() -> None:
    """With the variable and the instant; what needs a run is left out."""
    found = check(read_model(_TEXT, "faulty.yaml"), {"span": 0.0})

    (run,) = (each for each in found if each.check == "run")
    assert "at 0 day in loss: division by zero" in run.what


@pytest.mark.parametrize("name", library())
def test_the_models_of_the_library_have_nothing_wrong(name: str) -> None:
    """Neither errors nor doubts."""
    assert [each for each in check(load(name)) if each.severity is not Severity.NOTE] == []
