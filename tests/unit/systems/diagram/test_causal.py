"""Causal loop diagrams laid out: nothing overlaps, arcs lead where they should."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wholeprint.systems.diagram.causal import CausalLayout, lay_out
from wholeprint.systems.diagram.curves import sampled
from wholeprint.systems.diagram.shapes import Arrow, CausalDiagram, Loop, Sign, Turn

Maker = Callable[[int, int, int], CausalDiagram]


@pytest.fixture(scope="module", params=[(40, 58, 11), (40, 64, 12), (24, 40, 13)])
def laid_out(request: Any, random_diagram: Maker) -> tuple[CausalDiagram, CausalLayout]:
    """Random diagrams of up to 40 variables, laid out."""
    diagram = random_diagram(*request.param)
    return diagram, lay_out(diagram)


def _covered(boxes: np.ndarray, points: np.ndarray) -> np.ndarray:
    gap = np.abs(points[:, None] - boxes[None, :, :2]) - 0.5 * boxes[None, :, 2:]
    return np.asarray((gap < 0.0).all(axis=2))


def test_no_two_names_overlap(laid_out: tuple[CausalDiagram, CausalLayout]) -> None:
    """The boxes of any two names are apart."""
    boxes = laid_out[1].boxes

    gap = np.abs(boxes[:, None, :2] - boxes[None, :, :2])
    touch = (gap < 0.5 * (boxes[:, None, 2:] + boxes[None, :, 2:])).all(axis=2)

    assert not np.triu(touch, 1).any()


def test_arcs_lead_from_cause_to_effect(laid_out: tuple[CausalDiagram, CausalLayout]) -> None:
    """An arc begins at the edge of its cause and ends at that of its effect: within 9 px."""
    diagram, layout = laid_out

    for arrow, arc in zip(diagram.arrows, layout.arcs, strict=True):
        for variable, end in ((arrow.source, arc[0]), (arrow.target, arc[3])):
            box = layout.boxes[variable]
            outside = np.maximum(np.abs(end - box[:2]) - 0.5 * box[2:], 0.0)
            assert np.hypot(*outside) < 9.0


def test_signs_and_marks_stand_in_no_name(laid_out: tuple[CausalDiagram, CausalLayout]) -> None:
    """The middle of each sign and of each loop mark is in the box of no name."""
    _, layout = laid_out

    assert not _covered(layout.boxes, layout.signs).any()
    assert not _covered(layout.boxes, layout.rings).any()


def test_everything_is_on_the_paper(laid_out: tuple[CausalDiagram, CausalLayout]) -> None:
    """No name, arc or mark reaches beyond the edge."""
    _, layout = laid_out
    half = 0.5 * layout.boxes[:, 2:]
    corners = (layout.boxes[:, :2] - half, layout.boxes[:, :2] + half, layout.signs, layout.rings)

    for points in corners:
        assert (points >= 0.0).all()
        assert (points <= layout.size).all()


def test_a_link_to_itself_and_a_lonely_variable_have_a_place() -> None:
    """Neither breaks the layout."""
    diagram = CausalDiagram("t", ("a", "b", "alone"), (Arrow(0, 0), Arrow(0, 1, Sign.MORE)))

    layout = lay_out(diagram)

    assert np.isfinite(layout.arcs).all()
    assert len(np.unique(layout.boxes[:, :2], axis=0)) == 3


def test_nothing_is_a_sheet_with_a_title() -> None:
    """A model without loops has a diagram of no names."""
    layout = lay_out(CausalDiagram("t", (), ()))

    assert layout.boxes.shape == (0, 4)
    assert (layout.size > 0.0).all()


def test_no_link_at_all_is_a_diagram_too() -> None:
    """Variables without links are packed side by side."""
    layout = lay_out(CausalDiagram("t", ("a", "b"), ()))

    assert layout.arcs.shape == (0, 4, 2)


def test_parts_that_do_not_hang_together_do_not_touch() -> None:
    """Arcs of one loop of two stay clear of the next: with their arcs the parts are apart."""
    names = ("queue", "finish", "front.waiting", "front.leaving", "back.waiting", "back.leaving")
    arrows = tuple(
        Arrow(one, two, Sign.MORE) for at in (0, 2, 4) for one, two in ((at, at + 1), (at + 1, at))
    )
    loops = tuple(Loop(f"B{at}", Turn.BALANCING, (at, at + 1), weight=1.0) for at in (0, 2, 4))

    layout = lay_out(CausalDiagram("three", names, arrows, loops))

    spans: list[tuple[np.ndarray, np.ndarray]] = []
    for at in (0, 2, 4):
        half = 0.5 * layout.boxes[at : at + 2, 2:]
        ways = sampled(layout.arcs[at : at + 2]).reshape(-1, 2)
        middles = layout.boxes[at : at + 2, :2]
        every = np.concatenate((middles - half, middles + half, ways))
        spans.append((every.min(axis=0), every.max(axis=0)))
    for one in range(3):
        for two in range(one):
            gaps = np.maximum(spans[one][0] - spans[two][1], spans[two][0] - spans[one][1])
            assert gaps.max() > 30.0
