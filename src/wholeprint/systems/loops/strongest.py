"""The loops that a walk along the strongest links finds: for graphs with too many loops to list."""

from collections.abc import Mapping, Sequence

from wholeprint.systems.loops.cycles import Budget


def strongest_loops(
    following: Mapping[int, Sequence[tuple[int, float, int]]],
    stocks: Sequence[int],
    budget: Budget,
) -> list[tuple[int, ...]]:
    """Return the loops that a walk along the strongest links meets, at one instant.

    From each stock the walk takes strong links before weak ones, and goes on from a node only with
    a greater product of scores than it ever had there. It may miss the strongest loop of all, where
    a weaker way reached a node with a greater product first.
    Source: Eberlein & Schoenberg, "Finding the Loops that Matter" (2020), the pseudo-code. The
    products are forgotten before each stock, not only before each instant as printed there: then
    more is found.

    Args:
        following: For each node: where its links lead, with which magnitude, and their positions.
        stocks: From where to walk.
        budget: Counted down; once it is spent, the search ends.

    Returns:
        The links of each loop in order, from a stock on; no loop twice.
    """
    by_strength = {
        node: sorted(links, key=lambda each: (-each[1], each[2]))
        for node, links in following.items()
    }
    found: dict[frozenset[int], tuple[int, ...]] = {}
    for target in stocks:
        for loop in _walk(target, by_strength, budget):
            found.setdefault(frozenset(loop), loop)
    return list(found.values())


def _walk(
    target: int, following: Mapping[int, Sequence[tuple[int, float, int]]], budget: Budget
) -> list[tuple[int, ...]]:
    """Return the loops that a walk from one node closes."""
    found: list[tuple[int, ...]] = []
    best = {target: 1.0}
    way: list[int] = []
    nodes = [target]
    on_way = {target}
    stack = [(1.0, iter(following.get(target, ())))]
    while stack and not budget.is_spent:
        strength, rest = stack[-1]
        for node, magnitude, link in rest:
            budget.left -= 1
            if node == target:
                found.append((*way, link))
                continue
            product = strength * magnitude
            if node in on_way or product < best.get(node, 0.0) or product <= 0:
                continue
            best[node] = product
            way.append(link)
            nodes.append(node)
            on_way.add(node)
            stack.append((product, iter(following.get(node, ()))))
            break
        else:
            stack.pop()
            on_way.discard(nodes.pop())
            if way:
                way.pop()
    return found
