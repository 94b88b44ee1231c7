"""Forecasts as the cache kept them, against what the cache holds of what came."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question
from wholeprint.grid.scoring import Scores, scored
from wholeprint.grid.stitch import Span
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal, Tense

HOUR, DAY = 3600.0, 86400.0
GB, LONDON = Zone("GB", "Great Britain", "country"), Zone("GB-LON", "London", "part")
ISSUED = 10 * DAY
WHOLE = Span(0.0, 30 * DAY)
QUESTION = Question("neso", "GB", "average", "direct", "", "actual", 0.0, 100.0)


def _kept(
    provider: str,
    start: float,
    values: Sequence[float],
    *,
    tense: Tense = Tense.ACTUAL,
    flow: Flow = Flow.CONSUMPTION,
    at: float | None = None,
    version: str | None = None,
) -> Kept:
    edges = [start + HOUR * place for place in range(len(values) + 1)]
    signal = Signal("GB", scope=Scope.DIRECT, flow=flow, tense=tense).as_json()
    fetched = edges[-1] if at is None else at
    return Kept(provider, signal, edges, list(values), fetched, version=version)


def _cache(folder: Path, *kept: Kept) -> Cache:
    cache = Cache(folder / "grid.sqlite")
    cache.keep(QUESTION, 0.0, kept)
    return cache


def _scored(cache: Cache, *, span: Span = WHOLE, providers: tuple[str, ...] = ()) -> Scores:
    return scored(cache, (LONDON, GB), span, Response.AVERAGE, Scope.DIRECT, providers)


RAMP = [100.0 + place for place in range(24 * 14)]
"""It rises by one each hour."""


def _ahead(off: float, hours: int = 12) -> list[float]:
    return [340.0 + place + off for place in range(hours)]


def test_a_kept_forecast_is_scored_by_lead(tmp_path: Path) -> None:
    """Three too high at every lead; persistence is off by its age, a day by 24, a week by 168."""
    ahead = _kept("neso", ISSUED, _ahead(3.0), tense=Tense.FORECAST, at=ISSUED, version="v7")
    ours = _kept("wholeprint", ISSUED, _ahead(-1.0), tense=Tense.FORECAST, at=ISSUED)
    wide = ours._replace(low=_ahead(-2.0), high=_ahead(2.0))

    found = _scored(_cache(tmp_path, _kept("neso", 0.0, RAMP), ahead, wide))

    assert found.notes == ()
    assert [(one.provider, one.models, one.against) for one in found.scored] == [
        ("neso", ("v7",), "neso"),
        ("wholeprint", (), "neso"),
    ]
    theirs, own = (one.leads for one in found.scored)
    assert [(row.from_hours, row.steps) for row in theirs] == [(0, 1), (1, 2), (3, 3), (6, 6)]
    assert [row.error_amount for row in theirs] == pytest.approx([3.0] * 4)
    assert [row.bias_amount for row in own] == pytest.approx([-1.0] * 4)
    assert [row.persistence_amount for row in own] == pytest.approx([1.0, 2.5, 5.0, 9.5])
    assert {(row.day_amount, row.week_amount) for row in own} == {(24.0, 168.0)}
    assert [row.covered_share for row in own] == [1.0] * 4


def test_only_what_was_issued_then_counts(tmp_path: Path) -> None:
    """A forecast from outside of the time that is asked for is not scored; nor somebody else's."""
    early, late = (
        _kept("neso", at, _ahead(off), tense=Tense.FORECAST, at=at)
        for at, off in ((ISSUED, 0.0), (ISSUED + DAY, 0.0))
    )
    cache = _cache(tmp_path, _kept("neso", 0.0, RAMP), early, late)

    (found,) = _scored(cache, span=Span(ISSUED + HOUR, ISSUED + 2 * DAY)).scored

    assert (found.forecasts, found.first_seconds) == (1, ISSUED + DAY)
    assert _scored(cache).scored[0].forecasts == 2
    assert _scored(cache, providers=("elexon",)).scored == ()


def test_a_forecast_is_no_actual_value(tmp_path: Path) -> None:
    """What was foreseen is not held against itself, and another kind of number not against it."""
    ahead = _kept("neso", ISSUED, _ahead(0.0), tense=Tense.FORECAST, at=ISSUED)
    other = _kept("elexon", 0.0, RAMP, flow=Flow.PRODUCTION)

    found = _scored(_cache(tmp_path, ahead, other))

    assert found.scored == ()
    (note,) = found.notes
    assert note.code == "score-nothing"
    assert "grid fetch GB --from 14d" in note.message


def test_its_own_actual_values_go_before_those_of_another(tmp_path: Path) -> None:
    """Where the forecaster saw nothing of that time, who saw most of it is taken."""
    ahead = _kept("mine", ISSUED, _ahead(0.0), tense=Tense.FORECAST, at=ISSUED)
    theirs = _kept("elexon", 0.0, [value + 5.0 for value in RAMP])
    short = _kept("mine", 0.0, RAMP[: 24 * 11])
    elsewhere = _kept("mine", 0.0, RAMP[:24])

    for index, (own, against) in enumerate(((short, "mine"), (elsewhere, "elexon"))):
        (found,) = _scored(_cache(tmp_path / str(index), ahead, theirs, own)).scored
        assert found.against == against


def test_nothing_kept_is_said(tmp_path: Path) -> None:
    """With how to get something that can be scored."""
    found = _scored(Cache(tmp_path / "none.sqlite"))

    assert found.scored == ()
    (note,) = found.notes
    assert "No forecast of GB-LON is kept" in note.message
    assert "grid forecast GB-LON --fetch" in note.message
    cache = Cache(tmp_path / "none.sqlite")
    assert "GB-LON by neso is kept" in _scored(cache, providers=("neso",)).notes[0].message
