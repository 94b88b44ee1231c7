"""A provider that fails in every way, asked over a real socket: the answer is the next source's."""

import json
import logging
import math
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.http import HttpDoor, Patience
from wholeprint.grid.keys import Keys
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.loopback import Loopback
from wholeprint.grid.pace import Clock, Pace
from wholeprint.grid.providers.neso import neso
from wholeprint.grid.replay import Recording
from wholeprint.grid.service import Grid, Wish, over_http
from wholeprint.quantities.intensity import Flow, Intensity, Scope, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0
NOW = datetime(2030, 5, 1, 12, 10, tzinfo=UTC).timestamp()  # of which no hours ship
ASKED = "/intensity/2030-05-01T12:01Z/fw48h"
PATIENT = Patience(tries_count=3)
HASTY = Patience(answer_seconds=1.0, tries_count=2)
"""For answers that never come: a second is ample for those that do, on any machine."""


def _slots(count: int = 96, shift_seconds: float = 0.0) -> str:
    begin = NOW - 600 + shift_seconds
    times = [
        datetime.fromtimestamp(begin + 1800 * n, UTC).strftime("%Y-%m-%dT%H:%MZ")
        for n in range(count + 1)
    ]
    rows = [
        {"from": start, "to": end, "intensity": {"forecast": 100 + n, "actual": None}}
        for n, (start, end) in enumerate(pairwise(times))
    ]
    return json.dumps({"data": rows})


FINE = Recording(ASKED, _slots())


