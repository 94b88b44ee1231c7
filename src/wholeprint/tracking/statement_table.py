"""From a table with a header to a statement: its rows, its totals, its units."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from wholeprint.advice.statement.reading import MOST_ROWS
from wholeprint.errors import StatementError, WholeprintError
from wholeprint.quantities.printed import printed
from wholeprint.tracking.statement_codecarbon import is_log, statement_of_log
from wholeprint.tracking.statement_words import (
    Heading,
    clean,
    fitted,
    heading,
    is_empty,
    is_summary,
    is_total,
    value_of,
)

MOST_COLUMNS = 200
_SHOWN = 12
_LOOKED_AT = 60

_PART = re.compile(
    r"^\W*%?\W*$|share|percent|fraction|portion|part|contribution|saving|reduc|increase|overhead"
    r"|\bof\b|energy|electric|power|carbon|co2|emission|ghg|water|util|lifetime|idle|renewable",
    re.IGNORECASE,
)
"""What a column of percentages is called where it tells of a footprint."""

_BEFORE_BUILDING = re.compile(r"\b(?:gpu|tpu|chip|accelerator|server|hardware)s?\b", re.IGNORECASE)
"""Whose energy is without the building's, where a PUE stands beside it."""

Plain = dict[str, object]


def from_csv(text: str, name: str) -> tuple[Plain, Sequence[str]]:
    """Read a table in CSV.

    Args:
        text: The text; commas, semicolons or tabs part its columns.
        name: What to call it.

    Returns:
        A statement as plain values, and what was not understood.

    Raises:
        StatementError: If it is no table, too large, or has no column that says what it is.
    """
    cells: list[list[str]] = []
    widest = 0
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted = max((",", ";", "\t"), key=first.count)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=parted, strict=True):
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                cells.append([clean(cell) for cell in row[:MOST_COLUMNS]])
                widest = max(widest, len(row))
            if len(cells) > MOST_ROWS + 1:
                raise StatementError(
                    f"{name} has too many rows", seen=f"over {MOST_ROWS:,}", fix="Add them up first"
                )
    except csv.Error as wrong:
        raise StatementError(f"{name} is no CSV", seen=str(wrong), fix="Quote its cells") from wrong
    is_comma = parted == ";" and _has_decimal_commas(cells, name)
    found, left_out = statement_of_cells(_pointed(cells) if is_comma else cells, name)
    if found is None:
        raise StatementError(
            f"no column of {name} says what it is",
            seen=", ".join(cells[0][:_SHOWN]) if cells else "nothing",
            fix="Name columns as in energy_kWh, CO2 (t), gpu_hours",
        )
    if is_comma:
        left_out = ("decimal commas: read as points", *left_out)
    if widest > MOST_COLUMNS:
        dropped = f"{widest - MOST_COLUMNS:,} columns after the {MOST_COLUMNS}th: not read"
        left_out = (dropped, *left_out)
    return found, left_out


_DECIMAL = re.compile(r"^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})$")
_POINT = re.compile(r"^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+$")
_GERMAN = re.compile(r"^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$")


def _has_decimal_commas(cells: Sequence[Sequence[str]], name: str) -> bool:
    """Return whether commas part decimals beyond doubt.

    Raises:
        StatementError: If some do, and points may do so too.
    """
    every = [cell for row in cells[1:] for cell in row]
    with_comma = next((cell for cell in every if _DECIMAL.match(cell)), "")
    with_point = next((cell for cell in every if _POINT.match(cell)), "")
    if with_comma and with_point:
        raise StatementError(
            f"it is not certain whether a comma or a point parts decimals in {name}",
            seen=f"{with_comma} and {with_point}",
            fix="Write every decimal with a point, and thousands without one",
        )
    return bool(with_comma)


