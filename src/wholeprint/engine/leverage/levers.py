"""Which levers a model has: parameters, switches, and links by which loops can be cut."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wholeprint.advice.leverage.shapes import Pulled, Tag
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import slots_of
from wholeprint.systems.loops.shapes import Loop, Loops
from wholeprint.systems.model import Kind, Model, Variable
from wholeprint.systems.names import canonical

_MATTERS = 0.01
"""A loop that explains less on average is not minded when another is cut through it [1]."""


@dataclass(frozen=True, slots=True)
class Held:
    """A parameter or a switch that can be pulled.

    Attributes:
        name: Its name.
        slot: Its slot.
        pulled: What it is.
        tag: What kind of lever it is.
    """

    name: str
    slot: int
    pulled: Pulled
    tag: Tag


@dataclass(frozen=True, slots=True)
class Knot:
    """A loop, and where it is cut.

    Attributes:
        name: Name of the loop.
        way: Its variables and the link that is cut, for a reader.
        link: The link that is cut: source and target.
        shared_count: Number of other loops that matter and run through that link too: they are
            cut with it.
    """

    name: str
    way: str
    link: tuple[int, int]
    shared_count: int


def held_levers(model: Model, system: System) -> tuple[Held, ...]:
    """Return the parameters and switches of a model, in its order.

    Those that decide its shape (the order of a delay, the clock) cannot be pulled in it.

    Args:
        model: The model.
        system: The same made flat.
    """
    variables = _variables(model)
    found: list[Held] = []
    for slot, each in enumerate(system.slots):
        if each.role is not Role.PARAMETER or each.is_internal or slot in system.shaping:
            continue
        variable = variables.get(canonical(each.variable or each.name))
        pulled = Pulled.PARAMETER
        if variable is not None and variable.is_switch:
            pulled = Pulled.SWITCH
        found.append(Held(each.name, slot, pulled, _tag(variable)))
    return tuple(found)


def _tag(variable: Variable | None) -> Tag:
    lever = None if variable is None else variable.lever
    return Tag() if lever is None else Tag(lever.place, lever.level, lever.note)


def _variables(model: Model, inside: str = "") -> dict[str, Variable]:
    found = {
        canonical(f"{inside}{each.name}"): each
        for each in model.variables
        if each.kind is Kind.PARAMETER
    }
    for module in model.modules:
        submodel = model.submodels.get(module.model)
        if submodel is not None:
            found |= _variables(submodel, f"{inside}{module.name}.")
    return found


def knots(
    loops: Loops, system: System, limit: int, shares: Sequence[float] = ()
) -> tuple[Knot, ...]:
    """Return where each loop is cut.

    It is the link that the fewest other loops that matter run through. Among those it is rather one
    out of a stock, moved by the loop alone, that little else reads: what the loop remembers is then
    no longer felt, and what comes into it from outside still is.

    Args:
        loops: The loops of the system, the most telling first.
        system: The system.
        limit: For how many loops at most.
        shares: How much each loop explains [1]; all alike unless given.
    """
    weights = list(shares) or [1.0] * len(loops.loops)
    through: dict[int, set[int]] = {}
    for place, loop in enumerate(loops.loops):
        for link in loop.links:
            through.setdefault(link, set()).add(place)
    shared = {
        link: sum(weights[place] >= _MATTERS for place in places)
        for link, places in through.items()
    }
    causes = _causes(loops, system)
    found: list[Knot] = []
    for place, loop in enumerate(loops.loops[:limit]):
        link = _fittest(loops, system, loop, shared, causes)
        if link is None:
            continue
        ends = loops.links[link]
        where = f"{system.slots[ends.source].name} -> {system.slots[ends.target].name}"
        way = f"{' -> '.join(loop.shown)} (cut: {where})"
        others = shared[link] - (weights[place] >= _MATTERS)
        found.append(Knot(loop.name, way, (ends.source, ends.target), others))
    return tuple(found)


def _fittest(
    loops: Loops,
    system: System,
    loop: Loop,
    shared: Mapping[int, int],
    causes: Mapping[int, set[int]],
) -> int | None:
    """Return the link at which a loop is best cut; None where it cannot be."""
    readers = Counter(link.source for link in loops.links)
    own = set(loop.slots)

    def fitness(link: int) -> tuple[int, bool, int, int, int]:
        source = loops.links[link].source
        is_momentary = system.slots[source].role is not Role.STOCK
        return shared[link], is_momentary, len(causes[source] - own), readers[source], link

    choices = [link for link in loop.links if _is_cuttable(loops, system, link)]
    return min(choices, key=fitness) if choices else None


def _causes(loops: Loops, system: System) -> dict[int, set[int]]:
    """Return what moves each slot over time: parameters and the clock do not."""
    still = {Role.PARAMETER, Role.CLOCK, Role.TIME}
    found: dict[int, set[int]] = {slot: set() for slot in range(len(system.slots))}
    for link in loops.links:
        if system.slots[link.source].role not in still:
            found[link.target].add(link.source)
    return found


def _is_cuttable(loops: Loops, system: System, link: int) -> bool:
    # A link that stands for the inside of a delay has no single equation to cut.
    ends = loops.links[link]
    return not ends.routes and _reads(system, ends.source, ends.target)


def _reads(system: System, source: int, target: int) -> bool:
    slot = system.slots[target]
    own: Sequence[int] = () if slot.term is None else slots_of(slot.term)
    return source in own or source in slot.inflows or source in slot.outflows
