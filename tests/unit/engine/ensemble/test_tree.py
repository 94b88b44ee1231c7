"""Tests of joining in a fixed order."""

import itertools

import pytest

from wholeprint.engine.ensemble.tree import Tree


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_the_order_of_arrival_makes_no_difference(count: int) -> None:
    """Every permutation of arrivals gives the same brackets."""
    found: set[str] = set()
    for order in itertools.permutations(range(count)):
        tree = Tree[str](lambda a, b: f"({a}{b})")
        for number in order:
            tree.add(number, str(number))
        found.add(str(tree.result()))

    assert len(found) == 1
    assert [char for char in found.pop() if char.isdigit()] == [str(i) for i in range(count)]


def test_nothing_came() -> None:
    """Of no chunks there is no result."""
    assert Tree[int](lambda a, b: a + b).result() is None
