"""Each parameter at the ends of what is believed."""

from wholeprint.systems.check.extremes import extreme_findings
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.text.read import read_model


def _said(low: float) -> list[str]:
    text = f"""
model: decay
time: {{start: 0, stop: 4, step: 1, unit: day}}
parameters:
  span: {{value: 2, uniform: [{low}, 4]}}
  start: {{value: 8, low: 1, high: 10}}
stocks: {{x: {{initial: start, out: [loss]}}}}
flows: {{loss: x / SQRT(span)}}
"""
    model = read_model(text, "decay.yaml")
    return [each.what for each in extreme_findings(model, flatten(model))]


def test_a_model_that_runs_everywhere_has_nothing_to_find() -> None:
    """Both ends of both parameters."""
    assert _said(1.0) == []


def test_an_end_that_breaks_the_run_is_named() -> None:
    """The parameter, its value, and what went wrong where."""
    (said,) = _said(-1.0)

    assert said.startswith("with span at its lowest, -1, the run goes wrong at 0 day in loss")
    assert "the square root of -1" in said
