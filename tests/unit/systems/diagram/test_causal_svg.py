"""Causal loop diagrams as SVG."""

from collections.abc import Callable
from typing import Any

from wholeprint.systems.diagram.causal_svg import causal_svg
from wholeprint.systems.diagram.shapes import Arrow, CausalDiagram, Loop, Shape, Sign, Turn
from wholeprint.systems.diagram.style import RULES

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>&\x00\u202e'

DIAGRAM = CausalDiagram(
    "Growth & limits",
    ("market share", "price_of a run", "capacity"),
    (
        Arrow(0, 1, Sign.MORE),
        Arrow(1, 0, Sign.LESS, is_delayed=True),
        Arrow(1, 2, Sign.CHANGES),
        Arrow(2, 0, Sign.UNKNOWN),
    ),
    (Loop("B1", Turn.BALANCING, (0, 1), "price"), Loop("U1", Turn.UNKNOWN, (0, 1, 2))),
    "Two loops.",
    {2: Shape.STOCK},
)


def _texts(element: Any) -> str:
    return " ".join(each for each in element.itertext())


def test_every_variable_stands_once_as_text(svg: Callable[[str], Any]) -> None:
    """Names are text that can be searched and read aloud, blanks between their words."""
    root = svg(causal_svg(DIAGRAM))

    names = [_texts(text) for text in root.iter(f"{NS}text") if text.get("class") == "name"]

    assert sorted(names) == ["capacity", "market share", "price of a run"]


def test_signs_stand_at_the_links_they_belong_to(svg: Callable[[str], Any]) -> None:
    """Each link has its sign, its class, and says in words what it means."""
    root = svg(causal_svg(DIAGRAM))

    links = [each for each in root.iter(f"{NS}g") if (each.get("class") or "").startswith("link")]
    signs = [
        text.text
        for each in links
        for text in each.iter(f"{NS}text")
        if text.get("class") == "sign"
    ]

    assert signs == ["+", "\u2212", "\u00b1", "?"]
    assert [each.get("class") for each in links] == [
        "link more",
        "link less",
        "link changes",
        "link unknown",
    ]
    told = links[1].findtext(f"{NS}title")
    assert told == "price of a run \u2192 market share: more of it, less of that, after a delay"


def test_delays_are_marked_with_two_bars(svg: Callable[[str], Any]) -> None:
    """Two strokes across the arc of the one link that is delayed, and of no other."""
    root = svg(causal_svg(DIAGRAM))

    marked = [each.get("d") or "" for each in root.iter(f"{NS}path") if each.get("class") == "bars"]

    assert [each.count("M") for each in marked] == [2]


def test_loops_have_a_mark_and_a_name(svg: Callable[[str], Any]) -> None:
    """The label is in the mark, the title below it."""
    root = svg(causal_svg(DIAGRAM))

    loops = [each for each in root.iter(f"{NS}g") if (each.get("class") or "").startswith("loop")]

    assert [each.get("class") for each in loops] == ["loop b", "loop u"]
    assert "price" in _texts(loops[0])


def test_it_has_a_title_and_says_what_it_shows(svg: Callable[[str], Any]) -> None:
    """A screen reader is told the title, the number of variables, and the loops."""
    root = svg(causal_svg(DIAGRAM))

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "wp-title wp-desc"
    assert root.findtext(f"{NS}title") == "Growth & limits"
    told = root.findtext(f"{NS}desc") or ""
    assert "3 variables and 4 links" in told
    assert "B1 (price), balancing: market share, price of a run" in told


def test_it_is_the_same_each_time() -> None:
    """The same diagram gives the same bytes."""
    assert causal_svg(DIAGRAM) == causal_svg(DIAGRAM)


def test_hostile_names_are_only_text(svg: Callable[[str], Any]) -> None:
    """A name that is markup stays a name: no element comes of it, and the XML is well-formed."""
    hostile = CausalDiagram(
        HOSTILE, (HOSTILE, "b"), (Arrow(0, 1),), (Loop(HOSTILE, Turn.REINFORCING, (0, 1), HOSTILE),)
    )

    text = causal_svg(hostile)

    kinds = {each.tag.removeprefix(NS) for each in svg(text).iter()}
    assert "<script" not in text
    assert kinds <= {"svg", "title", "desc", "style", "rect", "text", "tspan", "g", "path"}


def test_it_is_readable_in_the_dark() -> None:
    """The style sheet has colours for dark surroundings, and fetches nothing."""
    assert "prefers-color-scheme:dark" in RULES
    assert "url(" not in RULES
    assert "http" not in causal_svg(DIAGRAM).replace('xmlns="http://www.w3.org/2000/svg"', "")
