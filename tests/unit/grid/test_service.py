"""Grid data for whoever wants it: what serves, what stands in, and what is said about it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import (
    ProviderRefusedError,
    ProviderUnreachableError,
    SettingError,
    UnknownFactorError,
    UnknownZoneError,
    ValueRefusedError,
)
from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.keys import Keys
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.pace import Clock
from wholeprint.grid.replay import ReplayDoor
from wholeprint.grid.service import Grid, Wish, run
from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Flow, Intensity, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.settings import Settings

HOUR, DAY = 3600.0, 86400.0
NOW = 22_000 * DAY  # in 2030, of which nothing ships


@dataclass
class Spoken:
    """A provider that knows some hours of some zones, and fails when it is told to."""

    name: str
    value: float
    zones: tuple[str, ...] = ("GB",)
    scope: Scope = Scope.DIRECT
    flow: Flow = Flow.CONSUMPTION
    tenses: tuple[Tense, ...] = (Tense.ACTUAL, Tense.FORECAST)
    known: tuple[float, float] = (-1e12, 1e12)
    key: tuple[str, ...] = ()
    error: Exception | None = None
    doubt: float = 0.0
    asked: list[Want] = field(default_factory=list[Want])

    @property
    def about(self) -> About:
        return About(
            f"Speaker {self.name}",
            "https://spoken.example",
            "CC0",
            "Spoken",
            key=self.key,
            ahead_seconds=2 * DAY,
        )

    def serves(self, want: Want) -> bool:
        return (
            want.zone.code in self.zones and want.tense in self.tenses and want.scope is self.scope
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        del door
        self.asked.append(want)
        if self.error is not None:
            raise self.error
        start = max(want.start_seconds, NOW + self.known[0])
        end = min(want.end_seconds, NOW + self.known[1])
        if start >= end:
            return ()
        steps = np.arange(start, end, HOUR)
        edges = np.append(steps, end)
        values = self.value + np.arange(steps.size, dtype=np.float64)
        signal = Signal(want.zone.code, want.response, self.scope, self.flow, want.tense)
        unit = Unit.parse("gCO2e/kWh")
        band = (
            StepSeries(edges, values - self.doubt, unit),
            StepSeries(edges, values + self.doubt, unit),
        )
        series = StepSeries(edges, values, unit)
        return (Reading(signal, series, band=band if self.doubt else None),)


def _grid(*own: Spoken, cache: Path | None = None, keys: Mapping[str, str] | None = None) -> Grid:
    return Grid(
        Factors(),
        None if cache is None else Cache(cache / "grid.sqlite"),
        {} if keys is None else keys,
        door=lambda _: ReplayDoor([]),
        clock=Clock(lambda: NOW),
        own={one.name: one for one in own},
    )


def _named(*names: str, scope: Scope = Scope.DIRECT, flow: Flow | None = None) -> Wish:
    return Wish(scope=scope, flow=flow, providers=names)


def _codes(found: Intensity) -> list[str]:
    return [note.code for note in found.notes]


def _first(found: Intensity) -> float:
    assert found.series is not None
    return float(found.series.values[0])


def test_the_first_source_that_knows_serves() -> None:
    """The order of the wish decides, and who comes later is not asked."""
    a, b = Spoken("a", 100.0), Spoken("b", 200.0)

    found = _grid(a, b).history("GB", NOW - DAY, NOW, _named("b", "a"), fetch=True)

    assert (_first(found), found.signal.tense) == (200.0, Tense.ACTUAL)
    assert [vintage.provider for vintage in found.vintages] == ["b"]
    assert (a.asked, _codes(found)) == ([], [])


def test_an_outage_is_a_note_and_the_next_serves() -> None:
    """Who does not answer, or refuses, is named in a note; the number is the next one's."""
    a = Spoken(
        "a", 1.0, error=ProviderUnreachableError("a.example did not answer", seen="HTTP 500")
    )
    b = Spoken("b", 1.0, error=ProviderRefusedError("b.example refuses", seen="HTTP 402"))
    c = Spoken("c", 300.0)

    found = _grid(a, b, c).history("GB", NOW - DAY, NOW, _named("a", "b", "c"), fetch=True)

    assert _first(found) == 300.0
    assert _codes(found) == ["provider-failed", "provider-failed"]
    assert "HTTP 500" in found.notes[0].message


