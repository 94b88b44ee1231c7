"""Strongly connected parts of links."""

from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.loops.parts import components, parts_of
from wholeprint.systems.loops.shapes import Link, Part


def test_nodes_that_reach_each_other_are_one() -> None:
    """Two cycles that share a node are one component, a tail is none, a loop on itself is one."""
    pairs = [(1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (5, 5), (4, 5)]

    assert sorted(components(pairs)) == [(1, 2, 3), (5,)]


def test_a_long_chain_is_walked() -> None:
    """A cycle of many nodes is found without recursion."""
    size = 20_000

    assert components((node, (node + 1) % size) for node in range(size)) == [tuple(range(size))]


def test_the_largest_part_is_first_and_knows_its_stocks() -> None:
    """Parts are told by size, with the slots that carry something over time."""
    roles = [Role.STOCK, Role.FLOW, Role.STOCK, Role.FLOW, Role.AUXILIARY]
    slots = tuple(Slot(str(number), role) for number, role in enumerate(roles))
    system = System("s", Span(0, 1, 1), slots, (), (), ())
    links = [Link(0, 1), Link(1, 0), Link(2, 4), Link(4, 3), Link(3, 2), Link(0, 4)]

    assert parts_of(system, links) == (Part((2, 3, 4), (2,)), Part((0, 1), (0,)))
