"""Lines that cross, boxes that are hit."""

import numpy as np

from wholeprint.systems.diagram.geometry import crossings, nearness, overlaps


def test_lines_cross_or_do_not() -> None:
    """A cross counts one; lines side by side, or that end before, count nought."""
    line = np.array([0.0, 0.0, 10.0, 10.0])
    others = np.array([[0.0, 10.0, 10.0, 0.0], [0.0, 1.0, 10.0, 11.0], [8.0, 0.0, 9.0, 4.0]])

    assert crossings(line, others).tolist() == [1.0, 0.0, 0.0]


def test_a_line_through_a_box_is_nearest_in_its_middle() -> None:
    """1 through the middle, less beside it, 0 far away."""
    centre, size = np.array([0.0, 0.0]), np.array([40.0, 20.0])
    lines = np.array([[-50.0, y, 50.0, y] for y in (0.0, 5.0, 100.0)])

    through, beside, far = nearness(lines, centre, size)

    assert through == 1.0
    assert 0.0 < beside < 1.0
    assert far == 0.0


def test_boxes_overlap_as_far_as_they_do() -> None:
    """1 for boxes at one place, 0 for boxes that touch at most."""
    places = np.array([[0.0, 0.0], [5.0, 0.0], [10.0, 0.0]])

    found = overlaps(places, np.array([10.0, 10.0]), np.zeros((1, 2)), np.array([[10.0, 10.0]]))

    assert found[:, 0].tolist() == [1.0, 0.5, 0.0]
