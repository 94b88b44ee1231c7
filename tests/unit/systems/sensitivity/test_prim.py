"""Tests of scenario discovery: boxes that are known are found."""

from itertools import pairwise

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.sensitivity.prim import discover


def _runs(inputs: int, count: int, seed: int = 1) -> FloatArray:
    return np.random.default_rng(seed).random((inputs, count))


def test_a_known_box_is_found() -> None:
    """Cases fill a box in two of five inputs: its limits come out to a slice of a peel."""
    x = _runs(5, 5000)
    cases = (x[0] > 0.3) & (x[0] < 0.8) & (x[3] < 0.4)

    found = discover(x, cases)

    limits = {limit.input: limit for limit in found.limits}
    assert set(limits) == {0, 3}
    assert limits[0].low == pytest.approx(0.3, abs=0.02)
    assert limits[0].high == pytest.approx(0.8, abs=0.02)
    assert limits[3].low is None
    assert limits[3].high == pytest.approx(0.4, abs=0.02)
    assert found.box.density_share > 0.97
    assert found.box.coverage_share > 0.95
    assert all(limit.chance_probability < 1e-6 for limit in found.limits)


def test_a_switch_is_peeled_whole() -> None:
    """Many runs share the value of a switch: the cut lies between nought and one."""
    x = _runs(3, 2000)
    x[2] = x[2] > 0.5
    cases = (x[2] == 1.0) & (x[1] > 0.7)

    found = discover(x, cases)

    assert {limit.input: limit.low for limit in found.limits}[2] == 0.5
    assert found.box.density_share == 1.0


def test_values_met_often_stay_on_one_side() -> None:
    """Of an input with ten values no cut runs through the runs that share one."""
    x = np.floor(_runs(2, 1000) * 10)
    cases = x[0] >= 7

    found = discover(x, cases)

    assert found.limits[0].low == pytest.approx(6.5)
    assert found.box.coverage_share == 1.0
    assert found.box.density_share == 1.0


def test_peeling_goes_from_the_whole_to_the_smallest_box() -> None:
    """The trail begins with all runs, gets smaller step by step and stops at the least mass."""
    x = _runs(4, 1000)
    noise = np.random.default_rng(2).random(1000)

    found = discover(x, noise < x[0] ** 2, least_mass_share=0.1)

    mass = [box.mass_share for box in found.trail]
    assert mass[0] == 1.0
    assert found.trail[0].coverage_share == 1.0
    assert all(b < a for a, b in pairwise(mass))
    assert mass[-1] >= 0.1
    inside = found.box.holds(x)
    assert found.box.mass_share == pytest.approx(np.mean(inside))


def test_pasting_wins_back_what_a_peel_took_too_much() -> None:
    """The last box is no thinner and no less pure than the one it was pasted on to."""
    x = _runs(2, 400, seed=5)
    cases = (x[0] > 0.35) & (x[1] > 0.5)

    found = discover(x, cases, peeled_share=0.3)

    chosen = found.trail[found.chosen]
    assert found.box.density_share >= chosen.density_share
    assert found.box.mass_share >= chosen.mass_share


def test_a_limit_that_does_nothing_is_told_by_chance() -> None:
    """Among pure noise no limit is as sure as one of a real box."""
    x = _runs(3, 300, seed=7)
    cases = np.random.default_rng(8).random(300) < 0.3

    found = discover(x, cases)

    assert max((limit.chance_probability for limit in found.limits), default=1.0) > 1e-6


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nothing_to_discover_is_refused(share: float) -> None:
    """Where all runs are cases, or none is, there is no region to tell apart."""
    with pytest.raises(ValueRefusedError, match="scenario discovery"):
        discover(_runs(2, 10), np.full(10, share > 0.5))
