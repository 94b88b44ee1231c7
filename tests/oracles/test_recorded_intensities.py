"""Answers as providers really gave them, read by the providers: each says what it should.

The recordings lie beside the project and are no part of it; without them this page is skipped.
"""

import asyncio
import csv
import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import ProviderAnswerError, ProviderRefusedError
from wholeprint.grid.live import Answer, LiveProvider, Parameter, Reading, Want
from wholeprint.grid.providers.electricitymaps import ElectricityMaps
from wholeprint.grid.providers.energidataservice import energidataservice
from wholeprint.grid.providers.energy_charts import energy_charts
from wholeprint.grid.providers.odre import odre
from wholeprint.grid.providers.watttime import PASSWORD, USER, WattTime
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Tense

SHARED = Path(__file__).parents[2] / "../shared/grid"
SAMPLES = SHARED / "samples"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the recorded answers lie beside the project, and are not here"
)


class _Recorded:
    """A door behind which one recorded body lies; a login gets its token."""

    def __init__(self, body: bytes, status: int, at: float) -> None:
        self._body, self._status, self._at = body, status, at

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, Parameter] | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> Answer:
        del params, headers
        if url.endswith("/login"):
            return Answer(200, b'{"token": "t"}', {}, self._at)
        assert self._status == 200 or self._status in also
        return Answer(self._status, self._body, {}, self._at)


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _zone(code: str) -> Zone:
    return Zone(code, code, "country")


def _read(
    provider: LiveProvider, want: Want, path: str | bytes, status: int = 200, at: float = 0.0
) -> tuple[Reading, ...]:
    body = path if isinstance(path, bytes) else (SAMPLES / path).read_bytes()
    assert provider.serves(want)
    return asyncio.run(provider.fetch(want, _Recorded(body, status, at)))


def _maps(now: str) -> ElectricityMaps:
    return ElectricityMaps({"electricitymaps": "k"}, now_seconds=lambda: _seconds(now))


def _watts() -> WattTime:
    return WattTime({USER: "u", PASSWORD: "p"}, now_seconds=lambda: 0.0)


DAY = (_seconds("2022-07-15T00:00:00Z"), _seconds("2022-07-16T00:00:00Z"))
NORTH = Want(_zone("US-CAL-CISO"), *DAY, response=Response.MARGINAL)


@pytest.mark.parametrize(
    ("code", "file", "tense", "values"),
    [
        ("DK-DK1", "CO2Emis_fixture", Tense.ACTUAL, [59.0, 57.0]),
        ("DK-DK2", "CO2Emis_fixture", Tense.ACTUAL, [30.0, 30.0]),
        ("DK-DK1", "CO2EmisProg_fixture", Tense.FORECAST, [72.0, 73.0]),
    ],
)
def test_denmark_in_september_2026(code: str, file: str, tense: Tense, values: list[float]) -> None:
    """Two slots of each area, newest first in the answer: in the series they are in order."""
    (found,) = _read(
        energidataservice({}),
        Want(_zone(code), 0.0, 1.0, tense),
        f"energidataservice/{file}.json",
    )

    assert found.series.values.tolist() == values
    assert found.signal.tense is tense
    assert found.notes == ()


def test_denmark_in_july_2022_had_one_value_for_two_areas() -> None:
    """25 slots of each area, each with the value of the other; the last at 21:55 UTC is 123 g."""
    (found,) = _read(
        energidataservice({}),
        Want(_zone("DK-DK2"), 0.0, 1.0, Tense.FORECAST),
        "energidataservice/CO2EmisProg_endpoint_2022-07-17.json",
    )

    assert found.series.edges_seconds[-1] == _seconds("2022-07-17T22:00:00Z")
    assert found.series.values[-1] == 123.0
    assert len(found.series.values) == 25
    assert [note.code for note in found.notes] == ["zones-not-told-apart"]


