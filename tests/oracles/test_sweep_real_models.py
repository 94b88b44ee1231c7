"""Measured models at every start of real years: the sweep against brute force in whole numbers.

The measurements and the series are no part of the project: where they are absent, each test says
so and stops.
"""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.advice.flexible import best_starts
from wholeprint.advice.sweep import sweep
from wholeprint.advice.sweep_result import Fleet
from wholeprint.advice.sweep_slots import Starts
from wholeprint.grid.series_files import series_of_files
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import Scope, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.tracking.model_table import ModelColumns, read_models

SHARED = Path(__file__).parents[2] / "../shared"
YEARS = SHARED / "grid" / "series" / "energidataservice_dk_5min"
MODELS = SHARED / "measured" / "ecnas_evaluations.csv"
PROBABILITIES = (0.3, 0.95)


def _there(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"the original {path.name} is not here")
    return path


@pytest.fixture(scope="module")
def series() -> StepSeries:
    """Energinet's 5-minute prognosis of 2022 and 2023 (CC BY 4.0), broken days taken out."""
    paths = [_there(YEARS / f"dk_co2emisprog_5min_{year}.csv.gz") for year in (2022, 2023)]
    found = series_of_files(paths, Signal("DK1", scope=Scope.DIRECT), "DK1_g_per_kwh")
    assert found.series is not None
    assert {note.code for note in found.notes} >= {"intensity-flat", "intensity-out-of-range"}
    return found.series


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    """All 9,360 evaluations of EC-NAS (MIT): training times from 14 s to 2 h."""
    return read_models(_there(MODELS), ModelColumns(length="train_time_s")).fleet


def by_hand(series: StepSeries, duration: float) -> FloatArray:
    """The integral from the beginning of every slot; sums are of whole grams, and so exact."""
    values = np.nan_to_num(series.values).astype(np.int64)
    whole, rest = int(duration // 300.0), duration % 300.0
    sums = np.concatenate(([0], np.cumsum(values)))
    gaps = np.concatenate(([0], np.cumsum(np.isnan(series.values))))
    reach = whole + (rest > 0.0)
    starts = np.arange(values.size - reach + 1)
    amount = 300.0 * (sums[starts + whole] - sums[starts]).astype(np.float64)
    if rest > 0.0:
        amount += rest * values[starts + whole]
    found = np.full(values.size, np.nan)
    found[starts] = np.where(gaps[starts + reach] == gaps[starts], amount, np.nan)
    return found


def test_measured_models_are_swept_as_by_hand(series: StepSeries, fleet: Fleet) -> None:
    """Models have the emissions that whole-number sums give, to 1e-12.

    2,340 of them are swept at 210,240 starts; three are worked out by hand.
    """
    starts = Starts(float(series.edges_seconds[0]), 300.0, series.values.size)
    fleet = Fleet(fleet.duration_seconds[::4], fleet.power_watts[::4])
    found = sweep(fleet, series, starts, PROBABILITIES)
    models = found.whole.models

    for model in range(0, fleet.amount, 800):
        grams = by_hand(series, float(fleet.duration_seconds[model]))
        grams = grams * float(fleet.power_watts[model]) / 3.6e6
        known = grams[np.isfinite(grams)]
        at: float = (models.best_start_seconds[model] - starts.first_seconds) / 300.0
        assert models.available[model] == known.size
        assert at == np.nanargmin(grams)
        assert np.allclose(
            [models.minimum_grams[model], models.mean_grams[model], models.maximum_grams[model]],
            [known.min(), known.mean(), known.max()],
            rtol=1e-12,
        )
        assert np.allclose(
            found.quantiles_grams[:, model], np.quantile(known, PROBABILITIES), rtol=1e-12
        )
        mean = float(np.mean(series.values[np.isfinite(series.values)]))
        says = float(fleet.energy_kwh[model]) * mean
        off = float(np.sqrt(np.mean(np.square(known - says))))
        assert np.isclose(models.deviation_grams[model], off, rtol=1e-9)


def test_broken_days_have_no_starts(series: StepSeries, fleet: Fleet) -> None:
    """On 2023-02-26, flat at 756 g/kWh as issued, no model can be said to start.

    Energinet's prognosis broke: it stays the same from 23:05 UTC the day before for 23.9 h.
    """
    day = Starts(1677412800.0, 300.0, 120)  # 2023-02-26 from 12:00 UTC
    some = Fleet(fleet.duration_seconds[:50], fleet.power_watts[:50])
    found = sweep(some, series, day, ())

    assert not found.whole.models.available.any()
    assert np.isnan(found.total_grams).all()


def test_a_flexible_start_is_no_worse_than_any_slot(series: StepSeries) -> None:
    """Within a day, starting anywhere beats or equals starting at the best slot (to 1e-9)."""
    draw = np.random.default_rng(3)
    first = float(series.edges_seconds[0])
    slots = draw.integers(0, series.values.size - 600, 40)
    lengths = draw.uniform(400.0, 40_000.0, 40)
    earliest = np.asarray(first + 300.0 * slots, dtype=np.float64)
    found = best_starts(series, earliest, earliest + 86_400.0, lengths)

    for job, (slot, length) in enumerate(zip(slots.tolist(), lengths.tolist(), strict=True)):
        last = slot + int((86_400.0 - length) // 300.0)
        inside = by_hand(series, length)[slot : last + 1]
        if np.isfinite(inside).any():
            assert found.integral[job] <= np.nanmin(inside) * (1.0 + 1e-9)
