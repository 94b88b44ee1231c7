"""Pounds of one megawatt-hour more become grams; plans, tokens and percentiles are told apart."""

import asyncio
import json
from datetime import datetime

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderError, ProviderRefusedError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.watttime import PASSWORD, REGIONS, USER, WattTime, watttime
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HERE = "https://wt.invalid"
LOGIN, PAST, AHEAD = f"{HERE}/login", f"{HERE}/v3/historical", f"{HERE}/v3/forecast"
ACCOUNT = {USER: "ada", PASSWORD: "l0velace"}
CALIFORNIA = Zone("US-CAL-CISO", "California ISO", "part", "US")
TOKEN = Recording(LOGIN, '{"token": "t0ken"}')


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


START = _seconds("2022-07-15T00:00:00Z")


def _want(
    tense: Tense = Tense.ACTUAL, zone: Zone = CALIFORNIA, seconds: float = 600.0, **kinds: object
) -> Want:
    kinds = {"response": Response.MARGINAL, **kinds}
    return Want(zone, START, START + seconds, tense, **kinds)  # pyright: ignore[reportArgumentType] - each kind its own


def _meta(**more: object) -> dict[str, object]:
    return {
        "data_point_period_seconds": 300,
        "region": "CAISO_NORTH",
        "warnings": [],
        "signal_type": "co2_moer",
        "model": {"date": "2023-03-01"},
        "units": "lbs_co2_per_mwh",
        **more,
    }


def _point(minute: int, value: object, **more: object) -> dict[str, object]:
    return {"point_time": f"2022-07-15T00:{minute:02d}:00+00:00", "value": value, **more}


def _body(data: object, **more: object) -> str:
    return json.dumps({"data": data, "meta": _meta(**more)})


def _door(*recordings: Recording) -> ReplayDoor:
    return ReplayDoor([TOKEN, *recordings])


def _fetch(
    want: Want, *recordings: Recording, door: ReplayDoor | None = None
) -> tuple[Reading, ...]:
    provider = WattTime(ACCOUNT, HERE, lambda: START)
    return asyncio.run(provider.fetch(want, door or _door(*recordings)))


def test_pounds_become_grams_exactly() -> None:
    """1 lb/MWh is 453.59237 g / 1000 kWh: 870 lb/MWh are 394.6253619 g/kWh, to the last bit."""
    (found,) = _fetch(_want(), Recording(PAST, _body([_point(0, 870), _point(5, None)])))

    assert found.series.values.tolist() == [870 * 453.59237 / 1000]
    assert found.series.values[0] == pytest.approx(394.6253619, rel=1e-15)
    assert found.series.edges_seconds.tolist() == [START, START + 300.0]
    assert found.signal == Signal(
        "US-CAL-CISO", Response.MARGINAL, Scope.DIRECT, Flow.CONSUMPTION, Tense.ACTUAL
    )
    assert found.version == "2023-03-01"
    assert [note.code for note in found.notes] == ["zone-part"]


def test_imputed_points_stand_apart() -> None:
    """What it filled in is estimated, and says so."""
    points = [_point(0, 870, imputed_data_used=True), _point(5, 860, imputed_data_used=False)]

    seen, filled = _fetch(_want(), Recording(PAST, _body(points)))

    assert seen.series.edges_seconds.tolist() == [START + 300.0, START + 600.0]
    assert filled.signal.tense is Tense.ESTIMATED
    assert "value-estimated" in [note.code for note in filled.notes]


def test_the_end_of_a_question_is_before_the_end_of_the_window() -> None:
    """Both ends are inclusive there, and a value that began before the window holds in it."""
    door = _door(Recording(PAST, _body([])))
    want = Want(CALIFORNIA, START + 7.0, START + 600.0, response=Response.MARGINAL)

    assert _fetch(want, door=door) == ()
    login, asked = door.asked
    assert login.url == LOGIN
    assert login.params == {}
    assert asked.params == {
        "region": "CAISO_NORTH",
        "signal_type": "co2_moer",
        "start": "2022-07-15T00:00:00Z",
        "end": "2022-07-15T00:09:59Z",
    }
    assert asked.header_names == ("Authorization",)


@pytest.mark.parametrize(("seconds", "hours"), [(600.0, 1), (90_000.0, 25), (1e6, 72)])
def test_a_forecast_is_asked_for_as_far_as_wanted(seconds: float, hours: int) -> None:
    """It foresees up to 72 h."""
    door = _door(Recording(AHEAD, _body([], generated_at="2022-07-15T00:00:00+00:00")))

    assert _fetch(_want(Tense.FORECAST, seconds=seconds), door=door) == ()
    assert door.asked[1].params["horizon_hours"] == str(hours)


def test_a_forecast_knows_when_it_was_made() -> None:
    """The present one says it once, old ones each for itself."""
    points = [_point(0, 870), _point(5, 871)]
    now = _body(points, generated_at="2022-07-14T23:55:00+00:00")
    old = _body(
        [
            {"generated_at": "2022-07-15T00:00:00+00:00", "forecast": points},
            {"generated_at": "2022-07-15T00:05:00+00:00", "forecast": points[1:]},
        ]
    )

    (found,) = _fetch(_want(Tense.FORECAST), Recording(AHEAD, now))
    first, second = _fetch(_want(Tense.FORECAST), Recording(AHEAD, old))

    assert found.signal.tense is Tense.FORECAST
    assert found.issued_unix_seconds == START - 300.0
    assert (first.issued_unix_seconds, second.issued_unix_seconds) == (START, START + 300.0)
    assert len(first.series.values) == 2
    assert len(second.series.values) == 1


