"""A causal loop diagram laid out: where names, arcs, signs and loop marks come to lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram import curves, marks
from wholeprint.systems.diagram.lettering import Label, label
from wholeprint.systems.diagram.separate import pack, separate
from wholeprint.systems.diagram.shapes import CausalDiagram, Shape
from wholeprint.systems.diagram.stress import hops, parts, settle, starts
from wholeprint.systems.diagram.untangle import Tangle, cost, untangle

GAP = np.array([22.0, 20.0])
"""Room between two names [px]."""

_WIDE = 1.35
"""Distances rightwards over those downwards: names are wider than they are high."""

_TRIES, _KEPT, _KEPT_OF_MANY = 20, 4, 2
_MANY = 25
"""With more variables than that fewer starts are untangled."""

_EDGE = 40.0

_FAR_PX, _APART_PX = 600, 56
"""Between parts that do not hang together: while their arcs are chosen, and at last."""


@dataclass(frozen=True, slots=True)
class CausalLayout:
    """A causal loop diagram on paper; its upper left corner is (0, 0).

    Attributes:
        labels: The names, broken into lines.
        boxes: Middle, width and height of each name; shape (n, 4) [px].
        arcs: Control points of each arrow, cut at the names; shape (m, 4, 2) [px].
        signs: Where each arrow's sign stands; shape (m, 2) [px].
        bars: Where each arrow's delay mark stands, and the direction of the arc there;
            shape (m, 4) [px].
        rings: For each loop: the middle of its mark; shape (k, 2) [px].
        clockwise: For each loop: whether it runs clockwise.
        captions: For each loop: its title, broken into lines; no line for none.
        size: Width and height of all [px]; shape (2,).
    """

    labels: tuple[Label, ...]
    boxes: FloatArray
    arcs: FloatArray
    signs: FloatArray
    bars: FloatArray
    rings: FloatArray
    clockwise: tuple[bool, ...]
    captions: tuple[Label, ...]
    size: FloatArray


def lay_out(diagram: CausalDiagram) -> CausalLayout:
    """Return where everything of a causal loop diagram comes to lie.

    Args:
        diagram: The diagram.
    """
    if not diagram.names:
        return _nothing()
    labels = tuple(label(name) for name in diagram.names)
    sizes = np.array([each.size for each in labels]).reshape(-1, 2)
    for index, shape in diagram.shapes.items():
        if shape is Shape.STOCK:
            sizes[index] += (16.0, 12.0)
    pairs = np.array([(a.source, a.target) for a in diagram.arrows], dtype=np.int64).reshape(-1, 2)
    groups, places = _placed(sizes, pairs)
    boxes = np.concatenate((places, sizes), axis=1)
    arcs = _arcs(diagram, boxes, pairs)
    _move_together(groups, boxes, arcs, pairs)
    signs = marks.signs(arcs, boxes)
    bars = marks.bars(arcs, np.array([a.is_delayed for a in diagram.arrows], dtype=bool))
    captions = tuple(
        label(loop.title, 11) if loop.title else Label((), (0.0, 0.0)) for loop in diagram.loops
    )
    rings, clockwise = marks.rings(
        [loop.path for loop in diagram.loops],
        np.array([each.size for each in captions]).reshape(-1, 2),
        boxes,
        arcs,
        pairs,
        signs,
    )
    everything = _everything(boxes, arcs, signs, rings, captions)
    low, high = everything.min(axis=0) - _EDGE, everything.max(axis=0) + _EDGE
    boxes[:, :2] -= low
    bars[:, :2] -= low
    return CausalLayout(
        labels, boxes, arcs - low, signs - low, bars, rings - low, clockwise, captions, high - low
    )


def _nothing() -> CausalLayout:
    # A model in which nothing feeds back is a sheet with a title.
    none = np.zeros((0, 2))
    return CausalLayout(
        (),
        np.zeros((0, 4)),
        np.zeros((0, 4, 2)),
        none,
        np.zeros((0, 4)),
        none,
        (),
        (),
        np.array([560.0, _EDGE]),
    )


def _everything(
    boxes: FloatArray,
    arcs: FloatArray,
    signs: FloatArray,
    rings: FloatArray,
    captions: Sequence[Label],
) -> FloatArray:
    half = 0.5 * boxes[:, 2:]
    under = np.array([each.size for each in captions]).reshape(-1, 2) * (0.5, 1.0)
    return np.concatenate(
        (
            boxes[:, :2] - half,
            boxes[:, :2] + half,
            curves.sampled(arcs, 17).reshape(-1, 2),
            signs,
            rings - marks.RING_PX,
            rings + marks.RING_PX,
            rings + under + (0.0, marks.RING_PX),
            rings - under * (1.0, 0.0),
        )
    )


def _placed(sizes: FloatArray, pairs: npt.NDArray[np.int64]) -> tuple[list[list[int]], FloatArray]:
    # What hangs together is laid out for itself; the parts come to lie far from each other.
    distances = hops(len(sizes), [(int(a), int(b)) for a, b in pairs])
    found = np.zeros((len(sizes), 2))
    groups = parts(distances)
    blocks: list[FloatArray] = []
    for group in groups:
        mine = np.array(group)
        index = {each: at for at, each in enumerate(group)}
        own = [(index[int(a)], index[int(b)]) for a, b in pairs if int(a) in index and a != b]
        blocks.append(_connected(sizes[mine], distances[np.ix_(mine, mine)], own))
    extents: list[tuple[float, float]] = []
    for group, block in zip(groups, blocks, strict=True):
        half = 0.5 * sizes[np.array(group)]
        np.subtract(block, (block - half).min(axis=0), out=block)
        wide, high = (block + half).max(axis=0)
        extents.append((float(wide), float(high)))
    corners = pack(extents, 1.5, _FAR_PX)
    for group, block, corner in zip(groups, blocks, corners, strict=True):
        found[np.array(group)] = block + corner
    return groups, found


def _move_together(
    groups: Sequence[Sequence[int]],
    boxes: FloatArray,
    arcs: FloatArray,
    pairs: npt.NDArray[np.int64],
) -> None:
    # In place: parts with their arcs, which reach beyond the names, side by side.
    if len(groups) == 1:
        return
    mine = [np.isin(pairs[:, 0], group) for group in groups]
    spans: list[tuple[FloatArray, FloatArray]] = []
    for group, own in zip(groups, mine, strict=True):
        inner = boxes[np.array(group)]
        half = 0.5 * inner[:, 2:]
        ways = curves.sampled(arcs[own], 17).reshape(-1, 2)
        all_of = np.concatenate((inner[:, :2] - half, inner[:, :2] + half, ways))
        spans.append((all_of.min(axis=0), all_of.max(axis=0)))
    extents = [(float(high[0] - low[0]), float(high[1] - low[1])) for low, high in spans]
    for group, own, (low, _), corner in zip(
        groups, mine, spans, pack(extents, 1.5, _APART_PX), strict=True
    ):
        boxes[np.array(group), :2] += corner - low
        arcs[own] += corner - low


def _connected(
    sizes: FloatArray, distances: FloatArray, links: Sequence[tuple[int, int]]
) -> FloatArray:
    count = len(sizes)
    if count == 1:
        return np.zeros((1, 2))
    reach = _reach(count)
    wished = distances * reach
    # Names that are wide need longer links; distances beyond a few links need not be kept whole.
    wished = wished + 0.25 * (sizes.max(axis=1)[:, None] + sizes.max(axis=1)[None, :]) * 0.5
    np.fill_diagonal(wished, 0.0)
    tried = settle(wished, starts(count, _TRIES, round(reach * count**0.5 / 2.0)))
    scaled = np.array([_turned(each) for each in tried])
    both = {(min(a, b), max(a, b)) for a, b in links}
    tangle = Tangle(
        np.array(sorted(both), dtype=np.int64).reshape(-1, 2),
        (sizes + GAP) / (_WIDE, 1.0),
        wished,
        np.array([reach]),
    )
    costs = [cost(tangle, each) for each in scaled]
    kept = np.argsort(costs, kind="stable")[: _KEPT_OF_MANY if count > _MANY else _KEPT]
    better = [untangle(tangle, scaled[each]) for each in kept]
    costs = [cost(tangle, each) for each in better]
    best = better[int(np.argmin(costs))] * (_WIDE, 1.0)
    return separate(best, sizes + GAP)


def _reach(count: int) -> float:
    """Return how long a link should be: shorter where there are many variables [px]."""
    return float(np.interp(count, (3, 8, 20, 60), (120.0, 112.0, 104.0, 96.0)))


def _turned(places: FloatArray) -> FloatArray:
    """Return a layout turned so that it is wider than high, the same way each time."""
    middle = places - places.mean(axis=0)
    xx, yy = (middle**2).sum(axis=0)
    xy = (middle[:, 0] * middle[:, 1]).sum()
    angle = 0.5 * np.arctan2(2.0 * xy, xx - yy)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return middle @ turn


def _arcs(diagram: CausalDiagram, boxes: FloatArray, pairs: npt.NDArray[np.int64]) -> FloatArray:
    found = np.zeros((len(pairs), 4, 2))
    if not len(pairs):
        return found
    weights = [loop.weight for loop in diagram.loops]
    wished, pull = curves.loop_bends(
        boxes[:, :2], pairs, [loop.path for loop in diagram.loops], weights
    )
    own = pairs[:, 0] == pairs[:, 1]
    bends = np.zeros(len(pairs))
    if (~own).any():
        bends[~own] = curves.choose_bends(pairs[~own], boxes, wished[~own], pull[~own])
    for index, (here, there) in enumerate(pairs):
        if here == there:
            found[index] = curves.own_loop(boxes[here], _free_way(here, boxes, pairs))
            continue
        whole = curves.curve(boxes[here, :2], boxes[there, :2], float(bends[index]))
        leave = boxes[here] + (0.0, 0.0, 8.0, 6.0)
        reach = boxes[there] + (0.0, 0.0, 10.0, 8.0)
        found[index] = curves.cut(whole, leave, reach)
    return found


def _free_way(which: int, boxes: FloatArray, pairs: npt.NDArray[np.int64]) -> FloatArray:
    """Return the direction in which a variable has most room around it."""
    beside = {int(b if a == which else a) for a, b in pairs if which in {int(a), int(b)} and a != b}
    taken = sorted(
        float(np.arctan2(*(boxes[each, :2] - boxes[which, :2])[::-1])) for each in sorted(beside)
    )
    if not taken:
        return np.array([0.0, -1.0])
    rings = [*taken, taken[0] + 2.0 * np.pi]
    widths = [after - before for before, after in pairwise(rings)]
    at = int(np.argmax(widths))
    angle = rings[at] + 0.5 * widths[at]
    return np.array([np.cos(angle), np.sin(angle)])
