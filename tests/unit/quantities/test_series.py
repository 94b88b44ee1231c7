"""A quantity over time and its exact integral."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.series import StepSeries, product_integral
from wholeprint.quantities.units import Unit

WATT = Unit.parse("W")
SERIES = StepSeries(np.array([0.0, 10.0, 20.0, 40.0]), np.array([1.0, 3.0, 5.0]), WATT)


def integral(start: float, end: float) -> float:
    return float(SERIES.integral(np.array([start]), np.array([end]))[0])


@pytest.mark.parametrize(
    ("start", "end", "joules"),
    [
        (0.0, 40.0, 140.0),
        (5.0, 15.0, 20.0),
        (12.5, 12.5, 0.0),
        (0.1, 0.3, 0.2),
        (10.0, 20.0, 30.0),
    ],
)
def test_integrals_by_hand(start: float, end: float, joules: float) -> None:
    """1 W for 10 s, 3 W for 10 s, 5 W for 20 s, over fractions of them (rounding: 1e-12)."""
    assert integral(start, end) == pytest.approx(joules, rel=1e-12)


def test_outside_is_a_gap() -> None:
    """Time before the first edge and after the last is not known, and said to be not."""
    assert np.isnan(integral(-5.0, 5.0))
    assert np.isnan(integral(35.0, 45.0))
    found = SERIES.known_integral(np.array([-5.0]), np.array([45.0]))
    assert found.covered_seconds.tolist() == [40.0]
    assert found.amount.tolist() == [140.0]
    assert not found.is_whole
    assert str(found.unit) == "W·s"


def test_a_product_of_two_series() -> None:
    """2 W over 10 s of 1 g and 10 s of 3 g is 80, with the gap of the second not covered."""
    power = StepSeries(np.array([0.0, 20.0, 30.0]), np.array([2.0, 7.0]), WATT)
    carbon = StepSeries(
        np.array([0.0, 10.0, 20.0, 30.0]), np.array([1.0, 3.0, np.nan]), Unit.parse("gCO2e/kWh")
    )
    found = product_integral(power, carbon)
    assert found.amount.tolist() == [80.0, 0.0]
    assert found.covered_seconds.tolist() == [20.0, 0.0]
    assert found.unit.ratio(Unit.parse("gCO2e")) == pytest.approx(1 / 3.6e6, rel=1e-12)


@pytest.mark.parametrize(
    "edges", [[0.0, 0.0, 1.0], [0.0, 2.0, 1.0], [0.0, np.nan, 1.0], [0.0, 1.0]]
)
def test_edges_must_rise(edges: list[float]) -> None:
    """Edges that are unsorted, doubled, missing or too few are refused."""
    with pytest.raises(ValueRefusedError):
        StepSeries(np.array(edges), np.ones(2), WATT)


def test_an_interval_must_not_end_before_it_begins() -> None:
    """Intervals the wrong way round are refused, not negative."""
    with pytest.raises(ValueRefusedError):
        integral(2.0, 1.0)


def test_known_stretches_part_at_gaps() -> None:
    """Steps that touch are one stretch; a gap parts them; all gaps are no stretch."""
    values = np.array([1.0, 2.0, np.nan, 4.0])
    series = StepSeries(np.array([0.0, 10.0, 20.0, 30.0, 40.0]), values, WATT)
    dark = StepSeries(np.array([0.0, 1.0]), np.array([np.nan]), WATT)

    assert SERIES.known_stretches() == [(0.0, 40.0)]
    assert series.known_stretches() == [(0.0, 20.0), (30.0, 40.0)]
    assert dark.known_stretches() == []
