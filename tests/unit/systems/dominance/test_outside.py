"""What a set of loops misses."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.systems.dominance.analyse import analyse
from wholeprint.systems.dominance.outside import outside_share
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

TEXT = """
model: logistic
time: {start: 0, stop: 100, step: 1}
parameters: {most: 0.12, room: 1000}
stocks: {population: {initial: 5, in: [net]}}
flows: {net: population * (most - used)}
auxiliaries: {used: most * population / room}
"""


def test_the_missing_share_is_that_of_the_loops_left_out() -> None:
    """With one of two loops, what is outside is the other's share; with both nothing is."""
    system = flatten(read_model(TEXT, "logistic"))
    run = simulate(system, {system.names["population"]: np.array([5.0, 400.0])})
    found = analyse(system, run)
    one = replace(found.loops, loops=found.loops.loops[:1])

    assert outside_share(system, run, one)[0] == pytest.approx(np.abs(found.relative[1]))
    assert outside_share(system, run, found.loops).max() < 1e-15
