"""OpenElectricity's blocks become five-minute steps, asked for by the clock of the network."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.openelectricity import openelectricity
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://openelectricity.invalid/v4"
EAST, WEST = (f"{HERE}/data/network/{code}" for code in ("NEM", "WEM"))
SAMPLES = Path(__file__).parents[4] / "../shared/grid/samples/openelectricity"
KEY = {"openelectricity": "secret"}
START = datetime.fromisoformat("2025-07-23T01:45:00+10:00").timestamp()


def _want(code: str = "AU-TAS", **kinds: Any) -> Want:
    return Want(Zone(code, code, "part", "AU"), START, START + 600.0, **kinds)


def _result(fuel: str, *values: float | None, region: str = "TAS1") -> dict[str, object]:
    return {
        "name": f"power_{region}|{fuel}",
        "columns": {"region": region, "fueltech": fuel},
        "data": [[f"2025-07-23T01:{45 + 5 * n}:00+10:00", v] for n, v in enumerate(values)],
    }


def _body(*results: dict[str, object], **more: object) -> str:
    block = {"network_code": "NEM", "metric": "power", "unit": "MW", "interval": "5m"}
    return json.dumps(
        {
            "version": "4.4.5",
            "success": True,
            "error": None,
            "data": [block | {"results": results} | more],
        }
    )


def _fetch(body: str | bytes, want: Want | None = None) -> tuple[Reading, ...]:
    door = ReplayDoor([Recording(EAST, body)])
    return asyncio.run(openelectricity(KEY, HERE).fetch(want or _want(), door))


GAS, WATER = _result("GAS_CCGT", 100.0, 300.0), _result("HYDRO", 300.0, 100.0)


def test_times_carry_their_offset_and_begin_five_minutes() -> None:
    """A quarter of gas at 394 g/kWh beside water, then three quarters."""
    (found,) = _fetch(_body(GAS, WATER))

    assert found.series.edges_seconds.tolist() == [START, START + 300.0, START + 600.0]
    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert found.version == "API 4.4.5"


@pytest.mark.parametrize(
    ("code", "url", "clock"),
    [("AU-NSW", EAST, "2025-07-23T01:45:00"), ("AU-WA", WEST, "2025-07-22T23:45:00")],
)
def test_it_asks_by_the_clock_of_the_network(code: str, url: str, clock: str) -> None:
    """Naive times, at +10:00 in the east and +08:00 in the west; the key is in a header."""
    door = ReplayDoor([Recording(url, json.dumps({"data": []}))])

    assert asyncio.run(openelectricity(KEY, f"{HERE}/").fetch(_want(code), door)) == ()
    (asked,) = door.asked
    assert asked.params["date_start"] == clock
    assert asked.params["interval"] == "5m"
    assert asked.header_names == ("Authorization",)
    assert "secret" not in str(asked)


def test_storage_and_trade_are_left_out() -> None:
    """Batteries either way, pumps, and what crosses the border of the region."""
    apart = ("BATTERY_CHARGING", "battery_discharging", "PUMPS", "IMPORTS", "EXPORTS")
    (found,) = _fetch(_body(GAS, WATER, *[_result(name, 900.0, 900.0) for name in apart]))

    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert [note.code for note in found.notes] == ["generation-apart"]


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("coal_brown", 937.0),
        ("COAL_BLACK", 937.0),
        ("GAS_OCGT", 651.0),
        ("gas_recip", 394.0),
        ("DISTILLATE", 935.0),
        ("bioenergy_biogas", 120.0),
        ("SOLAR_ROOFTOP", 0.0),
        ("solar_utility", 0.0),
        ("WIND", 0.0),
    ],
)
def test_each_technology_is_a_fuel(name: str, factor: float) -> None:
    """The name begins with the fuel, in either case."""
    assert _fetch(_body(_result(name, 5.0)))[0].series.values.tolist() == [factor]


def test_other_regions_and_other_metrics_are_passed_over() -> None:
    """One answer may hold all regions of the network, and emissions beside power."""
    other = _result("COAL_BLACK", 900.0, 900.0, region="NSW1")
    (found,) = _fetch(_body(GAS, WATER, other))

    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert _fetch(_body(GAS, metric="emissions")) == ()


def test_without_a_key_it_is_not_asked() -> None:
    """The error says where to put it."""
    with pytest.raises(ProviderRefusedError, match="WHOLEPRINT_KEY_OPENELECTRICITY"):
        asyncio.run(openelectricity({}, HERE).fetch(_want(), ReplayDoor([])))


def test_that_it_is_not_for_commercial_use_is_told() -> None:
    """The licence stands in what is told of the provider and kept with every number."""
    assert "NC" in openelectricity({}).about.licence


@pytest.mark.parametrize(
    "body",
    [
        "<html/>",
        "[]",
        json.dumps({"success": False, "data": []}),
        json.dumps({"data": [{}]}),
        _body(GAS, network_code="WEM"),
        _body(GAS, unit="GW"),
        _body(GAS, interval="1h"),
        _body(GAS | {"columns": None}),
        _body(GAS | {"columns": {"region": "TAS1"}}),
        _body(GAS | {"data": [["2025-07-23T01:45:00", 1.0]]}),
        _body(GAS | {"data": [["2025-07-23T01:45:00+10:00"]]}),
        _body(GAS | {"data": [["2025-07-23T01:45:00+10:00", "1"]]}),
        _body(GAS, _result("GAS_CCGT", 1.0)),
    ],
)
def test_rubbish_is_refused(body: str) -> None:
    """Other networks, units and steps, times without an offset, two values for one time."""
    with pytest.raises(ProviderAnswerError, match="OpenElectricity"):
        _fetch(body)


def test_it_serves_states_with_a_network() -> None:
    """Not the country, nor the Northern Territory; no forecast, none as consumed."""
    provider = openelectricity({})

    for code in ("AU-NSW", "AU-QLD", "AU-SA", "AU-TAS", "AU-VIC", "AU-WA"):
        assert provider.serves(_want(code))
    assert provider.serves(_want(scope=Scope.LIFECYCLE))
    for other in (
        _want("AU"),
        _want("AU-NT"),
        _want(tense=Tense.FORECAST),
        _want(response=Response.MARGINAL),
        _want(flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)


def _recorded(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the recorded answer {name} is not here")
    return path.read_bytes()


def test_a_recorded_day_of_tasmania_is_read() -> None:
    """Water and wind with a little gas: clean, and never as much as gas alone.

    The first six steps have no value for water and wind: they are not there.
    """
    (found,) = _fetch(_recorded("OPENNEM_AU-TAS.v4.json"))

    assert found.series.values.size == 282
    assert found.series.edges_seconds[0] == START + 6 * 300.0
    assert np.all((found.series.values >= 0.0) & (found.series.values < 200.0))
    assert [note.code for note in found.notes] == ["generation-apart"]


def test_recorded_demand_is_no_generation() -> None:
    """Another metric answers nothing; the old form of the answer is refused."""
    assert _fetch(_recorded("OPENNEM_demand_AU-NSW.json"), _want("AU-NSW")) == ()
    with pytest.raises(ProviderAnswerError, match="OpenElectricity"):
        _fetch(_recorded("OPENNEM_AU-TAS.json"))
