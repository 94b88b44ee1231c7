"""Great Britain's answers as NESO once gave them, read through the replayed and the real door."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.http import HttpDoor
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.loopback import Loopback
from wholeprint.grid.pace import Clock, Pace
from wholeprint.grid.providers.neso import DEFAULT, neso
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.service import Grid, Wish
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Tense

SAMPLES = Path(__file__).parents[2] / "../shared" / "grid" / "samples" / "neso"
HOUR, DAY = 3600.0, 86400.0

pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the recorded answers of NESO are not on this machine"
)


def _at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _cassette(name: str) -> tuple[str, str]:
    """Address and body of an exchange that was recorded in 2021."""
    yaml = pytest.importorskip("yaml", reason="the recordings are in YAML")
    told: dict[str, Any] = yaml.safe_load((SAMPLES / "vcr_intensegRid" / name).read_text("utf-8"))
    exchange = told["http_interactions"][0]
    return str(exchange["request"]["uri"]), str(exchange["response"]["body"]["string"])


def _read(want: Want, path: str, body: str | bytes, at: float) -> tuple[Reading, ...]:
    door = ReplayDoor([Recording(DEFAULT + path, body)], at_unix_seconds=at)
    return asyncio.run(neso({}).fetch(want, door))


def _want(code: str, start: str, days: float, tense: Tense = Tense.ACTUAL) -> Want:
    begin = _at(start)
    return Want(Zone(code, code, "part"), begin, begin + days * DAY, tense)


def _plain(rows: list[dict[str, Any]], name: str) -> list[float]:
    """The values as they stand in the file, by the shortest way there is."""
    return [row["intensity"][name] for row in rows if row["intensity"].get(name) is not None]


def test_two_days_of_the_country() -> None:
    """2020-01-01 and 02: the slot that ended at midnight came too, as asked then on the hour.

    Every half hour has the actual value that stands beside its start in the file; exact.
    """
    _, body = _cassette("gb_with_dates.yml")
    rows: list[dict[str, Any]] = json.loads(body)["data"]
    path = "/intensity/2020-01-01T00:01Z/2020-01-03T00:00Z"

    (actual,) = _read(_want("GB", "2020-01-01T00:00Z", 2), path, body, _at("2021-04-30T23:00Z"))

    assert actual.signal.tense is Tense.ACTUAL
    assert actual.series.values.tolist() == _plain(rows, "actual")
    assert float(actual.series.edges_seconds[0]) == _at("2019-12-31T23:30Z")
    assert (actual.series.edges_seconds[1:] - actual.series.edges_seconds[:-1] == 1800).all()


@pytest.mark.parametrize(
    ("name", "code", "start", "place"),
    [
        ("reg_with_dates.yml", "GB-NESO-13", "2020-01-01T00:00Z", "/regionid/13"),
        ("pc_with_dates.yml", "GB-PC-EN2", "2019-01-01T00:00Z", "/postcode/EN2"),
    ],
)
def test_two_days_of_a_region_and_of_a_postcode(
    name: str, code: str, start: str, place: str
) -> None:
    """Both come as an object with periods, without actual values: all are estimates. Exact."""
    _, body = _cassette(name)
    rows: list[dict[str, Any]] = json.loads(body)["data"]["data"]
    end = f"{start[:9]}3T00:00Z"
    path = f"/regional/intensity/{start[:14]}01Z/{end}{place}"

    (past,) = _read(_want(code, start, 2), path, body, _at("2021-04-30T23:00Z"))

    assert past.signal.tense is Tense.ESTIMATED
    assert past.signal.zone == code
    assert past.series.values.tolist() == _plain(rows, "forecast")


def _present() -> Iterator[tuple[str, str, float]]:
    yield "gb_no_dates.yml", "GB", 255.0
    yield "reg_no_dates.yml", "GB-NESO-13", 210.0
    yield "pc_no_dates.yml", "GB-PC-EN2", 309.0
    yield "nat_en.yml", "GB-NESO-15", 243.0
    yield "nat_sct.yml", "GB-NESO-16", 230.0
    yield "nat_wal.yml", "GB-NESO-17", 381.0
    yield "nat_no_dates.yml", "GB-NESO-1", 300.0


@pytest.mark.parametrize(("name", "code", "value"), list(_present()))
def test_the_present_half_hour_in_every_form(name: str, code: str, value: float) -> None:
    """2021-04-30, 22:30: as a list of periods, of one region, and of periods with all regions.

    The values are those in the recordings, read by eye.
    """
    _, body = _cassette(name)
    end = "2021-05-02T22:45Z"
    number = code.rpartition("-")[2]
    place = {"GB": "", "GB-PC-EN2": "/postcode/EN2"}.get(code, f"/regionid/{number}")
    path = f"{'/regional' * bool(place)}/intensity/2021-04-30T22:31Z/fw48h{place}"
    want = Want(Zone(code, code, "part"), _at("2021-04-30T22:31Z"), _at(end), Tense.FORECAST)

    *_, ahead = _read(want, path, body, _at("2021-04-30T22:45Z"))

    assert ahead.signal.tense is Tense.FORECAST
    assert ahead.series.values.tolist() == [value]


@pytest.mark.parametrize(
    ("file", "zone", "path"),
    [
        ("uk.json", "GB", "/intensity/2023-12-03T10:31Z/fw48h"),
        ("london.json", "London", "/regional/intensity/2023-12-03T10:31Z/fw48h/regionid/13"),
    ],
)
def test_two_days_ahead_over_a_real_socket(file: str, zone: str, path: str) -> None:
    """The forecasts of 2023-12-03 come through HTTP, chain and checks as they stand in the file."""
    body = (SAMPLES / file).read_bytes()
    data: Any = json.loads(body)["data"]
    rows: list[dict[str, Any]] = data if zone == "GB" else data["data"]
    now = _at("2023-12-03T10:55Z")
    clock = Clock(lambda: now, _no_sleep)
    with Loopback([Recording(path, body)]) as server:
        grid = Grid(
            Factors(),
            door=lambda about: HttpDoor(Pace(), about.spacing_seconds, clock=clock),
            clock=clock,
            own={"neso": neso({}, server.base)},
        )
        found = grid.forecast(zone, now, now + 46 * HOUR, Wish(providers=("neso",)), fetch=True)
        heard = server.heard

    assert [urlsplit(one.path).path for one in heard] == [path]
    assert found.series is not None
    expected = _plain(rows, "forecast")[: found.series.values.size]
    assert found.series.values.tolist() == expected
    assert found.series.values.size == 93
    assert found.notes == ()
    assert found.signal.tense is Tense.FORECAST


async def _no_sleep(_seconds: float) -> None:
    return


@pytest.mark.parametrize(
    "name", ["get_factors.yml", "get_mix.yml", "get_stats_block.yml", "get_stats_dates.yml"]
)
def test_an_answer_to_another_question_holds_nothing(name: str) -> None:
    """Factors, mixes and statistics where intensities were asked for: refused, or no value."""
    from wholeprint.errors import ProviderAnswerError

    _, body = _cassette(name)
    path = "/intensity/2020-01-01T00:01Z/2020-01-03T00:00Z"
    want = _want("GB", "2020-01-01T00:00Z", 2)

    try:
        assert _read(want, path, body, _at("2021-04-30T23:00Z")) == ()
    except ProviderAnswerError:
        return
