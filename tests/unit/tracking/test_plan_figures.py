"""Sums of draws and what is read off them."""

import numpy as np
import pytest

from wholeprint.quantities.footprint import Category
from wholeprint.tracking.plan_figures import CARBON, COUNTED, NAMES, Drawn, Figure, summed

ROWS = np.arange(1.0, 1.0 + len(COUNTED))[:, None] * np.ones((1, 8))


def test_carbon_is_both_kinds_of_emissions() -> None:
    """Operational and embodied, added draw by draw."""
    figures = Drawn.of(ROWS, {}).figures()

    operational, embodied = figures["ghg_operational"].value, figures["ghg_embodied"].value
    assert operational is not None
    assert embodied is not None
    assert figures[CARBON].value == operational + embodied
    assert tuple(figures) == NAMES


def test_what_has_no_number_says_why_in_every_sum() -> None:
    """A sum with a part that has no number has none either, and neither has the carbon in it."""
    part = Drawn.of(ROWS, {Category.GHG_EMBODIED: "nobody says"})
    found = summed([Drawn.of(ROWS, {}), part])

    assert found is not None
    assert found.figures()["ghg_embodied"] == Figure("gCO2e", reason="nobody says")
    assert found.figures()[CARBON].reason == "nobody says"
    assert found.figures()["energy"].value == 2.0


def test_several_are_several_times_one() -> None:
    """Multiplied in every draw, so that the interval grows with the number."""
    spread = np.linspace(0.0, 1.0, 101)[None, :] * np.ones((len(COUNTED), 1))
    one, ten = Drawn.of(spread, {}).figures(), Drawn.of(spread, {}).times(10).figures()

    for name in NAMES:
        assert ten[name].high == pytest.approx(10.0 * (one[name].high or 0.0))


def test_the_sum_of_nothing_is_none() -> None:
    """And a figure says its reason only where it has one."""
    assert summed([]) is None
    assert Figure("g", 1.0, 0.5, 2.0).as_json() == {
        "value": 1.0,
        "low": 0.5,
        "high": 2.0,
        "unit": "g",
    }
    assert Figure("g", reason="x").as_json()["reason"] == "x"
