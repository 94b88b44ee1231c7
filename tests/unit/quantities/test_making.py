"""Several accounts of one making."""

from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.making import choice
from wholeprint.quantities.source import Known


def test_a_choice_gives_every_way_the_same_chance() -> None:
    """Three ways are three equal stretches, and the note numbers them."""
    found = choice("embodied.method.card", ("maker", "study", "bill"))

    assert found.distribution == Uniform(0.0, 3.0)
    assert found.known is Known.ASSUMED
    assert "0 maker, 1 study, 2 bill" in found.note
