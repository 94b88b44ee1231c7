"""Quantiles of lines, against sorting them at every place."""

import numpy as np
import pytest

from wholeprint.advice import sweep_quantiles
from wholeprint.advice.sweep_quantiles import quantiles

PROBABILITIES = (0.0, 0.07, 0.5, 0.93, 1.0)


@pytest.mark.parametrize("few", [1, 100, 40_000])
@pytest.mark.parametrize("kinds", [3, 1000])
def test_quantiles_are_those_of_sorting(
    few: int, kinds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However early sorting takes over, and however many lines tie, NumPy's numbers are found."""
    monkeypatch.setattr(sweep_quantiles, "_FEW", few)
    draw = np.random.default_rng(kinds)
    height, slope = (draw.integers(0, kinds, 300).astype(np.float64) for _ in range(2))
    places = np.sort(np.repeat(draw.uniform(0.1, 9.0, 60), 2))
    wanted = np.quantile(height[:, np.newaxis] + places * slope[:, np.newaxis], PROBABILITIES, 0)

    assert np.allclose(quantiles(height, slope, places, PROBABILITIES), wanted, rtol=1e-13)


def test_lines_from_one_point_keep_their_order() -> None:
    """Where all lines begin at 2, the median is 2 and the place times the median slope."""
    found = quantiles(np.full(3, 2.0), np.asarray([5.0, 1.0, 3.0]), np.asarray([1.0, 2.0]), (0.5,))

    assert found.tolist() == [[5.0, 8.0]]


def test_nothing_is_asked() -> None:
    """Without a probability there is no row."""
    assert quantiles(np.ones(2), np.ones(2), np.ones(3), ()).shape == (0, 3)


def test_a_single_line_is_all_of_its_quantiles() -> None:
    """One line has one value at each place."""
    found = quantiles(np.ones(1), np.ones(1), np.asarray([1.0, 2.0]), (0.3, 0.7))

    assert found.tolist() == [[2.0, 3.0], [2.0, 3.0]]
