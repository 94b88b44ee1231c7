"""Water behind the grid of a zone, how scarce it is there, and what happens to waste there.

Two methods say what power plants consume: a figure of the country, and the zone's generation mix
times what each kind of plant takes. Neither is known to be better, so that a result lies anywhere
between the two; what plants withdraw is known by the second alone.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.quantities.uncertain import Uncertain

# Litres per kilowatt-hour of the least and the greatest of the states that one source lists, Texas
# and Washington.
_STATES = (1.29, 9.50)
_Z95 = 1.6448536269514722

PART_OF_COUNTRY = Factor(
    "modelled.water.part_of_country",
    "1",
    Lognormal(1.0, math.log(_STATES[1] / _STATES[0]) / (2.0 * _Z95)),
    sources=(
        Source(
            "wri-2020",
            "Reig et al.: Guidance for Calculating Water Use Embedded in Purchased Electricity "
            "(WRI)",
            2020,
            "https://www.wri.org/research/"
            "guidance-calculating-water-use-embedded-purchased-electricity",
            "CC BY 4.0",
            Read.COMPUTED,
        ),
    ),
    known=Known.MODELLED,
    valid_for="a part of any country, though only states of the United States were looked at",
    note="water per energy of a part of a country over that of the country: the 5th and the 95th "
    "percentile are as far apart as the least and the greatest state, 1.29 and 9.50 L/kWh, as "
    "quoted by Li et al. 2023",
)

BY_COUNTRY = "as the figure of the country has it"
BY_MIX = "as the generation mix has it"
_UNKNOWN_ZONE = "the grid zone is not known"
_WATER = "L/kWh"
_HYDRO = "hydro"
# What burns something or splits something is cooled as its region's plants are.
_COOLED = ("coal", "gas", "oil", "nuclear", "bioenergy")
_OTHERS = (_HYDRO, "wind", "solar", "other_renewable")


class WaterBasis(StrEnum):
    """What litres count. The two are never added: most of what is withdrawn is given back."""

    CONSUMPTION = "consumption"
    WITHDRAWAL = "withdrawal"


class HydroWater(StrEnum):
    """What becomes of the water that evaporates from reservoirs of hydropower."""

    ALLOCATED = "allocated"
    """It is charged to the electricity in full, as WRI 2020 has it."""
    NONE = "none"
    """It is left out, as if the reservoirs were there for other reasons."""


@dataclass(frozen=True, slots=True)
class GridWater:
    """Water behind the grid of a zone, per energy provided.

    Attributes:
        consumed: What plants consume [L/kWh], None where nobody says.
        withdrawn: What plants withdraw [L/kWh], None where nobody says.
        no_consumption: Why there is no consumption, as a clause.
        no_withdrawal: Why there is no withdrawal, as a clause.
        methods: What plants consume as each of several methods has it [L/kWh]; none where one
            alone was used.
    """

    consumed: Uncertain | None = None
    withdrawn: Uncertain | None = None
    no_consumption: str = ""
    no_withdrawal: str = ""
    methods: Mapping[str, Uncertain] = field(default_factory=dict[str, Uncertain])


def grid_water(
    zone: str | None, hydro: HydroWater, assume: Assumptions, notes: list[Note]
) -> GridWater:
    """Return the water behind the grid of a zone.

    Args:
        zone: Grid zone, None where not known.
        hydro: What becomes of the water that evaporates from reservoirs.
        assume: The assumptions.
        notes: Where to write what a reader should know.

    Raises:
        ValueRefusedError: If a negative number was declared.
    """
    if zone is None:
        return GridWater(no_consumption=_UNKNOWN_ZONE, no_withdrawal=_UNKNOWN_ZONE)
    withdrawn, no_withdrawal = _withdrawn(zone, assume)
    given = assume.given(f"water.offsite.{zone}", _WATER)
    if given is not None:
        refuse_negative(given, "the water behind the grid")
        return GridWater(given, withdrawn, no_withdrawal=no_withdrawal)
    for place in lineage(zone):
        methods = _methods(place, hydro, assume)
        if methods:
            break
    else:
        return GridWater(None, withdrawn, _nobody_says(zone, hydro), no_withdrawal)
    _note_hydro(place, hydro, assume, notes)
    if place == zone:
        consumed = _between(methods, assume)
        return GridWater(
            consumed, withdrawn, "", no_withdrawal, methods if len(methods) > 1 else {}
        )
    notes.append(
        Note(
            "zone-widened",
            f"Nobody states the water behind the grid of {zone}: that of {place} stands for it, "
            "with a wider interval.",
            severity="warning",
        )
    )
    consumed = _between(methods, assume) * assume.draw(PART_OF_COUNTRY)
    return GridWater(consumed, withdrawn, "", no_withdrawal)


def scarcity(
    zone: str | None, assume: Assumptions, notes: list[Note]
) -> tuple[Uncertain | None, str]:
    """Return how scarce water is in a zone, over the mean of the world, or why nobody can say.

    Args:
        zone: Grid zone, None where not known.
        assume: The assumptions.
        notes: Where to write what a reader should know.

    Returns:
        The factor of AWARE [Leq/L] and an empty reason, or None and the reason.
    """
    if zone is None:
        return None, "where the water was taken is not known"
    for place in lineage(zone):
        found = assume.find(f"stress.{place}")
        if found is None:
            continue
        refuse_negative(found, "a factor of water scarcity")
        if place == zone:
            return found, ""
        wider = assume.find("stress.part_of_country")
        notes.append(
            Note(
                "water-scarcity-widened",
                f"Nobody states how scarce water is in {zone}: {place} stands for it, with a "
                "wider interval.",
                severity="warning",
            )
        )
        return found if wider is None else found * wider, ""
    return None, f"no source states how scarce water is in {zone}: declare a factor"


def recycled_share(zone: str | None, assume: Assumptions) -> Uncertain | None:
    """Return the share of electronic waste that is formally recycled where a run stands [1].

    Args:
        zone: Grid zone, None where not known: the world's share then.
        assume: The assumptions.

    Raises:
        ValueRefusedError: If a share below 0 or above 1 was declared.
    """
    names = [f"recycled.{place}" for place in lineage(zone)] if zone else []
    for name in (*names, "recycled.world"):
        found = assume.find(name)
        if found is not None:
            if found.draws.min() < 0.0 or found.draws.max() > 1.0:
                raise ValueRefusedError(
                    "a share of waste that is recycled is from 0 to 1", seen=found.central
                )
            return found
    return None


def lineage(zone: str) -> tuple[str, ...]:
    """Return a zone and the country it is a part of.

    Args:
        zone: Grid zone.
    """
    return tuple(dict.fromkeys((zone, zone.split("-", maxsplit=1)[0])))


def refuse_negative(quantity: Uncertain, what: str) -> None:
    """Refuse a quantity that may be below nought.

    Args:
        quantity: The quantity.
        what: What it is, in words.

    Raises:
        ValueRefusedError: If it may be.
    """
    if quantity.central < 0.0 or quantity.draws.min() < 0.0:
        raise ValueRefusedError(f"{what} cannot be negative", seen=quantity.central)


def _methods(place: str, hydro: HydroWater, assume: Assumptions) -> dict[str, Uncertain]:
    fuels = (*_COOLED, *(fuel for fuel in _OTHERS if fuel != _HYDRO))
    mixed = _by_mix(
        place,
        WaterBasis.CONSUMPTION,
        (*fuels, _HYDRO) if hydro is HydroWater.ALLOCATED else fuels,
        assume,
    )
    # What reservoirs are in a country's own figure cannot be taken out of it again.
    stated = assume.find(f"water.offsite.{place}") if hydro is HydroWater.ALLOCATED else None
    found = {BY_COUNTRY: stated, BY_MIX: mixed}
    return {name: each for name, each in found.items() if each is not None}


def _between(methods: Mapping[str, Uncertain], assume: Assumptions) -> Uncertain:
    stated, mixed = methods.get(BY_COUNTRY), methods.get(BY_MIX)
    if stated is None or mixed is None:
        return next(iter(methods.values()))
    where = assume.find("water.offsite.between_methods")
    return stated if where is None else stated + (mixed - stated) * where


def _by_mix(
    place: str, basis: WaterBasis, fuels: Iterable[str], assume: Assumptions
) -> Uncertain | None:
    total: Uncertain | None = None
    for fuel in fuels:
        share = assume.find(f"mix.{place}.{fuel}")
        if share is None:
            return None
        if not share.draws.any():
            continue
        where = f".{place}" if fuel in _COOLED else ""
        each = assume.find(f"water.plant.{fuel}.{basis.value}{where}")
        if each is None:
            return None
        total = share * each if total is None else total + share * each
    return Uncertain.fixed(0.0, _WATER) if total is None else total


def _withdrawn(zone: str, assume: Assumptions) -> tuple[Uncertain | None, str]:
    given = assume.given(f"water.withdrawal.offsite.{zone}", _WATER)
    if given is not None:
        refuse_negative(given, "the water behind the grid")
        return given, ""
    for place in lineage(zone):
        found = _by_mix(place, WaterBasis.WITHDRAWAL, (*_COOLED, *_OTHERS), assume)
        if found is not None:
            return found if place == zone else found * assume.draw(PART_OF_COUNTRY), ""
    # A place without a mix of its own, such as the world, may be stated as a whole.
    whole = assume.find(f"water.withdrawal.offsite.{zone}")
    if whole is not None:
        return whole, ""
    return None, f"no source states the water withdrawn behind the grid of {zone}"


def _note_hydro(place: str, hydro: HydroWater, assume: Assumptions, notes: list[Note]) -> None:
    part = _by_mix(place, WaterBasis.CONSUMPTION, (_HYDRO,), assume)
    if part is None or part.central == 0.0:
        return
    amount = f"about {part.central:.2g} L/kWh by the generation mix of {place}"
    notes.append(
        Note(
            "hydro-water-counted",
            f"Water off site counts what evaporates from reservoirs, {amount}, charged to "
            "hydropower in full, and not as withdrawn; hydro water 'none' leaves it out.",
        )
        if hydro is HydroWater.ALLOCATED
        else Note(
            "hydro-water-left-out",
            f"What evaporates from reservoirs, {amount}, is left out of water off site.",
            severity="warning",
        )
    )


def _nobody_says(zone: str, hydro: HydroWater) -> str:
    if hydro is HydroWater.NONE:
        return f"no source states the generation mix of {zone}, to leave reservoirs out"
    return f"no source states the water behind the grid of {zone}"
