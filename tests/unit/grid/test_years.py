"""Moments of which nothing can be said are refused."""

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.grid.years import EARLIEST_SECONDS, within_years

NOW = 1_700_000_000.0
YEAR = 365 * 86400.0


@pytest.mark.parametrize("moment", [EARLIEST_SECONDS, NOW, NOW + 2 * YEAR])
def test_a_moment_that_can_be_answered_is_kept(moment: float) -> None:
    """From 1990 to two years ahead."""
    assert within_years(moment, NOW) == moment


@pytest.mark.parametrize(
    ("moment", "seen"),
    [(EARLIEST_SECONDS - 1.0, "1989-12-31"), (NOW + 2.1 * YEAR, "2025-12"), (-6e10, "0068-")],
)
def test_any_other_is_refused_with_its_day(moment: float, seen: str) -> None:
    """The day is written with four digits of the year, whatever the year."""
    with pytest.raises(ValueRefusedError, match=seen):
        within_years(moment, NOW)
