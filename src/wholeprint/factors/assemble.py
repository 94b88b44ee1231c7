"""Rows of a table of values become one factor: a distribution and everybody who says so."""

from collections.abc import Mapping

from wholeprint.errors import TableError
from wholeprint.factors.table import Row, Table
from wholeprint.quantities.distribution import (
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
)
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Read, Source, least_known


def source_of(row: Row, sources: Mapping[str, Source]) -> Source:
    """Return who a row names, read the way the row says.

    Args:
        row: A row with the columns ``source`` and ``read``.
        sources: Every source, by key.

    Returns:
        The source.

    Raises:
        TableError: If the row names a source that is not listed.
    """
    key = row.text("source")
    try:
        source = sources[key]
    except KeyError as error:
        raise TableError(
            f"line {row.line} names a source that is not listed",
            seen=key,
            fix="Add it to SOURCES.csv",
        ) from error
    return source._replace(read=Read(row.text("read")))


def unique(sources: list[Source]) -> tuple[Source, ...]:
    """Return the sources without repetition, in their order."""
    return tuple(dict.fromkeys(sources))


def assemble(factor_id: str, table: Table, sources: Mapping[str, Source]) -> Factor:
    """Build a factor from every row that states it.

    Rows of shape ``sample`` together are an empirical distribution; any other shape is given by
    one row. Rows of shape ``evidence`` are cited and do not shape the distribution.

    Args:
        factor_id: The id to build; the table has it.
        table: A table with the columns of a table of values.
        sources: Every source, by key.

    Returns:
        The factor.

    Raises:
        TableError: If the rows contradict one another.
    """
    rows = table.where("id", factor_id)
    defining = [row for row in rows if row.text("shape") != "evidence"]
    units = {row.text("unit") for row in rows}
    if not defining or len(units) != 1:
        raise TableError(
            f"{table.path.name}: the rows of {factor_id} do not make one factor",
            seen=f"{len(defining)} defining rows, units {', '.join(sorted(units))}",
            fix="Give at least one row that is not evidence, and one unit",
        )
    return Factor(
        id=factor_id,
        unit=units.pop(),
        distribution=_distribution(factor_id, table, defining),
        sources=unique([source_of(row, sources) for row in rows]),
        known=least_known(Known(row.text("known")) for row in defining),
        valid_for=defining[0].text("valid_for"),
        note=defining[0].text("note") if len(defining) == 1 else "",
    )


def assemble_row(factor_id: str, row: Row, sources: Mapping[str, Source]) -> Factor:
    """Build a factor from one row alone, whatever others say of the same thing.

    Args:
        factor_id: The id to give it.
        row: The row; one value among several is that value, not doubted by itself.
        sources: Every source, by key.

    Returns:
        The factor.

    Raises:
        TableError: If the row does not give what its shape needs.
    """
    alone = row.text("shape") in {"sample", "evidence"}
    return Factor(
        id=factor_id,
        unit=row.text("unit"),
        distribution=Fixed(row.required_number("value")) if alone else _single(row),
        sources=(source_of(row, sources),),
        known=Known(row.text("known")),
        valid_for=row.text("valid_for"),
        note=row.text("note"),
    )


def _distribution(factor_id: str, table: Table, rows: list[Row]) -> Distribution:
    shapes = {row.text("shape") for row in rows}
    if shapes == {"sample"} and len(rows) > 1:
        return _empirical(rows)
    if len(rows) != 1 or shapes == {"sample"}:
        raise TableError(
            f"{table.path.name}: the rows of {factor_id} do not make one distribution",
            seen=f"{len(rows)} rows of shape {', '.join(sorted(shapes))}",
            fix="Give several samples, or one row of any other shape",
        )
    return _single(rows[0])


def _empirical(rows: list[Row]) -> Empirical:
    weights = [row.number("weight") for row in rows]
    known_weights = [weight for weight in weights if weight is not None]
    return Empirical(
        tuple(row.required_number("value") for row in rows),
        tuple(known_weights) if len(known_weights) == len(rows) else None,
    )


def _single(row: Row) -> Distribution:
    value = row.required_number("value")
    match row.text("shape"):
        case "fixed":
            return Fixed(value)
        case "lognormal":
            return Lognormal(value, row.required_number("sigma"))
        case "uniform":
            return Uniform(row.required_number("low"), row.required_number("high"))
        case _:
            return Triangular(row.required_number("low"), value, row.required_number("high"))
