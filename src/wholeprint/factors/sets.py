"""A set of coefficients: every factor by its id, read from the tables only when asked for."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.assemble import assemble, unique
from wholeprint.factors.devices import DEVICE_TABLES, device_factor, device_ids, family_id
from wholeprint.factors.match import near_names
from wholeprint.factors.names import WORLD
from wholeprint.factors.places import (
    PLANT_HEAD,
    WITHDRAWAL_OF_WORLD,
    region_id,
    share_of_mix,
    withdrawal_of_world,
)
from wholeprint.factors.table import DATA, Row, Table, read_table
from wholeprint.factors.version import version
from wholeprint.factors.yearly import (
    Window,
    YearlyIntensity,
    YearlyTables,
    in_window,
    scopes_of,
    spread_id,
    world_intensity,
    yearly_intensity,
)
from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Flow, Scope
from wholeprint.quantities.source import Known, Read, Source

_VALUE_TABLES: Mapping[str, str] = {
    "adpe": "embodied",
    "cooling": "cooling",
    "elements": "ewaste",
    "cloud": "cloud",
    "embodied": "embodied",
    "embodied_water": "embodied",
    "grid": "grid_spread",
    "lifetime": "lifetime",
    "mass": "ewaste",
    "meter": "power",
    "power": "power",
    "primary_energy": "embodied",
    "pue": "pue",
    "inference": "workload",
    "recycled": "ewaste",
    "stress": "water_stress",
    "training": "workload",
    "utilisation": "lifetime",
    "water": "water",
}
"""Which table of values the ids that begin with a word stand in."""

WATER_OF_WORLD = f"water.offsite.{WORLD}"

_YEARLY_PARTS = 4
_YEARLY_PARTS_WITH_FLOW = 5


class Factors:
    """Every factor of a set of tables.

    A table is read once, when the first factor that stands in it is asked for; so is a factor.

    Args:
        directory: Where the tables stand; those that ship with wholeprint unless given.
    """

    def __init__(self, directory: Path = DATA) -> None:
        self._directory = directory
        self._tables: dict[str, Table] = {}
        self._found: dict[str, Factor | None] = {}
        self._advice: dict[str, str] = {}

    @cached_property
    def version(self) -> str:
        """Which set this is: a date and a hash of the contents."""
        return version(self._directory)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source, by key."""
        return {source.key: source for source in map(_source_of_row, self.table("SOURCES"))}

    def table(self, name: str) -> Table:
        """Return a table, read once.

        Args:
            name: Its name, without suffix.

        Returns:
            The table.
        """
        if name not in self._tables:
            self._tables[name] = read_table(self._directory, name)
        return self._tables[name]

    def factor(self, factor_id: str, /) -> Factor:
        """Return the factor of that id.

        Args:
            factor_id: Its dotted name.

        Returns:
            The factor, the same object every time.

        Raises:
            UnknownFactorError: If no table states it; the message offers near names.
        """
        found = self._find(factor_id)
        if found is None:
            if factor_id not in self._advice:
                near = near_names(factor_id, self._alike(factor_id))
                self._advice[factor_id] = (
                    f"Near it: {', '.join(near)}" if near else "See the list of factors"
                )
            raise UnknownFactorError(
                "no factor of that name", seen=factor_id, fix=self._advice[factor_id]
            )
        return found

    def has(self, factor_id: str, /) -> bool:
        """Return whether some table states that factor.

        Args:
            factor_id: A dotted name.

        Returns:
            Whether :meth:`factor` would find it.
        """
        return self._find(factor_id) is not None

    def ids(self) -> tuple[str, ...]:
        """Return the id of every factor, sorted; this reads every table."""
        return tuple(sorted(set(self._all_ids())))

    def yearly(self, zone: str, scope: Scope, flow: Flow | None = None) -> YearlyIntensity:
        """Return the yearly intensity of a zone, with what kind of number it is.

        Args:
            zone: Code of a zone.
            scope: Which emissions of a plant count.
            flow: Whether trade between zones is in it; None for whichever is best known.

        Returns:
            The intensity.
        """
        return yearly_intensity(self.yearly_tables, zone, scope, flow)

    @cached_property
    def yearly_tables(self) -> YearlyTables:
        """The tables that yearly intensities are read from."""
        return YearlyTables(
            yearly=self.table("grid_yearly"),
            mix=self.table("grid_mix"),
            spread=self.table("grid_spread"),
            sources=self.sources,
        )

    def _find(self, factor_id: str) -> Factor | None:
        # What is not there is remembered too: an assessment asks for the water of a zone first,
        # and for that of its country only if there is none.
        if factor_id not in self._found:
            self._found[factor_id] = self._build(factor_id)
        return self._found[factor_id]

    def _alike(self, factor_id: str) -> Iterable[str]:
        # Only names of the same kind: looking through every device would take longer than
        # anything else an assessment does.
        head = factor_id.partition(".")[0]
        name = _VALUE_TABLES.get(head)
        if name is None:
            return ()
        return (each for each in self.table(name).names if each.startswith(f"{head}."))

    def _build(self, factor_id: str) -> Factor | None:
        head = factor_id.partition(".")[0]
        if head in DEVICE_TABLES:
            return device_factor(factor_id, self.table(DEVICE_TABLES[head]), self.sources)
        if factor_id == WATER_OF_WORLD:
            return self._water_of_world()
        if head == "grid" and factor_id.endswith(".yearly"):
            return self._build_yearly(factor_id.split("."))
        if head == "grid" and ".any_" in factor_id:
            return self._build_window(factor_id)
        if factor_id == WITHDRAWAL_OF_WORLD:
            return withdrawal_of_world(self.table("grid_mix"), self.factor, self.sources)
        if head == "mix":
            return share_of_mix(factor_id, self.table("grid_mix"), self.sources)
        name = "water_plants" if factor_id.startswith(PLANT_HEAD) else _VALUE_TABLES.get(head)
        if name is None:
            return None
        if factor_id in self.table(name).names:
            return assemble(factor_id, self.table(name), self.sources)
        if name in {"water_plants", "ewaste"} and ".accelerator." not in factor_id:
            return self._build_region(factor_id)
        return self._build_family(factor_id, self.table(name))

    def _build_region(self, factor_id: str) -> Factor | None:
        # The factor of the region itself, so that zones of one region share its draws.
        region = region_id(factor_id, self.table("water_zones"))
        return self._find(region) if region else None

    def _build_window(self, factor_id: str) -> Factor | None:
        head, _, word = factor_id.rpartition(".any_")
        if word not in set(Window):
            return None
        yearly = self._build(f"{head}.yearly")
        if yearly is None:
            return None
        window = Window(word)
        zone = factor_id.split(".")[1]
        candidates = (zone, zone.partition("-")[0], "")
        names = self.table("grid_spread").names
        own = next(spread_id(z, window) for z in candidates if spread_id(z, window) in names)
        return in_window(yearly, self.factor(own), window)

    def _build_family(self, factor_id: str, table: Table) -> Factor | None:
        # What was found for one card of a family is used for all of it; the catalogue says
        # which family a card belongs to, never a likeness of names.
        if ".accelerator." not in factor_id:
            return None
        family = family_id(factor_id, self.table(DEVICE_TABLES["accelerator"]))
        return assemble(family, table, self.sources) if family in table.names else None

    def _build_yearly(self, parts: list[str]) -> Factor | None:
        if len(parts) not in {_YEARLY_PARTS, _YEARLY_PARTS_WITH_FLOW}:
            return None
        zone, scope = parts[1], parts[2]
        flow = parts[3] if len(parts) == _YEARLY_PARTS_WITH_FLOW else None
        if scope not in set(Scope) or (flow is not None and flow not in set(Flow)):
            return None
        if zone == WORLD and flow is None:
            return world_intensity(self.yearly_tables, Scope(scope))
        try:
            return self.yearly(zone, Scope(scope), None if flow is None else Flow(flow)).factor
        except UnknownFactorError:
            # The caller says so in words of its own, with near names.
            return None

    def _water_of_world(self) -> Factor:
        weights = {
            row.text("zone"): row.required_number("generation_twh")
            for row in self.table("grid_mix")
        }
        factors = [
            self.factor(f"water.offsite.{zone}")
            for zone in weights
            if f"water.offsite.{zone}" in self.table("water").names
        ]
        stated = self.table("water").where("id", WATER_OF_WORLD)[0]
        return Factor(
            id=WATER_OF_WORLD,
            unit=stated.text("unit"),
            distribution=Empirical(
                tuple(factor.central for factor in factors),
                tuple(weights[factor.id.rpartition(".")[2]] for factor in factors),
            ),
            sources=unique([source for factor in factors for source in factor.sources]),
            known=Known.ASSUMED,
            valid_for="an unknown place on Earth; consumption per kWh at the facility",
            note=f"{len(factors)} countries, weighted by the electricity generated there; "
            f"the source gives {stated.required_number('value'):g} as their mean",
        )

    def _all_ids(self) -> Iterator[str]:
        for name in sorted({*_VALUE_TABLES.values(), "water_plants"}):
            yield from self.table(name).names
        for head, name in DEVICE_TABLES.items():
            yield from device_ids(head, self.table(name))
        for zone in self.table("grid_yearly").names:
            for scope in scopes_of(self.yearly_tables, zone):
                yield f"grid.{zone}.{scope.value}.yearly"
        for scope in Scope:
            yield f"grid.{WORLD}.{scope.value}.yearly"


def _source_of_row(row: Row) -> Source:
    year = row.number("year")
    return Source(
        key=row.text("key"),
        title=row.text("title"),
        year=None if year is None else int(year),
        url=row.text("url"),
        licence=row.text("licence"),
        read=Read(row.text("read")),
    )
