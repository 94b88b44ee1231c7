"""Whatever bytes come back, sources of generation end in readings or in a provider error."""

import asyncio
import json
import math
from collections.abc import Mapping
from datetime import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.errors import ProviderError
from wholeprint.factors.sets import Factors
from wholeprint.grid.fuels import Fuel, fuel_factors
from wholeprint.grid.generation import Output, reading_of
from wholeprint.grid.live import Answer, LiveProvider, Parameter, Reading, Want
from wholeprint.grid.registry import live
from wholeprint.grid.zone import Zone
from wholeprint.quantities.distribution import Empirical, FloatArray
from wholeprint.quantities.intensity import Scope
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

FACTORS = Factors()
KEYS: dict[str, str] = dict.fromkeys(("entsoe", "eia930", "openelectricity"), "told-nowhere")
ZONES = {
    "aemo": "AU-NSW",
    "caiso": "US-CAL-CISO",
    "eia930": "US-CAL-CISO",
    "elexon": "GB",
    "entsoe": "FI",
    "openelectricity": "AU-TAS",
    "smard": "DE",
}
PROVIDERS = dict(zip(ZONES, live(tuple(ZONES), KEYS), strict=True))
START = datetime.fromisoformat("2025-06-10T12:00:00+00:00").timestamp()

# Parts of real answers, so that rubbish gets past the first look at it.
_WORDS = st.sampled_from(
    [
        '<GL_MarketDocument xmlns="urn:x">',
        "</GL_MarketDocument>",
        "<TimeSeries>",
        "</TimeSeries>",
        "<MktPSRType><psrType>B05</psrType></MktPSRType>",
        "<curveType>A03</curveType>",
        "<Period><timeInterval><start>2025-06-10T12:00Z</start>",
        "<end>2025-06-10T13:00Z</end></timeInterval>",
        "<resolution>PT15M</resolution>",
        "<Point><position>1</position><quantity>7</quantity></Point></Period>",
        '<!DOCTYPE x [<!ENTITY a "a">]>',
        "&a;",
        "Time,Solar,Natural Gas\n",
        "00:00,1,2\n",
        "23:55,,\n",
        "I,SETTLEMENTDATE,REGIONID,TOTAL_SENT_OUT_ENERGY,TOTAL_EMISSIONS,CO2E_INTENSITY_INDEX\n",
        'D,"2025/06/10 00:00:00",NSW1,1,1,1\n',
        "\x00",
        '"',
        "{",
        "}",
        "[" * 5000,
    ]
)
_KEYS = st.sampled_from(
    [
        "response",
        "data",
        "period",
        "respondent",
        "fueltype",
        "value",
        "dataset",
        "startTime",
        "fuelType",
        "generation",
        "timestamps",
        "series",
        "meta_data",
        "created",
        "network_code",
        "metric",
        "unit",
        "interval",
        "results",
        "columns",
        "region",
        "fueltech",
        "success",
        "version",
    ]
)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [
            "2025-06-10T12",
            "2025-06-10T12:00:00Z",
            "2025-06-10T12:00:00+10:00",
            "9999-12-31T23:59:59+00:00",
            "0001-01-01T00:00:00+14:00",
            "CISO",
            "NG",
            "FUELHH",
            "FUELINST",
            "CCGT",
            "NEM",
            "TAS1",
            "power",
            "MW",
            "5m",
            1749556800000,
            10**400,
        ]
    )
)
_DOCUMENTS = st.recursive(
    _LEAVES,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(_KEYS, part, max_size=6),
    max_leaves=12,
)
BODIES = (
    st.binary(max_size=60)
    | st.lists(_WORDS | st.text(max_size=5), max_size=14).map(lambda parts: "".join(parts).encode())
    | _DOCUMENTS.map(lambda document: json.dumps(document).encode())
)


