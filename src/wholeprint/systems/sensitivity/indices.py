"""Sobol' indices: what share of an outcome's variance each uncertain thing has, with intervals.

The estimators are those of Saltelli et al.: Variance based sensitivity analysis of model output
(Computer Physics Communications 181, 2010), table 2: (b) for the first order, (f), after Jansen,
for the total; and of Saltelli: Making best use of model evaluations (Computer Physics
Communications 145, 2002) for pairs. They are the ones that SALib computes; formulas read in its
source. All of them are sums over the base points, so they are kept as sums over small units of
base points: memory is bounded, indices over time cost no more than a few products of matrices, and
the bootstrap draws units.
"""

from dataclasses import dataclass

import numpy as np

from wholeprint.quantities.distribution import FloatArray

UNITS = 256
"""Units of base points kept at the most; each is a power of two of points."""

CONVERGED_WIDTH = 0.1
"""Indices count as settled where no interval of a total one is wider."""

CONVERGED_CHANGE = 0.05
"""And where none moved by more when the base points were doubled to what they are."""

_RESAMPLES = 1000
_AT_ONCE = 32
"""Outcomes whose bootstrap is in memory at a time."""


@dataclass(frozen=True, slots=True)
class UnitSums:
    """Sums over units of base points, for any number of outcomes side by side.

    In each unit the mean of its A and B is taken off first, so that nothing is lost where an
    outcome is large and hardly varies.

    Attributes:
        points: Base points whose runs all went well; shape (units, outcomes), like all that
            follow, with one more axis of inputs or of pairs where it says so.
        means: Mean of A and B.
        squares: Sum of the squares of A and B, of what is left.
        totals: Sum of all runs of the points, of what is left.
        crossed: Sum of B (AB_j - A); (units, outcomes, inputs).
        moved: Sum of AB_j - A; (units, outcomes, inputs).
        jumped: Sum of (A - AB_j)^2; (units, outcomes, inputs).
        paired: Sum of BA_j AB_k - A B; (units, outcomes, pairs); no pairs without second order.
        shifted: Sum of BA_j + AB_k - A - B; (units, outcomes, pairs).
    """

    points: FloatArray
    means: FloatArray
    squares: FloatArray
    totals: FloatArray
    crossed: FloatArray
    moved: FloatArray
    jumped: FloatArray
    paired: FloatArray
    shifted: FloatArray


