"""Published figures of one thing, each by itself: what several rows of a factor's id state."""

from collections import Counter
from dataclasses import dataclass

from wholeprint.factors.assemble import assemble_row
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Read

_TABLE = "embodied"


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure.

    Attributes:
        factor: The figure, by a name of its own: that of the thing and that of the source.
        source: Key of the source.
        year: Year of the figure, None where the source does not say.
        read: How the source was read.
        boundary: What is in it: "card", "board share", "card and host share".
        drawn: Whether it may stand for the thing; if not, the note of the factor says why.
    """

    factor: Factor
    source: str
    year: int | None
    read: Read
    boundary: str
    drawn: bool


def published(factor_id: str, factors: Factors) -> tuple[Published, ...]:
    """Return every published figure of one thing, in the order of the table.

    Args:
        factor_id: Name of what is stated, such as ``embodied.accelerator.h100``.
        factors: Where the tables stand.

    Returns:
        The figures; none where the table has no row of that name.
    """
    table = factors.table(_TABLE)
    if factor_id not in table.names:
        return ()
    seen: Counter[str] = Counter()
    found: list[Published] = []
    for row in table.where("id", factor_id):
        key = row.text("source")
        seen[key] += 1
        several = f"-{seen[key]}" if seen[key] > 1 else ""
        found.append(_one(f"{factor_id}.{key}{several}", row, factors))
    return tuple(found)


def _one(name: str, row: Row, factors: Factors) -> Published:
    year = row.number("year")
    return Published(
        factor=assemble_row(name, row, factors.sources),
        source=row.text("source"),
        year=None if year is None else int(year),
        read=Read(row.text("read")),
        boundary=row.text("boundary"),
        drawn=row.text("shape") != "evidence",
    )
