"""A causal loop diagram that moves: one HTML file whose links follow their scores over time.

The file needs no network and holds everything itself. Without scripts it is the still diagram. The
text of the page is never put together from names by the script: it only sets widths, shades and
numbers.
"""

import json
from collections.abc import Sequence

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram.causal import lay_out
from wholeprint.systems.diagram.causal_svg import drawn
from wholeprint.systems.diagram.lettering import safe, shown
from wholeprint.systems.diagram.shapes import CausalDiagram, Turn

_PLOT_WIDE, _PLOT_HIGH = 900.0, 150.0

_SLIDER = (
    '<input id="wp-slider" type="range" min="0" max="{last}" value="{begin}" aria-label="time">'
)
_OPENING = (
    '<svg viewBox="-44 -8 {wide} {high}" role="img" '
    'aria-label="Share of the behaviour that each loop explains, over time">'
)

_COLOURS = (
    *("#009e73", "#cc79a7", "#8c6d31", "#7b5cb8", "#56b4e9", "#b8860b", "#999999", "#c0392b"),
)
"""Colours of loops, none of them that of a link. Source of some: Okabe and Ito, Color Universal
Design; the others are ours."""

_DASHES = ("<li>solid: reinforcing \u00b7 dashed: balancing, or either way</li>",)

_RULES = """
:root{color-scheme:light dark}
body{margin:0;font-family:Arial,Helvetica,'Liberation Sans',sans-serif;background:#fff;\
color:#1b1b1b}
@media (prefers-color-scheme:dark){body{background:#16191d;color:#e9e9e9}}
.time{position:sticky;top:0;display:flex;gap:12px;align-items:center;padding:10px 20px;\
background:inherit;z-index:1}
.time input{flex:1;min-width:120px} .time output{min-width:9em;font-variant-numeric:tabular-nums}
.time button{font:inherit;padding:4px 14px}
main>svg{max-width:100%;height:auto;display:block}
.plot{padding:0 20px 20px} .plot svg{width:100%;max-width:1100px;height:auto;display:block}
.plot line{stroke:currentColor;stroke-width:1} .plot .now{stroke-width:1.5}
.plot text{font-size:11px;fill:currentColor;font-family:inherit}
.keys{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;padding:6px 0;list-style:none;\
margin:0}
.keys i{display:inline-block;width:.9em;height:.9em;margin-right:.4em;vertical-align:-.1em}
.keys b{font-weight:400;font-variant-numeric:tabular-nums;opacity:.8}
""".strip()

_SCRIPT = """
(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('wp-data').textContent);
  var slider = document.getElementById('wp-slider');
  var told = document.getElementById('wp-time');
  var play = document.getElementById('wp-play');
  var now = document.getElementById('wp-now');
  var shares = document.querySelectorAll('[data-share]');
  var links = document.querySelectorAll('[data-link]');
  var loops = document.querySelectorAll('[data-mark]');
  function show(at) {
    links.forEach(function (link) {
      var score = data.links[Number(link.getAttribute('data-link'))][at];
      var size = Math.min(Math.abs(score), 1);
      link.style.opacity = String(0.16 + 0.84 * Math.sqrt(size));
      link.querySelector('.arc').style.strokeWidth = (0.8 + 3.4 * size).toFixed(2) + 'px';
    });
    loops.forEach(function (loop) {
      var size = Math.abs(data.loops[Number(loop.getAttribute('data-mark'))][at]);
      loop.style.opacity = String(0.22 + 0.78 * Math.min(2 * size, 1));
      loop.querySelector('.ring').style.strokeWidth = (1.2 + 3.6 * size).toFixed(2) + 'px';
    });
    shares.forEach(function (cell) {
      var share = data.loops[Number(cell.getAttribute('data-share'))][at];
      cell.textContent = (100 * share).toFixed(0).replace('-', '\\u2212') + ' %';
    });
    told.textContent = data.times[at] + (data.unit ? ' ' + data.unit : '');
    var x = data.wide * at / Math.max(data.times.length - 1, 1);
    now.setAttribute('x1', String(x));
    now.setAttribute('x2', String(x));
    slider.setAttribute('aria-valuetext', told.textContent);
  }
  slider.addEventListener('input', function () { show(Number(slider.value)); });
  var timer = 0;
  play.addEventListener('click', function () {
    if (timer) {
      window.clearInterval(timer);
      timer = 0;
    } else {
      if (Number(slider.value) >= data.times.length - 1) { slider.value = '0'; }
      timer = window.setInterval(function () {
        var next = Number(slider.value) + 1;
        if (next >= data.times.length) { window.clearInterval(timer); timer = 0; next -= 1; }
        slider.value = String(next);
        show(next);
        play.textContent = timer ? 'Pause' : 'Play';
      }, 90);
    }
    play.textContent = timer ? 'Pause' : 'Play';
  });
  show(Number(slider.value));
}());
""".strip()


