"""From a table with a header to a statement: its rows, its totals, its units."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

from wholeprint.advice.statement.reading import MOST_ROWS
from wholeprint.errors import StatementError
from wholeprint.tracking.statement_words import (
    Heading,
    clean,
    heading,
    is_empty,
    is_summary,
    is_total,
    value_of,
)

MOST_COLUMNS = 200
_SHOWN = 12
_LOOKED_AT = 60

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
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted = max((",", ";", "\t"), key=first.count)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=parted, strict=True):
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                cells.append([clean(cell) for cell in row[:MOST_COLUMNS]])
            if len(cells) > MOST_ROWS + 1:
                raise StatementError(
                    f"{name} has too many rows", seen=f"over {MOST_ROWS}", fix="Add them up first"
                )
    except csv.Error as wrong:
        raise StatementError(f"{name} is no CSV", seen=str(wrong), fix="Quote its cells") from wrong
    found, left_out = statement_of_cells(cells, name)
    if found is None:
        raise StatementError(
            f"no column of {name} says what it is",
            seen=", ".join(cells[0][:_SHOWN]) if cells else "nothing",
            fix="Name columns as in energy_kWh, CO2 (t), gpu_hours",
        )
    return found, left_out


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
    statement: Plain = {"title": title, "rows": found, "totals": totals}
    return statement, [f"{what}: no figure is read there" for what in list(left_out)[:_SHOWN]]


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
        figure: Plain = {"is": value, "term": head.term or "none"}
        if name != (head.term or head.name):
            figure["term"] = "none"
        fields[name] = figure
    return fields
