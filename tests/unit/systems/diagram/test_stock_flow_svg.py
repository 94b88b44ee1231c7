"""Diagrams of stocks and flows as SVG."""

from collections.abc import Callable
from typing import Any

from wholeprint.systems.diagram.shapes import Pipe, Shape, StockFlowDiagram
from wholeprint.systems.diagram.stock_flow_svg import stock_flow_svg
from wholeprint.systems.diagram.views import stock_flow_view

NS = "{http://www.w3.org/2000/svg}"


def _classes(root: Any, kind: str) -> int:
    return sum(each.get("class") == kind for each in root.iter())


def test_stocks_are_boxes_and_flows_are_pipes(epidemic: Any, svg: Callable[[str], Any]) -> None:
    """Three stocks, three pipes with a valve each, no cloud, every variable once."""
    root = svg(stock_flow_svg(stock_flow_view(epidemic[0])))

    assert _classes(root, "box") == 3
    assert _classes(root, "valve") == _classes(root, "bore") == 3
    assert _classes(root, "cloud") == 0
    assert _classes(root, "bars") == 2  # recovery and waning act through a DELAY3
    names = [
        " ".join(each.itertext()) for each in root.iter(f"{NS}text") if each.get("class") == "name"
    ]
    assert sorted(names) == sorted({*names})
    assert {"susceptible", "contact rate", "loss of immunity"} <= set(names)


def test_what_comes_from_outside_has_a_cloud(svg: Callable[[str], Any]) -> None:
    """One for each open end; the words say so too."""
    diagram = StockFlowDiagram(
        "t",
        ("s", "in", "out"),
        (Shape.STOCK, Shape.FLOW, Shape.FLOW),
        (Pipe(1, None, 0), Pipe(2, 0, None)),
        (),
    )

    root = svg(stock_flow_svg(diagram))

    assert _classes(root, "cloud") == 2
    assert "in from outside to s; out from s to outside" in (root.findtext(f"{NS}desc") or "")


def test_it_is_the_same_each_time(epidemic: Any) -> None:
    """The same model gives the same bytes."""
    view = stock_flow_view(epidemic[0])

    assert stock_flow_svg(view) == stock_flow_svg(view)


def test_hostile_names_are_only_text(svg: Callable[[str], Any]) -> None:
    """A name that is markup comes out as text."""
    name = "</text><script>x</script>"
    diagram = StockFlowDiagram(
        name, (name, "f"), (Shape.STOCK, Shape.FLOW), (Pipe(1, None, 0),), ()
    )

    text = stock_flow_svg(diagram)

    svg(text)
    assert "<script" not in text
