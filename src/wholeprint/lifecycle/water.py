"""Water of operation: for the building's cooling, and for the power plants behind it.

``W = E_it x WUE + E_counted x EWIF``. WUE is published per kilowatt-hour of IT equipment, so PUE
has no part in the first product; the plants provide all of the building, so it is in the second.
What is consumed does not come back; what is withdrawn mostly does. The two are counted apart, and
only what is consumed is weighted by how scarce it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wholeprint.lifecycle.operational import Piece, UnitEnergy
from wholeprint.lifecycle.terms import Role, Term
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.uncertain import Uncertain

ON_SITE = "cooling on site"
OFF_SITE = "power plants"


@dataclass(frozen=True, slots=True)
class Water:
    """Litres per kilowatt-hour of a place, each None where nobody says.

    Attributes:
        onsite: Consumed on site, per IT energy [L/kWh].
        offsite: Consumed by power plants, per energy provided [L/kWh].
        withdrawn_onsite: Withdrawn on site, per IT energy [L/kWh].
        withdrawn_offsite: Withdrawn by power plants, per energy provided [L/kWh].
        weight: How scarce water is there, over the mean of the world [Leq/L].
        methods: What power plants consume as each of several methods has it [L/kWh].
    """

    onsite: Uncertain | None = None
    offsite: Uncertain | None = None
    withdrawn_onsite: Uncertain | None = None
    withdrawn_offsite: Uncertain | None = None
    weight: Uncertain | None = None
    methods: Mapping[str, Uncertain] = field(default_factory=dict[str, Uncertain])


def water_terms(unit: UnitEnergy, water: Water) -> Iterator[Term]:
    """Yield the water of one unit of load.

    Args:
        unit: Its energy.
        water: What each kilowatt-hour takes.
    """
    for category, pieces, per_kwh in (
        (Category.WATER_ONSITE, unit.it, water.onsite),
        (Category.WATER_OFFSITE, unit.counted, water.offsite),
    ):
        if per_kwh is not None:
            for piece in pieces:
                litres = (piece.energy * per_kwh).to(UNITS[category])
                yield Term(category, piece.source, Level.PLATFORM, litres, role=piece.role)
    for name, per_kwh in water.methods.items():
        yield from _summed(Category.WATER_OFFSITE, name, unit.counted, per_kwh, Role.OF_WHICH)
    yield from _withdrawal_terms(unit, water)
    yield from _scarcity_terms(unit, water)


def _withdrawal_terms(unit: UnitEnergy, water: Water) -> Iterator[Term]:
    category = Category.WATER_WITHDRAWAL
    yield from _summed(category, ON_SITE, unit.it, water.withdrawn_onsite)
    yield from _summed(category, OFF_SITE, unit.counted, water.withdrawn_offsite)


def _scarcity_terms(unit: UnitEnergy, water: Water) -> Iterator[Term]:
    if water.weight is None:
        return
    for source, pieces, per_kwh in (
        (ON_SITE, unit.it, water.onsite),
        (OFF_SITE, unit.counted, water.offsite),
    ):
        weighted = None if per_kwh is None else per_kwh * water.weight
        yield from _summed(Category.WATER_SCARCITY, source, pieces, weighted)


def _summed(
    category: Category,
    source: str,
    pieces: tuple[Piece, ...],
    per_kwh: Uncertain | None,
    role: Role = Role.PART,
) -> Iterator[Term]:
    if per_kwh is None:
        return
    for piece in pieces:
        # A piece that is only said is in the total by another one, better known.
        if piece.role.is_added:
            litres = (piece.energy * per_kwh).to(UNITS[category])
            yield Term(category, source, Level.PLATFORM, litres, role=role)
