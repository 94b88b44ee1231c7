"""What is read off the draws of many things."""

import numpy as np
import pytest

from wholeprint.quantities.footprint import Category
from wholeprint.tracking.plan_figures import CARBON, COUNTED, NAMES, Figure, figures_of

ROWS = np.arange(1.0, 1.0 + len(COUNTED))[:, None] * np.ones((1, 8))


def test_carbon_is_both_kinds_of_emissions() -> None:
    """Operational and embodied, added draw by draw."""
    (figures,) = figures_of(ROWS[np.newaxis], {})

    operational, embodied = figures["ghg_operational"].value, figures["ghg_embodied"].value
    assert operational is not None
    assert embodied is not None
    assert figures[CARBON].value == operational + embodied
    assert tuple(figures) == NAMES


def test_what_has_no_number_says_why() -> None:
    """And neither has the carbon that it would be in."""
    (found,) = figures_of(ROWS[np.newaxis], {Category.GHG_EMBODIED: "nobody says"})

    assert found["ghg_embodied"] == Figure("gCO2e", reason="nobody says")
    assert found[CARBON].reason == "nobody says"
    assert found["energy"].value == 1.0


def test_each_thing_has_its_own_figures() -> None:
    """Ten times a thing is multiplied in every draw, so that the interval grows with the number."""
    spread = np.linspace(0.0, 1.0, 101)[None, :] * np.ones((len(COUNTED), 1))
    one, ten = figures_of(np.stack((spread, 10.0 * spread)), {})

    for name in NAMES:
        assert ten[name].high == pytest.approx(10.0 * (one[name].high or 0.0))


def test_a_figure_says_its_reason_only_where_it_has_one() -> None:
    """A number needs none."""
    assert Figure("g", 1.0, 0.5, 2.0).as_json() == {
        "value": 1.0,
        "low": 0.5,
        "high": 2.0,
        "unit": "g",
    }
    assert Figure("g", reason="x").as_json()["reason"] == "x"
