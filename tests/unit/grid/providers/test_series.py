"""The hours that ship are where they should be, and gaps stay gaps."""

from datetime import UTC, datetime

import numpy as np
import pytest

from wholeprint.errors import BoundaryError, UnknownFactorError, UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.quantities.intensity import Flow, Scope, Signal, Tense
from wholeprint.quantities.series import StepSeries

SERIES = HourlySeries(Factors())
DIRECT = Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)


def _series(zone: str) -> StepSeries:
    found = SERIES.intensity(zone, DIRECT).series
    assert found is not None
    return found


def _at(year: int, month: int, day: int) -> float:
    return datetime(year, month, day, tzinfo=UTC).timestamp()


def test_great_britain_has_all_of_2023() -> None:
    """The year runs from its first to its last hour in UTC."""
    series = _series("GB")

    assert series.edges_seconds[0] == _at(2023, 1, 1)
    assert series.edges_seconds[-1] == _at(2024, 1, 1)
    assert series.values.size == 8760


def test_the_first_hour_is_the_mean_of_its_two_half_hours() -> None:
    """NESO's actual intensity of 2023-01-01 was 72 and 80 g/kWh from 00:00 and 00:30 UTC: 76."""
    assert _series("GB").values[0] == 76.0


def test_time_between_two_weeks_is_a_gap() -> None:
    """Denmark has a week in January and one in July of 2020, and nothing is made up between."""
    series = _series("DK")
    between = series.covered_seconds(np.asarray([_at(2020, 2, 1)]), np.asarray([_at(2020, 7, 1)]))

    assert between[0] == 0.0
    assert np.isnan(series.values).sum() == 1
    assert np.isfinite(series.values).sum() == 2 * 7 * 24


def test_a_missing_hour_is_a_gap() -> None:
    """Hours for which NESO gives no actual are unknown, not zero: fewer than 1 % of the year."""
    missing = int(np.isnan(_series("GB").values).sum())

    assert 0 < missing < 88


def test_a_forecast_says_so() -> None:
    """The hours of DK1 are forecasts as they were issued; asking for actuals hears of it."""
    found = SERIES.intensity("DK1", DIRECT)

    assert found.signal.tense is Tense.FORECAST
    assert [note.code for note in found.notes] == ["tense-differs"]
    assert SERIES.intensity("GB", DIRECT).notes == ()


def test_a_zone_without_series_is_refused() -> None:
    """France has no hours here, and the message says which zones have."""
    with pytest.raises(UnknownFactorError, match="DK, DK-DK1, DK-DK2, GB"):
        SERIES.intensity("FR", DIRECT)
    with pytest.raises(UnknownFactorError, match="belongs to a zone"):
        SERIES.intensity(None, DIRECT)
    with pytest.raises(UnknownZoneError):
        SERIES.intensity("Atlantis", DIRECT)


def test_another_kind_of_number_is_refused() -> None:
    """The hours are direct; a life-cycle assessment cannot use them by accident."""
    with pytest.raises(BoundaryError, match="scope"):
        SERIES.intensity("GB", Signal("", flow=Flow.CONSUMPTION))


def test_values_are_such_as_grids_have() -> None:
    """Every hour lies between nothing and the worst coal plant."""
    for zone in SERIES.zones():
        values = _series(zone).values
        known = values[np.isfinite(values)]
        assert float(known.min()) >= 0.0
        assert float(known.max()) < 1000.0
