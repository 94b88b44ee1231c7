"""The loops that were ever active in some runs, found exactly or, where too many, in part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.activity import active_bits
from wholeprint.systems.dominance.relative import relative_scores, score_loops
from wholeprint.systems.dominance.retain import Kept, Way, retain
from wholeprint.systems.dominance.scores import score_links
from wholeprint.systems.dominance.shapes import Dominance
from wholeprint.systems.dominance.values import completed
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.loops.cycles import Budget, Edge, cycles
from wholeprint.systems.loops.find import STEPS
from wholeprint.systems.loops.links import known_ranges, links_of
from wholeprint.systems.loops.macros import collapse
from wholeprint.systems.loops.naming import in_order, loop_of, name_loops
from wholeprint.systems.loops.parts import parts_of
from wholeprint.systems.loops.shapes import (
    Basis,
    Link,
    Loop,
    LoopKind,
    Loops,
    Part,
    Polarity,
    Search,
    Turn,
)
from wholeprint.systems.loops.strongest import strongest_loops
from wholeprint.systems.trajectory import Trajectory

MOST = 200
"""Loops that are told where nothing else is said."""

SURE = 0.99
"""A loop whose scores have one sign for at least this much of what it did is nearly of that kind.
Source: Schoenberg, Hayward & Eberlein, System Dynamics Review 39(2) 2023."""


_METHODS = {
    (False, True): "structure",
    (True, True): "active",
    (True, False): "strongest path",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to search.

    Attributes:
        names: Names for loops, as `Model.loops` has them.
        budget: How many steps the search may take in each part.
        most: How many loops are kept in each part; a part with more is searched by what was active.
        collapsed: Whether delays, smooths and macros are passed as one link.
    """

    names: Mapping[str, Sequence[str]]
    budget: int = STEPS
    most: int = MOST
    collapsed: bool = True


def discover(system: System, trajectory: Trajectory, wanted: Wanted) -> Dominance:
    """Return the loops of a system and their scores in some runs.

    In a part with few loops these are all that its equations allow. In a part with more they are
    those whose links were all active at once in at least one step of some run. All of these are
    looked at if the budget allows; else those seen by then, and those that a walk along the
    strongest links finds. Those that never had a thousandth of their part's activity are left out,
    and so are the weakest beyond the number to keep; what share these had is told.

    Args:
        system: The system.
        trajectory: The runs, see `score_links`.
        wanted: How to search.
    """
    links = links_of(system, known_ranges(system, completed(system, trajectory)))
    if wanted.collapsed:
        links = collapse(system, links)
    parts = parts_of(system, links)
    scores = _scores(system, links, parts, trajectory)
    links = tuple(_seen(link, score) for link, score in zip(links, scores, strict=True))
    budgets = [Budget(wanted.budget) for _ in parts]
    found = [
        _of_part(links, scores, part, wanted.most, budget)
        for part, budget in zip(parts, budgets, strict=True)
    ]
    loops = in_order([loop_of(system, links, way, parts) for kept in found for way in kept.ways])
    loop_scores = score_loops([each.links for each in loops], scores)
    totals = {at: kept.total for at, kept in enumerate(found) if kept.total is not None}
    relative = relative_scores(loops, loop_scores, totals)
    judged = [_judged(each, share) for each, share in zip(loops, relative, strict=True)]
    named, misfits = name_loops(system, judged, wanted.names)
    is_complete = not any(each.is_spent for each in budgets)
    is_searched = any(each.left < wanted.budget for each in budgets)
    search = Search(
        is_complete=is_complete,
        seen=sum(each.seen for each in found),
        kept=len(named),
        is_truncated=any(each.is_truncated for each in found),
        budget=wanted.budget,
        retained=sum(each.retained for each in found),
        method=_METHODS[is_searched, is_complete],
    )
    outside = np.array([each.outside for each in found]).reshape(len(parts), scores.shape[1])
    return Dominance(
        loops=Loops(links, parts, named, search, misfits.unmatched, misfits.several),
        times=trajectory.times,
        link_scores=scores,
        loop_scores=loop_scores,
        relative=relative,
        outside=outside,
    )


def _scores(
    system: System, links: Sequence[Link], parts: Sequence[Part], trajectory: Trajectory
) -> FloatArray:
    """Return the scores of links into parts, and of those whose sign is not known yet."""
    inner = {slot for part in parts for slot in part.slots}
    rows = [
        at
        for at, each in enumerate(links)
        if each.target in inner
        or (each.polarity is Polarity.UNKNOWN and not _is_drawn(system, each))
    ]
    some = score_links(system, [links[at] for at in rows], trajectory)
    scores = np.zeros((len(links), *some.shape[1:]))
    scores[rows] = some
    return scores


