"""A system with its structure changed: a link cut, a parameter that moves at some instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wholeprint.errors import ValueRefusedError
from wholeprint.systems.flat.system import STEP, TIME, Role, Slot, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term, slots_of
from wholeprint.systems.names import canonical

_SLACK_STEPS = 1e-6


def renamed(term: Term, slots: Mapping[int, int]) -> Term:
    """Return a term that reads other slots instead of some.

    Args:
        term: The term.
        slots: For slots to replace: the slot to read instead.
    """
    match term:
        case Ref():
            return Ref(slots.get(term.slot, term.slot))
        case Apply():
            return replace(term, terms=tuple(renamed(each, slots) for each in term.terms))
        case Look():
            return replace(term, at=renamed(term.at, slots))
        case Constant():
            return term


@dataclass(frozen=True, slots=True)
class Cuttable:
    """A system in which links can be cut, each by a switch.

    Attributes:
        system: The system.
        switches: For each link, in the order asked for: the parameter that cuts it where it is 1.
    """

    system: System
    switches: tuple[int, ...]


def made_cuttable(system: System, links: Sequence[tuple[int, int]]) -> Cuttable:
    """Return a system in which a slot can be made to feel another no longer.

    Where a link is cut, its target sees the first value of its source for ever. The initial value
    of a stock stays as it is.

    Args:
        system: The system.
        links: Pairs of slots: the source, and the target that reads it or, as a stock, takes it
            for a flow. A link that is asked for twice has one switch.

    Raises:
        ValueRefusedError: If there is no such link.
    """
    changed = system
    switches: dict[tuple[int, int], int] = {}
    for link in links:
        if link not in switches:
            switches[link] = len(changed.slots)
            changed = _one_more(changed, *link)
    return Cuttable(changed, tuple(switches[link] for link in links))


def _one_more(system: System, source: int, target: int) -> System:
    slots = system.slots
    switch = len(slots)
    held, felt = switch + 1, switch + 2
    swap = {source: felt}
    changed = _reading(slots[target], swap)
    name = f"{slots[source].name} -> {slots[target].name}"
    if changed == slots[target]:
        raise ValueRefusedError("there is no such link to cut", seen=name)
    choice = Apply("if", (Ref(switch), Ref(held), Ref(source)))
    added = (
        Slot(f"{name} is cut", Role.PARAMETER, Constant(0.0), unit="1", is_internal=True),
        Slot(f"{name} at first", Role.HELD, Ref(held), Ref(source), is_internal=True),
        Slot(f"{name} as felt", Role.AUXILIARY, choice, is_internal=True),
    )
    names = {canonical(slot.name): switch + place for place, slot in enumerate(added)}
    return replace(
        system,
        slots=(*slots[:target], changed, *slots[target + 1 :], *added),
        names={**system.names, **names},
        initial_order=_felt_at_first(system, source, held, felt),
        step_order=_behind(system.step_order, source, (felt,)),
    )


def _behind(order: tuple[int, ...], source: int, added: tuple[int, ...]) -> tuple[int, ...]:
    """Return an order with slots put in as soon as a source is known."""
    after = order.index(source) + 1 if source in order else 0
    return (*order[:after], *added, *order[after:])


def _felt_at_first(system: System, source: int, held: int, felt: int) -> tuple[int, ...]:
    order = system.initial_order
    if source in order or not _is_computed(system, source):
        return _behind(order, source, (held, felt))
    # Nobody needs the source at the start but the value that is held: its own needs come first.
    needed = _needed(system, source) - set(order)
    return (*order, *(each for each in system.step_order if each in needed), held)


def _is_computed(system: System, slot: int) -> bool:
    return system.slots[slot].role in {Role.AUXILIARY, Role.FLOW}


def _needed(system: System, source: int) -> set[int]:
    """Return the slots that are computed at an instant before a slot is known, with itself."""
    found: set[int] = set()
    waiting = [source]
    while waiting:
        each = waiting.pop()
        slot = system.slots[each]
        if each in found or not _is_computed(system, each) or slot.term is None:
            continue
        found.add(each)
        waiting.extend(slots_of(slot.term))
    return found


@dataclass(frozen=True, slots=True)
class Movable:
    """A system in which parameters can move at an instant.

    Attributes:
        system: The system.
        later: For each movable parameter: the slot of the value it has after the move.
        when: Slot of the instant of the move; after the end unless it is set.
    """

    system: System
    later: Mapping[int, int]
    when: int


def made_movable(system: System, parameters: Sequence[int]) -> Movable:
    """Return a system in which parameters take another value from some instant on.

    A move at the start, or before, also changes the initial values that follow from the parameter.

    Args:
        system: The system.
        parameters: Slots of parameters.

    Raises:
        ValueRefusedError: If a slot is no parameter.
    """
    wrong = [system.slots[each].name for each in parameters if not _is_parameter(system, each)]
    if wrong:
        raise ValueRefusedError("only parameters can be moved", seen=", ".join(wrong))
    when = len(system.slots)
    later = {each: when + 1 + 2 * place for place, each in enumerate(parameters)}
    acting = {each: slot + 1 for each, slot in later.items()}
    never = system.span.start + system.span.step * (system.span.steps + 1)
    added = [Slot("instant of the move", Role.PARAMETER, Constant(never), is_internal=True)]
    # start + i * step may round below the instant that is meant: a millionth of a step is none.
    slack = Apply("mul", (Constant(_SLACK_STEPS), Ref(STEP)))
    before = Apply("lt", (Ref(TIME), Apply("sub", (Ref(when), slack))))
    for each in parameters:
        slot = system.slots[each]
        added.append(replace(slot, name=f"{slot.name} after the move", is_internal=True))
        choice = Apply("if", (before, Ref(each), Ref(later[each])))
        added.append(
            Slot(
                f"{slot.name} in force",
                Role.AUXILIARY,
                choice,
                unit=slot.unit,
                variable=slot.variable,
                is_internal=True,
            )
        )
    slots = (*(_reading_from_the_start(slot, acting) for slot in system.slots), *added)
    first = tuple(acting.values())
    names = dict(system.names) | {
        canonical(slot.name): len(system.slots) + place for place, slot in enumerate(added)
    }
    changed = replace(
        system,
        slots=slots,
        names=names,
        initial_order=(*first, *system.initial_order),
        step_order=(*first, *system.step_order),
    )
    return Movable(changed, later, when)


def _is_parameter(system: System, slot: int) -> bool:
    return system.slots[slot].role is Role.PARAMETER


def _reading(slot: Slot, swap: Mapping[int, int]) -> Slot:
    """Return a slot that reads others instead of some, once it has begun."""
    return replace(
        slot,
        term=None if slot.term is None else renamed(slot.term, swap),
        inflows=tuple(swap.get(each, each) for each in slot.inflows),
        outflows=tuple(swap.get(each, each) for each in slot.outflows),
    )


def _reading_from_the_start(slot: Slot, swap: Mapping[int, int]) -> Slot:
    return replace(
        _reading(slot, swap),
        initial=None if slot.initial is None else renamed(slot.initial, swap),
        span=None if slot.span is None else renamed(slot.span, swap),
    )
