"""What every power curve must obey, whatever its points."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.hardware.power_curve import power, power_share

SHARE = st.floats(0.0, 1.5, allow_subnormal=False)  # no share of a power is that small
SHARES = st.tuples(SHARE, SHARE, SHARE).map(lambda three: tuple(sorted(three)))
LOAD = st.floats(0.0, 1.0)
TDP = st.floats(1.0, 1000.0)
ROUNDING = 4e-16  # a weighted mean of two numbers up to 1.5 is off by at most two last places


@given(shares=SHARES, tdp=TDP)
def test_the_published_points_are_hit_exactly(shares: tuple[float, ...], tdp: float) -> None:
    """At rest, half and full load the power is the published share of TDP, to the last bit."""
    idle, half, full = shares

    assert list(power([0.0, 0.5, 1.0], tdp, idle, half, full)) == [tdp * share for share in shares]


@given(shares=SHARES, first=LOAD, second=LOAD)
def test_more_load_never_takes_less_power(
    shares: tuple[float, ...], first: float, second: float
) -> None:
    """The curve never falls, beyond the rounding of one weighted mean."""
    low, high = power_share(sorted((first, second)), *shares)

    assert high >= low - ROUNDING


@given(shares=SHARES, load=LOAD)
def test_power_stays_between_its_ends(shares: tuple[float, ...], load: float) -> None:
    """No load takes less than rest or more than full load, beyond rounding."""
    share = float(power_share(load, *shares))

    assert shares[0] - ROUNDING <= share <= shares[2] + ROUNDING


@given(shares=SHARES, load=LOAD, tdp=TDP)
def test_power_is_linear_in_the_design_power(
    shares: tuple[float, ...], load: float, tdp: float
) -> None:
    """Twice the design power is exactly twice the power: doubling is exact in binary."""
    assert power(load, 2.0 * tdp, *shares) == 2.0 * power(load, tdp, *shares)


@given(shares=SHARES, loads=st.lists(LOAD, min_size=1, max_size=5))
def test_draws_and_intervals_broadcast(shares: tuple[float, ...], loads: list[float]) -> None:
    """A column of draws against a row of intervals gives each pair, as one by one."""
    idle, half, full = (np.full((3, 1), share) for share in shares)

    grid = power_share(np.asarray(loads), idle, half, full)

    assert grid.shape == (3, len(loads))
    assert all(grid[0, i] == power_share(load, *shares) for i, load in enumerate(loads))
