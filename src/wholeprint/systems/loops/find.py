"""The feedback of a system, told from its structure alone."""

from collections.abc import Mapping, Sequence

from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.cycles import Budget, Edge, cycles
from wholeprint.systems.loops.links import links_of
from wholeprint.systems.loops.macros import collapse
from wholeprint.systems.loops.naming import in_order, loop_of, name_loops
from wholeprint.systems.loops.parts import parts_of
from wholeprint.systems.loops.shapes import Loops, Search
from wholeprint.systems.loops.signs import Range

STEPS = 3_000_000
"""Steps that a search may take where nothing else is said: some seconds."""

MOST = 1_000
"""Loops that are told where nothing else is said."""


def find_loops(
    system: System,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    ranges: Mapping[int, Range] | None = None,
    budget: int = STEPS,
    most: int = MOST,
    collapsed: bool = True,
) -> Loops:
    """Return all feedback loops that the equations allow, or as many as the budget lets see.

    Args:
        system: The system.
        names: Names for loops, as `Model.loops` has them.
        ranges: Between which values slots lie, see `links_of`; signs are told from them.
        budget: How many steps the search may take.
        most: How many loops are told at most: the shortest.
        collapsed: Whether delays, smooths and macros are passed as one link; else their own stocks
            and loops are told too, even those that never leave one of them.
    """
    links = links_of(system, ranges)
    if collapsed:
        links = collapse(system, links)
    parts = parts_of(system, links)
    left = Budget(budget)
    edges = [Edge(each.source, each.target, 1, (at,)) for at, each in enumerate(links)]
    found: list[tuple[int, ...]] = []
    seen = 0
    for way in cycles(edges, left):
        seen += 1
        found.append(way)
        if len(found) >= 2 * most:
            found = sorted(found, key=_size)[:most]
    shortest = [loop_of(system, links, each, parts) for each in sorted(found, key=_size)[:most]]
    loops, misfits = name_loops(system, in_order(shortest), names or {})
    return Loops(
        links=links,
        parts=parts,
        loops=loops,
        search=Search(
            is_complete=not left.is_spent,
            seen=seen,
            kept=len(loops),
            is_truncated=seen > len(loops),
            budget=budget,
            method="structure",
            retained=seen,
        ),
        unmatched=misfits.unmatched,
        several=misfits.several,
    )


def _size(way: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(way), way
