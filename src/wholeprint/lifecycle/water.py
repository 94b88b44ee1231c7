"""Water of operation: drunk by the building's cooling, and by the power plants behind it.

``W = E_it x WUE + E_counted x EWIF``. WUE is published per kilowatt-hour of IT equipment, so PUE
has no part in the first product; the plants provide all of the building, so it is in the second.
"""

from collections.abc import Iterator

from wholeprint.lifecycle.operational import UnitEnergy
from wholeprint.lifecycle.terms import Term
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.uncertain import Uncertain


def water_terms(unit: UnitEnergy, wue: Uncertain | None, ewif: Uncertain | None) -> Iterator[Term]:
    """Yield the water of one unit of load.

    Args:
        unit: Its energy.
        wue: Water consumed on site per IT energy [L/kWh], None where nobody says.
        ewif: Water consumed by power plants per energy provided [L/kWh], None likewise.
    """
    for category, pieces, per_kwh in (
        (Category.WATER_ONSITE, unit.it, wue),
        (Category.WATER_OFFSITE, unit.counted, ewif),
    ):
        if per_kwh is not None:
            for piece in pieces:
                litres = (piece.energy * per_kwh).to(UNITS[category])
                yield Term(category, piece.source, Level.PLATFORM, litres, role=piece.role)
