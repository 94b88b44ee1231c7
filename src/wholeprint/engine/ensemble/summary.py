"""What is kept of many runs at many points: moments, ends and a sketch of the quantiles."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wholeprint.engine.ensemble.sketch import Sketch, merged, sketch_of
from wholeprint.quantities.distribution import FloatArray


@dataclass(frozen=True, slots=True)
class Summary:
    """Moments and quantiles of many points side by side; a point is an outcome, or an instant.

    Attributes:
        count: Number of runs seen.
        means: Their mean; shape (points,), as the next ones.
        squares: Sum of the squares of their distances from the mean.
        lows: The smallest value; inf where nothing was seen.
        highs: The largest value; -inf likewise.
        low_members: The first run that has the smallest value; -1 where nothing was seen.
        high_members: The first run that has the largest.
        sketch: Their quantiles.
    """

    count: int
    means: FloatArray
    squares: FloatArray
    lows: FloatArray
    highs: FloatArray
    low_members: npt.NDArray[np.int64]
    high_members: npt.NDArray[np.int64]
    sketch: Sketch

    @property
    def deviations(self) -> FloatArray:
        """Standard deviation over runs, with n - 1; NaN for fewer than two."""
        if self.count < 2:  # noqa: PLR2004 - one run has no spread
            return np.full(self.means.shape, np.nan)
        return np.sqrt(self.squares / (self.count - 1))


def summary_of(
    values: FloatArray, members: npt.NDArray[np.int64], capacity: int, *, thinned: int = 0
) -> Summary:
    """Return the summary of some runs.

    Args:
        values: Finite values; shape (points, runs).
        members: Numbers of the runs, rising.
        capacity: As for `sketch_of`.
        thinned: As for `sketch_of`.
    """
    points, count = values.shape
    salt = int(members[0]) if count else 0
    sketch = sketch_of(values, capacity, salt=salt, thinned=thinned)
    if count == 0:
        none = np.full(points, -1, dtype=np.int64)
        ends = np.full(points, np.inf)
        nought = np.full(points, 0.0)
        return Summary(0, nought, nought, ends, -ends, none, none, sketch)
    with np.errstate(over="ignore", invalid="ignore"):  # near the largest number a mean is inf
        means = np.asarray(np.add.reduce(values, axis=1), dtype=np.float64) / count
        squares = np.add.reduce((values - means[:, None]) ** 2, axis=1)
    low, high = values.argmin(axis=1), values.argmax(axis=1)
    return Summary(
        count,
        means,
        squares,
        np.minimum.reduce(values, axis=1),
        np.maximum.reduce(values, axis=1),
        members[low],
        members[high],
        sketch,
    )


def joined(first: Summary, second: Summary) -> Summary:
    """Return the summary of the runs of two.

    Source of the moments: Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for
    computing sample variances (1979).

    Args:
        first: The one whose runs come first.
        second: The other.
    """
    count = first.count + second.count
    share = second.count / max(count, 1)
    with np.errstate(over="ignore", invalid="ignore"):
        gap = second.means - first.means
        means = first.means + gap * share
        squares = first.squares + second.squares + gap**2 * (first.count * share)
    low, high = second.lows < first.lows, second.highs > first.highs
    return Summary(
        count,
        means,
        squares,
        np.where(low, second.lows, first.lows),
        np.where(high, second.highs, first.highs),
        np.where(low, second.low_members, first.low_members),
        np.where(high, second.high_members, first.high_members),
        merged(first.sketch, second.sketch),
    )
