"""Plots in characters: they read without colour, and in a file as on a terminal."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wholeprint.report.text.page import Cell, Column, Page, Style

_SHADES = "\u00b7\u2591\u2592\u2593\u2588"
"""From least to most; the first one can be seen too, so that it is not taken for a gap."""

_BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
GAP = " "

_LEVEL_STYLES: tuple[Style, ...] = ("good", "good", "", "warning", "bad")


@dataclass(frozen=True, slots=True)
class Scale:
    """From what value to what value a plot reaches.

    Attributes:
        low: The least value shown.
        high: The greatest value shown.
    """

    low: float
    high: float

    @classmethod
    def over(cls, values: Sequence[float]) -> "Scale":
        """Return the scale that holds all values; gaps (NaN) are passed over.

        Args:
            values: The values; at least one is known.
        """
        known = [value for value in values if not math.isnan(value)]
        return cls(min(known), max(known))

    def share(self, value: float) -> float:
        """Return where a value lies between both ends [1]; in the middle where they are one.

        Args:
            value: The value.
        """
        if self.high <= self.low:
            return 0.5
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def bars(values: Sequence[float], scale: Scale) -> str:
    """Return a line of bars, one character for each value; a gap stays blank.

    Args:
        values: The values; NaN is a gap.
        scale: From what to what.
    """
    return "".join(_pick(_BARS, value, scale) for value in values)


def shades(values: Sequence[float], scale: Scale) -> str:
    """Return a row of a heat map, one character for each value; a gap stays blank.

    Args:
        values: The values; NaN is a gap.
        scale: From what to what.
    """
    return "".join(_pick(_SHADES, value, scale) for value in values)


def _pick(characters: str, value: float, scale: Scale) -> str:
    if math.isnan(value):
        return GAP
    return characters[min(int(scale.share(value) * len(characters)), len(characters) - 1)]


def heat_map(
    page: Page, rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float]]
) -> None:
    """Lay out a heat map: a line for each row, two characters for each cell, and a key.

    Args:
        page: The page.
        rows: What each row is.
        columns: What each column is; every third is named above.
        values: A row of values for each row; NaN is a gap.
    """
    scale = Scale.over([value for row in values for value in row])
    head = "".join(f"{name:<6}" for name in columns[::3]).rstrip()
    cells: list[tuple[str | Cell, ...]] = [("", Cell(head, "dim"))]
    for name, row in zip(rows, values, strict=True):
        drawn = "".join(character * 2 for character in shades(row, scale)).rstrip()
        cells.append((name, drawn))
    page.table((Column(), Column()), cells)
    page.line(_key(scale, len(_SHADES)), "dim", indent=2)


def _key(scale: Scale, count: int) -> str:
    step = (scale.high - scale.low) / count
    parts = [
        f"{_SHADES[place] * 2} {scale.low + place * step:.0f}\u2013"
        f"{scale.low + (place + 1) * step:.0f}"
        for place in range(count)
    ]
    return "  ".join(parts)


def level(value: float, scale: Scale) -> Style:
    """Return how a value is coloured: green for the least, red for the most.

    Args:
        value: The value.
        scale: From what to what.
    """
    place = min(int(scale.share(value) * len(_LEVEL_STYLES)), len(_LEVEL_STYLES) - 1)
    return _LEVEL_STYLES[place]


def strip(values: Sequence[float], count: int) -> list[float]:
    """Return at most so many values, each the mean of the known ones in its share of the list.

    Args:
        values: The values; NaN is a gap.
        count: How many are wanted.
    """
    if len(values) <= count:
        return list(values)
    bounds = [round(place * len(values) / count) for place in range(count + 1)]
    found: list[float] = []
    for first, last in pairwise(bounds):
        known = [value for value in values[first:last] if not math.isnan(value)]
        found.append(math.fsum(known) / len(known) if known else math.nan)
    return found


def box_line(box: Mapping[str, float], scale: Scale, width: int) -> str:
    """Return a box plot in one line: ``|---[==|==]-----|``.

    Args:
        box: ``low_whisker``, ``first_quartile``, ``median``, ``third_quartile``, ``high_whisker``.
        scale: From what to what.
        width: How many characters the scale takes.
    """
    place = {name: round(scale.share(value) * (width - 1)) for name, value in box.items()}
    line = [" "] * width
    for column in range(place["low_whisker"], place["high_whisker"] + 1):
        line[column] = "\u2500"
    for column in range(place["first_quartile"], place["third_quartile"] + 1):
        line[column] = "\u2588"
    if place["low_whisker"] < place["first_quartile"]:
        line[place["low_whisker"]] = "\u251c"
    if place["high_whisker"] > place["third_quartile"]:
        line[place["high_whisker"]] = "\u2524"
    line[place["median"]] = "\u2502"
    return "".join(line).rstrip()
