"""Assumptions as an assessment sees them."""

import pytest

from wholeprint.errors import ValueRefusedError
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


@pytest.mark.parametrize(
    ("name", "low", "high", "value"),
    [
        ("pue.datacentre", 1.1, 2.5, 0.5),
        ("power.host_overhead", 1.2, 1.6, 0.9),
        ("lifetime.server", 3.0, 6.0, -1.0),
        ("lifetime.server", 3.0, 6.0, 0.0),
        ("utilisation.server", 0.3, 1.0, 5.0),
        ("mix.FR.nuclear", 0.6, 0.7, 1.5),
        ("embodied.server", 1e3, 4e3, -5.0),
    ],
)
def test_what_cannot_be_is_not_declared(name: str, low: float, high: float, value: float) -> None:
    """A life of -1 year would make the hardware take carbon out of the air."""
    factor = Factor(name, "1", Uniform(low, high), (Source("key", "title"),))
    assume = Assumptions(World(n=8), FactorBook([factor]), {name: value})

    with pytest.raises(ValueRefusedError, match="cannot be that"):
        assume.draw(factor)


def test_what_may_be_negative_may_be_declared_so() -> None:
    """Where belief itself reaches below nought, so may a declaration."""
    factor = Factor("change", "1", Uniform(-1.0, 1.0), (Source("key", "title"),))

    assert Assumptions(World(n=8), FactorBook([factor]), {"change": -0.5}).draw(factor).central < 0
