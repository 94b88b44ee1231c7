"""Stocks and the pipes between them on a grid: what flows goes from left to right.

Stocks that are joined by flows make one block. A stock stands in the column behind those that fill
it; pipes leave it at the right and reach it at the left, each at its own height; what goes back, or
past a column, runs in a lane above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram.lettering import Label
from wholeprint.systems.diagram.shapes import Pipe

_STEP_PX = 58.0
"""From one pipe of a stock to the next, downwards, at least: a valve and a name of two lines."""

CLOUD_PX, VALVE_PX = 15.0, 11.0
_LANE_PX = 64.0
_ASIDE_PX = 18.0

_LEFT, _RIGHT = -1, 1


@dataclass(frozen=True, slots=True)
class Run:
    """One pipe on paper.

    Attributes:
        pipe: Which pipe.
        path: The corners of its way; shape (k, 2) [px].
        valve: Where its valve is; shape (2,) [px].
    """

    pipe: int
    path: FloatArray
    valve: FloatArray


@dataclass(frozen=True, slots=True)
class Block:
    """Stocks joined by flows, with their places to each other.

    Attributes:
        stocks: Positions of the stocks among the variables.
        boxes: For each stock its middle, width and height; shape (n, 4) [px].
        runs: The pipes.
    """

    stocks: tuple[int, ...]
    boxes: FloatArray
    runs: tuple[Run, ...]


@dataclass(slots=True)
class _Grid:
    """A block while it is made."""

    column: dict[int, int]
    row: dict[int, int]
    used: dict[tuple[int, int], set[int]] = field(default_factory=dict[tuple[int, int], set[int]])
    ports: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    """For each pipe and each side of it (0 where it begins): how many steps off the middle."""
    middles: dict[int, float] = field(default_factory=dict[int, float])
    """For each row where its middle is [px]."""
    step: float = _STEP_PX
    """From one pipe of a stock to the next [px]."""


def blocks_of(pipes: Sequence[Pipe], stocks: Sequence[int], labels: Sequence[Label]) -> list[Block]:
    """Return stocks and pipes, each block of them laid out.

    Args:
        pipes: The pipes; those between two clouds belong to no block and are left out.
        stocks: Positions of the stocks among the variables.
        labels: The names of all variables, broken into lines.
    """
    return [_block(group, pipes, labels) for group in _groups(pipes, stocks)]


def _groups(pipes: Sequence[Pipe], stocks: Sequence[int]) -> list[list[int]]:
    root = {each: each for each in stocks}

    def top(stock: int) -> int:
        while root[stock] != stock:
            stock = root[stock]
        return stock

    for pipe in pipes:
        if pipe.source is not None and pipe.target is not None:
            one, two = sorted((top(pipe.source), top(pipe.target)))
            root[two] = one
    found: dict[int, list[int]] = {}
    for each in stocks:
        found.setdefault(top(each), []).append(each)
    return list(found.values())


def _block(stocks: Sequence[int], pipes: Sequence[Pipe], labels: Sequence[Label]) -> Block:
    members = set(stocks)
    mine = [
        index
        for index, pipe in enumerate(pipes)
        if {pipe.source, pipe.target} & members and pipe.source != pipe.target
    ]
    grid = _gridded(stocks, [pipes[each] for each in mine])
    names = [labels[pipes[each].name].size[1] for each in mine]
    grid.step = max(_STEP_PX, 2.0 * VALVE_PX + 8.0 + max(names, default=0.0))
    # Pipes that can be straight choose their height first.
    for index in sorted(mine, key=lambda each: (not _is_straight(grid, pipes[each]), each)):
        _take_port(grid, index, pipes[index])
    boxes = _boxes(grid, stocks, mine, pipes, labels)
    lanes = 0
    runs: list[Run] = []
    roof = min(float(box[1] - 0.5 * box[3]) for box in boxes.values()) - 20.0
    for index in mine:
        pipe = pipes[index]
        if _is_far(grid, pipe):
            lanes += 1
            path, valve = _far_run(grid, index, pipe, boxes, roof - lanes * _LANE_PX)
        else:
            path, valve = _near_run(grid, index, pipe, boxes, labels)
        runs.append(Run(index, path, valve))
    return Block(tuple(stocks), np.array([boxes[each] for each in stocks]), tuple(runs))


def _gridded(stocks: Sequence[int], pipes: Sequence[Pipe]) -> _Grid:
    after: dict[int, list[int]] = {each: [] for each in stocks}
    for pipe in pipes:
        if pipe.source in after and pipe.target in after:
            after[pipe.source].append(pipe.target)
    column = _columns(stocks, after)
    row: dict[int, int] = {}
    taken: set[tuple[int, int]] = set()
    before = {each: [s for s in stocks if each in after[s] and s in column] for each in stocks}
    for stock in sorted(stocks, key=lambda each: (column[each], stocks.index(each))):
        known = [row[each] for each in before[stock] if each in row]
        wanted = min(known) if known else 0
        while (column[stock], wanted) in taken:
            wanted += 1
        row[stock] = wanted
        taken.add((column[stock], wanted))
    return _Grid(column, row)


def _columns(stocks: Sequence[int], after: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Return the column of each stock: one behind the last of those that fill it.

    What closes a circle is passed over, begun at stocks that no other fills.
    """
    fed = {each for targets in after.values() for each in targets}
    order: list[int] = []
    state: dict[int, int] = {}
    kept: list[tuple[int, int]] = []
    for root in sorted(stocks, key=lambda each: (each in fed, stocks.index(each))):
        if root in state:
            continue
        state[root] = 1
        way = [(root, iter(after[root]))]
        while way:
            here, rest = way[-1]
            target = next(rest, None)
            if target is None:
                state[here] = 2
                order.append(here)
                way.pop()
            elif state.get(target) != 1:
                kept.append((here, target))
                if target not in state:
                    state[target] = 1
                    way.append((target, iter(after[target])))
    column = dict.fromkeys(stocks, 0)
    for here in reversed(order):
        for source, target in kept:
            if source == here:
                column[target] = max(column[target], column[here] + 1)
    return column


