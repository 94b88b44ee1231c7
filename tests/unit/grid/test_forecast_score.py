"""Scores by lead: what is compared with what, by hand."""

import math

import numpy as np
import pytest

from wholeprint.errors import SeriesError
from wholeprint.grid.forecast import Forecast
from wholeprint.grid.forecast_score import as_issued, kept_forecasts, score
from wholeprint.grid.kept import Kept
from wholeprint.grid.slots import Slot
from wholeprint.quantities.intensity import Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e/kWh")
HOUR, DAY = 3600.0, 86400.0


def _hourly(
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]", begin: float = 0.0
) -> StepSeries:
    return StepSeries(begin + HOUR * np.arange(values.size + 1.0), values, GRAMS)


ACTUAL = _hourly(np.arange(24.0 * 16))
"""It rises by one each hour, so that every opponent's error is known."""

ISSUED = 10 * DAY


def _forecast(off: float, hours: int = 48) -> Forecast:
    values = 240.0 + np.arange(float(hours)) + off
    middle = _hourly(values, ISSUED)
    return Forecast(ISSUED, middle, _hourly(values - 3.0, ISSUED), _hourly(values + 3.0, ISSUED))


def test_each_opponent_knows_what_was_known() -> None:
    """On a ramp each is off by how old its newest whole value is.

    Persistence by the lead and one, a day by 24 and beyond the first day by 48, a week by 168; a
    forecast that is two too high by two, with that bias, within a band of three.
    """
    rows = score([_forecast(2.0)], ACTUAL, [(0, 1), (1, 3), (24, 48)])

    first, second, third = rows
    assert first[2:] == pytest.approx((1, 2.0, 2.0, 1.0, 24.0, 168.0, 1.0))
    assert second[2:] == pytest.approx((2, 2.0, 2.0, 2.5, 24.0, 168.0, 1.0))
    assert third[2:] == pytest.approx((24, 2.0, 2.0, 36.5, 48.0, 168.0, 1.0))


def test_skill_is_the_share_of_error_avoided() -> None:
    """Half of persistence's error is a skill of one half; twice of it is minus one."""
    near, far = (score([_forecast(off)], ACTUAL, [(0, 1)])[0] for off in (0.5, -2.0))

    assert near.skill_over_persistence == pytest.approx(0.5)
    assert far.skill_over_persistence == pytest.approx(-1.0)
    assert near.skill_over_naive == pytest.approx(1.0 - 0.5 / 24.0)
    assert (near.wins, far.wins) == (True, False)
    assert near.naive_amount == 24.0


def test_what_lies_outside_the_band_is_counted() -> None:
    """Off by four in a band of three, nothing is covered; half of two forecasts is a half."""
    both = score([_forecast(4.0), _forecast(0.0)], ACTUAL, [(0, 24)])

    assert both[0].covered_share == pytest.approx(0.5)
    assert both[0].steps == 48


def test_a_forecast_without_band_has_no_coverage() -> None:
    """Most providers give no band: everything else is scored."""
    plain = Forecast(ISSUED, _forecast(1.0).series)

    row = score([plain], ACTUAL, [(0, 24)])[0]

    assert math.isnan(row.covered_share)
    assert row.error_amount == pytest.approx(1.0)


def test_what_never_came_is_not_counted() -> None:
    """Gaps in what came, and a week before that is unknown, leave steps out, for everyone alike."""
    values = ACTUAL.values.copy()
    values[245] = np.nan
    rows = score([_forecast(1.0)], _hourly(values), [(0, 24)])

    assert rows[0].steps == 23


def test_units_are_brought_together() -> None:
    """A forecast in kilograms is scored in the grams of what came."""
    kilograms = StepSeries(
        _forecast(0.0).series.edges_seconds,
        _forecast(2.0).series.values / 1e3,
        Unit.parse("kgCO2e/kWh"),
    )

    row = score([Forecast(ISSUED, kilograms, kilograms, kilograms)], ACTUAL, [(0, 24)])[0]

    assert row.error_amount == pytest.approx(2.0)


def test_nothing_to_compare_is_an_error() -> None:
    """No forecast, or none that meets what came, says so."""
    with pytest.raises(SeriesError, match="compared"):
        score([], ACTUAL)
    with pytest.raises(SeriesError, match="compared"):
        score([Forecast(100 * DAY, _hourly(np.ones(3), 100 * DAY))], ACTUAL)


def test_rows_as_first_seen_become_forecasts() -> None:
    """Values first seen together are one forecast; what was seen after it began is none."""
    rows = [
        (ISSUED, Slot(ISSUED + HOUR, ISSUED + 2 * HOUR, 241.0)),
        (ISSUED, Slot(ISSUED, ISSUED + HOUR, 240.0)),
        (ISSUED + DAY, Slot(ISSUED + DAY, ISSUED + DAY + HOUR, 264.0)),
        (ISSUED + DAY, Slot(ISSUED, ISSUED + HOUR, 240.0)),
    ]

    found = as_issued(rows, model="them")

    assert [one.issued_unix_seconds for one in found] == [ISSUED, ISSUED + DAY]
    assert [one.series.values.tolist() for one in found] == [[240.0, 241.0], [264.0]]
    assert score(found, ACTUAL)[0].error_amount == 0.0


def test_steps_before_the_issue_are_no_forecast() -> None:
    """Values for times that had passed when it was issued are not scored."""
    early = Forecast(ISSUED + 2 * HOUR, _forecast(1.0, 4).series)

    row = score([early], ACTUAL, [(0, 24)])[0]

    assert row.steps == 2


def test_what_the_cache_kept_is_scored() -> None:
    """A kept forecast counts from its issue, or where nobody says from its fetching; else none."""
    forecast = Signal("GB", tense=Tense.FORECAST).as_json()
    edges, values = [ISSUED, ISSUED + HOUR], [241.0]
    kept = [
        Kept("them", forecast, edges, values, ISSUED + 60.0, ISSUED, "2"),
        Kept("them", forecast, edges, values, ISSUED - HOUR),
        Kept("them", Signal("GB").as_json(), edges, values, ISSUED),
    ]

    found = kept_forecasts(kept)

    assert [one.issued_unix_seconds for one in found] == [ISSUED, ISSUED - HOUR]
    assert [one.model for one in found] == ["them 2", "them"]
    assert score(found, ACTUAL, [(0, 3)])[0].error_amount == pytest.approx(1.0)


def test_the_band_that_was_kept_is_scored() -> None:
    """As it was issued: 240 in a band from 239 to 242 is covered, in one from 241 on is not."""
    forecast = Signal("GB", tense=Tense.FORECAST).as_json()
    wide = Kept("them", forecast, [ISSUED, ISSUED + HOUR], [241.0], ISSUED, low=[239], high=[242])

    for low, share in ((239.0, 1.0), (241.0, 0.0)):
        (row,) = score(kept_forecasts([wide._replace(low=[low])]), ACTUAL, [(0, 3)])
        assert row.covered_share == share
