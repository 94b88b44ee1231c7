"""What something costs the planet: impact categories, contributions and draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.errors import UnknownNameError, ValueRefusedError
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.boundary import Boundary, check_same
from wholeprint.quantities.drivers import Driver, drivers
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.quantities.world import World


class Category(StrEnum):
    """What is counted. The names never change."""

    ENERGY = "energy"
    GHG_OPERATIONAL = "ghg_operational"
    GHG_OPERATIONAL_MARKET = "ghg_operational_market"
    GHG_EMBODIED = "ghg_embodied"
    WATER_ONSITE = "water_onsite"
    WATER_OFFSITE = "water_offsite"
    WATER_EMBODIED = "water_embodied"
    WATER_WITHDRAWAL = "water_withdrawal"
    WATER_SCARCITY = "water_scarcity"
    ADPE = "adpe"
    PRIMARY_ENERGY = "primary_energy"
    EWASTE = "ewaste"
    CRITICAL_MINERALS = "critical_minerals"
    LAND = "land"
    TOXICITY = "toxicity"
    BIODIVERSITY = "biodiversity"
    HEALTH = "health"


UNITS: Mapping[Category, str] = {
    Category.ENERGY: "kWh",
    Category.GHG_OPERATIONAL: "gCO2e",
    Category.GHG_OPERATIONAL_MARKET: "gCO2e",
    Category.GHG_EMBODIED: "gCO2e",
    Category.WATER_ONSITE: "L",
    Category.WATER_OFFSITE: "L",
    Category.WATER_EMBODIED: "L",
    Category.WATER_WITHDRAWAL: "L",
    Category.WATER_SCARCITY: "Leq",
    Category.ADPE: "kgSb",
    Category.PRIMARY_ENERGY: "MJ",
    Category.EWASTE: "kg",
    Category.CRITICAL_MINERALS: "kg",
    # The four below have no data yet, and so no agreed unit either.
    Category.LAND: "1",
    Category.TOXICITY: "1",
    Category.BIODIVERSITY: "1",
    Category.HEALTH: "1",
}
"""The unit in which each category is said."""


class Level(StrEnum):
    """At which level of the problem a contribution lies."""

    COMPUTE = "compute"
    LIFE_CYCLE = "life cycle"
    PLATFORM = "platform"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, eq=False)
class Contribution:
    """One part of an impact.

    Attributes:
        source: What it comes from: "cpu", "dram", "gpu:0", "idle", "facility overhead", "server".
        phase: The phase of the model's life, empty where none was given.
        level: At which level of the problem it lies.
        amount: How much.
    """

    source: str
    phase: str
    level: Level
    amount: Uncertain

    def as_json(self) -> dict[str, object]:
        """Return the contribution as plain values."""
        return {
            "source": self.source,
            "phase": self.phase,
            "level": self.level.value,
        } | self.amount.as_json()


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """One category of impact.

    Attributes:
        total: All of it. Where a part that belongs to it is not known, there is none, and the
            contributions are the parts that are.
        contributions: Its parts; they add up to the total, where there is one.
        of_which: Parts that overlap with the contributions and are not added to them.
        basis: Where the energy was taken, for energy.
    """

    total: Quantity
    contributions: tuple[Contribution, ...] = ()
    of_which: tuple[Contribution, ...] = ()
    basis: Basis | None = None

    def as_json(self) -> dict[str, object]:
        """Return the impact as plain values."""
        document = self.total.as_json(self.basis)
        document["contributions"] = [part.as_json() for part in self.contributions]
        if self.of_which:
            document["of_which"] = [part.as_json() for part in self.of_which]
        return document

    def __add__(self, other: "Impact") -> "Impact":
        basis = self.basis if self.basis == other.basis else None
        if basis is None and self.basis is not None and other.basis is not None:
            raise ValueRefusedError(
                "energies taken at different places cannot be added",
                seen=(self.basis.value, other.basis.value),
            )
        return Impact(
            _total(self, other),
            _merged((*self.contributions, *other.contributions)),
            _merged((*self.of_which, *other.of_which)),
            basis or self.basis or other.basis,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Footprint:
    """What something costs the planet, under a boundary, in a world.

    Attributes:
        categories: One impact for each category.
        boundary: What is counted.
        world: The world it was drawn in.
        assumptions: Every assumption in it.
        notes: What a reader should know.
    """

    categories: Mapping[Category, Impact]
    boundary: Boundary
    world: World
    assumptions: tuple[Factor, ...] = ()
    notes: tuple[Note, ...] = ()

    def __getitem__(self, category: str) -> Quantity:
        return self.impact(category).total

    def impact(self, category: str) -> Impact:
        """Return the impact in one category, with its contributions.

        Args:
            category: Its name.

        Raises:
            UnknownNameError: If there is no category of that name.
        """
        try:
            name = Category(category)
        except ValueError as wrong:
            raise UnknownNameError(
                "no such category", seen=category, fix=f"Use one of {', '.join(Category)}"
            ) from wrong
        found = self.categories.get(name)
        return Impact(NoData.of(UNITS[name], "nobody has data")) if found is None else found

    def drivers(self, category: str) -> list[Driver]:
        """Return the assumptions that one category hangs on, the strongest first.

        Args:
            category: Its name.
        """
        result = self[category]
        if isinstance(result, NoData):
            return []
        return drivers(result, self.world, result.factors.values())

    def as_json(self) -> dict[str, object]:
        """Return the footprint as plain values; the keys never change."""
        return {
            "footprint": {name.value: self.impact(name).as_json() for name in Category},
            "boundary": self.boundary.as_json(),
            "assumptions": [factor.as_json() for factor in self.assumptions],
            "drivers": {
                name.value: [driver.as_json() for driver in self.drivers(name)]
                for name in Category
                if not isinstance(self[name], NoData)
            },
            "notes": [note.as_json() for note in self.notes],
        }

    def __add__(self, other: "Footprint") -> "Footprint":
        check_same(self.boundary, other.boundary)
        if self.world != other.world:
            raise ValueRefusedError(
                "footprints from two worlds cannot be added",
                seen=(self.world, other.world),
                fix="Assess both in one World",
            )
        return Footprint(
            {name: self.impact(name) + other.impact(name) for name in Category},
            self.boundary,
            self.world,
            joined_factors((*self.assumptions, *other.assumptions)),
            tuple(dict.fromkeys((*self.notes, *other.notes))),
        )


def joined_factors(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """Return assumptions, each name once, in the order in which they came.

    Args:
        factors: The assumptions.
    """
    found: dict[str, Factor] = {}
    for factor in factors:
        found.setdefault(factor.id, factor)
    return tuple(found.values())


def _total(left: Impact, right: Impact) -> Quantity:
    """Return the sum of two totals; where one is known only in part, so is the sum."""
    partial = [each for each in (left, right) if each.contributions]
    absences = [each.total for each in partial if isinstance(each.total, NoData)]
    if not absences:
        return left.total + right.total
    return absences[0] if len(absences) == 1 else absences[0] + absences[1]


def _merged(parts: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    found: dict[tuple[str, str, Level], Contribution] = {}
    for part in parts:
        key = (part.source, part.phase, part.level)
        kept = found.get(key)
        if kept is None:
            found[key] = part
        else:
            found[key] = Contribution(*key, kept.amount + part.amount)
    return tuple(found.values())
