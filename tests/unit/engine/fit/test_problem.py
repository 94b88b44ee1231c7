"""A fit as a problem."""

import numpy as np
import pytest
from tests.unit.engine.fit.decay import SPAN, TIMES, Decay, frees, measured, problem

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.problem import Problem
from wholeprint.errors import ValueRefusedError

TRUTH = np.array([[(2.0 - 0.01) / 4.99, (0.3 - 0.01) / 4.99]])
"""a = 2 and k = 0.3 in the unit cube of two uniform beliefs."""


def test_the_cube_holds_the_beliefs() -> None:
    """A coordinate is the share of belief below the value."""
    values = problem(measured(0.1), "a", "k").values(TRUTH)

    assert values[:, 0] == pytest.approx([2.0, 0.3])


def test_the_likelihood_is_that_of_normal_errors() -> None:
    """The log-likelihood at the truth is the closed form; 1e-12 is rounding."""
    series = measured(0.1)
    left = series.values - 2.0 * np.exp(-0.3 * TIMES)
    wanted = -0.5 * np.sum((left / 0.1) ** 2 + np.log(2 * np.pi * 0.01))

    assert problem(series, "a", "k").log_likelihood(TRUTH)[0] == pytest.approx(wanted, rel=1e-9)


def test_errors_that_nobody_told_are_estimated() -> None:
    """The concentrated likelihood takes the mean square for the variance."""
    series = measured(0.1, told=False)
    square = np.mean((series.values - 2.0 * np.exp(-0.3 * TIMES)) ** 2)
    wanted = -0.5 * TIMES.size * (np.log(2 * np.pi * square) + 1.0)
    found = problem(series, "a", "k")

    assert found.log_likelihood(TRUTH)[0] == pytest.approx(wanted, rel=1e-9)
    assert found.sigmas(TRUTH[0])[0][0] == pytest.approx(np.sqrt(square), rel=1e-9)


def test_values_between_saved_instants_lie_on_straight_lines() -> None:
    """At 0.25, half-way between 0 and 0.5."""
    series = Measured("y", np.array([0.25, 1.0, 10.0]), np.ones(3))
    modelled = Problem(Decay(("a", "k")), SPAN, frees("a", "k"), [series]).modelled(TRUTH)[0]

    assert modelled[0, 0] == pytest.approx((2.0 + 2.0 * np.exp(-0.15)) / 2)
    assert modelled[2, 0] == pytest.approx(2.0 * np.exp(-3.0))


def test_a_member_that_fails_has_no_likelihood() -> None:
    """It is minus infinity, and its values are not numbers: the others keep theirs."""
    found = Problem(Decay(("a",), fails_above=1.0), SPAN, frees("a"), [measured(0.1)])
    both = found.log_likelihood(np.array([[0.1], [0.9]]))

    assert np.isfinite(both[0])
    assert both[1] == -np.inf


def test_what_was_measured_outside_the_run_is_refused() -> None:
    """The model is not asked beyond its end."""
    late = Measured("y", np.array([1.0, 2.0, 11.0]), np.ones(3))

    with pytest.raises(ValueRefusedError, match="when the model does not run"):
        Problem(Decay(("a",)), SPAN, frees("a"), [late])
