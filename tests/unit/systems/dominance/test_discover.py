"""Loops found in runs: all where few, else those that were active, else along the strongest."""

import numpy as np
import pytest

from wholeprint.systems.dominance.discover import Wanted, discover
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.shapes import Basis, LoopKind, Polarity
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _full(size: int) -> System:
    """Stocks that all act on all others, and on themselves."""
    names = [f"s{number}" for number in range(size)]
    weights = np.random.default_rng(3).uniform(-0.05, 0.1, (size, size))
    lines = ["model: full", "time: {start: 0, stop: 20, step: 1}", "stocks:"]
    lines += [f"  {name}: {{initial: {at + 1}, in: [f{name}]}}" for at, name in enumerate(names)]
    lines += ["flows:"]
    for at, name in enumerate(names):
        terms = " + ".join(f"{weights[at, other]:.4f} * {names[other]}" for other in range(size))
        lines.append(f"  f{name}: {terms.replace('+ -', '- ')}")
    return flatten(read_model("\n".join(lines), "full"))


LOGISTIC = """
model: logistic
time: {start: 0, stop: 100, step: 1}
parameters: {most: 0.12, room: 1000}
stocks: {population: {initial: 5, in: [net]}}
flows: {net: population * (most - used)}
auxiliaries: {used: most * population / room}
"""


def test_few_loops_are_all_told() -> None:
    """Where the structure allows few, all are scored: nothing can be outside."""
    system = _full(4)
    found = discover(system, simulate(system), Wanted({}, most=50))

    # The sum over k of (4 choose k) (k - 1)!, k from 1.
    assert found.loops.search.seen == found.loops.search.kept == 24
    assert found.loops.search.method == "structure"
    assert not found.outside.any()


def test_many_loops_are_searched_by_activity() -> None:
    """All active ones are looked at; the kept ones have most of it, and what is missing is told."""
    system = _full(6)
    run = simulate(system)
    everything = discover(system, run, Wanted({}, most=1_000))
    some = discover(system, run, Wanted({}, most=30))

    assert some.loops.search.method == "active"
    assert some.loops.search.is_complete
    # The sum over k of (6 choose k) (k - 1)!, k from 1; all act at all times.
    assert some.loops.search.seen == everything.loops.search.seen == 415
    assert some.loops.search.kept == 30
    total = np.abs(everything.loop_scores).sum(axis=0)
    inside = np.abs(some.loop_scores).sum(axis=0)
    missing = np.where(total > 0, 1 - inside / np.where(total > 0, total, 1), 0).max(axis=1)
    assert some.outside[0] == pytest.approx(missing, abs=1e-12)
    # The shares are of all loops looked at, told or not.
    sums = np.abs(some.relative).sum(axis=0)[1:, 0]
    assert sums == pytest.approx(1 - some.outside[0][1:], abs=1e-12)


def test_a_spent_budget_falls_back_to_the_strongest() -> None:
    """With too small a budget loops are still found, and the search does not claim to be whole."""
    system = _full(6)
    found = discover(system, simulate(system), Wanted({}, most=20, budget=300))

    assert not found.loops.search.is_complete
    assert found.loops.search.method == "strongest path"
    assert 0 < found.loops.search.seen < 415


def test_a_budget_spent_on_the_structure_is_not_called_whole() -> None:
    """Few loops seen in few steps are not all the loops there are."""
    system = _full(6)
    found = discover(system, simulate(system), Wanted({}, most=1_000, budget=60))

    assert not found.loops.search.is_complete


def test_a_sign_that_the_structure_leaves_open_is_seen() -> None:
    """The slope of a net flow changes its sign; where, is told."""
    system = flatten(
        read_model(LOGISTIC.replace("(most - used)", "(0.12 - 0.00012 * population)"), "l")
    )
    found = discover(system, simulate(system), Wanted({})).loops

    (link,) = [
        each
        for each in found.links
        if (system.slots[each.source].name, system.slots[each.target].name) == ("population", "net")
    ]
    assert (link.polarity, link.basis) == (Polarity.CHANGES, Basis.RUN)
    assert [turn.polarity for turn in link.turns] == [Polarity.POSITIVE, Polarity.NEGATIVE]
    (loop,) = found.loops
    assert loop.kind is LoopKind.UNKNOWN


def test_kinds_that_the_structure_tells_are_sure() -> None:
    """In logistic growth the ranges of the run tell both loops."""
    system = flatten(read_model(LOGISTIC, "l"))
    found = discover(system, simulate(system), Wanted({"limits": ("used",)})).loops

    assert {each.name: each.kind for each in found.loops} == {
        "R1": LoopKind.REINFORCING,
        "limits": LoopKind.BALANCING,
    }
    assert {each.confidence_share for each in found.loops} == {1.0}


def test_a_model_without_feedback_has_no_loops() -> None:
    """Nothing is found, nothing fails."""
    text = LOGISTIC.replace("population * (most - used)", "3")
    system = flatten(read_model(text, "l"))
    found = discover(system, simulate(system), Wanted({}))

    assert not found.loops.loops
    assert found.relative.shape == (0, 101, 1)
