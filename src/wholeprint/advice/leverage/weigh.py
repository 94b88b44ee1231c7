"""The arithmetic of levers, over worlds: elasticities, effects, backfire, the cost of waiting."""

import numpy as np

from wholeprint.advice.leverage.shapes import Effect, Goal
from wholeprint.quantities.distribution import FloatArray

_NOTHING = 1e-9
"""A change by less than this share of the outcome is the rounding of many additions, not an
effect."""


def elasticity(lowered: FloatArray, raised: FloatArray, ratio: float) -> FloatArray:
    """Return how the outcome answers a parameter, percent by percent, in each world.

    The difference of the logarithms over that of the parameter: exact for a power law.

    Args:
        lowered: Outcome with the parameter divided by the ratio.
        raised: Outcome with the parameter multiplied by it.
        ratio: By how much it is moved [1].

    Returns:
        Per world; NaN where the outcome changes its sign or is nought.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(raised / lowered) / (2.0 * np.log(ratio))
    return np.where((raised * lowered) > 0.0, found, np.nan)


def change(without: FloatArray, with_it: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what a lever changes in each world.

    Args:
        without: The outcome without it.
        with_it: The outcome with it.

    Returns:
        The difference [unit of the outcome], and the difference as a share of the outcome without
        it [1], NaN where that is nought. What is rounding alone counts as no change.
    """
    size = np.maximum(np.abs(without), np.abs(with_it))
    found = with_it - without
    found = np.where(np.abs(found) <= _NOTHING * size, 0.0, found)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = found / np.abs(without)
    return found, np.where(without == 0.0, np.nan, share)


def better_way(lowered_amount: float, raised_amount: float, goal: Goal) -> int:
    """Return which way to move a parameter in the central world.

    Args:
        lowered_amount: Outcome with less of it [unit of the outcome].
        raised_amount: Outcome with more of it [unit of the outcome].
        goal: Which way the outcome ought to go.

    Returns:
        1 for more, -1 for less.
    """
    return 1 if (raised_amount - lowered_amount) * goal.sign >= 0.0 else -1


def backfire_probability(changes: FloatArray, central_amount: float) -> float | None:
    """Return in what share of worlds a move does the opposite of what it does in the central one.

    Args:
        changes: Change of the outcome in each world.
        central_amount: Its change in the central world [unit of the outcome].

    Returns:
        The share [1]; None where the move does nothing in the central world.
    """
    if central_amount == 0.0 or not np.isfinite(central_amount):
        return None
    known = changes[np.isfinite(changes)]
    direction = 1.0 if central_amount > 0.0 else -1.0
    return float(np.mean(known * direction < 0.0)) if known.size else None


def lost_by_waiting(at_once: FloatArray, later: FloatArray) -> FloatArray:
    """Return what share of an effect is lost by having it later, in each world.

    Args:
        at_once: Change of the outcome with the lever pulled at the start.
        later: Change with the lever pulled later.

    Returns:
        Per world: 0 nothing lost, 1 all of it, below 0 gained; NaN where there is no effect.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(at_once == 0.0, np.nan, 1.0 - later / at_once)


def strength(shares: FloatArray) -> float:
    """Return how much a lever moves the outcome, whichever way: the middle of the sizes.

    Args:
        shares: Change as a share of the outcome, per world [1].

    Returns:
        The median of their sizes [1]; NaN where no world has one.
    """
    known = np.abs(shares[np.isfinite(shares)])
    return float(np.median(known)) if known.size else float("nan")


def ranked(effects: list[Effect]) -> list[Effect]:
    """Return levers with the strongest first: by the middle of the sizes of what they change.

    Args:
        effects: The levers, in any order.
    """

    def weakness(effect: Effect) -> tuple[bool, float, str]:
        is_unknown = bool(np.isnan(effect.strength_share))
        return is_unknown, 0.0 if is_unknown else -effect.strength_share, effect.name

    return sorted(effects, key=weakness)
