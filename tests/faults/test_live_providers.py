"""Each provider over the real door and a real socket, with every fault that a server can have."""

import asyncio
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from wholeprint.errors import (
    ProviderAnswerError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
)
from wholeprint.grid.http import HttpDoor, Patience
from wholeprint.grid.live import LiveProvider, Reading, Want
from wholeprint.grid.loopback import Loopback
from wholeprint.grid.pace import Clock, Pace
from wholeprint.grid.providers.electricitymaps import ElectricityMaps
from wholeprint.grid.providers.energidataservice import energidataservice
from wholeprint.grid.providers.energy_charts import energy_charts
from wholeprint.grid.providers.odre import odre
from wholeprint.grid.providers.prometheus import Declared, prometheus
from wholeprint.grid.providers.watttime import PASSWORD, USER, WattTime
from wholeprint.grid.replay import Recording
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Signal

START = 1711065600.0  # 2024-03-22T00:00:00Z
SECRET = "S3CRET+token"  # noqa: S105 - not a real one
KEYS = {"electricitymaps": SECRET, USER: "ada", PASSWORD: SECRET, "prometheus": SECRET}
HASTY = Patience(read_seconds=0.2, answer_seconds=0.3, tries_count=2)
CALM = Patience(read_seconds=20.0, answer_seconds=20.0, tries_count=3)


async def _no_wait(seconds: float) -> None:
    del seconds


@dataclass(frozen=True)
class _Case:
    make: Callable[[Mapping[str, str], str], LiveProvider]
    want: Want
    path: str
    good: object
    first: tuple[Recording, ...] = ()


def _own(key: Mapping[str, str], base: str) -> LiveProvider:
    return prometheus(key, base, (Declared("q", Signal("DE", scope=Scope.DIRECT)),))


def _want(code: str, **kinds: object) -> Want:
    zone = Zone(code, code, "country")
    return Want(zone, START, START + 300.0, **kinds)  # pyright: ignore[reportArgumentType] - each kind its own


META = {
    "region": "CAISO_NORTH",
    "signal_type": "co2_moer",
    "units": "lbs_co2_per_mwh",
    "model": {"date": "2023-03-01"},
}
CASES = {
    "energidataservice": _Case(
        energidataservice,
        _want("DK-DK1"),
        "/dataset/CO2Emis",
        {
            "records": [
                {"Minutes5UTC": "2024-03-22T00:00:00", "PriceArea": "DK1", "CO2Emission": 57.0}
            ]
        },
    ),
    "odre": _Case(
        odre,
        _want("FR"),
        "/api/explore/v2.1/catalog/datasets/eco2mix-national-tr/exports/json",
        [{"date_heure": "2024-03-22T00:00:00+00:00", "taux_co2": 12, "nature": "x"}],
    ),
    "electricitymaps": _Case(
        lambda key, base: ElectricityMaps(key, base, lambda: START),
        _want("DE"),
        "/v3/carbon-intensity/latest",
        {"zone": "DE", "carbonIntensity": 599, "datetime": "2024-03-22T00:00:00Z"},
    ),
    "watttime": _Case(
        lambda key, base: WattTime(key, base, lambda: START),
        _want("US-CAL-CISO", response=Response.MARGINAL),
        "/v3/historical",
        {"data": [{"point_time": "2024-03-22T00:00:00+00:00", "value": 870}], "meta": META},
        (Recording("/login", '{"token": "t0ken"}'),),
    ),
    "energy_charts": _Case(
        energy_charts,
        _want("DE", scope=Scope.LIFECYCLE),
        "/co2eq",
        {"unix_seconds": [int(START)], "co2eq": [322], "co2eq_forecast": [None]},
    ),
    "prometheus": _Case(
        _own,
        _want("DE"),
        "/api/v1/query_range",
        {
            "status": "success",
            "data": {"resultType": "matrix", "result": [{"values": [[START, "1"]]}]},
        },
    ),
}


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> _Case:
    """Each provider in turn."""
    return CASES[request.param]


def _fetch(
    case: _Case, *faults: Recording, patience: Patience = CALM
) -> tuple[tuple[Reading, ...], Loopback]:
    """Let the server answer with the faults, in their order, the last of them again and again."""
    with Loopback([*case.first, *(replace(fault, url=case.path) for fault in faults)]) as server:
        door = HttpDoor(Pace(), 0.0, patience=patience, clock=Clock(lambda: START, _no_wait))
        provider = case.make(KEYS, server.base)
        return asyncio.run(provider.fetch(case.want, door)), server


def _good(case: _Case) -> Recording:
    return Recording(case.path, json.dumps(case.good))


def test_the_good_answer_arrives(case: _Case) -> None:
    """Over a real socket the reading is there, and the question was one."""
    (found,), server = _fetch(case, _good(case))

    assert math.isfinite(found.series.values[0])
    assert found.series.edges_seconds[0] == START
    assert len([heard for heard in server.heard if heard.path == case.path]) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Recording("", "busy", status=429, headers={"Retry-After": "1"}),
        Recording("", "down", status=503),
        Recording("", "half", cut=True),
    ],
    ids=["429", "503", "cut"],
)
def test_a_fault_that_passes_is_got_over(case: _Case, fault: Recording) -> None:
    """One bad answer, then the right one."""
    assert len(_fetch(case, fault, _good(case))[0]) == 1


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Recording("", "busy", status=429), ProviderUnreachableError),
        (Recording("", "down", status=500), ProviderUnreachableError),
        (Recording("", "half", cut=True), ProviderUnreachableError),
        (Recording("", "no", status=401), ProviderRefusedError),
        (Recording("", "pay", status=402), ProviderRefusedError),
        (Recording("", "<html>403 Forbidden</html>", status=403), ProviderRefusedError),
        (Recording("", "wrong", status=400), ProviderAnswerError),
        (Recording("", "none", status=404), ProviderAnswerError),
        (Recording("", "<html>maintenance</html>"), ProviderAnswerError),
        (Recording("", ""), ProviderAnswerError),
        (Recording("", "{}"), ProviderAnswerError),
        (Recording("", b"\xff\x00\xfe"), ProviderAnswerError),
    ],
    ids=str,
)
def test_a_fault_that_stays_is_an_error_of_its_kind(
    case: _Case, fault: Recording, kind: type[ProviderError]
) -> None:
    """Outages, refusals and rubbish are told apart, and no key is in what is said."""
    with pytest.raises(kind) as caught:
        _fetch(case, fault)

    assert SECRET not in str(caught.value)
    assert "t0ken" not in str(caught.value)


def test_an_answer_that_never_comes_is_waited_for_so_long_and_no_longer(case: _Case) -> None:
    """Silence is an outage."""
    # The login before it is silent too: however slow the machine, silence is all that is met.
    silent = Recording("", delay_seconds=math.inf)
    case = replace(case, first=tuple(replace(silent, url=one.url) for one in case.first))
    with pytest.raises(ProviderUnreachableError):
        _fetch(case, silent, patience=HASTY)


def test_an_outage_of_the_login_is_an_outage() -> None:
    """Nothing else is asked, and the account is not told."""
    case = replace(CASES["watttime"], first=(Recording("/login", "down", status=503),))
    with pytest.raises(ProviderUnreachableError) as caught:
        _fetch(case, _good(case))

    assert SECRET not in str(caught.value)
