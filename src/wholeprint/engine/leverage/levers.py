"""Which levers a model has: parameters, switches, and links by which loops can be cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from wholeprint.advice.leverage.shapes import Pulled, Tag
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import slots_of
from wholeprint.systems.loops.shapes import Loops
from wholeprint.systems.model import Kind, Model, Variable
from wholeprint.systems.names import canonical


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
        way: Its variables, for a reader.
        link: The link that is cut: source and target.
        shared_count: Number of other loops that run through that link too, and are cut with it.
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


def knots(loops: Loops, system: System, limit: int) -> tuple[Knot, ...]:
    """Return where each loop is cut: at the link that the fewest other loops run through.

    Args:
        loops: The loops of the system, the most telling first.
        system: The system.
        limit: For how many loops at most.
    """
    found: list[Knot] = []
    for loop in loops.loops[:limit]:
        crowd = {link: _through(loops, link) for link in loop.links if _is_cuttable(loops, link)}
        if not crowd:
            continue
        link = min(crowd, key=lambda each: (crowd[each], each))
        ends = loops.links[link]
        way = " -> ".join(loop.shown)
        found.append(Knot(loop.name, way, (ends.source, ends.target), crowd[link] - 1))
    return tuple(each for each in found if _reads(system, *each.link))


def _through(loops: Loops, link: int) -> int:
    return sum(link in loop.links for loop in loops.loops)


def _is_cuttable(loops: Loops, link: int) -> bool:
    # A link that stands for the inside of a delay has no single equation to cut.
    return not loops.links[link].routes


def _reads(system: System, source: int, target: int) -> bool:
    slot = system.slots[target]
    own: Sequence[int] = () if slot.term is None else slots_of(slot.term)
    return source in own or source in slot.inflows or source in slot.outflows
