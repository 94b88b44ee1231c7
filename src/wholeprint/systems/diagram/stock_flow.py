"""A diagram of stocks and flows laid out: blocks of stocks and pipes, what steers them around."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram import curves
from wholeprint.systems.diagram.lettering import Label, label
from wholeprint.systems.diagram.pipes import CLOUD_PX, VALVE_PX, Block, Run, blocks_of
from wholeprint.systems.diagram.separate import separate
from wholeprint.systems.diagram.shapes import Shape, StockFlowDiagram
from wholeprint.systems.diagram.stress import hops, settle, starts
from wholeprint.systems.diagram.untangle import Tangle, cost, untangle

GAP = np.array([20.0, 16.0])

_REACH_PX = 92.0
_FAR_PX = 1e7
"""So far that a thing is no concern of another."""

_TRIES, _PUSHED, _KEPT = 24, 6, 2
_MANY = 110
"""With more things than that one start is looked at alone."""
_EDGE = 40.0
_CORNERS = 4
"""A pipe with more corners runs along a lane, and its valve is there."""


@dataclass(frozen=True, slots=True)
class StockFlowLayout:
    """A diagram of stocks and flows on paper; its upper left corner is (0, 0).

    Attributes:
        labels: The names, broken into lines.
        boxes: Middle, width and height of each variable: of a stock its box, of a flow its valve
            and the name below it, of others the name; shape (n, 4) [px].
        runs: The pipes.
        arcs: Control points of each link of information; shape (m, 4, 2) [px].
        size: Width and height of all; shape (2,) [px].
    """

    labels: tuple[Label, ...]
    boxes: FloatArray
    runs: tuple[Run, ...]
    arcs: FloatArray
    size: FloatArray


def lay_out(diagram: StockFlowDiagram) -> StockFlowLayout:
    """Return where everything of a diagram of stocks and flows comes to lie.

    Args:
        diagram: The diagram.
    """
    if not diagram.names:
        none = np.zeros((0, 4))
        return StockFlowLayout((), none, (), np.zeros((0, 4, 2)), np.array([560.0, _EDGE]))
    labels = tuple(
        label(name, 12 if shape is Shape.FLOW else 13, 96 if shape is Shape.FLOW else 118)
        for name, shape in zip(diagram.names, diagram.shapes, strict=True)
    )
    stocks = [index for index, shape in enumerate(diagram.shapes) if shape is Shape.STOCK]
    blocks = blocks_of(diagram.pipes, stocks, labels)
    scene = _scene(diagram, labels, blocks)
    places = _places(diagram, scene)
    count = len(diagram.names)
    boxes = np.concatenate((places[:count], scene.sizes[:count]), axis=1)
    moved = [_moved(block, places[block.stocks[0]] - block.boxes[0, :2]) for block in blocks]
    obstacles = np.concatenate((places, scene.sizes), axis=1)[~scene.is_pipe]
    arcs = _arcs(diagram, obstacles, moved)
    ends = [run.path for block in moved for run in block.runs]
    half = 0.5 * boxes[:, 2:]
    everything = np.concatenate(
        (
            boxes[:, :2] - half,
            boxes[:, :2] + half,
            curves.sampled(arcs, 17).reshape(-1, 2),
            *(path - 1.6 * CLOUD_PX for path in ends),
            *(path + 1.6 * CLOUD_PX for path in ends),
        )
    )
    low, high = everything.min(axis=0) - _EDGE, everything.max(axis=0) + _EDGE
    boxes[:, :2] -= low
    runs = tuple(run for block in moved for run in _moved(block, -low).runs)
    return StockFlowLayout(labels, boxes, runs, arcs - low, high - low)


@dataclass(frozen=True, slots=True)
class _Scene:
    """Everything that takes room: the variables first, then clouds and stretches of pipes."""

    sizes: FloatArray
    templates: list[tuple[npt.NDArray[np.int64], FloatArray]]
    is_pipe: npt.NDArray[np.bool_]


def _scene(diagram: StockFlowDiagram, labels: Sequence[Label], blocks: Sequence[Block]) -> _Scene:
    sizes = [each.size for each in labels]
    is_pipe = [False] * len(sizes)
    templates: list[tuple[npt.NDArray[np.int64], FloatArray]] = []
    for block in blocks:
        members = list(block.stocks)
        at = [(float(box[0]), float(box[1])) for box in block.boxes]
        for stock, box in zip(block.stocks, block.boxes, strict=True):
            sizes[stock] = (float(box[2]), float(box[3]))
        for run in block.runs:
            pipe = diagram.pipes[run.pipe]
            wide, high = labels[pipe.name].size
            sizes[pipe.name] = (max(wide, 2.0 * VALVE_PX), high + 2.0 * VALVE_PX + 4.0)
            members.append(pipe.name)
            at.append((float(run.valve[0]), float(run.valve[1]) + 0.5 * high + 2.0))
            for middle, size, is_part in _rest(run, (pipe.source is None, pipe.target is None)):
                members.append(len(sizes))
                at.append(middle)
                sizes.append(size)
                is_pipe.append(is_part)
        templates.append((np.array(members, dtype=np.int64), np.array(at)))
    return _Scene(np.array(sizes), templates, np.array(is_pipe, dtype=bool))


def _rest(
    run: Run, opens: tuple[bool, bool]
) -> list[tuple[tuple[float, float], tuple[float, float], bool]]:
    """Return the middles and sizes of the clouds and the stretches of a pipe."""
    found: list[tuple[tuple[float, float], tuple[float, float], bool]] = []
    cloud = (3.0 * CLOUD_PX, 2.4 * CLOUD_PX)
    for is_open, end in ((opens[0], run.path[0]), (opens[1], run.path[-1])):
        if is_open:
            found.append(((float(end[0]), float(end[1])), cloud, False))
    for one, two in zip(run.path[:-1], run.path[1:], strict=True):
        middle, span = 0.5 * (one + two), np.abs(two - one) + 8.0
        found.append(((float(middle[0]), float(middle[1])), (float(span[0]), float(span[1])), True))
    return found


def _places(diagram: StockFlowDiagram, scene: _Scene) -> FloatArray:
    """Return the middle of everything that takes room; blocks keep their shape."""
    count, total = len(diagram.names), len(scene.sizes)
    links = [(arrow.source, arrow.target) for arrow in diagram.arrows]
    links = sorted({(min(a, b), max(a, b)) for a, b in links if a != b})
    pipes = [
        (p.name, end) for p in diagram.pipes for end in (p.source, p.target) if end is not None
    ]
    steps = hops(count, [*links, *pipes])
    distances = np.where(np.isfinite(steps), steps, 4.0) * _REACH_PX
    distances = distances + 0.12 * (scene.sizes[:count, 0][:, None] + scene.sizes[:count, 0])
    np.fill_diagonal(distances, 0.0)
    known = [(each[0][each[0] < count], each[1][each[0] < count]) for each in scene.templates]
    for members, template in known:
        gap = template[:, None, :] - template[None, :, :]
        inside = np.hypot(gap[..., 0], gap[..., 1])
        distances[np.ix_(members, members)] = np.maximum(inside, 1.0)
        distances[members, members] = 0.0
    tried = settle(
        distances,
        starts(count, 4 if total > _MANY else _TRIES, round(_REACH_PX * count**0.5)),
        known,
    )
    tangle = Tangle(
        np.array(links, dtype=np.int64).reshape(-1, 2),
        scene.sizes + GAP,
        _with_far(distances, total),
        np.array([_REACH_PX]),
    )
    group = _grouped(scene, total)
    rough = [_whole(each, scene, total) for each in tried]
    first: list[int] = np.argsort([cost(tangle, each) for each in rough], kind="stable").tolist()
    pushed = first[: 1 if total > _MANY else _PUSHED]
    whole = [separate(rough[each], scene.sizes + GAP, group) for each in pushed]
    costs = [cost(tangle, each) for each in whole]
    fixed = {int(each) for members, _ in scene.templates for each in members}
    movable = [each for each in range(count) if each not in fixed]
    kept: list[int] = np.argsort(costs, kind="stable")[: 1 if total > _MANY else _KEPT].tolist()
    together = [members for members, _ in scene.templates]
    better = [
        separate(untangle(tangle, whole[each], movable, together), scene.sizes + GAP, group)
        for each in kept
    ]
    return better[int(np.argmin([cost(tangle, each) for each in better]))]


def _with_far(distances: FloatArray, total: int) -> FloatArray:
    found = np.full((total, total), _FAR_PX)
    found[: len(distances), : len(distances)] = np.maximum(distances, 1.0)
    return found


def _whole(places: FloatArray, scene: _Scene, total: int) -> FloatArray:
    """Return the places of everything from those of the variables alone."""
    found = np.zeros((total, 2))
    found[: len(places)] = places
    for members, template in scene.templates:
        found[members] = places[members[0]] + template - template[0]
    return found


def _grouped(scene: _Scene, total: int) -> npt.NDArray[np.int64]:
    found = np.arange(total)
    for members, _ in scene.templates:
        found[members] = members[0]
    return np.unique(found, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _moved(block: Block, by: FloatArray) -> Block:
    boxes = block.boxes.copy()
    boxes[:, :2] += by
    runs = tuple(Run(run.pipe, run.path + by, run.valve + by) for run in block.runs)
    return Block(block.stocks, boxes, runs)


def _arcs(diagram: StockFlowDiagram, boxes: FloatArray, blocks: Sequence[Block]) -> FloatArray:
    arrows = diagram.arrows
    pairs = np.array([(a.source, a.target) for a in arrows], dtype=np.int64).reshape(-1, 2)
    found = np.zeros((len(pairs), 4, 2))
    over = _over_pipes(diagram, boxes, blocks)
    free = np.array([(int(a), int(b)) not in over and a != b for a, b in pairs], dtype=bool)
    bends = np.zeros(len(pairs))
    if free.any():
        wished = np.full(int(free.sum()), 0.12)
        bends[free] = curves.choose_bends(pairs[free], boxes, wished, np.full(len(wished), 0.25))
    for index, (here, there) in enumerate(pairs):
        short = over.get((int(here), int(there)))
        if short is not None:
            found[index] = short
            continue
        if here == there:
            found[index] = curves.own_loop(boxes[here], np.array([0.0, -1.0]))
            continue
        whole = curves.curve(boxes[here, :2], boxes[there, :2], float(bends[index]))
        leave, reach = boxes[here] + (0.0, 0.0, 6.0, 4.0), boxes[there] + (0.0, 0.0, 8.0, 6.0)
        found[index] = curves.cut(whole, leave, reach)
    return found


def _over_pipes(
    diagram: StockFlowDiagram, boxes: FloatArray, blocks: Sequence[Block]
) -> dict[tuple[int, int], FloatArray]:
    """Return the arcs from stocks to valves of their own straight pipes: a bow over the pipe."""
    found: dict[tuple[int, int], FloatArray] = {}
    for run in (run for block in blocks for run in block.runs):
        pipe = diagram.pipes[run.pipe]
        for stock, end in ((pipe.source, 0), (pipe.target, -1)):
            if stock is None or run.path[end, 1] != run.valve[1] or len(run.path) > _CORNERS:
                continue
            way = 1.0 if end == 0 else -1.0
            box = boxes[stock]
            edge = box[0] + 0.5 * way * box[2]
            tip = run.valve - np.array([3.5 * way, VALVE_PX + 3.0])
            top = box[1] - 0.5 * box[3]
            begin = np.array([edge + 2.0 * way, max(run.valve[1] - 20.0, top + 3.0)])
            lift = np.array([0.0, -26.0])
            found[stock, pipe.name] = np.stack(
                (begin, begin + np.array([14.0 * way, -16.0]), tip + lift - (6.0 * way, 0.0), tip)
            )
    return found
