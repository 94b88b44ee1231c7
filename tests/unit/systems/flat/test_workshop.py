"""Slots while a system is made."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.scope import Scope, Site
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.term import Apply, Constant, Ref
from wholeprint.systems.flat.workshop import Draft, Workshop, constant, key_of
from wholeprint.systems.model import Place, Table


def _site() -> Site:
    return Site(Scope("", {}, {}), "x", "x", Place("m.yaml", 3))


@pytest.mark.parametrize(
    "name", ["population[young, north]", "Population [Young,North]", "population[ young ,north ]"]
)
def test_blanks_between_elements_make_no_difference(name: str) -> None:
    """However the elements are written, it is one slot."""
    assert key_of(name) == key_of("population[young,north]")


def test_two_slots_of_one_name_are_refused() -> None:
    """Both are named, and where the first one stands."""
    shop = Workshop()
    shop.add(Draft("Contact rate", Role.AUXILIARY, place=Place("m.yaml", 3)))
    with pytest.raises(ModelError, match=r"m\.yaml:9.*contact_rate and Contact rate m\.yaml:3"):
        shop.add(Draft("contact_rate", Role.STOCK, place=Place("m.yaml", 9)))


def test_what_is_made_here_never_clashes() -> None:
    """A slot that nobody named gets another name where its own is taken."""
    shop = Workshop()
    first, _ = shop.inner("delay", _site())
    second, draft = shop.inner("delay", _site(), macro="delay3(x)")
    assert first != second
    assert (draft.is_internal, draft.macro, draft.variable) == (True, "delay3(x)", "x")
    assert len({draft.name for draft in shop.drafts}) == 2


def test_a_table_is_kept_once() -> None:
    """The same points have one position."""
    shop = Workshop()
    assert shop.table(Table((0.0,), (1.0,))) == shop.table(Table((0.0,), (1.0,))) == 0
    assert shop.table(Table((0.0,), (2.0,))) == 1


def test_a_reference_needs_no_slot_of_its_own() -> None:
    """Only what is more than a reference is held."""
    shop = Workshop()
    assert shop.hold(Ref(2), "x", _site()) == Ref(2)
    assert shop.hold(Apply("neg", (Ref(2),)), "x", _site()) == Ref(0)
    assert shop.drafts[0].slot().term == Apply("neg", (Ref(2),))


def test_a_number_is_known_as_one() -> None:
    """Only a constant is a number."""
    assert constant(Constant(2.0)) == 2.0
    assert constant(Ref(2)) is None
