"""Profile likelihoods: how much worse the best agreement gets as one parameter is held elsewhere.

Source: Raue et al.: Structural and practical identifiability analysis of partially observed
dynamical models by exploiting the profile likelihood (Bioinformatics 25, 2009): a parameter is
identified where its profile crosses the threshold of the chi-squared distribution on both sides.
"""

from dataclasses import dataclass

import numpy as np

from wholeprint.engine.fit.optimum import Optimum, refined
from wholeprint.engine.fit.problem import INSIDE, Problem
from wholeprint.quantities.distribution import FloatArray

THRESHOLD = 3.841458820694124 / 2.0
"""Half the 95th percentile of the chi-squared distribution with one degree of freedom."""

_POINTS = 21


@dataclass(frozen=True, slots=True)
class Profile:
    """How agreement falls off around the best value of one parameter.

    Attributes:
        name: The parameter.
        values: Where it was held [unit of the parameter], rising.
        losses: By how much the best log-likelihood there lies below the best of all.
        low: Where it falls below the 95 % threshold on the lower side; None where it never does.
        high: The same on the upper side.
    """

    name: str
    values: FloatArray
    losses: FloatArray
    low: float | None
    high: float | None

    @property
    def is_identified(self) -> bool:
        """Whether the data hold the parameter on both sides, not its bounds."""
        return self.low is not None and self.high is not None


def profiles(problem: Problem, best: Optimum) -> tuple[Profile, ...]:
    """Return the profile of each free parameter.

    Args:
        problem: What is fitted to what.
        best: The best agreement.
    """
    return tuple(_profile(problem, best, place) for place in range(len(problem.frees)))


def _profile(problem: Problem, best: Optimum, place: int) -> Profile:
    grid = _grid(problem, best, place)
    is_free = np.ones(len(problem.frees), dtype=bool)
    is_free[place] = False
    losses = np.empty(grid.size)
    middle = int(np.argmin(np.abs(grid - best.point[place])))
    # Outwards from the optimum, each from where its neighbour ended.
    for side in (range(middle, grid.size), range(middle - 1, -1, -1)):
        near = best.point
        for each in side:
            start = near.copy()
            start[place] = grid[each]
            near, agreement = refined(problem, start, is_free)
            losses[each] = best.log_likelihood_amount - agreement
    cube = np.repeat(best.point[np.newaxis, :], grid.size, axis=0)
    cube[:, place] = grid
    values = problem.values(cube)[place]
    low = _crossing(values[: middle + 1][::-1], losses[: middle + 1][::-1])
    high = _crossing(values[middle:], losses[middle:])
    return Profile(problem.frees[place].name, values, losses, low, high)


def _grid(problem: Problem, best: Optimum, place: int) -> FloatArray:
    """Return where to hold a parameter: across its range, and densely where agreement falls off."""
    centre = float(best.point[place])
    width = _curvature_width(problem, best, place)
    near = centre + width * np.linspace(-3.5, 3.5, _POINTS)
    grid = np.concatenate([near, np.linspace(INSIDE, 1.0 - INSIDE, 5), [centre]])
    return np.unique(np.clip(grid, INSIDE, 1.0 - INSIDE))


def _curvature_width(problem: Problem, best: Optimum, place: int) -> float:
    """Return about how far agreement stays good with the others free: from the information."""
    sigmas = problem.sigmas(best.point)
    size = len(problem.frees)
    step = 1e-5
    cube = np.repeat(np.clip(best.point, 2 * step, 1 - 2 * step)[np.newaxis, :], 2 * size, axis=0)
    rows = np.arange(size)
    cube[rows, rows] += step
    cube[size + rows, rows] -= step
    left = problem.residuals(cube, sigmas)
    slopes = (left[:, :size] - left[:, size:]) / (2 * step)
    if not np.isfinite(slopes).all():
        return 0.25
    spread = np.linalg.pinv(slopes.T @ slopes)[place, place]
    return float(np.clip(np.sqrt(max(spread, 0.0)), 1e-6, 0.25))


def _crossing(values: FloatArray, losses: FloatArray) -> float | None:
    """Return where losses, going outwards, first pass the threshold."""
    above = np.flatnonzero(~(losses <= THRESHOLD))
    if above.size == 0:
        return None
    after = int(above[0])
    if after == 0 or not np.isfinite(losses[after]):
        return float(values[after])
    share = (THRESHOLD - losses[after - 1]) / (losses[after] - losses[after - 1])
    return float(values[after - 1] + share * (values[after] - values[after - 1]))
