"""Of many loops those are kept that ever mattered."""

import numpy as np
import pytest

from wholeprint.systems.dominance.retain import retain, total_magnitude

SCORES = np.array([[1.0, 1.0, 0.0], [1e-5, 3.0, 0.0], [1e-5, 1e-5, 0.0], [-2.0, 0.5, 4.0]]).reshape(
    4, 3, 1
)


def test_a_loop_that_never_mattered_is_left_out() -> None:
    """A loop that always had less than a thousandth of the activity goes; its share is told."""
    kept = retain([(0,), (1,), (2,), (3,)], SCORES, 10)

    assert set(kept.ways) == {(0,), (1,), (3,)}
    assert (kept.seen, kept.retained, kept.is_truncated) == (4, 3, False)
    assert kept.outside == pytest.approx([1e-5 / 3.00002, 1e-5 / 4.50001, 0], rel=1e-6)


def test_the_strongest_of_each_instant_come_first() -> None:
    """Where too many mattered, one that leads at some instant is not the one to go."""
    kept = retain([(0,), (1,), (2,), (3,)], SCORES, 2)

    assert set(kept.ways) == {(1,), (3,)}
    assert kept.is_truncated
    assert kept.outside[0] == pytest.approx(1 / 3, rel=1e-4)


def test_products_are_those_of_the_links() -> None:
    """Loops that begin alike share the work, and have the products that each has alone."""
    draw = np.random.default_rng(5)
    scores = draw.normal(size=(9, 6, 2))
    ways = [tuple(draw.permutation(9)[: 2 + at % 7].tolist()) for at in range(200)]
    ways += [(*ways[-1], 0), ways[-1][:1]]

    found = total_magnitude(iter(ways), scores)

    alone = sum(np.abs(np.prod(scores[list(way)], axis=0)) for way in ways)
    assert found == pytest.approx(alone, rel=1e-12)


def test_no_loops_at_all() -> None:
    """Nothing is kept of nothing."""
    kept = retain([], SCORES, 3)

    assert not kept.ways
    assert kept.outside.tolist() == [0, 0, 0]
