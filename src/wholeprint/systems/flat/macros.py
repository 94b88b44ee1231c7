"""Uses of macros: functions that somebody defined in the file, with stocks of their own."""

from wholeprint.systems.expression.tree import Call, Expression, Name
from wholeprint.systems.flat.declare import Given, declare
from wholeprint.systems.flat.lower import Lowerer
from wholeprint.systems.flat.scope import Entry, Scope, Site
from wholeprint.systems.flat.term import Ref, Term
from wholeprint.systems.names import canonical

_DEEPEST = 32
"""Macros that use macros: more than this is one that uses itself."""


def expand(lowerer: Lowerer, call: Call, site: Site) -> Term:
    """Return the term of a macro's result; its variables get slots for this use of it.

    Args:
        lowerer: What makes expressions into terms.
        call: The call.
        site: Where it is read.

    Raises:
        ModelError: If it has too few or too many arguments, or uses itself.
    """
    outer = site.scope
    macro = outer.macros[call.function]
    count = len(macro.parameters)
    given, wanted = call.arguments[:count], call.arguments[count:]
    if len(given) < count or len(wanted) > len(macro.outputs):
        site.refuse(
            f"the macro {macro.name} takes other arguments: "
            f"{', '.join((*macro.parameters, *macro.outputs))}",
            seen=f"{len(call.arguments)} arguments",
        )
    if outer.depth >= _DEEPEST:
        site.refuse("a macro uses itself", seen=macro.name)
    name = lowerer.shop.fresh(f"{macro.name}({_label(call, site)})")
    scope = Scope(
        f"{name}.",
        outer.axes,
        outer.macros,
        root=outer.root or outer,
        macro=outer.macro or name,
        depth=outer.depth + 1,
    )
    for parameter, argument in zip(macro.parameters, given, strict=True):
        scope.entries[canonical(parameter)] = _argument(
            lowerer, argument, site, f"{name}.{parameter}", scope.macro
        )
    taken = frozenset(map(canonical, macro.parameters))
    declare(macro.variables, scope, lowerer.shop, Given({}), taken)
    result = scope.entries.get(canonical(macro.name))
    if result is None or () not in result.slots:
        site.refuse(f"the macro {macro.name} does not say what it gives")
    for output, name in zip(macro.outputs, wanted, strict=False):
        _give(lowerer, scope.find(output), name, site)
    return Ref(result.slots[()])


def _give(lowerer: Lowerer, inside: Entry | None, name: Expression, site: Site) -> None:
    """Let a name outside be worth a further result of a macro."""
    outside = site.scope.find(name.name) if isinstance(name, Name) else None
    if inside is None or outside is None or () not in inside.slots or () not in outside.slots:
        site.refuse("a further result of a macro has no name, or is not there")
    lowerer.shop.drafts[outside.slots[()]].term = Ref(inside.slots[()])


def _argument(lowerer: Lowerer, argument: Expression, site: Site, name: str, macro: str) -> Entry:
    if isinstance(argument, Name):
        known = site.scope.find(argument.name)
        if known is not None and not known.slots:
            return known  # a lookup
    term = lowerer.term(argument, site)
    slot = lowerer.shop.hold(term, name, site, macro=macro).slot
    return Entry(name, slots={(): slot})


def _label(call: Call, site: Site) -> str:
    first = call.arguments[0] if call.arguments else None
    if isinstance(first, Name) and not first.subscripts:
        return f"{site.scope.prefix}{first.name}"
    return f"in {site.name.replace('[', ' ').replace(']', '').replace(',', '')}"
