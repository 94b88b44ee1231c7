"""What every unit of load costs on one machine, in one zone, under one set of options."""

from dataclasses import dataclass, replace
from typing import final

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.carbon import carbon_terms
from wholeprint.lifecycle.demand import WORKLOAD
from wholeprint.lifecycle.embodied import embodied_terms, life_share
from wholeprint.lifecycle.end_of_life import end_of_life_terms, no_minerals
from wholeprint.lifecycle.loads import Key, Kind
from wholeprint.lifecycle.operational import unit_energy
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.place_water import (
    NOT_IN_SCARCITY,
    NOT_IN_WITHDRAWAL,
    DeclaredWater,
    place_water,
)
from wholeprint.lifecycle.resources import PER_KWH, factor_id, resource_terms, unknown
from wholeprint.lifecycle.terms import Absence, Term
from wholeprint.lifecycle.water import water_terms
from wholeprint.lifecycle.zone import recycled_share
from wholeprint.quantities.factor import FactorSource
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.intensity import Accounting, Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import AcceleratorProfile, Part, Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

OUTSIDE = "it is outside the boundary"
OPERATIONAL = (
    Category.ENERGY,
    Category.GHG_OPERATIONAL,
    Category.GHG_OPERATIONAL_MARKET,
    Category.WATER_ONSITE,
    Category.WATER_OFFSITE,
    Category.WATER_WITHDRAWAL,
    Category.WATER_SCARCITY,
)
EMBODIED = (
    Category.GHG_EMBODIED,
    Category.WATER_EMBODIED,
)
WATER = (
    Category.WATER_ONSITE,
    Category.WATER_OFFSITE,
    Category.WATER_EMBODIED,
    Category.WATER_WITHDRAWAL,
    Category.WATER_SCARCITY,
)
NAMED = {
    Category.LAND: "no inventory states the land that mining for this hardware, its factories and "
    "its power plants take up, per device or per kWh",
    Category.TOXICITY: "no source states what mining, making and discarding this hardware releases "
    "that is toxic, as an amount per device",
    Category.BIODIVERSITY: "no source states the species lost to the land, water and emissions of "
    "this hardware, and land and toxicity, from which it would follow, are not known",
    Category.HEALTH: "no source states the harm of fine dust from this grid, or of mining and of "
    "informal recycling, per kWh or per device",
}
"""Damage that is counted by name alone, and which number is missing for each."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a run is placed and what was declared for it.

    Attributes:
        zone: Grid zone, None where not known.
        pue: Power usage effectiveness declared [1].
        wue: Water usage effectiveness declared, as consumption [L/kWh of IT energy].
        grid: Grid zone by which what lies behind the grid is looked up, None where not known.
        withdrawn_wue: Water withdrawn on site, as declared [L/kWh of IT energy].
    """

    zone: str | None
    pue: float | None
    wue: float | None
    grid: str | None
    withdrawn_wue: float | None = None


