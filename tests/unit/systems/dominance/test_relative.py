"""Scores of loops and their shares."""

import numpy as np
import pytest

from wholeprint.systems.dominance.relative import relative_scores, score_loops, shares
from wholeprint.systems.loops.shapes import Loop


def _loop(part: int) -> Loop:
    return Loop("", (), (), (), part)


def test_a_loop_has_the_product_of_its_links() -> None:
    """Three links of 2, -3 and 0.5 make -3."""
    links = np.array([2.0, -3.0, 0.5]).reshape(3, 1, 1)

    assert score_loops([(0, 1, 2), (1,)], links).ravel().tolist() == [-3.0, -3.0]


def test_shares_sum_to_one_within_a_part() -> None:
    """Loops are compared with those of their own part alone."""
    scores = np.array([3.0, -1.0, 10.0]).reshape(3, 1, 1)

    found = relative_scores([_loop(0), _loop(0), _loop(1)], scores)

    assert found.ravel().tolist() == [0.75, -0.25, 1.0]


def test_nothing_moves_nothing_has_a_share() -> None:
    """At rest all shares are nought, and where a member failed they are none."""
    assert shares(np.zeros((2, 1))).tolist() == [[0.0], [0.0]]
    assert np.isnan(shares(np.array([[np.nan], [1.0]]))).all()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((np.inf, 1.0), (1.0, 0.0)), ((np.inf, -np.inf), (0.5, -0.5)), ((1e308, -1e308), (0.5, -0.5))],
)
def test_scores_beyond_all_numbers_keep_their_shares(
    scores: tuple[float, float], expected: tuple[float, float]
) -> None:
    """Where a product or a sum has left the range of numbers, the shares tend to a limit."""
    assert shares(np.array(scores)[:, None]).ravel().tolist() == list(expected)
