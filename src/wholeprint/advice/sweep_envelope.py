"""The least and the greatest of many lines, for every place at once.

Of half a million lines a handful are the least somewhere. They are found by walking along the
lower edge of all lines: from the line that is least at one end to the one that crosses it first,
and so on. Before, all lines are dropped that begin above where another one ends.
"""

from typing import NamedTuple

import numpy as np

from wholeprint.advice.sweep_slots import IntArray
from wholeprint.quantities.distribution import FloatArray

_ON_CORNER = 1e-12


class Extremes(NamedTuple):
    """The least of many lines at given places.

    Attributes:
        amount: The least value [unit of the lines].
        line: Which line; the first of those that tie.
    """

    amount: FloatArray
    line: IntArray


def lowest(height: FloatArray, slope: FloatArray, places: FloatArray) -> Extremes:
    """Return the least of lines ``height + place slope``.

    Args:
        height: Of each line at nought; at least one line.
        slope: Of each line.
        places: Where to look, rising.

    Returns:
        The least value at each place, and whose it is.
    """
    begin, end = float(places[0]), float(places[-1])
    first = height + begin * slope
    if begin == end:
        line = int(np.argmin(first))
        return Extremes(np.full(places.size, first[line]), np.full(places.size, line))
    last = height + end * slope
    bound = float(np.min(np.maximum(first, last)))
    kept = np.flatnonzero(np.minimum(first, last) <= bound)
    corners, lines = _walk(first[kept], slope[kept], end - begin)
    line = kept[lines[np.searchsorted(corners, places - begin, side="right") - 1]]
    amount = height[line] + places * slope[line]
    # Where two lines meet, and at the ends, a line may touch that is no part of the walk.
    nearest = np.append(corners, end - begin)
    after = np.searchsorted(nearest, places - begin).clip(1, nearest.size - 1)
    away = np.minimum(
        np.abs(nearest[after] - (places - begin)), np.abs(nearest[after - 1] - (places - begin))
    )
    for at in np.unique(places[away <= _ON_CORNER * end]):
        values = height[kept] + at * slope[kept]
        same = places == at
        line[same] = kept[int(np.argmin(values))]
        amount[same] = np.min(values)
    return Extremes(amount, line)


def highest(height: FloatArray, slope: FloatArray, places: FloatArray) -> Extremes:
    """Return the greatest of lines ``height + place slope``.

    Args:
        height: Of each line at nought; at least one line.
        slope: Of each line.
        places: Where to look, rising.

    Returns:
        The greatest value at each place, and whose it is.
    """
    found = lowest(-height, -slope, places)
    return Extremes(-found.amount, found.line)


def _walk(height: FloatArray, slope: FloatArray, length: float) -> tuple[FloatArray, IntArray]:
    """Return where along the lower edge each line takes over, from nought, and which line it is."""
    which = np.arange(height.size)
    current = _first_of(height, slope)
    corners, lines = [0.0], [int(which[current])]
    while True:
        level, fall = height[current], slope[current]
        steeper = slope < fall
        height, slope, which = height[steeper], slope[steeper], which[steeper]
        if not which.size:
            break
        crossing = (height - level) / (fall - slope)
        current = _first_of(crossing, slope)
        if crossing[current] >= length:
            break
        corners.append(float(crossing[current]))
        lines.append(int(which[current]))
    return np.asarray(corners), np.asarray(lines)


def _first_of(leading: FloatArray, slope: FloatArray) -> int:
    """Return the first of those that lead, and of those that fall the most."""
    leads = np.flatnonzero(leading == np.min(leading))
    return int(leads[np.argmin(slope[leads])])
