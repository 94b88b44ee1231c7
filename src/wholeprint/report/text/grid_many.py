"""Several zones at one moment on a page: a table, the cleanest first."""

import time
from collections.abc import Sequence

from wholeprint.report import scale
from wholeprint.report.grid_shapes import ManyDocument, ZoneMomentDocument
from wholeprint.report.shapes import NoteDocument
from wholeprint.report.text import parts
from wholeprint.report.text.grid import clock
from wholeprint.report.text.page import Cell, Column, Page

_KINDS = ("response", "scope", "flow", "tense", "accounting")
_DAY = 86400.0


def many_page(page: Page, document: ManyDocument) -> None:
    """Lay out several zones, the cleanest first.

    Args:
        page: The page.
        document: The zones.
    """
    zones, at_seconds = document["zones"], document["at_unix_seconds"]
    units = " or ".join({zone["signal"]["unit"]: None for zone in zones})
    page.title(
        f"{len(zones)} {'zones, the cleanest first' if len(zones) > 1 else 'zone'}",
        f"{units} at {clock(at_seconds)} UTC",
    )
    alike = [kind for kind in _KINDS if len({zone["signal"][kind] for zone in zones}) == 1]
    which = [
        ", ".join(zone["signal"][kind] for kind in _KINDS if kind not in alike) for zone in zones
    ]
    longest = max(len(word) for told in which for word in (told.split() or [""]))
    page.table(
        (
            Column("zone", least=8, shrinks=True),
            Column("value", right=True, least=5),
            Column("range", right=True, least=5),
            Column("holds (UTC)", least=11),
            Column("which", wraps=True, least=longest),
        ),
        [
            (
                Cell(zone["zone"], "bold"),
                *_amounts(zone),
                _held(zone, at_seconds),
                Cell(told, "dim"),
            )
            for zone, told in zip(zones, which, strict=True)
        ],
    )
    if alike:
        page.line(f"All: {', '.join(zones[0]['signal'][kind] for kind in alike)}.", "dim", indent=2)
    page.heading("From")
    page.table(
        (Column(), Column(wraps=True)),
        [(zone["zone"], Cell(_from(zone), "dim")) for zone in zones],
    )
    parts.note_section(page, [*document["notes"], *_notes(zones)])


def _amounts(zone: ZoneMomentDocument) -> tuple[Cell, str]:
    value = zone["value"]
    if value is None or value["value"] is None:
        return Cell(parts.NO_DATA, "dim"), ""
    low, high = value["low"], value["high"]
    told = (
        "" if low is None or high is None or low == high else f"{_round(low)} \u2013 {_round(high)}"
    )
    return Cell(_round(value["value"]), "bold"), told


def _round(value: float) -> str:
    return scale.rounded(value, 3)


def _held(zone: ZoneMomentDocument, at_seconds: float) -> str:
    step = zone["step"]
    if step is None:
        return "" if zone["value"] is None else "all times"
    begin, end = step["start_unix_seconds"], step["end_unix_seconds"]
    # The day stands in the title; it is told again only where a value is of another.
    day = "" if begin // _DAY == at_seconds // _DAY else time.strftime("%m-%d ", time.gmtime(begin))
    hours = (time.strftime("%H:%M", time.gmtime(edge)) for edge in (begin, end))
    return day + "\u2013".join(hours)


def _from(zone: ZoneMomentDocument) -> str:
    states = [
        f"{each['provider']}, fetched {clock(each['fetched_unix_seconds'])} UTC, {each['licence']}"
        for each in zone["vintages"][-1:]
    ]
    return "; ".join(states) or ", ".join(zone["sources"])


def _notes(zones: Sequence[ZoneMomentDocument]) -> list[NoteDocument]:
    """Return what is said of the zones; what does not name its zone itself is told whose it is."""
    found: list[NoteDocument] = []
    for zone in zones:
        for note in zone["notes"]:
            everyones = all(note in other["notes"] for other in zones)
            named = everyones or zone["zone"] in note["message"]
            told = note.copy()
            if not named:
                told["message"] = f"{zone['zone']}: {note['message']}"
            if told not in found:
                found.append(told)
    return found
