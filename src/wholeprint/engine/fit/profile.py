"""Profile likelihoods: how much worse the best agreement gets as one parameter is held elsewhere.

Source: Raue et al.: Structural and practical identifiability analysis of partially observed
dynamical models by exploiting the profile likelihood (Bioinformatics 25, 2009): a parameter is
identified where its profile crosses the threshold of the chi-squared distribution on both sides.
"""

from dataclasses import dataclass

import numpy as np

from wholeprint.engine.fit.optimum import Optimum, refined, scipy_part
from wholeprint.engine.fit.problem import INSIDE, Problem
from wholeprint.quantities.distribution import FloatArray

THRESHOLD = 3.841458820694124 / 2.0
"""Half the 95th percentile of the chi-squared distribution with one degree of freedom."""


def threshold(problem: Problem) -> float:
    """Return by how much the log-likelihood falls at the ends of a 95 % interval.

    Where standard errors are estimated from n values with p parameters it is
    n/2 ln(1 + t^2 / (n - p)), t the 97.5th percentile of Student's distribution with n - p degrees
    of freedom: exact for a linear model, and the chi-squared one where values are many.

    Args:
        problem: What is fitted to what.
    """
    values, free = problem.estimated, len(problem.frees)
    left = problem.points - free
    if values == 0 or left <= 0:
        return THRESHOLD
    t = float(scipy_part("stats").t.ppf(0.975, left))
    return 0.5 * problem.points * float(np.log1p(t * t / left))


_POINTS = 21
_HALVINGS = 16
_CLOSE = 0.05
"""Losses on the two sides of the threshold that differ by less are joined by a straight line."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How agreement falls off around the best value of one parameter.

    Attributes:
        name: The parameter.
        values: Where it was held [unit of the parameter], rising.
        losses: By how much the best log-likelihood there lies below the best of all.
        points: The best points there, in the unit cube; shape (values, parameters).
        threshold_amount: How large a loss is at the ends of the 95 % interval.
        low: Where it falls below the 95 % threshold on the lower side; None where it never does.
        high: The same on the upper side.
    """

    name: str
    values: FloatArray
    losses: FloatArray
    points: FloatArray
    threshold_amount: float
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
    held = _Held(problem, best, place)
    grid = _grid(problem, best, place)
    middle = int(np.argmin(np.abs(grid - best.point[place])))
    # Outwards from the optimum, each from where its neighbour ended.
    upwards = held.walk(grid[middle:])
    downwards = held.walk(grid[:middle][::-1])
    points = np.stack([*downwards[0][::-1], *upwards[0]])
    losses = np.array([*downwards[1][::-1], *upwards[1]])
    values = problem.values(points)[place]
    return Profile(
        problem.frees[place].name,
        values,
        losses,
        points,
        held.threshold_amount,
        held.end(points[: middle + 1][::-1], losses[: middle + 1][::-1]),
        held.end(points[middle:], losses[middle:]),
    )


class _Held:
    """The best agreement with one parameter held."""

    def __init__(self, problem: Problem, best: Optimum, place: int) -> None:
        self._problem = problem
        self._best = best
        self._place = place
        self.threshold_amount = threshold(problem)
        self._is_free = np.ones(len(problem.frees), dtype=bool)
        self._is_free[place] = False

    def at(self, coordinate: float, near: FloatArray) -> tuple[FloatArray, float]:
        """Return the best point there, and how much worse it agrees."""
        start = near.copy()
        start[self._place] = coordinate
        point, agreement = refined(self._problem, start, self._is_free)
        return point, self._best.log_likelihood_amount - agreement

    def walk(self, grid: FloatArray) -> tuple[list[FloatArray], list[float]]:
        near = self._best.point
        points: list[FloatArray] = []
        losses: list[float] = []
        for place in range(grid.size):
            near, loss = self.at(grid[place], near)
            points.append(near)
            losses.append(loss)
        return points, losses

    def end(self, points: FloatArray, losses: FloatArray) -> float | None:
        """Return where losses, going outwards, pass the threshold; None where they never do."""
        above = np.flatnonzero(~(losses <= self.threshold_amount))
        if above.size == 0:
            return None
        after = int(above[0])
        if after == 0:
            return float(self._problem.values(points[:1])[self._place, 0])
        inside, outside = points[after - 1], points[after]
        lost = (float(losses[after - 1]), float(losses[after]))
        # Between two points of the grid much may happen: the passage itself is looked for.
        for _ in range(_HALVINGS):
            if not lost[1] - lost[0] > _CLOSE:
                break
            middle = 0.5 * (inside[self._place] + outside[self._place])
            point, loss = self.at(middle, inside)
            if loss <= self.threshold_amount:
                inside, lost = point, (loss, lost[1])
            else:
                outside, lost = point, (lost[0], loss)
        share = (
            (self.threshold_amount - lost[0]) / (lost[1] - lost[0]) if np.isfinite(lost[1]) else 0.0
        )
        ends = self._problem.values(np.stack([inside, outside]))[self._place]
        return float(ends[0] + share * (ends[1] - ends[0]))


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
