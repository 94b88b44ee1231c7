"""What a model takes from a ledger, checked without one."""

import pytest

from wholeprint.systems.check.measured import measured_findings
from wholeprint.systems.text.read import read_model

_TEXT = """
model: fed
time: {{start: 0, stop: 1, step: 1, unit: month}}
parameters:
  use: {{value: 1, unit: {unit}, measured: {measure}}}
"""


@pytest.mark.parametrize(
    ("measure", "unit", "said"),
    [
        ("energy_per_run", "MWh/experiment", ()),
        ("energy_per_run", "minute", ("use takes energy_per_run, which is in kWh/run: minute",)),
        ("energy_a_run", "kWh", ("use asks for a measure that no ledger holds: energy_a_run",)),
    ],
)
def test_what_no_ledger_can_give_is_told(measure: str, unit: str, said: tuple[str, ...]) -> None:
    """A unit of another kind, and a measure that there is not."""
    found = measured_findings(read_model(_TEXT.format(measure=measure, unit=unit), "fed.yaml"))

    assert tuple(each.what for each in found) == said
    assert all(each.is_wrong and str(each.place) == "fed.yaml:5" for each in found)