def test_a_broken_danish_day_is_taken_out() -> None:
    """On 2022-09-28 the forecast stood at 878 to 1010 g for hours: only 597 g of one slot stays.

    In five years without a broken model the same forecast never passed 448 g. The recording is an
    archive's copy of the values; it is put into the service's own form.
    """
    path = (
        SHARED / "series/energidataservice_dk_5min/raw_example_2022-09-28_DK1_broken_forecast.json"
    )
    rows = [
        {
            "Minutes5UTC": datetime.fromtimestamp(row["timestamp"]).astimezone().isoformat(),
            "PriceArea": "DK1",
            "CO2Emission": row["co2"],
        }
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]

    (found,) = _read(
        energidataservice({}),
        Want(_zone("DK-DK1"), 0.0, 1.0, Tense.FORECAST),
        json.dumps({"records": rows}).encode(),
    )

    assert len(found.series.values) == 288
    assert found.series.values[np.isfinite(found.series.values)].tolist() == [597.0]
    assert [note.code for note in found.notes] == ["intensity-out-of-range"]
    assert found.notes[0].severity == "warning"


@pytest.mark.parametrize(
    "file",
    [
        "ElectricityProdex5MinRealtime.json",
        "Forecasts_5Min.json",
        "co2_emissions_example.json",
        "co2_emission_prognosis_data_next_24_hours.csv",
        "co2_nex_24_hours.csv",
    ],
)
def test_other_danish_datasets_are_refused(file: str) -> None:
    """Generation, wind and the answers of the interface before 2022 hold no such record."""
    with pytest.raises(ProviderAnswerError):
        _read(
            energidataservice({}),
            Want(_zone("DK-DK1"), 0.0, 1.0),
            f"energidataservice/{file}",
        )


def test_france_in_september_2023() -> None:
    """97 quarters out of order, of the old form, with offsets of summer time: a day and one."""
    start, end = _seconds("2023-09-21T00:00:00Z"), _seconds("2023-09-22T00:00:00Z")
    (found,) = _read(
        odre({}), Want(_zone("FR"), start, end), "rte_odre/eco2mix-national-tr_records_v1.json"
    )

    assert found.series.known_stretches() == [(start, end + 900.0)]
    assert found.series.values[:4].tolist() == [12.0, 12.0, 13.0, 13.0]
    assert np.diff(found.series.edges_seconds).tolist() == [900.0] * 97
    assert found.version == "Données temps réel"


def test_french_prices_are_no_intensities() -> None:
    """The old XML of prices is no answer of this portal."""
    with pytest.raises(ProviderAnswerError):
        _read(odre({}), Want(_zone("FR"), 0.0, 1.0), "rte_odre/eco2mix_api_live.xml")


def test_germany_in_march_2024_by_electricity_maps() -> None:
    """24 hours, of which the last two were its estimates: 663 and 689 g/kWh."""
    start = _seconds("2024-03-05T20:00:00Z")
    want = Want(_zone("DE"), start, start + 86400.0, scope=Scope.LIFECYCLE)

    seen, estimated = _read(
        _maps("2024-03-06T19:20:00Z"), want, "electricitymaps/carbon_intensity_history.json"
    )

    assert seen.series.known_stretches() == [(start, start + 22 * 3600.0)]
    assert seen.series.values[0] == 599.0
    assert seen.version == "2024-03-06T18:48:27.926Z"
    assert estimated.series.values.tolist() == [663.0, 689.0]
    assert estimated.signal.tense is Tense.ESTIMATED


def test_duke_in_march_2024_by_electricity_maps() -> None:
    """The hour at hand, 216 g/kWh over the life cycle, is an estimate."""
    start = _seconds("2024-03-06T19:00:00Z")
    want = Want(_zone("US-CAR-DUK"), start, start + 3600.0)

    (found,) = _read(
        _maps("2024-03-06T19:20:00Z"), want, "electricitymaps/latest_carbon_intensity.json"
    )

    assert found.series.values.tolist() == [216.0]
    assert found.signal.tense is Tense.ESTIMATED
    # Direct was asked for; the answer says life-cycle, and so does the reading.
    assert found.signal.scope is Scope.LIFECYCLE


