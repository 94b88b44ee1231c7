"""Whose clock a zone lives by."""

from zoneinfo import ZoneInfo

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.clocks import CLOCKS, clock_of


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("GB", "Europe/London"),
        ("GB-NESO-13", "Europe/London"),
        ("DK-DK1", "Europe/Copenhagen"),
        ("AU-TAS", "Australia/Hobart"),
        ("US-CAL-CISO", None),
        ("AU", None),
        ("world", None),
    ],
)
def test_a_zone_has_the_clock_of_its_state_or_country(zone: str, clock: str | None) -> None:
    """A country of several clocks has none, its states may; parts have their country's."""
    assert clock_of(zone) == clock


def test_every_clock_is_there_and_of_a_zone_that_we_know() -> None:
    """Each name is a time zone and each code a zone of the tables."""
    known = set(Factors().table("zones").raw("zone"))

    for code, name in CLOCKS.items():
        assert ZoneInfo(name).key == name
        assert code in known
