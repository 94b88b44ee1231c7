"""The parameters that agree best: many starts, then least squares from the best of them."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from wholeprint.engine.fit.problem import INSIDE, Problem
from wholeprint.errors import MissingExtraError, SimulationError
from wholeprint.quantities.distribution import FloatArray

_STARTS = 512
_REFINED = 6
_STEP = 1e-6
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best agreement found.

    Attributes:
        point: Its coordinates in the unit cube; shape (parameters,).
        log_likelihood_amount: How well it agrees.
        ends: How well each refined start agreed in the end: alike where the optimum is one.
    """

    point: FloatArray
    log_likelihood_amount: float
    ends: tuple[float, ...]


def optimum(problem: Problem, seed: int = 0) -> Optimum:
    """Return the best agreement.

    Args:
        problem: What is fitted to what.
        seed: Which starts are tried.

    Raises:
        SimulationError: If the model fails wherever it is tried.
    """
    starts = starting_points(len(problem.frees), seed)
    agreement = problem.log_likelihood(starts)
    if not np.isfinite(agreement).any():
        raise SimulationError(
            "the model fails for every set of parameters tried",
            seen=f"{starts.shape[0]} sets",
            fix="Narrow what is believed about them",
        )
    best = np.argsort(-agreement, kind="stable")[:_REFINED]
    ends = [
        refined(problem, starts[each], np.ones(len(problem.frees), dtype=bool))
        for each in best[np.isfinite(agreement[best])]
    ]
    ends.sort(key=lambda end: -end[1])
    return Optimum(ends[0][0], ends[0][1], tuple(each[1] for each in ends))


def starting_points(dimensions: int, seed: int) -> FloatArray:
    """Return points that fill the unit cube evenly: a scrambled Sobol sequence.

    Args:
        dimensions: Number of parameters.
        seed: Which of them.
    """
    sampler = scipy_part("stats.qmc").Sobol(
        d=dimensions, scramble=True, rng=np.random.default_rng(seed)
    )
    return np.asarray(sampler.random(_STARTS), dtype=np.float64)


def scipy_part(part: str) -> Any:  # noqa: ANN401 - SciPy tells no types
    """Return a part of SciPy, which is loaded for fits alone.

    Args:
        part: Such as "optimize".

    Raises:
        MissingExtraError: If SciPy is not installed.
    """
    try:
        return import_module(f"scipy.{part}")
    except ImportError as wrong:
        raise MissingExtraError(
            "fitting a model needs SciPy", fix="Install it: pip install 'wholeprint[systems]'"
        ) from wrong


def refined(
    problem: Problem, start: FloatArray, is_free: npt.NDArray[np.bool_]
) -> tuple[FloatArray, float]:
    """Return the best point near a start, and how well it agrees.

    Where standard errors are not told they are estimated, and the fit is done again with them.

    Args:
        problem: What is fitted to what.
        start: Where to begin; shape (parameters,).
        is_free: Which coordinates may move.
    """
    solve = scipy_part("optimize").least_squares
    point = start.copy()
    for _ in range(_ROUNDS):
        sigmas = problem.sigmas(point)
        if not is_free.any() or not all(np.isfinite(each).all() for each in sigmas):
            break
        left_over = _Residuals(problem, point, is_free, sigmas)
        found = solve(
            left_over.at,
            np.clip(point[is_free], 2 * INSIDE, 1.0 - 2 * INSIDE),
            jac=left_over.slopes,
            bounds=(INSIDE, 1.0 - INSIDE),
            x_scale=1.0,
            xtol=1e-12,
            ftol=1e-12,
            gtol=1e-12,
            max_nfev=60,
        )
        point = left_over.whole(np.asarray(found.x, dtype=np.float64))
        if all(each.sigmas is not None for each in problem.series):
            break
    return point, float(problem.log_likelihood(point[np.newaxis, :])[0])


class _Residuals:
    """What is left over, and its slopes, as a function of the free coordinates alone."""

    def __init__(
        self,
        problem: Problem,
        point: FloatArray,
        is_free: npt.NDArray[np.bool_],
        sigmas: list[FloatArray],
    ) -> None:
        self._problem = problem
        self._point = point
        self._is_free = is_free
        self._sigmas = sigmas

    def whole(self, free: FloatArray) -> FloatArray:
        point = self._point.copy()
        point[self._is_free] = free
        return point

    def at(self, free: FloatArray) -> FloatArray:
        return _finite(self._problem.residuals(self.whole(free)[np.newaxis, :], self._sigmas)[:, 0])

    def slopes(self, free: FloatArray) -> FloatArray:
        # All the neighbours run side by side: one call of the model for the whole matrix.
        ahead = np.where(free + _STEP < 1.0 - INSIDE, _STEP, 0.0)
        behind = np.where(free - _STEP > INSIDE, _STEP, 0.0)
        moved = np.repeat(free[np.newaxis, :], 2 * free.size, axis=0)
        rows = np.arange(free.size)
        moved[rows, rows] += ahead
        moved[free.size + rows, rows] -= behind
        points = np.stack([self.whole(each) for each in moved])
        left = _finite(self._problem.residuals(points, self._sigmas))
        return (left[:, : free.size] - left[:, free.size :]) / (ahead + behind)


def _finite(left_over: FloatArray) -> FloatArray:
    # A failed member is far away, not nowhere: the solver turns back.
    return np.where(np.isfinite(left_over), left_over, 1e12)
