"""Danish answers become five-minute slots in UTC, one area each, and say what is odd about them."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError, ProviderUnreachableError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.energidataservice import energidataservice
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HERE = "https://dk.invalid"
ACTUAL, AHEAD = f"{HERE}/dataset/CO2Emis", f"{HERE}/dataset/CO2EmisProg"
DK1 = Zone("DK-DK1", "Western Denmark (DK1)", "part", "DK")


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


START = _seconds("2026-09-29T22:00:00Z")


def _want(tense: Tense = Tense.ACTUAL, zone: Zone = DK1, **kinds: object) -> Want:
    return Want(zone, START, START + 900.0, tense, **kinds)  # pyright: ignore[reportArgumentType] - each kind its own


def _row(minute: str, area: str, value: object, date: str = "2026-09-29") -> dict[str, object]:
    # The Danish time is there to be passed over: it is two hours ahead, and comes twice in autumn.
    return {
        "Minutes5UTC": f"{date}T{minute}:00",
        "Minutes5DK": "2026-09-30T00:10:00",
        "PriceArea": area,
        "CO2Emission": value,
    }


def _body(*rows: Mapping[str, object]) -> str:
    return json.dumps({"total": len(rows), "records": rows})


def _fetch(want: Want, *recordings: Recording, at: float = START) -> tuple[Reading, ...]:
    door = ReplayDoor(recordings, at_unix_seconds=at)
    return asyncio.run(energidataservice({}, HERE).fetch(want, door))


def test_each_slot_holds_for_five_minutes_from_its_time_in_utc() -> None:
    """Newest first, as the service answers unasked, or in order: the series is the same."""
    rows = [
        _row("22:10", "DK1", 57.0),
        _row("22:10", "DK2", 30.0),
        _row("22:05", "DK1", 59),
        _row("22:05", "DK2", 30),
    ]
    for order in (rows, rows[::-1]):
        (found,) = _fetch(_want(), Recording(ACTUAL, _body(*order)))

        assert found.series.values.tolist() == [59.0, 57.0]
        assert found.series.edges_seconds.tolist() == [START + 300.0 * n for n in (1, 2, 3)]
        assert found.signal == Signal(
            "DK-DK1", Response.AVERAGE, Scope.DIRECT, Flow.CONSUMPTION, Tense.ACTUAL
        )
        assert found.notes == ()


def test_it_asks_in_utc_for_whole_slots_and_for_all_of_them() -> None:
    """Without a time zone the service takes Danish time, without a limit it gives 100 rows.

    The end is exclusive, so it is rounded up; both areas come in one answer.
    """
    door = ReplayDoor([Recording(ACTUAL, _body())])
    want = Want(DK1, START + 12.0, START + 601.0)

    assert asyncio.run(energidataservice({}, f"{HERE}/").fetch(want, door)) == ()
    (asked,) = door.asked
    assert asked.params == {
        "start": "2026-09-29T22:00",
        "end": "2026-09-29T22:15",
        "timezone": "UTC",
        "filter": '{"PriceArea":["DK1","DK2"]}',
        "columns": "Minutes5UTC,PriceArea,CO2Emission",
        "sort": "Minutes5UTC ASC",
        "limit": "0",
    }
    assert asked.header_names == ()


def test_a_missing_slot_and_a_null_are_gaps() -> None:
    """Slots are missing at times, as at 2022-07-26 09:05; nothing is put in their place."""
    rows = [_row("22:00", "DK1", 10), _row("22:05", "DK1", None), _row("22:15", "DK1", 12)]

    (found,) = _fetch(_want(), Recording(ACTUAL, _body(*rows)))

    assert found.series.known_stretches() == [(START, START + 300.0), (START + 900, START + 1200)]


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    """In the night to 2026-10-25 Danish clocks go back; by the field in UTC nothing happens."""
    rows = [_row(f"{hour:02d}:30", "DK1", hour, "2026-10-25") for hour in (0, 1)]

    (found,) = _fetch(_want(), Recording(ACTUAL, _body(*rows)))

    first, second = found.series.known_stretches()
    assert second[0] - first[0] == 3600.0


def test_what_denmark_cannot_carry_is_taken_out() -> None:
    """A broken model's 900 g, and a value below nothing, become gaps with a note each."""
    rows = [_row("22:00", "DK1", 900), _row("22:05", "DK1", 110), _row("22:10", "DK1", -921)]

    (found,) = _fetch(_want(), Recording(ACTUAL, _body(*rows)))

    assert found.series.known_stretches() == [(START + 300.0, START + 600.0)]
    assert [note.code for note in found.notes] == ["intensity-negative", "intensity-out-of-range"]


