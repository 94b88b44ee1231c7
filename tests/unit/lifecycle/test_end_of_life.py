"""Hardware thrown away."""

from dataclasses import replace

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.end_of_life import NOT_RECYCLED, RECYCLED, end_of_life_terms, no_minerals
from wholeprint.lifecycle.terms import Absence, Role, Term
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

SERVER = worked.profile().parts[0]
SHARE = Uncertain.fixed(0.01, "1")
FIFTH = Uncertain.fixed(0.2, "1")


def test_mass_by_the_share_of_life() -> None:
    """A hundredth of a life of 25 kg is 250 g, a fifth of it recycled, the rest not (1e-12)."""
    assume = Assumptions(World(n=8), worked.book(), {})
    found = end_of_life_terms(SERVER, SHARE, FIFTH, assume)
    terms = [term for term in found if isinstance(term, Term)]
    assert [term.source for term in terms] == ["server", RECYCLED, NOT_RECYCLED]
    assert [term.role for term in terms] == [Role.PART, Role.OF_WHICH, Role.OF_WHICH]
    assert [term.coefficient.central for term in terms] == pytest.approx(
        [0.25, 0.05, 0.2], rel=1e-12
    )


def test_without_a_rate_nothing_is_said_of_recycling() -> None:
    """Where no recycling rate is known only the waste itself is counted."""
    assume = Assumptions(World(n=8), FactorBook(), {})
    assert len(list(end_of_life_terms(SERVER, SHARE, None, assume))) == 1


def test_without_a_mass_there_is_no_waste_to_state() -> None:
    """An unknown mass is an absence, and no zero."""
    assume = Assumptions(World(n=8), worked.book(), {})
    found = list(end_of_life_terms(replace(SERVER, mass=None), SHARE, FIFTH, assume))
    assert [isinstance(item, Absence) for item in found] == [True]


def test_minerals_are_an_absence_that_tells_what_was_found() -> None:
    """Elements of an analysed board are told; their masses are not known, and no number is made."""
    book = FactorBook([declared("elements.accelerator.example", 32.0, "1")])
    analysed = no_minerals(worked.profile(), Assumptions(World(n=8), book, {}))
    assert "32 elements were found in a board of the family of example board" in analysed
    assert analysed.startswith("no source states the mass")
    unknown = no_minerals(worked.profile(), Assumptions(World(n=8), FactorBook(), {}))
    assert unknown == "no source states the mass of critical minerals in this hardware"
