"""Where lines cross and boxes are hit, for many at once."""

import numpy as np

from wholeprint.quantities.distribution import FloatArray


def crossings(ones: FloatArray, others: FloatArray) -> FloatArray:
    """Return for each pair of straight lines whether they cross, as 1 or 0.

    Args:
        ones: Shape (..., 4): x and y of the begin and of the end [px].
        others: The same, of a shape that fits it.
    """
    ax, ay, bx, by = (ones[..., i] for i in range(4))
    cx, cy, dx, dy = (others[..., i] for i in range(4))
    first = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    second = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    third = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    fourth = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    return ((first * second < 0.0) & (third * fourth < 0.0)).astype(np.float64)


def nearness(lines: FloatArray, centres: FloatArray, sizes: FloatArray) -> FloatArray:
    """Return how deep straight lines run into boxes: 1 through the middle, 0 clear of them.

    Boxes are taken for ellipses a little larger than they are.

    Args:
        lines: Shape (..., 4) [px].
        centres: The middles of the boxes; shape (..., 2) that fits [px].
        sizes: Their widths and heights, likewise [px].
    """
    scale = 0.68 * sizes + 4.0
    begin = (lines[..., 0:2] - centres) / scale
    end = (lines[..., 2:4] - centres) / scale
    along = end - begin
    square = np.maximum((along**2).sum(axis=-1), 1e-12)
    at = np.clip(-(begin * along).sum(axis=-1) / square, 0.0, 1.0)
    nearest = begin + at[..., None] * along
    return np.maximum(1.0 - np.hypot(nearest[..., 0], nearest[..., 1]), 0.0)


def overlaps(
    places: FloatArray, size: FloatArray, centres: FloatArray, sizes: FloatArray
) -> FloatArray:
    """Return by how much a box overlaps others: 0 for none, rising to 1.

    Args:
        places: Where its middle may lie; shape (k, 2) [px].
        size: Its width and height [px].
        centres: The middles of the others; shape (n, 2) [px].
        sizes: Their widths and heights; shape (n, 2) [px].

    Returns:
        Shape (k, n).
    """
    half = 0.5 * (size + sizes)
    lack = 1.0 - np.abs(places[:, None, :] - centres[None, :, :]) / half
    return np.clip(lack, 0.0, None).min(axis=2)
