"""A statement of a footprint, as it was printed: figures, rows, totals, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wholeprint.advice.statement.amount import Amount
from wholeprint.advice.statement.formula import Node
from wholeprint.quantities.source import Read


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a statement.

    Attributes:
        name: What the statement calls it.
        term: What it is in our vocabulary; empty for a figure of the statement's own.
        amount: The number printed, None where it only follows from others.
        text: What was printed, empty likewise.
        rounding_amount: What the last digit may hide, in the amount's unit.
        noughts_amount: The same, where trailing noughts may be rounded too.
        exact: Whether nothing was rounded: a count, a definition.
        about: Whether it is called approximate.
        bound: "<" or ">" where it is printed as a bound.
        equals: How it follows from other figures, None where only the vocabulary says so.
        formula: The same as text.
        where: Where in the source it stands.
        read: How it was read; None for what the statement as a whole says.
        recalled: Whether somebody wrote it down from memory.
        note: What a reader should know.
        also: The same figure, printed elsewhere.
        share_of: Names of what a share is a share of.
    """

    name: str
    term: str = ""
    amount: Amount | None = None
    text: str = ""
    rounding_amount: float = 0.0
    noughts_amount: float = 0.0
    exact: bool = False
    about: bool = False
    bound: str = ""
    equals: Node | None = None
    formula: str = ""
    where: str = ""
    read: Read | None = None
    recalled: bool = False
    note: str = ""
    also: tuple["Figure", ...] = ()
    share_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a statement, or one of its rows, says of circumstances.

    Attributes:
        hardware: The accelerator or machine, in the statement's words.
        place: Where it ran: a grid zone, a cloud region, a country.
        year: When.
        accounting: "location" or "market", where said.
        counts: What is inside the boundary; None where not said.
        unit: The functional unit, in words.
    """

    hardware: str = ""
    place: str = ""
    year: int | None = None
    accounting: str = ""
    counts: frozenset[str] | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a statement.

    Attributes:
        name: What it is called.
        figures: Its figures by name.
        about: Its circumstances; what it does not say, the statement says.
    """

    name: str
    figures: Mapping[str, Figure]
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement stands.

    Attributes:
        title: Title of the source.
        authors: Who wrote it.
        year: Year of publication.
        url: Where it stands.
        where: Table, section, page.
        read: How it was read.
        recalled: Whether it was written down from memory.
        licence: Terms of the source.
    """

    title: str = ""
    authors: str = ""
    year: int | None = None
    url: str = ""
    where: str = ""
    read: Read | None = None
    recalled: bool = False
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a footprint.

    Attributes:
        title: What it is about.
        figures: Figures that hold for all of it, by name.
        rows: Its rows, in order.
        totals: Figures over all rows, by name.
        about: Its circumstances.
        origin: Where it stands.
        id: A short name.
        level: compute, life cycle, platform or system; empty where not said.
        counted: More things that are counted in its units.
        notes: Remarks.
    """

    title: str
    figures: Mapping[str, Figure]
    rows: tuple[Row, ...] = ()
    totals: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    about: About = field(default_factory=About)
    origin: Origin = field(default_factory=Origin)
    id: str = ""
    level: str = ""
    counted: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def row(self, name: str) -> Row | None:
        """Return the row of that name, None where there is none.

        Args:
            name: The name of a row.

        Returns:
            The row.
        """
        return next((row for row in self.rows if row.name == name), None)
