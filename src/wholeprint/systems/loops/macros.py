"""Delays, smooths and macros seen from outside: what goes in acts on what comes out."""

from collections.abc import Mapping, Sequence
from itertools import chain, product

from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.parts import CARRIERS
from wholeprint.systems.loops.shapes import Link, Polarity

MOST_ROUTES = 2_000
"""A macro with more ways through it is left as it is: its stocks show in the loops then."""


def collapse(system: System, links: Sequence[Link]) -> tuple[Link, ...]:
    """Replace the inside of delays, smooths and macros by links that lead through them.

    The loops that run inside one alone disappear with it, and the many ways through a delay become
    one. Source: Schoenberg, Davidsen & Eberlein, System Dynamics Review 36(2) 2020, on macros.

    Args:
        system: The system.
        links: Its links.

    Returns:
        Links between slots that are outside of macros; those that stand for ways through one have
        `Link.routes`. A variable that reads two outputs of a macro has a link for each.
    """
    groups: dict[str, set[int]] = {}
    for position, slot in enumerate(system.slots):
        if slot.macro and slot.is_internal:
            groups.setdefault(slot.macro, set()).add(position)
    kept = list(links)
    for members in groups.values():
        kept = _without(system, kept, members)
    return tuple(kept)


def _without(system: System, links: list[Link], members: set[int]) -> list[Link]:
    """Return the links with one macro collapsed; as they are where too many ways lead through."""
    following: dict[int, list[Link]] = {}
    for each in links:
        if each.source in members:
            following.setdefault(each.source, []).append(each)
    found: list[Link] = []
    for each in links:
        if each.source not in members and each.target not in members:
            found.append(each)
        elif each.source not in members:
            routes = _routes(each, members, following)
            if routes is None:
                return links
            found += _composites(system, routes)
    return found


def _routes(
    first: Link, members: set[int], following: Mapping[int, Sequence[Link]]
) -> list[tuple[Link, ...]] | None:
    """Return every way that begins with a link into a macro, to its end outside of it."""
    found: list[tuple[Link, ...]] = []
    way = [first]
    met = {first.target}
    waiting = [iter(following.get(first.target, ()))]
    while waiting:
        for link in waiting[-1]:
            if link.target in met:
                continue
            if link.target not in members:
                found.append((*way, link))
                if len(found) > MOST_ROUTES:
                    return None
                continue
            way.append(link)
            met.add(link.target)
            waiting.append(iter(following.get(link.target, ())))
            break
        else:
            waiting.pop()
            met.discard(way.pop().target)
    return found


def _composites(system: System, routes: list[tuple[Link, ...]]) -> list[Link]:
    """Return one link for each pair of an output and what reads it."""
    by_end: dict[tuple[int, int], list[tuple[Link, ...]]] = {}
    for route in routes:
        by_end.setdefault((route[-1].source, route[-1].target), []).append(route)
    return [
        _composite(system, ways[0][0].source, target, ways) for (_, target), ways in by_end.items()
    ]


def _composite(system: System, source: int, target: int, ways: list[tuple[Link, ...]]) -> Link:
    slots = tuple(each for way in ways for each in _slots(source, way))
    passed = {each for way in slots for each in way[1:]}
    return Link(
        source=source,
        target=target,
        polarity=_joined([product_of([each.polarity for each in way]) for way in ways]),
        is_delayed=any(system.slots[each].role in CARRIERS for each in passed),
        routes=slots,
    )


def _slots(source: int, way: tuple[Link, ...]) -> list[tuple[int, ...]]:
    """Return the slots along a way, or along several where a link of it stands for such."""
    steps = [link.routes or ((link.source, link.target),) for link in way]
    return [(source, *chain(*(each[1:] for each in choice))) for choice in product(*steps)]


def product_of(polarities: Sequence[Polarity]) -> Polarity:
    """Return the polarity of links one after another.

    Args:
        polarities: Theirs.
    """
    if Polarity.UNKNOWN in polarities:
        return Polarity.UNKNOWN
    if Polarity.CHANGES in polarities:
        return Polarity.CHANGES
    is_negative = polarities.count(Polarity.NEGATIVE) % 2 == 1
    return Polarity.NEGATIVE if is_negative else Polarity.POSITIVE


def _joined(polarities: Sequence[Polarity]) -> Polarity:
    """Return the polarity of ways side by side: theirs if they agree."""
    return polarities[0] if len(set(polarities)) == 1 else Polarity.UNKNOWN
