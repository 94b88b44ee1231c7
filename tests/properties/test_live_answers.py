"""Whatever a provider answers, it becomes valid readings or one kind of error, and nothing else."""

import asyncio
import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.live import Answer, LiveProvider, Parameter, Reading, Want
from wholeprint.grid.providers.electricitymaps import ElectricityMaps
from wholeprint.grid.providers.energidataservice import energidataservice
from wholeprint.grid.providers.energy_charts import energy_charts
from wholeprint.grid.providers.odre import odre
from wholeprint.grid.providers.prometheus import Declared, prometheus
from wholeprint.grid.providers.watttime import PASSWORD, USER, WattTime
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Signal, Tense

START = 1711065600.0  # 2024-03-22T00:00:00Z
END = START + 3600.0
DK1, FR, DE = (Zone(code, code, "country") for code in ("DK-DK1", "FR", "DE"))
CISO = Zone("US-CAL-CISO", "California", "part", "US")
OWN = Signal("DE", scope=Scope.DIRECT)


class _Same:
    """A door behind which one body lies, whatever is asked; a login gets its token."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, Parameter] | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[int, ...] = (),
    ) -> Answer:
        del params, headers, also
        body = b'{"token": "t"}' if url.endswith("/login") else self._body
        return Answer(200, body, {}, START)


@dataclass(frozen=True)
class _Case:
    """A provider, what is asked of it, and an answer of the right shape."""

    make: Callable[[], LiveProvider]
    want: Want
    good: object


def _maps() -> LiveProvider:
    return ElectricityMaps({"electricitymaps": "k"}, now_seconds=lambda: END)


def _watts() -> LiveProvider:
    return WattTime({USER: "u", PASSWORD: "p"}, now_seconds=lambda: START)


META = {
    "data_point_period_seconds": 300,
    "region": "CAISO_NORTH",
    "warnings": [{"type": "X", "message": "take care"}],
    "signal_type": "co2_moer",
    "model": {"date": "2023-03-01"},
    "units": "lbs_co2_per_mwh",
    "generated_at": "2024-03-22T00:00:00+00:00",
}
POINT = {"point_time": "2024-03-22T00:00:00+00:00", "value": 870}
HOUR = {
    "carbonIntensity": 599,
    "datetime": "2024-03-22T00:00:00.000Z",
    "updatedAt": "2024-03-22T01:00:00.000Z",
    "emissionFactorType": "lifecycle",
    "isEstimated": True,
    "estimationMethod": "TIME_SLICER_AVERAGE",
}

CASES = {
    "energidataservice": _Case(
        lambda: energidataservice({}),
        Want(DK1, START, END, Tense.FORECAST),
        {
            "total": 2,
            "records": [
                {"Minutes5UTC": "2024-03-22T00:00:00", "PriceArea": "DK1", "CO2Emission": 57.0},
                {"Minutes5UTC": "2024-03-22T00:05:00", "PriceArea": "DK1", "CO2Emission": None},
            ],
        },
    ),
    "odre": _Case(
        lambda: odre({}),
        Want(FR, START, END),
        [
            {"date_heure": "2024-03-22T00:00:00+00:00", "taux_co2": 12, "nature": "Données x"},
            {"date_heure": "2024-03-22T00:15:00+00:00", "taux_co2": None, "nature": "Données x"},
        ],
    ),
    "odre-v1": _Case(
        lambda: odre({}),
        Want(FR, START, END),
        {"records": [{"fields": {"date_heure": "2024-03-22T00:00:00+00:00", "taux_co2": 12}}]},
    ),
    "electricitymaps": _Case(
        _maps,
        Want(DE, START, END, scope=Scope.LIFECYCLE),
        {"zone": "DE", "history": [HOUR, {**HOUR, "datetime": "2024-03-22T01:00:00Z"}]},
    ),
    "electricitymaps-ahead": _Case(
        _maps,
        Want(DE, START, END, Tense.FORECAST),
        {"zone": "DE", "forecast": [HOUR], "updatedAt": "2024-03-22T00:00:00Z"},
    ),
    "watttime": _Case(
        _watts,
        Want(CISO, START, END, response=Response.MARGINAL),
        {"data": [{**POINT, "imputed_data_used": True}], "meta": META},
    ),
    "watttime-ahead": _Case(
        _watts,
        Want(CISO, START, END, Tense.FORECAST, Response.MARGINAL),
        {"data": [{"generated_at": META["generated_at"], "forecast": [POINT]}], "meta": META},
    ),
    "energy_charts": _Case(
        lambda: energy_charts({}),
        Want(DE, START, END, scope=Scope.LIFECYCLE),
        {
            "unix_seconds": [int(START), int(START) + 900],
            "co2eq": [322, None],
            "co2eq_forecast": [None, 145.1],
        },
    ),
    "prometheus": _Case(
        lambda: prometheus({}, "http://prom.invalid", (Declared("q", OWN),)),
        Want(DE, START, END),
        {
            "status": "success",
            "data": {"resultType": "matrix", "result": [{"values": [[START, "1"]]}]},
        },
    ),
}

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**17, 10**400)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=12)
    | st.sampled_from(
        ["NaN", "1e999", "2024-03-22T00:00:00", "0001-01-01T00:00:00+23:00", "percentile"]
    )
)
junk = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path]
    if isinstance(value, dict):
        for name, inner in cast("dict[str, object]", value).items():
            found += _places(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(cast("list[object]", value)):
            found += _places(inner, (*path, place))
    return found


def _put(value: object, path: tuple[str | int, ...], new: object) -> object:
    if not path:
        return new
    whole = copy.deepcopy(value)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]  # pyright: ignore[reportUnknownVariableType, reportIndexIssue] - the path is its own
    inner[path[-1]] = new  # pyright: ignore[reportIndexIssue] - the path is its own
    return whole


def _fetch(case: _Case, body: bytes) -> tuple[Reading, ...]:
    return asyncio.run(case.make().fetch(case.want, _Same(body)))


def _check(case: _Case, body: bytes) -> None:
    try:
        readings = _fetch(case, body)
    except ProviderAnswerError as error:
        assert len(str(error)) < 1000  # noqa: PT017 - either outcome is right
        return
    for reading in readings:
        series = reading.series
        assert reading.signal.zone == case.want.zone.code
        assert np.all(np.diff(series.edges_seconds) > 0.0)
        # What cannot be true may be all that came: then a note says so.
        assert np.isfinite(series.values).any() or reading.notes
        assert not np.isinf(series.values).any()


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_good_answer_is_read(name: str) -> None:
    """The answers below are spoilt one by one; unspoilt, each gives a reading."""
    case = CASES[name]
    assert case.make().serves(case.want)
    assert _fetch(case, json.dumps(case.good).encode())


@pytest.mark.parametrize("name", sorted(CASES))
@given(body=st.binary(max_size=60))
def test_any_bytes(name: str, body: bytes) -> None:
    """Bytes of any kind."""
    _check(CASES[name], body)


@pytest.mark.parametrize("name", sorted(CASES))
@given(value=junk)
def test_any_json(name: str, value: object) -> None:
    """JSON of any kind, with what JSON should not hold."""
    _check(CASES[name], json.dumps(value).encode())


@pytest.mark.parametrize("name", sorted(CASES))
@given(data=st.data())
def test_one_part_spoilt(name: str, data: st.DataObject) -> None:
    """The right answer, but for one part of it, which is anything."""
    good = CASES[name].good
    path = data.draw(st.sampled_from(_places(good)))
    _check(CASES[name], json.dumps(_put(good, path, data.draw(junk))).encode())


@pytest.mark.parametrize("name", sorted(CASES))
@given(data=st.data())
def test_an_answer_cut_anywhere(name: str, data: st.DataObject) -> None:
    """The right answer, broken off."""
    whole = json.dumps(CASES[name].good).encode()
    _check(CASES[name], whole[: data.draw(st.integers(0, len(whole) - 1))])
