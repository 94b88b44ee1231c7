"""Numbers of many resources in one world: sums of draws, and what is read off them."""

from collections.abc import Iterator, Mapping
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


def figures_of(draws: FloatArray, reasons: Mapping[Category, str]) -> Iterator[Figures]:
    """Yield what is read off the draws of several things, with their carbon added up.

    Args:
        draws: Of each thing one row for each of `COUNTED`, one column for each draw.
        reasons: Why they have no number, in categories where they have none.
    """
    told = [reasons.get(category, "") for category in COUNTED]
    operational = COUNTED.index(Category.GHG_OPERATIONAL)
    embodied = COUNTED.index(Category.GHG_EMBODIED)
    carbon = draws[:, operational] + draws[:, embodied]
    rows = np.concatenate((carbon[:, np.newaxis], draws), axis=1)
    read = quantiles(rows.reshape(-1, rows.shape[2])).tolist()
    why = (told[operational] or told[embodied], *told)
    columns = [(name, _UNITS[name], reason) for name, reason in zip(NAMES, why, strict=True)]
    for begin in range(0, len(read), len(NAMES)):
        yield {
            name: Figure(unit, reason=reason) if reason else Figure(unit, value, low, high)
            for (name, unit, reason), (low, value, high) in zip(
                columns, read[begin : begin + len(NAMES)], strict=True
            )
        }
