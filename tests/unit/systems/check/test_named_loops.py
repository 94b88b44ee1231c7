"""Names of loops that are none."""

from wholeprint.systems.check.finding import Severity
from wholeprint.systems.check.named_loops import named_loop_findings
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.text.read import read_model

_TEXT = """
model: teacup
time: {start: 0, stop: 10, step: 1}
parameters: {room: 20}
stocks: {tea: {initial: 90, out: [cooling]}}
flows: {cooling: (tea - room) / 10}
loops: {cooling down: [cooling, tea], warming up: [cooling, room]}
"""


def test_a_name_that_no_loop_can_have_is_told() -> None:
    """A parameter is in no loop; the name of the loop that there is stays unsaid."""
    model = read_model(_TEXT, "teacup.yaml")

    (found,) = named_loop_findings(model, flatten(model))

    assert found.severity is Severity.WARNING
    assert found.what.startswith("no loop can be called warming up")
    assert found.what.endswith("cooling, room")
