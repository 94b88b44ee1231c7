"""Zones on a page."""

from typing import cast

import pytest

from wholeprint.report.grid_shapes import ZoneDocument, ZonesDocument
from wholeprint.report.text.grid_zones import zones_page, zones_summary_page
from wholeprint.report.text.page import Page

LONDON: ZoneDocument = {
    "code": "GB-NESO-13",
    "name": "London (GB)",
    "kind": "part",
    "lineage": ["GB-NESO-13", "GB"],
    "offline": ["hours", "typical day", "year (direct, lifecycle)"],
    "live": ["neso+", "elexon", "electricitymaps+*", "watttime+!*"],
}
REGION: ZoneDocument = {
    "code": "AWS-us-east-1",
    "name": "Amazon Web Services us-east-1 (US East (N. Virginia))",
    "kind": "cloud",
    "lineage": ["AWS-us-east-1", "US-MIDA-PJM", "US-VA", "US"],
    "location": "US East (N. Virginia)",
    "offline": ["year (lifecycle)"],
    "live": ["energidataservice+", "electricitymaps+*"],
}


def document(*zones: ZoneDocument, asked: str | None = None) -> ZonesDocument:
    tool = {"name": "wholeprint", "version": "0"}
    return cast("ZonesDocument", {"schema": "", "tool": tool, "asked": asked, "zones": list(zones)})


def lines(found: ZonesDocument, width: int = 80) -> list[str]:
    page = Page(width)
    zones_page(page, found)
    shown = page.text().replace("\u00a0", " ").splitlines()
    assert max(map(len, shown)) <= width
    return shown


def test_a_zone_is_one_row_of_a_table() -> None:
    """Code, name, where it lies, what ships in short words, and who can be asked."""
    shown = lines(document(LONDON), 110)

    assert shown[0].split() == ["zone", "name", "within", "ships", "ask"]
    assert "GB-NESO-13  London (GB)  GB      hours, day, year  neso+, elexon" in shown[1]


def test_marks_are_explained_below() -> None:
    """Whoever sees a mark beside a provider finds below what it means."""
    text = "\n".join(lines(document(LONDON), 100))

    assert "+ has forecasts, ! marginal only, * needs a key" in text
    assert "day: a typical day for each month" in text


@pytest.mark.parametrize("width", range(50, 121))
def test_no_word_is_cut_or_broken_at_any_width(width: int) -> None:
    """Every name stands whole on some line, however narrow the page: what is broken is no name."""
    shown = lines(document(LONDON, REGION), width)
    words = {word.removesuffix(",") for line in shown for word in line.split()}

    assert {"GB-NESO-13", "AWS-us-east-1", "US-MIDA-PJM", "Virginia)"} <= words
    assert {"neso+", "elexon", "electricitymaps+*", "watttime+!*", "energidataservice+"} <= words


def test_a_region_is_named_by_its_place() -> None:
    """The code says already whose region it is: its name is not repeated, and never cut."""
    text = "\n".join(lines(document(REGION), 120))

    assert "US East (N. Virginia)" in text
    assert "Amazon" not in text
    assert "year (lifecycle)" in text


def test_nothing_found_is_said() -> None:
    """No match is said, with what was asked for, if it was a text."""
    assert lines(document(asked="lon")) == ["No zone matches 'lon'."]
    assert lines(document()) == ["No zone."]


def test_a_summary_counts_kinds_and_clouds_and_says_how_to_search() -> None:
    """All zones are no list that anybody reads: how many of each, and how to find one."""
    page = Page(80)
    zones_summary_page(page, document(LONDON, REGION))
    text = page.text().replace("\u00a0", " ")

    assert max(map(len, text.splitlines())) <= 80
    assert "2 grid zones and cloud regions" in text
    assert "1  parts of a country's grid" in text
    assert "Clouds: aws 1" in text
    assert "1  hours  recorded hours" in text
    assert "2  year   the mean of the year" in text
    assert "electricitymaps+* 2" in text
    assert "wholeprint grid zones denmark" in text
    assert "GB-NESO-13" not in text


def test_a_summary_of_zones_of_which_nobody_knows() -> None:
    """Without anybody to ask there is no such section."""
    page = Page(80)
    zones_summary_page(page, document({**LONDON, "live": []}))

    assert "can be asked" not in page.text()
