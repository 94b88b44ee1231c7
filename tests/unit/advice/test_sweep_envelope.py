"""The least and the greatest of lines, against looking at every line at every place."""

import numpy as np
import pytest

from wholeprint.advice.sweep_envelope import highest, lowest


@pytest.mark.parametrize("seed", range(5))
def test_extremes_are_those_of_brute_force(seed: int) -> None:
    """At 200 places among 500 lines of small whole numbers, value and first line agree."""
    draw = np.random.default_rng(seed)
    height, slope = (draw.integers(0, 60, 500).astype(np.float64) for _ in range(2))
    places = np.sort(np.append(draw.uniform(0.0, 4.0, 190), draw.integers(0, 9, 10) / 2.0))
    values = height[:, np.newaxis] + places * slope[:, np.newaxis]
    low, high = lowest(height, slope, places), highest(height, slope, places)

    assert np.allclose(low.amount, values.min(axis=0), rtol=1e-13)
    assert np.allclose(high.amount, values.max(axis=0), rtol=1e-13)
    assert np.array_equal(low.line, values.argmin(axis=0))
    assert np.array_equal(high.line, values.argmax(axis=0))


def test_the_first_of_those_that_meet_is_named() -> None:
    """Three lines meet at 1: the first of the list is named, though it is least nowhere else."""
    height, slope = np.asarray([1.0, 0.0, 2.0]), np.asarray([1.0, 2.0, 0.0])
    found = lowest(height, slope, np.asarray([0.5, 1.0, 1.5]))

    assert found.line.tolist() == [1, 0, 2]
    assert found.amount.tolist() == [1.0, 2.0, 2.0]


def test_one_place_needs_no_walk() -> None:
    """With a single place the least is looked up."""
    found = lowest(np.asarray([3.0, 1.0]), np.asarray([0.0, 1.0]), np.asarray([1.0, 1.0]))

    assert found.line.tolist() == [1, 1]


def test_every_line_along_the_edge_is_found() -> None:
    """Ten lines that touch a parabola, whose slopes differ by one, are each least somewhere."""
    slope = np.arange(10.0)
    height = -0.5 * slope * slope
    places = np.arange(1.25, 9.0)  # a quarter behind where each touches
    found = highest(height, slope, np.append(places, 20.0))

    assert found.line.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
