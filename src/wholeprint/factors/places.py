"""Assumptions that a zone has from the region it is in, and the shares of its generation mix."""

from collections.abc import Mapping

from wholeprint.factors.assemble import source_of
from wholeprint.factors.table import Table
from wholeprint.quantities.distribution import Fixed
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Source

PLANT_HEAD = "water.plant."
_RECYCLED_HEAD = "recycled."
_MIX_PARTS = 3


def region_id(factor_id: str, zones: Table) -> str:
    """Return the id under which the region of a zone states an assumption.

    Args:
        factor_id: An id that ends with a zone: ``water.plant.coal.withdrawal.FR``.
        zones: Which region a zone is in.

    Returns:
        The same id with the region in place of the zone; empty where the zone is in no region, or
        nothing of a region is asked for.
    """
    head, _, zone = factor_id.rpartition(".")
    rows = zones.where("zone", zone)
    if not rows:
        return ""
    if factor_id.startswith(PLANT_HEAD):
        return f"{head}.{rows[0].text('plants')}"
    if factor_id.startswith(_RECYCLED_HEAD):
        return f"{head}.{rows[0].text('recycling')}"
    return ""


def share_of_mix(factor_id: str, mix: Table, sources: Mapping[str, Source]) -> Factor | None:
    """Return how much of the electricity of a zone is made in one way.

    Args:
        factor_id: ``mix.<zone>.<fuel>``.
        mix: One row per zone, one column per fuel.
        sources: Every source, by key.

    Returns:
        The share [1]; None where the zone or the fuel is in no table.
    """
    parts = factor_id.split(".")
    if len(parts) != _MIX_PARTS or parts[2] not in mix.schema.names:
        return None
    rows = mix.where("zone", parts[1])
    value = rows[0].value(parts[2]) if rows else None
    if not isinstance(value, float) or not 0.0 <= value <= 1.0:
        return None
    year = rows[0].text("year")
    return Factor(
        id=factor_id,
        unit="1",
        distribution=Fixed(value),
        sources=(source_of(rows[0], sources),),
        known=Known.PUBLISHED,
        valid_for=f"electricity made in {parts[1]} in {year}",
    )
