"""What is known of the water of a place: on site, behind its grid, and how scarce it is.

What is consumed on site was withdrawn there before. Where only one of the two is stated, the other
follows from the share that sites with both figures consume; it is then modelled, and never the
stated number under another name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.water import Water
from wholeprint.lifecycle.zone import grid_water, refuse_negative, scarcity
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.uncertain import Uncertain

CONSUMED_SHARE = "water.onsite.consumed_share"
_SAID = ("wue-assumed", "cooling-chosen")
NOT_IN_WITHDRAWAL = "no source states the water withdrawn in making the hardware"
NOT_IN_SCARCITY = "no source states where the water of making the hardware was taken"


@dataclass(frozen=True, slots=True)
class DeclaredWater:
    """What was declared of the water of a site.

    Attributes:
        zone: Grid zone by which what lies behind the grid is looked up, None where not known.
        wue: Consumed on site [L/kWh of IT energy], None where not declared.
        withdrawn_wue: Withdrawn on site [L/kWh of IT energy], None where not declared.
    """

    zone: str | None
    wue: float | None
    withdrawn_wue: float | None


@dataclass(frozen=True, slots=True)
class PlaceWater:
    """The water of a place.

    Attributes:
        water: What each kilowatt-hour takes.
        absent: Why a category has no number.
        partial: Why a category has parts but no total.
    """

    water: Water
    absent: Mapping[Category, str]
    partial: Mapping[Category, str]


def place_water(
    told: DeclaredWater,
    profile: Profile,
    options: AssessOptions,
    assume: Assumptions,
    notes: list[Note],
) -> PlaceWater:
    """Return what is known of the water of a place.

    Args:
        told: What was declared of it.
        profile: The machine that stands there.
        options: How to assess.
        assume: The assumptions.
        notes: Where to write what a reader should know.

    Raises:
        ValueRefusedError: If a declared number is negative, or less is withdrawn than consumed.
    """
    consumed, withdrawn = _on_site(told, profile, assume, notes)
    grid = grid_water(told.zone, options.hydro_water, assume, notes)
    if options.water_scarcity_factor is None:
        weight, no_weight = scarcity(told.zone, assume, notes)
    else:
        weight, no_weight = (
            _declared(assume, "declared.water_scarcity", options.water_scarcity_factor, "Leq/L"),
            "",
        )
    water = Water(consumed, grid.consumed, withdrawn, grid.withdrawn, weight, grid.methods)
    no_site = "no source states the water use of this site"
    return PlaceWater(
        water,
        _absent(water, no_site, grid.no_consumption, no_weight),
        {
            **_partial(
                Category.WATER_WITHDRAWAL,
                {no_site: withdrawn, grid.no_withdrawal: grid.withdrawn},
            ),
            **_partial(
                Category.WATER_SCARCITY,
                {no_site: consumed, grid.no_consumption: grid.consumed},
            ),
        },
    )


def _on_site(
    told: DeclaredWater, profile: Profile, assume: Assumptions, notes: list[Note]
) -> tuple[Uncertain | None, Uncertain | None]:
    consumed = _declared(assume, "declared.wue", told.wue, "L/kWh")
    withdrawn = _declared(assume, "declared.withdrawn_wue", told.withdrawn_wue, "L/kWh")
    if consumed is None and withdrawn is None:
        consumed, withdrawn = _assumed(profile, assume, notes)
    if consumed is not None and withdrawn is not None:
        _refuse_more_consumed(consumed, withdrawn)
        return consumed, withdrawn
    share = assume.find(CONSUMED_SHARE)
    if share is None:
        return consumed, withdrawn
    if withdrawn is not None:
        return withdrawn * share, withdrawn
    return consumed, None if consumed is None else consumed / share


def _assumed(
    profile: Profile, assume: Assumptions, notes: list[Note]
) -> tuple[Uncertain | None, Uncertain | None]:
    stated = profile.wue or profile.withdrawn_wue
    # The profile may have noted in its own words already what it assumes.
    if stated is not None and all(note.code not in _SAID for note in notes):
        notes.append(Note("wue-assumed", f"No WUE was declared: {stated.id} is used."))
    found = [
        None if factor is None else assume.draw(factor)
        for factor in (profile.wue, profile.withdrawn_wue)
    ]
    for each in found:
        if each is not None:
            refuse_negative(each, "a water usage effectiveness")
    return found[0], found[1]


def _refuse_more_consumed(consumed: Uncertain, withdrawn: Uncertain) -> None:
    if consumed.central > withdrawn.central:
        raise ValueRefusedError(
            "no site consumes more water than it withdraws: are the two of one basis?",
            seen=f"{consumed.central:g} consumed, {withdrawn.central:g} withdrawn [L/kWh]",
            fix="Give WUE as consumption, and withdrawal beside it",
        )


def _declared(assume: Assumptions, name: str, value: float | None, unit: str) -> Uncertain | None:
    if value is None:
        return None
    found = assume.declare(name, value, unit)
    refuse_negative(found, name.removeprefix("declared.").replace("_", " "))
    return found


def _absent(water: Water, no_site: str, no_grid: str, no_weight: str) -> dict[Category, str]:
    found: dict[Category, str] = {}
    if water.onsite is None:
        found[Category.WATER_ONSITE] = no_site
    if water.offsite is None:
        found[Category.WATER_OFFSITE] = no_grid
    if water.weight is None:
        found[Category.WATER_SCARCITY] = no_weight
    return found


def _partial(category: Category, parts: Mapping[str, Uncertain | None]) -> dict[Category, str]:
    missing = [reason for reason, part in parts.items() if part is None]
    return {category: "; ".join(missing)} if missing else {}