def _is_straight(grid: _Grid, pipe: Pipe) -> bool:
    if pipe.source not in grid.column or pipe.target not in grid.column:
        return False
    ahead = grid.column[pipe.target] - grid.column[pipe.source]
    return ahead == 1 and grid.row[pipe.source] == grid.row[pipe.target]


def _is_far(grid: _Grid, pipe: Pipe) -> bool:
    if pipe.source not in grid.column or pipe.target not in grid.column:
        return False
    return grid.column[pipe.target] - grid.column[pipe.source] != 1


def _take_port(grid: _Grid, index: int, pipe: Pipe) -> None:
    """Give a pipe its heights: the nearest to the middle that nothing else in the gap has."""
    gaps: list[tuple[int, set[int]]] = []
    if pipe.source is not None:
        gaps.append((0, _gap(grid, pipe.source, _RIGHT)))
    if pipe.target is not None:
        gaps.append((1, _gap(grid, pipe.target, _LEFT)))
    together = [gaps] if _is_straight(grid, pipe) else [[each] for each in gaps]
    for group in together:
        step = 0
        while any(step in used for _, used in group):
            step = -step if step > 0 else 1 - step
        for side, used in group:
            used.add(step)
            grid.ports[index, side] = step


def _gap(grid: _Grid, stock: int, side: int) -> set[int]:
    """Return the heights taken in the gap before or behind a stock; both its banks share them."""
    column = grid.column[stock] + (side > 0)
    return grid.used.setdefault((column, grid.row[stock]), set())


def _boxes(
    grid: _Grid,
    stocks: Sequence[int],
    mine: Sequence[int],
    pipes: Sequence[Pipe],
    labels: Sequence[Label],
) -> dict[int, FloatArray]:
    steps: dict[int, list[int]] = {each: [0] for each in stocks}
    for index in mine:
        for side, stock in enumerate((pipes[index].source, pipes[index].target)):
            if stock is not None:
                steps[stock].append(grid.ports[index, side])
    wide = {each: max(92.0, labels[each].size[0] + 24.0) for each in stocks}
    # How far a box reaches above and below the middle of its row: as far as its pipes do.
    least = {each: 0.5 * labels[each].size[1] + 12.0 for each in stocks}
    up = {each: max(least[each], 20.0 - min(steps[each]) * grid.step) for each in stocks}
    down = {each: max(least[each], 20.0 + max(steps[each]) * grid.step) for each in stocks}
    lefts = _lefts(grid, stocks, mine, pipes, labels, wide)
    rows = sorted({grid.row[each] for each in stocks})
    bottom = 0.0
    for row in rows:
        mine_here = [each for each in stocks if grid.row[each] == row]
        grid.middles[row] = bottom + max(up[each] for each in mine_here)
        bottom = grid.middles[row] + max(down[each] for each in mine_here) + 64.0
    return {
        each: np.array(
            [
                lefts[grid.column[each]] + 0.5 * wide[each],
                grid.middles[grid.row[each]] + 0.5 * (down[each] - up[each]),
                wide[each],
                up[each] + down[each],
            ]
        )
        for each in stocks
    }


