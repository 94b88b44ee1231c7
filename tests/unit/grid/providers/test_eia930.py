"""EIA's rows become hours that end at their label, page by page, whatever a value is written as."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.eia930 import PATH, ROWS_COUNT, eia930
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://eia.invalid/v2"
URL = f"{HERE}{PATH}"
SAMPLES = Path(__file__).parents[4] / "../shared/grid/samples/eia930"
START = datetime.fromisoformat("2022-10-31T10:00:00Z").timestamp()


def _want(zone: str = "US-CAL-CISO", hours: float = 2.0) -> Want:
    return Want(Zone(zone, zone, "part", "US"), START, START + hours * 3600.0)


def _row(hour: int, fuel: str, value: object, name: str = "", **more: object) -> dict[str, object]:
    return {
        "period": f"2022-10-31T{hour:02d}",
        "respondent": "CISO",
        "fueltype": fuel,
        "type-name": name or fuel,
        "value": value,
        "value-units": "megawatthours",
        **more,
    }


def _body(*rows: Mapping[str, object]) -> str:
    return json.dumps({"response": {"total": len(rows), "data": rows}, "apiVersion": "2.1.4"})


def _fetch(body: str | bytes, want: Want | None = None) -> tuple[Reading, ...]:
    door = ReplayDoor([Recording(URL, body)])
    return asyncio.run(eia930({"eia930": "secret"}, HERE).fetch(want or _want(), door))


GAS = [_row(11, "NG", 100), _row(12, "NG", 300)]
SUN = [_row(11, "SUN", 300), _row(12, "SUN", 100)]


def test_a_row_is_the_hour_that_ends_at_its_label() -> None:
    """The row of 11 holds from 10 to 11 UTC: a quarter gas at 394 g/kWh, then three quarters."""
    (found,) = _fetch(_body(*GAS, *SUN))

    assert found.series.edges_seconds.tolist() == [START, START + 3600.0, START + 7200.0]
    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert found.signal.zone == "US-CAL-CISO"
    assert found.signal.flow is Flow.PRODUCTION


def test_it_asks_for_the_hours_that_end_within_what_is_wanted() -> None:
    """From 10:00 to 12:00 are the hours that end at 11 and at 12; half an hour more adds one."""
    for more, last in ((2.0, "2022-10-31T12"), (2.5, "2022-10-31T13")):
        door = ReplayDoor([Recording(URL, _body())])
        asyncio.run(eia930({"eia930": "secret"}, HERE).fetch(_want(hours=more), door))

        (asked,) = door.asked
        assert asked.params == {
            "api_key": "secret",
            "frequency": "hourly",
            "data[]": "value",
            "facets[respondent][]": "CISO",
            "start": "2022-10-31T11",
            "end": last,
            "sort[0][column]": "period",
            "sort[0][direction]": "asc",
            "offset": "0",
            "length": str(ROWS_COUNT),
        }


@pytest.mark.parametrize("value", [100, 100.0, "100", " 1e2 "])
def test_a_value_may_be_written_as_text(value: object) -> None:
    """Versions of the interface differ: a number, or a text that holds one."""
    (found,) = _fetch(_body(_row(11, "NG", value), _row(11, "SUN", 300)))

    assert found.series.values.tolist() == pytest.approx([98.5])


def test_a_null_is_a_gap() -> None:
    """Gas that is not known for an hour is not taken to be zero."""
    nothing = [_row(11, "NG", 1), _row(12, "NG", None), _row(13, "NG", 1)]
    suns = [_row(hour, "SUN", 1) for hour in (11, 12, 13)]
    (found,) = _fetch(_body(*nothing, *suns))

    assert len(found.series.known_stretches()) == 2
    assert [note.code for note in found.notes] == ["generation-silent"]


def test_storage_is_left_out_and_pumping_counts_as_none() -> None:
    """Batteries and pumped storage of their own; before that, water power below zero."""
    (found,) = _fetch(
        _body(
            *GAS,
            *SUN,
            _row(11, "BAT", -500),
            _row(12, "PS", 500),
            _row(11, "WAT", -5),
            _row(12, "WAT", 0),
            _row(11, "UES", 9, "Unknown energy storage"),
        )
    )

    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert [note.code for note in found.notes] == ["generation-apart", "generation-negative"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Solar with integrated battery storage", 197.0),
        ("Wind without integrated battery storage", 197.0),
        ("Hydropower excluding pumped storage", 197.0),
        ("Geothermal", 197.0),
        ("Petroleum", (394.0 + 935.0) / 2),
    ],
)
def test_a_source_of_a_later_year_is_what_its_name_says(name: str, expected: float) -> None:
    """A code nobody knew is told by its name: half gas, half that source."""
    (found,) = _fetch(_body(_row(11, "NG", 100), _row(11, "ZZZ", 100, name)))

    assert found.series.values.tolist() == pytest.approx([expected])


def test_it_reads_page_after_page() -> None:
    """An answer ends at 5,000 rows; the rest is asked for until a page is not full."""
    first = [_row(11, "NG", 100)] * ROWS_COUNT
    pages = [
        Recording(URL, _body(*first)),
        Recording(URL, _body(_row(11, "SUN", 300))),
    ]
    door = ReplayDoor(pages)
    (found,) = asyncio.run(eia930({"eia930": "secret"}, HERE).fetch(_want(), door))

    assert [asked.params["offset"] for asked in door.asked] == ["0", str(ROWS_COUNT)]
    assert found.series.values.tolist() == pytest.approx([98.5])


def test_an_answer_without_an_end_is_refused() -> None:
    """A server that gives the same full page for ever is not asked for ever."""
    body = _body(*[_row(11, "NG", 100)] * ROWS_COUNT)
    door = ReplayDoor([Recording(URL, body)])

    with pytest.raises(ProviderAnswerError, match="without an end"):
        asyncio.run(eia930({"eia930": "secret"}, HERE).fetch(_want(), door))
    assert len(door.asked) <= 20


@pytest.mark.parametrize(
    "body",
    [
        "<html/>",
        "[]",
        '{"response": {}}',
        '{"response": {"data": [7]}}',
        _body(_row(11, "NG", 1, respondent="PJM")),
        _body(_row(11, "NG", 1, **{"value-units": "gigawatthours"})),
        _body(_row(11, "NG", 1, period="2022-10-31")),
        _body(_row(11, "NG", 1, period="2022-10-31T11-07")),
        _body(_row(11, "NG", 1, period="2022-10-32T11")),
        _body(_row(11, "NG", 1, period="0001-01-01T00")),
        _body(_row(11, "NG", "much")),
        _body(_row(11, "NG", "nan")),
        _body(_row(11, "NG", True)),  # noqa: FBT003 - rubbish in a row
        _body(_row(11, "NG", 1e15)),
        _body(_row(11, "NG", "1e15")),
        _body(_row(11, "NG", 1), _row(11, "NG", 2)),
    ],
)
def test_rubbish_is_refused(body: str) -> None:
    """Pages, other shapes, other respondents and units, and numbers and times that cannot be."""
    with pytest.raises(ProviderAnswerError):
        _fetch(body)


def test_without_a_key_it_is_not_asked() -> None:
    """The error says where to get one and where to put it."""
    with pytest.raises(ProviderRefusedError, match="WHOLEPRINT_KEY_EIA930"):
        asyncio.run(eia930({}, HERE).fetch(_want(), ReplayDoor([])))


def test_it_serves_balancing_authorities() -> None:
    """Not states, nor eGRID's subregions, nor the country; no forecast, none as consumed."""
    provider, zone = eia930({}), _want().zone

    for code in ("US-CAL-CISO", "US-MIDA-PJM", "US-TEX-ERCO", "US-CAR-SC"):
        assert provider.serves(_want(code))
    assert provider.serves(Want(zone, 0.0, 1.0, scope=Scope.LIFECYCLE))
    for code in ("US", "US-CA", "US-EGRID-CAMX", "FR"):
        assert not provider.serves(_want(code))
    for other in (
        Want(zone, 0.0, 1.0, Tense.FORECAST),
        Want(zone, 0.0, 1.0, response=Response.MARGINAL),
        Want(zone, 0.0, 1.0, flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)


def _recorded(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the recorded answer {name} is not here")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "zone", "values"),
    [
        # One source alone: its own factor, where it makes anything.
        ("US-NW-PGE-with-nulls.json", "US-NW-PGE", [394.0]),
        ("US_NW_BPAT-wind.json", "US-NW-BPAT", [0.0, 0.0]),
        ("US_SW_SRP-hydro.json", "US-SW-SRP", [0.0]),
        ("US_CAL_IID-battery_storage.json", "US-CAL-EIA", None),
    ],
)
def test_recorded_generation_is_read(name: str, zone: str, values: list[float] | None) -> None:
    """Recorded rows of one source: null is no value, water below zero makes none, storage none."""
    found = _fetch(_recorded(name), _want(zone))

    assert [reading.series.values.tolist() for reading in found] == ([values] if values else [])


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("US-NW-BPAT-US-NW-NWMT-exchange.json", "US-NW-BPAT"),
        ("US_NW_BPAT-consumption.json", "US-NW-BPAT"),
    ],
)
def test_recorded_answers_to_other_questions_are_refused(name: str, zone: str) -> None:
    """Exchange and demand are no generation by source."""
    with pytest.raises(ProviderAnswerError, match="EIA-930"):
        _fetch(_recorded(name), _want(zone))
