"""AEMO's table of days becomes days of market time, and its index is checked against its sums."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.aemo import aemo
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://aemo.invalid/CDEII"
URL = f"{HERE}/CO2EII_SUMMARY_RESULTS.CSV"
SAMPLES = Path(__file__).parents[4] / "../shared/grid/samples/aemo"
HEAD = (
    "I,CO2EII,PUBLISHING,1,CONTRACTYEAR,WEEKNO,SETTLEMENTDATE,REGIONID,"
    "TOTAL_SENT_OUT_ENERGY,TOTAL_EMISSIONS,CO2E_INTENSITY_INDEX"
)
START = datetime.fromisoformat("2026-08-01T00:00:00+10:00").timestamp()


def _row(day: str, region: str, energy: object, emissions: object, index: object) -> str:
    return f'D,CO2EII,PUBLISHING,1,2026,31,"{day} 00:00:00",{region},{energy},{emissions},{index}'


def _file(*rows: str, head: str = HEAD) -> str:
    return "\n".join(
        ["C,SETP.WORLD,CO2EII_RESULTS_SUMMARY,AEMO,PUBLIC", head, *rows, 'C,"END OF REPORT",3']
    )


ROWS = (
    _row("2026/08/01", "NEM", 500000.0, 300000.0, 0.6),
    _row("2026/08/01", "NSW1", 200000.0, 126000.0, 0.63),
    _row("2026/08/02", "NSW1", 200000.0, 100000.0, 0.5),
    _row("2026/08/01", "TAS1", 20000.0, 0.0, 0.0),
)


def _want(code: str = "AU-NSW", days: float = 2.0, **kinds: Any) -> Want:
    return Want(Zone(code, code, "part", "AU"), START, START + days * 86400.0, **kinds)


def _fetch(body: str | bytes, want: Want | None = None) -> tuple[Reading, ...]:
    door = ReplayDoor([Recording(URL, body)])
    return asyncio.run(aemo({}, HERE).fetch(want or _want(), door))


def test_a_row_is_a_day_of_market_time_in_grams() -> None:
    """Midnight in the east of Australia, without summer time; t/MWh times 1000 is g/kWh."""
    (found,) = _fetch(_file(*ROWS))

    assert found.series.edges_seconds.tolist() == [START, START + 86400.0, START + 2 * 86400.0]
    assert found.series.values.tolist() == [630.0, 500.0]
    assert (found.signal.scope, found.signal.flow) == (Scope.DIRECT, Flow.PRODUCTION)


def test_only_what_touches_the_time_and_the_region_is_told() -> None:
    """Tasmania's nought is a value; a time without a row is nothing."""
    assert _fetch(_file(*ROWS), _want(days=1.0))[0].series.values.tolist() == [630.0]
    assert _fetch(_file(*ROWS), _want("AU-TAS"))[0].series.values.tolist() == [0.0]
    assert _fetch(_file(*ROWS), _want("AU-VIC")) == ()
    assert _fetch(_file()) == ()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html></html>",
        b"\xff\xfe\x00",
        _file(*ROWS, head="I,CO2EII,PUBLISHING,1,SETTLEMENTDATE,REGIONID"),
        _file(HEAD, *ROWS),
        _file(ROWS[1] + ",1"),
        _file(_row("2026/08/01", "NSW1", "x", 1, 1)),
        _file(_row("2026/08/01", "NSW1", "nan", 1, 1)),
        _file(_row("2026/08/01", "NSW1", 0, 0, 0)),
        _file(_row("2026/08/01", "NSW1", 1000, 600, 0.7)),
        _file(_row("2026/08/32", "NSW1", 1000, 600, 0.6)),
        _file(_row("1626/08/01", "NSW1", 1000, 600, 0.6)),
        _file(_row("2026/08/01", "NSW1", 1000, 600, 0.6).replace("00:00:00", "04:30:00")),
        _file(ROWS[1], _row("2026/08/01", "NSW1", 1000, 600, 0.6)),
    ],
)
def test_rubbish_is_refused(body: str | bytes) -> None:
    """Other tables, days that are none, and an index that its own sums contradict."""
    with pytest.raises(ProviderAnswerError, match="AEMO"):
        _fetch(body)


def test_a_recorded_table_of_another_kind_is_refused() -> None:
    """A forecast of demand has the same lines C, I and D, and is no index."""
    paths = sorted(SAMPLES.glob("*.zip"))
    if not paths:
        pytest.skip("the recorded answer is not here")
    with ZipFile(paths[0]) as packed:
        body = packed.read(packed.namelist()[0])

    with pytest.raises(ProviderAnswerError, match="AEMO"):
        _fetch(body)


def test_it_serves_five_states_direct() -> None:
    """The West has a grid of its own; no life cycle, no forecast, none as consumed."""
    provider = aemo({})

    for code in ("AU-NSW", "AU-QLD", "AU-SA", "AU-TAS", "AU-VIC"):
        assert provider.serves(_want(code))
    for other in (
        _want("AU"),
        _want("AU-WA"),
        _want(scope=Scope.LIFECYCLE),
        _want(tense=Tense.FORECAST),
        _want(response=Response.MARGINAL),
        _want(flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)
