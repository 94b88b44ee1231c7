"""Dividing one result among several users of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.allocate import allocate, shares
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


@given(st.dictionaries(st.text(max_size=3), st.floats(0.0, 1e12), min_size=1, max_size=9))
def test_shares_add_to_one(amounts: dict[str, float]) -> None:
    """Whatever the amounts, the shares add up to one (rounding: 1e-9)."""
    if sum(amounts.values()) > 0.0:
        assert sum(shares(amounts).values()) == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize("amounts", [{}, {"a": 0.0}, {"a": -1.0, "b": 2.0}, {"a": float("nan")}])
def test_there_is_no_share_of_nothing(amounts: dict[str, float]) -> None:
    """No users, no use, negative use and unknown use are refused."""
    with pytest.raises(ValueRefusedError):
        shares(amounts)


def test_the_parts_of_a_footprint_add_up_to_it() -> None:
    """Every category of every part together is the whole, and an absence stays one (1e-12)."""
    whole = assess(
        worked.run(1),
        worked.profile(),
        worked.intensity(),
        worked.book(),
        AssessOptions(),
        World(n=16),
    )
    parts = allocate(whole, {"first": 1.0, "second": 3.0})
    both = parts["first"] + parts["second"]
    for category in Category:
        found, expected = both[category], whole[category]
        if isinstance(expected, NoData):
            assert isinstance(found, NoData)
        else:
            assert isinstance(found, Uncertain)
            assert np.allclose(found.draws, expected.draws, rtol=1e-12)
