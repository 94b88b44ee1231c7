"""Where the small things of a diagram stand: signs at arrow heads, bars of delays, loop marks."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram import curves

RING_PX = 15.0
"""Radius of a loop's turning arrow."""

SIGN_PX = 8.0
"""Half of the room that a sign takes."""

_BACK_PX, _OFF_PX = (13.0, 20.0, 28.0, 38.0), (9.5, 12.5)
_GRID_PX = 9.0
_PLACES = 1600


def signs(arcs: FloatArray, boxes: FloatArray) -> FloatArray:
    """Return where the signs stand: beside the heads, clear of names, of arcs and of each other.

    Args:
        arcs: Control points of the arrows; shape (m, 4, 2) [px].
        boxes: Middle, width and height of the names; shape (n, 4) [px].

    Returns:
        Shape (m, 2) [px].
    """
    found = np.zeros((len(arcs), 2))
    lines = curves.sampled(arcs, 41)
    for index in range(len(arcs)):
        places = _beside_head(lines[index])
        cost = 0.06 * np.arange(len(places)) + _in_boxes(places, boxes, SIGN_PX)
        rest = np.delete(lines, index, axis=0).reshape(-1, 2)
        cost += _near_points(places, rest, SIGN_PX)
        cost += 4.0 * _near_points(places, found[:index], 2.0 * SIGN_PX)
        cost += 1.5 * _near_points(places, lines[index], SIGN_PX)
        found[index] = places[cost.argmin()]
    return found


