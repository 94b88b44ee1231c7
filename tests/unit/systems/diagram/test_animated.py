"""A causal loop diagram that moves."""

import json
import re
from typing import Any

import numpy as np
import pytest

from wholeprint.systems.diagram.animated import animated_html, frame_times
from wholeprint.systems.diagram.shapes import Arrow, CausalDiagram, Loop, Turn
from wholeprint.systems.diagram.views import Choice, causal_view, frames_of
from wholeprint.systems.dominance.shapes import Dominance, Weights
from wholeprint.systems.flat.system import System

Ran = tuple[System, Dominance, Weights]

HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page(epidemic: Ran) -> str:
    """The page of a small model."""
    view = causal_view(*epidemic[:3], choice=Choice(frames=12))
    return animated_html(view, frame_times(epidemic[1].times, frames_of(61, 12)), "day")


def _data(page: str) -> Any:
    found = re.search(r'id="wp-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def test_it_has_a_frame_for_each_instant(page: str) -> None:
    """Times, links and loops have the same number of numbers, and the slider as many stops."""
    data = _data(page)

    assert len(data["times"]) == 12
    assert {len(each) for each in (*data["links"], *data["loops"])} == {12}
    assert 'max="11"' in page


def test_links_and_marks_are_those_of_the_picture(page: str) -> None:
    """Each number of a link or loop in the picture has its series."""
    data = _data(page)

    assert len(re.findall(r'data-link="', page)) == len(data["links"])
    assert len(re.findall(r'(?<!\[)data-mark="', page)) == len(data["loops"])


def test_a_loop_has_one_colour_that_no_link_has(page: str) -> None:
    """Its mark in the picture has the colour of its line; links' blue and orange mean signs."""
    lines = re.findall(r'<polyline [^>]*stroke="(#[0-9a-f]{6})"', page)
    rings = re.findall(r"\.ring\{stroke:(#[0-9a-f]{6})\}", page)

    assert rings == lines
    assert len(set(lines)) == len(lines)
    assert not {"#0072b2", "#d55e00"} & set(lines)


def test_the_plot_is_above_the_picture_and_its_dashes_are_told(page: str) -> None:
    """It is seen without scrolling; dashed lines are those that hold back."""
    assert page.index('class="plot"') < page.index("<main>")
    assert "dashed: balancing" in page


def test_it_needs_no_network(page: str) -> None:
    """Nothing is loaded from elsewhere."""
    assert not re.search(r"(src|href)=|url\(|@import|fetch\(|import\(", page)


def test_hostile_names_are_only_text() -> None:
    """A name that ends a script stays a name, in the page and in its data."""
    diagram = CausalDiagram(
        HOSTILE,
        (HOSTILE, "b"),
        (Arrow(0, 1, strengths=(0.1, 0.2)),),
        (Loop(HOSTILE, Turn.BALANCING, (0, 1), HOSTILE, shares=(0.1, -0.2)),),
    )

    page = animated_html(diagram, [0.0, 1.0], HOSTILE)

    assert "<img" not in page
    assert page.count("</script>") == 2
    assert _data(page)["unit"] == HOSTILE


def test_times_of_frames_are_those_of_the_run() -> None:
    """The instants at the frames' positions."""
    assert frame_times(np.array([0.0, 0.5, 1.0]), [1, 2]) == [0.5, 1.0]


def test_without_loops_it_is_still_a_page() -> None:
    """A diagram without loops has a slider and no plot."""
    page = animated_html(
        CausalDiagram("t", ("a", "b"), (Arrow(0, 1, strengths=(0.5,)),)), [0.0], ""
    )

    assert "wp-now" in page
    assert "polyline" not in page
