"""A diagram of stocks and flows as SVG text: boxes, pipes with valves, clouds, thin links."""

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram import curves
from wholeprint.systems.diagram.causal_svg import (
    arc_and_head,
    bars_element,
    document,
    text_lines,
)
from wholeprint.systems.diagram.lettering import px, safe, shown, width
from wholeprint.systems.diagram.pipes import CLOUD_PX, VALVE_PX, Run
from wholeprint.systems.diagram.shapes import Arrow, Pipe, Shape, StockFlowDiagram
from wholeprint.systems.diagram.stock_flow import StockFlowLayout, lay_out


def stock_flow_svg(diagram: StockFlowDiagram) -> str:
    """Return a diagram of stocks and flows as a complete SVG document; the same text each time.

    Args:
        diagram: The diagram.
    """
    layout = lay_out(diagram)
    body = [
        *(_link(arrow, diagram, layout.arcs[at]) for at, arrow in enumerate(diagram.arrows)),
        *(_pipe(run, diagram.pipes[run.pipe], diagram) for run in layout.runs),
        *(_variable(at, diagram, layout) for at in range(len(diagram.names))),
    ]
    wide, high = float(layout.size[0]), float(layout.size[1])
    wide = max(wide, 560.0, width(shown(diagram.title), 16) + 60.0)
    key = [_key(diagram), diagram.note]
    return document(
        diagram.title, described(diagram), body, [each for each in key if each], (wide, high)
    )


def described(diagram: StockFlowDiagram) -> str:
    """Return in words what a diagram of stocks and flows shows.

    Args:
        diagram: The diagram.
    """
    flows = "; ".join(
        f"{shown(diagram.names[pipe.name])} from {_end(diagram, pipe.source)} "
        f"to {_end(diagram, pipe.target)}"
        for pipe in diagram.pipes
    )
    stocks = ", ".join(
        shown(name)
        for name, shape in zip(diagram.names, diagram.shapes, strict=True)
        if shape is Shape.STOCK
    )
    told = (
        f"Stocks and flows: {len(diagram.names)} variables. Stocks: {stocks or 'none'}.",
        f"Flows: {flows}." if flows else "",
        diagram.note,
    )
    return " ".join(each for each in told if each)


def _end(diagram: StockFlowDiagram, stock: int | None) -> str:
    return "outside" if stock is None else shown(diagram.names[stock])


def _key(diagram: StockFlowDiagram) -> str:
    words = [("box: stock", True), ("pipe with valve: flow", bool(diagram.pipes))]
    words.append(("cloud: outside", any(None in {p.source, p.target} for p in diagram.pipes)))
    words.append(("thin arrow: acts on", bool(diagram.arrows)))
    words.append(("||: takes its time", any(arrow.is_delayed for arrow in diagram.arrows)))
    words.append(("grey name: given number", Shape.PARAMETER in diagram.shapes))
    return "   \u00b7   ".join(text for text, there in words if there)


def _link(arrow: Arrow, diagram: StockFlowDiagram, arc: FloatArray) -> str:
    told = f"{shown(diagram.names[arrow.source])} \u2192 {shown(diagram.names[arrow.target])}"
    path, head = arc_and_head(arc, 7)
    late = ""
    if arrow.is_delayed:
        told += ", after a delay"
        middle = curves.points(arc, np.array([0.5, 0.51]))
        way = middle[1] - middle[0]
        way = way / max(float(np.hypot(*way)), 1e-9)
        late = bars_element(np.concatenate((middle[0], way)))
    return (
        f'<g class="information"><title>{safe(told)}</title>'
        f'<path class="arc" d="{path}"/><path class="head" d="{head}"/>{late}</g>'
    )


def _pipe(run: Run, pipe: Pipe, diagram: StockFlowDiagram) -> str:
    told = (
        f"{shown(diagram.names[pipe.name])}: from {_end(diagram, pipe.source)} "
        f"to {_end(diagram, pipe.target)}"
    )
    way = run.path[-1] - run.path[-2]
    way = way / max(float(np.hypot(*way)), 1e-9)
    path = run.path.copy()
    if pipe.target is None:
        path[-1] -= 1.2 * CLOUD_PX * way
    tip = path[-1].copy()
    path[-1] -= 9.0 * way
    if pipe.source is None:
        ahead = run.path[1] - run.path[0]
        path[0] += 1.2 * CLOUD_PX * ahead / max(float(np.hypot(*ahead)), 1e-9)
    line = " L".join(f"{px(x)} {px(y)}" for x, y in path)
    right = np.array([-way[1], way[0]])
    corners = (tip, tip - 12.0 * way + 8.0 * right, tip - 12.0 * way - 8.0 * right)
    head = " L".join(f"{px(x)} {px(y)}" for x, y in corners)
    clouds = "".join(
        _cloud(end)
        for end, is_open in (
            (run.path[0], pipe.source is None),
            (run.path[-1], pipe.target is None),
        )
        if is_open
    )
    return (
        f'<g class="pipe"><title>{safe(told)}</title>{clouds}'
        f'<path class="wall" d="M{line}"/><path class="bore" d="M{line}"/>'
        f'<path class="pipehead" d="M{head} Z"/>{_valve(run.valve)}</g>'
    )


def _valve(at: FloatArray) -> str:
    x, y, r = float(at[0]), float(at[1]), VALVE_PX
    return (
        f'<path class="valve" d="M{px(x - r)} {px(y - r)} L{px(x + r)} {px(y + r)} '
        f'L{px(x + r)} {px(y - r)} L{px(x - r)} {px(y + r)} Z"/>'
    )


def _cloud(at: FloatArray) -> str:
    x, y, r = float(at[0]), float(at[1]), CLOUD_PX
    # Five arcs round a middle, flatter than wide: nobody takes it for a circle.
    corners = [(-1.0, 0.45), (-0.75, -0.4), (0.05, -0.75), (0.85, -0.3), (0.95, 0.45)]
    points = [(x + r * a, y + r * b) for a, b in corners]
    path = f"M{px(points[0][0])} {px(points[0][1])}"
    for (a, b), radius in zip([*points[1:], points[0]], (0.55, 0.6, 0.6, 0.5, 1.6), strict=True):
        path += f" A{px(r * radius)} {px(r * radius)} 0 0 1 {px(a)} {px(b)}"
    return f'<path class="cloud" d="{path} Z"/>'


def _variable(index: int, diagram: StockFlowDiagram, layout: StockFlowLayout) -> str:
    name, shape, box = diagram.names[index], diagram.shapes[index], layout.boxes[index]
    frame, place = "", box.copy()
    if shape is Shape.STOCK:
        corner = box[:2] - 0.5 * box[2:]
        frame = (
            f'<rect class="box" x="{px(corner[0])}" y="{px(corner[1])}" '
            f'width="{px(box[2])}" height="{px(box[3])}" rx="3"/>'
        )
    if shape is Shape.FLOW:
        place[1] += VALVE_PX + 1.0
    text = text_lines(layout.labels[index], place, "name", 14 if shape is Shape.FLOW else 15)
    return (
        f'<g class="variable {shape}" data-name="{safe(name)}">'
        f"<title>{safe(shown(name))}</title>{frame}{text}</g>"
    )
