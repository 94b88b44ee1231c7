"""Dominance of loops in one run, and of known loops in others."""

import numpy as np
import pytest

from wholeprint.systems.dominance.analyse import analyse, relative_in, score
from wholeprint.systems.dominance.values import states_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

TEXT = """
model: logistic
time: {start: 0, stop: 100, step: 1}
parameters: {most: 0.12, room: 1000, lag: 3}
stocks: {population: {initial: 5, in: [net]}}
flows: {net: population * (most - used)}
auxiliaries: {used: "SMTH3(most * population / room, lag)"}
"""


def _system() -> System:
    return flatten(read_model(TEXT, "logistic"))


def test_shares_of_a_part_sum_to_one() -> None:
    """At each instant after the first at which something moves, magnitudes sum to one."""
    system = _system()
    found = analyse(system, simulate(system))

    sums = np.abs(found.relative).sum(axis=0)[:, 0]

    assert sums[0] == 0
    assert sums[1:] == pytest.approx(np.ones(100))


def test_known_loops_are_scored_in_other_runs() -> None:
    """The scores of a set of loops in members are those that each would have by itself."""
    system = _system()
    room = system.names["room"]
    rooms = np.array([1000.0, 300.0])
    run = simulate(system, {room: rooms}, keep=[*states_of(system), room])
    loops = analyse(system, simulate(system)).loops

    found = score(system, run, loops)

    for member, size in enumerate(rooms):
        alone = analyse(system, simulate(system, {room: np.array([size])}))
        assert np.array_equal(found.relative[:, :, member], alone.relative[:, :, 0])
    assert np.array_equal(relative_in(system, run, loops), found.relative)


def test_a_smooth_can_be_looked_into() -> None:
    """Uncollapsed, the stocks inside of a delay have loops of their own, and all is compared."""
    system = _system()
    run = simulate(system)

    closed, opened = analyse(system, run), analyse(system, run, collapsed=False)

    assert len(closed.loops.loops) == 2
    assert len(opened.loops.loops) == 5
    assert not [
        name for loop in opened.loops.loops for name in loop.shown if name.startswith("smth3")
    ]


def test_a_sum_over_an_array_is_passed_and_not_told() -> None:
    """Elements that share a total feed back through it too; the total itself is not named."""
    text = """
model: array
time: {start: 0, stop: 10, step: 0.5}
arrays: {place: [north, south]}
stocks: {"level[place]": {initial: {north: 1, south: 2}, in: ["growing[place]"]}}
flows: {"growing[place]": "0.1 * level[place] * (2 - level[place] / SUM(level[*]))"}
"""
    system = flatten(read_model(text, "array"))
    found = analyse(system, simulate(system))

    assert [each.shown for each in found.loops.loops] == [
        ("level[north]", "growing[north]"),
        ("level[north]", "growing[north]"),
        ("level[south]", "growing[south]"),
        ("level[south]", "growing[south]"),
    ]
    assert [len(each.slots) for each in found.loops.loops] == [2, 3, 2, 3]


def test_a_held_value_closes_a_loop() -> None:
    """What PREVIOUS holds responds at once: the loop has its sign where it moves."""
    text = """
model: held
time: {start: 0, stop: 6, step: 1}
stocks: {level: {initial: 1, in: [filling]}}
flows: {filling: 5 - seen}
auxiliaries: {seen: "PREVIOUS(level, 1)"}
"""
    system = flatten(read_model(text, "held"))
    found = analyse(system, simulate(system))

    (scores,) = found.loop_scores[:, :, 0]
    assert scores.tolist() == [0, 0, -1, 0, 0, -1, 0]
