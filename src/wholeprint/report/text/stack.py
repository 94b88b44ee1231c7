"""A stacked plot in characters: what pushes on lies above the line, what holds back below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wholeprint.quantities.distribution import FloatArray

MARKS = "123456789abcdefgh"
"""What layers are filled with: they are told apart without colour."""

_LEFT = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer.

    Attributes:
        mark: The character it is filled with.
        values: Its values over time, each from -1 to 1.
    """

    mark: str
    values: FloatArray


def stacked(
    layers: Sequence[Layer], times: Sequence[float], unit: str, columns: int, rows: int = 8
) -> list[str]:
    """Return the lines of a stacked plot of shares.

    Args:
        layers: The layers: those that come first lie next to the line in the middle.
        times: The instants [unit].
        unit: Unit of time.
        columns: How wide it is, with its scale.
        rows: How many lines stand for a whole, above the line and below it.
    """
    width = max(columns - _LEFT - 1, 10)
    shares = np.array([_binned(layer.values, width) for layer in layers]).reshape(-1, width)
    marks = [layer.mark for layer in layers]
    above = _half(np.maximum(shares, 0.0), marks, rows)
    below = _half(np.maximum(-shares, 0.0), marks, rows)
    names = {rows: "100 %", rows // 2: "50 %"}
    lines = [
        f"{names.get(level, ''):>{_LEFT - 1}} |{''.join(above[level - 1]).rstrip()}"
        for level in range(rows, 0, -1)
    ]
    lines.append(f"{'0':>{_LEFT - 1}} +{'-' * width}")
    lines += [
        f"{f'-{names[level]}' if level in names else '':>{_LEFT - 1}} "
        f"|{''.join(below[level - 1]).rstrip()}"
        for level in range(1, rows + 1)
    ]
    first, last = f"{times[0]:g}", f"{times[-1]:g} {unit}".rstrip()
    middle = f"{times[len(times) // 2]:g}"
    gap = max((width - len(first) - len(middle) - len(last)) // 2, 1)
    lines.append(f"{'':>{_LEFT}} {first}{' ' * gap}{middle}{' ' * gap}{last}")
    return lines


def _binned(values: FloatArray, width: int) -> FloatArray:
    """Return so many means of a series; a series that is shorter is drawn out."""
    count = len(values)
    if count <= width:
        return values[np.minimum(np.arange(width) * count // width, count - 1)]
    bounds = [round(place * count / width) for place in range(width + 1)]
    return np.array([values[first:last].mean() for first, last in pairwise(bounds)])


def _half(shares: FloatArray, marks: Sequence[str], rows: int) -> list[list[str]]:
    """Return the characters of one half, the line next to the middle first."""
    tops = np.cumsum(shares, axis=0)
    found: list[list[str]] = []
    for row in range(rows):
        level = (row + 0.5) / rows
        over = tops >= level
        first = np.argmax(over, axis=0)
        found.append(
            [
                str(marks[int(first[at])]) if over[:, at].any() else " "
                for at in range(shares.shape[1])
            ]
        )
    return found
