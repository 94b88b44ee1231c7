"""Software water intensity: ``W = W_O + W_M per R``, consumption and withdrawal each on their own.

``W_O`` is the water of operation, on site and at the power plants; ``W_M`` that of making the
hardware. Both bases are told unadjusted, and beside it adjusted by how scarce water is where it was
taken; neither replaces the other, and no sum joins two of them. Source: Software Water Intensity
specification 0.1.0, Green Software Foundation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.errors import ConformanceError, ValueRefusedError
from wholeprint.lifecycle.sci_units import FunctionalUnit
from wholeprint.lifecycle.zone import WaterBasis, refuse_negative
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.footprint import UNITS, Category, Footprint
from wholeprint.quantities.uncertain import Quantity, Uncertain

_NOT_LOCATED = "no source states where the water of making the hardware was taken"
_NO_WITHDRAWAL = "no source states the water withdrawn in making the hardware"
_NO_FACTOR = "no factor of scarcity for withdrawal was declared, and that of consumption is none"


@dataclass(frozen=True, slots=True, eq=False)
class WaterIntensity:
    """Litres per functional unit, of one basis, adjusted or not.

    Attributes:
        basis: What the litres count.
        operational: W_O, of operation [L or Leq].
        embodied: W_M, of making the hardware [L or Leq].
    """

    basis: WaterBasis
    operational: Quantity
    embodied: Quantity

    @property
    def total(self) -> Quantity:
        """W: both together [L or Leq]; no data where either is not known."""
        if isinstance(self.operational, NoData):
            return self.operational
        if isinstance(self.embodied, NoData):
            return self.embodied
        return self.operational + self.embodied

    def __add__(self, other: "WaterIntensity") -> "WaterIntensity":
        if self.basis is not other.basis:
            raise ConformanceError(
                "water consumed and water withdrawn are never added",
                seen=f"{self.basis.value} and {other.basis.value}",
                fix="Report each of the two on its own",
            )
        return WaterIntensity(
            self.basis, self.operational + other.operational, self.embodied + other.embodied
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SoftwareWater:
    """All that a report of software water intensity tells.

    Attributes:
        per: R, what it is per.
        consumption: Water consumed [L].
        consumption_adjusted: The same, weighted by scarcity [Leq].
        withdrawal: Water withdrawn [L].
        withdrawal_adjusted: The same, weighted; there is no default factor for it [Leq].
        components: Each part of the water of operation and of making, per R [L].
        methods: How each component is known, and what was chosen.
        resolution: The lowest resolution in time and space of what went in.
        exclusions: What belongs to it and could not be counted.
        gaps: Requirements that are not met, with the reason.
    """

    per: FunctionalUnit
    consumption: WaterIntensity
    consumption_adjusted: WaterIntensity
    withdrawal: WaterIntensity
    withdrawal_adjusted: WaterIntensity
    components: Mapping[str, Quantity]
    methods: Mapping[str, str]
    resolution: str
    exclusions: tuple[str, ...]
    gaps: Mapping[str, str]

    def require_conforming(self) -> None:
        """Refuse a report that lacks what the specification demands.

        Raises:
            ConformanceError: With each requirement that is not met.
        """
        if self.gaps:
            raise ConformanceError(
                "this is no software water intensity yet",
                seen="; ".join(f"{name}: {why}" for name, why in self.gaps.items()),
                fix="Declare what is missing, or report the parts as parts",
            )


def software_water(
    footprint: Footprint,
    per: FunctionalUnit,
    done_count: float,
    *,
    making_scarcity: Uncertain | None = None,
    resolution: str = "one year, one country",
) -> SoftwareWater:
    """Return the water of a footprint per functional unit.

    Args:
        footprint: What was used.
        per: R.
        done_count: How many of the things that R counts were done for it.
        making_scarcity: How scarce water is where the hardware was made [Leq/L]; None where nobody
            says, and then there is no adjusted total.
        resolution: Lowest resolution in time and space of what the footprint rests on.

    Raises:
        ValueRefusedError: If nothing was done, or a factor is negative.
    """
    if not 0.0 < done_count < float("inf"):
        raise ValueRefusedError("a score is per something that was done", seen=done_count)
    if making_scarcity is not None:
        refuse_negative(making_scarcity, "a factor of water scarcity")
    share = per.each_count / done_count
    parts = {name: footprint[name] * share for name in _COMPONENTS}
    embodied = parts[Category.WATER_EMBODIED]
    withdrawn = footprint[Category.WATER_WITHDRAWAL] * share
    consumption = WaterIntensity(
        WaterBasis.CONSUMPTION,
        _both(parts[Category.WATER_ONSITE], parts[Category.WATER_OFFSITE]),
        embodied,
    )
    adjusted = WaterIntensity(
        WaterBasis.CONSUMPTION,
        footprint[Category.WATER_SCARCITY] * share,
        _adjusted(embodied, making_scarcity),
    )
    return SoftwareWater(
        per=per,
        consumption=consumption,
        consumption_adjusted=adjusted,
        withdrawal=WaterIntensity(WaterBasis.WITHDRAWAL, withdrawn, NoData.of("L", _NO_WITHDRAWAL)),
        withdrawal_adjusted=WaterIntensity(
            WaterBasis.WITHDRAWAL, NoData.of("Leq", _NO_FACTOR), NoData.of("Leq", _NO_FACTOR)
        ),
        components={name.value: part for name, part in parts.items()}
        | {Category.WATER_WITHDRAWAL.value: withdrawn},
        methods=_methods(footprint),
        resolution=resolution,
        exclusions=_exclusions((*parts.values(), withdrawn)),
        gaps=_gaps(consumption, adjusted),
    )


_COMPONENTS = (Category.WATER_ONSITE, Category.WATER_OFFSITE, Category.WATER_EMBODIED)
_CHOICES = frozenset(
    {"hydro-water-counted", "hydro-water-left-out", "cooling-chosen", "wue-assumed"}
)


def _both(one: Quantity, other: Quantity) -> Quantity:
    # A number beside an absence is no sum: half of the water of operation is not all of it.
    if isinstance(one, NoData):
        return one
    return other if isinstance(other, NoData) else one + other


def _adjusted(embodied: Quantity, scarcity: Uncertain | None) -> Quantity:
    if scarcity is None:
        return NoData.of(UNITS[Category.WATER_SCARCITY], _NOT_LOCATED)
    return (embodied * scarcity).to(UNITS[Category.WATER_SCARCITY])


def _methods(footprint: Footprint) -> dict[str, str]:
    known = {
        name.value: found.known.value
        for name in (*_COMPONENTS, Category.WATER_WITHDRAWAL)
        if isinstance(found := footprint[name], Uncertain)
    }
    return known | {note.code: note.message for note in footprint.notes if note.code in _CHOICES}


def _exclusions(parts: tuple[Quantity, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in parts:
        reasons = (part.reason,) if isinstance(part, NoData) else part.missing
        found |= dict.fromkeys(reasons)
    return tuple(found)


def _gaps(consumption: WaterIntensity, adjusted: WaterIntensity) -> dict[str, str]:
    wanted = {
        "SWI-03": consumption.operational,
        "SWI-04": consumption.embodied,
        "SWI-06": adjusted.embodied,
        "SWI-07": adjusted.operational,
    }
    return {name: found.reason for name, found in wanted.items() if isinstance(found, NoData)}
