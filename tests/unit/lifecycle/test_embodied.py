"""What making the hardware cost."""

from dataclasses import replace

import pytest

from wholeprint.errors import UnitError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.embodied import embodied_terms, life_share
from wholeprint.lifecycle.terms import Absence, Term
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.profile import Part
from wholeprint.quantities.world import World

ASSUME = Assumptions(World(n=8), FactorBook(), {})
SERVER = worked.profile().parts[0]


def share_of(part: Part) -> list[Term | Absence]:
    share = life_share(part, ASSUME.draw(part.lifetime), ASSUME.draw(part.utilisation), ASSUME)
    return list(embodied_terms(part, share, ASSUME))


def grams(part: Part) -> float:
    term = share_of(part)[0]
    assert isinstance(term, Term)
    return term.coefficient.central


def test_a_second_of_a_busy_life() -> None:
    """2,500 kg over 6 years of which 85 % are busy, for one second (rounding: 1e-12)."""
    assert grams(SERVER) == pytest.approx(2.5e6 / (6 * 365 * 86_400 * 0.85), rel=1e-12)


def test_counts_and_shares_multiply() -> None:
    """Two pieces of which a tenth is ours are a fifth of one (rounding: 1e-12)."""
    part = replace(SERVER, count=2.0, allocation_share=declared("share", 0.1, "1"))
    assert grams(part) == pytest.approx(0.2 * grams(SERVER), rel=1e-12)


def test_a_part_counted_in_gigabytes() -> None:
    """512 GB at 1 kg/GB are as 512 kg of one piece (rounding: 1e-12)."""
    memory = replace(SERVER, count=512.0, embodied=declared("dram", 1.0, "kgCO2e/GB"))
    whole = replace(SERVER, embodied=declared("dram", 512.0, "kgCO2e"))
    assert grams(memory) == pytest.approx(grams(whole), rel=1e-12)


def test_a_factor_of_another_kind_is_refused() -> None:
    """Kilograms of hardware are no kilograms of gas."""
    with pytest.raises(UnitError):
        share_of(replace(SERVER, embodied=declared("mass", 25.0, "kg")))


def test_what_nobody_states_is_an_absence_with_its_reason() -> None:
    """Minerals, primary energy and water without a source are absences that name the part."""
    absent = [item for item in share_of(SERVER) if isinstance(item, Absence)]
    assert {item.category for item in absent} == {
        Category.ADPE,
        Category.PRIMARY_ENERGY,
        Category.WATER_EMBODIED,
    }
    assert all("server" in item.reason for item in absent)
