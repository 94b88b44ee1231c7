"""Asking one provider: for what is missing only, in bits that it allows, and without an error."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import ProviderUnreachableError, SeriesError
from wholeprint.grid.cache import Cache
from wholeprint.grid.chain import LATE_SECONDS, REVISED_SECONDS, Chain
from wholeprint.grid.http import HttpDoor
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.pace import Clock, Pace
from wholeprint.grid.replay import ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR, DAY = 3600.0, 86400.0
NOW = 20_000 * DAY
ZONE = Zone("GB", "United Kingdom", "country")


class Spoken:
    """A provider that says one number for whatever it is asked, and remembers what that was."""

    name = "spoken"

    def __init__(self, about: About, zone: str = "GB") -> None:
        self.about = about
        self.wants: list[tuple[float, float]] = []
        self.failing: Callable[[], Exception] | None = None
        self._zone = zone

    def serves(self, want: Want) -> bool:
        return want.zone == ZONE

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        del door
        self.wants.append((want.start_seconds, want.end_seconds))
        if self.failing is not None:
            raise self.failing()
        edges = np.asarray([want.start_seconds, want.end_seconds])
        series = StepSeries(edges, np.asarray([100.0]), Unit.parse("gCO2e/kWh"))
        return (Reading(Signal(self._zone, tense=want.tense), series),)


def _about(**changes: float) -> About:
    plain = About("Spoken", "https://spoken.example", "CC0", "Spoken", keep_seconds=300.0)
    return plain._replace(**changes)


class _Asking:
    def __init__(self, provider: Spoken, cache: Cache | None) -> None:
        self.provider = provider
        self.at_seconds = NOW
        clock = Clock(lambda: self.at_seconds)
        self.chain = Chain(lambda _: ReplayDoor([]), cache, clock)

    def __call__(self, start: float, end: float, tense: Tense = Tense.ACTUAL) -> list[str]:
        """What came and went wrong, of a time in seconds from NOW."""
        want = Want(ZONE, NOW + start, NOW + end, tense)
        found = asyncio.run(self.chain.ask(self.provider, want))
        return [note.code for note in found.notes]

    def asked(self) -> list[tuple[float, float]]:
        """What the provider was asked since the last look, in seconds from NOW."""
        wants, self.provider.wants = self.provider.wants, []
        return [(start - NOW, end - NOW) for start, end in wants]


@pytest.fixture
def asking(tmp_path: Path) -> _Asking:
    """A provider with a cache."""
    return _Asking(Spoken(_about()), Cache(tmp_path / "grid.sqlite"))


def test_a_time_too_long_is_asked_for_in_parts() -> None:
    """No question is longer than the provider allows, and none of them overlap."""
    asking = _Asking(Spoken(_about(reach_seconds=2 * DAY)), None)

    asking(-5 * DAY, -1 * DAY + 10)

    assert asking.asked() == [(-5 * DAY, -3 * DAY), (-3 * DAY, -1 * DAY), (-DAY, -DAY + HOUR)]


def test_the_future_is_not_asked_for_what_was(asking: _Asking) -> None:
    """What was is asked for up to now and no further."""
    asking(-90.0, DAY)
    assert asking.asked() == [(-HOUR, 0.0)]
    asking(HOUR, DAY)
    assert asking.asked() == []


def test_what_is_fresh_is_not_asked_again(asking: _Asking) -> None:
    """Within the time an answer keeps, the same question, and a part of it, is not asked."""
    asking(-5 * HOUR, 0)
    asking.asked()

    asking.at_seconds = NOW + 299
    asking(-5 * HOUR, 299)
    asking(-2 * HOUR, 0)
    assert asking.asked() == []
    asking(-7 * HOUR, 0)
    assert asking.asked() == [(-7 * HOUR, -5 * HOUR)]

    asking.at_seconds = NOW + 301
    asking(-2 * HOUR, 0)
    assert asking.asked() == [(-2 * HOUR, 0.0)]


def test_the_older_it_is_the_less_often_it_is_asked_for(asking: _Asking) -> None:
    """The last two days while they are revised, the last month once a day, and no more then."""
    asking(-31 * DAY, 0)
    asking.asked()

    asking.at_seconds = NOW + 2 * HOUR
    asking(-31 * DAY, 0)
    assert asking.asked() == [(-REVISED_SECONDS, 0.0)]

    asking.at_seconds = NOW + DAY + 3 * HOUR
    asking(-31 * DAY, 0)
    assert asking.asked() == [(-LATE_SECONDS, -16 * DAY), (-16 * DAY, -2 * DAY), (-2 * DAY, 0.0)]

    asking.at_seconds = NOW + 32 * DAY
    asking(-31 * DAY, 0)
    asking.asked()
    asking.at_seconds = NOW + 90 * DAY
    asking(-31 * DAY, 0)
    assert asking.asked() == []


def test_a_forecast_is_asked_for_to_its_end(tmp_path: Path) -> None:
    """Whatever part is wanted, all of it is fetched, so that the next question is answered too."""
    provider = Spoken(_about(ahead_seconds=2 * DAY))
    asking = _Asking(provider, Cache(tmp_path / "grid.sqlite"))

    asking(60, 3 * HOUR, Tense.FORECAST)
    assert asking.asked() == [(0.0, 2 * DAY)]
    asking.at_seconds = NOW + 120
    asking(120, 47 * HOUR, Tense.FORECAST)
    asking(3 * DAY, 4 * DAY, Tense.FORECAST)
    assert asking.asked() == []


def test_who_has_no_forecasts_is_not_asked_for_one(asking: _Asking) -> None:
    """A provider that looks nowhere ahead is left alone."""
    asking(0, HOUR, Tense.FORECAST)

    assert asking.asked() == []


@pytest.mark.parametrize(
    "error",
    [
        ProviderUnreachableError("it did not answer", seen="HTTP 500"),
        SeriesError("two values hold for the same time"),
        KeyError("S3CRET"),
        ZeroDivisionError("S3CRET"),
        RecursionError("S3CRET"),
    ],
)
def test_whatever_a_provider_does_wrong_is_a_note(asking: _Asking, error: Exception) -> None:
    """An outage, an answer that cannot be a series, a fault in its code: a note, and no error."""
    asking.provider.failing = lambda: error
    want = Want(ZONE, NOW - DAY, NOW)

    found = asyncio.run(asking.chain.ask(asking.provider, want))

    assert found.kept == ()
    assert [note.code for note in found.notes] == ["provider-failed"]
    assert "S3CRET" not in found.notes[0].message


def test_a_failure_is_asked_again_at_once(asking: _Asking) -> None:
    """What did not come is not taken for an answer that there is nothing."""
    asking.provider.failing = lambda: ProviderUnreachableError("it did not answer")
    assert asking(-HOUR, 0) == ["provider-failed"]
    asking.provider.failing = None
    asking.asked()

    asking(-HOUR, 0)

    assert asking.asked() == [(-HOUR, 0.0)]


def test_an_answer_of_another_zone_is_refused(tmp_path: Path) -> None:
    """What is of another zone than was asked for is neither used nor kept."""
    cache = Cache(tmp_path / "grid.sqlite")
    asking = _Asking(Spoken(_about(), zone="FR"), cache)

    assert asking(-HOUR, 0) == ["provider-failed"]
    assert not cache.path.exists()


def test_a_missing_library_is_a_note_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the libraries that fetching needs the answer comes from elsewhere, and says how."""
    monkeypatch.setitem(sys.modules, "httpx", None)

    class Asks(Spoken):
        async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
            await door.get("https://spoken.example/x")
            return await super().fetch(want, door)

    chain = Chain(lambda _: HttpDoor(Pace()), None, Clock(lambda: NOW))
    found = asyncio.run(chain.ask(Asks(_about()), Want(ZONE, NOW - DAY, NOW)))

    assert "pip install 'wholeprint[grid]'" in found.notes[0].message