def _pointed(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    return [
        [cell.replace(".", "").replace(",", ".") if _GERMAN.match(cell) else cell for cell in row]
        for row in cells
    ]


def statement_of_cells(
    cells: Sequence[Sequence[str]], title: str
) -> tuple[Plain | None, Sequence[str]]:
    """Return the statement that a table of cells makes.

    Args:
        cells: Its rows, the header first; clean.
        title: What it is about.

    Returns:
        The statement as plain values, None where no heading means anything; and what was not
        understood.
    """
    if len(cells) < 2:  # noqa: PLR2004 - a header and a row
        return None, ()
    if is_log(cells[0]):
        return statement_of_log(cells, title)
    heads = [heading(cell) for cell in cells[0]]
    side = [heading(row[0]) for row in cells[1:_LOOKED_AT] if row]
    across = sum(head.means_something for head in heads)
    down = sum(head.means_something for head in side)
    if down > across and len(cells[0]) <= MOST_COLUMNS:
        cells = _turned(cells)
        heads = [heading(cell) for cell in cells[0]]
        across = down
    if not across:
        return None, ()
    return _statement(cells[1:], heads, title)


def _turned(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(len(row) for row in cells)
    full = [[*row, *[""] * (width - len(row))] for row in cells]
    return [list(column) for column in zip(*full, strict=True)]


def _statement(
    rows: Sequence[Sequence[str]], heads: Sequence[Heading], title: str
) -> tuple[Plain, Sequence[str]]:
    heads = _by_cells(heads, rows[:_LOOKED_AT])
    label = next((i for i, head in enumerate(heads) if head.is_label), None)
    if label is None and not (heads[0].means_something or heads[0].circumstance):
        label = 0
    names = _names(heads)
    found: dict[str, Plain] = {}
    counts: Counter[str] = Counter()
    totals: Plain = {}
    left_out: dict[str, None] = {}
    for number, row in enumerate(rows, 1):
        own = row[label] if label is not None and label < len(row) else ""
        if is_summary(own):
            left_out[f"row {own}"] = None
            continue
        fields = _fields(row, heads, names, label, left_out)
        if is_total(own):
            totals |= {key: value for key, value in fields.items() if isinstance(value, Mapping)}
        elif fields:
            name = own or str(number)
            counts[name] += 1
            wanted = name if counts[name] == 1 else f"{name} ({counts[name]})"
            found[_fresh(wanted, found)] = fields
    statement: Plain = {"title": title, **_shared(found), "rows": found, "totals": totals}
    said = [f"{what}: no figure is read there" for what in list(left_out)[:_SHOWN]]
    if len(left_out) > _SHOWN:
        said.append(f"and {len(left_out) - _SHOWN:,} more")
    return statement, said


def _shared(rows: Mapping[str, Plain]) -> Plain:
    # What all rows say alike holds for the whole table, and is taken out of them.
    shared: Plain = {}
    for kind in ("hardware", "place", "year", "accounting"):
        said = {row.get(kind) for row in rows.values()}
        if len(said) == 1 and None not in said and len(rows) > 1:
            shared[kind] = said.pop()
            for row in rows.values():
                del row[kind]
    return shared


def _by_cells(heads: Sequence[Heading], rows: Sequence[Sequence[str]]) -> list[Heading]:
    """Return the headings with what the units of their cells make of them, and PUE beside them."""
    found: list[Heading] = []
    for place, head in enumerate(heads):
        cells = [row[place] for row in rows if place < len(row) and not is_empty(row[place])]
        if head.term and not head.unit:
            units = {_unit_of_cell(cell) for cell in cells}
            found.append(fitted(head, units.pop()) if len(units) == 1 else head)
        else:
            found.append(head)
    terms = {head.term for head in found}
    counted = {"accelerators", "duration", "chip_power"} & terms or any(
        head.circumstance == "hardware" for head in found
    )
    if "accelerator_hours" in terms and not counted:
        # Beside accelerator hours alone, a bare power can only be that of one accelerator.
        found = [
            replace(head, term="chip_power")
            if head.term == "power" and head.name == "power"
            else head
            for head in found
        ]
    if "pue" in terms and "it_energy" not in terms:
        return [
            replace(head, term="it_energy")
            if head.term == "energy" and _BEFORE_BUILDING.search(head.text)
            else head
            for head in found
        ]
    if "pue" in terms or "energy" in terms:
        return found
    # "GPU power (MWh)" is what a PUE is put on; without one it is the energy that there is.
    return [
        replace(head, term="energy")
        if head.term == "it_energy" and "power" in head.text.lower()
        else head
        for head in found
    ]


def _unit_of_cell(cell: str) -> str:
    try:
        return printed(cell).unit
    except WholeprintError:
        return ""


def _names(heads: Sequence[Heading]) -> list[str]:
    names: list[str] = []
    for head in heads:
        name = head.term or head.name
        names.append(_fresh(name, names, "_"))
    return names


def _fresh(name: str, taken: Mapping[str, object] | Sequence[str], sign: str = " ") -> str:
    wanted, count = name, 1
    while wanted in taken:
        count += 1
        wanted = f"{name}{sign}{count}"
    return wanted


def _fields(
    row: Sequence[str],
    heads: Sequence[Heading],
    names: Sequence[str],
    label: int | None,
    left_out: dict[str, None],
) -> Plain:
    fields: Plain = {}
    for place, (cell, head, name) in enumerate(zip(row, heads, names, strict=False)):
        if place == label or is_empty(cell):
            continue
        if head.circumstance:
            fields[head.circumstance] = cell
            continue
        value = value_of(cell, head)
        if value is None or not (head.term or head.unit or value.endswith("%")):
            left_out[head.text] = None
            continue
        if value.endswith("%") and not head.term and not _PART.search(head.text):
            left_out[head.text] = None  # an accuracy is no share of a footprint
            continue
        figure: Plain = {"is": value, "term": head.term or "none"}
        if name != (head.term or head.name):
            figure["term"] = "none"
        fields[name] = figure
    return fields