def _lefts(
    grid: _Grid,
    stocks: Sequence[int],
    mine: Sequence[int],
    pipes: Sequence[Pipe],
    labels: Sequence[Label],
    wide: Mapping[int, float],
) -> dict[int, float]:
    """Return where each column begins: behind it there is room for its pipes and their names."""
    count = max(grid.column.values()) + 1
    gap = [110.0] * count
    for index in mine:
        pipe = pipes[index]
        own = length(labels[pipe.name]) + 2.0 * CLOUD_PX + 12.0
        if pipe.source is not None:
            at = grid.column[pipe.source]
            turns = not _is_straight(grid, pipe) and pipe.target is not None
            gap[at] = max(gap[at], own + 70.0 * turns)
        if pipe.source is None and pipe.target is not None and grid.column[pipe.target] > 0:
            at = grid.column[pipe.target] - 1
            gap[at] = max(gap[at], own)
    found: dict[int, float] = {}
    left = 0.0
    for column in range(count):
        found[column] = left
        left += max(wide[each] for each in stocks if grid.column[each] == column) + gap[column]
    return found


def length(name: Label) -> float:
    """Return how long the straight pipe of a flow is [px].

    Args:
        name: The flow's name, broken into lines.
    """
    return max(104.0, name.size[0] + 34.0)


def _port(
    grid: _Grid, index: int, side: int, stock: int, boxes: Mapping[int, FloatArray]
) -> FloatArray:
    box = boxes[stock]
    way = 0.5 if side == 0 else -0.5
    middle = grid.middles[grid.row[stock]]
    return np.array([box[0] + way * box[2], middle + grid.ports[index, side] * grid.step])


def _near_run(
    grid: _Grid,
    index: int,
    pipe: Pipe,
    boxes: Mapping[int, FloatArray],
    labels: Sequence[Label],
) -> tuple[FloatArray, FloatArray]:
    """Return a pipe to the next column, from a cloud, or into one."""
    long = length(labels[pipe.name])
    if pipe.source is None and pipe.target is not None:
        end = _port(grid, index, 1, pipe.target, boxes)
        path = np.array([end - (long, 0.0), end])
        return path, path.mean(axis=0)
    if pipe.source is None:  # between two clouds: no stock, no block
        return np.zeros((2, 2)), np.zeros(2)
    begin = _port(grid, index, 0, pipe.source, boxes)
    if pipe.target is None:
        path = np.stack((begin, begin + np.array([long, 0.0])))
        return path, path.mean(axis=0)
    end = _port(grid, index, 1, pipe.target, boxes)
    if begin[1] == end[1]:
        path = np.array([begin, end])
        return path, path.mean(axis=0)
    turn = begin[0] + long + 6.0 * (index % 3)
    path = np.array([begin, (turn, begin[1]), (turn, end[1]), end])
    return path, begin + np.array([0.5 * long, 0.0])


def _far_run(
    grid: _Grid,
    index: int,
    pipe: Pipe,
    boxes: Mapping[int, FloatArray],
    lane: float,
) -> tuple[FloatArray, FloatArray]:
    """Return a pipe that goes back or past a column: up, along a lane, and down."""
    if pipe.source is None or pipe.target is None:
        return np.zeros((2, 2)), np.zeros(2)
    begin = _port(grid, index, 0, pipe.source, boxes)
    end = _port(grid, index, 1, pipe.target, boxes)
    out = begin[0] + _ASIDE_PX + 8.0 * (index % 4)
    back = end[0] - _ASIDE_PX - 8.0 * (index % 4)
    path = np.array([begin, (out, begin[1]), (out, lane), (back, lane), (back, end[1]), end])
    return path, np.array([0.5 * (out + back), lane])
