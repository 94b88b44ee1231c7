"""Minerals and primary energy of operation: energy counted times what a kilowatt-hour takes.

Both categories have a part in operation and one in making the hardware. Where nobody states what a
kilowatt-hour takes, there is no total: the hardware alone may be less than what was left out.
"""

from collections.abc import Iterator, Mapping

from wholeprint.lifecycle.operational import UnitEnergy
from wholeprint.lifecycle.terms import Term
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.uncertain import Uncertain

PER_KWH: Mapping[Category, tuple[str, str]] = {
    Category.ADPE: ("adpe.electricity", "the minerals used up for a kWh"),
    Category.PRIMARY_ENERGY: ("primary_energy.electricity", "the primary energy of a kWh"),
}
"""By category, the name of what a kilowatt-hour takes, before the zone, and the same in words."""


def factor_id(category: Category, zone: str) -> str:
    """Return the name of what a kilowatt-hour takes in a zone.

    Args:
        category: The category.
        zone: Grid zone.
    """
    return f"{PER_KWH[category][0]}.{zone}"


def unknown(category: Category, zone: str | None) -> str:
    """Return why nobody can say what a kilowatt-hour takes, as a clause.

    Args:
        category: The category.
        zone: Grid zone, None where not known.
    """
    if zone is None:
        return "the grid zone is not known"
    return f"no source states {PER_KWH[category][1]} of this grid"


def resource_terms(unit: UnitEnergy, per_kwh: Mapping[Category, Uncertain]) -> Iterator[Term]:
    """Yield what providing one unit of load takes from nature.

    Args:
        unit: Its energy.
        per_kwh: What a kilowatt-hour takes, by category; only where somebody says
            [kgSb/kWh, MJ/kWh].
    """
    for category, each in per_kwh.items():
        for piece in unit.counted:
            taken = (piece.energy * each).to(UNITS[category])
            yield Term(category, piece.source, Level.PLATFORM, taken, role=piece.role)
