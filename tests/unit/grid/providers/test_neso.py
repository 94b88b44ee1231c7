"""Great Britain as NESO tells it: three nestings, regions without actual values, postcodes."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.neso import DEFAULT, neso
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC).timestamp()
HALF, HOUR = 1800.0, 3600.0


def _want(code: str, start: float, end: float, tense: Tense = Tense.ACTUAL) -> Want:
    return Want(Zone(code, code, "part"), NOON + start, NOON + end, tense)


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(NOON + seconds, UTC).strftime("%Y-%m-%dT%H:%MZ")


def _slot(place: int, **intensity: float | None) -> dict[str, object]:
    """Half an hour, the place-th after noon, in the provider's form."""
    return {
        "from": _stamp(place * HALF),
        "to": _stamp((place + 1) * HALF),
        "intensity": {**intensity, "index": "low"},
    }


def _fetched(
    want: Want, path: str, body: object, *, status: int = 200, at: float = 0.0
) -> tuple[Reading, ...]:
    text = body if isinstance(body, str) else json.dumps(body)
    recording = Recording(DEFAULT + path, text, status=status)
    door = ReplayDoor([recording], at_unix_seconds=NOON + at)
    return asyncio.run(neso({}).fetch(want, door))


NATIONAL = "/intensity/2024-05-01T11:01Z/2024-05-01T12:30Z"
LONDON = "/regional/intensity/2024-05-01T11:01Z/2024-05-01T12:30Z/regionid/13"
POSTCODE = "/regional/intensity/2024-05-01T11:01Z/2024-05-01T12:30Z/postcode/EC1A"


@pytest.mark.parametrize(
    ("want", "serves"),
    [
        (_want("GB", 0, 1), True),
        (_want("GB-NESO-1", 0, 1, Tense.FORECAST), True),
        (_want("GB-NESO-17", 0, 1), True),
        (_want("GB-PC-EC1A", 0, 1), True),
        (_want("GB-NESO-18", 0, 1), False),
        (_want("GB-NESO-0", 0, 1), False),
        (_want("FR", 0, 1), False),
        (_want("GB", 0, 1, Tense.ESTIMATED), False),
        (Want(Zone("GB", "", ""), 0, 1, scope=Scope.LIFECYCLE), False),
        (Want(Zone("GB", "", ""), 0, 1, response=Response.MARGINAL), False),
        (Want(Zone("GB", "", ""), 0, 1, flow=Flow.PRODUCTION), False),
        (Want(Zone("GB", "", ""), 0, 1, flow=Flow.CONSUMPTION), True),
    ],
)
def test_it_serves_what_is_its_own(want: Want, serves: bool) -> None:  # noqa: FBT001 - a case of the test
    """Great Britain, 17 regions and postcodes; average, direct, as consumed; nothing else."""
    assert neso({}).serves(want) is serves


def test_the_country_has_actual_values_and_what_lies_ahead() -> None:
    """Null is a gap; of the forecasts only those that are of the future are ones."""
    body = {
        "data": [_slot(n, forecast=200 + n, actual=100 + n if n < 0 else None) for n in (-2, -1, 0)]
    }

    actual, forecast = _fetched(_want("GB", -HOUR, HALF), NATIONAL, body, at=60.0)

    assert actual.signal.tense is Tense.ACTUAL
    assert actual.series.values.tolist() == [98.0, 99.0]
    assert actual.series.edges_seconds.tolist() == [NOON - HOUR, NOON - HALF, NOON]
    assert forecast.signal.tense is Tense.FORECAST
    assert forecast.series.values.tolist() == [200.0]
    assert (actual.signal.flow, actual.signal.scope) == (Flow.CONSUMPTION, Scope.DIRECT)


def test_a_region_has_estimates_only() -> None:
    """What a region has of the past is a model's, is called estimated, and a note says so."""
    rows = [_slot(n, forecast=300 + n) for n in (-2, -1, 0, 1)]
    body = {"data": {"regionid": 13, "shortname": "London", "data": rows}}

    past, ahead = _fetched(_want("GB-NESO-13", -HOUR, HALF), LONDON, body, at=60.0)

    assert past.signal.tense is Tense.ESTIMATED
    assert past.series.values.tolist() == [298.0, 299.0, 300.0]
    assert [note.code for note in past.notes] == ["region-estimated"]
    assert ahead.signal.tense is Tense.FORECAST
    assert ahead.series.values.tolist() == [300.0, 301.0]


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"regionid": 13, "data": [_slot(-1, forecast=5)]}},
        {"data": [{"regionid": 13, "data": [_slot(-1, forecast=5)]}]},
        {
            "data": [
                _slot(-1)
                | {
                    "regions": [
                        {"regionid": 12, "intensity": {"forecast": 9}},
                        {"regionid": 13, "intensity": {"forecast": 5}},
                    ]
                }
            ]
        },
    ],
    ids=["object", "list of one", "periods of regions"],
)
def test_a_region_is_read_in_each_of_three_nestings(body: object) -> None:
    """As an object, as a list of one object, and as periods that hold all regions."""
    (past,) = _fetched(_want("GB-NESO-13", -HOUR, HALF), LONDON, body)

    assert past.series.values.tolist() == [5.0]


