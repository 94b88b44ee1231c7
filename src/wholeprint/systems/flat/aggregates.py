"""Functions over the elements of an array that give one number: sums, means, extremes."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from wholeprint.systems.expression.tree import Call, Expression, Name, Subscript, children
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.pick import axis_key, bound_element
from wholeprint.systems.flat.scope import Entry, Site
from wholeprint.systems.flat.term import Apply, Constant, Term
from wholeprint.systems.names import canonical

_AGGREGATES = frozenset(
    {"sum", "prod", "mean", "stddev", "size", "vmax", "vmin", "rank", "vector_select"}
)
"""Functions whose arguments are run over by themselves, also inside another one."""

Loops = Mapping[tuple[str, int], tuple[str, ...]]
"""Dimensions that are run over, with a number for one that is there twice, and their elements."""


def loops_of(nodes: Sequence[Expression], site: Site) -> Loops:
    """Return the dimensions that a function of arrays runs over.

    Args:
        nodes: Its arguments.
        site: Where they are read.

    Returns:
        Each dimension that is marked as free (``*`` or ``!``), or that the left side does not
        fix; none for scalars.
    """
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            entry = site.scope.find(node.name)
            if entry is not None and entry.axes:
                found |= _free(entry, node.subscripts, site)
        if not (isinstance(node, Call) and node.function in _AGGREGATES):
            waiting.extend(reversed(children(node)))
    return found


def _free(
    entry: Entry, subscripts: Sequence[Subscript], site: Site
) -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    counts: dict[str, int] = {}
    whole = not subscripts
    given = subscripts or tuple(Subscript(axis.key) for axis in entry.axes)
    for axis, subscript in zip(entry.axes, given, strict=False):
        key = axis_key(axis, subscript)
        count = counts[key] = counts.get(key, -1) + 1
        named = axis if key == axis.key else site.scope.axes.get(key)
        is_marked = whole or subscript.is_free or canonical(subscript.text).startswith("*")
        if named is None or subscript.index is not None:
            continue
        if key in axis.positions and key != axis.key and not is_marked:
            continue
        is_fixed = (key, count) in site.free or bound_element(named, site, count) is not None
        if is_marked or not is_fixed:
            found[key, count] = named.elements
    return found


def sites_over(nodes: Sequence[Expression], site: Site) -> list[Site]:
    """Return where to read the arguments of a function of arrays, once for each element.

    Args:
        nodes: The arguments.
        site: Where the function stands.

    Returns:
        A site for each combination of elements; the site itself, for scalars.
    """
    loops = loops_of(nodes, site)
    return [
        replace(site, free={**site.free, **dict(zip(loops, where, strict=True))})
        for where in itertools.product(*loops.values())
    ]


def _each(lowerer: Lowerer, node: Expression, site: Site) -> tuple[Term, ...]:
    return tuple(lowerer.term(node, each) for each in sites_over((node,), site))


def _folded(operation: str) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        return _shared(
            lowerer, call, site, lambda: _of(operation, _each(lowerer, call.arguments[0], site))
        )

    return handler


def _of(operation: str, terms: tuple[Term, ...]) -> Term:
    return terms[0] if len(terms) == 1 else Apply(operation, terms)


def _extreme(operation: str) -> Handler:
    over_array = _folded(operation)

    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        if len(call.arguments) == 1:
            return over_array(lowerer, call, site)
        return Apply(operation, tuple(lowerer.terms(call, site)))

    return handler


def _mean(lowerer: Lowerer, call: Call, site: Site) -> Term:
    if len(call.arguments) > 1:
        terms = tuple(lowerer.terms(call, site))
        return _mean_of(terms)
    return _shared(lowerer, call, site, lambda: _mean_of(_each(lowerer, call.arguments[0], site)))


def _mean_of(terms: tuple[Term, ...]) -> Term:
    return Apply("div", (Apply("sum", terms), Constant(float(len(terms)))))


def _deviation(lowerer: Lowerer, call: Call, site: Site) -> Term:
    def made() -> Term:
        terms = _each(lowerer, call.arguments[0], site)
        if len(terms) == 1:
            return Constant(0.0)
        mean = lowerer.shop.hold(_mean_of(terms), f"mean in {site.name}", site)
        away = [Apply("sub", (each, mean)) for each in terms]
        squares = Apply("sum", tuple(Apply("mul", (each, each)) for each in away))
        return Apply("sqrt", (Apply("div", (squares, Constant(float(len(terms))))),))

    return _shared(lowerer, call, site, made)


def _size(lowerer: Lowerer, call: Call, site: Site) -> Term:
    (node,) = call.arguments
    if isinstance(node, Name) and not node.subscripts:
        axis = site.scope.axes.get(canonical(node.name))
        if axis is not None:
            return Constant(float(len(axis.elements)))
    del lowerer
    return Constant(float(math.prod(len(each) for each in loops_of((node,), site).values())))


def _shared(lowerer: Lowerer, call: Call, site: Site, made: Callable[[], Term]) -> Term:
    """Return a term that many elements of an equation have in common, as a slot of its own."""
    if not site.bound and not site.free:
        return made()
    key = (id(site.scope), id(call), tuple(_fixed(call, site)))
    known = lowerer.shared.get(key)
    if known is None:
        elements = " ".join(each for each in key[2] if each)
        name = f"{call.function}({_label(call, site)}{' ' if elements else ''}{elements})"
        term = made()
        # The call is kept with it: as long as it lives, no other one has its identity.
        known = (lowerer.shop.hold(term, lowerer.shop.fresh(name), site), call)
        lowerer.shared[key] = known
    return known[0]


def _label(call: Call, site: Site) -> str:
    first = call.arguments[0]
    return f"{site.scope.prefix}{first.name}" if isinstance(first, Name) else site.variable


def _fixed(call: Call, site: Site) -> Iterator[str]:
    """Yield the elements that the left side, or a function around, fixes in a call."""
    waiting: list[Expression] = [call]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            texts = [each.text for each in node.subscripts if not each.is_free] or [node.name]
            counts: dict[str, int] = {}
            for text in map(canonical, texts):
                count = counts[text] = counts.get(text, -1) + 1
                axis = site.scope.axes.get(text)
                if axis is not None:
                    found = bound_element(axis, site, count)
                    yield found or site.free.get((text, count), "")
        waiting.extend(children(node))


AGGREGATES: Mapping[str, Handler] = {
    "sum": _folded("sum"),
    "prod": _folded("product"),
    "vmax": _folded("max"),
    "vmin": _folded("min"),
    "max": _extreme("max"),
    "min": _extreme("min"),
    "mean": _mean,
    "stddev": _deviation,
    "size": _size,
    "elmcount": _size,
}
"""Handlers by name of the function."""
