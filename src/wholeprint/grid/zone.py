"""Grid zones and the names they go by: found exactly, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.match import near_names
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.factors.yearly import WORLD


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the electricity grid.

    Attributes:
        code: Its code: "FR", "DK-DK1", "US-TX", "GCP-europe-west9", "world".
        name: Its name in English.
        kind: ``country``, ``group``, ``part``, ``cloud`` or ``world``.
        parent: Code of the country it lies in, None for a country or more.
    """

    code: str
    name: str
    kind: str
    parent: str | None = None


THE_WORLD = Zone(WORLD, "the world", "world")


class Zones:
    """Every zone of a set of tables, by every name it goes by.

    Args:
        factors: The set that the table of zones belongs to.
    """

    def __init__(self, factors: Factors) -> None:
        self._factors = factors

    def __iter__(self) -> Iterator[Zone]:
        return iter(self._all)

    def resolve(self, name: str) -> Zone:
        """Return the zone that goes by a name, whatever its case.

        Args:
            name: A code (``FR``, ``FRA``, ``DK-DK1``), a name (``France``) or an alias (``DK1``).

        Returns:
            The zone.

        Raises:
            UnknownZoneError: If no zone goes by exactly that name; near names are offered.
        """
        wanted = name.strip().casefold()
        found = self._by_name.get(wanted)
        if found is None:
            near = [f"{known} ({self._by_name[known].code})" for known in self._near(wanted)]
            raise UnknownZoneError(
                "no grid zone goes by that name",
                seen=name,
                fix=f"Near it: {', '.join(near)}"
                if near
                else "Give an ISO country code such as FR, or leave the zone out",
            )
        return found

    def lineage(self, zone: Zone) -> tuple[Zone, ...]:
        """Return a zone and the country it lies in.

        Args:
            zone: A zone.

        Returns:
            The zone, then its country if it is part of one.
        """
        return (zone,) if zone.parent is None else (zone, self.resolve(zone.parent))

    def _near(self, wanted: str) -> tuple[str, ...]:
        return near_names(wanted, self._by_name)

    @cached_property
    def _all(self) -> tuple[Zone, ...]:
        return (THE_WORLD, *map(_zone, self._factors.table("zones")))

    @cached_property
    def _by_name(self) -> dict[str, Zone]:
        names = {WORLD: THE_WORLD, THE_WORLD.name: THE_WORLD}
        for row in self._factors.table("zones"):
            zone = _zone(row)
            aliases = row.text("aliases").split("; ") if row.text("aliases") else []
            for name in (zone.code, zone.name, row.text("alpha3"), *aliases):
                if name:
                    names[name.casefold()] = zone
        return names


def _zone(row: Row) -> Zone:
    return Zone(
        code=row.text("zone"),
        name=row.text("name"),
        kind=row.text("kind"),
        parent=row.text("parent") or None,
    )
