"""What one unit of load costs, category by category: the coefficients of an assessment."""

from enum import IntEnum, StrEnum
from typing import NamedTuple

from wholeprint.quantities.footprint import Category, Level
from wholeprint.quantities.uncertain import Uncertain


class Measure(IntEnum):
    """Which number of a load a coefficient multiplies."""

    AMOUNT = 0
    WEIGHTED = 1
    UNCOVERED = 2


class Role(StrEnum):
    """What a term does in its category."""

    PART = "part"
    """It is said among the contributions, and added to the total."""
    SAID = "said"
    """It is said among the contributions; the total has it from a term that is better known."""
    ADDED = "added"
    """It is added to the total; the contributions say it in several parts, less well known."""
    OF_WHICH = "of-which"
    """It overlaps with the others and is not added to them."""

    @property
    def is_added(self) -> bool:
        """Whether it is added to the total."""
        return self in {Role.PART, Role.ADDED}


class Term(NamedTuple):
    """What one unit of load costs in one category, from one source.

    Attributes:
        category: The category.
        source: What it comes from.
        level: At which level of the problem it lies.
        coefficient: How much one unit is [unit of the category].
        measure: Which number of the load it multiplies.
        role: What it does in its category.
    """

    category: Category
    source: str
    level: Level
    coefficient: Uncertain
    measure: Measure = Measure.AMOUNT
    role: Role = Role.PART


class Absence(NamedTuple):
    """Why one unit of load has no number in one category.

    Attributes:
        category: The category.
        reason: Why, as a clause.
    """

    category: Category
    reason: str