@dataclass(frozen=True, slots=True)
class Interval:
    """An index with what the bootstrap says of it.

    Attributes:
        values: The index; shape (outcomes, inputs) or (outcomes, pairs).
        lows: Lower end of the interval that holds 95 % of the resamples.
        highs: Its upper end.
    """

    values: FloatArray
    lows: FloatArray
    highs: FloatArray


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol' indices of any number of outcomes.

    Attributes:
        first: Share of the variance by each input alone.
        total: Share of the variance by each input with all its interactions.
        second: Share by each pair beyond both alone; no columns where it was not asked for.
        pairs: Positions of the two inputs of each pair.
        variances: Variance of each outcome; where it is 0 all indices are NaN.
        changes: For each outcome: by how much a total index moved at the most when the base
            points were doubled to what they are.
        points: Base points used, for each outcome.
        dropped: Base points left out since one of their runs failed, for each outcome.
    """

    first: Interval
    total: Interval
    second: Interval
    pairs: tuple[tuple[int, int], ...]
    variances: FloatArray
    changes: FloatArray
    points: FloatArray
    dropped: FloatArray

    def is_converged(self, outcome: int) -> bool:
        """Return whether the total indices of an outcome have settled.

        They have where no interval is wider than `CONVERGED_WIDTH` and where doubling the points
        moved none by more than `CONVERGED_CHANGE`: a rule of our own, looser than none.

        Args:
            outcome: Which outcome.
        """
        width = np.max(self.total.highs[outcome] - self.total.lows[outcome], initial=0.0)
        return bool(width <= CONVERGED_WIDTH and self.changes[outcome] <= CONVERGED_CHANGE)


def pairs_of(inputs: int) -> tuple[tuple[int, int], ...]:
    """Return all pairs of inputs, the first of each before the second.

    Args:
        inputs: Number of inputs.
    """
    return tuple((j, k) for j in range(inputs) for k in range(j + 1, inputs))


def unit_sums(values: FloatArray, inputs: int, width: int, unit: int) -> UnitSums:
    """Return the sums of some base points.

    Args:
        values: Outcomes; shape (outcomes, base points * width), in the order of
            `design.IndicesDesign`. A run that failed is NaN.
        inputs: Number of inputs, D.
        width: Runs of one base point: D + 2, or 2 D + 2 with second order.
        unit: Base points of one unit; divides their number.
    """
    outcomes = values.shape[0]
    rows = values.reshape(outcomes, -1, width)
    well = np.logical_and.reduce(np.isfinite(rows), axis=2)
    laid = np.where(well[:, :, None], rows, 0.0).reshape(outcomes, -1, unit, width)
    kept = well.reshape(outcomes, -1, unit)
    points = kept.sum(axis=2).astype(np.float64)
    ends = laid[..., 0] + laid[..., -1]
    means = ends.sum(axis=2) / np.maximum(2.0 * points, 1.0)
    laid -= np.where(kept, means[:, :, None], 0.0)[..., None]
    one, two = laid[..., 0], laid[..., -1]
    with_one = laid[..., 1 : inputs + 1]
    steps = with_one - one[..., None]
    paired, shifted = _pairs(laid, inputs)
    found = (
        points,
        means,
        (one**2 + two**2).sum(axis=2),
        laid.sum(axis=(2, 3)),
        (two[..., None] * steps).sum(axis=2),
        steps.sum(axis=2),
        (steps**2).sum(axis=2),
        paired,
        shifted,
    )
    return UnitSums(*(np.ascontiguousarray(np.swapaxes(each, 0, 1)) for each in found))


def _pairs(laid: FloatArray, inputs: int) -> tuple[FloatArray, FloatArray]:
    one, two = laid[..., 0], laid[..., -1]
    outcomes, units = laid.shape[:2]
    pairs = pairs_of(inputs) if laid.shape[-1] == 2 * inputs + 2 else ()
    paired, shifted = np.empty((2, outcomes, units, len(pairs)))
    for place, (j, k) in enumerate(pairs):
        first, second = laid[..., 1 + inputs + j], laid[..., 1 + k]
        paired[..., place] = (first * second - one * two).sum(axis=2)
        shifted[..., place] = (first + second - one - two).sum(axis=2)
    return paired, shifted


def joined(parts: tuple[UnitSums, ...]) -> UnitSums:
    """Return the sums of several stretches, one behind the other.

    Args:
        parts: The stretches, in their order.
    """
    return UnitSums(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in UnitSums.__dataclass_fields__
        )
    )


def sobol_indices(sums: UnitSums, inputs: int, width: int, rows: int, *, seed: int = 0) -> Indices:
    """Return the indices that sums of base points give.

    Args:
        sums: The sums.
        inputs: Number of inputs.
        width: Runs of one base point.
        rows: Number of base points there were, the failed ones among them.
        seed: Which draws of the bootstrap.
    """
    outcomes = sums.points.shape[1]
    blocks = [
        _of_block(_block(sums, first), inputs, width, rows, seed)
        for first in range(0, max(outcomes, 1), _AT_ONCE)
    ]
    return blocks[0] if len(blocks) == 1 else _side_by_side(blocks)


def _of_block(sums: UnitSums, inputs: int, width: int, rows: int, seed: int) -> Indices:
    units = sums.points.shape[0]
    centres = _centres(sums, width)
    once = np.ones((1, units))
    half = np.zeros((1, units))
    half[0, : units // 2] = 1.0
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = generator.integers(0, units, (_RESAMPLES, units))
    weights = np.stack([np.bincount(each, minlength=units) for each in drawn]).astype(np.float64)
    values = _estimates(sums, centres, once, inputs)
    earlier = _estimates(sums, centres, half, inputs)[1][0] if units > 1 else values[1][0] * np.nan
    spread = _estimates(sums, centres, weights, inputs)
    first, total, second = (
        Interval(value[0], *_ends(many)) for value, many in zip(values[:3], spread[:3], strict=True)
    )
    with np.errstate(invalid="ignore"):
        changes = np.max(np.abs(values[1][0] - earlier), axis=1, initial=0.0)
    points = sums.points.sum(axis=0)
    return Indices(
        first,
        total,
        second,
        pairs_of(inputs) if second.values.shape[1] else (),
        values[3][0],
        changes,
        points,
        rows - points,
    )


def _block(sums: UnitSums, first: int) -> UnitSums:
    stretch = slice(first, first + _AT_ONCE)
    return UnitSums(*(getattr(sums, name)[:, stretch] for name in UnitSums.__dataclass_fields__))


def _side_by_side(blocks: list[Indices]) -> Indices:
    first, total, second = (
        Interval(
            *(
                np.concatenate([getattr(getattr(block, kind), part) for block in blocks])
                for part in ("values", "lows", "highs")
            )
        )
        for kind in ("first", "total", "second")
    )
    rest = (
        np.concatenate([getattr(block, name) for block in blocks])
        for name in ("variances", "changes", "points", "dropped")
    )
    return Indices(first, total, second, blocks[0].pairs, *rest)


def _centres(sums: UnitSums, per_row: int) -> FloatArray:
    """Return the mean of all runs of each outcome."""
    runs = np.maximum(sums.points.sum(axis=0) * per_row, 1.0)
    whole = (sums.totals + sums.means * sums.points * per_row).sum(axis=0)
    return whole / runs


def _estimates(
    sums: UnitSums, centres: FloatArray, weights: FloatArray, inputs: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return first, total and second indices and the variance, for each row of weights."""
    off = sums.means - centres
    points = np.einsum("ru,uo->ro", weights, sums.points)
    counts = np.maximum(points, 1.0)
    mean = np.einsum("ru,uo->ro", weights, sums.points * off) / counts
    squares = np.einsum("ru,uo->ro", weights, sums.squares + 2.0 * sums.points * off**2)
    variance = squares / (2.0 * counts) - mean**2
    crossed = _summed(weights, sums.crossed + off[..., None] * sums.moved)
    jumped = _summed(weights, sums.jumped)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(variance > 0.0, counts * variance, np.nan)[..., None]
        first, total = crossed / scale, 0.5 * jumped / scale
        # B has lost the mean of its unit, A B - BA AB the same on both sides: it is put back.
        paired = _summed(weights, sums.paired + off[..., None] * sums.shifted) / scale
    if paired.shape[-1]:
        j, k = np.array(pairs_of(inputs)).T
        paired = paired - first[..., j] - first[..., k]
    return first, total, paired, variance


def _summed(weights: FloatArray, values: FloatArray) -> FloatArray:
    units, outcomes, last = values.shape
    flat = weights @ values.reshape(units, outcomes * last)
    return flat.reshape(weights.shape[0], outcomes, last)


def _ends(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    low, high = np.quantile(values, (0.025, 0.975), axis=0)
    return low, high
