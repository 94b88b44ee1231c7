"""Moves one variable at a time where lines cross less, names are clear, and links are short."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.diagram.geometry import crossings, nearness, overlaps

_CROSSING, _THROUGH_NAME, _OVERLAP, _STRESS, _LONG, _SHORT = 1.0, 3.0, 12.0, 2.2, 0.5, 2.0
"""What each evil weighs beside one crossing. Chosen by eye on models of 5 to 40 variables."""

_CLEAR_PX = 34.0
"""That much of a link is seen between the names at its ends, beyond the gap around these."""

_EQUAL = 1e-9
_MANY = 110
"""With more things than that each is moved fewer times."""
_TURNS = 16
_SWEEPS = ((1.1, 3), (0.55, 3), (0.25, 3), (0.12, 2))
"""How far a variable may move at once, in lengths of a link, and how many sweeps of that."""


@dataclass(frozen=True, slots=True)
class Tangle:
    """What has to be laid out.

    Attributes:
        links: Pairs of variables, each pair once; shape (m, 2).
        sizes: Widths and heights of the names, with a gap around them; shape (n, 2) [px].
        distances: How far apart each two should be; shape (n, n) [px].
        reach: How long a link should be [px], as an array of one number.
    """

    links: npt.NDArray[np.int64]
    sizes: FloatArray
    distances: FloatArray
    reach: FloatArray


def cost(tangle: Tangle, places: FloatArray) -> float:
    """Return how bad a layout is.

    Args:
        tangle: What is laid out.
        places: Where; shape (n, 2) [px].
    """
    return 0.5 * sum(
        float(_costs(tangle, places, each, places[each][None, :])[0]) for each in range(len(places))
    )


def untangle(
    tangle: Tangle,
    places: FloatArray,
    movable: Sequence[int] | None = None,
    groups: Sequence[npt.NDArray[np.int64]] = (),
) -> FloatArray:
    """Return a layout with fewer evils.

    Args:
        tangle: What is laid out.
        places: Where things are now; shape (n, 2) [px].
        movable: What may move by itself; None for all.
        groups: What moves together besides.
    """
    found = places.copy()
    turn = 2.0 * np.pi * np.arange(_TURNS) / _TURNS
    rose = np.stack((np.cos(turn), np.sin(turn)), axis=1)
    ring = np.concatenate((np.zeros((1, 2)), rose, 0.45 * rose[::2]))
    rough = np.concatenate((np.zeros((1, 2)), 1.6 * rose[::4], 0.6 * rose[2::4]))
    order = range(len(places)) if movable is None else movable
    for far, sweeps in _SWEEPS:
        for _ in range(sweeps if len(places) <= _MANY else 1):
            moved = [_moved(tangle, found, each, far * ring) for each in order]
            moved += [_moved_together(tangle, found, each, far * rough) for each in groups]
            if not any(moved):
                break
    return found


def _moved(tangle: Tangle, places: FloatArray, which: int, steps: FloatArray) -> bool:
    tried = places[which] + steps * tangle.reach
    beside = _beside(tangle, which)
    if len(beside):
        tried = np.concatenate((tried, places[beside].mean(axis=0)[None, :]))
    costs = _costs(tangle, places, which, tried)
    best = int(np.argmin(costs))
    if costs[best] < costs[0] - _EQUAL:
        places[which] = tried[best]
        return True
    return False


def _moved_together(
    tangle: Tangle, places: FloatArray, group: npt.NDArray[np.int64], steps: FloatArray
) -> bool:
    costs: list[float] = []
    for step in steps * tangle.reach:
        moved = places.copy()
        moved[group] += step
        costs.append(
            sum(float(_costs(tangle, moved, each, moved[each][None, :])[0]) for each in group)
        )
    best = int(np.argmin(costs))
    if costs[best] < costs[0] - _EQUAL:
        places[group] += (steps * tangle.reach)[best]
        return True
    return False


def _beside(tangle: Tangle, which: int) -> npt.NDArray[np.int64]:
    links = tangle.links
    return np.concatenate((links[links[:, 0] == which, 1], links[links[:, 1] == which, 0]))


def _costs(tangle: Tangle, places: FloatArray, which: int, tried: FloatArray) -> FloatArray:
    """Return how bad it is to have one variable at each of some places."""
    others = np.arange(len(places)) != which
    gaps = tried[:, None, :] - places[None, others, :]
    lengths = np.hypot(gaps[..., 0], gaps[..., 1])
    wished = tangle.distances[which, others]
    total = (
        _STRESS
        * (((lengths - wished) / wished) ** 2 / np.sqrt(wished / tangle.reach)).mean(axis=1)
        * np.sqrt(len(places))
    )
    total += _OVERLAP * overlaps(
        tried, tangle.sizes[which], places[others], tangle.sizes[others]
    ).sum(axis=1)
    beside = _beside(tangle, which)
    far = tangle.links[(tangle.links != which).all(axis=1)]
    rest = np.concatenate((places[far[:, 0]], places[far[:, 1]]), axis=1)
    total += _THROUGH_NAME * nearness(rest[None, :, :], tried[:, None, :], tangle.sizes[which]).sum(
        axis=1
    )
    if not len(beside):
        return total
    ends = places[beside]
    mine = np.concatenate(
        (
            np.repeat(tried[:, None, :], len(beside), axis=1),
            np.broadcast_to(ends, (len(tried), *ends.shape)),
        ),
        axis=2,
    )
    stretch = np.hypot(mine[..., 0] - mine[..., 2], mine[..., 1] - mine[..., 3]) / tangle.reach
    total += _LONG * (np.maximum(stretch - 1.2, 0.0) ** 1.5).sum(axis=1)
    total += _CROSSING * _crossings(tangle, places, which, mine, beside)
    free = np.ones((len(beside), len(places)), dtype=bool)
    free[np.arange(len(beside)), beside] = False
    free[:, which] = False
    through = nearness(mine[:, :, None, :], places[None, None, :, :], tangle.sizes)
    total += _SHORT * _short(tangle, mine, which, beside)
    return total + _THROUGH_NAME * (through * free).sum(axis=(1, 2)) + _narrow(mine)


def _crossings(
    tangle: Tangle,
    places: FloatArray,
    which: int,
    mine: FloatArray,
    beside: npt.NDArray[np.int64],
) -> FloatArray:
    far = tangle.links[(tangle.links != which).all(axis=1)]
    rest = np.concatenate((places[far[:, 0]], places[far[:, 1]]), axis=1)
    crossed = crossings(mine[:, :, None, :], rest[None, None, :, :])
    apart = (far[None, :, :] != beside[:, None, None]).all(axis=2)
    return (crossed * apart).sum(axis=(1, 2))


def _short(
    tangle: Tangle, mine: FloatArray, which: int, beside: npt.NDArray[np.int64]
) -> FloatArray:
    """Return by how much links lack the length at which head, sign and arc are told apart."""
    gap = np.abs(mine[..., 2:4] - mine[..., 0:2])
    half = 0.5 * (tangle.sizes[which] + tangle.sizes[beside])[None, :, :]
    clear = np.hypot(*np.maximum(gap - half, 0.0).transpose(2, 0, 1))
    return np.clip(1.0 - clear / _CLEAR_PX, 0.0, None).sum(axis=1)


def _narrow(mine: FloatArray) -> FloatArray:
    """Return how much links that meet in one variable lie upon each other there."""
    way = mine[..., 2:4] - mine[..., 0:2]
    way = way / np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-9)[..., None]
    cosine = np.einsum("kia,kja->kij", way, way)
    upper = np.triu(np.ones(cosine.shape[1:]), 1)
    return (np.clip((cosine - 0.9) / 0.1, 0.0, 1.0) * upper).sum(axis=(1, 2))