def test_when_all_fail_the_tables_serve() -> None:
    """Without any answer one value stands for all of the time, and both things are said."""
    a = Spoken("a", 1.0, zones=("FR",), error=ProviderUnreachableError("no"))

    found = _grid(a).history("FR", NOW - DAY, NOW, _named("a"), fetch=True)

    assert found.factor is not None
    assert found.signal.zone == "FR"
    assert found.signal.scope is Scope.DIRECT
    assert _codes(found)[0] == "provider-failed"
    assert {"hours-unknown", "typical-profile"} & set(_codes(found))


def test_the_gap_of_one_is_filled_by_the_next_of_the_same_kind() -> None:
    """Half a day each: one series, both named, and a note that says who stands in."""
    a, b = Spoken("a", 100.0, known=(-DAY, -DAY / 2)), Spoken("b", 200.0)

    found = _grid(a, b).history("GB", NOW - DAY, NOW, _named("a", "b"), fetch=True)

    assert found.series is not None
    assert found.series.known_stretches() == [(NOW - DAY, NOW)]
    assert {vintage.provider for vintage in found.vintages} == {"a", "b"}
    assert _codes(found) == ["source-stands-in"]


def test_another_flow_fills_no_gap() -> None:
    """Production does not stand in for consumption: the gap stays open."""
    a = Spoken("a", 100.0, zones=("FR",), known=(-DAY, -DAY / 2))
    b = Spoken("b", 200.0, zones=("FR",), flow=Flow.PRODUCTION)

    found = _grid(a, b).history("FR", NOW - DAY, NOW, _named("a", "b"), fetch=True)

    assert found.series is not None
    assert found.series.known_stretches() == [(NOW - DAY, NOW - DAY / 2)]
    assert found.signal.flow is Flow.CONSUMPTION


def test_a_wish_for_life_cycle_is_not_served_by_direct_numbers() -> None:
    """Who has only direct emissions is not asked, and what is kept of it is not used."""
    a = Spoken("a", 100.0)

    found = _grid(a).history("GB", NOW - DAY, NOW, _named("a", scope=Scope.LIFECYCLE), fetch=True)

    assert a.asked == []
    assert found.signal.scope is Scope.LIFECYCLE
    assert found.vintages == ()


def test_nothing_is_fetched_unless_it_is_allowed(tmp_path: Path) -> None:
    """Without fetch nobody is asked; what was kept serves, with its vintage."""
    a = Spoken("a", 100.0)
    grid = _grid(a, cache=tmp_path)

    before = grid.history("GB", NOW - DAY, NOW, _named("a"), fetch=False)
    assert (a.asked, before.vintages) == ([], ())

    fetched = grid.history("GB", NOW - DAY, NOW, _named("a"), fetch=True)
    after = grid.history("GB", NOW - DAY, NOW, _named("a"), fetch=False)

    assert len(a.asked) == 1
    assert fetched.vintages == after.vintages != ()
    assert _first(after) == 100.0


def test_what_is_fresh_is_not_fetched_again(tmp_path: Path) -> None:
    """Asked twice in a row, the provider is asked once."""
    a = Spoken("a", 100.0)
    grid = _grid(a, cache=tmp_path)

    for _ in range(2):
        grid.forecast("GB", NOW, NOW + DAY, _named("a"), fetch=True)

    assert len(a.asked) == 1


def test_a_forecast_can_be_had_as_of_an_earlier_time(tmp_path: Path) -> None:
    """Two forecasts of one time are kept, and each comes back as of when it was made."""
    a, at = Spoken("a", 100.0), [NOW]
    grid = Grid(
        Factors(),
        Cache(tmp_path / "grid.sqlite"),
        {},
        door=lambda _: ReplayDoor([]),
        clock=Clock(lambda: at[0]),
        own={"a": a},
    )
    grid.forecast("GB", NOW + HOUR, NOW + DAY, _named("a"), fetch=True)
    at[0], a.value = NOW + 1200, 150.0
    grid.forecast("GB", NOW + HOUR, NOW + DAY, _named("a"), fetch=True)

    def as_of(moment: float) -> float:
        wish = Wish(providers=("a",), as_of_seconds=moment)
        return _first(grid.forecast("GB", NOW + HOUR, NOW + DAY, wish, fetch=False))

    assert (as_of(NOW + 2000), as_of(NOW + 600)) == (150.0, 100.0)
    assert as_of(NOW + 2000) != as_of(NOW + 600)


