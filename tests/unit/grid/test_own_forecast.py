"""Where no provider foresees: whose past is learnt from, what is kept, and when nothing is said."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.cache import Cache
from wholeprint.grid.forecast import MODEL
from wholeprint.grid.forecast_score import kept_forecasts
from wholeprint.grid.kept import Kept, Question, Search
from wholeprint.grid.own_forecast import NAME, Foresight
from wholeprint.grid.pace import Clock
from wholeprint.grid.service import Grid, Wish
from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Flow, Intensity, Scope, Signal, Tense, Vintage
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e/kWh")
HOUR, DAY = 3600.0, 86400.0
NOW = datetime(2024, 2, 20, 12, 3, tzinfo=UTC).timestamp()
AT = datetime(2024, 2, 20, 12, 0, tzinfo=UTC).timestamp()
FACTORS = Factors()
SIGNAL = Signal("NL", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)


def _past(days: float, signal: Signal = SIGNAL, end: float = AT) -> Intensity:
    count = round(days * 24)
    edges = end - HOUR * np.arange(float(count), -1.0, -1.0)
    hours = edges[:-1] / HOUR
    noise = np.random.default_rng(2).normal(0.0, 10.0, count)
    values = 200.0 + 50.0 * np.sin(hours * np.pi / 12.0) + noise
    vintage = Vintage("them", NOW, licence="CC BY 4.0")
    return Intensity(signal, series=StepSeries(edges, values, GRAMS), vintages=(vintage,))


class Asked:
    """A past of our own making, that keeps what was asked of it."""

    def __init__(self, past: Intensity | None) -> None:
        self.past = past
        self.asked: list[tuple[float, bool]] = []

    def __call__(self, span: Span, *, fetch: bool) -> tuple[Intensity | None, tuple[Note, ...]]:
        self.asked.append((span.end_seconds - span.start_seconds, fetch))
        return self.past, (Note("asked", "Once more."),)


def test_a_zone_with_a_past_is_foreseen_with_its_doubt(tmp_path: Path) -> None:
    """The signal, the band, the source, the state of the model and the expected error are told."""
    ask = Asked(_past(120.0))
    found = Foresight(FACTORS, "NL", ask, tmp_path).foresee(Span(NOW, NOW + DAY), NOW, fetch=False)

    made, kept = found.intensity, found.kept
    assert made is not None
    assert made.series is not None
    assert made.band is not None
    assert kept is not None
    assert made.signal.tense is Tense.FORECAST
    assert made.series.edges_seconds[[0, -1]].tolist() == [AT, NOW + DAY]
    assert np.all(made.band[0].values <= made.band[1].values)
    assert made.vintages == (Vintage(NAME, NOW, AT, MODEL, "CC BY 4.0"),)
    assert [note.code for note in made.notes] == ["own-forecast"]
    assert (kept.provider, kept.version, kept.issued_unix_seconds) == (NAME, MODEL, AT)
    assert list(kept.values) == made.series.values.tolist()
    assert [fetch for _, fetch in ask.asked] == [False]


def test_what_was_learnt_is_read_again(tmp_path: Path) -> None:
    """The second time the file is taken, and the forecast is the same; damaged, it is made anew."""
    foresight = Foresight(FACTORS, "NL", Asked(_past(120.0)), tmp_path)
    span = Span(NOW, NOW + DAY)
    first = foresight.foresee(span, NOW, fetch=False).kept
    (path,) = tmp_path.iterdir()
    before = path.stat().st_mtime_ns
    again = foresight.foresee(span, NOW, fetch=False).kept

    assert first == again
    assert path.stat().st_mtime_ns == before
    for rubbish in ("", "[]", "{}", '{"model": "seasonal-1"}'):
        path.write_text(rubbish, encoding="utf-8")
        assert foresight.foresee(span, NOW, fetch=False).kept == first
        assert json.loads(path.read_text(encoding="utf-8"))["model"] == MODEL


def test_a_past_that_has_grown_is_learnt_again(tmp_path: Path) -> None:
    """A month more to learn from is used; a state learnt from later values never is."""
    span = Span(NOW, NOW + DAY)
    Foresight(FACTORS, "NL", Asked(_past(120.0)), tmp_path).foresee(span, NOW, fetch=False)
    (path,) = tmp_path.iterdir()
    Foresight(FACTORS, "NL", Asked(_past(150.0)), tmp_path).foresee(span, NOW, fetch=False)
    begin, end = json.loads(path.read_text(encoding="utf-8"))["fitted_seconds"]

    assert (end - begin) / DAY == pytest.approx(150.0, abs=1.1)
    earlier = NOW - 30 * DAY
    ask = Asked(_past(120.0, end=AT - 30 * DAY))
    Foresight(FACTORS, "NL", ask, tmp_path).foresee(
        Span(earlier, earlier + DAY), earlier, fetch=False
    )
    assert json.loads(path.read_text(encoding="utf-8"))["fitted_seconds"][1] <= earlier


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, it is learnt each time."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    foresight = Foresight(FACTORS, "NL", Asked(_past(120.0)), tmp_path / "taken")

    assert foresight.foresee(Span(NOW, NOW + DAY), NOW, fetch=False).intensity is not None


@pytest.mark.parametrize("past", [None, _past(30.0), _past(120.0, end=AT - 6 * DAY)])
def test_too_little_is_no_forecast(past: Intensity | None) -> None:
    """Nothing known, a month only, or nothing of the last four days: the tables do it better."""
    found = Foresight(FACTORS, "NL", Asked(past)).foresee(Span(NOW, NOW + DAY), NOW, fetch=False)

    assert found.intensity is None
    assert found.kept is None


def test_a_past_that_is_too_short_says_how_to_get_more() -> None:
    """The note names the command that brings a past."""
    found = Foresight(FACTORS, "NL", Asked(_past(30.0))).foresee(
        Span(NOW, NOW + DAY), NOW, fetch=False
    )

    assert [note.code for note in found.notes] == ["forecast-no-past"]
    assert "wholeprint grid fetch NL" in found.notes[0].message


def test_the_network_is_asked_for_the_last_weeks_only_where_it_helps() -> None:
    """With a past to learn from five weeks are fetched; without one nothing is."""
    learnt, empty = Asked(_past(120.0)), Asked(None)
    span = Span(NOW, NOW + DAY)

    found = Foresight(FACTORS, "NL", learnt).foresee(span, NOW, fetch=True)
    Foresight(FACTORS, "NL", empty).foresee(span, NOW, fetch=True)

    assert [(days / DAY, fetch) for days, fetch in learnt.asked] == [(400.0, False), (36.0, True)]
    assert [fetch for _, fetch in empty.asked] == [False]
    assert [note.code for note in found.notes] == ["asked"]


def test_shipped_hours_help_a_short_past() -> None:
    """Great Britain's year that ships is learnt from, with five weeks of today's values."""
    british = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    ask = Asked(_past(36.0, british))

    found = Foresight(FACTORS, "GB", ask).foresee(Span(NOW, NOW + DAY), NOW, fetch=False)

    assert found.intensity is not None
    assert "2023-01-01 to 2024-02-20" in found.intensity.notes[0].message


def test_the_past_and_what_is_far_are_not_foreseen() -> None:
    """Before now nothing is; from four days on the tables serve."""
    foresight = Foresight(FACTORS, "NL", Asked(_past(120.0)))

    assert foresight.foresee(Span(NOW - DAY, NOW - HOUR), NOW, fetch=False).intensity is None
    assert foresight.foresee(Span(NOW + 5 * DAY, NOW + 6 * DAY), NOW, fetch=False).kept is None
    far = foresight.foresee(Span(NOW, NOW + 9 * DAY), NOW, fetch=False).intensity
    assert far is not None
    assert far.series is not None
    assert far.series.edges_seconds[-1] == AT + 4 * DAY


def test_the_grid_gives_our_forecast_and_keeps_it(tmp_path: Path) -> None:
    """From the kept actual values of a zone: foreseen, kept once however often it is asked."""
    cache = Cache(tmp_path / "grid.db")
    signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    series = _past(120.0, signal).series
    assert series is not None
    edges, values = series.edges_seconds.tolist(), series.values.tolist()
    question = Question("neso", "GB", "average", "direct", "", "actual", edges[0], edges[-1])
    cache.keep(question, NOW - 60.0, [Kept("neso", signal.as_json(), edges, values, NOW - 60.0)])
    grid = Grid(FACTORS, cache, {}, clock=Clock(now_seconds=lambda: NOW))

    grid.forecast("GB", NOW, NOW + DAY, fetch=False)
    found = grid.forecast("GB", NOW, NOW + DAY, fetch=False)

    assert found.signal.tense is Tense.FORECAST
    assert found.band is not None
    assert "own-forecast" in [note.code for note in found.notes]
    kept = cache.find(Search("GB", NOW, NOW + DAY, tenses=("forecast",)))
    assert [(one.provider, one.version) for one in kept] == [(NAME, MODEL)]
    told = kept_forecasts(kept)[0]
    assert told.low is not None
    assert told.high is not None
    np.testing.assert_array_equal(
        found.band[0].values, told.low.values[: found.band[0].values.size]
    )
    np.testing.assert_array_equal(
        found.band[1].values, told.high.values[: found.band[1].values.size]
    )
    early = grid.forecast("GB", NOW, NOW + DAY, Wish(as_of_seconds=NOW - DAY), fetch=False)
    assert "own-forecast" not in [note.code for note in early.notes]