@pytest.mark.parametrize(
    ("file", "ago"),
    [
        ("response", 0.0),
        ("no-data-response", 0.0),
        ("unknown-response", 0.0),
        ("latest_power_breakdown", 0.0),
        ("power_breakdown_history", 7200.0),
        ("zones", 0.0),
    ],
)
def test_other_answers_of_electricity_maps_are_refused(file: str, ago: float) -> None:
    """The old interface, the mix of generation and the list of zones hold no such record."""
    now = "2024-03-06T19:20:00Z"
    start = _seconds("2024-03-06T19:00:00Z") - ago
    with pytest.raises(ProviderAnswerError):
        _read(_maps(now), Want(_zone("DE"), start, start + 1.0), f"electricitymaps/{file}.json")


def test_electricity_maps_knows_every_zone_that_it_is_asked_for() -> None:
    """Each zone of our table that is served is in its own list of zones, and no other is."""
    theirs = set(json.loads((SAMPLES / "electricitymaps/zones.json").read_text(encoding="utf-8")))
    table = files("wholeprint.factors").joinpath("data/zones.csv").read_text(encoding="utf-8")
    ours = [Zone(row["zone"], "", row["kind"]) for row in csv.DictReader(table.splitlines())]
    provider = _maps("2024-03-06T19:20:00Z")

    wrong = {
        zone.code
        for zone in ours
        if provider.serves(Want(zone, 0.0, 1.0)) is not (zone.code in theirs)
    }
    assert wrong == set()


def test_california_in_july_2022_by_watttime() -> None:
    """Two imputed points of 870 and 860 lb/MWh, of the model of 2023-03-01, with its warning."""
    (found,) = _read(_watts(), NORTH, "watttime/historical_emissions_response.json")

    assert found.series.values.tolist() == [870 * 453.59237 / 1000, 860 * 453.59237 / 1000]
    assert found.signal.tense is Tense.ESTIMATED
    assert found.version == "2023-03-01"
    assert {note.code for note in found.notes} == {
        "zone-part",
        "provider-warning",
        "value-estimated",
    }


def test_a_forecast_of_watttime() -> None:
    """Three points, issued at midnight."""
    want = Want(NORTH.zone, *DAY, Tense.FORECAST, Response.MARGINAL)

    (found,) = _read(_watts(), want, "watttime/forecasted_emissions_response.json")

    assert found.issued_unix_seconds == DAY[0]
    assert found.series.edges_seconds.tolist() == [DAY[0] + 300.0 * n for n in range(4)]


def test_refusals_of_watttime() -> None:
    """Its plans page is what a 403 with "Invalid scope" is about; a page of HTML is a refusal too.

    Percentiles and everything else are no intensities.
    """
    with pytest.raises(ProviderRefusedError, match="plan of this account"):
        _read(_watts(), NORTH, "watttime/invalid_scope_response.json", 403)
    with pytest.raises(ProviderRefusedError, match="refuses"):
        _read(_watts(), NORTH, "watttime/403_forbidden_response.html", 403)
    with pytest.raises(ProviderAnswerError, match="no intensity"):
        _read(_watts(), NORTH, "watttime/realtime_emissions_response.json")
    for name in ("coordinates_not_found", "grid_region", "new_user_fail", "password_reset_fail"):
        with pytest.raises(ProviderAnswerError):
            _read(_watts(), NORTH, f"watttime/{name}_response.json")


@pytest.mark.parametrize(
    ("file", "code", "step", "first", "last"),
    [
        ("de_co2", "DE", 900.0, 322.0, 139.2),
        ("at", "AT", 900.0, 55.6, 18.0),
        ("fr", "FR", 3600.0, 45.2, 45.4),
        ("ch", "CH", 3600.0, 16.5, 16.9),
    ],
)
def test_energy_charts_in_march_2024(
    file: str, code: str, step: float, first: float, last: float
) -> None:
    """What was seen and what was foreseen, by the quarter or by the hour."""
    want = Want(_zone(code), 0.0, 1.0, scope=Scope.LIFECYCLE)
    seen, ahead = _read(energy_charts({}), want, f"energy_charts/{file}.json")

    assert (seen.series.values[0], ahead.series.values[-1]) == (first, last)
    assert seen.series.edges_seconds[0] == _seconds("2024-03-22T00:00:00Z")
    assert np.diff(ahead.series.edges_seconds).tolist() == [step] * len(ahead.series.values)
    assert np.diff(seen.series.edges_seconds).tolist() == [step] * len(seen.series.values)
