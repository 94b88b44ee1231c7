"""Elexon's rows become half hours in UTC by their start time, whatever their period is called."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.elexon import elexon
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://elexon.invalid/bmrs/api/v1"
HALF_HOURS, FIVE_MINUTES = (f"{HERE}/datasets/{name}/stream" for name in ("FUELHH", "FUELINST"))
GB = Zone("GB", "United Kingdom", "country")
SAMPLES = Path(__file__).parents[4] / "../shared/grid/samples/elexon"


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


START = _seconds("2026-06-12T22:30:00Z")


def _want(hours: float = 24.0, zone: Zone = GB, **kinds: Any) -> Want:
    return Want(zone, START, START + hours * 3600.0, **kinds)


def _row(
    start: str, fuel: str, value: object, dataset: str = "FUELHH", period: int = 48
) -> dict[str, object]:
    return {
        "dataset": dataset,
        "publishTime": "2026-06-12T23:00:00Z",
        "startTime": f"2026-06-12T{start}:00Z",
        "settlementDate": "2026-06-12",
        "settlementPeriod": period,
        "fuelType": fuel,
        "generation": value,
    }


def _fetch(
    *rows: Mapping[str, object], url: str = HALF_HOURS, hours: float = 24.0, **kinds: Any
) -> tuple[Reading, ...]:
    door = ReplayDoor([Recording(url, json.dumps(rows))])
    return asyncio.run(elexon({}, HERE).fetch(_want(hours, **kinds), door))


GAS = [_row("22:30", "CCGT", 100), _row("23:00", "CCGT", 300)]
WIND = [_row("22:30", "WIND", 300), _row("23:00", "WIND", 100)]


def test_a_row_is_the_half_hour_that_begins_at_its_start_time() -> None:
    """Period 48 of a summer day begins at 22:30 UTC: the period is local, its start is not."""
    (found,) = _fetch(*GAS, *WIND)

    assert found.series.edges_seconds.tolist() == [START, START + 1800.0, START + 3600.0]
    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert found.signal.flow is Flow.PRODUCTION


def test_what_it_does_not_see_is_said() -> None:
    """Panels and small wind parks feed in below the transmission grid."""
    (found,) = _fetch(*GAS, *WIND)

    assert [note.code for note in found.notes] == ["generation-unseen"]


def test_cables_and_pumped_storage_are_left_out() -> None:
    """Interconnectors all begin with INT, also those of later years."""
    more = [_row("22:30", fuel, 900) for fuel in ("INTFR", "INTNEW", "PS")]
    (found,) = _fetch(*GAS, *WIND, *more)

    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert found.notes[0].code == "generation-apart"
    assert "INTFR, INTNEW, PS" in found.notes[0].message


def test_open_cycle_gas_carries_more() -> None:
    """651 g/kWh direct by NESO; over the life cycle 747, as the table says."""
    row = _row("22:30", "OCGT", 5)

    assert _fetch(row)[0].series.values.tolist() == [651.0]
    assert _fetch(row, scope=Scope.LIFECYCLE)[0].series.values.tolist() == [747.0]


def test_days_are_asked_for_by_their_local_date() -> None:
    """23:30 British summer time is of the 12th, though 22:30 UTC, and a day later of the 13th."""
    door = ReplayDoor([Recording(HALF_HOURS, "[]")])

    assert asyncio.run(elexon({}, f"{HERE}/").fetch(_want(), door)) == ()
    (asked,) = door.asked
    assert asked.params == {"settlementDateFrom": "2026-06-12", "settlementDateTo": "2026-06-13"}


def test_short_stretches_are_asked_for_every_five_minutes() -> None:
    """Values are published when their five minutes are over: the first ends at 22:35."""
    rows = [
        _row("22:30", "CCGT", 100, "FUELINST"),
        _row("22:35", "CCGT", 300, "FUELINST"),
    ]
    door = ReplayDoor([Recording(FIVE_MINUTES, json.dumps(rows))])
    (found,) = asyncio.run(elexon({}, HERE).fetch(_want(1.0), door))

    assert found.series.edges_seconds.tolist() == [START, START + 300.0, START + 600.0]
    (asked,) = door.asked
    assert asked.params == {
        "publishDateTimeFrom": "2026-06-12T22:35Z",
        "publishDateTimeTo": "2026-06-12T23:30Z",
    }


def test_an_object_that_holds_the_list_is_read_too() -> None:
    """The same dataset that is not streamed comes as an object."""
    door = ReplayDoor([Recording(HALF_HOURS, json.dumps({"data": GAS}))])
    (found,) = asyncio.run(elexon({}, HERE).fetch(_want(), door))

    assert found.series.values.tolist() == [394.0, 394.0]


@pytest.mark.parametrize(
    "rows",
    [
        [7],
        [{}],
        [_row("22:30", "CCGT", "100")],
        [_row("22:30", "CCGT", 1e12)],
        [_row("22:30", "CCGT", 1, "WINDFOR")],
        [_row("22:30", "CCGT", 1), _row("22:30", "CCGT", 2)],
        [_row("22:30", "CCGT", 1), _row("22:45", "CCGT", 1)],
        [_row("22:30", "CCGT", 1) | {"startTime": "2026-06-12 22:30"}],
        [_row("22:30", "CCGT", 1) | {"startTime": None}],
        [_row("22:30", "CCGT", 1) | {"fuelType": 3}],
    ],
)
def test_rubbish_is_refused(rows: list[object]) -> None:
    """Other datasets, times without an offset, and two values for one time."""
    door = ReplayDoor([Recording(HALF_HOURS, json.dumps(rows))])
    with pytest.raises(ProviderAnswerError, match="Elexon"):
        asyncio.run(elexon({}, HERE).fetch(_want(), door))


@pytest.mark.parametrize("name", ["bmunits.json", "bmvalues.json", "boalf.json"])
def test_answers_to_other_questions_are_refused(name: str) -> None:
    """Units and their levels are no generation by fuel."""
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the answer {name} is not here")
    door = ReplayDoor([Recording(HALF_HOURS, path.read_bytes())])

    with pytest.raises(ProviderAnswerError, match="Elexon"):
        asyncio.run(elexon({}, HERE).fetch(_want(), door))


def test_it_serves_great_britain_as_it_was() -> None:
    """Either scope; no region, no forecast, none as consumed."""
    provider = elexon({})

    assert provider.serves(_want())
    assert provider.serves(_want(scope=Scope.LIFECYCLE))
    for other in (
        _want(zone=Zone("GB-LONDON", "London", "part", "GB")),
        _want(tense=Tense.FORECAST),
        _want(response=Response.MARGINAL),
        _want(flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)
