"""Exact quantiles of many rising lines at many places, without sorting all of them at each.

Levels are not negative, so every line rises, and so does every order statistic. Between two places
at which one is known, a line that ends below what it was at the first, or begins above what it is
at the second, only counts; the few lines between are all that need be looked at. Halving goes on
until so few are left that they can be sorted for every place.
"""

from typing import NamedTuple, TypeVar

import numpy as np

from wholeprint.quantities.distribution import FloatArray

_Value = TypeVar("_Value", float, FloatArray)

_FEW = 40_000
"""So many values are sorted at once; halving on would cost more."""


class _Stretch(NamedTuple):
    """Places from ``begin`` to ``end``, at both of which two neighbouring ranks are known."""

    begin: int
    end: int
    low: tuple[float, float]
    high: tuple[float, float]
    height: FloatArray
    slope: FloatArray
    rank: int


def quantiles(
    height: FloatArray, slope: FloatArray, places: FloatArray, probabilities: tuple[float, ...]
) -> FloatArray:
    """Return quantiles over lines ``height + place slope`` at many places.

    Between two ranks a quantile lies on the straight line, as with NumPy's default.

    Args:
        height: Of each line at nought; at least one line.
        slope: Of each line; none negative.
        places: Where to look, rising; none negative.
        probabilities: Of the quantiles, from 0 to 1.

    Returns:
        One row per probability, one column per place [unit of the lines].
    """
    if not probabilities:
        return np.empty((0, places.size))
    if height[0] == np.min(height) == np.max(height):
        # All lines leave from one point: their order is the same everywhere.
        return height[0] + np.outer(np.quantile(slope, probabilities), places)
    ranks = [_rank(probability, height.size) for probability in probabilities]
    needed = sorted({rank for low, _ in ranks for rank in (low, min(low + 1, height.size - 1))})
    first = np.partition(height + places[0] * slope, needed)
    single = bool(places[0] == places[-1])
    last = first if single else np.partition(height + places[-1] * slope, needed)
    found = np.empty((len(ranks), places.size))
    for row, (rank, part) in enumerate(ranks):
        following = min(rank + 1, height.size - 1)
        begin = (float(first[rank]), float(first[following]))
        end = (float(last[rank]), float(last[following]))
        whole = _Stretch(0, places.size - 1, begin, end, height, slope, rank)
        _Search(places, part, found[row]).fill(whole)
    return found


def _rank(probability: float, amount: int) -> tuple[int, float]:
    place = probability * (amount - 1)
    rank = min(int(place), amount - 1)
    return rank, place - rank


class _Search:
    """The search for one quantile at all places."""

    def __init__(self, places: FloatArray, part: float, found: FloatArray) -> None:
        self._places = places
        self._part = part
        self._found = found

    def fill(self, whole: _Stretch) -> None:
        self._found[whole.begin] = self._between(*whole.low)
        self._found[whole.end] = self._between(*whole.high)
        open_ = [whole]
        while open_:
            stretch = open_.pop()
            inner = slice(stretch.begin + 1, stretch.end)
            if stretch.end - stretch.begin < 2:  # noqa: PLR2004 - nothing lies between neighbours
                continue
            if self._places[stretch.begin] == self._places[stretch.end]:
                self._found[inner] = self._found[stretch.begin]
                continue
            fewer = self._without_certain(stretch)
            if (fewer.end - fewer.begin) * fewer.height.size <= _FEW:
                values = fewer.height + self._places[inner, np.newaxis] * fewer.slope
                self._found[inner] = self._between(*_two(values, fewer.rank))
            else:
                open_ += self._halved(fewer)

    def _between(self, low: _Value, high: _Value) -> _Value:
        return low + self._part * (high - low)

    def _without_certain(self, stretch: _Stretch) -> _Stretch:
        height, slope = stretch.height, stretch.slope
        below = height + self._places[stretch.end] * slope < stretch.low[0]
        above = height + self._places[stretch.begin] * slope > stretch.high[1]
        kept = ~(below | above)
        rank = stretch.rank - int(np.count_nonzero(below))
        return stretch._replace(height=height[kept], slope=slope[kept], rank=rank)

    def _halved(self, stretch: _Stretch) -> tuple[_Stretch, _Stretch]:
        middle = (stretch.begin + stretch.end) // 2
        values = stretch.height + self._places[middle] * stretch.slope
        low, high = _two(values[np.newaxis], stretch.rank)
        here = (float(low[0]), float(high[0]))
        self._found[middle] = self._between(*here)
        return stretch._replace(end=middle, high=here), stretch._replace(begin=middle, low=here)


def _two(values: FloatArray, rank: int) -> tuple[FloatArray, FloatArray]:
    """Return the values at a rank and at the one behind it, of every row."""
    following = min(rank + 1, values.shape[1] - 1)
    values.partition(sorted({rank, following}), axis=1)
    return values[:, rank], values[:, following]
