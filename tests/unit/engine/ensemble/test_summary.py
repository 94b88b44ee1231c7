"""Tests of moments and ends of many runs."""

import numpy as np
import pytest

from wholeprint.engine.ensemble.summary import joined, summary_of


def test_two_summaries_make_that_of_all() -> None:
    """Means, deviations and ends are those of all values, even far from nought."""
    values = 1e9 + np.random.default_rng(1).standard_normal((2, 1000))
    members = np.arange(1000)
    first = summary_of(values[:, :301], members[:301], 4096)
    second = summary_of(values[:, 301:], members[301:], 4096)

    found = joined(first, second)

    assert found.count == 1000
    np.testing.assert_allclose(found.means, values.mean(axis=1), rtol=1e-15)
    np.testing.assert_allclose(found.deviations, values.std(axis=1, ddof=1), rtol=1e-8)
    np.testing.assert_array_equal(found.lows, values.min(axis=1))
    np.testing.assert_array_equal(found.high_members, values.argmax(axis=1))
    np.testing.assert_array_equal(found.low_members, values.argmin(axis=1))


def test_nothing_joined_to_something_is_that() -> None:
    """A chunk in which every run failed changes nothing."""
    some = summary_of(np.array([[3.0, 1.0]]), np.array([5, 6]), 16)
    none = summary_of(np.empty((1, 0)), np.empty(0, dtype=np.int64), 16)

    for found in (joined(some, none), joined(none, some)):
        assert found.count == 2
        assert found.means[0] == 2.0
        assert found.low_members[0] == 6
        assert found.deviations[0] == pytest.approx(2.0**0.5)
    assert joined(none, none).count == 0
    assert np.isnan(summary_of(np.array([[3.0]]), np.array([0]), 16).deviations[0])
