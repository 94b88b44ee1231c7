"""Operations with several results: a matrix inverted, a supply shared out, elements in order.

The operands stand one behind the other::

    invert                n * n entries of a square matrix, row by row; as many results
    allocate_available    n requests, then for each of them its profile (kind, priority, width,
                          extra), then what there is; n results
    allocate_by_priority  n requests, n priorities, the width of all, what there is; n results
    sort_order            n values, then the direction; result k: the position, from 0, of the
                          value that comes k-th
    rank                  n values, then the direction; result k: the rank of value k, from 1

A direction above nought means rising, any other one falling; equal values keep their order.
"""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray

_CUTS = 25
_PARTS = np.arange(1.0, 16.0)[:, None] / 16.0
"""A search cuts what lies between two levels into sixteen parts, and one of them again."""

_PROFILE = 4
"""Numbers that a profile of a request is made of."""


def _invert(*entries: FloatArray) -> FloatArray:
    size = math.isqrt(len(entries))
    shape = entries[0].shape
    matrices = np.stack(entries, axis=-1).reshape(-1, size, size)
    inverses = np.full(matrices.shape, np.nan)
    for each, matrix in enumerate(matrices):
        # One by one: a matrix that has no inverse is no reason to lose those of others.
        if not np.isfinite(matrix).all():
            continue
        try:
            inverses[each] = np.linalg.inv(matrix)
        except np.linalg.LinAlgError:
            inverses[each] = np.inf
    return np.moveaxis(inverses.reshape((*shape, size * size)), -1, 0)


def _allocate_available(*operands: FloatArray) -> FloatArray:
    count = (len(operands) - 1) // (1 + _PROFILE)
    requests = np.stack(operands[:count])
    kind, priority, width, _ = (
        np.stack(operands[count + field : -1 : _PROFILE]) for field in range(_PROFILE)
    )
    return _cleared(requests, operands[-1], kind, priority, width)


def _allocate_by_priority(*operands: FloatArray) -> FloatArray:
    count = (len(operands) - 2) // 2
    requests, priority = np.stack(operands[:count]), np.stack(operands[count : 2 * count])
    width = np.broadcast_to(operands[-2], priority.shape)
    supply = operands[-1]
    plain = _by_edges(requests, supply, priority, width)
    is_plain = operands[-2] > 0.0
    if is_plain.all():
        return plain
    searched = _cleared(requests, supply, np.ones(priority.shape), priority, width)
    return np.where(is_plain, plain, searched)


def _by_edges(
    requests: FloatArray, supply: FloatArray, priority: FloatArray, width: FloatArray
) -> FloatArray:
    # What is taken above a level falls in straight lines between the edges of the rectangles: the
    # level at which all is taken lies on one of these lines.
    wanted = np.maximum(requests, 0.0)
    with np.errstate(all="ignore"):
        ends = np.concatenate((priority - width / 2.0, priority + width / 2.0))
        edges: FloatArray = np.sort(ends, axis=0)
        shares = _rectangle((edges[:, None] - priority) / width)
        taken: FloatArray = (wanted * shares).sum(axis=1)
        after = np.clip((taken > supply).sum(axis=0), 1, len(edges) - 1)[None]
        upper = np.take_along_axis(edges, after, axis=0)[0]
        lower = np.take_along_axis(edges, after - 1, axis=0)[0]
        most = np.take_along_axis(taken, after - 1, axis=0)[0]
        least = np.take_along_axis(taken, after, axis=0)[0]
        level = lower + (upper - lower) * ((most - supply) / (most - least))
        shared = wanted * _rectangle((level - priority) / width)
    return np.where(wanted.sum(axis=0) <= supply, wanted, shared)


def _cleared(
    requests: FloatArray,
    supply: FloatArray,
    kind: FloatArray,
    priority: FloatArray,
    width: FloatArray,
) -> FloatArray:
    rows = (each.reshape(len(each), -1) for each in (requests, kind, priority, width))
    asked, *profiles = rows
    return _searched(asked, supply.reshape(-1), _Profiles.of(*profiles)).reshape(requests.shape)


def _searched(requests: FloatArray, supply: FloatArray, profiles: "_Profiles") -> FloatArray:
    # The level above which requests are served is the one at which all that there is is taken.
    wanted = np.maximum(requests, 0.0)
    is_enough = wanted.sum(axis=0) <= supply
    if is_enough.all():
        return wanted
    reach = 40.0 * np.abs(profiles.width) + 1.0
    low: FloatArray = np.min(profiles.priority - reach, axis=0)
    high: FloatArray = np.max(profiles.priority + reach, axis=0)
    for _ in range(_CUTS):
        # Many levels at a time: what a call of NumPy costs is the same for one.
        levels = np.concatenate((low[None], low + (high - low) * _PARTS, high[None]))
        taken: FloatArray = (wanted * profiles.above(levels[1:-1])).sum(axis=1)
        first = (taken > supply).sum(axis=0)[None]
        before, low = low, np.take_along_axis(levels, first, axis=0)[0]
        behind, high = high, np.take_along_axis(levels, first + 1, axis=0)[0]
        if np.array_equal(before, low) and np.array_equal(behind, high):
            break  # nothing lies between the two any more
    shared: FloatArray = wanted * profiles.above(high[None])[0]
    taken = shared.sum(axis=0)
    with np.errstate(all="ignore"):
        # Requests of the first kind yield to no level: where they are too much, all get less.
        shared = np.where(profiles.are_fixed & (taken > supply), shared / taken * supply, shared)
    return np.where(is_enough, wanted, shared)


