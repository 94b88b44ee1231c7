"""Which slots must be computed for those that are kept, and in which order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from wholeprint.errors import ModelError
from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Slot, System
from wholeprint.systems.flat.term import Term, slots_of

STATES = frozenset({Role.STOCK, Role.HELD, Role.PIPE})
"""Slots that carry a value from one instant to the next."""
COMPUTED = frozenset({Role.AUXILIARY, Role.FLOW, Role.RANDOM})
"""Slots that are computed anew at each instant."""

_Reading = Callable[[Slot], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Needed:
    """What a run has to compute; the rest is left out.

    Attributes:
        at_start: Slots that are computed to begin with, each after those it reads.
        at_steps: Slots that are computed at each instant, each after those it reads.
        states: Stocks and the like that go from one instant to the next, stocks first. Others
            are needed for their first value alone.
        slots: All slots that have a value, those that nothing computes included.
    """

    at_start: tuple[int, ...]
    at_steps: tuple[int, ...]
    states: tuple[int, ...]
    slots: frozenset[int]


def needed(system: System, keep: Iterable[int]) -> Needed:
    """Return which slots must be computed.

    Args:
        system: The system.
        keep: Slots that are kept.

    Raises:
        ModelError: If slots need each other at the same instant.
    """
    slots = system.slots
    at_steps, at_start = _once(_read_at_steps), _once(_read_at_start)
    lasting = _closed(system, (TIME, STEP, START, STOP, *keep), at_steps)
    states = tuple(
        each
        for role in (Role.STOCK, Role.HELD, Role.PIPE)
        for each in sorted(lasting)
        if slots[each].role is role
    )
    beginning = _closed(system, states, at_start)
    return Needed(
        at_start=_ordered(system, sorted(beginning), STATES | COMPUTED, at_start),
        at_steps=_ordered(system, sorted(lasting), COMPUTED, at_steps),
        states=states,
        slots=lasting | beginning,
    )


def first_term(slot: Slot) -> Term | None:
    """Return what a slot is worth at the start, None where it is given.

    Args:
        slot: The slot.
    """
    if slot.role in STATES:
        return slot.initial
    return slot.term if slot.initial is None else slot.initial


def _once(read: _Reading) -> _Reading:
    # Terms can be long: each slot is asked once.
    known: dict[int, tuple[int, ...]] = {}

    def remembered(slot: Slot) -> tuple[int, ...]:
        found = known.get(id(slot))
        if found is None:
            found = known[id(slot)] = tuple(dict.fromkeys(read(slot)))
        return found

    return remembered


def _closed(system: System, first: Iterable[int], read: _Reading) -> frozenset[int]:
    found: set[int] = set()
    waiting = list(first)
    while waiting:
        slot = waiting.pop()
        if slot not in found:
            found.add(slot)
            waiting.extend(read(system.slots[slot]))
    return frozenset(found)


def _ordered(
    system: System, wanted: Iterable[int], roles: frozenset[Role], read: _Reading
) -> tuple[int, ...]:
    done: dict[int, None] = {}
    opened: set[int] = set()
    waiting = [each for each in wanted if system.slots[each].role in roles]
    while waiting:
        slot = waiting[-1]
        if slot in done:
            waiting.pop()
            continue
        missing = [
            each
            for each in read(system.slots[slot])
            if each not in done and system.slots[each].role in roles
        ]
        if not missing:
            done[slot] = None
            waiting.pop()
        elif slot in opened:
            raise ModelError(
                "a variable needs itself at the same instant",
                seen=system.slots[slot].name,
                fix="Put a stock or a delay into the loop it stands in",
            )
        else:
            opened.add(slot)
            waiting.extend(missing)
    return tuple(done)


def _read_at_steps(slot: Slot) -> Iterator[int]:
    yield from slot.inflows
    yield from slot.outflows
    if slot.term is not None:
        yield from slots_of(slot.term)


def _read_at_start(slot: Slot) -> Iterator[int]:
    for term in (first_term(slot), slot.span):
        if term is not None:
            yield from slots_of(term)
