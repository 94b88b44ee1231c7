"""A sample of the parameters that the data leave plausible, by an ensemble of walkers.

Source: Goodman, Weare: Ensemble samplers with affine invariance (Communications in Applied
Mathematics and Computational Science 5, 2010), the stretch move with a = 2; halves of the walkers
move in turn, so that each half runs side by side.
"""

from dataclasses import dataclass

import numpy as np

from wholeprint.engine.fit.problem import INSIDE, Problem
from wholeprint.quantities.distribution import FloatArray

_STRETCH = 2.0
_ALIKE = 1.05
_FEWEST_WALKERS = 32
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Posterior:
    """A sample of plausible parameters.

    Attributes:
        cube: Coordinates in the unit cube; shape (draws, parameters).
        values: Their values [unit of each]; shape (parameters, draws).
        accepted_share: Share of the moves that were taken [1].
        r_hat: For each parameter: variance of the second half of the walk against the first and
            among walkers; near 1 where the walk has settled.
    """

    cube: FloatArray
    values: FloatArray
    accepted_share: float
    r_hat: FloatArray

    @property
    def has_settled(self) -> bool:
        """Whether the walk may be trusted: no parameter's r_hat is above 1.05."""
        return bool((self.r_hat <= _ALIKE).all())


def posterior(
    problem: Problem,
    starts: FloatArray,
    *,
    steps: int = 1500,
    keep_every: int = 10,
    seed: int = 0,
) -> Posterior:
    """Return a sample of the posterior.

    A walk that has not settled goes on, for at most eight times the steps.

    Args:
        problem: What is fitted to what.
        starts: Where walkers may begin: points of the unit cube that agree well, from all along
            what is plausible; shape (points, parameters).
        steps: Number of steps of each walker; the first half is not kept.
        keep_every: Every how many steps one is kept.
        seed: Which walk.
    """
    generator = np.random.default_rng(seed)
    size = len(problem.frees)
    walkers = max(_FEWEST_WALKERS, 4 * size)
    place = _around(starts[generator.integers(0, starts.shape[0], walkers)], generator)
    agreement = problem.log_likelihood(place)
    kept: list[FloatArray] = []
    taken = 0
    halves = (slice(0, walkers // 2), slice(walkers // 2, walkers))
    step = 0
    while True:
        for _ in range(steps):
            for mine, others in (halves, halves[::-1]):
                taken += _move(problem, place, agreement, (mine, others), generator)
            if step % keep_every == 0:
                kept.append(place.copy())
            step += 1
        chains = np.stack(kept[len(kept) // 2 :])
        r_hat = _r_hat(chains)
        if (r_hat <= _ALIKE).all() or step >= _MOST_ROUNDS * steps:
            break
    cube = chains.reshape(-1, size)
    return Posterior(cube, problem.values(cube), taken / (step * walkers), r_hat)


def _around(points: FloatArray, generator: np.random.Generator) -> FloatArray:
    spread = points + 0.01 * generator.standard_normal(points.shape)
    folded = np.abs(spread)  # reflected at the walls of the cube
    return np.clip(np.where(folded > 1.0, 2.0 - folded, folded), 10 * INSIDE, 1.0 - 10 * INSIDE)


def _move(
    problem: Problem,
    place: FloatArray,
    agreement: FloatArray,
    halves: tuple[slice, slice],
    generator: np.random.Generator,
) -> int:
    # One half moves along lines through the other; the number of those that moved is returned.
    mine, others = halves
    now = place[mine]
    count, size = now.shape
    partners = place[others][generator.integers(0, place[others].shape[0], count)]
    shares = _uniform(generator, count)
    stretch = np.square((_STRETCH - 1.0) * shares + 1.0) / _STRETCH
    proposed = partners + stretch[:, np.newaxis] * (now - partners)
    is_inside = ((proposed > INSIDE) & (proposed < 1.0 - INSIDE)).all(axis=1)
    there = np.full(count, -np.inf)
    if is_inside.any():
        there[is_inside] = problem.log_likelihood(proposed[is_inside])
    with np.errstate(invalid="ignore"):
        odds = (size - 1) * np.log(stretch) + there - agreement[mine]
    chances = _uniform(generator, count)
    is_taken = np.log(chances) < odds
    place[mine] = np.where(is_taken[:, np.newaxis], proposed, now)
    agreement[mine] = np.where(is_taken, there, agreement[mine])
    return int(is_taken.sum())


def _uniform(generator: np.random.Generator, count: int) -> FloatArray:
    return np.asarray(generator.random(count), dtype=np.float64)


def _r_hat(chains: FloatArray) -> FloatArray:
    """Return the split R-hat over halves of each walker's chain.

    The square root of the total over the mean variance of the halves (Gelman and Rubin).
    """
    half = chains.shape[0] // 2
    if half <= 1:
        return np.inf * np.ones(chains.shape[2])
    split = np.concatenate([chains[:half], chains[half : 2 * half]], axis=1)
    within = np.asarray(np.mean(np.var(split, axis=0, ddof=1), axis=0), dtype=np.float64)
    means = np.asarray(np.mean(split, axis=0), dtype=np.float64)
    between = half * np.asarray(np.var(means, axis=0, ddof=1), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.sqrt(((half - 1) / half * within + between / half) / within)
    return np.where(within > 0.0, np.asarray(found, dtype=np.float64), np.inf)
