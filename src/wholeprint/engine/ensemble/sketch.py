"""Quantiles of more values than are kept: sorted buffers that are thinned as they fill.

Each buffer holds values of one weight, a power of two. Where a buffer would pass its capacity,
every other one of its sorted values is dropped and the rest count double; whether the odd or the
even ones go is as good as random, and follows from where in the ensemble the values stand. So a
sketch is deterministic, two are merged into one, and a rank is off by no more than the sum of the
weights at which buffers were thinned, which is kept (`off_ranks`); mostly by far less. As long as
nothing was thinned, quantiles are exact. It is the deterministic ancestor of KLL sketches: Manku,
Rajagopalan, Lindsay: Approximate medians and other quantiles in one pass (SIGMOD 1998); the bound
is worked out here: one thinning at weight w moves no rank by more than w.
"""

from dataclasses import dataclass

import numpy as np

from wholeprint.quantities.distribution import FloatArray

_WORD = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Sketch:
    """Sorted values of many points side by side; all points have seen the same number of values.

    Attributes:
        buffers: For weights 1, 2, 4, ...: values, sorted along the last axis; (points, size).
        capacity: No buffer holds more.
        off_ranks: By how many values a rank may be off at the most.
        salt: Decides which values go at the next thinning.
    """

    buffers: tuple[FloatArray, ...]
    capacity: int
    off_ranks: int = 0
    salt: int = 0

    @property
    def count(self) -> int:
        """How many values each point has seen."""
        return sum(buffer.shape[1] << level for level, buffer in enumerate(self.buffers))

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """Return the values below which given shares lie, with straight lines between values.

        Args:
            shares: Shares between 0 and 1 [1].

        Returns:
            Shape (shares, points); NaN where nothing was seen.
        """
        points, count = self.buffers[0].shape[0], self.count
        if count == 0:
            return np.full((shares.size, points), np.nan)
        if len(self.buffers) == 1:
            return _exact(self.buffers[0], shares)
        values = np.concatenate(self.buffers, axis=1)
        sizes = [buffer.shape[1] for buffer in self.buffers]
        weights = np.repeat(2.0 ** np.arange(len(sizes)), sizes)
        order = np.argsort(values, axis=1, kind="stable")
        found = np.empty((shares.size, points))
        for point in range(points):
            own = weights[order[point]]
            # The middle of the ranks a value stands for; of weight 1, its very rank.
            middles = np.cumsum(own) - (own + 1.0) / 2.0
            found[:, point] = np.interp(shares * (count - 1), middles, values[point, order[point]])
        return found


def sketch_of(values: FloatArray, capacity: int, *, salt: int = 0, thinned: int = 0) -> Sketch:
    """Return the sketch of some values.

    Args:
        values: Values; shape (points, values).
        capacity: No buffer shall hold more.
        salt: Another one for each stretch of values lets errors cancel.
        thinned: How many times they are thinned at once, to be kept in less space.
    """
    found = _settled([np.sort(values, axis=1)], capacity, 0, _mixed(salt))
    for _ in range(thinned):
        level = len(found.buffers) - 1
        found = _thinned(found, level)
    return found


def merged(first: Sketch, second: Sketch) -> Sketch:
    """Return the sketch of what two sketches have seen.

    Args:
        first: The one whose values come first.
        second: The other.
    """
    levels = max(len(first.buffers), len(second.buffers))
    buffers = [
        np.sort(
            np.concatenate([_level(first, level), _level(second, level)], axis=1),
            axis=1,
            kind="stable",
        )
        for level in range(levels)
    ]
    return _settled(
        buffers,
        first.capacity,
        first.off_ranks + second.off_ranks,
        _mixed(first.salt ^ _mixed(second.salt)),
    )


def _exact(values: FloatArray, shares: FloatArray) -> FloatArray:
    place = shares * (values.shape[1] - 1)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, values.shape[1] - 1)
    low, high = values[:, below].T, values[:, above].T
    return low + (high - low) * (place - below)[:, None]


def _level(sketch: Sketch, level: int) -> FloatArray:
    if level < len(sketch.buffers):
        return sketch.buffers[level]
    return np.empty((sketch.buffers[0].shape[0], 0))


def _settled(buffers: list[FloatArray], capacity: int, off_ranks: int, salt: int) -> Sketch:
    found = Sketch(tuple(buffers), capacity, off_ranks, salt)
    level = 0
    while level < len(found.buffers):
        if found.buffers[level].shape[1] > capacity:
            found = _thinned(found, level)
        else:
            level += 1
    return found


def _thinned(sketch: Sketch, level: int) -> Sketch:
    """Return the sketch with every other value of a buffer in the next one; an odd one stays."""
    buffers = list(sketch.buffers)
    if level + 1 == len(buffers):
        buffers.append(np.empty((buffers[0].shape[0], 0)))
    values = buffers[level]
    even = values.shape[1] - values.shape[1] % 2
    if even == 0:
        return sketch
    kept = values[:, sketch.salt >> 63 : even : 2]
    buffers[level] = values[:, even:]
    buffers[level + 1] = np.sort(
        np.concatenate([buffers[level + 1], kept], axis=1), axis=1, kind="stable"
    )
    return Sketch(
        tuple(buffers), sketch.capacity, sketch.off_ranks + (1 << level), _mixed(sketch.salt)
    )


def _mixed(salt: int) -> int:
    """Return 64 bits that follow from a number. Source: SplitMix64, as in `quantities.world`."""
    word = (salt + 0x9E3779B97F4A7C15) & _WORD
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _WORD
    return word ^ (word >> 31)
