"""Grid zones and the names they go by: found exactly, or not at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.match import near_names
from wholeprint.factors.names import WORLD
from wholeprint.factors.table import Table
from wholeprint.quantities.note import Note

_TITLES = {
    "aws": "Amazon Web Services",
    "azure": "Microsoft Azure",
    "coreweave": "CoreWeave",
    "digitalocean": "DigitalOcean",
    "gcp": "Google Cloud",
    "oci": "Oracle Cloud",
    "ovh": "OVHcloud",
    "scaleway": "Scaleway",
    "seeweb": "Seeweb",
    "vultr": "Vultr",
}

_REGION = (
    *("provider", "region", "location", "country", "part", "zone", "alternatives"),
    "aliases",
)

_POSTCODE = re.compile(
    r"(?:gb-pc-(?P<code>[a-z]{1,2}\d[a-z\d]?)|(?P<outward>[a-z]{1,2}\d[a-z\d]?)\s*\d[a-z]{2})",
    re.ASCII,
)
_OUTWARD = re.compile(r"[a-z]{1,2}\d[a-z\d]?", re.ASCII)
_DISPUTED = "zone-disputed"
_OTHER_GRIDS = {"BT": "Northern Ireland", "GY": "Guernsey", "JE": "Jersey", "IM": "the Isle of Man"}
"""Areas of postcodes that the grid of Great Britain does not serve."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the electricity grid, or a place that lies in one.

    Attributes:
        code: Its code: "FR", "DK-DK1", "US-TX", "GB-NESO-13", "GB-PC-EC1A", "AWS-eu-west-1",
            "world".
        name: Its name in English.
        kind: ``country``, ``group``, ``part``, ``cloud``, ``postcode`` or ``world``.
        parent: Code of the country it lies in, None for a country or more.
        grid: Code of the grid zone that a region of a cloud draws from, else None.
        part: Code of the state or province that a region of a cloud stands in, where known.
        also: Codes of grid zones that another source names instead.
        provider: The cloud that a region belongs to: "aws"; None for any other zone.
        location: Where its owner says that a region of a cloud stands.
    """

    code: str
    name: str
    kind: str
    parent: str | None = None
    grid: str | None = None
    part: str | None = None
    also: tuple[str, ...] = ()
    provider: str | None = None
    location: str = ""


THE_WORLD = Zone(WORLD, "the world", "world")


class Tables(Protocol):
    """Whoever has the tables of zones: a set of coefficients, or the tables alone."""

    def table(self, name: str) -> Table:
        """Return a table.

        Args:
            name: Its name, without suffix.
        """
        ...


class Zones:
    """Every zone of a set of tables, by every name it goes by.

    Args:
        tables: Has the tables of zones and of cloud regions.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @property
    def _index(self) -> "_Index":
        return _index(self._tables)

    def __iter__(self) -> Iterator[Zone]:
        return iter(self._index.every)

    def resolve(self, name: str) -> Zone:
        """Return the zone that goes by a name, whatever its case.

        Args:
            name: A code (``FR``, ``FRA``, ``DK-DK1``), a name (``France``), an alias (``DK1``), a
                region of a cloud (``aws:eu-west-1``, or ``eu-west-1`` where one cloud alone has
                it) or a British postcode (``EC1A 1BB``, or its first half ``EC1A``, unless
                that reads like a zone of a country: ``DK3``; ``GB-PC-EC1A`` is kept).

        Returns:
            The zone.

        Raises:
            UnknownZoneError: If no zone, or more than one region, goes by exactly that name; near
                names are offered.
        """
        wanted = name.strip().casefold()
        found = self._index.by_name.get(wanted)
        if found is not None:
            return found
        if wanted in self._index.shared:
            raise UnknownZoneError(
                "several cloud regions go by that name",
                seen=name,
                fix=f"Say which: {', '.join(self._index.shared[wanted])}",
            )
        postcode = _POSTCODE.fullmatch(wanted)
        if postcode is not None:
            return _postcode(name, (postcode["code"] or postcode["outward"]).upper())
        is_outward = _OUTWARD.fullmatch(wanted) is not None
        if is_outward and (wanted[-1].isalpha() or wanted[:2] not in self._index.by_name):
            return _postcode(name, wanted.upper())
        near = [
            f"{known} ({self._index.by_name[known].code})"
            for known in near_names(wanted, self._index.by_name)
        ]
        if is_outward:
            # DK3 is rather a zone mistyped than a postcode.
            near = [f"the postcode GB-PC-{wanted.upper()}", *near]
        raise UnknownZoneError(
            "no grid zone goes by that name",
            seen=name,
            fix=f"Near it: {', '.join(near)}"
            if near
            else "Give an ISO country code such as FR, or leave the zone out",
        )

    def lineage(self, zone: Zone) -> tuple[Zone, ...]:
        """Return a zone and the places it lies in, from the smallest to its country.

        Args:
            zone: A zone.

        Returns:
            The zone; of a cloud's region its grid zone and its state where they are known; then
            the country if it is part of one.
        """
        codes = dict.fromkeys(code for code in (zone.grid, zone.part, zone.parent) if code)
        return (zone, *(self.resolve(code) for code in codes))

    def find(
        self, text: str = "", *, kind: str | None = None, provider: str | None = None
    ) -> tuple[Zone, ...]:
        """Return the zones that a text occurs in the names of.

        Args:
            text: Part of a code, a name, an alias or a location, whatever its case.
            kind: Only zones of that kind.
            provider: Only regions of that cloud.

        Returns:
            The zones, in the order of their tables.
        """
        wanted = text.strip().casefold()
        return tuple(
            zone
            for zone in self._index.every
            if kind in {None, zone.kind}
            and provider in {None, zone.provider}
            and any(wanted in name for name in self._index.spellings[zone.code])
        )

    def names(self, zone: Zone) -> tuple[str, ...]:
        """Return every name that leads to a zone, in lower case.

        Args:
            zone: A zone.
        """
        return tuple(
            name
            for name in self._index.spellings.get(zone.code, (zone.code.casefold(),))
            if self._index.by_name.get(name) == zone
        )


