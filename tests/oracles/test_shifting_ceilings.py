"""How much shifting could gain at most, with perfect knowledge, on real years of real grids.

The figures were computed before and apart from this planner, on the same recorded series: a job
of 1 kW that could start at any hour of the year and be shifted by up to so many hours. Here every
seventh hour is taken, so that all hours of the day and days of the week come up alike.
"""

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from wholeprint.advice.load import load_of
from wholeprint.advice.plan import Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.rules import Rules
from wholeprint.advice.when import at_once, best_start, cheapest_pieces
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

SERIES = Path(__file__).parents[2] / ".." / "shared" / "grid" / "series"
GRAMS = Unit.parse("gCO2e/kWh")
HALF_HOUR = 1800.0
EVERY_HOURS = 7


def values_of(zone: str, year: int) -> FloatArray:
    """The year's half hours and some days more; gaps are NaN, values below nought are nought."""
    begin = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    end = datetime(year + 1, 1, 8, tzinfo=UTC).timestamp()
    total = np.zeros(int((end - begin) / HALF_HOUR))
    count = np.zeros(total.shape)
    for text, value in rows_of(zone, year):
        place = int((datetime.fromisoformat(text).timestamp() - begin) // HALF_HOUR)
        if 0 <= place < total.size:
            total[place] += max(float(value), 0.0)
            count[place] += 1.0
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0.0)


def rows_of(zone: str, year: int) -> list[tuple[str, str]]:
    """Times and values as they were recorded."""
    if zone.isdecimal():
        path = SERIES / "neso_gb_regional" / "regional_emissions.csv"
        return [(row[0], row[int(zone)]) for row in read(path)]
    found: list[tuple[str, str]] = []
    for each in (year, year + 1):
        path = SERIES / "energidataservice_dk_5min" / f"dk_co2emisprog_5min_{each}.csv.gz"
        found += [(row[0], row[1]) for row in read(path)]
    return found


def read(path: Path) -> list[list[str]]:
    if not path.exists():
        pytest.skip("the recorded series are not here")
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.reader(text.decode().splitlines()))[1:]


LONDON, SOUTH_SCOTLAND = "13", "2"


@pytest.mark.parametrize(
    ("zone", "year", "hours", "shift", "start", "pieces"),
    [
        (LONDON, 2019, 1, 24, 55.5, None),
        (LONDON, 2019, 4, 24, 42.2, 47.0),
        (LONDON, 2019, 24, 24, 11.5, 23.4),
        (SOUTH_SCOTLAND, 2019, 4, 24, 44.3, 47.8),
        (SOUTH_SCOTLAND, 2019, 24, 48, 27.1, 43.8),
        ("DK1", 2019, 4, 24, 37.1, 38.7),
        ("DK1", 2025, 24, 24, 20.5, 34.5),
    ],
)
def test_the_most_that_shifting_gains(
    zone: str, year: int, hours: int, shift: int, start: float, pieces: float | None
) -> None:
    """Savings by a better start and by free pausing, in per cent of running at once.

    Tolerance: 1 percentage point, for a seventh of the starts in place of all.
    """
    values = values_of(zone, year)
    edges = HALF_HOUR * np.arange(values.size + 1, dtype=np.float64)
    totals = np.zeros(3)
    for first in range(0, 365 * 48, 2 * EVERY_HOURS):
        last = first + 2 * (hours + shift)
        if not np.isfinite(values[first:last]).all():
            continue
        task = Task(3600.0 * hours, float(edges[first]), float(edges[last]), 1000.0)
        series = StepSeries(edges[first : last + 1], values[first:last], GRAMS)
        rates = rates_of(task, series)
        plans = (at_once(task, ""), best_start(task, rates, ""), cheapest_pieces(task, rates, ""))
        signals = {"": series}
        totals += [load_of(plan, task, signals, Rules()).amount(signals) for plan in plans]

    saved = 100.0 * (1.0 - totals / totals[0])

    assert saved[1] == pytest.approx(start, abs=1.0)
    if pieces is not None:
        assert saved[2] == pytest.approx(pieces, abs=1.0)
