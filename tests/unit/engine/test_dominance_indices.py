"""Which assumptions decide for how long a loop dominates."""

import numpy as np

from wholeprint.engine.dominance import Asked
from wholeprint.engine.dominance_indices import what_decides_dominance
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.text.read import read_model

TEXT = """
model: logistic
time: {start: 0, stop: 60, step: 0.5}
parameters:
  rate: {value: 0.2, low: 0.15, high: 0.4}
  room: {value: 1000, low: 800, high: 1600}
stocks: {population: {initial: 5, in: [net]}}
flows: {net: population * (rate - used)}
auxiliaries: {used: rate * population / room}
loops: {growth: [net, population], limits: [used]}
"""


def test_the_rate_decides_for_how_long_growth_leads() -> None:
    """Growth leads for ln(room / 5 - 1) / rate: mostly the rate's doing, and the same for both."""
    model = read_model(TEXT, "logistic")
    asked = Asked(names=model.loops, backend="numpy")

    found = what_decides_dominance(flatten(model), inputs_of(model), 64, asked)

    assert len(found.inputs) == 2
    assert (found.indices.total.values[:, 0] > 0.9).all()
    assert (found.indices.total.values[:, 1] < 0.1).all()
    # Whatever share of the time one loop leads, the other has the rest: the same indices.
    assert np.allclose(*found.indices.first.values, atol=0.02)
    assert found.dominance.members == 64 * 4
