"""Arcs: their points, their cuts, and how they bend."""

import numpy as np
import pytest

from wholeprint.systems.diagram.curves import (
    choose_bends,
    curve,
    cut,
    loop_bends,
    own_loop,
    part,
    points,
    sampled,
)

BEGIN, END = np.array([0.0, 0.0]), np.array([100.0, 0.0])


def test_an_arc_begins_and_ends_where_it_should() -> None:
    """A bend of a half lifts the middle by a quarter of the length: 3/4 of 2/3 of it."""
    arc = curve(BEGIN, END, 0.5)

    way = sampled(arc, 3)

    assert way[0] == pytest.approx(BEGIN)
    assert way[2] == pytest.approx(END)
    assert way[1] == pytest.approx([50.0, 25.0])


def test_a_part_of_an_arc_lies_on_it() -> None:
    """The middle of the part from a quarter to three quarters is the middle of the whole."""
    arc = curve(BEGIN, END, 0.4)

    found = part(arc, np.array([0.25, 0.75]))

    assert found[0] == pytest.approx(points(arc, np.array([0.25]))[0])
    assert sampled(found, 3)[1] == pytest.approx(sampled(arc, 3)[1])


def test_an_arc_is_cut_at_the_boxes() -> None:
    """What is left begins and ends just outside of the boxes at both ends."""
    first, last = np.array([0.0, 0.0, 30.0, 20.0]), np.array([100.0, 0.0, 40.0, 20.0])

    found = cut(curve(BEGIN, END, 0.0), first, last)

    assert found[0, 0] == pytest.approx(15.0, abs=0.6)  # steps of half a pixel
    assert found[3, 0] == pytest.approx(80.0, abs=0.6)


def test_boxes_that_touch_leave_a_stub() -> None:
    """Something is seen of an arc even where names all but touch."""
    first, last = np.array([0.0, 0.0, 99.0, 20.0]), np.array([100.0, 0.0, 99.0, 20.0])

    assert np.hypot(*(np.diff(cut(curve(BEGIN, END, 0.0), first, last)[[0, 3]], axis=0)[0])) > 1.0


def test_an_arc_goes_around_a_name_in_its_way() -> None:
    """Where a name lies on the straight line, another bend is chosen."""
    boxes = np.array([[0.0, 0.0, 40.0, 16.0], [300.0, 0.0, 40.0, 16.0], [150.0, 0.0, 60.0, 16.0]])
    pairs = np.array([[0, 1]])

    bend = choose_bends(pairs, boxes, np.zeros(1), np.zeros(1))[0]

    middle = sampled(curve(boxes[0, :2], boxes[1, :2], float(bend)), 3)[1]
    assert abs(middle[1]) > 8.0


def test_arcs_of_a_loop_bend_outwards() -> None:
    """Each arc of a square loop lies outside of the square; of two, each on its own side."""
    places = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])
    square = np.array([[0, 1], [1, 2], [2, 3], [3, 0]])

    wished, _ = loop_bends(places, square, [(0, 1, 2, 3)], [1.0])
    pair, _ = loop_bends(places, np.array([[0, 1], [1, 0]]), [(0, 1)], [1.0])

    for (here, there), bend in zip(square, wished, strict=True):
        middle = sampled(curve(places[here], places[there], float(bend)), 3)[1]
        straight = 0.5 * (places[here] + places[there])
        assert np.hypot(*(middle - 50.0)) > np.hypot(*(straight - 50.0))
    assert pair[0] == pair[1] != 0.0


def test_a_link_to_itself_leaves_the_box_and_comes_back() -> None:
    """It begins and ends at the edge towards which it lies, and bulges out between."""
    found = own_loop(np.array([0.0, 0.0, 60.0, 20.0]), np.array([0.0, -1.0]))

    assert found[0, 1] == found[3, 1] == -10.0
    assert sampled(found, 3)[1, 1] < -30.0
