"""Zones on a page: a summary of all, or those that match and who knows what of each."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from wholeprint.report.grid_shapes import ZoneDocument, ZonesDocument
from wholeprint.report.text.page import Cell, Column, Page, Style

_KINDS = {
    "country": ("countries", "FR, Germany, IND"),
    "group": ("groups of countries", "EU27"),
    "part": ("parts of a country's grid", "DK1, London, US-TX"),
    "cloud": ("regions of clouds", "aws:eu-west-1"),
    "world": ("the world", "world"),
}
_SEARCHES = (
    ("wholeprint grid zones denmark", "part of a code, a name or a place"),
    ("wholeprint grid zones --cloud gcp", "the regions of one cloud"),
    ("wholeprint grid zones --kind part", "one kind: country, group, part, cloud"),
    ("wholeprint grid zones --json", "all of them, with all that is known of each"),
)
_SHORT = {"typical day": "day", "year (direct, lifecycle)": "year"}
_MEANINGS = {
    "hours": "recorded hours",
    "day": "a typical day for each month",
    "year": "the mean of the year",
}
_MARKS = "+ has forecasts, ! marginal only, * needs a key"
_LEAST_NAME, _LEAST_SHIPS = 12, 9
_GAP = 2


def zones_summary_page(page: Page, document: ZonesDocument) -> None:
    """Lay out how many zones of each kind there are, and how to find one.

    Args:
        page: The page.
        document: All zones.
    """
    zones = document["zones"]
    page.title(f"{len(zones)} grid zones and cloud regions")
    _kinds(page, zones)
    _held(page, zones)
    _providers(page, zones)
    page.heading("Find one")
    page.table(
        (Column(), Column(wraps=True)), [(Cell(call, "bold"), does) for call, does in _SEARCHES]
    )
    page.line("A British postcode is a zone too: EC1A 1BB.", indent=2)


def _kinds(page: Page, zones: Sequence[ZoneDocument]) -> None:
    amounts = Counter(zone["kind"] for zone in zones)
    # A region's code begins with its cloud, as its other name does: AWS-eu-west-1, aws:eu-west-1.
    clouds = Counter(
        zone["code"].partition("-")[0].casefold() for zone in zones if zone["kind"] == "cloud"
    )
    page.table(
        (Column(right=True), Column(), Column(wraps=True)),
        [
            (str(amounts[kind]), title, Cell(f"such as {such}", "dim"))
            for kind, (title, such) in _KINDS.items()
            if amounts[kind]
        ],
    )
    if clouds:
        listed = (f"{cloud}\u00a0{amount}" for cloud, amount in clouds.most_common())
        page.line(f"Clouds: {', '.join(listed)}", indent=2)


def _held(page: Page, zones: Sequence[ZoneDocument]) -> None:
    page.heading("What ships", "of the zone, or of the one it lies in")
    amounts = Counter(name for zone in zones for name in {*map(_plain, _ships(zone))})
    page.table(
        (Column(right=True), Column(), Column(wraps=True)),
        [
            (str(amounts[name]), name, Cell(means, "dim"))
            for name, means in _MEANINGS.items()
            if amounts[name]
        ],
    )


def _providers(page: Page, zones: Sequence[ZoneDocument]) -> None:
    amounts = Counter(name for zone in zones for name in zone["live"])
    if not amounts:
        return
    page.heading("Who can be asked", "with --fetch, and for how many of them")
    listed = (f"{name}\u00a0{amount}" for name, amount in amounts.most_common())
    page.line(", ".join(listed), indent=2)
    page.line(_MARKS, "dim", indent=2)


def zones_page(page: Page, document: ZonesDocument) -> None:
    """Lay out zones and who knows what of them.

    Args:
        page: The page.
        document: The zones.
    """
    zones = document["zones"]
    if not zones:
        page.line(f"No zone matches {document['asked']!r}." if document["asked"] else "No zone.")
        return
    widths = _widths(zones, page.width)
    if widths is None:
        for zone in zones:
            _stacked(page, zone)
    else:
        titles = ("zone", "name", "within", "ships", "ask")
        rows = [row for zone in zones for row in _rows(zone, widths)]
        page.table([Column(title) for title in titles], rows, indent=0)
    page.blank()
    page.line(f"{len(zones)} {'zone' if len(zones) == 1 else 'zones'}.", "dim")
    ships = "; ".join(f"{name}: {means}" for name, means in _MEANINGS.items())
    page.table(
        (Column(), Column(wraps=True)),
        [
            (Cell("ships", "dim"), Cell(f"of it, or of the one it lies in: {ships}", "dim")),
            (Cell("ask", "dim"), Cell(f"who answers with --fetch: {_MARKS}", "dim")),
        ],
        indent=0,
    )


def _widths(zones: Sequence[ZoneDocument], width: int) -> tuple[int, ...] | None:
    """Return the columns of text of each cell, or None where a table would break words."""
    cells = [_cells(zone) for zone in zones]
    least = [max(_longest(row[place]) for row in cells) for place in range(5)]
    least[1] = max(least[1], _LEAST_NAME)
    least[3] = max(least[3], _LEAST_SHIPS)
    most = [max(len(row[place]) for row in cells) for place in range(5)]
    # Rich leaves a gap behind the last column too.
    room = width - sum(least) - _GAP * len(least)
    if room < 0:
        return None
    # What is wanted most is that a name, then a line of those who can be asked, stays whole.
    for place in (2, 1, 3, 4):
        more = min(room, max(most[place] - least[place], 0))
        least[place] += more
        room -= more
    return tuple(least)


def _rows(zone: ZoneDocument, widths: Sequence[int]) -> list[tuple[Cell, ...]]:
    styles: tuple[Style, ...] = ("bold", "", "dim", "", "")
    columns = [_wrapped(text, width) for text, width in zip(_cells(zone), widths, strict=True)]
    return [
        tuple(
            Cell(text.replace(" ", "\u00a0"), style)
            for text, style in zip(row, styles, strict=True)
        )
        for row in zip_longest(*columns, fillvalue="")
    ]


def _stacked(page: Page, zone: ZoneDocument) -> None:
    code, name, within, ships, ask = _cells(zone)
    page.title(code, f"{name}, in {within}" if within else name)
    page.line(f"ships {ships}" if ships else "nothing ships", indent=2)
    if ask:
        page.line(f"ask {ask}", indent=2)


def _cells(zone: ZoneDocument) -> tuple[str, str, str, str, str]:
    return (
        zone["code"],
        # The code of a region says already which cloud's it is.
        zone.get("location") or zone["name"],
        " < ".join(zone["lineage"][1:]),
        ", ".join(_ships(zone)),
        ", ".join(zone["live"]),
    )


def _ships(zone: ZoneDocument) -> list[str]:
    return [_SHORT.get(name, name) for name in zone["offline"]]


def _plain(name: str) -> str:
    return name.partition(" ")[0]


def _wrapped(text: str, width: int) -> list[str]:
    # A column of which every cell is empty has no width, and nothing to wrap.
    return textwrap.wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False)


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=0)