def test_without_a_cache_that_works_all_is_still_answered(tmp_path: Path) -> None:
    """A file that cannot be used costs a note, not the answer."""
    (tmp_path / "grid.sqlite").write_bytes(b"rubbish" * 1000)

    found = _grid(Spoken("a", 100.0), cache=tmp_path).history(
        "GB", NOW - DAY, NOW, _named("a"), fetch=True
    )

    assert _first(found) == 100.0
    assert _codes(found) == ["cache-damaged"]


def test_a_part_takes_its_country_and_says_so() -> None:
    """Nobody knows London: Great Britain stands for it, with a warning; a cloud's region draws."""
    a = Spoken("a", 100.0)

    part = _grid(a).history("GB-NESO-13", NOW - DAY, NOW, _named("a"), fetch=True)
    cloud = _grid(a).history("aws:eu-west-2", NOW - DAY, NOW, _named("a"), fetch=True)

    assert (part.signal.zone, _codes(part)) == ("GB-NESO-13", ["zone-widened"])
    assert (cloud.signal.zone, _codes(cloud)) == ("AWS-eu-west-2", ["zone-of-region"])


def test_who_wants_a_key_is_passed_over_without_one() -> None:
    """In the usual order silently; where it was named it is asked, and its refusal is a note."""
    a = Spoken("a", 100.0, key=("a",), error=ProviderRefusedError("it wants a key"))

    silent = _grid(a, Spoken("b", 200.0)).history("GB", NOW - DAY, NOW, fetch=True)
    named = _grid(a, Spoken("b", 200.0)).history("GB", NOW - DAY, NOW, _named("a"), fetch=True)

    assert _first(silent) == 200.0
    assert "provider-failed" not in _codes(silent)
    assert "provider-failed" in _codes(named)


def test_no_key_is_told() -> None:
    """A provider that quotes what a server echoed does not bring the key into a note."""
    error = ProviderRefusedError("refused", seen="token S3CRET is not valid")
    a = Spoken("a", 100.0, key=("a",), error=error)
    grid = _grid(a, keys=Keys({"WHOLEPRINT_KEY_A": "S3CRET"}))

    found = grid.history("GB", NOW - DAY, NOW, _named("a"), fetch=True)

    assert "provider-failed" in _codes(found)
    assert "S3CRET" not in str(found.notes) + repr(grid)


def test_it_works_where_a_loop_runs_already() -> None:
    """As in a notebook: the caller need not know that the providers are asynchronous."""

    async def notebook() -> Intensity:
        return _grid(Spoken("a", 100.0)).history("GB", NOW - DAY, NOW, _named("a"), fetch=True)

    assert _first(asyncio.run(notebook())) == 100.0


def test_an_error_of_the_work_comes_through_in_both_ways() -> None:
    """What work raises is raised to whoever ran it."""

    async def work() -> None:
        raise ZeroDivisionError

    async def notebook() -> None:
        run(work())

    with pytest.raises(ZeroDivisionError):
        run(work())
    with pytest.raises(ZeroDivisionError):
        asyncio.run(notebook())


@pytest.mark.parametrize(
    ("zone", "span", "wish", "kind"),
    [
        ("Atlantis", (0.0, 1.0), Wish(), UnknownZoneError),
        ("GB", (2.0, 1.0), Wish(), ValueRefusedError),
        ("GB", (1.0, 1.0), Wish(), ValueRefusedError),
        ("GB", (0.0, float("nan")), Wish(), ValueRefusedError),
        ("GB", (0.0, 1e12), Wish(), ValueRefusedError),
        ("GB", (0.0, 1.0), Wish(providers=("x",)), SettingError),
        ("FR", (0.0, 1.0), Wish(Response.MARGINAL), UnknownFactorError),
    ],
)
def test_what_cannot_be_asked_is_an_error(
    zone: str, span: tuple[float, float], wish: Wish, kind: type[Exception]
) -> None:
    """An unknown zone or source, a time that ends before it begins, a number that nobody has."""
    with pytest.raises(kind):
        _grid().history(zone, *span, wish, fetch=False)
    with pytest.raises(kind):
        _grid().forecast(zone, *span, wish, fetch=False)


