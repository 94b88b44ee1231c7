"""Hours as consumed, seen and estimated apart, direct or life-cycle as the answer itself says."""

import asyncio
import json
from datetime import datetime

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.electricitymaps import ElectricityMaps, electricitymaps
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HERE = "https://em.invalid"
SECRET = "s3cret"  # noqa: S105 - not a real one
GERMANY = Zone("DE", "Germany", "country")


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


NOW = _seconds("2024-03-06T19:20:00Z")
THIS_HOUR = _seconds("2024-03-06T19:00:00Z")
DAY = 86400.0


def _point(time: str, value: object, **more: object) -> dict[str, object]:
    return {
        "zone": "DE",
        "carbonIntensity": value,
        "datetime": f"2024-03-06T{time}:00.000Z",
        "updatedAt": "2024-03-06T18:48:27.926Z",
        "emissionFactorType": "lifecycle",
        "isEstimated": False,
        "estimationMethod": None,
        **more,
    }


ESTIMATED = {"isEstimated": True, "estimationMethod": "TIME_SLICER_AVERAGE"}


def _want(
    start: float = THIS_HOUR - 7200.0,
    tense: Tense = Tense.ACTUAL,
    zone: Zone = GERMANY,
    scope: Scope = Scope.LIFECYCLE,
    hours: float = 3.0,
) -> Want:
    return Want(zone, start, start + 3600.0 * hours, tense, scope=scope)


def _ask(
    what: str, body: object, want: Want, status: int = 200
) -> tuple[tuple[Reading, ...], ReplayDoor]:
    url = f"{HERE}/v3/carbon-intensity/{what}"
    door = ReplayDoor([Recording(url, json.dumps(body), status=status)])
    provider = ElectricityMaps({"electricitymaps": SECRET}, HERE, lambda: NOW)
    return asyncio.run(provider.fetch(want, door)), door


def _fetch(what: str, body: object, want: Want, status: int = 200) -> tuple[Reading, ...]:
    return _ask(what, body, want, status)[0]


HISTORY = {
    "zone": "DE",
    "history": [
        _point("17:00", 633),
        _point("18:00", 663, **ESTIMATED, updatedAt="2024-03-06T18:48:07.043Z"),
        _point("19:00", 689, **ESTIMATED),
        _point("16:00", None),
    ],
}


def test_what_was_estimated_stands_apart() -> None:
    """`isEstimated` decides the tense of each hour; its newest change names the state of it."""
    seen, estimated = _fetch("history", HISTORY, _want())

    assert seen.signal == Signal(
        "DE", Response.AVERAGE, Scope.LIFECYCLE, Flow.CONSUMPTION, Tense.ACTUAL
    )
    assert seen.series.values.tolist() == [633.0]
    assert seen.series.edges_seconds.tolist() == [THIS_HOUR - 7200.0, THIS_HOUR - 3600.0]
    assert seen.notes == ()
    assert estimated.signal.tense is Tense.ESTIMATED
    assert estimated.series.values.tolist() == [663.0, 689.0]
    assert estimated.version == "2024-03-06T18:48:27.926Z"
    assert [note.code for note in estimated.notes] == ["value-estimated"]
    assert "2 values (TIME_SLICER_AVERAGE)" in estimated.notes[0].message


@pytest.mark.parametrize(
    ("want", "what", "body"),
    [
        (_want(THIS_HOUR, hours=1), "latest", _point("19:00", 1)),
        (_want(THIS_HOUR - 23 * 3600.0), "history", {"zone": "DE", "history": []}),
        (_want(THIS_HOUR - 24 * 3600.0), "past-range", {"zone": "DE", "data": []}),
        (_want(NOW, Tense.FORECAST), "forecast", {"zone": "DE", "forecast": []}),
    ],
)
def test_it_asks_for_the_least_that_holds_the_time(want: Want, what: str, body: object) -> None:
    """This hour, the last 24, a stretch, or ahead: plans differ in which of these they hold.

    `history` holds the current hour and the 23 before it, as the recorded answer does.
    """
    _, door = _ask(what, body, want)

    (asked,) = door.asked
    assert asked.url.endswith(f"/v3/carbon-intensity/{what}")
    assert asked.params["zone"] == "DE"
    assert asked.params["emissionFactorType"] == "lifecycle"
    assert asked.header_names == ("auth-token",)


def test_a_stretch_is_asked_for_in_whole_hours() -> None:
    """An hour that began before the window holds in it."""
    _, door = _ask("past-range", {"zone": "DE", "data": []}, _want(NOW - 2 * DAY, hours=1))

    assert door.asked[0].params["start"] == "2024-03-04T19:00:00Z"
    assert door.asked[0].params["end"] == "2024-03-04T20:20:00Z"


@pytest.mark.parametrize(("hours", "horizon"), [(1.0, 24), (24.0, 24), (25.0, 48), (200.0, 72)])
def test_a_forecast_is_asked_for_as_far_as_wanted(hours: float, horizon: int) -> None:
    """The service foresees 24, 48 or 72 h."""
    want = _want(NOW, Tense.FORECAST, hours=hours)
    _, door = _ask("forecast", {"zone": "DE", "forecast": []}, want)

    assert door.asked[0].params["horizonHours"] == str(horizon)


