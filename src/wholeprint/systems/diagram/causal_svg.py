"""A causal loop diagram as SVG text: names stay text, every arc says in words what it means."""

import math
from collections.abc import Sequence

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram.causal import CausalLayout, lay_out
from wholeprint.systems.diagram.lettering import Label, px, safe, shown, width
from wholeprint.systems.diagram.marks import RING_PX
from wholeprint.systems.diagram.shapes import Arrow, CausalDiagram, Loop, Shape, Sign, Turn
from wholeprint.systems.diagram.style import RULES

HEAD_PX = 40.0
KEY_PX = 18.0

_OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="wp" role="img" '
    'aria-labelledby="wp-title wp-desc" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
)

_KEY = '<text class="key" x="20" y="{y}">{text}</text>'

_CLASS = {
    Sign.MORE: "more",
    Sign.LESS: "less",
    Sign.CHANGES: "changes",
    Sign.UNKNOWN: "unknown",
}
_MEANING = {
    Sign.MORE: "more of it, more of that",
    Sign.LESS: "more of it, less of that",
    Sign.CHANGES: "more of it, now more and now less of that",
    Sign.UNKNOWN: "not known which way",
}
_TURN = {Turn.REINFORCING: "reinforcing", Turn.BALANCING: "balancing", Turn.UNKNOWN: "either way"}


def causal_svg(diagram: CausalDiagram) -> str:
    """Return a causal loop diagram as a complete SVG document; the same text each time.

    Args:
        diagram: The diagram.
    """
    return drawn(diagram, lay_out(diagram))


def drawn(diagram: CausalDiagram, layout: CausalLayout) -> str:
    """Return a causal loop diagram that is laid out as a complete SVG document.

    Args:
        diagram: The diagram.
        layout: What `lay_out` made of it.
    """
    body = [*body_lines(diagram, layout)]
    key = key_lines(diagram)
    wide, high = float(layout.size[0]), float(layout.size[1])
    wide = max(wide, 560.0, width(shown(diagram.title), 16) + 60.0)
    return document(diagram.title, described(diagram), body, key, (wide, high))