class _Same:
    """A door behind which the same stands everywhere."""

    def __init__(self, body: bytes, status: int) -> None:
        self._answer = Answer(status, body, {}, START + 60.0)

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, Parameter] | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> Answer:
        """Return it, whatever is asked; a status only where it is expected."""
        del url, params, headers
        status = self._answer.status if self._answer.status in also else 200
        return self._answer._replace(status=status)


def _holds(provider: LiveProvider, zone: str, body: bytes, status: int) -> None:
    for scope in Scope:
        want = Want(Zone(zone, zone, "part"), START, START + 3600.0, scope=scope)
        try:
            readings = asyncio.run(provider.fetch(want, _Same(body, status)))
        except ProviderError as error:
            assert "told-nowhere" not in str(error)  # noqa: PT017 - only what was raised can be read
            continue
        for reading in readings:
            known = reading.series.values[np.isfinite(reading.series.values)]
            assert known.size
            assert np.all(known >= 0.0) or provider.name == "aemo"
            assert reading.signal.zone == zone


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ZONES)), BODIES, st.sampled_from([200, 400, 404]))
def test_any_bytes_end_in_readings_or_in_a_provider_error(
    name: str, body: bytes, status: int
) -> None:
    """Never another exception, never an intensity below zero, never the key in the error."""
    _holds(PROVIDERS[name], ZONES[name], body, status)


_POWERS = st.lists(st.floats(1e-3, 1e5) | st.sampled_from([0.0, math.nan]), min_size=1, max_size=6)
_MIXES = st.dictionaries(st.sampled_from(list(Fuel)), _POWERS, min_size=1, max_size=6)


def _outputs(mix: Mapping[Fuel, list[float]]) -> list[Output]:
    unit = Unit.parse("MW")
    return [
        Output(
            fuel.value,
            fuel,
            StepSeries(
                np.arange(len(powers) + 1, dtype=np.float64) * np.float64(900.0),
                np.asarray(powers, dtype=np.float64),
                unit,
            ),
        )
        for fuel, powers in mix.items()
    ]


@given(_MIXES, st.sampled_from(list(Scope)))
def test_a_mix_lies_between_its_least_and_its_greatest_fuel(
    mix: dict[Fuel, list[float]], scope: Scope
) -> None:
    """A mean is never outside what it is the mean of, and the stated value is within its doubt."""
    want = Want(Zone("FR", "France", "country"), 0.0, 900.0, scope=scope)
    table = fuel_factors(FACTORS, scope)
    factors = [table[fuel].central for fuel in mix if fuel in table]

    for reading in reading_of(_outputs(mix), want, FACTORS):
        known = reading.series.values[np.isfinite(reading.series.values)]
        assert np.all(known >= min(factors) - 1e-9)
        assert np.all(known <= max(factors) + 1e-9)
        if reading.spread is not None:
            distribution = reading.spread.distribution
            assert isinstance(distribution, Empirical)
            assert distribution.values[0] <= distribution.central == 1.0 <= distribution.values[-1]


@given(_MIXES, st.sampled_from([0.25, 0.5, 2.0, 64.0]), _POWERS)
def test_neither_scale_nor_storage_changes_it(
    mix: dict[Fuel, list[float]], scale: float, stored: list[float]
) -> None:
    """Twice of everything carries the same for each kilowatt-hour, whatever batteries do.

    Scales are powers of two, so that nothing is rounded on the way and no limit is crossed by it.
    """
    want = Want(Zone("FR", "France", "country"), 0.0, 900.0)
    plain = {fuel: powers for fuel, powers in mix.items() if fuel is not Fuel.STORAGE}
    scaled = {fuel: [scale * power for power in powers] for fuel, powers in plain.items()}
    more = {**scaled, Fuel.STORAGE: stored}

    before, after = (_values(reading_of(_outputs(each), want, FACTORS)) for each in (plain, more))

    assert before.shape == after.shape
    np.testing.assert_allclose(after, before, rtol=1e-9, atol=1e-9)


def _values(readings: tuple[Reading, ...]) -> FloatArray:
    return readings[0].series.values if readings else np.empty(0)
