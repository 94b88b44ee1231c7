"""Periods of dominance, and what matters over a run."""

import numpy as np
import pytest

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.periods import dominant_sets, periods, weights
from wholeprint.systems.dominance.shapes import Dominance
from wholeprint.systems.loops.shapes import Link, Loop, Loops, Part, Search

SEARCH = Search(is_complete=True, seen=3, kept=3, is_truncated=False, budget=1, method="structure")


def _dominance(relative: FloatArray, link_scores: FloatArray) -> Dominance:
    count, times = relative.shape
    loops = tuple(Loop(f"R{at}", (at,), (at,), (), 0) for at in range(count))
    links = tuple(Link(at, 9) for at in range(len(link_scores)))
    found = Loops(links, (Part((0, 9), (0,)),), loops, SEARCH)
    return Dominance(
        loops=found,
        times=np.arange(float(times)),
        link_scores=link_scores[:, :, None],
        loop_scores=relative[:, :, None],
        relative=relative[:, :, None],
        outside=np.zeros((1, times)),
    )


RELATIVE = np.array(
    [[0.0, 0.7, 0.6, 0.3, 0.3, 0.0], [0.0, -0.2, -0.2, -0.4, -0.3, 0.0], [0, 0.1, 0.2, 0.3, 0.4, 0]]
)


def test_as_few_loops_as_explain_half() -> None:
    """The strongest come first until half is reached; at rest none dominates."""
    assert dominant_sets(RELATIVE) == [(), (0,), (0,), (1, 0), (2, 0), ()]


def test_two_equal_halves_are_one_loop() -> None:
    """A loop that explains just half does dominate, rounding or not."""
    assert dominant_sets(np.array([[0.5 - 1e-16], [-0.5]])) == [(1,)]


def test_loops_that_do_not_reach_half_do_not_dominate() -> None:
    """Where most of the activity is that of loops left out, none of those told is named."""
    assert dominant_sets(np.array([[0.2], [-0.2]])) == [()]


def test_a_member_that_failed_has_no_dominant_loop() -> None:
    """NaN is no share."""
    assert dominant_sets(np.full((2, 1), np.nan)) == [()]


def test_stretches_with_the_same_loops_are_one_period() -> None:
    """Each period tells its first and last instant, its loops and what they explain on average."""
    found = periods(_dominance(RELATIVE, RELATIVE))

    assert [(each.first, each.last, each.loops) for each in found] == [
        (1, 2, (0,)),
        (3, 3, (1, 0)),
        (4, 4, (2, 0)),
        (5, 5, ()),
    ]
    assert found[0].mean_share == pytest.approx(0.65)


def test_weights_of_links_and_loops() -> None:
    """A link's share in its target swings between its extremes; loops count from the first move."""
    links = np.array([[0.0, 1.0, 3.0, 1.0], [0.0, -1.0, -1.0, 3.0]])
    relative = np.array([[0.0, 0.0, 0.5, 1.0], [0.0, 0.0, -0.5, 0.0]])

    found = weights(_dominance(relative, links))

    assert found.link_variance == pytest.approx([0.5, 0.5])
    assert found.link_mean == pytest.approx([0.5, 0.5])
    assert found.loop_mean == pytest.approx([0.75, 0.25])
