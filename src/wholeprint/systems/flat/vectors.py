"""Functions of a whole vector that give each element something: orders, ranks, shares.

The vector lies along the last index of the argument. What the function gives for the element that
the left side of the equation stands for is one part of a result for all.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from wholeprint.systems.expression.tree import Call, Expression, Name, Subscript, walk
from wholeprint.systems.flat.aggregates import sites_over
from wholeprint.systems.flat.dimensions import Axis
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.pick import axis_key, bound_element, chosen
from wholeprint.systems.flat.scope import Entry, Site
from wholeprint.systems.flat.term import Apply, Constant, Term
from wholeprint.systems.names import canonical

_PROFILE = 4
_NOT_A_NUMBER = Constant(math.nan)
_ZERO, _ONE = Constant(0.0), Constant(1.0)


class _Vector(NamedTuple):
    """The dimension along which a vector lies, and the place of the left side on it."""

    axis: Axis
    position: int
    sites: tuple[Site, ...]


def _array(node: Expression, site: Site) -> tuple[Entry, tuple[Subscript, ...]]:
    for each in walk(node):
        if isinstance(each, Name):
            entry = site.scope.find(each.name)
            if entry is not None and entry.axes:
                return entry, each.subscripts or tuple(Subscript(a.key) for a in entry.axes)
    raise site.refusal("an array is wanted as first argument")


def _dimension(entry: Entry, subscript: Subscript, axis: Axis, site: Site) -> Axis:
    key = axis_key(axis, subscript)
    found = axis if key == axis.key else site.scope.axes.get(key)
    if found is None:
        site.refuse(
            f"a dimension is wanted as last index of {entry.name}", seen=f"[{subscript.text}]"
        )
    return found


def _vector(node: Expression, site: Site) -> _Vector:
    entry, subscripts = _array(node, site)
    axis = _dimension(entry, subscripts[-1], entry.axes[-1], site)
    here = bound_element(axis, site, 0)
    if here is None:
        site.refuse(
            f"it is not said which element of {axis.name} the result is for",
            fix=f"Give the variable the dimension {axis.name}",
        )
    sites = tuple(_rebound(site, {axis.key: each}) for each in axis.elements)
    return _Vector(axis, axis.positions[here], sites)


def _rebound(site: Site, elements: Mapping[str, str]) -> Site:
    rest = tuple(each for each in site.bound if each[0] not in elements)
    free = {key: each for key, each in site.free.items() if key[0] not in elements}
    free |= {(key, 0): each for key, each in elements.items()}
    return replace(site, bound=(*elements.items(), *rest), free=free)


def _ordered(operation: str) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        node, direction = call.arguments
        vector = _vector(node, site)
        terms = tuple(lowerer.term(node, each) for each in vector.sites)
        return Apply(operation, (*terms, lowerer.term(direction, site)), vector.position)

    return handler


def _rank(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # The position, from 1, of the n-th smallest element.
    node, number = call.arguments
    terms = tuple(lowerer.term(node, each) for each in sites_over((node,), site))
    places = [
        Apply("add", (Apply("sort_order", (*terms, _ONE), part), _ONE))
        for part in range(len(terms))
    ]
    asked = lowerer.term(number, site)
    result: Term = _NOT_A_NUMBER
    for part, place in enumerate(places, 1):
        result = Apply("if", (Apply("eq", (asked, Constant(float(part)))), place, result))
    return result


def _reorder(lowerer: Lowerer, call: Call, site: Site) -> Term:
    values, order = call.arguments
    entry, subscripts = _array(values, site)
    at = lowerer.shop.hold(lowerer.term(order, site), f"order in {site.name}", site)
    return _along(lowerer, entry, subscripts, site, Apply("add", (at, _ONE)))


def _map(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # The element that lies `offset` behind the one that is named.
    values, offset = call.arguments
    entry, subscripts = _array(values, site)
    where = lowerer.where(entry, Name(entry.name, subscripts), site)
    if not isinstance(where, tuple):
        site.refuse("an index that is computed stands in VECTOR ELM MAP")
    first = float(entry.axes[-1].positions[where[-1]] + 1)
    at = Apply("add", (lowerer.term(offset, site), Constant(first)))
    held = lowerer.shop.hold(at, f"place in {site.name}", site)
    return chosen(entry, where, {len(where) - 1: held}, _NOT_A_NUMBER)


def _along(
    lowerer: Lowerer, entry: Entry, subscripts: Sequence[Subscript], site: Site, at: Term
) -> Term:
    first = entry.axes[-1].elements[0]
    fixed = (*subscripts[:-1], Subscript(first))
    where = lowerer.where(entry, Name(entry.name, fixed), site)
    if not isinstance(where, tuple):
        site.refuse("an index that is computed stands where a dimension is wanted")
    return chosen(entry, where, {len(where) - 1: at}, _NOT_A_NUMBER)


def _inverse(lowerer: Lowerer, call: Call, site: Site) -> Term:
    node = call.arguments[0]
    entry, subscripts = _array(node, site)
    if len(entry.axes) < 2:  # noqa: PLR2004 - rows and columns
        site.refuse("a matrix is wanted", seen=entry.name)
    rows, columns = (_dimension(entry, subscripts[at], entry.axes[at], site) for at in (-2, -1))
    if len(rows.elements) != len(columns.elements):
        site.refuse("only a square matrix has an inverse", seen=entry.name)
    row, column = bound_element(rows, site, 0), bound_element(columns, site, rows == columns)
    if row is None or column is None:
        site.refuse("it is not said which element of an inverse is meant")
    terms: list[Term] = []
    for one, other in itertools.product(rows.elements, columns.elements):
        taken = {rows.key, columns.key}
        rest = tuple(each for each in site.bound if each[0] not in taken)
        bound = ((rows.key, one), (columns.key, other), *rest)
        terms.append(lowerer.term(node, replace(site, bound=bound)))
    part = rows.positions[row] * len(columns.elements) + columns.positions[column]
    return Apply("invert", tuple(terms), part)


def _available(lowerer: Lowerer, call: Call, site: Site) -> Term:
    request, profile, supply = call.arguments
    vector = _vector(request, site)
    requests = tuple(lowerer.term(request, each) for each in vector.sites)
    profiles = tuple(
        lowerer.term(name, each) for each in vector.sites for name in _profile(profile, site)
    )
    return Apply(
        "allocate_available",
        (*requests, *profiles, lowerer.term(supply, site)),
        vector.position,
    )


def _profile(node: Expression, site: Site) -> Iterator[Name]:
    """Yield the kind, the priority, the width and the extra of a profile, by their elements."""
    entry, subscripts = _array(node, site)
    axis = entry.axes[-1]
    start = axis.positions.get(canonical(subscripts[-1].text), 0)
    for offset in range(_PROFILE):
        if start + offset >= len(axis.elements):
            site.refuse(f"{entry.name} must have {_PROFILE} elements for a profile")
        element = Subscript(axis.elements[start + offset])
        name = node.name if isinstance(node, Name) else entry.name
        yield Name(name, (*subscripts[:-1], element))


def _by_priority(lowerer: Lowerer, call: Call, site: Site) -> Term:
    request, priority, _, width, supply = call.arguments
    vector = _vector(request, site)
    requests = tuple(lowerer.term(request, each) for each in vector.sites)
    priorities = tuple(lowerer.term(priority, each) for each in vector.sites)
    tail = (lowerer.term(width, site), lowerer.term(supply, site))
    return Apply("allocate_by_priority", (*requests, *priorities, *tail), vector.position)


def _select(lowerer: Lowerer, call: Call, site: Site) -> Term:
    chooser, values, missing, action, error = call.arguments
    pairs: list[tuple[Term, Term]] = []
    for each in sites_over((chooser, values), site):
        asked = lowerer.shop.hold(lowerer.term(chooser, each), f"chosen in {site.name}", site)
        pairs.append((asked, lowerer.term(values, each)))
    count = Apply("sum", tuple(Apply("ne", (asked, _ZERO)) for asked, _ in pairs))
    number = lowerer.term(action, site)
    if isinstance(number, Constant):
        found = _action(round(number.value), pairs, count, site)
    else:
        rounded = Apply("round", (number,))
        found = _NOT_A_NUMBER
        for each in range(_ACTIONS):
            is_it = Apply("eq", (rounded, Constant(float(each))))
            found = Apply("if", (is_it, _action(each, pairs, count, site), found))
    none = Apply("eq", (count, _ZERO))
    found = Apply("if", (none, lowerer.term(missing, site), found))
    return _checked(lowerer.term(error, site), found, count)


def _checked(error: Term, found: Term, count: Term) -> Term:
    # 1: none may be chosen, 2: nor several, 3: neither; what may not be is not a number.
    if error == _ZERO:
        return found
    for codes, wrong in (
        ((1.0, 3.0), Apply("eq", (count, _ZERO))),
        ((2.0, 3.0), Apply("gt", (count, _ONE))),
    ):
        is_asked = Apply("or", tuple(Apply("eq", (error, Constant(code))) for code in codes))
        found = Apply("if", (Apply("and", (is_asked, wrong)), _NOT_A_NUMBER, found))
    return found


_ACTIONS = 11
_UNWEIGHTED = 6
_POWERS = 5


def _action(number: int, pairs: Sequence[tuple[Term, Term]], count: Term, site: Site) -> Term:
    """Return what Vensim's VECTOR SELECT does with the chosen: its "numerical action"."""
    if not 0 <= number < _ACTIONS:
        site.refuse("VECTOR SELECT has no such numerical action", seen=str(number))
    if number == _POWERS:
        return Apply("product", _kept(pairs, [Apply("pow", (x, s)) for s, x in pairs], 1.0))
    kind = number if number < _POWERS else number - _UNWEIGHTED
    plain = [x if number >= _UNWEIGHTED else Apply("mul", (s, x)) for s, x in pairs]
    match kind:
        case 0:
            return Apply("sum", _kept(pairs, plain, 0.0))
        case 1:
            return Apply("product", _kept(pairs, plain, 1.0))
        case 2:
            return Apply("min", _kept(pairs, plain, math.inf))
        case 3:
            return Apply("max", _kept(pairs, plain, -math.inf))
        case _:
            most = Apply("max", (count, _ONE))
            return Apply("div", (Apply("sum", _kept(pairs, plain, 0.0)), most))


def _kept(
    pairs: Sequence[tuple[Term, Term]], terms: Sequence[Term], otherwise: float
) -> tuple[Term, ...]:
    return tuple(
        Apply("if", (Apply("ne", (asked, _ZERO)), term, Constant(otherwise)))
        for (asked, _), term in zip(pairs, terms, strict=True)
    )


VECTORS: Mapping[str, Handler] = {
    "vector_sort_order": _ordered("sort_order"),
    "vector_rank": _ordered("rank"),
    "rank": _rank,
    "vector_reorder": _reorder,
    "vector_elm_map": _map,
    "vector_select": _select,
    "invert_matrix": _inverse,
    "allocate_available": _available,
    "allocate_by_priority": _by_priority,
}
"""Handlers by name of the function."""
