"""From a model card in Markdown to statements: its front matter, its tables, its list of facts."""

import re
from collections.abc import Sequence
from typing import cast

from wholeprint.advice.statement.amount import unit_of
from wholeprint.errors import StatementError, WholeprintError
from wholeprint.factors.documents import read_yaml
from wholeprint.quantities.printed import Printed, printed
from wholeprint.quantities.units import Unit
from wholeprint.tracking.statement_counts import count_of
from wholeprint.tracking.statement_table import Plain, statement_of_cells
from wholeprint.tracking.statement_words import clean, fitted, heading, value_of

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,200000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_FACT = re.compile(r"^\s*[-*+]?\s*\**([^:*|]{2,60}?)\**\s*:\s*\**\s*(.{1,200}?)\s*$")
_EMISSIONS = "co2_eq_emissions"
_MOST_TABLES = 50
_OF_CHIPS = re.compile(r"gpu|tpu|chip|accelerator|device|card|[avhp]\d{2,3}", re.IGNORECASE)
_WATTS = (50.0, 2500.0)
"""What an accelerator at work draws with its share of the host [W], widely: our choice."""


def from_card(text: str, name: str) -> tuple[Sequence[object], Sequence[str]]:
    """Read the statements of a model card.

    Args:
        text: The card.
        name: What to call it.

    Returns:
        A statement for each table that has a footprint in it, or one of what the card's list of
        facts and front matter say; and what was not understood.

    Raises:
        StatementError: If nothing in it states a footprint.
    """
    front = _front(text, name)
    body = _FRONT.sub("", text, count=1)
    found: list[Plain] = []
    left_out: list[str] = []
    for title, cells in _tables(body)[:_MOST_TABLES]:
        statement, missed = statement_of_cells(cells, title or name)
        if statement is not None and (statement["rows"] or statement["totals"]):
            found.append(statement)
            left_out.extend(missed)
    facts = _facts(body)
    if not found and (front or facts.get("figures")):
        whole: Plain = {"title": name, "figures": {}, **facts}
        found.append(whole)
    if front and found:
        _with_front(found[0], front)
    if not found:
        raise StatementError(
            f"{name} states no footprint",
            seen="no table, list or co2_eq_emissions with energy, carbon, water or hours",
            fix="Give a table with headings such as Energy (MWh) or CO2 (t)",
        )
    return found, left_out


def _front(text: str, name: str) -> Plain:
    found = _FRONT.match(text)
    if found is None:
        return {}
    try:
        documents = read_yaml(found[1], f"{name}, its front matter")
    except WholeprintError:
        return {}  # it is about the model, and a table may still state a footprint
    emissions = _mapping(documents[0] if documents else None).get(_EMISSIONS)
    return {"emissions": emissions} if isinstance(emissions, str) else _mapping(emissions)


def _mapping(plain: object) -> Plain:
    return cast("Plain", plain) if isinstance(plain, dict) else {}


def _with_front(statement: Plain, front: Plain) -> None:
    place, hardware = front.get("geographical_location"), front.get("hardware_used")
    if isinstance(place, str) and "place" not in statement:
        statement["place"] = place
    if isinstance(hardware, str) and "hardware" not in statement:
        statement["hardware"] = hardware
    emissions = front.get("emissions")
    shown = _read(emissions) if isinstance(emissions, str) else None
    if shown is None:
        return
    # The hub's field is defined in grams of CO2.
    words = shown.text if shown.unit else f"{shown.text} g"
    said: Plain = {"is": words, "where": f"front matter, {_EMISSIONS}"}
    where = "totals" if statement.get("rows") else "figures"
    group: Plain = {**_mapping(statement.get(where))}
    own = _mapping(group.get("ghg"))
    stated = _read(str(own.get("is", "")))
    # A figure of the list without a unit is the one of the front matter, which has one.
    group["ghg"] = {**own, "also": [said]} if stated is not None and stated.unit else said
    statement[where] = group


def _read(text: str) -> Printed | None:
    try:
        found = printed(text)
        unit_of(found.unit)
    except WholeprintError:
        return None
    return found


def _tables(body: str) -> list[tuple[str, list[list[str]]]]:
    found: list[tuple[str, list[list[str]]]] = []
    title = ""
    cells: list[list[str]] = []
    for line in [*body.splitlines(), ""]:
        shown = line.strip()
        if shown.count("|") > 1 or (shown.startswith("|") and shown.count("|")):
            if not (_RULE.match(shown) and "-" in shown):
                inner = shown.removeprefix("|").removesuffix("|")
                cells.append([clean(cell) for cell in re.split(r"(?<!\\)\|", inner)])
            continue
        if len(cells) > 1:
            found.append((title, cells))
        cells = []
        if shown.startswith("#"):
            title = clean(shown.lstrip("#"))
    return found


def _facts(body: str) -> Plain:
    statement: Plain = {}
    figures: Plain = {}
    is_clock = False
    for line in body.splitlines():
        found = _FACT.match(line) if "|" not in line and len(line) < 400 else None  # noqa: PLR2004 - a fact is short
        if found is None:
            continue
        head, cell = heading(clean(found[1])), clean(found[2])
        if head.circumstance in {"hardware", "place"}:
            statement.setdefault(head.circumstance, cell)
            continue
        value = value_of(cell, head) if head.term else None
        if value is None:
            continue
        term = fitted(head, printed(value).unit).term
        if term not in figures:
            figures[term] = {"is": value, "term": term}
            # "Hours used" are hours on the clock where accelerators are counted beside them.
            is_clock |= term == "accelerator_hours" and not _OF_CHIPS.search(f"{head.text} {cell}")
    count = _count(statement, figures)
    if is_clock and count and count > 1 and not _is_multiplied(figures, count):
        hours = _mapping(figures.pop("accelerator_hours"))
        figures["duration"] = {**hours, "term": "duration"}
    return {**statement, "figures": figures}


def _count(statement: Plain, figures: Plain) -> float | None:
    stated = _read(str(_mapping(figures.get("accelerators")).get("is", "")))
    if stated is not None:
        return stated.value
    hardware = statement.get("hardware")
    return count_of(hardware) if isinstance(hardware, str) else None


def _is_multiplied(figures: Plain, count: float) -> bool:
    """Return whether only hours that are multiplied already give a power that can be."""
    hours, energy = _in(figures.get("accelerator_hours"), "h"), _in(figures.get("energy"), "Wh")
    if not hours or not energy:
        return False
    low, high = _WATTS
    return low <= energy / hours <= high and energy / hours / count < low


def _in(figure: object, unit: str) -> float | None:
    shown = _read(str(_mapping(figure).get("is", "")))
    if shown is None:
        return None
    found, scale = unit_of(shown.unit)
    wanted = Unit.parse(unit)
    return shown.value * scale * found.ratio(wanted) if found.fits(wanted) else None