def test_a_percentile_is_no_intensity() -> None:
    """It ranks an hour among others: no number of grams can be had from it."""
    body = _body([_point(0, 96.0)], units="percentile")

    with pytest.raises(ProviderAnswerError, match="is no intensity"):
        _fetch(_want(), Recording(PAST, body))


def test_its_warnings_are_passed_on() -> None:
    """As objects or as texts, three at most, on one line."""
    warnings: list[object] = [{"type": "EXAMPLE", "message": "an\nexample"}, "plain", "3", "4"]

    (found,) = _fetch(_want(), Recording(PAST, _body([_point(0, 1)], warnings=warnings)))

    said = [note.message for note in found.notes if note.code == "provider-warning"]
    assert said == ["WattTime warns: an example", "WattTime warns: plain", "WattTime warns: 3"]


def test_a_plan_that_lacks_the_region_is_named() -> None:
    """A 403 with "Invalid scope" is a matter of the plan; any other refusal is not called so."""
    scope = '{"error": "Invalid query parameters", "message": "Invalid scope. You do not"}'

    with pytest.raises(ProviderRefusedError, match=r"CAISO_NORTH under the plan of this account"):
        _fetch(_want(), Recording(PAST, scope, status=403))
    with pytest.raises(ProviderRefusedError, match="refuses CAISO_NORTH: saw HTTP 403"):
        _fetch(_want(), Recording(PAST, "<html>403 Forbidden</html>", status=403))


def test_it_logs_in_once_and_again_when_the_token_is_old() -> None:
    """A token lasts 30 min: it serves for 25, and one that is refused earlier is renewed once."""
    now = [START]
    provider = WattTime(ACCOUNT, HERE, lambda: now[0])
    good = Recording(PAST, _body([_point(0, 1)]))
    door = _door(good)
    for later in (0.0, 1400.0, 1600.0):
        now[0] = START + later
        assert len(asyncio.run(provider.fetch(_want(), door))) == 1
    assert [asked.url for asked in door.asked] == [LOGIN, PAST, PAST, LOGIN, PAST]

    renewed = _door(Recording(PAST, status=401), good)
    assert len(_fetch(_want(), door=renewed)) == 1
    assert [asked.url for asked in renewed.asked] == [LOGIN, PAST, LOGIN, PAST]


def test_no_account_no_question() -> None:
    """Without name and password it says where they come from, and nothing is asked."""
    door = ReplayDoor([])
    for key in ({}, {USER: "ada"}):
        with pytest.raises(ProviderRefusedError, match="WHOLEPRINT_KEY_WATTTIME_PASSWORD"):
            asyncio.run(watttime(key, HERE).fetch(_want(), door))
    assert door.asked == ()


@pytest.mark.parametrize(
    "login",
    [
        Recording(LOGIN, "l0velace", status=403),
        Recording(LOGIN, "l0velace", status=401),
        Recording(LOGIN, '{"token": ["l0velace"]}'),
        Recording(LOGIN, '{"token": "l0velace\\nX-Other: 1"}'),
        Recording(LOGIN, "l0velace"),
        Recording(LOGIN, '"l0velace"'),
    ],
)
def test_a_failed_login_shows_nothing_of_its_answer(login: Recording) -> None:
    """Whatever came may be a secret; a token that could smuggle a header in is none."""
    with pytest.raises(ProviderError) as caught:
        _fetch(_want(), door=ReplayDoor([login]))

    assert "l0velace" not in str(caught.value)
    assert "ada" not in str(caught.value).split()
    assert "l0velace" not in repr(WattTime(ACCOUNT))


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        '{"data": []}',
        _body([_point(0, 1)], units="g_per_kwh"),
        _body([_point(0, 1)], signal_type="health_damage"),
        _body([_point(0, 1)], region="PSCO"),
        _body([_point(0, "1")]),
        _body([{"point_time": "2022-07-15T00:00:00", "value": 1}]),
        _body([_point(0, 1), _point(4, 2)]),
        _body([_point(0, 1)], data_point_period_seconds=0),
        _body([_point(0, 1)], model="2023"),
        _body([_point(0, 1)], warnings=[7]),
        _body([_point(0, 1, imputed_data_used="no")]),
    ],
)
def test_rubbish_is_refused(body: str) -> None:
    """Another unit, signal, region or shape is an error of the answer."""
    with pytest.raises(ProviderAnswerError):
        _fetch(_want(), Recording(PAST, body))


def test_a_forecast_without_its_time_is_refused() -> None:
    """A forecast that does not say when it was made cannot be scored."""
    with pytest.raises(ProviderAnswerError, match="generated_at"):
        _fetch(_want(Tense.FORECAST), Recording(AHEAD, _body([_point(0, 1)])))


@pytest.mark.parametrize(
    "want",
    [
        _want(response=Response.AVERAGE),
        _want(scope=Scope.LIFECYCLE),
        _want(flow=Flow.PRODUCTION),
        _want(Tense.ESTIMATED),
        _want(zone=Zone("US", "United States", "country")),
    ],
)
def test_it_serves_nothing_else(want: Want) -> None:
    """Marginal and direct, in its regions."""
    assert not watttime({}).serves(want)


def test_every_region_is_served_both_ways() -> None:
    """Each zone of its map, seen and foreseen; a region is a name as it writes them."""
    for code, region in REGIONS.items():
        zone = Zone(code, code, "part")
        assert watttime({}).serves(_want(zone=zone))
        assert watttime({}).serves(_want(Tense.FORECAST, zone))
        assert region.replace("_", "").isalpha()
