"""Resources as so much of a few things, whose cost is drawn once.

What a machine costs is linear in its processors, memory, boards, its part of a host and the time
that it is held. So one of each is worked out once for all machines of a kind in a place, and ten
thousand sizes are one product of two matrices. Nothing is approximated.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, final

import numpy as np

from wholeprint.lifecycle.loads import Load
from wholeprint.lifecycle.plan import Plan
from wholeprint.lifecycle.rented import Rates
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.note import Note
from wholeprint.tracking.plan_figures import COUNTED, Figures, figures_of

Row: TypeAlias = tuple[tuple[int, tuple[float, ...]], ...]
"""How much a resource has of the things of each block: the block's place, then its amounts."""

# Resources of one product: about as many draws as a core's own cache holds.
_ROWS = 32


@dataclass(frozen=True, slots=True, eq=False)
class Sort:
    """Everything that is worked out together: of one kind, in one place.

    Attributes:
        plan: What each unit of load costs there.
        rates: The same as draws.
        notes: What a reader should know of it.
    """

    plan: Plan
    rates: Rates
    notes: tuple[Note, ...]


@final
class Block:
    """Things of one sort: what one of each costs in every draw.

    Args:
        sort: The sort.
        count: How many things there are.
        asks: Returns what amounts of the things ask for; it is linear in them.

    Attributes:
        sort: The sort.
        asks: What amounts of the things ask for.
        units: What one of each costs: one row each, with the categories after each other.
        reasons: Why it has no number in some of the categories.
    """

    def __init__(
        self, sort: Sort, count: int, asks: Callable[[Sequence[float]], tuple[Load, ...]]
    ) -> None:
        self.sort = sort
        self.asks = asks
        ones: list[list[float]] = np.eye(count).tolist()
        asked = [asks(one) for one in ones]
        self.units: FloatArray = np.array([sort.rates.draws(each).ravel() for each in asked])
        # Loads are of the same kinds whatever the amounts.
        self.reasons: Mapping[Category, str] = sort.rates.reasons(asked[0])


def figures_of_rows(
    rows: Sequence[Row], blocks: Sequence[Block], draws_count: int
) -> dict[Row, Figures]:
    """Return what resources cost, each by its row.

    Args:
        rows: How much each has; equal ones are worked out once.
        blocks: What the places in the rows stand for.
        draws_count: How many draws there are.
    """
    alike: dict[tuple[int, ...], dict[Row, None]] = {}
    for row in rows:
        alike.setdefault(tuple(place for place, _ in row), {})[row] = None
    found: dict[Row, Figures] = {}
    for places, held in alike.items():
        reasons = _reasons(blocks[place] for place in places)
        listed = list(held)
        for begin in range(0, len(listed), _ROWS):
            some = listed[begin : begin + _ROWS]
            draws = np.zeros((len(some), len(COUNTED) * draws_count))
            for at, place in enumerate(places):
                draws += np.array([row[at][1] for row in some]) @ blocks[place].units
            shaped = draws.reshape(len(some), len(COUNTED), draws_count)
            found.update(zip(some, figures_of(shaped, reasons), strict=True))
    return found


def figures_of_sum(
    sums: Mapping[int, FloatArray], blocks: Sequence[Block], draws_count: int
) -> Figures:
    """Return what amounts of the things of several blocks cost together.

    Args:
        sums: How much of each thing, by the place of its block.
        blocks: What the places stand for.
        draws_count: How many draws there are.
    """
    draws = np.zeros(len(COUNTED) * draws_count)
    for place, amounts in sums.items():
        draws += amounts @ blocks[place].units
    reasons = _reasons(blocks[place] for place in sums)
    return next(figures_of(draws.reshape(1, len(COUNTED), draws_count), reasons))


def added(counted: Mapping[Row, int]) -> dict[int, FloatArray]:
    """Return how much resources have together, by the place of the block.

    Args:
        counted: How often each row occurs.
    """
    found: dict[int, tuple[list[tuple[float, ...]], list[float]]] = {}
    for row, count in counted.items():
        for place, amounts in row:
            held, times = found.setdefault(place, ([], []))
            held.append(amounts)
            times.append(float(count))
    return {place: np.array(times) @ np.array(held) for place, (held, times) in found.items()}


def _reasons(blocks: Iterator[Block]) -> dict[Category, str]:
    found: dict[Category, str] = {}
    for block in blocks:
        for category, reason in block.reasons.items():
            found.setdefault(category, reason)
    return found