def _is_drawn(system: System, link: Link) -> bool:
    passed = {slot for way in link.routes for slot in way} | {link.target}
    return any(system.slots[each].role is Role.RANDOM for each in passed)


def _seen(link: Link, scores: FloatArray) -> Link:
    """Return a link with the sign that it was seen to have, where its structure tells none."""
    if link.polarity is not Polarity.UNKNOWN:
        return link
    up, down = bool((scores > 0).any()), bool((scores < 0).any())
    if up and down:
        polarity = Polarity.CHANGES
    elif up or down:
        polarity = Polarity.POSITIVE if up else Polarity.NEGATIVE
    else:
        return link
    turns = _turns(scores[:, 0]) if polarity is Polarity.CHANGES else ()
    return replace(link, polarity=polarity, basis=Basis.RUN, turns=turns)


def _turns(scores: FloatArray) -> tuple[Turn, ...]:
    """Return at which instants the sign becomes another."""
    found: list[Turn] = []
    for at in np.flatnonzero(np.nan_to_num(scores)).tolist():
        polarity = Polarity.POSITIVE if scores[at] > 0 else Polarity.NEGATIVE
        if not found or found[-1].polarity is not polarity:
            found.append(Turn(at, polarity))
    return tuple(found)


def _of_part(
    links: Sequence[Link], scores: FloatArray, part: Part, most: int, budget: Budget
) -> Kept:
    """Return the loops of a part that are kept."""
    plain = _inner(links, part)
    trial = Budget(budget.left)
    few = list(islice(cycles(plain, trial), most + 1))
    if len(few) <= most and not trial.is_spent:
        nothing = np.zeros(int(scores.shape[1]))
        return Kept(few, len(few), len(few), is_truncated=False, outside=nothing)
    return retain(active_ways(links, scores, part, budget), scores, most)


def _inner(links: Sequence[Link], part: Part) -> list[Edge]:
    """Return the links within a part, as edges that are always active."""
    inner = set(part.slots)
    return [
        Edge(each.source, each.target, 1, (at,))
        for at, each in enumerate(links)
        if each.source in inner and each.target in inner
    ]


def active_ways(
    links: Sequence[Link], scores: FloatArray, part: Part, budget: Budget
) -> Iterator[Way]:
    """Yield the loops of a part that were active, or what the budget lets see of them.

    Args:
        links: All links.
        scores: Their scores; (links, times, members).
        part: The part.
        budget: Counted down. Once it is spent, loops along the strongest links follow.

    Yields:
        The positions of each loop's links.
    """
    plain = _inner(links, part)
    bits = active_bits(scores[[edge.links[0] for edge in plain]])
    edges = [replace(edge, active=each) for edge, each in zip(plain, bits, strict=True)]
    allowed = budget.left
    seen: set[int] = set()
    for way in cycles(edges, budget):
        seen.add(hash(frozenset(way)))
        yield way
    if budget.is_spent:
        yield from _strongest(edges, part, scores, seen, Budget(allowed))


def _strongest(
    edges: Sequence[Edge], part: Part, scores: FloatArray, seen: set[int], budget: Budget
) -> Iterator[Way]:
    """Yield loops along the strongest links of each instant of the first run, none twice."""
    stocks = part.stocks or part.slots
    for instant in range(scores.shape[1]):
        following: dict[int, list[tuple[int, float, int]]] = {}
        for edge in edges:
            magnitude = abs(float(scores[edge.links[0], instant, 0]))
            if magnitude > 0:
                following.setdefault(edge.source, []).append(
                    (edge.target, magnitude, edge.links[0])
                )
        for way in strongest_loops(following, stocks, budget):
            if hash(frozenset(way)) not in seen:
                seen.add(hash(frozenset(way)))
                yield way


def _judged(loop: Loop, relative: FloatArray) -> Loop:
    """Return a loop with the kind that its scores have, where the structure tells none.

    Source: Schoenberg, Hayward & Eberlein, System Dynamics Review 39(2) 2023: with r and b the
    sums of positive and negative scores, confidence is abs(r - b) / (r + b). The scores are taken
    relative to their part: raw ones have no bound where a net flow turns, and one such instant
    would decide for the whole run.
    """
    if loop.kind is not LoopKind.UNKNOWN:
        return loop
    known = np.nan_to_num(relative)
    up, down = float(known[known > 0].sum()), float(-known[known < 0].sum())
    if up + down == 0:
        return loop
    sure = abs(up - down) / (up + down)
    if down == 0:
        kind = LoopKind.REINFORCING
    elif up == 0:
        kind = LoopKind.BALANCING
    elif sure >= SURE:
        kind = LoopKind.MOSTLY_REINFORCING if up > down else LoopKind.MOSTLY_BALANCING
    else:
        kind = LoopKind.UNKNOWN
    return replace(loop, kind=kind, confidence_share=sure)
