"""Places in the words of papers and cards: "Georgia, USA", "West Europe", "Washington, DC"."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import final

from wholeprint.errors import WholeprintError
from wholeprint.grid.zone import Zone, Zones

_SPLIT = re.compile(r"[,;()/]| - | in ")
_PROVIDERS = (
    (r"amazon web services|amazon|aws", "aws"),
    (r"microsoft azure|microsoft|azure", "azure"),
    (r"google cloud platform|google cloud|google|gcp", "gcp"),
)
_REGION = re.compile(r"^[a-z]+(?:-[a-z]+)+-?\d{1,2}$")
_SAME = {"united states of america": "us", "global": "world", "worldwide": "world"}
_POSTCODE = re.compile(r"(?:gb-pc-)?[a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{2})?", re.ASCII)
_STATE = re.compile(r"^[A-Z]{2}$")


@final
class Places:
    """Finds the zone that somebody's words for a place mean, or none where they may mean several.

    What follows a comma says where the rest lies, so that Georgia in the USA is a state of it.
    Cities are known where a cloud of our table has a region there.

    Args:
        zones: Every zone, by name.
    """

    def __init__(self, zones: Zones) -> None:
        self._zones = zones

    def zone(self, place: str) -> Zone | None:
        """Return the zone of a place.

        Args:
            place: The place, in a statement's words.

        Returns:
            The zone, None where none is known or several may be meant.
        """
        whole = self._exact(place) or self._region(place)
        if whole is not None:
            return whole
        parts = [part.strip() for part in _SPLIT.split(place) if part.strip()]
        for part in parts:
            region = next(filter(None, map(self._region, (part, *part.split()))), None)
            if region is not None:
                return region
        return self._among([found for part in parts if (found := self._candidates(part))])

    def _among(self, parts: Sequence[tuple[Zone, ...]]) -> Zone | None:
        """Return the smallest zone that all parts may mean."""
        if not parts:
            return None
        countries = {
            found[0].code for found in parts if len(found) == 1 and found[0].parent is None
        }
        if len(countries) > 1:
            return None
        if not countries:
            return self._without_country(parts)
        country = self._zones.resolve(countries.pop())
        inside = {
            zone.code: zone for found in parts for zone in found if zone.parent == country.code
        }
        named = [zone for zone in inside.values() if zone.kind != "cloud"]
        found = named or list(inside.values())
        return found[0] if len(found) == 1 else country

    def _without_country(self, parts: Sequence[tuple[Zone, ...]]) -> Zone | None:
        last = parts[-1]
        if len(last) == 1:
            return last[0]
        # "Toronto, CA" and "Los Angeles, CA": the city tells which of the two it is.
        around = {
            code for found in parts[:-1] for zone in found for code in (zone.parent, zone.part)
        }
        meant = [zone for zone in last if zone.code in around]
        states = [zone for zone in meant if zone.parent is not None]
        found = states or meant
        return found[0] if len(found) == 1 else None

    def _candidates(self, part: str) -> tuple[Zone, ...]:
        """Return every zone that a part may mean: a country, a state of that name, a city."""
        exact = self._exact(part)
        state = self._named(f"{part} (US)")
        if state is None and _STATE.match(part):
            state = self._named(f"US-{part}")
        city = self._city(part) if exact is None and state is None else None
        return tuple(dict.fromkeys(zone for zone in (exact, state, city) if zone is not None))

    def _exact(self, name: str) -> Zone | None:
        plain = _folded(name).removeprefix("the ")
        short = plain.replace(".", "")
        names = (name, _SAME.get(plain, plain), _SAME.get(short, short))
        return next(filter(None, map(self._named, names)), None) or self._city(name)

    def _named(self, name: str) -> Zone | None:
        # Near names are sought for each that is not known, which takes long over many rows.
        plain = name.strip().casefold()
        if plain not in self._known and _POSTCODE.fullmatch(plain) is None:
            return None
        try:
            return self._zones.resolve(name)
        except WholeprintError:
            return None

    def _region(self, name: str) -> Zone | None:
        """Return the region of a cloud that is named: "Azure West Europe", "aws us-east-1"."""
        plain = _folded(name)
        if _REGION.match(plain):
            return self._named(plain) or self._shared(plain)
        for words, provider in _PROVIDERS:
            found = re.match(rf"^(?:{words})\b\W*(?P<rest>.+)$", plain)
            if found is not None:
                rest = _SPLIT.split(found["rest"])[0]
                return self._named(f"{provider}:{rest.strip()}") or self._slugs.get(
                    f"{provider}:{_slug(rest)}"
                )
        return self._slugs.get(f"azure:{_slug(plain)}") if " " in plain else None

    def _shared(self, region: str) -> Zone | None:
        # Several clouds have a region of that name: where it lies is known if all are in one place.
        found = [zone for zone in self._clouds if zone.code.partition("-")[2] == region]
        return self._common(found)

    def _city(self, name: str) -> Zone | None:
        return self._common(self._cities.get(_folded(name), []))

    def _common(self, found: Sequence[Zone]) -> Zone | None:
        """Return where all regions of one name lie; None where they lie apart."""
        if len({zone.parent for zone in found}) != 1:
            return None
        # One that says no more than its country leaves it to those that do.
        close = [zone for zone in found if (zone.part or zone.grid) != zone.parent] or found
        if len({zone.part or zone.grid for zone in close}) == 1:
            return close[0]
        return None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(name for zone in self._zones for name in self._zones.names(zone))

    @cached_property
    def _clouds(self) -> tuple[Zone, ...]:
        return tuple(zone for zone in self._zones if zone.kind == "cloud")

    @cached_property
    def _slugs(self) -> dict[str, Zone]:
        return {
            f"{zone.provider}:{_slug(zone.code.partition('-')[2])}": zone for zone in self._clouds
        }

    @cached_property
    def _cities(self) -> dict[str, list[Zone]]:
        found: dict[str, list[Zone]] = {}
        for zone in self._clouds:
            for name in _places(zone.location):
                found.setdefault(_folded(name), []).append(zone)
        return found


def _places(location: str) -> Iterator[str]:
    yield location
    inner = re.search(r"\(([^()]+)\)", location)
    if inner is not None:
        yield inner[1]


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _folded(name))
