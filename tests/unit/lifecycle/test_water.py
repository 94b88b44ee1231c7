"""Water of operation."""

import pytest

from wholeprint.lifecycle.operational import Piece, UnitEnergy
from wholeprint.lifecycle.water import water_terms
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain

KWH = Uncertain.fixed(1.0, "kWh")
UNIT = UnitEnergy((Piece("cpu", KWH),), (Piece("cpu", KWH), Piece("facility overhead", KWH * 0.5)))


def test_on_site_is_per_it_energy_and_off_site_per_facility_energy() -> None:
    """With PUE 1.5, WUE 1.8 and EWIF 4: 1.8 L on site and 6 L off site (rounding: 1e-12)."""
    terms = list(water_terms(UNIT, Uncertain.fixed(1.8, "L/kWh"), Uncertain.fixed(4.0, "L/kWh")))
    sums = {
        category: sum(term.coefficient.central for term in terms if term.category is category)
        for category in (Category.WATER_ONSITE, Category.WATER_OFFSITE)
    }
    assert sums[Category.WATER_ONSITE] == pytest.approx(1.8, rel=1e-12)
    assert sums[Category.WATER_OFFSITE] == pytest.approx(6.0, rel=1e-12)


def test_what_nobody_states_is_left_to_be_an_absence() -> None:
    """Without WUE or EWIF there is no term, and no zero."""
    assert list(water_terms(UNIT, None, None)) == []
