"""Assumptions that a zone has from the region it is in, and the shares of its generation mix."""

from collections.abc import Callable, Mapping

from wholeprint.factors.assemble import source_of
from wholeprint.factors.names import WORLD
from wholeprint.factors.table import Table
from wholeprint.quantities.distribution import Empirical, Fixed
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Source

PLANT_HEAD = "water.plant."
WITHDRAWAL_OF_WORLD = f"water.withdrawal.offsite.{WORLD}"
COOLED_FUELS = ("coal", "gas", "oil", "nuclear", "bioenergy")
"""What burns something or splits something: cooled as the plants of its region are."""
FUELS = (*COOLED_FUELS, "hydro", "wind", "solar", "other_renewable")
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


def withdrawal_of_world(
    mix: Table, plant: Callable[[str], Factor], sources: Mapping[str, Source]
) -> Factor:
    """Return what is believed about the water withdrawn for a kilowatt-hour of an unknown place.

    Args:
        mix: One row per country, one column per fuel, with the electricity generated there.
        plant: Looks up what plants of a fuel withdraw, by id.
        sources: Every source, by key.

    Returns:
        Every country's withdrawal by its mix, weighted by the electricity generated there.
    """
    values: list[float] = []
    weights: list[float] = []
    for row in mix:
        weight = row.required_number("generation_twh")
        if weight > 0.0:
            weights.append(weight)
            values.append(
                sum(
                    row.required_number(fuel) * plant(_plant_id(fuel, row.text("zone"))).central
                    for fuel in FUELS
                    if row.required_number(fuel) > 0.0
                )
            )
    return Factor(
        id=WITHDRAWAL_OF_WORLD,
        unit="L/kWh",
        distribution=Empirical(tuple(values), tuple(weights)),
        sources=(
            source_of(next(iter(mix)), sources),
            *plant("water.plant.wind.withdrawal").sources,
        ),
        known=Known.ASSUMED,
        valid_for="an unknown place on Earth; withdrawal per kWh at the facility",
        note=f"{len(values)} countries, weighted by the electricity generated there",
    )


def _plant_id(fuel: str, zone: str) -> str:
    where = f".{zone}" if fuel in COOLED_FUELS else ""
    return f"{PLANT_HEAD}{fuel}.withdrawal{where}"