class _Profiles(NamedTuple):
    """Profiles of requests, with those of each kind picked out once.

    Attributes:
        priority: Where each stands; (requests, members).
        width: How wide each is.
        are_fixed: Whether a member has a request that yields to no level.
        kinds: Kinds that there are, each with which requests of which members are of it.
    """

    priority: FloatArray
    width: FloatArray
    are_fixed: npt.NDArray[np.bool_]
    kinds: tuple[tuple[Callable[[FloatArray], FloatArray], npt.NDArray[np.bool_]], ...]

    @classmethod
    def of(cls, kind: FloatArray, priority: FloatArray, width: FloatArray) -> "_Profiles":
        """Return the profiles of some requests."""
        picked = ((share, kind == number) for number, share in enumerate(_SHARES))
        are_fixed = (kind == 0.0).any(axis=0)
        return cls(priority, width, are_fixed, tuple(each for each in picked if each[1].any()))

    def above(self, levels: FloatArray) -> FloatArray:
        """Return which share of each request lies above each level; (levels, requests, members)."""
        asked = levels[:, None]
        with np.errstate(all="ignore"):
            place = (asked - self.priority) / self.width
        is_thin = self.width == 0.0
        if is_thin.any():
            place = np.where(is_thin, np.where(asked < self.priority, -50.0, 50.0), place)
        if len(self.kinds) == 1 and self.kinds[0][1].all():
            return self.kinds[0][0](place)
        found = np.full(place.shape, np.nan)
        for share, chosen in self.kinds:
            found[:, chosen] = share(place[:, chosen])
        return found


def _fixed(place: FloatArray) -> FloatArray:
    return np.ones_like(place)


def _rectangle(place: FloatArray) -> FloatArray:
    return np.clip(0.5 - place, 0.0, 1.0)


def _triangle(place: FloatArray) -> FloatArray:
    left = np.clip(place + 0.5, 0.0, 0.5)
    right = np.clip(0.5 - place, 0.0, 0.5)
    return np.where(place < 0.0, 1.0 - 2.0 * left * left, 2.0 * right * right)


def _normal(place: FloatArray) -> FloatArray:
    return _mapped(lambda value: 0.5 * math.erfc(value / math.sqrt(2.0)), place)


def _exponential(place: FloatArray) -> FloatArray:
    tail = 0.5 * np.exp(-np.abs(place))
    return np.where(place < 0.0, 1.0 - tail, tail)


_SHARES = (_fixed, _rectangle, _triangle, _normal, _exponential)
"""For each kind of profile: the share that lies above a place within it.

The first kind is a fixed quantity, whatever its priority: two such requests of 200 and 300 share a
supply of 100 as 40 and 60 in Vensim's output (SDEverywhere, models/allocate_ptype, read).
"""


def _mapped(function: Callable[[float], float], values: FloatArray) -> FloatArray:
    # Members beside each other often have the same: each number is asked for once.
    distinct, places = np.unique(values, return_inverse=True)
    found = np.fromiter(map(function, distinct.tolist()), np.float64, distinct.size)
    return found[places].reshape(values.shape)


def _sort_order(*operands: FloatArray) -> FloatArray:
    return _order(*operands).astype(np.float64)


def _rank(*operands: FloatArray) -> FloatArray:
    return np.argsort(_order(*operands), axis=0, kind="stable").astype(np.float64) + 1.0


def _order(*operands: FloatArray) -> FloatArray:
    values = np.stack(operands[:-1])
    signed = np.where(operands[-1] > 0.0, values, -values)
    return np.argsort(signed, axis=0, kind="stable").astype(np.float64)


RESULTS: Mapping[str, Callable[..., FloatArray]] = {
    "invert": _invert,
    "allocate_available": _allocate_available,
    "allocate_by_priority": _allocate_by_priority,
    "sort_order": _sort_order,
    "rank": _rank,
}
"""Operations with several results: all of them, stacked along a new first axis."""


def results_count(operation: str, operands_count: int) -> int:
    """Return how many results an operation has.

    Args:
        operation: One of `RESULTS`.
        operands_count: Number of its operands.
    """
    match operation:
        case "invert":
            return operands_count
        case "allocate_available":
            return (operands_count - 1) // (1 + _PROFILE)
        case "allocate_by_priority":
            return (operands_count - 2) // 2
        case _:
            return operands_count - 1
