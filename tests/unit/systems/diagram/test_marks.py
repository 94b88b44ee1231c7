"""Signs, bars and loop marks find room."""

import numpy as np
import pytest

from wholeprint.systems.diagram import curves
from wholeprint.systems.diagram.marks import RING_PX, bars, rings, signs

BOXES = np.array([[0.0, 0.0, 40.0, 16.0], [200.0, 0.0, 40.0, 16.0], [100.0, 170.0, 40.0, 16.0]])
PAIRS = np.array([[0, 1], [1, 2], [2, 0]])


def _arcs() -> np.ndarray:
    wished, _ = curves.loop_bends(BOXES[:, :2], PAIRS, [(0, 1, 2)], [1.0])
    return np.array(
        [
            curves.cut(
                curves.curve(BOXES[one, :2], BOXES[two, :2], float(bend)), BOXES[one], BOXES[two]
            )
            for (one, two), bend in zip(PAIRS, wished, strict=True)
        ]
    )


def test_a_sign_stands_near_its_head_and_in_no_name() -> None:
    """Within 45 px of the head, clear of every box."""
    arcs = _arcs()

    found = signs(arcs, BOXES)

    assert (np.hypot(*(found - arcs[:, 3]).T) < 45.0).all()
    gap = np.abs(found[:, None] - BOXES[None, :, :2]) - 0.5 * BOXES[None, :, 2:]
    assert (gap.max(axis=2) > 0.0).all()


def test_a_delay_mark_stands_on_its_arc() -> None:
    """The place is a point of the arc, the direction has length one."""
    arcs = _arcs()

    found = bars(arcs, np.array([True, False, True]))

    way = curves.sampled(arcs[0], 201)
    assert np.hypot(*(way - found[0, :2]).T).min() < 1.0
    assert np.hypot(*found[:, 2:].T) == pytest.approx(np.ones(3))


def test_a_loop_mark_stands_inside_and_turns_as_its_loop() -> None:
    """In the triangle, clear of its names; one way for the loop, the other for its reverse."""
    none = np.zeros((1, 2))

    at, turns = rings([(0, 1, 2)], none, BOXES, _arcs(), PAIRS, np.zeros((0, 2)))
    _, back = rings([(2, 1, 0)], none, BOXES, _arcs(), PAIRS, np.zeros((0, 2)))

    gap = np.abs(at[:, None] - BOXES[None, :, :2]) - 0.5 * BOXES[None, :, 2:]
    assert (gap.max(axis=2) > RING_PX).all()
    assert 40.0 < at[0, 0] < 160.0
    assert 0.0 < at[0, 1] < 170.0
    assert turns == (True,)  # rightwards above, downwards, and back: clockwise on paper
    assert back == (False,)


def test_marks_do_not_cover_each_other() -> None:
    """Two loops of the same variables have marks apart."""
    captions = np.array([[60.0, 14.0], [60.0, 14.0]])

    at, _ = rings([(0, 1, 2), (0, 1, 2)], captions, BOXES, _arcs(), PAIRS, np.zeros((0, 2)))

    assert np.abs(at[0] - at[1]).max() > 2.0 * RING_PX
