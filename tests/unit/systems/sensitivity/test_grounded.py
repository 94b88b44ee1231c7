"""Tests of keeping the runs that could have given the data."""

import numpy as np
import pytest

from wholeprint.errors import SeriesError, ValueRefusedError
from wholeprint.systems.sensitivity.grounded import Observed, keep_likely, squared_errors


def _measured(count: int) -> Observed:
    return Observed("x", tuple(map(float, range(count))), (0.0,) * count)


def test_told_errors_are_divided_by() -> None:
    """With a standard error of 2, an error of 4 counts 4; distances are differences of these."""
    told = Observed("x", (0.0, 1.0), (0.0, 0.0), (2.0, 1.0))
    series = np.array([[4.0, 0.0], [0.0, 1.0]])

    errors = squared_errors(told, np.array([0.0, 1.0]), series)

    np.testing.assert_allclose(errors, [4.0, 1.0])
    np.testing.assert_allclose(keep_likely(errors[None], [told]).distances, [3.0, 0.0])


def test_between_kept_instants_runs_go_straight() -> None:
    """Data at 0.5 and 2 against runs kept at 0, 1, 2: (1 - 2)^2 + (4 - 2)^2 = 5, and 0."""
    series = np.array([[0.0, 3.0], [2.0, 1.0], [4.0, 2.0]])

    found = squared_errors(Observed("x", (0.5, 2.0), (2.0, 2.0)), np.array([0.0, 1.0, 2.0]), series)

    np.testing.assert_allclose(found, [5.0, 0.0])


def test_a_run_of_one_instant_can_be_held_against_data() -> None:
    """Where the model keeps one instant alone, data at it are compared with it."""
    found = squared_errors(Observed("x", (1.0,), (3.0,)), np.array([1.0]), np.array([[1.0, 3.0]]))

    np.testing.assert_allclose(found, [4.0, 0.0])


def test_the_threshold_is_that_of_chi_square() -> None:
    """95 % of chi-square with one degree of freedom lie below 3.8415 (1.959964 squared)."""
    errors = np.array([[1.0, np.exp(0.38), np.exp(0.39), np.nan]])

    found = keep_likely(errors, [_measured(10)])

    assert found.threshold_amount == pytest.approx(3.841459, abs=1e-6)
    assert found.is_kept.tolist() == [True, True, False, False]
    assert found.best == 0
    assert found.kept_share == 0.5


def test_several_variables_count_together() -> None:
    """The logarithms of the sums of squares add up, each times its number of values."""
    errors = np.array([[1.0, 2.0], [4.0, 1.0]])

    found = keep_likely(errors, [_measured(3), _measured(5)])

    assert found.best == 1
    assert found.distances[0] == pytest.approx(5 * np.log(4.0) - 3 * np.log(2.0))


def test_a_perfect_run_is_the_best() -> None:
    """No error at all is no fault of the logarithm."""
    assert keep_likely(np.array([[0.0, 1.0]]), [_measured(4)]).best == 0


def test_data_outside_the_run_are_refused() -> None:
    """What was measured before the model begins cannot be compared."""
    with pytest.raises(SeriesError, match="does not run"):
        squared_errors(Observed("x", (-1.0,), (0.0,)), np.array([0.0, 1.0]), np.zeros((2, 1)))


def test_the_last_instant_may_be_off_by_its_rounding() -> None:
    """3 * 0.7 is 2.0999999999999996 and stands for the 2.1 of the data; 2.2 is outside."""
    times = np.arange(4, dtype=np.float64) * 0.7

    found = squared_errors(Observed("x", (2.1,), (4.0,)), times, np.array([[0.0], [0], [0], [3]]))

    np.testing.assert_allclose(found, [1.0])
    with pytest.raises(SeriesError, match="does not run"):
        squared_errors(Observed("x", (2.2,), (4.0,)), times, np.zeros((4, 1)))


def test_instants_must_rise() -> None:
    """Two values for one instant are refused."""
    with pytest.raises(SeriesError, match="instants that rise"):
        Observed("x", (1.0, 1.0), (0.0, 2.0))


def test_where_all_runs_failed_nothing_is_kept() -> None:
    """Without any run there is no best one."""
    with pytest.raises(ValueRefusedError, match="no run went well"):
        keep_likely(np.full((1, 3), np.nan), [_measured(4)])
