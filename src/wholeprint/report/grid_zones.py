"""The document of zones: every name that matches, and who knows what of each."""

from typing import cast

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.grid.coverage import Offline, askable
from wholeprint.grid.registry import live
from wholeprint.grid.zone import Zone, Zones
from wholeprint.report.form import stamped, tool
from wholeprint.report.grid_shapes import ZonesDocument
from wholeprint.tracking.assessor import default_factors


def zones_document(
    text: str, *, kind: str | None = None, cloud: str | None = None, at_seconds: float
) -> ZonesDocument:
    """Return the document of the zones that a text occurs in the names of.

    Args:
        text: Part of a code, a name, an alias or a place; a whole postcode is a zone too.
        kind: Only zones of that kind.
        cloud: Only regions of that cloud.
        at_seconds: The present [s since 1970 UTC].

    Raises:
        UnknownZoneError: If there is no such cloud.
    """
    factors = default_factors()
    zones = Zones(factors)
    clouds = sorted({zone.provider for zone in zones if zone.provider})
    wanted = None if cloud is None else cloud.strip().casefold()
    if wanted is not None and wanted not in clouds:
        raise UnknownZoneError("no such cloud", seen=cloud, fix=f"Known: {', '.join(clouds)}")
    exact = _exact(zones, text, kind, wanted)
    found = tuple(dict.fromkeys((*exact, *zones.find(text, kind=kind, provider=wanted))))
    return cast(
        "ZonesDocument",
        stamped(
            "grid-zones",
            {
                "tool": tool(),
                "asked": text or None,
                "zones": _listed(found, zones, factors, at_seconds),
            },
        ),
    )


def _exact(zones: Zones, text: str, kind: str | None, cloud: str | None) -> tuple[Zone, ...]:
    # What is called just so comes first; a postcode is a zone, though no row of any table.
    if not text:
        return ()
    try:
        zone = zones.resolve(text)
    except UnknownZoneError:
        return ()
    return (zone,) if kind in {None, zone.kind} and cloud in {None, zone.provider} else ()


def _listed(
    found: tuple[Zone, ...], zones: Zones, factors: Factors, at_seconds: float
) -> list[dict[str, object]]:
    offline, providers = Offline(factors), live(None, {})
    rows: list[dict[str, object]] = []
    for zone in found:
        lineage = zones.lineage(zone)
        row: dict[str, object] = {
            "code": zone.code,
            "name": zone.name,
            "kind": zone.kind,
            "lineage": [each.code for each in lineage],
            "offline": list(offline.of(lineage)),
            "live": list(askable(lineage, providers, at_seconds)),
        }
        rows.append(row | ({"location": zone.location} if zone.location else {}))
    return rows
