"""A typical year is the mean of its hours, and says how far an hour may be off."""

from datetime import UTC, datetime

import numpy as np
import pytest

from wholeprint.errors import SeriesError
from wholeprint.factors.yearly import Window
from wholeprint.grid.typical import HOURS, MONTHS, Stretch, cells_of, mean_of, typical
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0


def _year(number: int) -> Stretch:
    begin = datetime(number, 1, 1, tzinfo=UTC)
    return Stretch(begin.timestamp(), begin.replace(year=number + 1).timestamp())


def _series(year: Stretch, values: FloatArray) -> StepSeries:
    edges = np.arange(year.start_seconds, year.end_seconds + 1.0, HOUR)
    return StepSeries(edges, values, Unit.parse("gCO2e/kWh"))


def test_cells_go_by_the_calendar_in_utc() -> None:
    """The last hour of February of a leap year, and the first of March after it."""
    times = [datetime(2024, 2, 29, 23, tzinfo=UTC), datetime(2024, 3, 1, 0, tzinfo=UTC)]

    assert cells_of(np.asarray([time.timestamp() for time in times])).tolist() == [47, 48]


def test_a_year_that_repeats_itself_is_its_own_typical_year() -> None:
    """Two years of one shape and two levels: the shape comes back to rounding, without doubt."""
    shape = 1.0 + 0.5 * np.sin(np.arange(MONTHS * HOURS))
    parts: list[tuple[Stretch, FloatArray]] = []
    for number, level in ((2021, 100.0), (2022, 300.0)):
        year = _year(number)
        cells = cells_of(np.arange(year.start_seconds, year.end_seconds, HOUR))
        parts.append((year, level * shape[cells]))
    years = tuple(year for year, _ in parts)
    edges = np.arange(years[0].start_seconds, years[1].end_seconds + 1.0, HOUR)
    values = np.concatenate([values for _, values in parts])
    found = typical(StepSeries(edges, values, Unit.parse("gCO2e/kWh")), years)

    expected = shape.reshape(MONTHS, HOURS)
    assert found.mean == pytest.approx(expected / mean_of(expected), rel=1e-12)
    assert found.low == pytest.approx(found.mean, rel=1e-12)
    assert found.high == pytest.approx(found.mean, rel=1e-12)
    assert max(found.sigma.values()) < 1e-9
    assert found.hours == 2 * 8760


def test_longer_windows_are_surer() -> None:
    """Hours that differ by chance average out over a day, a week and a month."""
    draws = np.random.Generator(np.random.PCG64(3)).lognormal(5.0, 0.4, 8760)
    found = typical(_series(_year(2023), draws), (_year(2023),))

    sigmas = [found.sigma[window] for window in Window]
    assert sigmas == sorted(sigmas, reverse=True)
    # The typical year has taken 288 of 8,760 degrees of freedom, under 4 % of the spread.
    assert sigmas[0] == pytest.approx(0.4, rel=0.06)
    assert np.all(found.low < found.mean)
    assert np.all(found.mean < found.high)


def test_an_hour_that_is_never_known_is_refused() -> None:
    """Half a year is no typical year."""
    values = np.full(8760, 100.0)
    values[4380:] = np.nan

    with pytest.raises(SeriesError, match="every month and hour"):
        typical(_series(_year(2023), values), (_year(2023),))
