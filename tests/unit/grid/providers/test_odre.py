"""French answers of three shapes become quarters of an hour in UTC, and say what they are."""

import asyncio
import json
from datetime import datetime

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderUnreachableError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.odre import CONSOLIDATED, REAL_TIME, odre
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HERE = "https://fr.invalid"
FRANCE = Zone("FR", "France", "country")
TELEMETRY, SETTLED = "Données temps réel", "Données consolidées"


def _path(dataset: str) -> str:
    return f"{HERE}/api/explore/v2.1/catalog/datasets/{dataset}/exports/json"


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


START = _seconds("2023-09-21T00:00:00Z")


def _row(time: str, value: object, nature: str = TELEMETRY) -> dict[str, object]:
    return {"date_heure": time, "taux_co2": value, "nature": nature}


def _fetch(
    recent: object, older: object = (), start: float = START, hours: float = 1.0
) -> tuple[tuple[Reading, ...], ReplayDoor]:
    door = ReplayDoor(
        [
            Recording(_path(REAL_TIME), json.dumps(recent)),
            Recording(_path(CONSOLIDATED), json.dumps(older)),
        ]
    )
    want = Want(FRANCE, start, start + 3600.0 * hours)
    return asyncio.run(odre({}, HERE).fetch(want, door)), door


QUARTERS = [
    _row("2023-09-21T02:15:00+02:00", 13),  # out of order, and with an offset
    _row("2023-09-21T00:00:00+00:00", 12),
    _row("2023-09-21T00:30:00+00:00", 14),
    _row("2023-09-21T00:45:00+00:00", None),  # still to come
]


@pytest.mark.parametrize(
    "answer",
    [
        QUARTERS,
        {"total_count": 4, "results": QUARTERS},
        {"nhits": 4, "records": [{"datasetid": REAL_TIME, "fields": row} for row in QUARTERS]},
        # In the old form a null is a field that is missing.
        {"records": [{"fields": {k: v for k, v in r.items() if v is not None}} for r in QUARTERS]},
    ],
    ids=["export", "v2.1", "v1", "v1-missing"],
)
def test_every_form_of_answer_says_the_same(answer: object) -> None:
    """An export, a page of v2.1 and one of the old v1 are the same quarters; the future is none."""
    (found,), _ = _fetch(answer)

    assert found.series.values.tolist() == [12.0, 13.0, 14.0]
    assert found.series.edges_seconds.tolist() == [START + 900.0 * n for n in range(4)]
    assert found.signal == Signal(
        "FR", Response.AVERAGE, Scope.DIRECT, Flow.PRODUCTION, Tense.ACTUAL
    )
    assert found.version == TELEMETRY
    assert [note.code for note in found.notes] == ["value-preliminary"]


def test_it_asks_in_utc_for_all_rows_from_the_half_hour() -> None:
    """The window begins on the half hour, so that no half-hourly value is lost at its edge."""
    _, door = _fetch(QUARTERS, start=START + 1000.0, hours=0.25)

    (asked,) = door.asked
    assert asked.url == _path(REAL_TIME)
    assert asked.params == {
        "select": "date_heure,taux_co2,nature",
        "where": "date_heure >= date'2023-09-21T00:00:00Z' AND "
        "date_heure < date'2023-09-21T00:31:40Z'",
        "order_by": "date_heure",
        "timezone": "UTC",
        "limit": "-1",
    }


