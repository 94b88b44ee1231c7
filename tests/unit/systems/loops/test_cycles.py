"""All simple cycles of a graph, and those that were active together."""

import random

import pytest

from wholeprint.systems.loops.cycles import Budget, Edge, cycles, joined


def _plain(edges: list[Edge]) -> set[frozenset[int]]:
    """All cycles of edges with a common bit, by walking every path."""
    found: set[frozenset[int]] = set()

    def walk(root: int, node: int, active: int, way: list[int], met: set[int]) -> None:
        for edge in edges:
            common = active & edge.active
            if edge.source != node or not common:
                continue
            if edge.target == root:
                found.add(frozenset([*way, *edge.links]))
            elif edge.target > root and edge.target not in met:
                walk(root, edge.target, common, [*way, *edge.links], met | {edge.target})

    for root in {edge.source for edge in edges}:
        walk(root, root, -1, [], {root})
    return found


@pytest.mark.parametrize("seed", range(300))
def test_every_cycle_is_found_once(seed: int) -> None:
    """On small random graphs, parallel edges and idle ones among them: as by walking every path."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    nodes = draw.randint(2, 8)
    edges = [
        Edge(draw.randrange(nodes), draw.randrange(nodes), draw.choice([0, 1, 2, 3, 5, 6, 7]), (n,))
        for n in range(draw.randint(1, 22))
    ]

    found = list(cycles(edges, Budget(1_000_000)))

    assert len(found) == len({frozenset(each) for each in found})
    assert {frozenset(each) for each in found} == _plain(edges)


def test_links_of_a_cycle_follow_each_other() -> None:
    """Each link of a cycle begins where the one before ends, in a full graph of five nodes."""
    edges = [Edge(a, b, 1, (5 * a + b,)) for a in range(5) for b in range(5) if a != b]

    found = list(cycles(edges, Budget(1_000_000)))

    # The sum over k of (5 choose k) (k - 1)!, k from 2.
    assert len(found) == 84
    for way in found:
        assert all(a % 5 == b // 5 for a, b in zip(way, (*way[1:], way[0]), strict=True))


def test_edges_never_active_together_close_no_loop() -> None:
    """Two links that take turns make no loop: there is no instant at which it works."""
    assert not list(cycles([Edge(0, 1, 0b01, (0,)), Edge(1, 0, 0b10, (1,))], Budget(100)))
    assert list(cycles([Edge(0, 1, 0b11, (0,)), Edge(1, 0, 0b10, (1,))], Budget(100)))


def test_a_spent_budget_ends_the_search() -> None:
    """What was found by then is told, and the budget says that it is spent."""
    edges = [Edge(a, b, 1, (12 * a + b,)) for a in range(12) for b in range(12) if a != b]
    budget = Budget(5_000)

    found = list(cycles(edges, budget))

    assert budget.is_spent
    assert 0 < len(found) <= 5_000


def test_a_chain_becomes_one_edge() -> None:
    """What can only be walked one after another is one step of the search."""
    edges, loops = joined([Edge(n, (n + 1) % 9, 1, (n,)) for n in range(9)])

    assert not edges
    assert [sorted(each) for each in loops] == [list(range(9))]
