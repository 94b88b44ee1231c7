"""The causal links of a system: which slot acts on which, and which way."""

from collections.abc import Mapping

from wholeprint.systems.flat.system import START, STEP, STOP, Role, Slot, System
from wholeprint.systems.flat.term import Constant, slots_of
from wholeprint.systems.loops.shapes import Link, Polarity
from wholeprint.systems.loops.signs import DOWN, LEVEL, UP, Range, slope_signs
from wholeprint.systems.trajectory import Trajectory

_CLOCK = frozenset({STEP, START, STOP})


def links_of(system: System, ranges: Mapping[int, Range] | None = None) -> tuple[Link, ...]:
    """Return the links between the slots of a system.

    A slot acts on every slot whose term reads it, and a flow on the stocks that it fills or
    drains. What only the value at the start depends on is no link; nor is a held value's hold on
    itself, which is memory as a stock's own level is; nor is the clock.

    Args:
        system: The system.
        ranges: Between which values slots lie, for the signs of products and the like; see
            `known_ranges`. Parameters that are not in it have the values of the system.

    Returns:
        The links by target, with the polarity that the structure tells.
    """
    settled = known_ranges(system)
    known = {**settled, **(ranges or {})}
    return tuple(
        link
        for target, slot in enumerate(system.slots)
        for link in (
            _flows(target, slot)
            if slot.role is Role.STOCK
            else _reads(system, target, known, settled)
        )
    )


def known_ranges(system: System, trajectory: Trajectory | None = None) -> dict[int, Range]:
    """Return between which values slots lie.

    Args:
        system: The system: its parameters have the values they have.
        trajectory: Runs in which the slots were watched; their least and largest values count.
    """
    known = {
        position: (slot.term.value, slot.term.value)
        for position, slot in enumerate(system.slots)
        if slot.role is Role.PARAMETER and isinstance(slot.term, Constant)
    }
    known[STEP] = (system.span.step, system.span.step)
    if trajectory is None:
        return known
    for position, values in trajectory.values.items():
        sound = values[values == values]  # noqa: PLR0124 - those that are not NaN
        if sound.size:
            known[position] = (float(sound.min()), float(sound.max()))
    return known


def _flows(target: int, slot: Slot) -> list[Link]:
    """Return the flows of a stock; one that fills it as often as it drains it does nothing."""
    found: list[Link] = []
    for flow in dict.fromkeys((*slot.inflows, *slot.outflows)):
        balance = slot.inflows.count(flow) - slot.outflows.count(flow)
        if balance:
            polarity = Polarity.POSITIVE if balance > 0 else Polarity.NEGATIVE
            found.append(Link(flow, target, polarity, is_flow=True))
    return found


def _reads(
    system: System, target: int, known: Mapping[int, Range], settled: Mapping[int, Range]
) -> list[Link]:
    """Return the links from what a slot's term reads."""
    slot = system.slots[target]
    if slot.term is None:
        return []
    is_delayed = slot.role in {Role.HELD, Role.PIPE}
    found: list[Link] = []
    for source in slots_of(slot.term):
        if source in _CLOCK or source == target:
            continue
        signs = slope_signs(slot.term, source, known, system.tables)
        if signs == LEVEL:
            # Nothing happens where it was seen: what the equation would do elsewhere is told.
            signs = slope_signs(slot.term, source, settled, system.tables)
        polarity = Polarity.UNKNOWN if slot.role is Role.RANDOM else _polarity(signs)
        found.append(Link(source, target, polarity, is_delayed=is_delayed))
    return found


def _polarity(signs: int) -> Polarity:
    moving = signs & (UP | DOWN)
    if moving == UP:
        return Polarity.POSITIVE
    if moving == DOWN:
        return Polarity.NEGATIVE
    return Polarity.UNKNOWN
