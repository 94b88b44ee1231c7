"""The power curve at its edges, and what it refuses."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.hardware.power_curve import power, power_share


def test_a_quarter_of_load_lies_halfway_to_half() -> None:
    """By hand: 100 W, points 10, 60 and 100 %: a quarter gives 35 W, three quarters 80 W."""
    assert power([0.25, 0.75], 100.0, 0.1, 0.6, 1.0) == pytest.approx([35.0, 80.0], rel=1e-15)


def test_load_beyond_its_range_is_brought_back() -> None:
    """A counter's rounding cannot take the power beyond the curve's ends."""
    assert list(power_share([-0.1, 1.1], 0.1, 0.6, 1.0)) == [0.1, 1.0]


def test_a_gap_stays_a_gap() -> None:
    """Unknown load gives unknown power."""
    assert np.isnan(power_share(np.nan, 0.1, 0.6, 1.0))


def test_a_half_out_of_order_is_brought_between() -> None:
    """Draws of separately published points can cross; the curve stays monotone."""
    assert float(power_share(0.5, 0.3, 0.2, 1.0)) == 0.3
    assert float(power_share(0.5, 0.3, 1.2, 1.0)) == 1.0


@pytest.mark.parametrize(("idle", "full"), [(-0.1, 1.0), (0.9, 0.5)])
def test_impossible_points_are_refused(idle: float, full: float) -> None:
    """Rest below zero, and full load below rest, are no curve."""
    with pytest.raises(ValueRefusedError, match="power at full load"):
        power_share(0.5, idle, 0.5, full)


def test_a_negative_design_power_is_refused() -> None:
    """A processor takes power and gives none."""
    with pytest.raises(ValueRefusedError, match="design power"):
        power(0.5, -1.0, 0.1, 0.5, 1.0)
