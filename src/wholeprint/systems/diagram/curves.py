"""Arcs between names: cubic Bezier curves, cut where a name begins."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram.geometry import crossings

BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.38, -0.38, 0.54, -0.54, 0.75, -0.75)
"""How far the control point of an arc may lie off the straight line, in lengths of it;
rightwards of its direction where it is positive."""

_SAMPLES = 33
_SEGMENTS = 8
_CUT_STEPS = 200
_TWO = 2
_HIT, _CROSS, _OFF, _BENT, _MEET, _OPPOSED = 40.0, 6.0, 9.0, 1.5, 5.0, 25.0
"""What each evil of an arc weighs: a name run through, another arc crossed, the wrong side of its
loop, a bend at all, two arcs that meet a name at one angle, and there and back on one line."""


def curve(begin: FloatArray, end: FloatArray, bend_ratio: float) -> FloatArray:
    """Return the four control points of an arc; shape (4, 2) [px].

    Args:
        begin: Where it begins [px].
        end: Where it ends [px].
        bend_ratio: One of `BENDS`, or anything between.
    """
    return curves(begin[None, :], end[None, :], np.array([bend_ratio]))[0, 0]


def curves(begins: FloatArray, ends: FloatArray, bends: FloatArray) -> FloatArray:
    """Return arcs for each pair of places and each bend; shape (pairs, bends, 4, 2) [px].

    Args:
        begins: Where they begin; shape (pairs, 2) [px].
        ends: Where they end; shape (pairs, 2) [px].
        bends: How far they lie off [1].
    """
    along = ends - begins
    right = np.stack((-along[:, 1], along[:, 0]), axis=1)
    middle = 0.5 * (begins + ends)
    top = middle[:, None, :] + bends[None, :, None] * right[:, None, :]
    first = begins[:, None, :] + (top - begins[:, None, :]) * (2.0 / 3.0)
    second = ends[:, None, :] + (top - ends[:, None, :]) * (2.0 / 3.0)
    shape = top.shape
    both = [np.broadcast_to(each[:, None, :], shape) for each in (begins, ends)]
    return np.stack((both[0], first, second, both[1]), axis=2)


def points(controls: FloatArray, at: FloatArray) -> FloatArray:
    """Return points of arcs; shape (..., samples, 2) [px].

    Args:
        controls: Their control points; shape (..., 4, 2) [px].
        at: Where along them, from 0 to 1; shape (samples,).
    """
    back = 1.0 - at
    basis = np.stack((back**3, 3 * back**2 * at, 3 * back * at**2, at**3), axis=1)
    return np.einsum("sb,...bk->...sk", basis, controls)


def sampled(controls: FloatArray, count: int = _SAMPLES) -> FloatArray:
    """Return points evenly along the parameter of arcs; shape (..., count, 2) [px].

    Args:
        controls: Control points; shape (..., 4, 2) [px].
        count: How many.
    """
    return points(controls, np.linspace(0.0, 1.0, count))


def cut(controls: FloatArray, first: FloatArray, last: FloatArray) -> FloatArray:
    """Return the part of an arc that lies outside the boxes at both its ends; shape (4, 2) [px].

    Args:
        controls: The arc from middle to middle; shape (4, 2) [px].
        first: Middle, width and height of the box it leaves; shape (4,) [px].
        last: The same of the box it reaches.
    """
    at = np.linspace(0.0, 1.0, _CUT_STEPS + 1)
    way = points(controls, at)
    leaves = _inside(way, first)
    reaches = _inside(way, last)
    begin = int(np.flatnonzero(leaves)[-1]) + 1 if leaves.any() else 0
    end = int(np.flatnonzero(reaches)[0]) - 1 if reaches.any() else _CUT_STEPS
    if end - begin < 4:  # noqa: PLR2004 - the boxes all but touch: a stub in the middle is left
        middle = 0.5 * (begin + end)
        begin, end = max(int(middle) - 4, 0), min(int(middle) + 4, _CUT_STEPS)
    return part(controls, np.array([at[begin], at[end]]))


def _inside(way: FloatArray, box: FloatArray) -> npt.NDArray[np.bool_]:
    return np.asarray((np.abs(way - box[:2]) <= 0.5 * box[2:]).all(axis=-1))


def part(controls: FloatArray, span: FloatArray) -> FloatArray:
    """Return the control points of a part of an arc; shape (4, 2) [px].

    Args:
        controls: The whole; shape (4, 2) [px].
        span: Where the part begins and ends, from 0 to 1.
    """
    low, high = float(span[0]), float(span[1])
    p0, p3 = points(controls, span)
    slope = 3.0 * np.diff(controls, axis=0)
    basis = np.array([[(1 - t) ** 2, 2 * t * (1 - t), t**2] for t in (low, high)])
    tangents = basis @ slope * (high - low) / 3.0
    return np.stack((p0, p0 + tangents[0], p3 - tangents[1], p3))


def choose_bends(
    pairs: npt.NDArray[np.int64],
    boxes: FloatArray,
    wished: FloatArray,
    weights: FloatArray,
) -> FloatArray:
    """Return how each arc bends so that names are clear and few arcs cross.

    Args:
        pairs: The variables at both ends of each link; shape (m, 2).
        boxes: Middle, width and height of each name; shape (n, 4) [px].
        wished: The bend that lets an arc follow its loop; shape (m,).
        weights: How much that matters; shape (m,).

    Returns:
        One bend for each link; shape (m,).
    """
    options = np.unique(np.concatenate((BENDS, np.round(wished, 2))))
    arcs = curves(boxes[pairs[:, 0], :2], boxes[pairs[:, 1], :2], options)
    own = _HIT * _hits(arcs, pairs, boxes)
    own += (_OFF * weights[:, None]) * np.abs(options[None, :] - wished[:, None])
    own += _BENT * np.abs(options)[None, :] ** 2
    lines = sampled(arcs, _SEGMENTS + 1)
    chosen = own.argmin(axis=1)
    near = _near(lines)
    angles = _angles(arcs)
    for _ in range(4):
        before = chosen.copy()
        for each in range(len(pairs)):
            rest = np.flatnonzero(near[each])
            costs = own[each] + _CROSS * _cross_counts(lines, chosen, each, rest, pairs)
            costs += _meetings(angles, chosen, each, pairs)
            chosen[each] = costs.argmin()
        if (before == chosen).all():
            break
    return options[chosen]


def _hits(arcs: FloatArray, pairs: npt.NDArray[np.int64], boxes: FloatArray) -> FloatArray:
    """Return the share of each arc that lies in names that are not its ends, ends of it doubled."""
    found = np.zeros(arcs.shape[:2])
    way = sampled(arcs)
    for index, box in enumerate(boxes):
        foreign = (pairs != index).all(axis=1)
        grown = np.array([box[0], box[1], box[2] + 10.0, box[3] + 8.0])
        inside = _inside(way[foreign], grown).sum(axis=-1)
        found[foreign] += inside / 6.0 + (inside > 0)
    return found


def _near(lines: FloatArray) -> npt.NDArray[np.bool_]:
    """Return which links could cross at all, whichever way they bend."""
    low, high = lines.min(axis=(1, 2)), lines.max(axis=(1, 2))
    found = ((low[:, None, :] <= high[None, :, :]) & (low[None, :, :] <= high[:, None, :])).all(
        axis=2
    )
    np.fill_diagonal(found, val=False)
    return found


def _cross_counts(
    lines: FloatArray,
    chosen: npt.NDArray[np.int64],
    each: int,
    rest: npt.NDArray[np.int64],
    pairs: npt.NDArray[np.int64],
) -> FloatArray:
    if not len(rest):
        return np.zeros(len(lines[each]))
    mine = np.concatenate((lines[each, :, :-1], lines[each, :, 1:]), axis=-1)
    theirs = lines[rest, chosen[rest]]
    theirs = np.concatenate((theirs[:, :-1], theirs[:, 1:]), axis=-1)
    crossed = crossings(mine[:, :, None, None, :], theirs[None, None, :, :, :])
    # Arcs that share an end meet there; crossing elsewhere is ugly all the same.
    shared = (pairs[rest][:, :, None] == pairs[each][None, None, :]).any(axis=(1, 2))
    weights = np.where(shared, 0.7, 1.0)
    counts: FloatArray = crossed.sum(axis=(1, 3))
    return counts @ weights


def _angles(arcs: FloatArray) -> FloatArray:
    """Return the directions in which arcs leave their ends; shape (m, bends, 2)."""
    out = arcs[:, :, 1] - arcs[:, :, 0]
    back = arcs[:, :, 2] - arcs[:, :, 3]
    both = np.stack((out, back), axis=2)
    return np.arctan2(both[..., 1], both[..., 0])


def _meetings(
    angles: FloatArray,
    chosen: npt.NDArray[np.int64],
    each: int,
    pairs: npt.NDArray[np.int64],
) -> FloatArray:
    """Return how much an arc lies upon others at its two ends, for each of its bends."""
    found = np.zeros(angles.shape[1])
    for end in (0, 1):
        node = pairs[each, end]
        for side in (0, 1):
            other = np.flatnonzero(pairs[:, side] == node)
            other = other[other != each]
            if not len(other):
                continue
            theirs = angles[other, chosen[other], side]
            apart = angles[each, :, end][:, None] - theirs[None, :]
            near = np.clip(1.0 - np.abs(np.arctan2(np.sin(apart), np.cos(apart))) / 0.45, 0.0, 1.0)
            back = pairs[other, 1 - side] == pairs[each, 1 - end]
            found += (near * np.where(back, _OPPOSED, _MEET)).sum(axis=1)
    return found


def own_loop(box: FloatArray, way: FloatArray) -> FloatArray:
    """Return the arc from a variable to itself; shape (4, 2) [px].

    Args:
        box: Middle, width and height of its name; shape (4,) [px].
        way: In which direction it lies, of length 1.
    """
    side = np.array([-way[1], way[0]])
    edge = np.minimum(*(0.5 * box[2:] / np.maximum(np.abs(way), 1e-9)))
    root = box[:2] + way * edge
    return np.stack(
        (
            root + 9.0 * side,
            root + 26.0 * side + 46.0 * way,
            root - 26.0 * side + 46.0 * way,
            root - 9.0 * side,
        )
    )


def loop_bends(
    places: FloatArray,
    pairs: npt.NDArray[np.int64],
    loops: Sequence[Sequence[int]],
    weights: Sequence[float],
) -> tuple[FloatArray, FloatArray]:
    """Return for each link the bend with which it follows the loops it is part of, and how much.

    An arc of a loop of k variables turns by 360/k degrees, outwards of the loop's middle.

    Args:
        places: Middles of the names; shape (n, 2) [px].
        pairs: The links; shape (m, 2).
        loops: Variables of each loop in order.
        weights: How much each loop matters, in the same order.
    """
    found, total = np.zeros(len(pairs)), np.zeros(len(pairs))
    index = {(int(a), int(b)): i for i, (a, b) in enumerate(pairs)}
    for path, weight in zip(loops, weights, strict=True):
        if len(path) < _TWO:  # a variable's link to itself has its own shape
            continue
        middle = places[list(path)].mean(axis=0)
        # Between the two arcs of a loop of two there must be room for its mark.
        size = min(float(np.tan(np.pi / (2.0 * len(path)))), 0.64 if len(path) == _TWO else 0.5)
        for here, there in zip(path, [*path[1:], path[0]], strict=True):
            at = index.get((here, there))
            if at is None:
                continue
            along = places[there] - places[here]
            inwards = middle - 0.5 * (places[here] + places[there])
            cross = float(along[0] * inwards[1] - along[1] * inwards[0])
            # A loop of two has its middle on the line: one of its arcs lies on either side.
            way = 1.0 if abs(cross) < 1e-6 * float(along @ along) else -np.sign(cross)
            share = (weight + 0.02) / len(path)
            found[at] += share * way * size
            total[at] += share
    wished = np.where(total > 0.0, found / np.maximum(total, 1e-12), 0.1)
    pull = np.abs(found) / np.maximum(total, 1e-12) / 0.3
    return wished, np.where(total > 0.0, np.clip(pull, 0.3, 1.5), 0.3)
