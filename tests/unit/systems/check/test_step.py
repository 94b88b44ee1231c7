"""The time step against what is fastest."""

import pytest

from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.check.step import fastest, step_findings
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _model(step: str, body: str = "", method: str = "euler") -> str:
    return f"""
model: decay
time: {{start: 0, stop: 8, step: {step}, unit: day, method: {method}}}
parameters: {{span: 2}}
stocks: {{x: {{initial: 10, out: [loss]}}}}
flows: {{loss: x / span}}
{body}
"""


def _found(text: str) -> tuple[Finding, ...]:
    system = flatten(read_model(text, "decay.yaml"))
    return step_findings(system, simulate(system))


@pytest.mark.parametrize(
    ("step", "severity"),
    [
        ("0.5", None),
        ("1", Severity.WARNING),
        ("4", Severity.WARNING),
        ("8", Severity.ERROR),
    ],
)
def test_a_step_is_held_against_the_time_constant(step: str, severity: Severity | None) -> None:
    """Two days: a quarter of that is fine, twice that the limit of Euler's method."""
    found = _found(_model(step))

    assert [each.severity for each in found] == ([] if severity is None else [severity])


def test_the_time_constant_is_that_of_the_stock() -> None:
    """Half a stock a day empties with a time constant of 2, to the push of 1e-4."""
    system = flatten(read_model(_model("0.25"), "decay.yaml"))

    found = fastest(system, simulate(system))

    assert found is not None
    assert system.slots[found[0]].name == "x"
    assert found[1] == pytest.approx(2.0, rel=1e-3)


def test_stocks_inside_a_delay_count() -> None:
    """The third of a delay of 0.75 is a time constant of 0.25; the variable is named."""
    (found,) = _found(_model("0.125", "auxiliaries: {late: 'SMTH3(x, 0.75)'}"))

    assert found.variable == "late"
    assert "0.25 day" in found.what


def test_growth_alone_is_no_reason_for_a_shorter_step() -> None:
    """A stock that runs away has no time in which it comes back."""
    system = flatten(
        read_model(
            "model: grow\ntime: {start: 0, stop: 4, step: 1}\n"
            "stocks: {x: {initial: 1, in: [f]}}\nflows: {f: x}\n",
            "grow.yaml",
        )
    )

    assert fastest(system, simulate(system)) is None


def test_a_step_without_a_binary_form_is_noted() -> None:
    """0.1 is rounded; 0.0625 is the next exact one."""
    (found,) = _found(_model("0.1"))

    assert found.severity is Severity.NOTE
    assert "0.0625" in found.fix


def test_a_fixed_delay_is_a_whole_number_of_steps() -> None:
    """A delay of 1.2 days in steps of 0.25 takes 1.25."""
    (found,) = _found(_model("0.25", "auxiliaries: {late: 'DELAY(x, 1.2, 0)'}"))

    assert found.variable == "late"
    assert "1.25 is taken" in found.what
