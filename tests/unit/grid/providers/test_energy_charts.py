"""Parallel lists become two series, what was seen and what is foreseen, at their own step."""

import asyncio
import json

import pytest

from wholeprint.errors import ProviderAnswerError, ProviderUnreachableError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.energy_charts import COUNTRIES, energy_charts
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HERE = "https://ec.invalid"
URL = f"{HERE}/co2eq"
START = 1711065600.0  # 2024-03-22T00:00:00Z
GERMANY = Zone("DE", "Germany", "country")


def _want(tense: Tense = Tense.ACTUAL, zone: Zone = GERMANY, **kinds: object) -> Want:
    kinds = {"scope": Scope.LIFECYCLE, **kinds}
    return Want(zone, START + 60.0, START + 3500.0, tense, **kinds)  # pyright: ignore[reportArgumentType] - each kind its own


def _fetch(body: object) -> tuple[tuple[Reading, ...], ReplayDoor]:
    door = ReplayDoor([Recording(URL, json.dumps(body))])
    return asyncio.run(energy_charts({}, HERE).fetch(_want(), door)), door


def _body(step: int, seen: list[object], ahead: list[object]) -> dict[str, object]:
    return {
        "unix_seconds": [int(START) + step * place for place in range(len(seen))],
        "co2eq": seen,
        "co2eq_forecast": ahead,
        "deprecated": False,
    }


@pytest.mark.parametrize("step", [900, 3600])
def test_seen_and_foreseen_come_from_one_answer(step: int) -> None:
    """Nulls end the one where the other begins; the step is that of the times."""
    (seen, ahead), door = _fetch(_body(step, [322, 314.7, None, None], [None, None, 300, 290.5]))

    assert seen.series.values.tolist() == [322.0, 314.7]
    assert seen.series.edges_seconds.tolist() == [START, START + step, START + 2 * step]
    assert seen.signal == Signal(
        "DE", Response.AVERAGE, Scope.LIFECYCLE, Flow.PRODUCTION, Tense.ACTUAL
    )
    assert ahead.signal.tense is Tense.FORECAST
    assert ahead.series.values.tolist() == [300.0, 290.5]
    assert ahead.series.edges_seconds[0] == START + 2 * step
    assert door.asked[0].params == {
        "country": "de",
        "start": "2024-03-22T00:00Z",
        "end": "2024-03-22T01:00Z",
    }


def test_an_interface_that_will_go_is_said() -> None:
    """The answer has a field for that."""
    (found,), _ = _fetch({**_body(900, [1], [None]), "deprecated": True})

    assert [note.code for note in found.notes] == ["provider-warning"]
    assert _fetch(_body(900, [1], [None]))[0][0].notes == ()


def test_nothing_known_is_nothing() -> None:
    """Empty lists, only nulls, or no list of forecasts: no reading of it."""
    assert _fetch(_body(900, [], []))[0] == ()
    assert _fetch(_body(900, [None], [None]))[0] == ()
    assert len(_fetch({"unix_seconds": [int(START)], "co2eq": [1]})[0]) == 1


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"co2eq": [1]},
        _body(900, [1, 2], [None]),
        _body(900, [1, "2"], [None, None]),
        _body(0, [1, 2], [None, None]),
        {"unix_seconds": [START * 1000], "co2eq": [1]},
        {"unix_seconds": [START, START + 86401], "co2eq": [1, 2]},
        {"unix_seconds": [START], "co2eq": [1], "deprecated": "no"},
        {"unix_seconds": [START, START + 0.5], "co2eq": [1, 2]},
    ],
)
def test_rubbish_is_refused(body: object) -> None:
    """Lists of unequal length, milliseconds, one time twice, no possible step: an error."""
    with pytest.raises(ProviderAnswerError):
        _fetch(body)


def test_an_outage_passes_through() -> None:
    """The door's errors are not dressed up."""
    door = ReplayDoor([Recording(URL, status=429)])
    with pytest.raises(ProviderUnreachableError):
        asyncio.run(energy_charts({}, HERE).fetch(_want(), door))


def test_it_keeps_to_two_questions_a_minute() -> None:
    """Its rule is two a minute."""
    assert energy_charts({}).about.spacing_seconds >= 30.0


@pytest.mark.parametrize(
    "want",
    [
        _want(scope=Scope.DIRECT),
        _want(flow=Flow.CONSUMPTION),
        _want(response=Response.MARGINAL),
        _want(Tense.ESTIMATED),
        _want(zone=Zone("US", "United States", "country")),
    ],
)
def test_it_serves_nothing_else(want: Want) -> None:
    """Life-cycle, average, as produced, in its countries."""
    assert not energy_charts({}).serves(want)


def test_it_serves_its_countries_both_ways() -> None:
    """Seen and foreseen."""
    for code in COUNTRIES:
        zone = Zone(code, code, "country")
        assert energy_charts({}).serves(_want(zone=zone))
        assert energy_charts({}).serves(_want(Tense.FORECAST, zone, flow=Flow.PRODUCTION))
