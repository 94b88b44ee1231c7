"""Tests of quantile sketches: exact while they hold all, within their bound beyond."""

import numpy as np

from wholeprint.engine.ensemble.sketch import merged, sketch_of
from wholeprint.quantities.distribution import FloatArray

SHARES = np.array([0.0, 0.05, 0.3, 0.5, 0.95, 1.0])


def _values(count: int, points: int = 3) -> FloatArray:
    return np.random.default_rng(4).standard_normal((points, count)) ** 3


def test_as_long_as_all_is_held_quantiles_are_exact() -> None:
    """NumPy's linear quantiles come out, to rounding."""
    values = _values(500)
    found = merged(sketch_of(values[:, :200], 1024), sketch_of(values[:, 200:], 1024))

    assert found.count == 500
    assert found.off_ranks == 0
    np.testing.assert_allclose(found.quantiles(SHARES), np.quantile(values, SHARES, axis=1))


def test_beyond_ranks_are_within_the_bound_and_nothing_is_lost() -> None:
    """20,000 values in buffers of 64: each quantile lies where its bound says, and far better."""
    values = _values(20_000)
    found = sketch_of(values[:, :300], 64)
    for first in range(300, 20_000, 300):
        found = merged(found, sketch_of(values[:, first : first + 300], 64, salt=first))

    assert found.count == 20_000
    assert sum(buffer.shape[1] for buffer in found.buffers) < 64 * len(found.buffers) + 1
    assert found.off_ranks < 3_000
    shares = np.array([0.1, 0.5, 0.9])
    for point, row in enumerate(found.quantiles(shares).T):
        for value, share in zip(row.tolist(), shares.tolist(), strict=True):
            off = abs(int(np.count_nonzero(values[point] < value)) - share * 20_000)
            assert off <= found.off_ranks + 256  # the weight of the values between which it lies
            assert off < 500  # far less than the bound, as errors cancel


def test_thinned_leaves_keep_their_count() -> None:
    """A leaf thinned twice holds a quarter of its values, each for four; odd ones stay."""
    found = sketch_of(_values(1003), 4096, thinned=2)

    assert found.count == 1003
    assert [buffer.shape[1] for buffer in found.buffers] == [1, 1, 250]
    assert found.off_ranks == 3


def test_one_value_and_none() -> None:
    """A single value is all its quantiles; of nothing there are none."""
    one = sketch_of(np.array([[7.0]]), 8)
    none = sketch_of(np.empty((2, 0)), 8)

    assert one.quantiles(SHARES)[:, 0].tolist() == [7.0] * 6
    assert np.isnan(none.quantiles(SHARES)).all()
    assert merged(sketch_of(np.empty((1, 0)), 8), one).quantiles(SHARES)[3, 0] == 7.0
    assert sketch_of(np.array([[7.0]]), 8, thinned=3).count == 1
