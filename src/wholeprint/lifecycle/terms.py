"""What one unit of load costs, category by category: the coefficients of an assessment."""

from enum import IntEnum
from typing import NamedTuple

from wholeprint.quantities.footprint import Category, Level
from wholeprint.quantities.uncertain import Uncertain


class Measure(IntEnum):
    """Which number of a load a coefficient multiplies."""

    AMOUNT = 0
    WEIGHTED = 1
    UNCOVERED = 2


class Term(NamedTuple):
    """What one unit of load costs in one category, from one source.

    Attributes:
        category: The category.
        source: What it comes from.
        level: At which level of the problem it lies.
        coefficient: How much one unit is [unit of the category].
        measure: Which number of the load it multiplies.
        of_which: Whether it is a part of other terms and not added to them.
    """

    category: Category
    source: str
    level: Level
    coefficient: Uncertain
    measure: Measure = Measure.AMOUNT
    of_which: bool = False


class Absence(NamedTuple):
    """Why one unit of load has no number in one category.

    Attributes:
        category: The category.
        reason: Why, as a clause.
    """

    category: Category
    reason: str