def test_what_real_time_no_longer_holds_is_asked_consolidated() -> None:
    """Consolidated rows stand on quarters but are valued on halves: each holds half an hour.

    The two follow each other and are told apart by the name RTE gives their state.
    """
    older = [
        _row("2023-09-21T00:00:00+00:00", 20, SETTLED),
        _row("2023-09-21T00:15:00+00:00", None, SETTLED),
        _row("2023-09-21T00:30:00+00:00", 21, SETTLED),
        _row("2023-09-21T00:45:00+00:00", None, SETTLED),
        _row("2023-09-21T02:00:00+00:00", 99, SETTLED),  # where real time has begun
    ]
    recent = [_row("2023-09-21T02:00:00+00:00", 12)]

    (first, second), door = _fetch(recent, older, hours=3)

    assert [asked.url for asked in door.asked] == [_path(REAL_TIME), _path(CONSOLIDATED)]
    assert door.asked[1].params["where"].endswith("< date'2023-09-21T02:00:00Z'")
    assert first.version == SETTLED
    assert first.notes == ()
    assert first.series.edges_seconds.tolist() == [START, START + 1800.0, START + 3600.0]
    assert second.series.known_stretches() == [(START + 7200.0, START + 8100.0)]


def test_consolidated_quarters_stay_quarters() -> None:
    """Where consolidated rows have values on the quarters too, each holds a quarter."""
    older = [
        _row("2023-09-21T00:00:00+00:00", 20, SETTLED),
        _row("2023-09-21T00:15:00+00:00", 22, SETTLED),
    ]

    (found,), _ = _fetch([], older, hours=3)

    assert found.series.edges_seconds.tolist() == [START, START + 900.0, START + 1800.0]


def test_nothing_known_is_nothing() -> None:
    """Only quarters to come, or no rows: no reading."""
    assert _fetch([_row("2023-09-21T00:00:00+00:00", None)])[0] == ()
    assert _fetch([], [], hours=3)[0] == ()


def test_two_values_for_one_time_are_a_gap() -> None:
    """Where clocks go forward the portal has held two rows for one moment; equal ones are one."""
    rows = [
        _row("2023-03-26T01:00:00+00:00", 10),
        _row("2023-03-26T01:00:00+00:00", 10),
        _row("2023-03-26T01:15:00+00:00", 10),
        _row("2023-03-26T03:15:00+02:00", 11),
        _row("2023-03-26T01:30:00+00:00", 12),
    ]
    (found,), _ = _fetch(rows, start=_seconds("2023-03-26T01:00:00Z"))

    assert len(found.series.known_stretches()) == 2
    assert [note.code for note in found.notes] == ["value-preliminary", "values-contradict"]


@pytest.mark.parametrize(
    "body",
    [
        7,
        {"error_code": "ODSQLError", "message": "no such field"},
        [{"taux_co2": 12}],
        [_row("2023-09-21T00:00:00", 12)],
        [_row("2023-09-21T00:00:00+00:00", "12")],
        [_row("2023-09-21T00:00:00+00:00", 12), _row("2023-09-21T00:10:00+00:00", 13)],
    ],
)
def test_rubbish_is_refused(body: object) -> None:
    """Another shape, a time without an offset, rows off the quarters: an error of the answer."""
    with pytest.raises(ProviderAnswerError):
        _fetch(body)


def test_an_outage_passes_through() -> None:
    """The door's errors are not dressed up."""
    door = ReplayDoor([Recording(_path(REAL_TIME), status=502)])
    with pytest.raises(ProviderUnreachableError):
        asyncio.run(odre({}, HERE).fetch(Want(FRANCE, START, START + 900.0), door))


@pytest.mark.parametrize(
    ("want", "serves"),
    [
        (Want(FRANCE, 0.0, 1.0), True),
        (Want(FRANCE, 0.0, 1.0, flow=Flow.PRODUCTION), True),
        (Want(FRANCE, 0.0, 1.0, flow=Flow.CONSUMPTION), False),
        (Want(FRANCE, 0.0, 1.0, Tense.FORECAST), False),
        (Want(FRANCE, 0.0, 1.0, scope=Scope.LIFECYCLE), False),
        (Want(FRANCE, 0.0, 1.0, response=Response.MARGINAL), False),
        (Want(Zone("BE", "Belgium", "country"), 0.0, 1.0), False),
    ],
)
def test_it_serves_france_as_produced(want: Want, serves: bool) -> None:  # noqa: FBT001 - a row of a table
    """RTE's number is of production and of burning; it foresees none."""
    assert odre({}).serves(want) is serves
