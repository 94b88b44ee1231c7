"""Delays and smooths are passed as one link."""

import pytest

from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.links import links_of
from wholeprint.systems.loops.macros import collapse, product_of
from wholeprint.systems.loops.shapes import Link, Polarity
from wholeprint.systems.text.read import read_model


def _system(seen: str) -> System:
    return flatten(
        read_model(
            f"""
model: small
time: {{start: 0, stop: 4, step: 1}}
parameters: {{goal: 10, lag: 4}}
stocks: {{level: {{initial: 1, in: [ordering]}}}}
flows: {{ordering: (goal - seen) / 3}}
auxiliaries: {{seen: "{seen}"}}
""",
            "small",
        )
    )


def _into_seen(seen: str) -> list[Link]:
    system = _system(seen)
    links = collapse(system, links_of(system))
    inside = {at for at, slot in enumerate(system.slots) if slot.macro}
    assert not [each for each in links if {each.source, each.target} & inside]
    return [
        each
        for each in links
        if system.slots[each.source].name == "level" and system.slots[each.target].name == "seen"
    ]


@pytest.mark.parametrize(
    ("function", "ways"), [("SMTH1", 1), ("SMTH3", 1), ("DELAY1", 1), ("DELAY3", 1)]
)
def test_a_delay_is_one_link(function: str, ways: int) -> None:
    """From what goes in to what reads the output there is one link, later and with its ways."""
    (link,) = _into_seen(f"{function}(level, lag)")

    assert link.is_delayed
    assert len(link.routes) == ways
    assert link.polarity in {Polarity.POSITIVE, Polarity.UNKNOWN}


def test_one_delay_within_another_is_one_link() -> None:
    """What is inside of several delays is gone, however they are nested."""
    (link,) = _into_seen("SMTH1(SMTH1(level, lag), 2)")

    assert link.routes[0][0] == link.source
    assert link.routes[0][-1] == link.target


def test_two_delays_side_by_side_are_two_links() -> None:
    """Each adds its own share to what reads both: neither hides the other."""
    assert len(_into_seen("SMTH1(level, lag) + DELAY1(level, 2)")) == 2


def test_a_model_without_delays_stays_as_it_is() -> None:
    """Plain links are the same before and after."""
    system = _system("level")

    assert collapse(system, links_of(system)) == links_of(system)


def test_signs_multiply() -> None:
    """An odd number of minus signs makes a minus; what is not known stays so."""
    plus, minus = Polarity.POSITIVE, Polarity.NEGATIVE

    assert product_of([minus, plus, minus]) is plus
    assert product_of([minus, plus]) is minus
    assert product_of([minus, Polarity.CHANGES]) is Polarity.CHANGES
    assert product_of([Polarity.CHANGES, Polarity.UNKNOWN]) is Polarity.UNKNOWN
