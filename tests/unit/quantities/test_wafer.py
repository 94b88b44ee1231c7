"""Dies on wafers."""

import math

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.wafer import YIELD_NAMES, die_yield, wafer_cm2

ONE_IN_TEN = np.asarray([0.1])


def test_the_formulas_of_yield_are_those_of_their_authors() -> None:
    """814 mm2 at 0.1 defects/cm2: Poisson, Murphy, the root's and ACT's constant (to 1e-12)."""
    hits = 0.814
    expected = {
        "act": 0.875,
        "poisson": math.exp(-hits),
        "murphy": ((1 - math.exp(-hits)) / hits) ** 2,
        "root": math.exp(-math.sqrt(hits)),
    }

    assert set(YIELD_NAMES) == set(expected)
    for name, share in expected.items():
        assert die_yield(name, 8.14, ONE_IN_TEN)[0] == pytest.approx(share, rel=1e-12)


@pytest.mark.parametrize("name", YIELD_NAMES)
def test_a_larger_die_is_never_better(name: str) -> None:
    """Yield never rises with area, and stays between none and all."""
    found = [die_yield(name, area, ONE_IN_TEN)[0] for area in (0.1, 1.0, 4.0, 8.0, 400.0)]

    assert found == sorted(found, reverse=True)
    assert all(0.0 <= share <= 1.0 for share in found)


@pytest.mark.parametrize("area", [-1.0, 0.0, math.nan, math.inf, 1e9])
def test_an_area_that_no_die_has_is_refused(area: float) -> None:
    """Nothing, less than nothing and more than a wafer are no dies."""
    with pytest.raises(ValueRefusedError, match="no die has that area"):
        wafer_cm2(area)


def test_a_die_of_which_the_estimate_leaves_none_is_refused() -> None:
    """At 200 mm a side the estimate of dies per wafer falls below one."""
    with pytest.raises(ValueRefusedError, match="not one die"):
        wafer_cm2(40_000.0)


def test_an_unknown_formula_is_refused() -> None:
    """The formulas are named in the message."""
    with pytest.raises(ValueRefusedError, match="act, murphy, poisson, root"):
        die_yield("hope", 1.0, ONE_IN_TEN)
