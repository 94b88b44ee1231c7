"""Tests of Sobol' indices: analytic cases, SALib, blocks of outcomes, failed runs."""

import warnings

import numpy as np
import pytest

from wholeprint.quantities.distribution import FloatArray, Uniform
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.indices import (
    Indices,
    joined,
    pairs_of,
    sobol_indices,
    unit_sums,
)

PI = float(np.pi)


def ishigami(x: FloatArray) -> FloatArray:
    """Ishigami and Homma (1990), with a = 7 and b = 0.1."""
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def g_function(x: FloatArray) -> FloatArray:
    """Sobol's g-function with a = 0, 1, 4.5, 9, 99."""
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0])[:, None]
    return np.prod((np.abs(4.0 * x - 2.0) + weights) / (1.0 + weights), axis=0)


def _indices(values: FloatArray, design: IndicesDesign, unit: int = 8) -> Indices:
    sums = unit_sums(values, design.inputs, design.stride, unit)
    return sobol_indices(sums, design.inputs, design.stride, design.rows)


def test_ishigami_is_analytic() -> None:
    """First and total indices are the closed forms; 4,096 scrambled points give them to 0.02.

    V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8 8 / 225, V3 = 0.
    """
    design = IndicesDesign(3, 4096, 1, second_order=1)
    x = design.values([Uniform(-PI, PI)] * 3, 0, design.members)
    alone = np.array([(1 + 0.1 * PI**4 / 5) ** 2 / 2, 49 / 8, 0.0])
    both = 0.01 * PI**8 * 8 / 225
    variance = alone.sum() + both

    found = _indices(ishigami(x)[None], design, 16)

    np.testing.assert_allclose(found.variances, variance, rtol=0.01)
    np.testing.assert_allclose(found.first.values[0], alone / variance, atol=0.02)
    totals = (alone + np.array([both, 0.0, both])) / variance
    np.testing.assert_allclose(found.total.values[0], totals, atol=0.02)
    assert found.pairs == ((0, 1), (0, 2), (1, 2))
    np.testing.assert_allclose(found.second.values[0], [0.0, both / variance, 0.0], atol=0.02)
    assert (found.total.lows <= found.total.values).all()
    assert (found.total.values <= found.total.highs).all()
    assert found.is_converged(0)


def test_g_function_is_analytic() -> None:
    """V_i = 1 / (3 (1 + a_i)^2) and 1 + V = prod (1 + V_i); 4,096 points give S1 to 0.01."""
    design = IndicesDesign(5, 4096, 3)
    x = design.values([Uniform(0.0, 1.0)] * 5, 0, design.members)
    parts = 1.0 / (3.0 * (1.0 + np.array([0.0, 1.0, 4.5, 9.0, 99.0])) ** 2)
    variance = np.prod(1.0 + parts) - 1.0

    found = _indices(g_function(x)[None], design)

    np.testing.assert_allclose(found.first.values[0], parts / variance, atol=0.01)
    totals = parts * np.prod(1.0 + parts) / (1.0 + parts) / variance
    np.testing.assert_allclose(found.total.values[0], totals, atol=0.01)
    assert found.second.values.shape == (1, 0)
    assert found.pairs == ()


@pytest.mark.parametrize("second_order", [0, 1])
def test_salib_says_the_same(second_order: int) -> None:
    """The estimates are SALib's to 1e-12, large mean and all; the estimators are the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib's imports warn of what is not our doing
        sobol = pytest.importorskip("SALib.analyze.sobol")
    design = IndicesDesign(3, 512, 1, second_order=second_order)
    x = design.values([Uniform(-PI, PI)] * 3, 0, design.members)
    y = ishigami(x) + 50.0

    found = _indices(y[None], design)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    theirs = sobol.analyze(problem, y, calc_second_order=bool(second_order), seed=1)

    np.testing.assert_allclose(found.first.values[0], theirs["S1"], atol=1e-12)
    np.testing.assert_allclose(found.total.values[0], theirs["ST"], atol=1e-12)
    if second_order:
        own = [theirs["S2"][j, k] for j, k in pairs_of(3)]
        np.testing.assert_allclose(found.second.values[0], own, atol=1e-12)
    # Both bootstraps say how wide: units of points scatter a little less than single points do.
    width = (found.total.highs - found.total.lows)[0]
    assert (width < 2.0 * 2.0 * theirs["ST_conf"]).all()
    assert (width > 0.25 * 2.0 * theirs["ST_conf"]).all()


def test_many_outcomes_are_many_single_ones() -> None:
    """Indices over time are those of each instant, in stretches too, to rounding."""
    design = IndicesDesign(3, 128, 1)
    x = design.values([Uniform(-PI, PI)] * 3, 0, design.members)
    y = np.array([ishigami(x) * (1 + each) + x[1] * each for each in range(40)])
    half = y.shape[1] // 2
    stretches = [unit_sums(part, 3, 5, 8) for part in (y[:, :half], y[:, half:])]

    whole = sobol_indices(joined(tuple(stretches)), 3, 5, 128)

    assert whole.first.values.shape == (40, 3)
    for each in (0, 17, 39):
        alone = _indices(y[each : each + 1], design)
        np.testing.assert_allclose(whole.total.values[each], alone.total.values[0], atol=1e-12)
        np.testing.assert_allclose(whole.first.lows[each], alone.first.lows[0], atol=1e-12)


def test_points_with_a_failed_run_are_left_out() -> None:
    """A base point one of whose runs failed counts nowhere, and is told."""
    design = IndicesDesign(2, 64, 1)
    x = design.values([Uniform(0.0, 1.0)] * 2, 0, design.members)
    y = (x[0] + 2.0 * x[1]).reshape(64, 4)
    holed = y.copy()
    holed[5, 2] = np.nan

    found = _indices(holed.reshape(1, -1), design, 1)

    without = np.delete(y, 5, axis=0).reshape(1, -1)
    expected = sobol_indices(unit_sums(without, 2, 4, 1), 2, 4, 63)
    np.testing.assert_allclose(found.first.values, expected.first.values, atol=1e-12)
    np.testing.assert_array_equal(found.dropped, [1.0])


def test_what_never_varies_has_no_indices() -> None:
    """An outcome that is the same in all runs has NaN for shares of no variance."""
    design = IndicesDesign(2, 16, 1)

    found = _indices(np.full((1, design.members), 3.0), design)

    assert np.isnan(found.total.values).all()
    assert not found.is_converged(0)


def test_few_points_are_not_called_settled() -> None:
    """Eight base points of Ishigami's function leave wide intervals."""
    design = IndicesDesign(3, 8, 1)
    x = design.values([Uniform(-PI, PI)] * 3, 0, design.members)

    assert not _indices(ishigami(x)[None], design, 1).is_converged(0)
