"""Scenario discovery beside the EMA Workbench 3.0, on a case with three limits and noise.

Origin of the numbers: `ema_workbench.analysis.prim.Prim(x, y, threshold=0.1, peel_alpha=0.05)`,
`find_box()`, on these very points (NumPy's PCG64 with seed 12), run by hand in November 2026.
"""

import numpy as np
import pytest

from wholeprint.systems.sensitivity.prim import discover

TRAIL = {
    0: (1.0, 0.19525, 1.0),
    6: (0.942382, 0.250425, 0.73475),
    12: (0.892446, 0.322835, 0.53975),
    18: (0.856594, 0.422082, 0.39625),
    24: (0.837388, 0.562823, 0.2905),
    30: (0.813060, 0.746181, 0.21275),
}
"""For a step of the peeling: coverage, density, mass."""

LIMITS = {1: (0.536134, None), 4: (None, 0.449073), 6: (0.213288, None)}


def test_the_trail_and_the_box_are_those_of_the_workbench() -> None:
    """Coverage, density and mass step by step to 0.02: slices differ by one run in twenty.

    Limits agree to 0.02: the boxes that both trails end in are one slice apart.
    """
    chance = np.random.default_rng(12)
    x = chance.random((8, 4000))
    region = (x[1] > 0.55) & (x[4] < 0.45) & (x[6] > 0.2)
    cases = region | (chance.random(4000) < 0.05)

    found = discover(x, cases)

    for step, expected in TRAIL.items():
        box = found.trail[step]
        own = (box.coverage_share, box.density_share, box.mass_share)
        assert own == pytest.approx(expected, abs=0.02)
    assert {limit.input for limit in found.limits} == set(LIMITS)
    for limit in found.limits:
        low, high = LIMITS[limit.input]
        assert limit.low == (None if low is None else pytest.approx(low, abs=0.02))
        assert limit.high == (None if high is None else pytest.approx(high, abs=0.02))
