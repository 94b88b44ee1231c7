"""What a provider really published when its model was down, and what it published on other days."""

import csv
import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from wholeprint.grid.plausible import plausible
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

SERIES = Path(__file__).parents[2] / "../shared" / "grid" / "series"
DANISH = SERIES / "energidataservice_dk_5min"
BRITISH = SERIES / "neso_gb_regional" / "regional_emissions.csv"
UNIT = Unit.parse("gCO2e/kWh")


def _year(year: int, column: str) -> StepSeries:
    path = DANISH / f"dk_co2emisprog_5min_{year}.csv.gz"
    if not path.exists():
        pytest.skip("the Danish five-minute series is not on this machine")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [(row["time_utc"], float(row[column])) for row in csv.DictReader(file)]
    starts = np.asarray([datetime.fromisoformat(time).timestamp() for time, _ in rows])
    # A hole stays one: the last value before it is not stretched over it.
    edges, values = [starts[0]], list[float]()
    for start, (_, value) in zip(starts, rows, strict=True):
        if start > edges[-1]:
            values.append(np.nan)
            edges.append(start)
        values.append(value)
        edges.append(start + 300.0)
    return StepSeries(np.asarray(edges), np.asarray(values), UNIT)


def _rejected(series: StepSeries) -> dict[date, int]:
    """How many of the values of each day were taken out."""
    kept, _ = plausible(series, "Energinet")
    gone = np.isnan(kept.values) & ~np.isnan(series.values)
    days: dict[date, int] = {}
    for start in series.edges_seconds[:-1][gone].tolist():
        day = datetime.fromtimestamp(start, UTC).date()
        days[day] = days.get(day, 0) + 1
    return days


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # The file's source names 2022-09-27 to 29, 2023-01-24 to 27, 2023-02-25 and 26 and, for
        # 22 slots in one area, 2024-06-26 as broken.
        (2022, {date(2022, 9, 28): 143, date(2022, 9, 29): 262}),
        (
            2023,
            {
                date(2023, 1, 24): 11,
                date(2023, 1, 25): 192,
                date(2023, 1, 26): 11,
                date(2023, 1, 27): 276,
                date(2023, 2, 25): 11,
                date(2023, 2, 26): 276,
            },
        ),
        (2024, {}),
    ],
)
def test_days_on_which_the_forecast_was_broken(year: int, expected: dict[date, int]) -> None:
    """Flat lines over hours are seen; a wild curve below what a grid of coal carries is not.

    So 2022-09-27 (up to 900 g, never flat for 8 h), half of 2022-09-28 and the hours over 600 g of
    2024-06-26 pass: no limit that holds for every zone tells them from a grid of coal. Counts are
    slots of five minutes, of 288 in a day, the same in both areas.
    """
    for column in ("DK1_g_per_kwh", "DK2_g_per_kwh"):
        assert _rejected(_year(year, column)) == expected


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020, 2021, 2025])
def test_ordinary_years_are_believed(year: int) -> None:
    """Of six years with 105,000 values each two are taken out: -921 g, told as a fault."""
    expected = {date(2017, 10, 3): 2} if year == 2017 else {}

    assert _rejected(_year(year, "DK1_g_per_kwh")) == expected


def test_a_model_of_flows_gives_some_values_below_zero() -> None:
    """In two years of 18 British zones those are all that is taken out: 329 of London, 6 of zone 8.

    The counts are those of the research on the file, made without this package.
    """
    if not BRITISH.exists():
        pytest.skip("the British regional series is not on this machine")
    with BRITISH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    edges = 1800.0 * np.arange(len(rows) + 1, dtype=np.float64)
    taken: dict[str, int] = {}
    for zone in map(str, range(1, 19)):
        values = np.asarray([float(row[zone] or "nan") for row in rows])
        series = StepSeries(edges, values, UNIT)
        kept, notes = plausible(series, "NESO")
        taken[zone] = int(np.sum(np.isnan(kept.values) & ~np.isnan(values)))
        assert {note.code for note in notes} <= {"intensity-negative"}

    assert {zone: count for zone, count in taken.items() if count} == {"13": 329, "8": 6}
