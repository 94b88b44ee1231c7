"""Factors of single devices: one row per device, one column per quantity."""

from collections.abc import Iterator, Mapping

from wholeprint.factors.assemble import source_of
from wholeprint.factors.table import Column, Row, Table
from wholeprint.quantities.distribution import Distribution, Fixed, Triangular
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Read, Source

DEVICE_TABLES: Mapping[str, str] = {"accelerator": "accelerators", "cpu": "cpus"}
"""The table that the ids which begin with a word stand in."""


def device_factor(factor_id: str, table: Table, sources: Mapping[str, Source]) -> Factor | None:
    """Return a quantity of one device.

    Args:
        factor_id: Kind, key and quantity, such as ``cpu.intel-xeon-gold-6248.tdp``.
        table: The table of that kind of device, with a row per key.
        sources: Every source, by key.

    Returns:
        The factor, or None if there is no such device, quantity or value.
    """
    kind, _, rest = factor_id.partition(".")
    key, _, quantity = rest.rpartition(".")
    column = _quantities(table).get(quantity)
    rows = table.where(table.schema.key[0], key)
    if column is None or not rows:
        return None
    value = rows[0].number(column.name)
    if value is None:
        return None
    return Factor(
        id=f"{kind}.{key}.{quantity}",
        unit=column.unit,
        distribution=_distribution(rows[0], table, column, value),
        sources=(source_of(rows[0], sources),),
        known=_known(rows[0], table),
        valid_for=key,
    )


def family_id(factor_id: str, table: Table) -> str:
    """Return the id under which a quantity of a device's family would stand.

    Args:
        factor_id: An id that ends in the key of a device, such as
            ``embodied.accelerator.a100-sxm4-80gb``.
        table: The table of that kind of device, with a column ``family``.

    Returns:
        Such as ``embodied.accelerator.a100``; empty where the device is not in the table.
    """
    head, _, key = factor_id.rpartition(".")
    rows = table.where(table.schema.key[0], key)
    return f"{head}.{rows[0].text('family')}" if rows else ""


def device_ids(kind: str, table: Table) -> Iterator[str]:
    """Yield the id of every quantity of every device of a table.

    Args:
        kind: The first word of the ids.
        table: The table of that kind of device.

    Yields:
        The ids, device by device.
    """
    for row in table:
        key = row.text(table.schema.key[0])
        for quantity, column in _quantities(table).items():
            if row.number(column.name) is not None:
                yield f"{kind}.{key}.{quantity}"


def _distribution(row: Row, table: Table, column: Column, value: float) -> Distribution:
    quantity, _, unit = column.name.rpartition("_")
    other = f"{quantity}_other_{unit}"
    second = row.number(other) if other in table.schema.names else None
    if second is None:
        return Fixed(value)
    return Triangular(min(value, second), value, max(value, second))


def _quantities(table: Table) -> dict[str, Column]:
    # "tdp_watts" is the quantity "tdp" and "memory_gb" is "memory": the unit in a column's name
    # is for the reader of the file. A second figure ("tdp_other_watts") is no quantity of its own.
    return {
        column.name.rpartition("_")[0] or column.name: column
        for column in table.schema.columns
        if column.kind != "text" and column.unit and "_other" not in column.name
    }


def _known(row: Row, table: Table) -> Known:
    if "known" in table.schema.names:
        return Known(row.text("known"))
    return Known.MODELLED if Read(row.text("read")) is Read.COMPUTED else Known.PUBLISHED
