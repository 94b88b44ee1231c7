"""Where variables come to lie: as far apart on paper as they are along the links.

Stress majorization. Source: Gansner, Koren and North 2004, "Graph drawing by stress majorization",
equations 1, 6 and 7; the same with other starts keeps the best. Everything is drawn from fixed
seeds: a model has one layout.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray

IntArray = npt.NDArray[np.int64]

_ROUNDS = 120


def hops(count: int, links: Sequence[tuple[int, int]]) -> FloatArray:
    """Return how many links lie between every two variables, whichever way these point.

    Args:
        count: Number of variables.
        links: Pairs of them.

    Returns:
        Shape (count, count); infinite where there is no way.
    """
    beside: list[set[int]] = [set() for _ in range(count)]
    for one, other in links:
        beside[one].add(other)
        beside[other].add(one)
    found = np.full((count, count), np.inf)
    for begin in range(count):
        found[begin, begin] = 0.0
        edge, distance = [begin], 0.0
        while edge:
            distance += 1.0
            reached = sorted({each for at in edge for each in beside[at]})
            edge = [each for each in reached if np.isinf(found[begin, each])]
            found[begin, edge] = distance
    return found


def parts(distances: FloatArray) -> list[list[int]]:
    """Return the variables that hang together, the largest part first.

    Args:
        distances: What `hops` gave.
    """
    left = list(range(len(distances)))
    found: list[list[int]] = []
    while left:
        mine = [each for each in left if np.isfinite(distances[left[0], each])]
        found.append(mine)
        left = [each for each in left if each not in mine]
    return sorted(found, key=lambda part: (-len(part), part[0]))


def settle(
    distances: FloatArray, starts: FloatArray, rigid: Sequence[tuple[IntArray, FloatArray]] = ()
) -> FloatArray:
    """Move variables until their distances on paper are about those wished for.

    Args:
        distances: How far apart each two should be, all finite; shape (n, n) [px].
        starts: Where they are at first, for several tries; shape (tries, n, 2) [px].
        rigid: Groups that move as one: which variables, and how they lie to each other.

    Returns:
        Where they are then; shape (tries, n, 2) [px].
    """
    if len(distances) == 1:
        return np.zeros_like(starts)
    weights = np.zeros_like(distances)
    apart = distances > 0.0
    weights[apart] = distances[apart] ** -2.0
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    places = starts.copy()
    pull = weights * distances
    for _ in range(_ROUNDS):
        lengths = np.maximum(_lengths(places), 1e-9)
        stretch = -pull / lengths
        own = -stretch.sum(axis=2)
        moved = np.einsum("tij,tjk->tik", stretch, places) + own[:, :, None] * places
        places = np.einsum("ij,tjk->tik", inverse, moved)
        for members, template in rigid:
            middle = places[:, members].mean(axis=1, keepdims=True)
            places[:, members] = middle + template - template.mean(axis=0)
    return places


def _lengths(places: FloatArray) -> FloatArray:
    difference = places[:, :, None, :] - places[:, None, :, :]
    return np.hypot(difference[..., 0], difference[..., 1])


def starts(count: int, tries: int, reach_px: int) -> FloatArray:
    """Return places to begin with: one round of all variables in order, then random ones.

    Args:
        count: Number of variables.
        tries: Number of starts.
        reach_px: How far from the middle they lie.

    Returns:
        Shape (tries, count, 2) [px].
    """
    turn = 2.0 * np.pi * np.arange(count) / count
    ring = np.stack((np.cos(turn), np.sin(turn)), axis=1)
    drawn = np.random.default_rng(20_040_929).uniform(-1.0, 1.0, (tries, count, 2))
    drawn[0] = ring
    return reach_px * drawn
