"""Variables that only pass on are left out."""

import pytest

from wholeprint.systems.diagram.dissolve import Way, dissolve
from wholeprint.systems.diagram.shapes import Sign

PLAIN = Way(Sign.MORE, is_delayed=False, variance_share=0.0, strengths=(0.5,))
LESS = Way(Sign.LESS, is_delayed=True, variance_share=0.0, strengths=(0.5,))


@pytest.mark.parametrize(
    ("one", "two", "after", "beside"),
    [
        (Sign.MORE, Sign.LESS, Sign.LESS, Sign.CHANGES),
        (Sign.LESS, Sign.LESS, Sign.MORE, Sign.LESS),
        (Sign.MORE, Sign.UNKNOWN, Sign.UNKNOWN, Sign.UNKNOWN),
        (Sign.CHANGES, Sign.LESS, Sign.CHANGES, Sign.CHANGES),
    ],
)
def test_signs_of_links_together(one: Sign, two: Sign, after: Sign, beside: Sign) -> None:
    """Two minus make a plus one after the other; side by side different signs change."""
    first, second = (Way(each, is_delayed=False, variance_share=0.1) for each in (one, two))

    assert first.before(second).sign is after
    assert first.beside(second).sign is beside


def test_a_chain_becomes_one_link() -> None:
    """Stock to stock through a variable: one link with the product of signs and strengths."""
    ways, gone = dissolve({(0, 1): PLAIN, (1, 2): LESS}, {0, 2}, 0.1)

    assert gone == {1}
    assert ways == {(0, 2): Way(Sign.LESS, is_delayed=True, variance_share=0.0, strengths=(0.25,))}


def test_what_varies_stays() -> None:
    """A variable one of whose inputs varies enough is kept."""
    varied = Way(Sign.MORE, is_delayed=False, variance_share=0.5, strengths=(0.5,))

    ways, gone = dissolve({(0, 1): varied, (1, 2): LESS}, {0, 2}, 0.1)

    assert not gone
    assert set(ways) == {(0, 1), (1, 2)}


def test_links_never_become_more() -> None:
    """A variable with three inputs and three effects is kept: nine links are no simpler."""
    ways = {**{(at, 3): PLAIN for at in range(3)}, **{(3, at): PLAIN for at in range(4, 7)}}

    found, gone = dissolve(ways, {0, 1, 2, 4, 5, 6}, 0.1)

    assert not gone
    assert found == ways
