"""Water of operation."""

import pytest

from wholeprint.lifecycle.operational import Piece, UnitEnergy
from wholeprint.lifecycle.terms import Role, Term
from wholeprint.lifecycle.water import OFF_SITE, ON_SITE, Water, water_terms
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain

KWH = Uncertain.fixed(1.0, "kWh")
UNIT = UnitEnergy((Piece("cpu", KWH),), (Piece("cpu", KWH), Piece("facility overhead", KWH * 0.5)))


def litres(per_kwh: float) -> Uncertain:
    return Uncertain.fixed(per_kwh, "L/kWh")


def summed(terms: list[Term], category: Category) -> float:
    added = [each for each in terms if each.category is category and each.role.is_added]
    return sum(each.coefficient.central for each in added)


def test_on_site_is_per_it_energy_and_off_site_per_facility_energy() -> None:
    """With PUE 1.5, WUE 1.8 and EWIF 4: 1.8 L on site and 6 L off site (rounding: 1e-12)."""
    terms = list(water_terms(UNIT, Water(litres(1.8), litres(4.0))))
    assert summed(terms, Category.WATER_ONSITE) == pytest.approx(1.8, rel=1e-12)
    assert summed(terms, Category.WATER_OFFSITE) == pytest.approx(6.0, rel=1e-12)


def test_what_nobody_states_is_left_to_be_an_absence() -> None:
    """Without WUE or EWIF there is no term, and no zero."""
    assert list(water_terms(UNIT, Water())) == []


def test_withdrawal_is_a_category_of_its_own() -> None:
    """2 L on site and 40 L/kWh behind PUE 1.5 are 62 L withdrawn, and none of them consumed."""
    water = Water(withdrawn_onsite=litres(2.0), withdrawn_offsite=litres(40.0))
    terms = list(water_terms(UNIT, water))
    assert {term.category for term in terms} == {Category.WATER_WITHDRAWAL}
    assert {term.source for term in terms} == {ON_SITE, OFF_SITE}
    assert summed(terms, Category.WATER_WITHDRAWAL) == pytest.approx(62.0, rel=1e-12)


def test_scarcity_weighs_what_is_consumed_and_leaves_it_standing() -> None:
    """(1.8 + 6) L where water is 10 times as scarce are 78 Leq, beside the litres themselves."""
    water = Water(
        litres(1.8), litres(4.0), litres(3.0), litres(40.0), Uncertain.fixed(10.0, "Leq/L")
    )
    terms = list(water_terms(UNIT, water))
    assert summed(terms, Category.WATER_SCARCITY) == pytest.approx(78.0, rel=1e-12)
    assert summed(terms, Category.WATER_ONSITE) == pytest.approx(1.8, rel=1e-12)


def test_what_other_methods_have_is_told_and_not_added() -> None:
    """A second method's 2 L/kWh stand beside the 6 L as 3 L of which nothing is added."""
    terms = list(water_terms(UNIT, Water(offsite=litres(4.0), methods={"other": litres(2.0)})))
    told = [term for term in terms if term.role is Role.OF_WHICH]
    assert sum(term.coefficient.central for term in told) == pytest.approx(3.0, rel=1e-12)
    assert summed(terms, Category.WATER_OFFSITE) == pytest.approx(6.0, rel=1e-12)


def test_a_piece_that_is_only_said_is_not_counted_again() -> None:
    """Withdrawal takes the pieces that add up, not those that tell the same energy in parts."""
    unit = UnitEnergy((Piece("plug", KWH, Role.ADDED), Piece("cpu", KWH, Role.SAID)), ())
    terms = list(water_terms(unit, Water(withdrawn_onsite=litres(2.0))))
    assert summed(terms, Category.WATER_WITHDRAWAL) == pytest.approx(2.0, rel=1e-12)
