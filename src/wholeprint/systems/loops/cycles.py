"""All simple cycles of a graph, or all whose edges were ever active together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wholeprint.systems.loops.parts import components


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a graph, or several of them one after another.

    Attributes:
        source: Node it leads from.
        target: Node it leads to.
        active: Bits, one for each instant of each run: whether it was active then.
        links: Positions of the links it stands for, in order.
    """

    source: int
    target: int
    active: int
    links: tuple[int, ...]


@dataclass(slots=True)
class Budget:
    """How many steps a search may still take.

    Attributes:
        left: Steps left.
    """

    left: int

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0


def cycles(edges: Sequence[Edge], budget: Budget) -> Iterator[tuple[int, ...]]:
    """Yield every simple cycle whose edges are all active in at least one common instant.

    The search is that of D. B. Johnson (SIAM J. Comput. 4(1), 1975). Along the way the bits of the
    edges are AND-ed and the search turns back where none is left; a node behind which it turned
    back for that reason stays open, so that no cycle is missed. Edges that can only be walked one
    after another are joined beforehand.

    Args:
        edges: The edges; those without any bit are left out.
        budget: Counted down; once it is spent, the search ends and cycles may be missing.

    Yields:
        The links of each cycle in order, from some node on.
    """
    waiting = _groups(edges)
    while waiting and not budget.is_spent:
        group, loops = joined(waiting.pop())
        yield from loops
        if not group:
            continue
        root = _busiest(group)
        yield from _through(root, group, budget)
        waiting += _groups([each for each in group if root not in {each.source, each.target}])


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Return the edges of each strongly connected component."""
    found = components((each.source, each.target) for each in edges if each.active)
    home = {node: number for number, nodes in enumerate(found) for node in nodes}
    groups: list[list[Edge]] = [[] for _ in found]
    for each in edges:
        number = home.get(each.source)
        if each.active and number is not None and home.get(each.target) == number:
            groups[number].append(each)
    return groups


def _busiest(edges: Sequence[Edge]) -> int:
    """Return the node with most ways in and out: without it, little is left to search."""
    ins: dict[int, int] = {}
    outs: dict[int, int] = {}
    for each in edges:
        outs[each.source] = outs.get(each.source, 0) + 1
        ins[each.target] = ins.get(each.target, 0) + 1
    return min(outs, key=lambda node: (-ins.get(node, 0) * outs[node], node))


def joined(edges: Sequence[Edge]) -> tuple[list[Edge], list[tuple[int, ...]]]:
    """Return a smaller graph with the same cycles.

    A node with one way in, or one way out, is walked whenever the node at the other end of that
    way is: the two become one.

    Args:
        edges: The edges of the graph.

    Returns:
        The edges of the smaller one, and the cycles that have shrunk to a single node.
    """
    ins: dict[int, set[int]] = {}
    outs: dict[int, set[int]] = {}
    known = dict(enumerate(edges))
    for number, each in known.items():
        outs.setdefault(each.source, set()).add(number)
        ins.setdefault(each.target, set()).add(number)
    loops: list[tuple[int, ...]] = []
    fresh = len(known)
    waiting = sorted(outs.keys() | ins.keys(), reverse=True)
    while waiting:
        node = waiting.pop()
        coming, going = ins.get(node, set()), outs.get(node, set())
        if not coming or not going or (len(coming) > 1 and len(going) > 1):
            continue
        if any(known[number].source == node for number in coming):
            loops += [known[n].links for n in sorted(coming & going)]
            _drop(coming & going, known, ins, outs)
            waiting.append(node)
            continue
        through = [(known[a], known[b]) for a in sorted(coming) for b in sorted(going)]
        touched = {each.source for each, _ in through} | {each.target for _, each in through}
        _drop(coming | going, known, ins, outs)
        for before, after in through:
            active = before.active & after.active
            if active:
                links = before.links + after.links
                known[fresh] = Edge(before.source, after.target, active, links)
                outs[before.source].add(fresh)
                ins[after.target].add(fresh)
                fresh += 1
        waiting += sorted(touched, reverse=True)
    alone = [number for number, each in known.items() if each.source == each.target]
    loops += [known[number].links for number in alone]
    _drop(set(alone), known, ins, outs)
    return list(known.values()), loops


def _drop(
    numbers: set[int], known: dict[int, Edge], ins: dict[int, set[int]], outs: dict[int, set[int]]
) -> None:
    for number in numbers:
        each = known.pop(number)
        outs[each.source].discard(number)
        ins[each.target].discard(number)


@dataclass(slots=True)
class _Blocks:
    """Nodes that need not be tried again yet, and what would open them."""

    blocked: set[int] = field(default_factory=set[int])
    waits: dict[int, set[int]] = field(default_factory=dict[int, set[int]])

    def open(self, node: int) -> None:
        """Open a node, and those that wait for it."""
        waiting = [node]
        while waiting:
            found = waiting.pop()
            if found in self.blocked:
                self.blocked.discard(found)
                waiting.extend(self.waits.pop(found, ()))

    def close(self, node: int, following: Sequence[Edge]) -> None:
        """Keep a node blocked until one that follows it opens."""
        for edge in following:
            self.waits.setdefault(edge.target, set()).add(node)


def _through(root: int, edges: Sequence[Edge], budget: Budget) -> Iterator[tuple[int, ...]]:
    """Yield the cycles through a node."""
    following = _following(edges)
    blocks = _Blocks({root})
    stack: list[tuple[int, int, tuple[int, ...], Iterator[Edge]]] = [
        (root, -1, (), iter(following[root]))
    ]
    is_open = [False]
    while stack:
        node, active, links, rest = stack[-1]
        for edge in rest:
            target = edge.target
            if target in blocks.blocked and target != root:
                continue
            budget.left -= 1
            common = active & edge.active
            if not common:
                is_open[-1] = True
            elif target == root:
                is_open[-1] = True
                yield links + edge.links
            else:
                blocks.blocked.add(target)
                stack.append((target, common, links + edge.links, iter(following[target])))
                is_open.append(False)
                break
            if budget.is_spent:
                return
        else:
            stack.pop()
            _leave(node, following[node], blocks, is_open)


def _leave(node: int, following: Sequence[Edge], blocks: _Blocks, is_open: list[bool]) -> None:
    """Open or close the node that the search has done with, and tell the one above."""
    if is_open.pop():
        blocks.open(node)
        if is_open:
            is_open[-1] = True
    else:
        blocks.close(node, following)


def _following(edges: Sequence[Edge]) -> Mapping[int, list[Edge]]:
    following: dict[int, list[Edge]] = {}
    for each in edges:
        following.setdefault(each.source, []).append(each)
        following.setdefault(each.target, [])
    return following