def document(
    title: str,
    description: str,
    body: Sequence[str],
    key: Sequence[str],
    size: tuple[float, float],
) -> str:
    """Return an SVG document around a drawing: title above, key below, light and dark.

    Args:
        title: What it is of.
        description: What it shows, for those who do not see it.
        body: The drawing, one element a line, from (0, 0) on.
        key: Lines of the key.
        size: Width and height of the drawing [px].
    """
    wide, high = size
    keys = [line for text in key for line in _folded(text, wide - 40.0)]
    whole = high + HEAD_PX + KEY_PX * len(keys) + 12.0
    lines = [
        _OPENING.format(wide=px(wide), high=px(whole)),
        f'<title id="wp-title">{safe(shown(title))}</title>',
        f'<desc id="wp-desc">{safe(description)}</desc>',
        f"<style>{RULES}</style>",
        f'<rect class="paper" width="{px(wide)}" height="{px(whole)}"/>',
        f'<text class="title" x="20" y="28">{safe(shown(title))}</text>',
        f'<g transform="translate(0 {px(HEAD_PX)})">',
        *body,
        "</g>",
        *(
            _KEY.format(y=px(high + HEAD_PX + KEY_PX * (at + 0.5)), text=safe(line))
            for at, line in enumerate(keys)
        ),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _folded(text: str, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", 11) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def described(diagram: CausalDiagram) -> str:
    """Return in words what a causal loop diagram shows.

    Args:
        diagram: The diagram.
    """
    loops = "; ".join(
        f"{loop.label}{f' ({shown(loop.title)})' if loop.title else ''}, {_TURN[loop.turn]}: "
        + ", ".join(shown(diagram.names[each]) for each in loop.path)
        for loop in diagram.loops
    )
    told = f"Causal loop diagram of {len(diagram.names)} variables and {len(diagram.arrows)} links."
    return " ".join(filter(None, (told, f"Loops: {loops}." if loops else "", diagram.note)))


def key_lines(diagram: CausalDiagram) -> list[str]:
    """Return the key: only what the diagram holds.

    Args:
        diagram: The diagram.
    """
    signs = {arrow.sign for arrow in diagram.arrows}
    words = [
        ("+  more of one, more of the other", Sign.MORE in signs),
        (f"{Sign.LESS}  more of one, less of the other", Sign.LESS in signs),
        (f"{Sign.CHANGES}  changes sign", Sign.CHANGES in signs),
        ("?  sign not known", Sign.UNKNOWN in signs),
        ("||  takes its time", any(arrow.is_delayed for arrow in diagram.arrows)),
        ("R  reinforcing loop", any(loop.turn is Turn.REINFORCING for loop in diagram.loops)),
        ("B  balancing loop", any(loop.turn is Turn.BALANCING for loop in diagram.loops)),
        ("U  loop of either kind", any(loop.turn is Turn.UNKNOWN for loop in diagram.loops)),
    ]
    line = "   \u00b7   ".join(text for text, there in words if there)
    return [each for each in (line, diagram.note) if each]


def body_lines(diagram: CausalDiagram, layout: CausalLayout) -> list[str]:
    """Return the elements of a causal loop diagram: arcs below, then names, then loop marks.

    Args:
        diagram: The diagram.
        layout: Where everything lies.
    """
    names = diagram.names
    arcs = [
        arrow_element(
            index, arrow, names, layout.arcs[index], layout.signs[index], layout.bars[index]
        )
        for index, arrow in enumerate(diagram.arrows)
    ]
    labels = [
        _name(index, names[index], layout, diagram.shapes.get(index, Shape.NAME))
        for index in range(len(names))
    ]
    loops = [
        _loop(loop, layout.rings[at], layout.captions[at], clockwise=layout.clockwise[at])
        for at, loop in enumerate(diagram.loops)
    ]
    return [*arcs, *labels, *loops]


def arrow_element(
    index: int,
    arrow: Arrow,
    names: Sequence[str],
    arc: FloatArray,
    sign: FloatArray,
    bars: FloatArray,
) -> str:
    """Return a link: its arc, its head, its sign, its delay mark, and what it means in words.

    Args:
        index: Which link it is.
        arrow: The link.
        names: Names of the variables.
        arc: Its control points; shape (4, 2) [px].
        sign: Where its sign stands [px].
        bars: Where its delay mark stands and the direction there [px].
    """
    delayed = ", after a delay" if arrow.is_delayed else ""
    told = (
        f"{shown(names[arrow.source])} \u2192 {shown(names[arrow.target])}: "
        f"{_MEANING[arrow.sign]}{delayed}"
    )
    path, head = arc_and_head(arc)
    across = bars_element(bars) if arrow.is_delayed else ""
    return (
        f'<g class="link {_CLASS[arrow.sign]}" data-link="{index}"><title>{safe(told)}</title>'
        f'<path class="arc" d="{path}"/><path class="head" d="{head}"/>{across}'
        f'<text class="sign" x="{px(sign[0])}" y="{px(sign[1] + 5.0)}">{arrow.sign}</text></g>'
    )


def arc_and_head(arc: FloatArray, long_px: int = 9) -> tuple[str, str]:
    """Return the paths of an arc and of the head at its end.

    Args:
        arc: Its control points; shape (4, 2) [px].
        long_px: Length of the head.
    """
    tip = arc[3]
    way = tip - arc[2]
    way = way / max(float(np.hypot(*way)), 1e-9)
    right = np.array([-way[1], way[0]])
    foot = tip - long_px * way
    one, two = foot + 0.42 * long_px * right, foot - 0.42 * long_px * right
    line = " ".join(
        f"{px(x)} {px(y)}"
        for x, y in (arc[1], arc[2] - 0.5 * long_px * way, tip - 0.7 * long_px * way)
    )
    head = " L".join(f"{px(x)} {px(y)}" for x, y in (tip, one, two))
    return f"M{px(arc[0, 0])} {px(arc[0, 1])} C{line}", f"M{head} Z"


def bars_element(bars: FloatArray) -> str:
    """Return the two strokes across an arc that takes its time.

    Args:
        bars: Where they stand and the direction of the arc there; shape (4,) [px].
    """
    place, way = bars[:2], bars[2:]
    right = 7.0 * np.array([-way[1], way[0]])
    strokes: list[str] = []
    for along in (-2.5, 2.5):
        one, two = place + along * way + right, place + along * way - right
        strokes.append(f"M{px(one[0])} {px(one[1])} L{px(two[0])} {px(two[1])}")
    return f'<path class="bars" d="{" ".join(strokes)}"/>'


def _name(index: int, name: str, layout: CausalLayout, shape: Shape) -> str:
    box = layout.boxes[index]
    frame = ""
    if shape is Shape.STOCK:
        corner = box[:2] - 0.5 * box[2:]
        frame = (
            f'<rect class="box" x="{px(corner[0])}" y="{px(corner[1])}" '
            f'width="{px(box[2])}" height="{px(box[3])}" rx="3"/>'
        )
    text = text_lines(layout.labels[index], box, "name")
    return (
        f'<g class="variable {shape}" data-name="{safe(name)}">'
        f"<title>{safe(shown(name))}</title>{frame}{text}</g>"
    )


def text_lines(label: Label, box: FloatArray, kind: str, line_px: int = 15) -> str:
    """Return a label as one text of several lines.

    Args:
        label: The label.
        box: Its middle, width and height [px].
        kind: Its class.
        line_px: From line to line.
    """
    first = box[1] - 0.5 * (len(label.lines) - 1) * line_px + 4.5
    spans = "".join(
        f'<tspan x="{px(box[0])}" y="{px(first + at * line_px)}">{safe(line)}</tspan>'
        for at, line in enumerate(label.lines)
    )
    return f'<text class="{kind}">{spans}</text>'


def _loop(loop: Loop, place: FloatArray, caption: Label, *, clockwise: bool) -> str:
    kind = {Turn.REINFORCING: "r", Turn.BALANCING: "b", Turn.UNKNOWN: "u"}[loop.turn]
    told = f"{loop.label}{f': {shown(loop.title)}' if loop.title else ''} ({_TURN[loop.turn]})"
    x, y = float(place[0]), float(place[1])
    radius = RING_PX - 2.0
    way = 1.0 if clockwise else -1.0
    # The arrow begins at the upper left (or right), goes round, and ends three quarters later.
    begin, end = -math.pi / 2.0 + way * 0.5, -math.pi / 2.0 + way * (2.0 * math.pi - 0.55)
    one = (x + radius * math.cos(begin), y + radius * math.sin(begin))
    two = (x + radius * math.cos(end), y + radius * math.sin(end))
    along = (-way * math.sin(end), way * math.cos(end))
    tip = (two[0] + 7.0 * along[0], two[1] + 7.0 * along[1])
    right = (-along[1] * 4.2, along[0] * 4.2)
    ring = (
        f"M{px(one[0])} {px(one[1])} A{px(radius)} {px(radius)} 0 1 {int(clockwise)} "
        f"{px(two[0])} {px(two[1])}"
    )
    head = (
        f"M{px(tip[0])} {px(tip[1])} L{px(two[0] + right[0])} {px(two[1] + right[1])} "
        f"L{px(two[0] - right[0])} {px(two[1] - right[1])} Z"
    )
    under = ""
    if caption.lines:
        middle = np.array([x, y + RING_PX + 0.5 * caption.size[1] + 2.0, *caption.size])
        under = text_lines(caption, middle, "caption", 13)
    size = 12 if len(loop.label) <= 2 else 10 if len(loop.label) == 3 else 8  # noqa: PLR2004 - letters of a label
    return (
        f'<g class="loop {kind}" data-loop="{safe(loop.label)}"><title>{safe(told)}</title>'
        f'<path class="ring" d="{ring}"/><path class="ringhead" d="{head}"/>'
        f'<text x="{px(x)}" y="{px(y + 0.36 * size)}" style="font-size:{size}px">'
        f"{safe(loop.label)}</text>{under}</g>"
    )
