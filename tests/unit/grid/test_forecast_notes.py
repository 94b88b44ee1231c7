"""What is said of a forecast of ours, and when nothing is."""

import numpy as np

from wholeprint.grid.forecast_features import LOOK_BACK_DAYS, Calendar
from wholeprint.grid.forecast_notes import doubts, no_recent, own_note
from wholeprint.quantities.units import Unit

CLOCK = Calendar.of(0.0, 3600.0, 24 * LOOK_BACK_DAYS, None)
WHOLE = np.full(24 * LOOK_BACK_DAYS, 100.0)


def test_a_whole_and_recent_past_leaves_nothing_to_say() -> None:
    """An hour late, with one hole of a day in five weeks, is as good as its score."""
    holed = WHOLE.copy()
    holed[:24] = np.nan

    assert doubts(holed, CLOCK, 1) == ()


def test_old_values_and_many_gaps_are_warnings() -> None:
    """Six hours late and half of the past unknown are two notes with their numbers."""
    holed = WHOLE.copy()
    holed[::2] = np.nan

    old, gaps = doubts(holed, CLOCK, 6)

    assert (old.code, gaps.code) == ("forecast-old-values", "forecast-gaps")
    assert "6 h" in old.message
    assert "50%" in gaps.message
    assert {old.severity, gaps.severity} == {"warning"}


def test_a_profile_says_that_it_is_one() -> None:
    """Without recent values the note says for how long nothing is known."""
    assert "last 4 days" in no_recent(4).message


def test_the_error_is_told_by_lead() -> None:
    """The errors of four leads are in the sentence, with their unit."""
    note = own_note("m-1", (0.0, 86400.0), lambda seconds: seconds / 3600.0, Unit.parse("g/kWh"))

    assert "1 at 1 h, 6 at 6 h, 24 at 24 h, 72 at 72 h" in note.message
    assert "(m-1)" in note.message
    assert "1970-01-01 to 1970-01-02" in note.message
