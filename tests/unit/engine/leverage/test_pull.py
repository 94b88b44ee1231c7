"""Every pull of every lever."""

import numpy as np

from wholeprint.engine.leverage.levers import held_levers
from wholeprint.engine.leverage.pull import Question, leverage
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.text.read import read_model

TEXT = """
model: ratio
time: {start: 0, stop: 1, step: 1}
parameters:
  top: 2
  below: {value: 1, uniform: [-1, 3]}
auxiliaries:
  y: top / below
"""


def test_worlds_in_which_the_model_fails_are_counted_and_left_out() -> None:
    """One world of four divides by nought; the spread is of the other three."""
    model = read_model(TEXT, "ratio.yaml")
    system = flatten(model)
    worlds = {system.names["below"]: np.array([1.0, 0.0, 2.0, 4.0, 1.0])}

    found = leverage(system, Question(system.names["y"]), held_levers(model, system), (), worlds)

    assert (found.worlds, found.failed) == (4, 1)
    assert found.base.median == 1.0
    assert found.base_central.median == 2.0
    assert found.effects[0].relative.known_share == 0.75
    # The base; for each of two parameters up, down, and the move.
    assert found.runs == 5 * (1 + 2 * 3)
