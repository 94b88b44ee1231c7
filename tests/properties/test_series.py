"""What must hold for every series and its integrals."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.quantities.series import StepSeries, product_integral
from wholeprint.quantities.units import Unit

WATT = Unit.parse("W")
INTENSITY = Unit.parse("gCO2e/kWh")
widths = st.lists(st.floats(0.1, 5000.0), min_size=1, max_size=8)


@st.composite
def series(draw: st.DrawFn, unit: Unit = WATT) -> StepSeries:
    steps = draw(widths)
    values = draw(st.lists(st.floats(0.0, 1e4), min_size=len(steps), max_size=len(steps)))
    edges = np.concatenate(([0.0], np.cumsum(steps)))
    return StepSeries(edges, np.array(values), unit)


def by_hand(what: StepSeries, start: float, end: float) -> float:
    edges, found = what.edges_seconds, 0.0
    for low, high, value in zip(edges[:-1], edges[1:], what.values, strict=True):
        found += max(0.0, min(high, end) - max(low, start)) * value
    return found


def points(what: StepSeries, shares: list[float]) -> list[float]:
    last = float(what.edges_seconds[-1])
    return sorted(share * last for share in shares)


shares3 = st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3)


@given(series(), shares3)
def test_integrals_add_up(what: StepSeries, shares: list[float]) -> None:
    """From a to b and from b to c is from a to c, at any fractions of steps (rounding: 1e-9)."""
    a, b, c = points(what, shares)
    parts = what.integral(np.array([a, b, a]), np.array([b, c, c]))
    assert np.isclose(parts[0] + parts[1], parts[2], rtol=1e-9, atol=1e-6)


@given(series(), shares3, st.floats(0.0, 100.0))
def test_integrals_scale(what: StepSeries, shares: list[float], times: float) -> None:
    """A series times a number has an integral times that number (rounding: 1e-9)."""
    a, _, c = points(what, shares)
    scaled = StepSeries(what.edges_seconds, what.values * times, what.unit)
    ours, theirs = (each.integral(np.array([a]), np.array([c]))[0] for each in (what, scaled))
    assert np.isclose(theirs, ours * times, rtol=1e-9, atol=1e-6)


@given(series(), shares3)
def test_integrals_are_exact(what: StepSeries, shares: list[float]) -> None:
    """The integral is the sum of overlap times value, worked out step by step (1e-9)."""
    a, _, c = points(what, shares)
    found = what.integral(np.array([a]), np.array([c]))[0]
    assert np.isclose(found, by_hand(what, a, c), rtol=1e-9, atol=1e-6)


@given(series(), series(INTENSITY))
def test_the_integral_of_a_product_is_exact(power: StepSeries, carbon: StepSeries) -> None:
    """Power times intensity is integrated over the merged edges of both (rounding: 1e-9)."""
    found = product_integral(power, carbon)
    edges = np.union1d(power.edges_seconds, carbon.edges_seconds)
    middles = (edges[:-1] + edges[1:]) / 2
    expected = 0.0
    for low, high, middle in zip(edges[:-1], edges[1:], middles, strict=True):
        both = [
            by_hand(each, low, high) / (high - low)
            for each in (power, carbon)
            if middle < each.edges_seconds[-1]
        ]
        if len(both) == 2:
            expected += both[0] * both[1] * (high - low)
    assert np.isclose(found.amount.sum(), expected, rtol=1e-9, atol=1e-3)


@given(series(), st.integers(0, 7), shares3)
def test_a_gap_is_never_filled(what: StepSeries, place: int, shares: list[float]) -> None:
    """Over a gap the integral is NaN and the covered time is what is outside the gap (1e-6 s)."""
    values = what.values.copy()
    gap = place % values.size
    values[gap] = np.nan
    holed = StepSeries(what.edges_seconds, values, what.unit)
    a, _, c = points(what, shares)
    low, high = holed.edges_seconds[gap], holed.edges_seconds[gap + 1]
    missing = max(0.0, min(high, c) - max(low, a))
    covered = holed.covered_seconds(np.array([a]), np.array([c]))[0]
    assert np.isclose(covered, (c - a) - missing, atol=1e-6)
    if missing > 1e-3:
        assert np.isnan(holed.integral(np.array([a]), np.array([c]))[0])