def _beside_head(line: FloatArray) -> FloatArray:
    """Return places for a sign, the best first: outside of the bend, near the head."""
    back = np.cumsum(np.hypot(*np.diff(line[::-1], axis=0).T))
    ends = line[-1] - line[0]
    belly = line[len(line) // 2] - 0.5 * (line[0] + line[-1])
    outside = np.sign(ends[0] * belly[1] - ends[1] * belly[0]) or 1.0
    found: list[FloatArray] = []
    for far in _BACK_PX:
        at = min(int(np.searchsorted(back, far)), len(back) - 2)
        here, next_ = line[::-1][at + 1], line[::-1][at]
        way = next_ - here
        way = way / max(float(np.hypot(*way)), 1e-9)
        right = np.array([-way[1], way[0]])
        found += [here + side * off * right for side in (outside, -outside) for off in _OFF_PX]
    return np.array(found)


def _in_boxes(places: FloatArray, boxes: FloatArray, grown_px: float) -> FloatArray:
    gap = np.abs(places[:, None, :] - boxes[None, :, :2]) - 0.5 * boxes[None, :, 2:] - grown_px
    inside = (gap < 0.0).all(axis=2)
    return 5.0 * inside.sum(axis=1) - 0.2 * (gap.max(axis=2) * inside).sum(axis=1)


def _near_points(places: FloatArray, others: FloatArray, room_px: float) -> FloatArray:
    if not len(others):
        return np.zeros(len(places))
    far = np.hypot(*(places[:, None, :] - others[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return np.clip(1.0 - far / room_px, 0.0, 1.0)


def bars(arcs: FloatArray, delayed: npt.NDArray[np.bool_]) -> FloatArray:
    """Return where delay marks stand, and the direction of the arc there; shape (m, 4) [px].

    A mark stands in the middle, or beside it where another arc runs through there.

    Args:
        arcs: Control points of the arrows; shape (m, 4, 2) [px].
        delayed: For each arrow whether it is delayed.
    """
    at = np.array([0.5, 0.42, 0.58, 0.35, 0.65])
    found = np.zeros((len(arcs), 4))
    if not len(arcs):
        return found
    places = curves.points(arcs, at)
    ahead = curves.points(arcs, at + 0.01) - places
    ahead = ahead / np.maximum(np.hypot(ahead[..., 0], ahead[..., 1]), 1e-9)[..., None]
    lines = curves.sampled(arcs, 41)
    for index in range(len(arcs)):
        best = 0
        if delayed[index]:
            rest = np.delete(lines, index, axis=0).reshape(-1, 2)
            best = int((_near_points(places[index], rest, 10.0) + 0.05 * np.arange(5)).argmin())
        found[index] = np.concatenate((places[index, best], ahead[index, best]))
    return found


def rings(
    paths: Sequence[Sequence[int]],
    captions: FloatArray,
    boxes: FloatArray,
    arcs: FloatArray,
    pairs: npt.NDArray[np.int64],
    signs_at: FloatArray,
) -> tuple[FloatArray, tuple[bool, ...]]:
    """Return where loop marks stand and which way they turn.

    A mark stands as near to the middle of its loop as there is room, inside of it if possible.

    Args:
        paths: Variables of each loop in order, the most important loop first.
        captions: Width and height of the words under each mark; shape (k, 2) [px].
        boxes: Middle, width and height of the names; shape (n, 4) [px].
        arcs: Control points of the arrows; shape (m, 4, 2) [px].
        pairs: The variables at their ends; shape (m, 2).
        signs_at: Where signs stand; shape (m, 2) [px].
    """
    index = {(int(a), int(b)): i for i, (a, b) in enumerate(pairs)}
    lines = curves.sampled(arcs, 33)
    crowd = lines[:, ::2].reshape(-1, 2)
    small = np.full_like(signs_at, 1.4 * SIGN_PX)
    taken = np.concatenate((boxes, np.concatenate((signs_at, small), axis=1)))
    found = np.zeros((len(paths), 2))
    turns: list[bool] = []
    for at, path in enumerate(paths):
        outline = _outline(path, boxes, lines, index)
        turns.append(_area(outline) > 0.0)
        found[at] = _room(outline, captions[at], taken, crowd)
        mark = _mark_box(found[at], captions[at])
        taken = np.concatenate((taken, mark[None, :]))
    return found, tuple(turns)


def _mark_box(place: FloatArray, caption: FloatArray) -> FloatArray:
    wide = max(2.0 * RING_PX, float(caption[0]))
    high = 2.0 * RING_PX + (float(caption[1]) + 2.0 if caption[1] else 0.0)
    return np.array([place[0], place[1] - RING_PX + 0.5 * high, wide, high])


def _outline(
    path: Sequence[int],
    boxes: FloatArray,
    lines: FloatArray,
    index: dict[tuple[int, int], int],
) -> FloatArray:
    """Return the polygon that a loop runs round: its names and the arcs between them."""
    found: list[FloatArray] = []
    for here, there in zip(path, [*path[1:], path[0]], strict=True):
        found.append(boxes[here, :2][None, :])
        at = index.get((here, there))
        if at is not None:
            found.append(lines[at])
    return np.concatenate(found)


def _area(outline: FloatArray) -> float:
    after = np.roll(outline, -1, axis=0)
    return 0.5 * float((outline[:, 0] * after[:, 1] - outline[:, 1] * after[:, 0]).sum())


def _room(
    outline: FloatArray, caption: FloatArray, taken: FloatArray, crowd: FloatArray
) -> FloatArray:
    low, high = outline.min(axis=0) - 90.0, outline.max(axis=0) + 90.0
    # A large loop has room enough for a coarser search.
    step = max(_GRID_PX, ((high[0] - low[0]) * (high[1] - low[1]) / _PLACES) ** 0.5)
    xs = np.arange(low[0], high[0] + step, step)
    ys = np.arange(low[1], high[1] + step, step)
    middle = outline.mean(axis=0)
    places = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    places = np.concatenate((middle[None, :], places))
    offset = _mark_box(np.zeros(2), caption)
    half = 0.5 * offset[2:]
    centres = places + offset[:2]
    gap = np.abs(centres[:, None, :] - taken[None, :, :2]) - 0.5 * taken[None, :, 2:] - half - 5.0
    cost = 400.0 * (gap < 0.0).all(axis=2).sum(axis=1)
    near = (np.abs(centres[:, None, :] - crowd[None, :, :]) < half + 4.0).all(axis=2).sum(axis=1)
    cost = cost + 9.0 * np.sqrt(near)
    far = np.hypot(*(places - middle).T)
    cost = cost + far / 12.0 + 12.0 * ~_within(places, outline)
    return places[int(cost.argmin())]


def _within(places: FloatArray, outline: FloatArray) -> npt.NDArray[np.bool_]:
    """Return which places lie inside a polygon: a ray crosses it an odd number of times."""
    after = np.roll(outline, -1, axis=0)
    above = (outline[None, :, 1] > places[:, None, 1]) != (after[None, :, 1] > places[:, None, 1])
    rise = after[:, 1] - outline[:, 1]
    steep = np.where(rise == 0.0, 1.0, rise)
    at = (
        outline[None, :, 0]
        + (after - outline)[None, :, 0] * (places[:, None, 1] - outline[None, :, 1]) / steep
    )
    return ((above & (places[:, None, 0] < at)).sum(axis=1) % 2).astype(bool)
