"""Stocks and pipes on a grid."""

import numpy as np

from wholeprint.systems.diagram.lettering import label
from wholeprint.systems.diagram.pipes import blocks_of, length
from wholeprint.systems.diagram.shapes import Pipe

NAMES = ("s", "i", "r", "infection", "recovery", "loss", "deaths", "births")
LABELS = [label(each) for each in NAMES]
CHAIN = (Pipe(3, 0, 1), Pipe(4, 1, 2), Pipe(5, 2, 0), Pipe(6, 1, None), Pipe(7, None, 0))


def test_what_flows_goes_from_left_to_right() -> None:
    """Each stock stands right of the one that fills it; what closes a circle changes nothing."""
    (block,) = blocks_of(CHAIN, (0, 1, 2), LABELS)

    at = dict(zip(block.stocks, block.boxes[:, 0], strict=True))
    assert at[0] < at[1] < at[2]


def test_pipes_begin_and_end_at_their_stocks() -> None:
    """A pipe leaves at the right edge and arrives at the left edge; a cloud is beyond."""
    (block,) = blocks_of(CHAIN, (0, 1, 2), LABELS)
    box = dict(zip(block.stocks, block.boxes, strict=True))

    for run in block.runs:
        pipe = CHAIN[run.pipe]
        if pipe.source is not None:
            own = box[pipe.source]
            assert run.path[0, 0] == own[0] + 0.5 * own[2]
            assert abs(run.path[0, 1] - own[1]) <= 0.5 * own[3]
        if pipe.target is not None:
            own = box[pipe.target]
            assert run.path[-1, 0] == own[0] - 0.5 * own[2]


def test_pipes_run_only_across_and_down() -> None:
    """Each stretch is level or upright, and the valve is on a level one."""
    (block,) = blocks_of(CHAIN, (0, 1, 2), LABELS)

    for run in block.runs:
        steps = np.abs(np.diff(run.path, axis=0))
        assert (steps.min(axis=1) < 1e-9).all()
        level = [
            one[1] == two[1] == run.valve[1]
            for one, two in zip(run.path[:-1], run.path[1:], strict=True)
        ]
        assert any(level)


def test_two_pipes_of_one_stock_have_their_own_heights() -> None:
    """The names of valves under each other do not overlap."""
    (block,) = blocks_of(CHAIN, (0, 1, 2), LABELS)

    heights = [run.path[0, 1] for run in block.runs if CHAIN[run.pipe].source == 1]

    assert abs(heights[0] - heights[1]) >= 40.0


def test_stocks_that_share_no_flow_are_blocks_of_their_own() -> None:
    """Two stocks with a cloud each: two blocks."""
    found = blocks_of((Pipe(3, None, 0), Pipe(4, 1, None)), (0, 1, 2), LABELS)

    assert [block.stocks for block in found] == [(0,), (1,), (2,)]


def test_parallel_split_and_back_pipes_are_laid_out() -> None:
    """Two pipes between the same stocks, one to another row, one past a column, one back."""
    pipes = (Pipe(3, 0, 1), Pipe(4, 0, 1), Pipe(5, 0, 2), Pipe(6, 1, 2), Pipe(7, 2, 0))

    (block,) = blocks_of(pipes, (0, 1, 2), LABELS)

    assert len(block.runs) == 5
    assert all(np.isfinite(run.path).all() for run in block.runs)
    assert length(LABELS[3]) >= LABELS[3].size[0]
