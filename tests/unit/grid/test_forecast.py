"""Our own forecast: what it needs, what it gives, and how it does with little."""

import json
from datetime import UTC, datetime
from typing import Any, cast

import numpy as np
import pytest

from wholeprint.errors import SeriesError, UnitError, ValueRefusedError
from wholeprint.grid.forecast import MODEL, Forecaster, fit
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e/kWh")
HOUR, DAY = 3600.0, 86400.0
BEGIN = datetime(2021, 1, 4, tzinfo=UTC).timestamp()
NOW = BEGIN + 120 * DAY


def _series(step_seconds: float = HOUR, days: float = 120.0, unit: Unit = GRAMS) -> StepSeries:
    """A daily course with weekends and a slow, seeded weather on it."""
    edges = BEGIN + step_seconds * np.arange(round(days * DAY / step_seconds) + 1.0)
    hours = (edges[:-1] - BEGIN) / HOUR
    weekend = (hours // 24 % 7 >= 5) * 40.0
    draws = np.random.default_rng(5).normal(0.0, 30.0, round(days) + 3)
    weather = np.interp(hours, 24.0 * np.arange(draws.size), draws)
    values = 250.0 + 60.0 * np.sin(hours * np.pi / 12.0) - weekend + weather
    return StepSeries(edges, values, unit)


@pytest.fixture(scope="module")
def past() -> StepSeries:
    return _series()


@pytest.fixture(scope="module")
def made(past: StepSeries) -> Forecaster:
    return fit(past, place="Europe/Berlin")


def test_a_forecast_covers_what_was_asked_in_steps_of_the_series(
    made: Forecaster, past: StepSeries
) -> None:
    """From the moment of issue, within an hour, to the end: first and last step may be shorter."""
    found = made.issue(past, NOW + 600.0, NOW + 5 * HOUR + 1200.0)

    edges = [0.0, *(HOUR * n - 600.0 for n in range(1, 6)), 5 * HOUR + 600.0]
    assert (found.series.edges_seconds - NOW - 600.0).tolist() == edges
    assert found.low is not None
    assert found.low.edges_seconds is found.series.edges_seconds
    assert (found.issued_unix_seconds, found.model, found.notes) == (NOW + 600.0, MODEL, ())
    assert found.series.unit == GRAMS


def test_finer_steps_are_kept_with_the_same_means(past: StepSeries) -> None:
    """A series in 5-minute steps is forecast in 15-minute means, said in 5-minute steps."""
    made = fit(_series(300.0, 100.0))

    found = made.issue(past, NOW, NOW + HOUR)

    assert np.diff(found.series.edges_seconds).tolist() == [300.0] * 12
    assert np.unique(found.series.values).size == 4
    assert found.series.values[0] == found.series.values[2]


def test_steps_that_do_not_divide_ours_are_forecast_in_ours(past: StepSeries) -> None:
    """A series in 20-minute steps is forecast in half hours."""
    made = fit(_series(1200.0, 100.0))

    found = made.issue(past, NOW, NOW + 2 * HOUR)

    assert np.diff(found.series.edges_seconds).tolist() == [1800.0] * 4


def test_a_forecaster_comes_back_from_plain_text(made: Forecaster, past: StepSeries) -> None:
    """Through JSON text, what comes back forecasts the same to the last bit."""
    again = Forecaster.from_json(json.loads(json.dumps(made.as_json())))

    one, other = made.issue(past, NOW, NOW + 2 * DAY), again.issue(past, NOW, NOW + 2 * DAY)
    assert one.series.values.tolist() == other.series.values.tolist()
    assert one.high is not None
    assert other.high is not None
    assert one.high.values.tolist() == other.high.values.tolist()


@pytest.mark.parametrize(
    "change", [{"model": "older"}, {"weights": None}, {"shape": [[1.0]]}, {"unit": 3}]
)
def test_a_forecaster_that_is_not_ours_is_refused(made: Forecaster, change: dict[str, Any]) -> None:
    """Another model's, or a damaged document, is an error that says to fit again."""
    document = made.as_json() | change

    with pytest.raises(SeriesError, match=r"[Ff]it"):
        Forecaster.from_json(cast("dict[str, object]", document))


def test_a_document_that_lacks_a_part_is_refused(made: Forecaster) -> None:
    """A missing part is named."""
    document = made.as_json()
    del document["bands"]

    with pytest.raises(SeriesError, match="bands"):
        Forecaster.from_json(document)


def test_old_values_shift_the_lead_and_are_said(made: Forecaster, past: StepSeries) -> None:
    """With the last 6 h unknown, the forecast is that of 6 h ago from there on, and says so."""
    late = made.issue(past, NOW + 6 * HOUR, NOW + 12 * HOUR)
    before = made.issue(past, NOW, NOW + 12 * HOUR)

    assert late.series.values == pytest.approx(before.series.values[6:], rel=1e-9)
    assert [note.code for note in late.notes] == ["forecast-old-values"]
    assert "6 h" in late.notes[0].message


def test_without_recent_values_it_is_the_typical_day(made: Forecaster, past: StepSeries) -> None:
    """Five days after the last value the forecast is what is typical, with a warning."""
    found = made.issue(past, NOW + 5 * DAY, NOW + 6 * DAY)

    assert [note.code for note in found.notes] == ["forecast-from-profile"]
    # Midnight UTC of a Sunday in May is two o'clock in Berlin.
    assert found.series.values[0] == pytest.approx(made.shape.median[1, 2], rel=1e-9)
    assert np.all(np.isfinite(found.series.values))


def test_nothing_known_at_all_is_the_typical_day_too(made: Forecaster) -> None:
    """An empty feed, all gaps or far away, still gives a forecast."""
    gaps = StepSeries(np.array([NOW - DAY, NOW]), np.array([np.nan]), GRAMS)
    far = StepSeries(np.array([NOW + DAY, NOW + 2 * DAY]), np.array([100.0]), GRAMS)

    for recent in (gaps, far):
        found = made.issue(recent, NOW, NOW + DAY)
        assert [note.code for note in found.notes] == ["forecast-from-profile"]


def test_a_short_past_is_used_with_a_note(made: Forecaster, past: StepSeries) -> None:
    """Two known days are enough for a forecast near the full one's; the gap is said."""
    two = StepSeries(past.edges_seconds[-49:], past.values[-48:], GRAMS)

    found, full = made.issue(two, NOW, NOW + DAY), made.issue(past, NOW, NOW + DAY)

    assert [note.code for note in found.notes] == ["forecast-gaps"]
    # Nearer to the full one than the series' own daily swing (60 either way).
    assert float(np.mean(np.abs(found.series.values - full.series.values))) < 40.0


def test_rubbish_is_taken_out_before(made: Forecaster, past: StepSeries) -> None:
    """Negative and impossible recent values do not move the forecast by much, and are noted."""
    values = past.values.copy()
    values[-10], values[-20] = -921.0, 9000.0
    found = made.issue(StepSeries(past.edges_seconds, values, GRAMS), NOW, NOW + DAY)

    clean = made.issue(past, NOW, NOW + DAY)
    assert {note.code for note in found.notes} == {"intensity-negative", "intensity-out-of-range"}
    assert found.series.values == pytest.approx(clean.series.values, abs=15.0)


def test_recent_values_in_another_unit_are_converted(made: Forecaster, past: StepSeries) -> None:
    """Kilograms a kilowatt-hour give the same forecast; watts are refused."""
    kilograms = StepSeries(past.edges_seconds, past.values / 1e3, Unit.parse("kgCO2e/kWh"))

    found = made.issue(kilograms, NOW, NOW + DAY)

    assert found.series.values == pytest.approx(made.issue(past, NOW, NOW + DAY).series.values)
    with pytest.raises(UnitError):
        made.issue(StepSeries(past.edges_seconds, past.values, Unit.parse("W")), NOW, NOW + DAY)


def test_far_ahead_it_goes_on(made: Forecaster, past: StepSeries) -> None:
    """Past four days the forecast stays finite and in the range of the series."""
    found = made.issue(past, NOW, NOW + 14 * DAY)

    assert found.series.values.size == 14 * 24
    assert np.all((found.series.values > 100.0) & (found.series.values < 450.0))


def test_it_must_end_after_it_is_issued(made: Forecaster, past: StepSeries) -> None:
    """An empty stretch of time is refused."""
    with pytest.raises(ValueRefusedError, match="must end after"):
        made.issue(past, NOW, NOW)


def test_too_little_past_is_refused() -> None:
    """Sixty days are not enough to learn from, and the error says what is."""
    with pytest.raises(SeriesError, match="90 days"):
        fit(_series(days=60.0))


def test_steps_over_an_hour_and_pure_gaps_are_refused() -> None:
    """Daily means have no hours to learn; a series of gaps has nothing."""
    with pytest.raises(SeriesError, match="each hour"):
        fit(_series(DAY))
    with pytest.raises(SeriesError, match="only gaps"):
        fit(StepSeries(np.array([0.0, HOUR]), np.array([np.nan]), GRAMS))


@pytest.mark.parametrize("place", ["Nowhere/Land", "../etc"])
def test_an_unknown_place_is_refused(past: StepSeries, place: str) -> None:
    """A name that is no time zone says how one looks."""
    with pytest.raises(ValueRefusedError, match="Europe/Copenhagen"):
        fit(past, place=place)


def test_the_note_says_how_far_off_to_expect_it(made: Forecaster) -> None:
    """The note names the model, the past it learnt from and errors by lead."""
    note = made.note()

    assert note.code == "own-forecast"
    assert MODEL in note.message
    assert "2021-01-04 to 2021-05-04" in note.message
    assert f"{made.expected_error(24 * HOUR):.3g} at 24 h" in note.message


def test_error_grows_with_the_lead(made: Forecaster) -> None:
    """Weather that drifts from day to day is foreseen better an hour than three days ahead."""
    assert made.expected_error(HOUR) < made.expected_error(3 * DAY)
