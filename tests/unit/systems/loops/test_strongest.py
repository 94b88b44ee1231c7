"""The walk along the strongest links, and where it misses."""

import pytest

from wholeprint.systems.loops.cycles import Budget, Edge, cycles
from wholeprint.systems.loops.strongest import strongest_loops

A, B, C, D = range(4)
LINKS = [(A, B, 10.0), (A, D, 100.0), (D, C, 0.1), (C, B, 10.0), (B, C, 10.0), (C, A, 10.0)]
"""Figure 7 of Eberlein & Schoenberg, "Finding the Loops that Matter" (2020)."""

FOLLOWING = {
    node: [(b, size, at) for at, (a, b, size) in enumerate(LINKS) if a == node] for node in range(4)
}


def _named(way: tuple[int, ...]) -> str:
    return "".join(sorted("abcd"[LINKS[each][0]] for each in way))


@pytest.mark.parametrize(
    ("stock", "expected"), [(A, {"acd"}), (B, {"abc", "bc"}), (C, {"abc", "acd", "bc"})]
)
def test_the_published_case_where_the_strongest_loop_is_missed(
    stock: int, expected: set[str]
) -> None:
    """From a the walk finds a-d-c (100) alone and misses a-b-c (1,000); from b it finds that."""
    found = {_named(each) for each in strongest_loops(FOLLOWING, [stock], Budget(1_000))}

    assert found >= expected
    assert ("abc" in found) is (stock != A)


def test_the_exact_search_misses_none_of_them() -> None:
    """All three loops of that graph are seen where every active one is looked at."""
    edges = [Edge(a, b, 1, (at,)) for at, (a, b, _) in enumerate(LINKS)]

    assert {_named(each) for each in cycles(edges, Budget(1_000))} == {"abc", "acd", "bc"}


def test_a_loop_met_from_several_stocks_is_told_once() -> None:
    """All stocks together find all loops of that graph, each once."""
    found = strongest_loops(FOLLOWING, [A, B, C], Budget(1_000))

    assert sorted(_named(each) for each in found) == ["abc", "acd", "bc"]


def test_the_walk_ends_with_its_budget() -> None:
    """No more steps are taken than allowed."""
    budget = Budget(2)

    assert len(strongest_loops(FOLLOWING, [A, B, C], budget)) <= 2
    assert budget.is_spent