def test_a_forecast_knows_when_it_was_made() -> None:
    """The points of a forecast say neither kind nor tense: they are what was asked for."""
    body = {
        "zone": "DE",
        "forecast": [
            {"carbonIntensity": 557, "datetime": "2024-03-06T20:00:00.000Z"},
            {"carbonIntensity": 552, "datetime": "2024-03-06T21:00:00.000Z"},
        ],
        "updatedAt": "2024-03-06T18:00:00.000Z",
    }

    (found,) = _fetch("forecast", body, _want(NOW, Tense.FORECAST, scope=Scope.DIRECT))

    assert found.signal.tense is Tense.FORECAST
    assert found.signal.scope is Scope.DIRECT
    assert found.issued_unix_seconds == _seconds("2024-03-06T18:00:00Z")
    assert found.series.values.tolist() == [557.0, 552.0]


def test_the_answer_says_what_it_counts() -> None:
    """Life-cycle numbers that come where direct ones were asked for are called life-cycle."""
    (found,) = _fetch("latest", _point("19:00", 300), _want(THIS_HOUR, scope=Scope.DIRECT, hours=1))

    assert found.signal.scope is Scope.LIFECYCLE


def test_finer_steps_are_read() -> None:
    """Where an answer states its granularity, a value holds for that long."""
    body = {
        "zone": "DE",
        "data": [_point("12:00", 1), _point("12:05", 2)],
        "temporalGranularity": "5_minutes",
    }

    (found,) = _fetch("past-range", body, _want(NOW - 2 * DAY))

    assert found.series.values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("AUS-NSW", "AU-NSW"), ("CL-SIC", "CL-SEN"), ("DE-LU", "DE")]
)
def test_old_names_of_zones_are_understood(ours: str, theirs: str) -> None:
    """It renamed zones: the question goes to the new name, and either may come back."""
    want = _want(THIS_HOUR, zone=Zone(ours, ours, "part"), hours=1)
    for named in (ours, theirs):
        found, door = _ask("latest", _point("19:00", 5, zone=named), want)
        assert door.asked[0].params["zone"] == theirs
        assert len(found) == 1


def test_without_a_key_it_says_where_to_get_one() -> None:
    """Nothing is asked without a key."""
    door = ReplayDoor([])
    with pytest.raises(ProviderRefusedError, match="WHOLEPRINT_KEY_ELECTRICITYMAPS"):
        asyncio.run(electricitymaps({}, HERE).fetch(_want(), door))
    assert door.asked == ()


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_refusal_names_the_plan_and_not_the_key(status: int) -> None:
    """A key whose plan lacks forecasts is told so; the key itself is nowhere in it."""
    with pytest.raises(ProviderRefusedError, match="plan of this key") as caught:
        _fetch("forecast", {"message": SECRET}, _want(NOW, Tense.FORECAST), status)

    assert SECRET not in str(caught.value)
    assert SECRET not in repr(ElectricityMaps({"electricitymaps": SECRET}))


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"status": "ok", "countryCode": "DE", "data": {"carbonIntensity": 474}},  # CO2 Signal v1
        _point("19:00", 1, zone="FR"),
        _point("19:00", "1"),
        _point("25:00", 1),
        _point("19:00", 1, emissionFactorType="marginal"),
        _point("19:00", 1, isEstimated="no"),
        _point("19:00", 1, temporalGranularity="daily"),
        _point("19:00", 1, updatedAt=7),
    ],
)
def test_rubbish_is_refused(body: object) -> None:
    """Another zone, kind, length or shape, and the old interface's answer: an error."""
    with pytest.raises(ProviderAnswerError):
        _fetch("latest", body, _want(THIS_HOUR, hours=1))


@pytest.mark.parametrize(
    ("code", "kind", "serves"),
    [
        ("DE", "country", True),
        ("NA", "country", True),  # Namibia
        ("DK-DK1", "part", True),
        ("US-CAL-CISO", "part", True),
        ("US-AK", "part", True),
        ("US-CA", "part", False),
        ("US-EGRID-CAMX", "part", False),
        ("GB-NESO-13", "part", False),
        ("CA", "country", False),
        ("GCP-europe-west9", "cloud", False),
        ("world", "world", False),
    ],
)
def test_it_serves_zones_that_it_knows(code: str, kind: str, serves: bool) -> None:  # noqa: FBT001 - a row of a table
    """Grid zones and countries; neither our regions, states, clouds, nor the world."""
    assert electricitymaps({}).serves(_want(zone=Zone(code, code, kind))) is serves


def test_it_serves_consumption_only() -> None:
    """Its numbers are flow-traced and average."""
    assert not electricitymaps({}).serves(Want(GERMANY, 0.0, 1.0, flow=Flow.PRODUCTION))
    assert not electricitymaps({}).serves(Want(GERMANY, 0.0, 1.0, response=Response.MARGINAL))