def test_equal_areas_are_said() -> None:
    """Until June 2023 both areas had one value: more than half of an hour's slots equal is said.

    Few equal slots are chance: the values are whole numbers.
    """
    minutes = [f"22:{5 * n:02d}" for n in range(12)]
    equal = [_row(m, area, 100 + n) for n, m in enumerate(minutes) for area in ("DK1", "DK2")]
    apart = [_row(m, "DK1", 100 + n) for n, m in enumerate(minutes)]
    apart += [_row(m, "DK2", 100 + (n % 3)) for n, m in enumerate(minutes)]

    (same,) = _fetch(_want(), Recording(ACTUAL, _body(*equal)))
    (other,) = _fetch(_want(), Recording(ACTUAL, _body(*apart)))
    (few,) = _fetch(_want(), Recording(ACTUAL, _body(*equal[:10])))

    assert [note.code for note in same.notes] == ["zones-not-told-apart"]
    assert "12 of 12" in same.notes[0].message
    assert other.notes == few.notes == ()


def test_a_forecast_of_what_is_over_is_no_forecast_as_issued() -> None:
    """Energinet overwrites: slots that were over when fetched are said to be so."""
    rows = [_row("22:00", "DK1", 10), _row("22:05", "DK1", 11), _row("22:10", "DK1", 12)]

    (ahead,) = _fetch(_want(Tense.FORECAST), Recording(AHEAD, _body(*rows)))
    (late,) = _fetch(_want(Tense.FORECAST), Recording(AHEAD, _body(*rows)), at=START + 700.0)

    assert ahead.signal.tense is Tense.FORECAST
    assert ahead.notes == ()
    assert ahead.issued_unix_seconds is None
    assert [note.code for note in late.notes] == ["forecast-overwritten"]
    assert "2 of 3" in late.notes[0].message


@pytest.mark.parametrize(
    "want",
    [
        _want(zone=Zone("DK", "Denmark", "country")),
        _want(zone=Zone("SE", "Sweden", "country")),
        _want(Tense.ESTIMATED),
        _want(scope=Scope.LIFECYCLE),
        _want(response=Response.MARGINAL),
        _want(flow=Flow.PRODUCTION),
    ],
)
def test_it_serves_nothing_else(want: Want) -> None:
    """Denmark as a whole is not the plain mean of its areas, and no other kind is stated."""
    assert not energidataservice({}).serves(want)


def test_it_serves_both_areas() -> None:
    """DK1 and DK2, seen and foreseen."""
    dk2 = Zone("DK-DK2", "Eastern Denmark (DK2)", "part", "DK")
    assert all(
        energidataservice({}).serves(_want(tense, zone))
        for zone in (DK1, dk2)
        for tense in (Tense.ACTUAL, Tense.FORECAST)
    )


@pytest.mark.parametrize(
    "body",
    [
        "<html>maintenance</html>",
        "[]",
        '{"total": 0}',
        '{"records": null}',
        '{"records": [7]}',
        _body({"PriceArea": "DK1", "CO2Emission": 5}),
        _body({"PriceArea": "DK1", "Minutes5UTC": "2026-09-29T22:00:00", "SolarPower": 5}),
        _body(_row("22:00", "DK1", "57")),
        _body(_row("25:00", "DK1", 57)),
        _body(_row("22:00", "DK1", 57), _row("22:00", "DK1", 58)),
        _body(_row("22:00", "DK1", 57), _row("22:03", "DK1", 58)),
    ],
)
def test_rubbish_is_refused(body: str) -> None:
    """Pages, other shapes, and two values for one slot are an error of the answer."""
    with pytest.raises(ProviderAnswerError):
        _fetch(_want(), Recording(ACTUAL, body))


@pytest.mark.parametrize(
    ("faults", "kind"),
    [
        ([Recording(ACTUAL, status=503)], ProviderUnreachableError),
        ([Recording(ACTUAL, cut=True)], ProviderUnreachableError),
        ([Recording(ACTUAL, delay_seconds=3600.0)], ProviderUnreachableError),
        ([Recording(ACTUAL, status=429)], ProviderUnreachableError),
        ([Recording(ACTUAL, status=403)], ProviderRefusedError),
        ([Recording(ACTUAL, status=400)], ProviderAnswerError),
        ([Recording(ACTUAL, status=302)], ProviderAnswerError),
    ],
)
def test_faults_of_the_way_are_errors_of_their_kind(
    faults: list[Recording], kind: type[Exception]
) -> None:
    """Whatever the door says passes through."""
    with pytest.raises(kind):
        _fetch(_want(), *faults)


def test_a_fault_that_passes_is_got_over() -> None:
    """Too many requests, a broken line, then the answer: the answer counts."""
    good = Recording(ACTUAL, _body(_row("22:00", "DK1", 57)))

    (found,) = _fetch(_want(), Recording(ACTUAL, status=429), Recording(ACTUAL, cut=True), good)

    assert found.series.values.tolist() == [57.0]
