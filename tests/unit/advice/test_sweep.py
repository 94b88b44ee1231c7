"""What the time of its start changes, on series small enough to work out by head."""

from datetime import UTC, datetime

import numpy as np
import pytest

from wholeprint.advice.sweep import starts_of, sweep
from wholeprint.advice.sweep_direct import sweep_directly
from wholeprint.advice.sweep_lines import LineSweep
from wholeprint.advice.sweep_result import Fleet
from wholeprint.advice.sweep_slots import Slots, Starts
from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

BEGIN = datetime(2021, 1, 1, tzinfo=UTC).timestamp()
NAN = float("nan")


def hours(*values: float, unit: str = "gCO2e/kWh") -> StepSeries:
    edges = BEGIN + 3600.0 * np.arange(len(values) + 1.0)
    return StepSeries(edges, np.asarray(values), Unit.parse(unit))


def array(*values: float) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def test_a_kilowatt_for_an_hour_and_a_half() -> None:
    """1 kW for 1.5 h at 100, 300, 200, 400: 250, 400 and 400 g; the last hour has no room."""
    series = hours(100, 300, 200, 400)
    found = sweep(Fleet(array(5400), array(1000)), series, starts_of(series, 3600.0), (0.5,))
    models = found.whole.models

    assert models.available.tolist() == [3]
    assert models.minimum_grams.tolist() == [250.0]
    assert models.maximum_grams.tolist() == [400.0]
    assert models.mean_grams.tolist() == [350.0]
    assert found.quantiles_grams.tolist() == [[400.0]]
    assert models.best_start_seconds.tolist() == [BEGIN]
    assert models.worst_start_seconds.tolist() == [BEGIN + 3600.0]  # the first of the two
    # The average of 250 g/kWh says 375 g: from a third less to 1/15 more.
    assert models.by_average_grams.tolist() == [375.0]
    assert np.isclose(models.of_average(models.minimum_grams)[0], -1 / 3, rtol=1e-12)
    assert np.isclose(models.of_average(models.maximum_grams)[0], 1 / 15, rtol=1e-12)
    # Root of (125^2 + 25^2 + 25^2) / 3 over 375.
    assert np.isclose(models.typical_error[0], np.sqrt(16875 / 3) / 375, rtol=1e-12)


def test_a_run_that_ends_on_an_edge_does_not_touch_what_follows() -> None:
    """An hour before a gap is available; a second longer is not."""
    series = hours(100, NAN, 200)
    starts = starts_of(series, 3600.0)
    found = sweep(Fleet(array(3600, 3601), array(1000, 1000)), series, starts).whole.models

    assert found.available.tolist() == [2, 0]
    assert np.isnan(found.minimum_grams[1])
    assert np.isnan(found.best_start_seconds[1])


def test_all_together_are_the_sum() -> None:
    """1 kW for an hour and 1 kW for two: 100 + 400, 300 + 500; the third hour has no room."""
    series = hours(100, 300, 200)
    fleet = Fleet(array(3600, 7200), array(1000, 1000))
    found = sweep(fleet, series, starts_of(series, 3600.0), (0.0, 1.0))

    assert found.total_grams.tolist()[:2] == [500.0, 800.0]
    assert np.isnan(found.total_grams[2])
    assert found.total_quantiles_grams.tolist() == [500.0, 800.0]
    assert found.whole.total.by_average_grams.tolist() == [600.0]  # 3 kWh at 200 g/kWh


def test_both_ways_find_the_same() -> None:
    """Line by line and start by start, a series of hours gives the same table (to rounding)."""
    draw = np.random.default_rng(0)
    values = np.where(draw.random(200) < 0.05, NAN, draw.uniform(0.0, 500.0, 200))
    series = hours(*values.tolist())
    fleet = Fleet(draw.uniform(60.0, 40_000.0, 50), draw.uniform(0.0, 500.0, 50))
    starts = Starts(BEGIN + 600.0, 1800.0, 390)
    slots = Slots.of(series, 1800.0)
    assert slots is not None
    told: list[int] = []
    ours = LineSweep(slots, starts, (0, 100, 390), (0.1, 0.9)).run(
        fleet, lambda done, of: told.append(of - done)
    )
    theirs = sweep_directly(fleet, series, starts, (0, 100, 390), (0.1, 0.9), lambda _a, _b: None)

    assert told[-1] == 0
    assert np.array_equal(ours.table.available, theirs.table.available)
    for name in ("low", "high", "mean", "variance"):
        pair = [getattr(found.table, name) for found in (ours, theirs)]
        assert np.allclose(*pair, rtol=1e-9, equal_nan=True), name
    assert np.allclose(ours.quantiles, theirs.quantiles, rtol=1e-9, equal_nan=True)
    assert np.allclose(ours.totals, theirs.totals, rtol=1e-9, equal_nan=True)


def test_other_units_are_turned_into_grams() -> None:
    """0.1 kg/kWh is 100 g/kWh; watts are no intensity."""
    fleet, starts = Fleet(array(3600), array(1000)), Starts(BEGIN, 3600.0, 1)
    found = sweep(fleet, hours(0.1, unit="kgCO2e/kWh"), starts).whole.models

    assert np.isclose(found.minimum_grams[0], 100.0, rtol=1e-12)
    with pytest.raises(UnitError):
        sweep(fleet, hours(1.0, unit="W"), starts)


def test_what_makes_no_sense_is_refused() -> None:
    """No start, no step, a probability beyond one, a series of gaps alone."""
    fleet, series = Fleet(array(3600), array(1000)), hours(1, 2)
    for starts in (Starts(BEGIN, 3600.0, 0), Starts(BEGIN, 0.0, 1)):
        with pytest.raises(ValueRefusedError, match="at least one start"):
            sweep(fleet, series, starts)
    with pytest.raises(ValueRefusedError, match="from 0 to 1"):
        sweep(fleet, series, Starts(BEGIN, 3600.0, 1), (1.5,))
    with pytest.raises(ValueRefusedError, match="without a single value"):
        sweep(fleet, hours(NAN), Starts(BEGIN, 3600.0, 1))
    with pytest.raises(ValueRefusedError, match="a step between"):
        starts_of(series, 0.0)