def animated_html(diagram: CausalDiagram, times: Sequence[float], unit: str) -> str:
    """Return a page with a causal loop diagram, a slider over time, and the loops' shares.

    Args:
        diagram: The diagram; its arrows and loops have a strength for each instant.
        times: The instants, one for each strength [unit].
        unit: Unit of time as written.
    """
    picture = drawn(diagram, lay_out(diagram))
    for at, loop in enumerate(diagram.loops):
        mark = f'data-loop="{safe(loop.label)}"'
        # Loops may share a label: each mark is numbered in the order in which it is drawn.
        picture = picture.replace(mark, f'data-mark="{at}"', 1)
    last = max(len(times) - 1, 0)
    data = {
        "times": [f"{each:.6g}" for each in times],
        "unit": unit,
        "wide": _PLOT_WIDE,
        "links": [[round(each, 3) for each in arrow.strengths] for arrow in diagram.arrows],
        "loops": [[round(each, 3) for each in loop.shares] for loop in diagram.loops],
    }
    title = safe(shown(diagram.title))
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}: its loops over time</title>",
        f"<style>{_RULES}{_ring_rules(diagram)}</style></head>",
        "<body>",
        '<div class="time"><button id="wp-play" type="button">Play</button>',
        _SLIDER.format(last=last, begin=_begin(diagram, last)),
        '<output id="wp-time" for="wp-slider"></output></div>',
        *_plot(diagram),
        f"<main>{picture}</main>",
        f'<script type="application/json" id="wp-data">{_embedded(data)}</script>',
        f"<script>{_SCRIPT}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _embedded(data: object) -> str:
    # Nothing in it may end the element that it stands in.
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _begin(diagram: CausalDiagram, last: int) -> int:
    """Return the first instant at which something acts on something."""
    for at in range(last + 1):
        if any(arrow.strengths[at] for arrow in diagram.arrows if at < len(arrow.strengths)):
            return at
    return 0


def _plot(diagram: CausalDiagram) -> list[str]:
    """Return the loops' shares over time as lines, with the share at the instant in the key."""
    if not diagram.loops:
        return ['<svg hidden><line id="wp-now"/></svg>']
    wide, high = _PLOT_WIDE, _PLOT_HIGH
    middle = 0.5 * high
    lines = [
        '<section class="plot"><ul class="keys">',
        *(
            f'<li><i style="background:{_colour(at)}"></i>{safe(_called(loop.label, loop.title))} '
            f'<b data-share="{at}"></b></li>'
            for at, loop in enumerate(diagram.loops)
        ),
        *_DASHES * any(loop.turn is not Turn.REINFORCING for loop in diagram.loops),
        "</ul>",
        _OPENING.format(wide=f"{wide + 52:g}", high=f"{high + 16:g}"),
        f'<line x1="0" x2="{wide:g}" y1="{middle:g}" y2="{middle:g}" opacity="0.5"/>',
        '<text x="-6" y="4" text-anchor="end">100 %</text>',
        f'<text x="-6" y="{middle + 4:g}" text-anchor="end">0</text>',
        f'<text x="-6" y="{high + 4:g}" text-anchor="end">\u2212100 %</text>',
    ]
    for at, loop in enumerate(diagram.loops):
        count = max(len(loop.shares) - 1, 1)
        points = " ".join(
            f"{wide * place / count:.1f},{middle - middle * share:.1f}"
            for place, share in enumerate(loop.shares)
        )
        dash = "" if loop.turn is Turn.REINFORCING else ' stroke-dasharray="6 3"'
        lines.append(
            f'<polyline points="{points}" fill="none" stroke="{_colour(at)}" '
            f'stroke-width="2"{dash}/>'
        )
    lines += [
        f'<line id="wp-now" class="now" x1="0" x2="0" y1="0" y2="{high:g}"/>',
        "</svg></section>",
    ]
    return lines


def _ring_rules(diagram: CausalDiagram) -> str:
    """Return the rules that give a loop's mark the colour of its line."""
    return "".join(
        f'\nmain .wp [data-mark="{at}"] .ring{{stroke:{_colour(at)}}}'
        f'\nmain .wp [data-mark="{at}"] .ringhead{{fill:{_colour(at)}}}'
        for at in range(len(diagram.loops))
    )


def _colour(at: int) -> str:
    return _COLOURS[at % len(_COLOURS)]


def _called(label: str, title: str) -> str:
    return f"{label} {shown(title)}" if title else label


def frame_times(times: FloatArray, frames: Sequence[int]) -> list[float]:
    """Return the instants of an animated diagram.

    Args:
        times: All instants of the run.
        frames: Which of them it has, see `views.frames_of`.
    """
    return [float(times[each]) for each in frames]
