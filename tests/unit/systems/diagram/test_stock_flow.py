"""Diagrams of stocks and flows laid out."""

from typing import Any

import numpy as np

from wholeprint.systems.diagram.shapes import Arrow, Pipe, Shape, StockFlowDiagram
from wholeprint.systems.diagram.stock_flow import lay_out
from wholeprint.systems.diagram.views import stock_flow_view


def _touching(boxes: np.ndarray) -> int:
    gap = np.abs(boxes[:, None, :2] - boxes[None, :, :2])
    touch = (gap < 0.5 * (boxes[:, None, 2:] + boxes[None, :, 2:])).all(axis=2)
    return int(np.triu(touch, 1).sum())


def test_names_valves_and_boxes_are_apart(epidemic: Any) -> None:
    """No two variables overlap, and everything is on the paper."""
    layout = lay_out(stock_flow_view(epidemic[0]))

    assert _touching(layout.boxes) == 0
    half = 0.5 * layout.boxes[:, 2:]
    assert (layout.boxes[:, :2] - half >= 0.0).all()
    assert (layout.boxes[:, :2] + half <= layout.size).all()


def test_a_valve_stands_on_top_of_its_name(epidemic: Any) -> None:
    """The box of a flow holds its valve, in the middle of its upper part."""
    diagram = stock_flow_view(epidemic[0])

    layout = lay_out(diagram)

    for run in layout.runs:
        box = layout.boxes[diagram.pipes[run.pipe].name]
        assert abs(run.valve[0] - box[0]) < 0.5
        assert box[1] - 0.5 * box[3] <= run.valve[1] < box[1]


def test_nothing_is_a_sheet_with_a_title() -> None:
    """A model of which nothing is left to draw has a diagram all the same."""
    assert lay_out(StockFlowDiagram("t", (), (), (), ())).runs == ()


def test_many_stocks_of_one_flow_each_are_apart() -> None:
    """Five stocks with in- and outflows and links between them: nothing overlaps."""
    count = 5
    names = tuple(f"{what} {at}" for what in ("stock", "in", "out") for at in range(count))
    shapes = (Shape.STOCK,) * count + (Shape.FLOW,) * (2 * count)
    pipes = tuple(Pipe(count + at, None, at) for at in range(count)) + tuple(
        Pipe(2 * count + at, at, None) for at in range(count)
    )
    arrows = tuple(Arrow(at, count + (at + 1) % count) for at in range(count))

    layout = lay_out(StockFlowDiagram("many", names, shapes, pipes, arrows))

    assert _touching(layout.boxes) == 0
    assert np.isfinite(layout.arcs).all()