def dispute(zone: Zone, used: str) -> Note:
    """Return the remark that sources put a region of a cloud into several grid zones.

    Args:
        zone: The region.
        used: What was done about it, as a clause.
    """
    named = " and ".join(code for code in (zone.grid, *zone.also) if code)
    return Note(
        _DISPUTED,
        f"Sources name several grid zones for {zone.code}, {named}: {used}.",
        severity="warning",
    )


def undecided(zone: Zone, notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the remark that hours of a disputed region are those of one zone, unless it is made.

    Args:
        zone: The place that was asked for.
        notes: What is said already.
    """
    if not zone.also or any(note.code == _DISPUTED for note in notes):
        return ()
    used = "the hours are those of one of them, or of the country, and the others' may differ"
    return (dispute(zone, used),)


class _Index:
    """Every zone and every name of one, read once for each set of tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @cached_property
    def rows(self) -> tuple[tuple[Zone, tuple[str, ...], str], ...]:
        """Every zone, the names that are its own, and the one that a region may share."""
        plain = [
            (Zone(code, name, kind, parent or None), (alpha3, *_listed(aliases)), "")
            for code, name, kind, parent, alpha3, aliases in _cells(
                self._tables.table("zones"),
                ("zone", "name", "kind", "parent", "alpha3", "aliases"),
            )
        ]
        cloud = [
            (_region(cells), _region_names(cells[0], cells[1], cells[-1]), cells[1])
            for cells in _cells(self._tables.table("cloud_regions"), _REGION)
        ]
        return ((THE_WORLD, (), ""), *plain, *cloud)

    @cached_property
    def every(self) -> tuple[Zone, ...]:
        return tuple(zone for zone, _, _ in self.rows)

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        return {
            zone.code: tuple(
                dict.fromkeys(
                    name.casefold() for name in (zone.code, zone.name, *own, short) if name
                )
            )
            for zone, own, short in self.rows
        }

    @cached_property
    def by_name(self) -> dict[str, Zone]:
        names: dict[str, Zone] = {}
        for zone, own, _ in self.rows:
            for name in (zone.code, zone.name, *own):
                if name:
                    names[name.casefold()] = zone
        # A short name of a region counts only where nothing else goes by it.
        by_short = {short: zones[0] for short, zones in self.by_short.items() if len(zones) == 1}
        return by_short | names

    @cached_property
    def by_short(self) -> dict[str, list[Zone]]:
        found: dict[str, list[Zone]] = {}
        for zone, _, short in self.rows:
            if short:
                found.setdefault(short.casefold(), []).append(zone)
        return found

    @cached_property
    def shared(self) -> dict[str, tuple[str, ...]]:
        return {
            short: tuple(f"{zone.provider}:{short}" for zone in zones)
            for short, zones in self.by_short.items()
            if len(zones) > 1
        }


@lru_cache(maxsize=4)
def _index(tables: Tables) -> _Index:
    return _Index(tables)


def _cells(table: Table, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    # As they stand: whether they keep to their schema is tested, and checking each costs more than
    # all the rest of finding a zone.
    return zip(*(table.raw(name) for name in names), strict=True)


def _region(cells: tuple[str, ...]) -> Zone:
    provider, region, location, country, part, grid, also, _ = cells
    return Zone(
        code=f"{provider.upper()}-{region}",
        name=f"{_TITLES.get(provider, provider)} {region} ({location})",
        kind="cloud",
        parent=country,
        grid=grid,
        part=part or None,
        also=_listed(also),
        provider=provider,
        location=location,
    )


def _region_names(provider: str, region: str, aliases: str) -> tuple[str, ...]:
    regions = (region, *_listed(aliases))
    return tuple(f"{provider}{mark}{name}" for name in regions for mark in ":/")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()


def _postcode(name: str, outward: str) -> Zone:
    elsewhere = _OTHER_GRIDS.get(outward[:2])
    if elsewhere is not None:
        raise UnknownZoneError(
            "that postcode is not on the grid of Great Britain",
            seen=name,
            fix=f"It is in {elsewhere}: give the zone of the grid there",
        )
    return Zone(f"GB-PC-{outward}", f"Postcode {outward} (GB)", "postcode", "GB")
