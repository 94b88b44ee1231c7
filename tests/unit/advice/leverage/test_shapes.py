"""What is said of a lever."""

import math

import numpy as np

from wholeprint.advice.leverage.shapes import Goal, Spread


def test_a_spread_leaves_out_what_is_not_known_and_says_so() -> None:
    """Quantiles are of the finite values; the share that there are is told."""
    spread = Spread.of(np.array([1.0, 2.0, 3.0, np.nan]))

    assert spread.median == 2.0
    assert spread.known_share == 0.75
    assert spread.low < spread.median < spread.high


def test_a_spread_of_nothing_is_not_a_number() -> None:
    """No world has a value: nothing is made up."""
    spread = Spread.of(np.array([np.nan, np.inf]))

    assert math.isnan(spread.median)
    assert spread.known_share == 0.0


def test_a_goal_has_a_direction() -> None:
    """Less is better, or more is."""
    assert (Goal.LOWER.sign, Goal.HIGHER.sign) == (-1, 1)
