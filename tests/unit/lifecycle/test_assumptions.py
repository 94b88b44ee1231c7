"""Assumptions as an assessment sees them."""

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor, FactorBook
from wholeprint.quantities.source import Known, Source
from wholeprint.quantities.world import World

PUE = Factor("pue", "1", Uniform(1.0, 2.0), (Source("key", "title"),))


def test_a_declaration_takes_the_place_of_belief_and_source() -> None:
    """What is declared by name is fixed, known as declared, and no longer the source's."""
    assume = Assumptions(World(n=8), FactorBook([PUE]), {"pue": 1.1})
    for found in (assume.draw(PUE), assume.find("pue")):
        assert found is not None
        assert (found.central, found.low, found.high) == (1.1, 1.1, 1.1)
        assert found.known is Known.DECLARED
        assert found.sources == ()


def test_an_unknown_name_is_nothing_and_never_a_near_one() -> None:
    """Looking up a name that is in no table gives nothing."""
    assert Assumptions(World(n=8), FactorBook([PUE]), {}).find("pu") is None


def test_all_of_something_is_exactly_one() -> None:
    """Where there is no share, the share is one and no assumption."""
    whole = Assumptions(World(n=8), FactorBook(), {}).draw_or_one(None)
    assert whole.central == 1.0
    assert not whole.factors
