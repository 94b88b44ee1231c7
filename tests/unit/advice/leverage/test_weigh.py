"""The arithmetic of levers."""

import math

import numpy as np
import pytest

from wholeprint.advice.leverage.shapes import Effect, Goal, Pulled, Spread, Tag
from wholeprint.advice.leverage.weigh import (
    backfire_probability,
    better_way,
    change,
    elasticity,
    lost_by_waiting,
    ranked,
    strength,
)


@pytest.mark.parametrize("power", [-2.0, 0.3, 1.0, 4.0])
def test_the_elasticity_of_a_power_law_is_its_power(power: float) -> None:
    """Y = c p^k has elasticity k at any step (definition); 1e-12 is rounding."""
    p = np.array([0.5, 2.0, 70.0])

    found = elasticity(3.0 * (p / 1.1) ** power, 3.0 * (p * 1.1) ** power, 1.1)

    assert found == pytest.approx(np.full(3, power), rel=1e-12)


def test_there_is_no_elasticity_across_nought() -> None:
    """An outcome that changes its sign has no percentages."""
    assert np.isnan(elasticity(np.array([-1.0, 0.0]), np.array([1.0, 1.0]), 1.1)).all()


def test_rounding_is_no_effect() -> None:
    """A difference in the last digits counts as none; a real one is told in both ways."""
    difference, share = change(np.array([100.0, -2.0, 0.0]), np.array([100.0 + 1e-10, -1.0, 5.0]))

    assert difference.tolist() == [0.0, 1.0, 5.0]
    assert share[:2].tolist() == [0.0, 0.5]
    assert math.isnan(share[2])


def test_the_better_way_depends_on_the_goal() -> None:
    """More of it raises the outcome: good where more is better."""
    assert better_way(1.0, 2.0, Goal.HIGHER) == 1
    assert better_way(1.0, 2.0, Goal.LOWER) == -1


def test_backfire_is_counted_against_the_central_world() -> None:
    """One world of four goes the other way; worlds that failed are not counted."""
    changes = np.array([-1.0, -2.0, 0.5, 0.0, np.nan])

    assert backfire_probability(changes, -1.0) == 0.25
    assert backfire_probability(changes, 0.0) is None
    assert backfire_probability(np.array([np.nan]), 1.0) is None


def test_waiting_loses_a_share_of_the_effect() -> None:
    """Half the effect later is half of it lost; without an effect there is none to lose."""
    lost = lost_by_waiting(np.array([-4.0, 0.0]), np.array([-2.0, 0.0]))

    assert lost[0] == 0.5
    assert math.isnan(lost[1])


def test_the_strongest_lever_comes_first_whichever_way_it_goes() -> None:
    """Strength is the median of sizes, so effects of both signs do not cancel; unknown is last."""
    both_ways = strength(np.array([-0.5, 0.5, -0.4, 0.4]))
    names = [each.name for each in ranked([_effect("a", 0.1), _effect("b", both_ways)])]

    assert both_ways == pytest.approx(0.45)
    assert names == ["b", "a"]
    assert math.isnan(strength(np.array([np.nan])))
    assert ranked([_effect("x", math.nan), _effect("y", 0.0)])[0].name == "y"


def _effect(name: str, strength_share: float) -> Effect:
    spread = Spread(0.0, 0.0, 0.0, 1.0)
    return Effect(name, Pulled.PARAMETER, "x 0.9", Tag(), spread, spread, strength_share, 0.0)