@final
class Plan:
    """What every unit of load costs on one machine, in one zone, under one set of options.

    Args:
        profile: The machine.
        intensity: What a kilowatt-hour carried, None where nobody says.
        site: Where the run is placed and what was declared for it.
        factors: Where to look up assumptions by name.
        options: How to assess.
        world: The world to draw in.
        assume: What is worked out in that world already, by plans of the same options; None for
            nothing.

    Attributes:
        profile: The machine.
        intensity: What a kilowatt-hour carried.
        options: How to assess.
        world: The world it is drawn in.
        workload: What one workload draws over what another does at the same load [1], None
            where nobody says.
        absent: Why a category has no number, whatever the load.
        partial: Why a category has parts but no total, whatever the load.
        whole_with_energy: Categories that have a total only where the run's energy is known.
        notes: What a reader should know.
    """

    def __init__(
        self,
        profile: Profile,
        intensity: Intensity | None,
        site: Site,
        factors: FactorSource,
        options: AssessOptions,
        world: World,
        assume: Assumptions | None = None,
    ) -> None:
        by_contract = intensity is not None and intensity.signal.accounting is Accounting.MARKET
        if by_contract and options.market is not None:
            raise ValueRefusedError(
                "two market-based intensities were given for one result",
                fix="Give the contract either as the intensity or in the options",
            )
        self.profile = profile
        self.intensity = intensity
        self.options = options
        self.world = world
        self._assume = assume or Assumptions(world, factors, options.overrides)
        self._terms: dict[Key, tuple[Term | Absence, ...]] = {}
        self._twins = _twins(profile.accelerators)
        named = reversed(list(enumerate(profile.accelerators)))
        self._places = {f"gpu:{device.index}": place for place, device in named}
        # What the profile assumes is not assumed where it is declared.
        is_wet = site.wue is not None or site.withdrawn_wue is not None
        said = {"pue-assumed": site.pue is not None, "wue-assumed": is_wet}
        notes = [note for note in profile.notes if not said.get(note.code, False)]
        notes += () if intensity is None else intensity.notes
        self._pue = self._declared_pue(site, notes)
        told = DeclaredWater(site.grid, site.wue, site.withdrawn_wue)
        self._water = place_water(told, profile, options, self._assume, notes)
        self._recycled = recycled_share(site.grid, self._assume)
        self.workload = self._assume.look_up(WORKLOAD)
        self._taken_per_kwh = self._found_per_kwh(site)
        counts = options.boundary.operational
        self.whole_with_energy = tuple(PER_KWH) if counts else ()
        self.partial = {
            category: unknown(category, site.grid)
            for category in self.whole_with_energy
            if category not in self._taken_per_kwh
        } | dict(self._water.partial)
        self.absent = self._absent(site)
        self.notes = tuple(notes)

    def terms(self, key: Key) -> tuple[Term | Absence, ...]:
        """Return what one unit of load costs.

        Args:
            key: What the unit is.
        """
        found = self._terms.get(key)
        if found is None:
            twin = self._twin_of(key)
            found = self._worked(key) if twin is None else _renamed(self.terms(twin), twin, key)
            self._terms[key] = found
        return found

    def _worked(self, key: Key) -> tuple[Term | Absence, ...]:
        made = self._whole_life(key) if key.kind is Kind.LIFE else self._energy(key)
        return tuple(term for term in made if term.category not in self.absent)

    def _twin_of(self, key: Key) -> Key | None:
        """Return the unit of the first accelerator alike, which costs the same, if it is another.

        Of two thousand accelerators of one kind one is worked out.
        """
        devices, others = self.profile.accelerators, len(self.profile.parts)
        if key.kind is Kind.ACCELERATOR:
            place = self._places.get(key.name)
        else:
            place = key.node - others if key.kind is Kind.LIFE and key.node >= others else None
        if place is None or self._twins[place] == place:
            return None
        node = others + self._twins[place] if key.kind is Kind.LIFE else key.node
        return key._replace(name=devices[self._twins[place]].part.source, node=node)

    def _energy(self, key: Key) -> list[Term | Absence]:
        unit = unit_energy(key, self.profile, self._pue, self._assume, self.options.boundary)
        terms: list[Term | Absence] = [
            Term(
                Category.ENERGY,
                piece.source,
                Level.COMPUTE,
                piece.energy.to(UNITS[Category.ENERGY]),
                role=piece.role,
            )
            for piece in unit.counted
        ]
        terms += carbon_terms(unit, self.intensity, self.options.market, self._assume)
        terms += water_terms(unit, self._water.water)
        terms += resource_terms(unit, self._taken_per_kwh)
        return terms

    def _found_per_kwh(self, site: Site) -> dict[Category, Uncertain]:
        if site.grid is None or not self.options.boundary.operational:
            return {}
        wanted = {category: factor_id(category, site.grid) for category in PER_KWH}
        found = {category: self._assume.find(name) for category, name in wanted.items()}
        return {category: each for category, each in found.items() if each is not None}

    def _whole_life(self, key: Key) -> list[Term | Absence]:
        made = self._life(key)
        if self.options.boundary.embodied:
            made.append(Absence(Category.WATER_WITHDRAWAL, NOT_IN_WITHDRAWAL))
            made.append(Absence(Category.WATER_SCARCITY, NOT_IN_SCARCITY))
        return made

    def _life(self, key: Key) -> list[Term | Absence]:
        devices = [device.part for device in self.profile.accelerators]
        part = (*self.profile.parts, *devices)[key.node]
        is_accelerator = key.node >= len(self.profile.parts)
        lifetime, utilisation = self._life_of(part, is_accelerator=is_accelerator)
        share = life_share(part, lifetime, utilisation, self._assume)
        terms = list(end_of_life_terms(part, share, self._recycled, self._assume))
        if self.options.boundary.embodied:
            terms += embodied_terms(part, share, self._assume)
        return terms

    def _life_of(self, part: Part, *, is_accelerator: bool) -> tuple[Uncertain, Uncertain]:
        options = self.options
        years, share = options.lifetime_years, options.utilisation_share
        if is_accelerator:
            years = options.accelerator_lifetime_years
            share = options.accelerator_utilisation_share
        draw, declare = self._assume.draw, self._assume.declare
        lifetime, utilisation = part.lifetime, part.utilisation
        return (
            draw(lifetime) if years is None else declare(lifetime.id, years, "year"),
            draw(utilisation) if share is None else declare(utilisation.id, share, "1"),
        )

    def _declared_pue(self, site: Site, notes: list[Note]) -> Uncertain:
        if site.pue is not None:
            if site.pue < 1.0:
                raise ValueRefusedError("a PUE is 1 or more", seen=site.pue)
            return self._assume.declare("declared.pue", site.pue, "1")
        default = self._assume.draw(self.profile.pue)
        is_said = any(note.code == "cooling-chosen" for note in notes)
        if self.options.boundary.facility and default.draws.max() > 1.0 and not is_said:
            _say(notes, "pue-assumed", f"No PUE was declared: {self.profile.pue.id} is used.")
        return default

    def _absent(self, site: Site) -> dict[Category, str]:
        absent = dict(NAMED) | dict(self._water.absent)
        absent[Category.CRITICAL_MINERALS] = no_minerals(self.profile, self._assume)
        signal = None if self.intensity is None else self.intensity.signal
        if signal is None or signal.accounting is Accounting.MARKET:
            absent[Category.GHG_OPERATIONAL] = (
                "the grid zone is not known"
                if site.zone is None
                else f"no location-based intensity is known for {site.zone}"
            )
        if self.options.market is None and (
            signal is None or signal.accounting is Accounting.LOCATION
        ):
            absent[Category.GHG_OPERATIONAL_MARKET] = "no contract for electricity was declared"
        boundary = self.options.boundary
        for counted, categories in (
            (boundary.operational, OPERATIONAL),
            (boundary.embodied, EMBODIED),
            (boundary.operational or boundary.embodied, tuple(PER_KWH)),
            (boundary.water, WATER),
            (boundary.end_of_life, (Category.EWASTE,)),
            (boundary.embodied or boundary.end_of_life, (Category.CRITICAL_MINERALS,)),
        ):
            absent |= {} if counted else dict.fromkeys(categories, OUTSIDE)
        return absent


def _twins(devices: tuple[AcceleratorProfile, ...]) -> tuple[int, ...]:
    """Return for each accelerator the place of the first that is alike but for its name."""
    first: dict[int, AcceleratorProfile] = {}
    found: list[int] = []
    for place, device in enumerate(devices):
        alike = (
            at
            for at, other in first.items()
            if device.tdp == other.tdp
            and replace(device.part, source=other.part.source) == other.part
        )
        found.append(next(alike, place))
        if found[-1] == place:
            first[place] = device
    return tuple(found)


def _renamed(terms: tuple[Term | Absence, ...], twin: Key, key: Key) -> tuple[Term | Absence, ...]:
    return tuple(
        Absence(each.category, f"{each.reason.removesuffix(twin.name)}{key.name}")
        if isinstance(each, Absence) and each.reason.endswith(f" {twin.name}")
        else each._replace(source=key.name)
        if isinstance(each, Term) and each.source == twin.name
        else each
        for each in terms
    )


def _say(notes: list[Note], code: str, message: str) -> None:
    if all(note.code != code for note in notes):
        notes.append(Note(code, message))
