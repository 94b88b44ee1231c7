"""What variables did over time, drawn in characters: small plots side by side."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from wholeprint.report.text.page import Cell, Column, Page
from wholeprint.report.text.plots import Scale, strip

_HEIGHT = 4
_EIGHTHS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
_FULL = len(_EIGHTHS) - 1
_WIDE = 90
"""From so many columns on two plots stand side by side."""
_LABEL = 10
_DIGITS = 5
_LARGE, _SMALL = 1e10, 1e-3


@dataclass(frozen=True, slots=True)
class Course:
    """What one variable did.

    Attributes:
        name: What it is called.
        unit: Its unit, "" for none.
        values: Its values over time.
    """

    name: str
    unit: str
    values: Sequence[float]


def number(value: float) -> str:
    """Return a number with five digits that count, in groups of three.

    Args:
        value: The number.
    """
    if value == 0.0 or not math.isfinite(value):
        return f"{value:g}"
    if not _SMALL <= abs(value) < _LARGE:
        return f"{value:.{_DIGITS - 1}g}".replace("-", "\u2212")
    decimals = max(0, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return short.replace("-", "\u2212")


def instant(value: float) -> str:
    """Return an instant: a year is not parted in thousands.

    Args:
        value: The instant [time unit of the model].
    """
    return f"{value:.7g}".replace("-", "\u2212")


def area(values: Sequence[float], width: int, height: int = _HEIGHT) -> list[str]:
    """Return lines of characters that are filled up to the values, the topmost first.

    Args:
        values: The values, at equal distances.
        width: How many characters the plot is wide.
        height: How many lines it is high.
    """
    shown = _spread(strip(values, width), width)
    scale = Scale.over(shown)
    # The least value has one eighth, so that it is not taken for a gap.
    levels = [1 + round(scale.share(each) * (height * _FULL - 1)) for each in shown]
    lines = list[str]()
    for row in reversed(range(height)):
        filled = (min(max(level - row * _FULL, 0), _FULL) for level in levels)
        lines.append("".join(_EIGHTHS[each] for each in filled))
    return lines


def _spread(values: Sequence[float], width: int) -> list[float]:
    # Few instants are drawn as steps as wide as there is room for.
    return [values[min(place * len(values) // width, len(values) - 1)] for place in range(width)]


def plots(page: Page, courses: Sequence[Course], times: Sequence[float], unit: str) -> None:
    """Lay out small plots, two side by side where the page is wide enough.

    Args:
        page: The page.
        courses: What is drawn.
        times: The instants.
        unit: Unit of time, "" for none.
    """
    count = 2 if page.width >= _WIDE and len(courses) > 1 else 1
    width = page.width // count - _LABEL - 4
    columns = [Column(), Column()] * count
    for first in range(0, len(courses), count):
        blocks = [_block(each, times, unit, width) for each in courses[first : first + count]]
        blocks += [[] for _ in range(count - len(blocks))]
        rows = [
            [cell for pair in line for cell in pair]
            for line in zip_longest(*blocks, fillvalue=(Cell(""), Cell("")))
        ]
        page.blank()
        page.table(columns, rows, indent=0)


def _block(
    course: Course, times: Sequence[float], unit: str, width: int
) -> list[tuple[Cell, Cell]]:
    named = f"{course.name} [{course.unit}]" if course.unit else course.name
    if len(named) > width:
        named = f"{named[: width - 1]}\u2026"
    lines = area(course.values, width)
    labels = [number(max(course.values)), *[""] * (len(lines) - 2), number(min(course.values))]
    drawn = [(Cell(line), Cell(label, "dim")) for line, label in zip(lines, labels, strict=True)]
    ends = instant(times[0]), f"{instant(times[-1])} {unit}".rstrip()
    axis = f"{ends[0]}{' ' * max(1, width - len(ends[0]) - len(ends[1]))}{ends[1]}"
    return [(Cell(named.ljust(width), "bold"), Cell("")), *drawn, (Cell(axis, "dim"), Cell(""))]
