"""Numbers of many resources in one world: sums of draws, and what is read off them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.footprint import UNITS, Category
from wholeprint.quantities.uncertain import quantiles

CARBON: Final = "carbon"
"""Operational, location-based, and embodied emissions together: what a limit is held against."""

COUNTED: Final = (
    Category.ENERGY,
    Category.GHG_OPERATIONAL,
    Category.GHG_EMBODIED,
    Category.WATER_ONSITE,
    Category.WATER_OFFSITE,
)
"""What is told of every resource."""

NAMES: Final = (CARBON, *(category.value for category in COUNTED))

_UNITS: Final = {CARBON: UNITS[Category.GHG_OPERATIONAL]} | {
    category.value: UNITS[category] for category in COUNTED
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a resource, or why there is none.

    Attributes:
        unit: Its unit.
        value: The median over the draws [unit]; None where there is no number.
        low: The 5th percentile [unit].
        high: The 95th percentile [unit].
        reason: Why there is none.
    """

    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the figure as plain values."""
        plain: dict[str, object] = {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
        }
        return plain if not self.reason else plain | {"reason": self.reason}


Figures = Mapping[str, Figure]
"""Figures by the names of `NAMES`."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What something costs in every draw: one row for each of `NAMES`, NaN without data."""

    rows: FloatArray
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, rows: FloatArray, reasons: Mapping[Category, str]) -> "Drawn":
        """Return what something costs, with its carbon added up.

        Args:
            rows: One row for each of `COUNTED`.
            reasons: Why there is no number, for those that have none.
        """
        told = [reasons.get(category, "") for category in COUNTED]
        operational, embodied = (
            COUNTED.index(Category.GHG_OPERATIONAL),
            COUNTED.index(Category.GHG_EMBODIED),
        )
        return cls(
            np.vstack((rows[operational] + rows[embodied], rows)),
            (told[operational] or told[embodied], *told),
        )

    def times(self, count: float) -> "Drawn":
        """Return several of it.

        Args:
            count: How many.
        """
        return Drawn(self.rows * count, self.reasons)

    def figures(self) -> Figures:
        """Return what is read off the draws."""
        found: dict[str, Figure] = {}
        read = quantiles(self.rows)
        for name, (low, value, high), reason in zip(
            NAMES, read.tolist(), self.reasons, strict=True
        ):
            unit = _UNITS[name]
            found[name] = Figure(unit, reason=reason) if reason else Figure(unit, value, low, high)
        return found


def summed(parts: Iterable[Drawn]) -> Drawn | None:
    """Return the sum of what several things cost, None of nothing.

    Args:
        parts: The things, all of one world.
    """
    rows: FloatArray | None = None
    reasons: list[str] = []
    for part in parts:
        if rows is None:
            rows, reasons = part.rows.copy(), list(part.reasons)
        else:
            rows += part.rows
            reasons = [one or other for one, other in zip(reasons, part.reasons, strict=True)]
    return None if rows is None else Drawn(rows, tuple(reasons))
