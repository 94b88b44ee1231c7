"""Which variables a diagram is of: an array is one of them, and a delay belongs to its user."""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Slot, System
from wholeprint.systems.flat.term import slots_of
from wholeprint.systems.loops.parts import CARRIERS

_CLOCK = frozenset({TIME, STEP, START, STOP})


@dataclass(frozen=True, slots=True)
class Cast:
    """The variables of a system, as a reader knows them.

    Attributes:
        names: Their names, in the order of the model.
        owner: For each slot the position of its variable; slots of the clock have none.
        roles: For each variable what it is.
    """

    names: tuple[str, ...]
    owner: Mapping[int, int]
    roles: tuple[Role, ...]


def cast_of(system: System) -> Cast:
    """Return the variables of a system.

    Args:
        system: The system.
    """
    position: dict[str, int] = {}
    roles: list[Role] = []
    owner: dict[int, int] = {}
    for slot, each in enumerate(system.slots):
        if slot in _CLOCK or each.is_internal:
            continue
        name = _plain(each.name)
        if name not in position:
            position[name] = len(roles)
            roles.append(each.role)
        owner[slot] = position[name]
    users = _users(system, owner)
    for slot, each in enumerate(system.slots):
        if slot in owner or slot in _CLOCK:
            continue
        user = users.get(each.macro)
        if user is not None:
            owner[slot] = user
            continue
        name = _plain(each.variable or each.name)
        if name not in position:
            position[name] = len(roles)
            roles.append(Role.AUXILIARY)
        owner[slot] = position[name]
    return Cast(tuple(position), owner, tuple(roles))


def _users(system: System, owner: Mapping[int, int]) -> dict[str, int]:
    """Return for each use of a delay or macro the variable that reads it, if that is one alone.

    What is inside of another one is read by it; so uses are looked at until nothing new is known.
    """
    readers: dict[str, set[int]] = {}
    for target, slot in enumerate(system.slots):
        for source in _read(slot):
            macro = system.slots[source].macro if system.slots[source].is_internal else ""
            if macro and not (slot.is_internal and slot.macro == macro):
                readers.setdefault(macro, set()).add(target)
    found: dict[str, int] = {}
    before = -1
    while before < len(found):
        before = len(found)
        for macro, targets in readers.items():
            ends = {owner.get(each, found.get(system.slots[each].macro)) for each in targets}
            end = next(iter(ends))
            if len(ends) == 1 and end is not None:
                found[macro] = end
    return found


def _read(slot: Slot) -> tuple[int, ...]:
    own = () if slot.term is None else slots_of(slot.term)
    return (*own, *slot.inflows, *slot.outflows)


def _plain(name: str) -> str:
    """Return a name without its subscripts."""
    base, bracket, _ = name.partition("[")
    return base.strip() if bracket and base.strip() else name


def readings(system: System, cast: Cast) -> dict[tuple[int, int], bool]:
    """Return which variable reads which, and whether only through a delay.

    What a stock takes from its flows is no reading, nor is what it begins with.

    Args:
        system: The system.
        cast: Its variables.

    Returns:
        For each pair of cause and effect whether the effect is delayed.
    """
    found: dict[tuple[int, int], bool] = {}
    slow = {each.macro for each in system.slots if each.macro and each.role in CARRIERS}
    for target, slot in enumerate(system.slots):
        if slot.term is None or target not in cast.owner:
            continue
        for source in slots_of(slot.term):
            if source in _CLOCK:
                continue
            pair = cast.owner[source], cast.owner[target]
            late = slot.macro in slow or slot.role in {Role.HELD, Role.PIPE}
            if pair[0] != pair[1]:
                found[pair] = found.get(pair, True) and late
    return found
