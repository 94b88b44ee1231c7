"""Devices by the names that kernels, drivers and people write: exactly one, or none."""

from dataclasses import dataclass

from wholeprint.factors.match import match, near_names, normalise
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row, Table

_THREADS_PER_CORE = 2
"""For a processor whose table row does not count threads."""

_OFFERED = 5
"""Members of a series that a message names."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A processor of the table.

    Attributes:
        key: Its row.
        name: Its maker's name for it.
        kind: What it is sold for: server, desktop or laptop.
        cores: Cores in it, None where no source counts them.
        threads: Threads in it; two per core where no source counts them, None without cores.
    """

    key: str
    name: str
    kind: str
    cores: int | None
    threads: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """An accelerator of the table.

    Attributes:
        key: Its row.
        name: The name that its driver reports.
        family: The chip that its variants share.
        form: How it is built in.
        devices: How many devices its driver lists for one board.
    """

    key: str
    name: str
    family: str
    form: str
    devices: int


class Names:
    """The devices of a set of factors, by name.

    Args:
        factors: Where the tables stand.
    """

    def __init__(self, factors: Factors) -> None:
        self._factors = factors

    def chip(self, name: str) -> Chip | None:
        """Return the one processor of that name, or None; a near name is never taken.

        Args:
            name: As ``/proc/cpuinfo`` or a person writes it.

        Returns:
            The processor, if exactly one fits.
        """
        row = _find(self._factors.table("cpus"), name)
        if row is None:
            return None
        cores, threads = row.number("cores"), row.number("threads")
        if threads is None and cores is not None:
            threads = cores * _THREADS_PER_CORE
        return Chip(
            key=row.text("key"),
            name=row.text("name"),
            kind=row.text("class"),
            cores=None if cores is None else int(cores),
            threads=None if threads is None else int(threads),
        )

    def board(self, name: str) -> Board | None:
        """Return the one accelerator of that name, or None; a near name is never taken.

        Args:
            name: As its driver or a person writes it.

        Returns:
            The accelerator, if exactly one fits.
        """
        row = _find(self._factors.table("accelerators"), name)
        return None if row is None else _board(row)

    def family(self, name: str) -> tuple[Board, ...]:
        """Return the accelerators of a family, for a list and never in place of one of them.

        Args:
            name: The chip that they share: "H100".

        Returns:
            Its boards, none where no family has that name.
        """
        table, wanted = self._factors.table("accelerators"), normalise(name)
        found = {each for each in table.raw("family") if wanted and normalise(each) == wanted}
        rows = [row for each in sorted(found) for row in table.where("family", each)]
        return tuple(_board(row) for row in rows)

    def near(self, name: str) -> tuple[str, ...]:
        """Return keys that look like a name, for a message and for nothing else.

        Args:
            name: The name that was not found.

        Returns:
            Accelerators first, then processors; those that contain the name before others.
        """
        found: list[str] = []
        wanted = normalise(name)
        for table in (self._factors.table("accelerators"), self._factors.table("cpus")):
            keys = table.raw("key")
            inside = [key for key in keys if wanted and wanted in normalise(key)]
            # Spread over them: the first five of seven hundred would be of one series.
            apart = max(1, -(-len(inside) // _OFFERED))
            found += inside[::apart] or near_names(name.lower(), keys, count=2)
        return tuple(found)


def _board(row: Row) -> Board:
    return Board(
        key=row.text("key"),
        name=row.text("name"),
        family=row.text("family"),
        form=row.text("form"),
        devices=int(row.number("devices") or 1),
    )


def _find(table: Table, name: str) -> Row | None:
    """Return the row of a name by safe matching, among the rows that could fit at all.

    Equal normalised names share every word, so that rows without the name's most telling word
    need not be normalised, which is what takes the time.
    """
    words = sorted(normalise(name).split(), key=lambda word: (_has_digit(word), len(word)))
    if not words:
        return None
    rows = zip(table.raw("key"), table.raw("name"), table.raw("aliases"), strict=True)
    candidates = {
        key: (written, *(alias for alias in aliases.split("|") if alias))
        for key, written, aliases in rows
        if words[-1] in f"{key}|{written}|{aliases}".lower()
    }
    found = match(name, candidates).key
    return None if found is None else table.where("key", found)[0]


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
