"""Generation times factors against those who publish both: NESO's regions, and sums made apart.

The recorded answers are not part of the project: where they are absent, each test says so and
stops.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.fuels import Fuel
from wholeprint.grid.generation import Output, reading_of
from wholeprint.grid.live import Want
from wholeprint.grid.providers.entsoe import DEFAULT, entsoe
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Scope
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

SAMPLES = Path(__file__).parents[2] / "../shared/grid/samples"
FACTORS = Factors()
GB = Zone("GB", "United Kingdom", "country")

LEAST_IMPORT, GREATEST_IMPORT = 53.0, 474.0
"""What NESO's factors say of imports: from France, and from the Netherlands [gCO2e/kWh]."""

ROUNDING = 1.4
"""Half a gram of the intensity, and 0.05 % of each share times its factor (937 + 394 + 120 +
300): how far NESO's rounded figures may lie from their own sum [gCO2e/kWh]."""


def _text(*parts: str) -> str:
    path = SAMPLES.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the recorded answer {path.name} is not here")
    return path.read_text(encoding="utf-8")


def _regions() -> list[Mapping[str, Any]]:
    cassette = _text("neso", "vcr_intensegRid", "nat_no_dates.yml")
    found = re.search(r"string: '(\{.*?)'\n  recorded_at", cassette, re.DOTALL)
    assert found is not None
    return json.loads(re.sub(r"\n\s+", " ", found.group(1)))["data"][0]["regions"]


def _london() -> list[Mapping[str, Any]]:
    return json.loads(_text("neso", "london.json"))["data"]["data"]


def _ours(shares: Mapping[str, float]) -> float | None:
    hour, unit = np.array([0.0, 3600.0]), Unit.parse("MW")
    outputs = [
        Output(name, Fuel.TRADE if name == "imports" else Fuel(name), series)
        for name, share in shares.items()
        if name != "other"  # always nothing here
        for series in [StepSeries(hour, np.array([share]), unit)]
    ]
    readings = reading_of(outputs, Want(GB, 0.0, 3600.0, scope=Scope.DIRECT), FACTORS)
    return float(readings[0].series.values[0]) if readings else None


def _cases(found: Iterable[Mapping[str, Any]]) -> list[tuple[float, float, float | None]]:
    cases: list[tuple[float, float, float | None]] = []
    for slot in found:
        shares = {part["fuel"]: float(part["perc"]) for part in slot["generationmix"]}
        if shares["other"] == 0.0:
            cases.append((float(slot["intensity"]["forecast"]), shares["imports"], _ours(shares)))
    return cases


def test_regions_without_imports_carry_what_neso_says() -> None:
    """NESO's own regional intensity is its shares times its factors, which are ours: within 1.4 g.

    Recorded 2021-04-30; at least eight of eighteen regions import nothing.
    """
    alone = [(theirs, ours) for theirs, imports, ours in _cases(_regions()) if imports == 0.0]

    assert len(alone) >= 8
    for theirs, ours in alone:
        assert ours == pytest.approx(theirs, abs=ROUNDING)


@pytest.mark.parametrize("found", [_regions, _london], ids=["regions", "london"])
def test_with_imports_theirs_lies_where_imports_can_put_it(found: Any) -> None:
    """What is made here by our sum, and the imports between the least and the most NESO counts.

    Great Britain as a whole is among the regions, and two days of London's forecast.
    """
    cases = [case for case in _cases(found()) if case[2] is not None]

    assert len(cases) >= 15
    for theirs, imports, ours in cases:
        made = (ours or 0.0) * (100.0 - imports) / 100.0
        assert made + LEAST_IMPORT * imports / 100.0 - ROUNDING <= theirs
        assert theirs <= made + GREATEST_IMPORT * imports / 100.0 + ROUNDING


# Factors by type of plant, copied here by hand: 937, 394, 935 and 120 are NESO's, and so is 300,
# its "Other", for "other renewable", waste and "other".
BY_HAND = {
    "B01": 120.0,
    "B04": 394.0,
    "B05": 937.0,
    "B06": 935.0,
    "B08": 935.0,
    "B11": 0.0,
    "B12": 0.0,
    "B14": 0.0,
    "B15": 300.0,
    "B16": 0.0,
    "B17": 300.0,
    "B19": 0.0,
    "B20": 300.0,
}


def _by_hand(text: str) -> dict[datetime, float]:
    """Return the sum over types of power times factor over power, in a way of its own.

    Step by step with times as dates, repeating the last quantity, storage left out.
    """
    root = ET.fromstring(re.sub(r'\sxmlns="[^"]+"', "", text, count=1))  # noqa: S314 - ours
    energy: dict[datetime, float] = {}
    carbon: dict[datetime, float] = {}
    for series in root.iter("TimeSeries"):
        factor = BY_HAND.get(series.findtext("MktPSRType/psrType", ""))
        if factor is None:
            continue
        for period in series.iter("Period"):
            start = datetime.fromisoformat(period.findtext("timeInterval/start", ""))
            end = datetime.fromisoformat(period.findtext("timeInterval/end", ""))
            step = timedelta(minutes=int(period.findtext("resolution", "")[2:-1]))
            points = {
                int(point.findtext("position", "")): float(point.findtext("quantity", ""))
                for point in period.iter("Point")
            }
            power, place, time = 0.0, 1, start
            while time < end:
                power = points.get(place, power)
                energy[time] = energy.get(time, 0.0) + max(power, 0.0)
                carbon[time] = carbon.get(time, 0.0) + factor * max(power, 0.0)
                place, time = place + 1, time + step
    return {time: carbon[time] / energy[time] for time in energy}


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("FI_production.xml", "FI"),
        ("SE-SE4_production.xml", "SE-SE4"),
        ("NO-NO5_production-negatives.xml", "NO-NO5"),
    ],
)
def test_recorded_days_are_what_a_sum_by_hand_makes_of_them(name: str, zone: str) -> None:
    """Finland every quarter of an hour (A03), Scania and western Norway every hour: to rounding."""
    text = _text("entsoe", name)
    door = ReplayDoor([Recording(DEFAULT, text.encode())])
    want = Want(Zone(zone, zone, "part"), 0.0, 3600.0, scope=Scope.DIRECT)
    (found,) = asyncio.run(entsoe({"entsoe": "token"}).fetch(want, door))
    expected = _by_hand(text)

    assert found.series.values.size == len(expected)
    for time, value in expected.items():
        place = np.searchsorted(found.series.edges_seconds, time.timestamp())
        assert found.series.values[place] == pytest.approx(value, rel=1e-9, abs=1e-9)
