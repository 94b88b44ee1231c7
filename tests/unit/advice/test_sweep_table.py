"""Periods are put together as if all their values had been one list."""

import numpy as np

from wholeprint.advice.sweep_table import Table, total_table


def test_periods_together_are_one_list() -> None:
    """Count, least, most, mean and variance of two periods are those of all their values."""
    draw = np.random.default_rng(0)
    values, cut = draw.integers(0, 9, 30).astype(np.float64), 11
    table = Table.empty(3, 2)
    table.put(0, 0, np.arange(cut), values[:cut])
    table.put(2, 0, np.arange(cut, 30), values[cut:])
    table.put(1, 0, np.arange(0), values[:0])
    found = table.together()

    assert found.available.tolist() == [[30, 0]]
    assert found.low[0, 0] == values.min()
    assert found.best[0].tolist() == [int(values.argmin()), -1]
    assert found.worst[0].tolist() == [int(values.argmax()), -1]
    assert np.isclose(found.mean[0, 0], values.mean(), rtol=1e-13)
    assert np.isclose(found.variance[0, 0], values.var(), rtol=1e-13)
    assert np.isnan(found.mean[0, 1])


def test_totals_pass_over_what_is_missing() -> None:
    """Starts at which not every model is known do not count."""
    table = total_table(np.asarray([np.nan, 2.0, 1.0, np.nan]), (0, 2, 4))

    assert table.available[:, 0].tolist() == [1, 1]
    assert table.best[:, 0].tolist() == [1, 2]
