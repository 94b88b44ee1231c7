"""Loops told in the model's words: what runs through them, what they do, what they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.macros import product_of
from wholeprint.systems.loops.parts import CARRIERS
from wholeprint.systems.loops.shapes import Link, Loop, LoopKind, Part, Polarity
from wholeprint.systems.names import canonical, denied

_LETTERS = {
    LoopKind.REINFORCING: "R",
    LoopKind.MOSTLY_REINFORCING: "R",
    LoopKind.BALANCING: "B",
    LoopKind.MOSTLY_BALANCING: "B",
    LoopKind.UNKNOWN: "U",
}


@dataclass(frozen=True, slots=True)
class Misfits:
    """Names given for loops that are not clearly those of one.

    Attributes:
        unmatched: Those that no loop has: they fit none, or several and none of these is shorter
            than all others, or that one has a name already.
        several: Those that fit several loops, of which the shortest has it.
    """

    unmatched: tuple[str, ...] = ()
    several: tuple[str, ...] = ()


def loop_of(
    system: System, links: Sequence[Link], way: Sequence[int], parts: Sequence[Part]
) -> Loop:
    """Return a loop that has no name yet, with the kind that the structure tells.

    Args:
        system: The system.
        links: All links.
        way: Positions of the loop's links in order, from any of its slots on.
        parts: The strongly connected parts.
    """
    slots = [links[each].source for each in way]
    carriers = [each for each in slots if system.slots[each].role in CARRIERS]
    first = slots.index(min(carriers or slots))
    slots = slots[first:] + slots[:first]
    kind = {
        Polarity.POSITIVE: LoopKind.REINFORCING,
        Polarity.NEGATIVE: LoopKind.BALANCING,
    }.get(product_of([links[each].polarity for each in way]), LoopKind.UNKNOWN)
    return Loop(
        name="",
        slots=tuple(slots),
        links=(*way[first:], *way[:first]),
        shown=tuple(
            system.slots[each].name for each in slots if not system.slots[each].is_internal
        ),
        part=next(number for number, part in enumerate(parts) if slots[0] in part.slots),
        kind=kind,
        confidence_share=0.0 if kind is LoopKind.UNKNOWN else 1.0,
    )


def in_order(loops: Sequence[Loop]) -> list[Loop]:
    """Return loops in the order in which they are told and numbered: the shortest first.

    Args:
        loops: The loops.
    """
    return sorted(loops, key=lambda each: (each.part, len(each.shown), each.slots, each.links))


def name_loops(
    system: System, loops: Sequence[Loop], names: Mapping[str, Sequence[str]]
) -> tuple[tuple[Loop, ...], Misfits]:
    """Return loops in their order, with their names, and the names that fit none or several.

    Those without a name in the model are called R1, R2, B1, U1: by what they do, in their order.

    Args:
        system: The system.
        loops: The loops.
        names: For each name some of the variables that its loop alone runs through; with `not `
            before it, one that its loop does not run through.
    """
    given, misfits = _given(system, loops, names)
    counts: dict[str, int] = {}
    taken = set(given.values())
    found: list[Loop] = []
    for position, loop in enumerate(loops):
        name = given.get(position)
        letter = _LETTERS[loop.kind]
        while name is None:
            counts[letter] = counts.get(letter, 0) + 1
            name = f"{letter}{counts[letter]}"
            name = None if name in taken else name
        found.append(replace(loop, name=name, is_named=position in given))
    return tuple(found), misfits


def _given(
    system: System, loops: Sequence[Loop], names: Mapping[str, Sequence[str]]
) -> tuple[dict[int, str], Misfits]:
    """Return the names given in the model by position of their loop, and those that misfit.

    Where several loops run through the variables, the one that runs through no others is meant;
    if there is none, the one with fewest others has the name, and that is told.
    """
    passed = [_passed(system, loop) for loop in loops]
    given: dict[int, str] = {}
    unmatched: list[str] = []
    several: list[str] = []
    for name, variables in names.items():
        wanted, barred = _asked(variables)
        fitting = [
            number
            for number, each in enumerate(passed)
            if wanted <= each and barred.isdisjoint(each)
        ]
        fewest = min((len(loops[each].shown) for each in fitting), default=0)
        meant = [each for each in fitting if len(loops[each].shown) == fewest]
        if len(meant) != 1 or meant[0] in given:
            unmatched.append(name)
            continue
        given[meant[0]] = name
        if len(fitting) > 1 and fewest > len(wanted):
            several.append(name)
    return given, Misfits(tuple(unmatched), tuple(several))


def _asked(variables: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return what a loop of some name runs through, and what it does not."""
    wanted: set[str] = set()
    barred: set[str] = set()
    for each in variables:
        other = denied(each)
        if other is None:
            wanted.add(canonical(each))
        else:
            barred.add(canonical(other))
    return wanted, barred


def _passed(system: System, loop: Loop) -> set[str]:
    """Return what a loop runs through: names of slots, and of their variables."""
    slots = [system.slots[each] for each in loop.slots]
    return {canonical(name) for each in slots for name in (each.name, each.variable) if name}
