"""A place without a number of its own: from the larger place, or from all that are named."""

import math

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.within import either, part_of
from wholeprint.quantities.distribution import Fixed, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known

WHOLE = Factor("grid.US.direct.any_hour", "gCO2e/kWh", Lognormal(350.0, 0.3))
SPREAD = Factor("grid.part_of_country", "1", Lognormal(1.0, 0.4), known=Known.MODELLED)


def test_a_part_is_as_unsure_as_both_doubts_together() -> None:
    """Two independent lognormals multiply to one: sigmas 0.3 and 0.4 make 0.5, to rounding."""
    found = part_of(WHOLE, SPREAD, "grid.US-XX.direct.any_hour")

    assert isinstance(found.distribution, Lognormal)
    assert found.distribution.sigma == pytest.approx(0.5, rel=1e-12)
    assert found.central == 350.0
    assert found.known is Known.MODELLED


def test_a_spread_of_another_shape_is_refused() -> None:
    """Only a lognormal keeps the median."""
    with pytest.raises(ValueRefusedError, match="lognormal"):
        part_of(WHOLE, Factor("x", "1", Fixed(1.0)), "y")


def test_either_covers_both() -> None:
    """Half of what is believed lies with each zone: 64 values each, so to 2 % of the count."""
    other = Factor("grid.B.direct.any_hour", "gCO2e/kWh", Lognormal(50.0, 0.1))
    found = either((WHOLE, other), "grid.C.direct.any_hour")

    values = found.distribution.quantile((np.arange(1000) + 0.5) / 1000)
    assert float(np.mean(values < 100.0)) == pytest.approx(0.5, abs=0.02)
    assert math.isclose(float(np.median(values[values < 100.0])), 50.0, rel_tol=0.02)
    assert "grid.B.direct.any_hour" in found.note


def test_zones_of_several_units_are_refused() -> None:
    """A choice between numbers of two units is no number."""
    with pytest.raises(ValueRefusedError, match="one unit"):
        either((WHOLE, SPREAD), "x")
