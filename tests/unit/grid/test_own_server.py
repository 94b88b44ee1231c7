"""A Prometheus server that the settings name."""

from pathlib import Path

import pytest

from wholeprint.errors import SettingError, UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.grid.live import Want
from wholeprint.grid.own_server import own_server
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope
from wholeprint.settings import Settings

FACTORS = Factors()
NAMED = Settings(
    Path("l"), prometheus_url="http://p", prometheus_query="grid_g", prometheus_zone="DK1"
)
DK1 = Zone("DK-DK1", "Western Denmark", "part")


def test_what_is_named_is_served() -> None:
    """Of the zone, whatever it is called, and of the kind of number that is declared; no other."""
    told = NAMED._replace(
        prometheus_response="marginal", prometheus_scope="lifecycle", prometheus_flow="production"
    )
    plain, other = (own_server(each, FACTORS, {})["prometheus"] for each in (NAMED, told))
    direct = Want(DK1, 0.0, 1.0)
    whole = Want(
        DK1,
        0.0,
        1.0,
        response=Response.MARGINAL,
        scope=Scope.LIFECYCLE,
        flow=Flow.PRODUCTION,
    )

    assert (plain.serves(direct), plain.serves(whole)) == (True, False)
    assert (other.serves(direct), other.serves(whole)) == (False, True)
    assert not plain.serves(Want(Zone("GB", "Great Britain", "country"), 0.0, 1.0))


def test_nothing_named_is_nothing() -> None:
    """Most have no such server."""
    assert own_server(Settings(Path("l")), FACTORS, {}) == {}


def test_a_part_of_it_is_refused() -> None:
    """Whoever gives an address alone would wait for answers that never come."""
    with pytest.raises(SettingError, match="prometheus_query") as caught:
        own_server(NAMED._replace(prometheus_query=None), FACTORS, {})

    assert "prometheus_url" in str(caught.value)
    assert "http://p" not in str(caught.value)


def test_an_unknown_zone_is_refused() -> None:
    """With near ones, as everywhere."""
    with pytest.raises(UnknownZoneError):
        own_server(NAMED._replace(prometheus_zone="DK9"), FACTORS, {})
