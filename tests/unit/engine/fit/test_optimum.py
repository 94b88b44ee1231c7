"""The best agreement."""

import numpy as np
import pytest
from tests.unit.engine.fit.decay import SPAN, Decay, frees, measured, problem

from wholeprint.engine.fit.optimum import optimum, starting_points
from wholeprint.engine.fit.problem import Problem
from wholeprint.errors import SimulationError


def test_parameters_that_made_the_data_are_found() -> None:
    """Without errors in the data the optimum is the truth; 1e-5 is the solver's tolerance."""
    found = problem(measured(0.0, told=False), "a", "k")
    best = optimum(found)

    assert found.values(best.point[np.newaxis])[:, 0] == pytest.approx([2.0, 0.3], rel=1e-5)


def test_with_errors_the_optimum_is_that_of_least_squares() -> None:
    """At the optimum the residuals are orthogonal to the slopes (normal equations)."""
    series = measured(0.1)
    found = problem(series, "a", "k")
    best = optimum(found)
    a, k = found.values(best.point[np.newaxis])[:, 0]
    left = series.values - a * np.exp(-k * series.times)
    slopes = np.stack([np.exp(-k * series.times), -a * series.times * np.exp(-k * series.times)])

    assert np.abs(slopes @ left).max() < 1e-4 * np.abs(slopes).sum()


def test_the_search_is_the_same_for_a_seed() -> None:
    """Starts follow from the seed alone."""
    assert np.array_equal(starting_points(3, 7), starting_points(3, 7))
    assert not np.array_equal(starting_points(3, 7), starting_points(3, 8))


def test_a_model_that_always_fails_is_said_to() -> None:
    """No best of nothing is made up."""
    hopeless = Problem(Decay(("a",), fails_above=0.0), SPAN, frees("a"), [measured(0.1)])

    with pytest.raises(SimulationError, match="every set of parameters"):
        optimum(hopeless)
