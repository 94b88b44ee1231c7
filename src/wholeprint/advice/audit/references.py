"""What a statement is held against beside itself: chips, grids, buildings, water."""

from dataclasses import dataclass
from typing import Protocol, final


@dataclass(frozen=True, slots=True)
class ChipLimits:
    """What the accelerators that a name may stand for can draw.

    Attributes:
        name: What was recognised.
        least_watts: Smallest thermal design power of those it may be [W].
        most_watts: Largest [W].
        source: Who says so.
    """

    name: str
    least_watts: float
    most_watts: float
    source: str


@dataclass(frozen=True, slots=True)
class Range:
    """Published figures for one place.

    Attributes:
        name: Which place, and what was looked at.
        low: The smallest [the unit of what is asked].
        high: The largest [likewise].
        middle_amount: The likeliest [likewise].
        factor: By how much more, up or down, a figure of another method may be off [1].
        source: Who says so.
    """

    name: str
    low: float
    high: float
    middle_amount: float
    factor: float
    source: str


class References(Protocol):
    """Where checks find what is published of chips and places."""

    def chip(self, name: str, /) -> ChipLimits | None:
        """Return what accelerators of that name can draw, None where it is not recognised."""
        ...

    def any_chip(self) -> ChipLimits:
        """Return the same over all accelerators."""
        ...

    def grid(self, place: str, year: int | None, /) -> Range | None:
        """Return what is published of a kilowatt-hour there [gCO2e/kWh], None where nothing is."""
        ...

    def any_grid(self) -> Range:
        """Return the same over all places [gCO2e/kWh]."""
        ...

    def plant_water(self, place: str, /) -> Range | None:
        """Return the water that power plants there consume [L/kWh], None where unknown."""
        ...

    def highest_pue(self) -> tuple[float, str]:
        """Return the largest PUE that is still believed of a data centre, and who says so."""
        ...


@final
class NoReferences:
    """Nothing to hold a statement against but itself."""

    def chip(self, name: str, /) -> ChipLimits | None:
        """Return nothing."""
        del name
        return None

    def any_chip(self) -> ChipLimits:
        """Return limits that every chip keeps to."""
        return ChipLimits("any accelerator", 1e-9, 1e9, "")

    def grid(self, place: str, year: int | None, /) -> Range | None:
        """Return nothing."""
        del place, year
        return None

    def any_grid(self) -> Range:
        """Return a range in which every positive number lies."""
        return Range("any grid", 1e-9, 1e9, 1.0, 1.0, "")

    def plant_water(self, place: str, /) -> Range | None:
        """Return nothing."""
        del place
        return None

    def highest_pue(self) -> tuple[float, str]:
        """Return a PUE that no building exceeds."""
        return 1e9, ""
