"""Pushes boxes apart until no two touch, and packs the parts of a diagram side by side."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray

_ROUNDS = 300
_SPREADS = 60
_TOUCH_PX = 1e-6


def separate(
    centres: FloatArray, sizes: FloatArray, groups: npt.NDArray[np.int64] | None = None
) -> FloatArray:
    """Return places at which no two boxes overlap, near those given.

    Pairs are pushed apart along the side on which they overlap least; where that does not end,
    everything is drawn out a little and pushed again.

    Args:
        centres: The middles of the boxes; shape (n, 2) [px].
        sizes: Their widths and heights, with the gap wished for around them; shape (n, 2) [px].
        groups: For each box the group with which it moves; None moves each alone.
    """
    count = len(centres)
    group = np.arange(count) if groups is None else groups
    places = centres.copy()
    for _ in range(_SPREADS):
        if _push(places, sizes, group):
            return places
        middles = _means(places, group)
        places = places + 0.06 * (middles - middles.mean(axis=0))
    return places


def _means(places: FloatArray, group: npt.NDArray[np.int64]) -> FloatArray:
    number = int(group.max()) + 1
    total = np.zeros((number, 2))
    np.add.at(total, group, places)
    return (total / np.maximum(np.bincount(group, minlength=number), 1)[:, None])[group]


def _push(places: FloatArray, sizes: FloatArray, group: npt.NDArray[np.int64]) -> bool:
    # In place; whether no pair is left that overlaps.
    mass = np.bincount(group)
    half = 0.5 * (sizes[:, None, :] + sizes[None, :, :])
    other = group[:, None] != group[None, :]
    upper = np.triu(other, 1)
    for _ in range(_ROUNDS):
        gap = places[None, :, :] - places[:, None, :]
        lack = half - np.abs(gap)
        hit = upper & (lack > _TOUCH_PX).all(axis=2)
        if not hit.any():
            return True
        for one, two in np.argwhere(hit):
            between = places[two] - places[one]
            short = half[one, two] - np.abs(between)
            axis = int(short[1] <= short[0])
            if short.min() <= 0.0:
                continue
            way = 1.0 if between[axis] > 0.0 or (between[axis] == 0.0 and one < two) else -1.0
            step = short[axis] + 0.1
            share = mass[group[two]] / (mass[group[one]] + mass[group[two]])
            places[group == group[one], axis] -= way * step * share
            places[group == group[two], axis] += way * step * (1.0 - share)
    return False


def pack(
    boxes: Sequence[tuple[float, float]], aspect_ratio: float, gap_px: int
) -> list[FloatArray]:
    """Return where the upper left corners of boxes come to lie, in rows, highest first.

    Args:
        boxes: Widths and heights [px]; the first keeps its place at the upper left.
        aspect_ratio: About how wide all is to be over its height.
        gap_px: Room between two.
    """
    area = sum((wide + gap_px) * (high + gap_px) for wide, high in boxes)
    room = max(boxes[0][0], (area * aspect_ratio) ** 0.5)
    order = [0, *sorted(range(1, len(boxes)), key=lambda i: (-boxes[i][1], i))]
    found: list[FloatArray] = [np.zeros(2) for _ in boxes]
    x, y, tall = 0.0, 0.0, 0.0
    for index in order:
        wide, high = boxes[index]
        if x > 0.0 and x + wide > room:
            x, y, tall = 0.0, y + tall + gap_px, 0.0
        found[index] = np.array([x, y])
        x += wide + gap_px
        tall = max(tall, high)
    return found
