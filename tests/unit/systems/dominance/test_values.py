"""What a run did not keep is computed from what it kept."""

import numpy as np
import pytest

from wholeprint.errors import SimulationError
from wholeprint.systems.dominance.values import completed, states_of, steps_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

TEXT = """
model: small
time: {start: 0, stop: 10, step: 0.5}
parameters: {rate: 0.1}
stocks: {level: {initial: 10, in: [growing]}}
flows: {growing: rate * level * slower}
auxiliaries: {slower: 1 / (1 + TIME), half: 0.5 * rate}
"""


def _system() -> System:
    return flatten(read_model(TEXT, "small"))


def test_all_slots_follow_from_the_states() -> None:
    """A run of stocks alone gives the auxiliaries of the full run, to the last bit."""
    system = _system()
    full = simulate(system)

    filled = completed(system, simulate(system, keep=states_of(system)))

    for slot, values in full.values.items():
        assert np.array_equal(np.broadcast_to(filled.values[slot], values.shape), values)


def test_parameters_of_members_are_used() -> None:
    """Where members differ in a parameter that was kept, their auxiliaries do too."""
    system = _system()
    rate = system.names["rate"]
    run = simulate(system, {rate: np.array([0.1, 0.2])}, keep=[*states_of(system), rate])

    half = completed(system, run).values[system.names["half"]]

    assert np.unique(half).tolist() == [0.05, 0.1]


def test_the_ends_of_steps() -> None:
    """Values stand at the end and at the beginning of each step; what never moves is known so."""
    system = _system()
    level, rate = system.names["level"], system.names["rate"]
    run = simulate(system, keep=states_of(system))

    steps = steps_of(system, run, [level, rate])

    assert steps.steps == 20
    assert np.array_equal(steps.now[level], run.values[level][1:])
    assert np.array_equal(steps.before[level], run.values[level][:-1])
    assert rate in steps.fixed
    assert level not in steps.fixed


def test_a_stock_that_was_not_kept_is_missed() -> None:
    """Scores from half a run are refused, with the name of what is missing."""
    system = _system()

    with pytest.raises(SimulationError, match="level was not kept"):
        completed(system, simulate(system, keep=[system.names["half"]]))
