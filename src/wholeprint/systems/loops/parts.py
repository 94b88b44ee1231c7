"""Strongly connected parts of a graph: slots each of which acts on each other one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.loops.shapes import Link, Part

CARRIERS = frozenset({Role.STOCK, Role.HELD, Role.PIPE})
"""Roles of slots that carry something from one instant to the next."""


def parts_of(system: System, links: Sequence[Link]) -> tuple[Part, ...]:
    """Return the strongly connected parts of a system's links.

    Args:
        system: The system.
        links: Its links.

    Returns:
        The parts in which there is a loop, those with most slots first.
    """
    found = [
        Part(
            slots=group,
            stocks=tuple(each for each in group if system.slots[each].role in CARRIERS),
        )
        for group in components((each.source, each.target) for each in links)
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.slots), each.slots)))


@dataclass(slots=True)
class _Search:
    """Where the search of Tarjan stands."""

    number: dict[int, int] = field(default_factory=dict[int, int])
    lowest: dict[int, int] = field(default_factory=dict[int, int])
    stack: list[int] = field(default_factory=list[int])
    on_stack: set[int] = field(default_factory=set[int])

    def enter(self, node: int) -> None:
        """Number a node that was met for the first time."""
        self.number[node] = self.lowest[node] = len(self.number)
        self.stack.append(node)
        self.on_stack.add(node)

    def leave(self, node: int) -> list[int]:
        """Return the component that a node is the root of, or nothing."""
        if self.lowest[node] != self.number[node]:
            return []
        root = self.stack.index(node)
        group = self.stack[root:]
        del self.stack[root:]
        self.on_stack.difference_update(group)
        return group


def components(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the strongly connected components that hold a cycle.

    Source: R. Tarjan, SIAM J. Comput. 1(2) 1972, without recursion.

    Args:
        pairs: From where to where the edges of the graph lead.

    Returns:
        The nodes of each, rising.
    """
    successors: dict[int, list[int]] = {}
    loops: set[int] = set()
    for source, target in pairs:
        successors.setdefault(source, []).append(target)
        successors.setdefault(target, [])
        if source == target:
            loops.add(source)
    search = _Search()
    found: list[tuple[int, ...]] = []
    for root in successors:
        if root not in search.number:
            found += _visit(root, successors, search)
    return [each for each in found if len(each) > 1 or loops.intersection(each)]


def _visit(
    root: int, successors: Mapping[int, Sequence[int]], search: _Search
) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    search.enter(root)
    way = [(root, iter(successors[root]))]
    while way:
        node, rest = way[-1]
        for target in rest:
            if target not in search.number:
                search.enter(target)
                way.append((target, iter(successors[target])))
                break
            if target in search.on_stack:
                search.lowest[node] = min(search.lowest[node], search.number[target])
        else:
            way.pop()
            if way:
                above = way[-1][0]
                search.lowest[above] = min(search.lowest[above], search.lowest[node])
            if group := search.leave(node):
                found.append(tuple(sorted(group)))
    return found