def test_the_grid_of_the_settings_keeps_where_they_say(tmp_path: Path) -> None:
    """The setting names the file; without one nothing is kept."""
    told = Settings(tmp_path / "l", grid_cache=tmp_path / "g")

    cache = Grid.of(told, Factors()).cache

    assert cache is not None
    assert cache.path == tmp_path / "g"
    assert Grid.of(told._replace(grid_cache=None), Factors()).cache is None


def test_shipped_hours_stand_in_for_what_was_but_not_for_a_forecast() -> None:
    """Hours that ship with wholeprint are what was seen: they serve history only."""
    start = 1_701_561_600.0  # 2023-12-03, of which hours of Great Britain ship
    history = _grid().history("GB", start, start + DAY, _named(), fetch=False)
    forecast = _grid().forecast("GB", start, start + DAY, _named(), fetch=False)

    assert history.series is not None
    assert history.signal.tense is Tense.ACTUAL
    assert forecast.signal.tense is Tense.ESTIMATED


def test_notes_are_told_once() -> None:
    """The same trouble from two sides is one note."""
    found = _grid(Spoken("a", 100.0)).history("GB", NOW - DAY, NOW, _named("a"), fetch=True)

    assert len(found.notes) == len(dict.fromkeys(found.notes))
    assert all(isinstance(note, Note) for note in found.notes)


def test_a_forecast_from_the_cache_has_its_band(tmp_path: Path) -> None:
    """What a provider stated with its forecast is there again when nothing is fetched."""
    grid = _grid(Spoken("sure", 100.0, doubt=7.0), cache=tmp_path)

    said = grid.forecast("GB", NOW, NOW + DAY, fetch=True)
    again = grid.forecast("GB", NOW, NOW + DAY, fetch=False)

    for found in (said, again):
        assert found.series is not None
        assert found.band is not None
        low, high = found.band
        np.testing.assert_array_equal(high.values - found.series.values, 7.0)
        np.testing.assert_array_equal(found.series.values - low.values, 7.0)


class _Heard:
    """A way to any provider that hears whom it leads to, and finds nobody at home."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def __call__(self, about: About) -> Door:
        self.titles.append(about.title)
        return ReplayDoor([])


def _order(keys: Mapping[str, str], zone: str) -> list[str]:
    heard = _Heard()
    grid = Grid(Factors(), None, keys, door=heard, clock=Clock(lambda: NOW))
    grid.said(zone, Span(NOW - DAY, NOW), Wish(), Tense.ACTUAL, fetch=True)
    return heard.titles


def test_who_has_a_key_in_the_environment_is_asked_first() -> None:
    """A key that was put there is meant to be used; one in a store is used in the usual order."""

    def store(service: str, name: str) -> str | None:
        return "k" if (service, name) == ("wholeprint", "electricitymaps") else None

    nothing = _order({}, "GB")
    assert nothing[0] == "Carbon Intensity API (NESO)"
    assert "Electricity Maps" not in nothing
    assert _order(Keys({"WHOLEPRINT_KEY_ELECTRICITYMAPS": "k"}, store), "GB") == [
        "Electricity Maps",
        *nothing,
    ]
    assert _order(Keys({}, store), "GB") == [*nothing, "Electricity Maps"]


def test_a_broken_key_store_is_said_when_fetching_only() -> None:
    """Who fetches nothing need not know; who does hears it once, however many want a key."""

    def broken(service: str, name: str) -> str:
        raise OSError(service + name)

    grid = Grid(Factors(), None, Keys({}, broken), door=_Heard(), clock=Clock(lambda: NOW))

    asleep = grid.history("GB", NOW - DAY, NOW, fetch=False)
    awake = grid.history("GB", NOW - DAY, NOW, fetch=True)
    again = grid.history("GB", NOW - DAY, NOW, fetch=False)

    assert [_codes(each).count("key-store-failed") for each in (asleep, awake, again)] == [0, 1, 0]


def test_a_token_of_a_server_of_ones_own_is_not_told() -> None:
    """It needs no key, and where it has one an echo of it is taken out of the note."""
    own = Spoken("prometheus", 1.0, error=ProviderRefusedError("no", seen="Bearer S3CRET"))

    found = _grid(own, keys={"prometheus": "S3CRET"}).history(
        "GB", NOW - DAY, NOW, _named("prometheus"), fetch=True
    )

    assert "provider-failed" in _codes(found)
    assert not [note for note in found.notes if "S3CRET" in note.message]
