"""Which variables a diagram is of: an array is one of them, and a delay belongs to its user."""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, System
from wholeprint.systems.flat.term import slots_of

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
    for slot, each in enumerate(system.slots):
        if slot in owner or slot in _CLOCK:
            continue
        name = _plain(each.variable or each.name)
        if name not in position:
            position[name] = len(roles)
            roles.append(Role.AUXILIARY)
        owner[slot] = position[name]
    return Cast(tuple(position), owner, tuple(roles))


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
    for target, slot in enumerate(system.slots):
        if slot.term is None or target not in cast.owner:
            continue
        for source in slots_of(slot.term):
            if source in _CLOCK:
                continue
            pair = cast.owner[source], cast.owner[target]
            late = bool(slot.macro) or slot.role in {Role.HELD, Role.PIPE}
            if pair[0] != pair[1]:
                found[pair] = found.get(pair, True) and late
    return found
