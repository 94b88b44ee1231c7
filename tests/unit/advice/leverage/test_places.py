"""Names of levers: Meadows' places and the paper's levels."""

import pytest

from wholeprint.advice.leverage.places import LEVELS, PLACES, level_of, place_of
from wholeprint.errors import ValueRefusedError


def test_there_are_twelve_places_from_parameters_to_paradigms() -> None:
    """The list has twelve ranks; its ends are those of the source named in the module."""
    assert sorted(PLACES) == list(range(1, 13))
    assert place_of(12) == "constants and parameters"
    assert "paradigms" in place_of(1)


def test_agency_falls_as_awareness_grows() -> None:
    """At each level more must be known and one person can do less (the paper, Figure 6)."""
    levels = list(LEVELS.values())

    assert [level.awareness for level in levels] == [1, 2, 3, 4]
    assert [level.agency for level in levels] == [4, 3, 2, 1]
    assert level_of("life cycle").awareness == 2


def test_a_place_or_level_that_there_is_not_is_refused() -> None:
    """Neither is replaced by a near one."""
    with pytest.raises(ValueRefusedError, match="1 to 12"):
        place_of(13)
    with pytest.raises(ValueRefusedError, match="Say one of compute"):
        level_of("lifecycle")
