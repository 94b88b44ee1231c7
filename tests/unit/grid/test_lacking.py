"""What is not at hand is refused with whoever has it."""

from dataclasses import replace

import pytest

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.grid.lacking import naming
from wholeprint.grid.live import Want
from wholeprint.grid.registry import LIVE, live
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Response, Scope

ZONES = Zones(Factors())
WANT = Want(ZONES.resolve("PL"), 1.8e9, 1.8e9 + 3600.0, response=Response.MARGINAL)


def _refused(want: Want) -> str:
    providers = live(tuple(LIVE), {})
    with pytest.raises(UnknownFactorError) as told:  # noqa: SIM117 - the inner one is what is tested
        with naming(want, ZONES.lineage(want.zone), providers):
            raise UnknownFactorError("not there", fix="Bring one")
    return str(told.value)


def test_who_serves_marginal_numbers_is_named_with_its_key() -> None:
    """Poland is a region of WattTime, which wants a user and a password."""
    said = _refused(replace(WANT, scope=Scope.DIRECT))

    assert "WattTime, with its key in WHOLEPRINT_KEY_WATTTIME_USER and" in said


def test_where_nobody_serves_that_is_said() -> None:
    """Nobody serves the life cycle of a margin."""
    assert "Nobody whom wholeprint can ask" in _refused(replace(WANT, scope=Scope.LIFECYCLE))


def test_another_refusal_is_left_as_it_is() -> None:
    """A refusal that is not about marginal numbers is told in its own words."""
    assert "Bring one" in _refused(replace(WANT, response=Response.AVERAGE))
