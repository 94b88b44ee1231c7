"""A sample of what remains plausible."""

import numpy as np
import pytest
from tests.unit.engine.fit.decay import measured, problem

from wholeprint.engine.fit.optimum import optimum
from wholeprint.engine.fit.posterior import posterior


def test_the_sample_is_the_normal_one_where_the_data_are_strong() -> None:
    """With small known errors the posterior is normal: its covariance is that of least squares.

    The tolerance of 15 % on the spread is five times the error of 2,400 draws that are about a
    tenth independent.
    """
    series = measured(0.02)
    found = problem(series, "a", "k")
    best = optimum(found)
    walk = posterior(found, best.point[np.newaxis], steps=1500)
    a, k = found.values(best.point[np.newaxis])[:, 0]
    slopes = np.stack([np.exp(-k * series.times), -a * series.times * np.exp(-k * series.times)])
    sigmas = 0.02 * np.sqrt(np.diag(np.linalg.inv(slopes @ slopes.T)))

    assert walk.values.mean(axis=1) == pytest.approx([a, k], abs=0.5 * sigmas.max())
    assert walk.values.std(axis=1) == pytest.approx(sigmas, rel=0.15)
    assert 0.2 < walk.accepted_share < 0.9
    assert walk.has_settled


def test_the_walk_is_the_same_for_a_seed() -> None:
    """Nothing but the seed decides it."""
    found = problem(measured(0.1), "a", "k")
    best = optimum(found)

    first, second = (posterior(found, best.point[np.newaxis], steps=40, seed=3) for _ in range(2))

    assert np.array_equal(first.cube, second.cube)


def test_a_short_walk_is_said_not_to_have_settled() -> None:
    """Eight steps, the most that one step is gone on with, settle nothing."""
    found = problem(measured(0.1), "a", "k")
    start = optimum(found).point[np.newaxis]

    assert not posterior(found, start, steps=1, keep_every=1).has_settled
