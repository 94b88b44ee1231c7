"""Sources of generation over a real socket, and what stands in when they are slow or broken."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.http import PATIENCE, HttpDoor, Patience
from wholeprint.grid.live import LiveProvider
from wholeprint.grid.loopback import Loopback
from wholeprint.grid.pace import Clock, Pace
from wholeprint.grid.providers.aemo import aemo
from wholeprint.grid.providers.caiso import caiso
from wholeprint.grid.providers.eia930 import PATH, eia930
from wholeprint.grid.providers.elexon import elexon
from wholeprint.grid.providers.entsoe import entsoe
from wholeprint.grid.providers.openelectricity import openelectricity
from wholeprint.grid.providers.smard import smard
from wholeprint.grid.replay import Recording
from wholeprint.grid.service import Grid, Wish
from wholeprint.quantities.intensity import Intensity, Scope

FACTORS = Factors()
SECRET = "S3CRET-with+signs=&%"  # noqa: S105 - nobody's
KEYS = {"entsoe": SECRET, "eia930": SECRET, "openelectricity": SECRET}
START = datetime(2025, 6, 10, 12, tzinfo=UTC)
HOUR = 3600.0
NOW = START.timestamp() + 10 * 86400.0
HASTY = Patience(read_seconds=0.2, answer_seconds=0.3, tries_count=2)
"""For answers that never come in time; all others are waited for as long as it takes."""


def _starts(minutes: int, count: int) -> list[datetime]:
    return [START + timedelta(minutes=minutes * n) for n in range(count)]


def _entsoe() -> list[Recording]:
    series = "".join(
        "<TimeSeries><inBiddingZone_Domain.mRID>10YFI-1--------U</inBiddingZone_Domain.mRID>"
        f"<curveType>A03</curveType><MktPSRType><psrType>{plant}</psrType></MktPSRType><Period>"
        "<timeInterval><start>2025-06-10T12:00Z</start><end>2025-06-10T13:00Z</end></timeInterval>"
        "<resolution>PT15M</resolution><Point><position>1</position>"
        f"<quantity>{power}</quantity></Point></Period></TimeSeries>"
        for plant, power in (("B04", 100), ("B19", 300))
    )
    return [Recording("/api", f"<GL_MarketDocument><type>A75</type>{series}</GL_MarketDocument>")]


def _eia930() -> list[Recording]:
    rows = [
        {"period": "2025-06-10T13", "respondent": "CISO", "fueltype": fuel, "value": power}
        for fuel, power in (("NG", "100"), ("WND", 300))
    ]
    return [Recording(f"/v2{PATH}", json.dumps({"response": {"data": rows}}))]


def _caiso() -> list[Recording]:
    rows = "".join(f"05:{minute:02d},300,100\n" for minute in range(0, 60, 5))
    return [Recording("/outlook/history/20250610/fuelsource.csv", f"Time,Wind,Natural Gas\n{rows}")]


def _smard() -> list[Recording]:
    week = int(1000 * datetime(2025, 6, 8, 22, tzinfo=UTC).timestamp())
    files = [
        Recording(
            f"/chart_data/{number}/DE/{number}_DE_quarterhour_{week}.json",
            json.dumps({"series": [[int(1000 * t.timestamp()), energy] for t in _starts(15, 4)]}),
        )
        for number, energy in ((4071, 25.0), (4067, 75.0))
    ]
    index = Recording(
        "/chart_data/4068/DE/index_quarterhour.json", json.dumps({"timestamps": [week]})
    )
    return [index, *files]


def _elexon() -> list[Recording]:
    rows = [
        {"dataset": "FUELINST", "startTime": t.isoformat(), "fuelType": fuel, "generation": power}
        for t in _starts(5, 12)
        for fuel, power in (("CCGT", 100), ("WIND", 300))
    ]
    return [Recording("/v1/datasets/FUELINST/stream", json.dumps(rows))]


def _openelectricity() -> list[Recording]:
    results = [
        {
            "columns": {"region": "TAS1", "fueltech": fuel},
            "data": [[t.isoformat(), power] for t in _starts(5, 12)],
        }
        for fuel, power in (("GAS_CCGT", 100.0), ("WIND", 300.0))
    ]
    block = {"network_code": "NEM", "metric": "power", "unit": "MW", "interval": "5m"}
    body = json.dumps({"data": [block | {"results": results}]})
    return [Recording("/v4/data/network/NEM", body)]


def _aemo() -> list[Recording]:
    body = (
        "I,X,X,1,SETTLEMENTDATE,REGIONID,TOTAL_SENT_OUT_ENERGY,TOTAL_EMISSIONS,"
        'CO2E_INTENSITY_INDEX\nD,X,X,1,"2025/06/10 00:00:00",TAS1,1000,98.5,0.0985\n'
    )
    return [Recording("/CDEII/CO2EII_SUMMARY_RESULTS.CSV", body)]


Factory = Callable[[Mapping[str, str], str], LiveProvider]
SOURCES: dict[str, tuple[Factory, str, str, Callable[[], list[Recording]]]] = {
    "aemo": (aemo, "/CDEII", "AU-TAS", _aemo),
    "caiso": (caiso, "/outlook", "US-CAL-CISO", _caiso),
    "eia930": (eia930, "/v2", "US-CAL-CISO", _eia930),
    "elexon": (elexon, "/v1", "GB", _elexon),
    "entsoe": (entsoe, "/api", "FI", _entsoe),
    "openelectricity": (openelectricity, "/v4", "AU-TAS", _openelectricity),
    "smard": (smard, "/chart_data", "DE", _smard),
}


async def _no_wait(seconds: float) -> None:
    del seconds


def _asked(
    name: str, server: Loopback, cache: Cache | None = None, patience: Patience = PATIENCE
) -> Intensity:
    factory, place, zone, _ = SOURCES[name]
    clock = Clock(lambda: NOW, _no_wait)
    grid = Grid(
        FACTORS,
        cache,
        keys=KEYS,
        door=lambda _: HttpDoor(Pace(), 0.0, patience=patience, clock=clock),
        clock=clock,
        own={name: factory(KEYS, server.base + place)},
    )
    start = START.timestamp()
    wish = Wish(scope=Scope.DIRECT, providers=(name,))
    return grid.history(zone, start, start + HOUR, wish, fetch=True)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_it_serves_over_a_real_socket(name: str) -> None:
    """One quarter gas at 394 g/kWh, direct, for the whole hour: 98.5, and who says so."""
    with Loopback(SOURCES[name][3]()) as server:
        found = _asked(name, server)

    assert found.series is not None
    start, end = np.array([START.timestamp()]), np.array([START.timestamp() + HOUR])
    assert found.series.integral(start, end).tolist() == pytest.approx([98.5 * HOUR])
    assert [vintage.provider for vintage in found.vintages] == [name]
    assert (found.spread is None) == (name == "aemo")


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_it_is_kept_with_its_doubt(name: str, tmp_path: Path) -> None:
    """The second time nothing is asked, and number and doubt are the same."""
    cache = Cache(tmp_path / "grid.sqlite")
    with Loopback(SOURCES[name][3]()) as server:
        first = _asked(name, server, cache)
        asked = len(server.heard)
        again = _asked(name, server, cache)
        assert len(server.heard) == asked

    assert first.series is not None
    assert again.series is not None
    assert first.series.values.tolist() == again.series.values.tolist()
    assert (first.spread is None) == (again.spread is None)
    if first.spread is not None and again.spread is not None:
        assert first.spread.as_json()["distribution"] == again.spread.as_json()["distribution"]


BROKEN: dict[str, Callable[[Recording], Recording]] = {
    "outage": lambda good: replace(good, status=503, body=b"busy"),
    "too many": lambda good: replace(good, status=429, headers={"Retry-After": "100000"}),
    "cut": lambda good: replace(good, cut=True),
    "slow": lambda good: replace(good, delay_seconds=30.0),
    "page": lambda good: replace(good, body=b"<html><body>Maintenance</body></html>"),
    "half": lambda good: replace(good, body=good.body[: len(good.body) // 2]),
    "refused": lambda good: replace(good, status=403, body=SECRET.encode()),
    "echo": lambda good: replace(good, body=b'"' + SECRET.encode() + b'"'),
}


@pytest.mark.parametrize("fault", sorted(BROKEN))
@pytest.mark.parametrize("name", sorted(SOURCES))
def test_whatever_is_wrong_the_tables_serve_and_a_note_says_why(name: str, fault: str) -> None:
    """No exception, something from the tables in its place, and never a key in what is told."""
    good = SOURCES[name][3]()
    with Loopback([BROKEN[fault](recording) for recording in good]) as server:
        found = _asked(name, server, patience=HASTY if fault == "slow" else PATIENCE)

    assert name not in {vintage.provider for vintage in found.vintages}
    told = [note for note in found.notes if note.code == "provider-failed"]
    assert len(told) == 1
    if name in KEYS:
        assert SECRET not in str(found.notes)
