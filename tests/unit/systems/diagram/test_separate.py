"""Boxes are pushed apart, and parts are packed."""

import numpy as np

from wholeprint.systems.diagram.separate import pack, separate


def _overlaps(places: np.ndarray, sizes: np.ndarray) -> int:
    gap = np.abs(places[:, None] - places[None, :]) - 0.5 * (sizes[:, None] + sizes[None, :])
    return int(np.triu((gap < -1e-6).all(axis=2), 1).sum())


def test_boxes_at_one_place_come_apart() -> None:
    """Thirty boxes on one heap end without any overlap."""
    sizes = np.random.default_rng(1).uniform(20.0, 120.0, (30, 2))

    assert _overlaps(separate(np.zeros((30, 2)), sizes), sizes) == 0


def test_boxes_that_do_not_touch_stay() -> None:
    """Nothing is moved without need."""
    places = np.array([[0.0, 0.0], [100.0, 0.0]])

    assert (separate(places, np.full((2, 2), 50.0)) == places).all()


def test_groups_move_as_one() -> None:
    """Boxes of a group keep their places to each other, even where they overlap."""
    places = np.array([[0.0, 0.0], [10.0, 0.0], [5.0, 1.0]])

    found = separate(places, np.full((3, 2), 40.0), np.array([0, 0, 1]))

    assert np.allclose(found[1] - found[0], places[1] - places[0])
    assert _overlaps(found[[0, 2]], np.full((2, 2), 40.0)) == 0


def test_parts_are_packed_without_overlap() -> None:
    """The first keeps the corner; no two boxes touch."""
    boxes = [(300.0, 200.0), (80.0, 40.0), (90.0, 60.0), (100.0, 30.0)]

    corners = np.array(pack(boxes, 1.5, 10))

    sizes = np.array(boxes)
    assert (corners[0] == 0.0).all()
    assert _overlaps(corners + 0.5 * sizes, sizes) == 0
