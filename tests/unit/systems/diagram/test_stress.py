"""Distances along links become distances on paper."""

import numpy as np
import pytest

from wholeprint.systems.diagram.stress import hops, parts, settle, starts


def test_hops_count_links_whichever_way_they_point() -> None:
    """A chain of three has ends two links apart; what has no link is infinitely far."""
    found = hops(4, [(0, 1), (2, 1)])

    assert found[0, 2] == found[2, 0] == 2.0
    assert np.isinf(found[0, 3])
    assert parts(found) == [[0, 1, 2], [3]]


def test_a_triangle_takes_its_wished_sides() -> None:
    """Three variables one link from each other come to lie at equal distances (stress 0)."""
    wished = 100.0 * (1.0 - np.eye(3))

    found = settle(wished, starts(3, 2, 50))

    for places in found:
        sides = [np.hypot(*(places[a] - places[b])) for a, b in ((0, 1), (1, 2), (2, 0))]
        assert sides == pytest.approx([100.0] * 3, rel=1e-3)  # a limit that iteration nears


def test_one_variable_lies_in_the_middle() -> None:
    """Nothing divides by nought for a single variable."""
    assert not settle(np.zeros((1, 1)), starts(1, 2, 10)).any()


def test_rigid_groups_keep_their_shape() -> None:
    """What moves as one has the same places to each other as its template."""
    template = np.array([[0.0, 0.0], [80.0, 5.0]])

    found = settle(
        60.0 * hops(4, [(0, 1), (1, 2), (2, 3)]), starts(4, 1, 90), [(np.array([1, 2]), template)]
    )

    assert found[0, 2] - found[0, 1] == pytest.approx(template[1] - template[0])
