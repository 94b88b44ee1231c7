"""Lookups made ready to be read without branches."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wholeprint.systems.model import Reading, Table

_LANES = 8
_TRIES = 16


@dataclass(frozen=True, slots=True)
class Reader:
    """The points of a lookup, with the slope behind each.

    Attributes:
        xs: Places.
        ys: Values.
        slopes: From each point to the next; the last goes on where the lookup does, else 0.
        scale: Points per unit of the input where they are evenly spaced: the point at or before x
            is floor((x - first) * scale), exact at every point. 0 where they are not.
        is_discrete: Whether values hold until the next point.
        goes_on: Whether the lines go on beyond the ends.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slopes: tuple[float, ...]
    scale: float
    is_discrete: bool
    goes_on: bool

    def padded(self, row: Sequence[float]) -> tuple[float, ...]:
        """Return a row with as many numbers as whole vectors hold.

        Args:
            row: Places, values or slopes.
        """
        size = -len(row) % _LANES
        return (*row, *(size * (row[-1],)))


def prepared(table: Table) -> Reader:
    """Return a lookup made ready.

    Args:
        table: Its points.
    """
    xs, ys = table.xs, table.ys
    goes_on = table.reading is Reading.EXTRAPOLATE and len(xs) > 1
    slopes = [
        (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        for (x0, x1), (y0, y1) in zip(pairwise(xs), pairwise(ys), strict=True)
    ]
    slopes.append(slopes[-1] if goes_on else 0.0)
    return Reader(xs, ys, tuple(slopes), _scale(xs), table.reading is Reading.DISCRETE, goes_on)


def _scale(xs: tuple[float, ...]) -> float:
    """Return points per unit of an even grid, 0 for one that is not even.

    Every place must lead to its own point although it is rounded twice: the scale is raised by
    units of its last digit until that is so.
    """
    if len(xs) < 2 or not xs[-1] > xs[0]:  # noqa: PLR2004 - a line needs two points
        return 0.0
    scale = (len(xs) - 1) / (xs[-1] - xs[0])
    for _ in range(_TRIES):
        if not 0.0 < scale < math.inf:
            return 0.0
        if all(math.floor((x - xs[0]) * scale) == place for place, x in enumerate(xs)):
            return scale
        scale = math.nextafter(scale, math.inf)
    return 0.0
