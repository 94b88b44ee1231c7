"""Water behind the grid of a zone."""

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.zone import offsite_water
from wholeprint.quantities.note import Note
from wholeprint.quantities.world import World


def look_up(zone: str | None) -> tuple[float | None, str, list[Note]]:
    notes: list[Note] = []
    found, reason = offsite_water(zone, Assumptions(World(), worked.book(), {}), notes)
    width = None if found is None else found.high / found.low
    return width, reason, notes


def test_a_zone_with_a_number_has_that_number() -> None:
    """The zone's own number is used as it is, without a remark."""
    assert look_up("FR") == (1.0, "", [])


def test_a_part_of_a_country_widens_the_number_of_the_country_and_says_so() -> None:
    """FR-COR has no number: that of FR stands for it, over a range of 7.36, with a warning.

    7.36 is 9.50 over 1.29 L/kWh, the states of one country that differ most (WRI 2020, as quoted
    by Li et al. 2023); tolerance 1 %: percentiles between 1,024 strata.
    """
    width, _, notes = look_up("FR-COR")
    assert width == pytest.approx(9.50 / 1.29, rel=0.01)
    assert [(note.code, note.severity) for note in notes] == [("zone-widened", "warning")]


@pytest.mark.parametrize("zone", [None, "XX", "XX-1"])
def test_an_unknown_zone_is_an_absence(zone: str | None) -> None:
    """Without a number for zone or country there is none, and never that of the world."""
    width, reason, notes = look_up(zone)
    assert width is None
    assert reason
    assert notes == []