class _World:
    """A grid whose only provider is behind a socket, with a clock that is not waited for."""

    def __init__(self, server: Loopback, cache: Path | None = None) -> None:
        self.slept: list[float] = []
        self.at_seconds = NOW
        clock = Clock(lambda: self.at_seconds, self._sleep)
        slow = any(recording.delay_seconds for recording in server.recordings)
        patience = HASTY if slow else PATIENT
        pace = Pace()
        self.grid = Grid(
            Factors(),
            None if cache is None else Cache(cache),
            {},
            door=lambda about: HttpDoor(
                pace, about.spacing_seconds, patience=patience, clock=clock
            ),
            clock=clock,
            own={"neso": neso({}, server.base)},
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at_seconds += seconds

    def forecast(self, zone: str = "GB", *, fetch: bool = True) -> Intensity:
        wish = Wish(providers=("neso",))
        return self.grid.forecast(zone, NOW, NOW + 6 * HOUR, wish, fetch=fetch)


def _codes(found: Intensity) -> set[str]:
    return {note.code for note in found.notes}


@pytest.mark.parametrize(
    "before",
    [
        [],
        [Recording(ASKED, status=500)],
        [Recording(ASKED, status=503), Recording(ASKED, "half", cut=True)],
        [Recording(ASKED, status=429, headers={"Retry-After": "30"})],
        [Recording(ASKED, delay_seconds=math.inf)],
    ],
    ids=["at once", "500", "503 and cut", "429", "slow"],
)
def test_what_passes_is_waited_for(before: list[Recording]) -> None:
    """A fault of a moment costs a moment: the forecast is the provider's, and nothing is noted."""
    with Loopback([*before, FINE]) as server:
        world = _World(server)
        found = world.forecast()

    assert found.series is not None
    assert found.signal.tense is Tense.FORECAST
    assert found.series.values[:3].tolist() == [100.0, 101.0, 102.0]
    assert [vintage.provider for vintage in found.vintages] == ["neso"]
    assert found.notes == ()
    if before and before[0].status == 429:
        assert max(world.slept) >= 29.0


@pytest.mark.parametrize(
    "fault",
    [
        Recording(ASKED, status=500),
        Recording(ASKED, status=429, headers={"Retry-After": "86400"}),
        Recording(ASKED, status=401),
        Recording(ASKED, status=404),
        Recording(ASKED, delay_seconds=math.inf),
        Recording(ASKED, _slots(), cut=True),
        Recording(ASKED, ""),
        Recording(ASKED, "<!doctype html><title>Down for maintenance</title>"),
        Recording(ASKED, _slots()[:1000]),
        Recording(ASKED, b"\xff\xfe\x00rubbish"),
        Recording(ASKED, "[" * 100_000),
        Recording(ASKED, '{"data": [{"from": 1e999}]}'),
        Recording(ASKED, status=302, headers={"Location": "https://elsewhere.invalid/"}),
        Recording(ASKED, "rubbish", headers={"Content-Encoding": "gzip"}),
    ],
    ids=[
        *("500", "429", "401", "404", "slow", "cut", "empty", "html", "truncated", "bytes"),
        *("deep", "numbers", "redirect", "garbled"),
    ],
)
def test_what_lasts_is_a_note_and_the_tables_serve(fault: Recording, tmp_path: Path) -> None:
    """Whatever a provider does, the caller gets an intensity and a note, and nothing is kept."""
    with Loopback([fault]) as server:
        world = _World(server, tmp_path / "grid.sqlite")
        found = world.forecast()

    assert "provider-failed" in _codes(found)
    assert found.vintages == ()
    assert found.series is not None or found.factor is not None
    assert not (tmp_path / "grid.sqlite").exists()


def test_an_answer_of_another_region_is_refused() -> None:
    """London is asked for and South Scotland comes: nothing of it is used."""
    path = "/regional/intensity/2030-05-01T12:01Z/fw48h/regionid/13"
    rows = json.loads(_slots())["data"]
    wrong = json.dumps({"data": {"regionid": 2, "data": rows}})
    with Loopback([Recording(path, wrong)]) as server:
        found = _World(server).forecast("GB-NESO-13")

    assert "provider-failed" in _codes(found)
    assert found.vintages == ()


def test_values_that_cannot_be_are_left_out_of_what_is_told() -> None:
    """A flat line of eleven hours above what water emits is taken out, with a note."""
    rows = json.loads(_slots())["data"]
    for row in rows[2:24]:
        row["intensity"]["forecast"] = 711
    with Loopback([Recording(ASKED, json.dumps({"data": rows}))]) as server:
        found = _World(server).forecast()

    assert "intensity-flat" in _codes(found)
    assert found.series is not None
    assert 711.0 not in found.series.values.tolist()


def test_what_was_kept_serves_through_an_outage(tmp_path: Path) -> None:
    """An hour after a good answer the provider is down: its last forecast serves, with a note."""
    with Loopback([FINE, Recording(ASKED, status=500)]) as server:
        world = _World(server, tmp_path / "grid.sqlite")
        before = world.forecast()
        world.at_seconds = NOW + 900  # longer than an answer keeps, within the same half hour
        after = world.forecast()
        offline = world.forecast(fetch=False)

    assert before.series is not None
    assert after.series is not None
    assert before.series.values.tolist() == after.series.values.tolist()
    assert "provider-failed" in _codes(after)
    assert offline.vintages == after.vintages == before.vintages


def test_without_leave_the_network_is_not_touched(tmp_path: Path) -> None:
    """Where nothing may be fetched nobody hears of us."""
    with Loopback([FINE]) as server:
        _World(server, tmp_path / "grid.sqlite").forecast(fetch=False)

        assert server.heard == ()


def test_a_provider_is_not_asked_faster_than_it_allows() -> None:
    """A second passes between two requests, of retries too."""
    with Loopback([Recording(ASKED, status=500), FINE]) as server:
        world = _World(server)
        world.forecast()

    assert sum(world.slept) >= 1.0


KEY = "k3y-of-a-user+/="


class _Keyed:
    """A provider that sends its key in the query and in a header, as some want it."""

    name = "keyed"
    about = About("Keyed", "https://keyed.invalid", "CC0", "Keyed", key=("keyed",))

    def __init__(self, base: str) -> None:
        self._base = base

    def serves(self, want: Want) -> bool:
        return want.zone.code == "GB" and want.tense is Tense.ACTUAL

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        params = {"securityToken": KEY}
        answer = await door.get(self._base + "/x", params=params, headers={"auth": KEY})
        edges = np.asarray([want.start_seconds, want.end_seconds])
        series = StepSeries(edges, np.asarray([float(len(answer.body))]), Unit.parse("gCO2e/kWh"))
        signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
        return (Reading(signal, series, version=answer.headers.get("x-version")),)


@pytest.mark.parametrize("status", [200, 401, 500])
def test_a_key_is_neither_kept_nor_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """No file of the cache, no log and no part of the answer has it, though it is echoed."""
    caplog.set_level(logging.DEBUG)
    with Loopback([Recording("/x", f"you sent {KEY}", status=status)]) as server:
        cache = Cache(tmp_path / "grid.sqlite")
        clock = Clock(lambda: NOW, _nothing)
        grid = Grid(
            Factors(),
            cache,
            Keys({"WHOLEPRINT_KEY_KEYED": KEY}),
            over_http(cache, clock),
            clock,
            {"keyed": _Keyed(server.base)},
        )
        wish = Wish(providers=("keyed",))
        found = grid.history("GB", NOW - HOUR, NOW, wish, fetch=True)
        heard = server.heard

    assert heard[0].params["securityToken"] == heard[0].headers["auth"] == KEY
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    told = [path.read_bytes() for path in files] + [
        text.encode()
        for text in (caplog.text, repr(grid), repr(found), str(found.notes), str(found.vintages))
    ]
    assert not [text for text in told if b"k3y" in text or b"securityToken" in text]
    assert ("provider-failed" in _codes(found)) is (status != 200)


async def _nothing(_seconds: float) -> None:
    return
