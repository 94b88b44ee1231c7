"""Two or more results, draw by draw: sharper than the results themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.boundary import check_same
from wholeprint.quantities.footprint import Category, Footprint
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.quantities.units import ONE


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One category of two results.

    Attributes:
        category: The category.
        difference: The second less the first [unit of the category].
        ratio: The second over the first [1].
        probability_less: How probable it is that the first is less than the second [1], with a
            draw in which they are equal counted half; None without data.
    """

    category: Category
    difference: Quantity
    ratio: Quantity
    probability_less: float | None

    def as_json(self) -> dict[str, object]:
        """Return the comparison as plain values."""
        return {
            "difference": self.difference.as_json(),
            "ratio": self.ratio.as_json(),
            "probability_less": self.probability_less,
        }


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of one result among several.

    Attributes:
        name: Name of the result.
        rank: One more than the number of results that are less without a doubt.
        ties: Names of those from which its interval cannot be told apart.
    """

    name: str
    rank: int
    ties: tuple[str, ...]


def compare(first: Footprint, second: Footprint) -> Mapping[Category, Comparison]:
    """Return two footprints compared, category by category and draw by draw.

    What both share cancels: design power, PUE, the grid. What each run has of its own does not:
    errors of its counters, and, where its processor was modelled, how much its workload draws at
    the same load.

    Args:
        first: The one.
        second: The other.

    Raises:
        BoundaryError: If they do not count the same things.
        ValueRefusedError: If they were drawn in different worlds.
    """
    _refuse_unlike(first, second)
    return {name: _compared(name, first, second) for name in Category}


def rank(results: Mapping[str, Footprint], category: Category) -> tuple[Ranked, ...]:
    """Return results in order, the least first, ranked only where their intervals separate.

    Two results are told apart where the 5-95 % interval of their difference, draw by draw, does
    not contain zero. That holds of each pair, and not of all pairs of many at once. In a fixed
    world there are no intervals, and any difference tells apart. Results without data come last,
    with no rank below them.

    Args:
        results: The results by name.
        category: The category to rank by.

    Raises:
        BoundaryError: If two of them do not count the same things.
        ValueRefusedError: If they were drawn in different worlds.
    """
    names = list(results)
    for name in names[1:]:
        _refuse_unlike(results[names[0]], results[name])
    known: dict[str, Uncertain] = {}
    for name in names:
        found = results[name][category]
        if isinstance(found, Uncertain):
            known[name] = found
    ranked = [_placed(name, known) for name in known]
    absent = [Ranked(name, len(known) + 1, ()) for name in names if name not in known]
    return (*sorted(ranked, key=lambda item: (item.rank, known[item.name].median)), *absent)


def _placed(name: str, known: Mapping[str, Uncertain]) -> Ranked:
    below = 0
    ties: list[str] = []
    for other, amount in known.items():
        if other == name:
            continue
        difference = known[name] - amount
        if difference.low > 0.0:
            below += 1
        elif difference.high >= 0.0:
            ties.append(other)
    return Ranked(name, below + 1, tuple(ties))


def _refuse_unlike(first: Footprint, second: Footprint) -> None:
    check_same(first.boundary, second.boundary)
    if first.world != second.world:
        raise ValueRefusedError(
            "results from two worlds cannot be compared draw by draw",
            seen=(first.world, second.world),
            fix="Assess both in one World",
        )


def _compared(category: Category, first: Footprint, second: Footprint) -> Comparison:
    left, right = first[category], second[category]
    if isinstance(left, NoData) or isinstance(right, NoData):
        reasons = [each.reason for each in (left, right) if isinstance(each, NoData)]
        reason = "; ".join(dict.fromkeys(reasons))
        unit = left.unit
        return Comparison(category, NoData(unit, reason), NoData(ONE, reason), None)
    difference = right - left
    return Comparison(category, difference, _ratio(left, right), _probability_less(difference))


def _ratio(left: Uncertain, right: Uncertain) -> Quantity:
    if left.central == 0.0 or not left.draws.all():
        return NoData(ONE, "the first may be zero")
    return (right / left).to(ONE)


def _probability_less(difference: Uncertain) -> float:
    draws = difference.draws
    less, level = np.count_nonzero(draws > 0.0), np.count_nonzero(draws == 0.0)
    return (less + 0.5 * level) / draws.size
