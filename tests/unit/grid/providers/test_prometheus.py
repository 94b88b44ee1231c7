"""A series of one's own is read as declared; what is not one series of intensities is refused."""

import asyncio
import json

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError, ProviderUnreachableError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.prometheus import (
    KEY,
    MOST_POINTS_COUNT,
    Declared,
    Prometheus,
    prometheus,
)
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HERE = "http://prom.invalid:9090"
URL = f"{HERE}/api/v1/query_range"
START = 1711065600.0
POLAND = Zone("PL", "Poland", "country")
OWN = Signal("PL", Response.AVERAGE, Scope.DIRECT, Flow.CONSUMPTION, Tense.ACTUAL)
DECLARED = Declared("grid_g_per_kwh{zone='PL'}", OWN, 60.0)
WANT = Want(POLAND, START + 10.0, START + 170.0)


def _body(*series: object, **more: object) -> str:
    result = [{"metric": {"zone": "PL"}, "values": values} for values in series]
    return json.dumps(
        {"status": "success", "data": {"resultType": "matrix", "result": result}, **more}
    )


def _fetch(*recordings: Recording, key: str = "") -> tuple[tuple[Reading, ...], ReplayDoor]:
    door = ReplayDoor(recordings)
    keys = {KEY: key} if key else {}
    provider = prometheus(keys, f"{HERE}/", (DECLARED,))
    return asyncio.run(provider.fetch(WANT, door)), door


def test_values_are_what_was_declared() -> None:
    """Numbers come as text; "NaN" is a gap; each holds for the declared step from its time."""
    values = [[START, "650.5"], [START + 60, "NaN"], [START + 120.0, "640"]]

    (found,), door = _fetch(Recording(URL, _body(values)))

    assert found.signal == OWN
    assert found.series.known_stretches() == [(START, START + 60.0), (START + 120.0, START + 180.0)]
    (asked,) = door.asked
    assert asked.params == {
        "query": "grid_g_per_kwh{zone='PL'}",
        "start": str(START),
        "end": str(START + 120.0),
        "step": "60.0",
    }
    assert asked.header_names == ()


def test_a_token_is_sent_where_there_is_one() -> None:
    """A server may want a bearer token."""
    assert _fetch(Recording(URL, _body()), key="t0ken")[1].asked[0].header_names == (
        "Authorization",
    )


def test_an_empty_answer_is_nothing() -> None:
    """No series, or one without values: no reading."""
    assert _fetch(Recording(URL, _body()))[0] == ()
    assert _fetch(Recording(URL, _body([])))[0] == ()


def test_a_question_stays_below_the_points_that_a_server_gives() -> None:
    """A server refuses more than 11,000 points for one series."""
    about = Prometheus({}, HERE, (DECLARED,)).about

    assert about.reach_seconds / DECLARED.step_seconds + 2 <= MOST_POINTS_COUNT


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        '{"status": "error"}',
        '{"status": "success", "data": {"resultType": "vector", "result": []}}',
        _body([[START, "1"]], [[START, "2"]]),
        _body([[START, 1]]),
        _body([[START, "one"]]),
        _body([[START, "+Inf"]]),
        _body([[START, "1e9"]]),
        _body([[START]]),
        _body([["now", "1"]]),
        _body([[START, "1"], [START + 30, "2"]]),
    ],
)
def test_rubbish_is_refused(body: str) -> None:
    """Two series, other shapes, and values that overlap are an error of the answer."""
    with pytest.raises(ProviderAnswerError):
        _fetch(Recording(URL, body))


@pytest.mark.parametrize("status", [400, 422])
def test_a_query_that_fails_is_shown(status: int) -> None:
    """Its owner can mend it, so it is told; what the server wrote at length is not."""
    body = '{"status": "error", "errorType": "bad_data", "error": "parse error at char 3"}'

    with pytest.raises(ProviderAnswerError, match=r"grid_g_per_kwh.*bad_data"):
        _fetch(Recording(URL, body, status=status))


def test_the_errors_of_the_way_pass_through() -> None:
    """An outage is an outage, a refusal a refusal."""
    with pytest.raises(ProviderUnreachableError):
        _fetch(Recording(URL, status=503))
    with pytest.raises(ProviderRefusedError):
        _fetch(Recording(URL, status=401))


@pytest.mark.parametrize(
    "want",
    [
        Want(Zone("DE", "Germany", "country"), 0.0, 1.0),
        Want(POLAND, 0.0, 1.0, Tense.FORECAST),
        Want(POLAND, 0.0, 1.0, scope=Scope.LIFECYCLE),
        Want(POLAND, 0.0, 1.0, response=Response.MARGINAL),
        Want(POLAND, 0.0, 1.0, flow=Flow.PRODUCTION),
    ],
)
def test_it_serves_only_what_was_declared(want: Want) -> None:
    """Zone and kind must be those of a query; without a server or a query nothing is served."""
    assert not prometheus({}, HERE, (DECLARED,)).serves(want)
    with pytest.raises(ProviderRefusedError):
        asyncio.run(prometheus({}, HERE, (DECLARED,)).fetch(want, ReplayDoor([])))


def test_it_serves_what_was_declared() -> None:
    """And no server is asked that nobody named."""
    assert prometheus({}, HERE, (DECLARED,)).serves(WANT)
    assert not prometheus({}, "", (DECLARED,)).serves(WANT)
    assert not prometheus({}).serves(WANT)
