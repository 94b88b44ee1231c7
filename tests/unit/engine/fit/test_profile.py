"""Profile likelihoods."""

import numpy as np
import pytest
from tests.unit.engine.fit.decay import SPAN, TIMES, Decay, frees, measured, problem

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.optimum import optimum
from wholeprint.engine.fit.problem import Problem
from wholeprint.engine.fit.profile import profiles


def test_the_interval_of_a_linear_parameter_is_the_textbook_one() -> None:
    """Y = a g(t), known errors: a has sigma / sqrt(sum g^2); 95 % is 1.96 of them.

    The passage is looked for to a fortieth of the threshold: 1 % of the width.
    """
    series = measured(0.1)
    a_alone = Measured("y", series.times, series.values * np.exp(-0.7 * TIMES), series.sigmas)
    found = Problem(Decay(("a",)), SPAN, frees("a"), [a_alone])
    (profile,) = profiles(found, optimum(found))
    shape = np.exp(-TIMES)
    sigma = 0.1 / np.sqrt(np.sum(shape**2))
    centre = np.sum(shape * a_alone.values) / np.sum(shape**2)

    assert profile.is_identified
    assert profile.low == pytest.approx(centre - 1.959964 * sigma, abs=0.02 * sigma)
    assert profile.high == pytest.approx(centre + 1.959964 * sigma, abs=0.02 * sigma)


def test_a_product_identifies_neither_factor() -> None:
    """Y = a b exp(-k t): the data know a b alone, so the profiles of a and b stay flat."""
    found = problem(measured(0.05), "a", "b", "k")
    a, b, k = profiles(found, optimum(found))

    assert not a.is_identified
    assert not b.is_identified
    assert k.is_identified
    # The least a is the product over the largest b, 5: about 2 / 5, whatever the search began with.
    for each in (a, b):
        assert each.high is None
        assert each.low == pytest.approx(0.4, rel=0.1)


def test_estimated_errors_give_students_interval() -> None:
    """Y = a g(t), errors estimated: the interval is that of the textbook, with n - 1 freedoms.

    a +- t s / sqrt(sum g^2), s^2 = squares / (n - 1); 2.0860 is t(0.975, 20) as SciPy has it. The
    passage is looked for to a fortieth of the threshold: 1 % of the width.
    """
    series = measured(0.1, told=False)
    a_alone = Measured("y", series.times, series.values * np.exp(-0.7 * TIMES))
    found = Problem(Decay(("a",)), SPAN, frees("a"), [a_alone])
    (profile,) = profiles(found, optimum(found))
    shape = np.exp(-TIMES)
    centre = np.sum(shape * a_alone.values) / np.sum(shape**2)
    left = a_alone.values - centre * shape
    half = 2.0859634472658364 * np.sqrt(np.sum(left**2) / 20 / np.sum(shape**2))

    assert profile.low == pytest.approx(centre - half, abs=0.02 * half)
    assert profile.high == pytest.approx(centre + half, abs=0.02 * half)