def test_a_postcode_is_asked_for_by_its_outward_code() -> None:
    """The answer names the postcode, and is read as one of a region."""
    body = {"data": {"regionid": 13, "postcode": "EC1A", "data": [_slot(-1, forecast=5)]}}

    (past,) = _fetched(_want("GB-PC-EC1A", -HOUR, HALF), POSTCODE, body)

    assert past.signal.zone == "GB-PC-EC1A"


def test_a_forecast_begins_with_the_present_half_hour() -> None:
    """Asked a minute into the half hour, so that the slot that ended before does not come."""
    want = _want("GB", -10 * 60, 48 * HOUR + 5 * 60, Tense.FORECAST)
    path = "/intensity/2024-05-01T12:01Z/fw48h"

    (forecast,) = _fetched(want, path, {"data": [_slot(0, forecast=7, actual=None)]}, at=300)

    assert forecast.series.edges_seconds.tolist() == [NOON, NOON + HALF]


def test_values_below_zero_are_told_as_they_came() -> None:
    """A model of flows gives some; they are taken out later, by what looks at all providers."""
    body = {"data": {"regionid": 13, "data": [_slot(-1, forecast=-8)]}}

    (past,) = _fetched(_want("GB-NESO-13", -HOUR, HALF), LONDON, body)

    assert past.series.values.tolist() == [-8.0]


@pytest.mark.parametrize(("status", "body"), [(400, "{}"), (404, ""), (200, ""), (200, " \n")])
def test_an_unknown_postcode_is_nothing(status: int, body: str) -> None:
    """It is answered with a fault or with nothing, and is no answer that something is wrong."""
    assert _fetched(_want("GB-PC-EC1A", -HOUR, HALF), POSTCODE, body, status=status) == ()


def test_all_null_is_nothing() -> None:
    """Where the provider knows nothing of a time there is no reading."""
    body = {"data": [_slot(-1, forecast=None, actual=None)]}

    assert _fetched(_want("GB", -HOUR, HALF), NATIONAL, body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>maintenance</html>",
        '{"data": [',
        "[]",
        "{}",
        '{"data": null}',
        '{"data": {}}',
        '{"data": [7]}',
        '{"data": [{"from": "yesterday", "to": "today", "intensity": {"actual": 1}}]}',
        '{"data": [{"from": "2024-05-01T11:00", "to": "2024-05-01T11:30", "intensity": {}}]}',
        '{"data": [{"from": "2024-05-01T11:00Z", "to": "2024-05-02T11:30Z", "intensity": {}}]}',
        '{"data": [{"from": "2024-05-01T11:30Z", "to": "2024-05-01T11:00Z", "intensity": {}}]}',
        (
            '{"data": [{"from": "2024-05-01T11:00Z", "to": "2024-05-01T11:30Z",'
            ' "intensity": {"actual": "many"}}]}'
        ),
        (
            '{"data": [{"from": "2024-05-01T11:00Z", "to": "2024-05-01T11:30Z",'
            ' "intensity": {"actual": NaN}}]}'
        ),
        '{"error": {"code": "400 Bad Request", "message": "x"}}',
    ],
)
def test_garbage_is_refused(body: str) -> None:
    """Nothing, HTML, half an answer, another form, times and values that are none."""
    with pytest.raises(ProviderAnswerError):
        _fetched(_want("GB", -HOUR, HALF), NATIONAL, body)


@pytest.mark.parametrize(
    "data",
    [
        {"regionid": 12, "data": [_slot(-1, forecast=5)]},
        {"data": [_slot(-1, forecast=5)]},
        [{"regionid": 13, "data": []}, {"regionid": 12, "data": []}],
        [_slot(-1) | {"regions": [{"regionid": 12, "intensity": {"forecast": 9}}]}],
    ],
)
def test_an_answer_of_another_region_is_refused(data: object) -> None:
    """A number of the wrong place is worse than none."""
    with pytest.raises(ProviderAnswerError):
        _fetched(_want("GB-NESO-13", -HOUR, HALF), LONDON, {"data": data})


def test_two_values_for_one_time_are_refused() -> None:
    """Which of them is true nobody can say."""
    body = {"data": [_slot(-1, actual=1), _slot(-1, actual=2)]}

    with pytest.raises(ProviderAnswerError, match="one series"):
        _fetched(_want("GB", -HOUR, HALF), NATIONAL, body)


def test_another_zone_is_not_asked_for() -> None:
    """A zone that is not its own is nothing, and no request."""
    door = ReplayDoor([])

    assert asyncio.run(neso({}).fetch(_want("FR", 0, 1), door)) == ()
    assert door.asked == ()
