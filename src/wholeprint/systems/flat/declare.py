"""Gives every variable of a model, and of the models in it, its slots."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wholeprint.errors import ModelError
from wholeprint.systems.expression.tree import Call, Expression, Name, Number, Subscript, walk
from wholeprint.systems.flat.dimensions import Axis, axes_of
from wholeprint.systems.flat.scope import Entry, Scope, Site
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.workshop import Draft, Part, Workshop, key_of
from wholeprint.systems.model import Equation, Kind, Model, Module, Variable
from wholeprint.systems.names import canonical

_ROLES: Mapping[Kind, Role] = {
    Kind.STOCK: Role.STOCK,
    Kind.FLOW: Role.FLOW,
    Kind.AUXILIARY: Role.AUXILIARY,
    Kind.PARAMETER: Role.AUXILIARY,
}
_DEEPEST = 64
"""Models in models in models: more than this is a model that holds itself."""

Settings = Mapping[str, float]


class Given:
    """Values that were set from outside, and which of them were used.

    Args:
        settings: Values by name.
    """

    def __init__(self, settings: Settings) -> None:
        self._values = {key_of(name): (name, float(value)) for name, value in settings.items()}
        self._used: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._values)

    def find(self, *names: str) -> Number | None:
        """Return the value that was set for the first of some names that has one.

        Args:
            names: Names of one slot, the narrowest first.
        """
        for name in names:
            key = key_of(name)
            if key in self._values:
                self._used.add(key)
                return Number(self._values[key][1])
        return None

    def unused(self) -> list[str]:
        """Return the names that nothing asked for."""
        return [name for key, (name, _) in self._values.items() if key not in self._used]


def scope_of(model: Model, prefix: str = "", outer: Scope | None = None) -> Scope:
    """Return the scope of a model, with nothing in it yet.

    Args:
        model: The model.
        prefix: What is put before its names.
        outer: The scope around it.
    """
    axes = axes_of(model.dimensions)
    macros = {canonical(each.name): each for each in model.macros}
    if outer is not None:
        axes = {**outer.axes, **axes}
        macros = {**outer.macros, **macros}
    root = None if outer is None else outer.root or outer
    return Scope(prefix, axes, macros, outer=outer, root=root)


def declare_model(
    model: Model, scope: Scope, shop: Workshop, given: Given
) -> list[tuple[Scope, str, str, Module]]:
    """Give slots to all that is in a model, and in the models inside it.

    Args:
        model: The model.
        scope: Its scope, which is filled.
        shop: Where slots are collected.
        given: Values set from outside.

    Returns:
        The inputs of modules, which stand for variables outside: scope, name in it, name outside.

    Raises:
        ModelError: If a name is there twice, a module's model is not there, or holds itself.
    """
    waiting = [(model, scope, model.submodels, frozenset[str](), 0)]
    inputs: list[tuple[Scope, str, str, Module]] = []
    while waiting:
        part, inside, submodels, taken, depth = waiting.pop(0)
        declare(part.variables, inside, shop, given, taken)
        for module in part.modules:
            known = {
                canonical(name): each for name, each in {**submodels, **part.submodels}.items()
            }
            used = known.get(canonical(module.model))
            where = f"{module.place}: " if str(module.place) else ""
            if used is None or depth > _DEEPEST:
                what = "is not there" if used is None else "holds itself"
                raise ModelError(f"{where}the model of a module {what}", seen=module.model)
            inner = scope_of(used, f"{inside.prefix}{module.name}.", inside)
            inside.modules[canonical(module.name)] = inner
            fed = frozenset(canonical(name) for name in module.inputs)
            inputs += [
                (inner, canonical(name), outside, module) for name, outside in module.inputs.items()
            ]
            waiting.append((used, inner, {**submodels, **part.submodels}, fed, depth + 1))
    return inputs


def connect(inputs: Sequence[tuple[Scope, str, str, Module]]) -> None:
    """Let the inputs of modules stand for the variables outside that feed them.

    Args:
        inputs: As `declare_model` returns them.

    Raises:
        ModelError: If a name outside is not known, or inputs feed each other in a circle.
    """
    waiting = list(inputs)
    while waiting:
        left: list[tuple[Scope, str, str, Module]] = []
        for scope, name, outside, module in waiting:
            outer = scope.outer or scope
            found = outer.find(outside)
            if found is None:
                left.append((scope, name, outside, module))
            else:
                scope.entries[name] = found
        if len(left) == len(waiting):
            scope, name, outside, module = left[0]
            near = (scope.outer or scope).near(outside)
            where = f"{module.place}: " if str(module.place) else ""
            raise ModelError(
                f"{where}the input {name} of the module {module.name} takes a name not known",
                seen=outside,
                fix=f"Did you mean {' or '.join(near)}" if near else "Define it, or correct it",
            )
        waiting = left


def declare(
    variables: Iterable[Variable],
    scope: Scope,
    shop: Workshop,
    given: Given,
    taken: frozenset[str] = frozenset(),
) -> None:
    """Give slots to variables.

    Args:
        variables: The variables.
        scope: Their scope, which is filled.
        shop: Where slots are collected.
        given: Values set from outside.
        taken: Names that stand for variables outside.

    Raises:
        ModelError: If a name is there twice, or a variable has no equation or an odd dimension.
    """
    for variable in variables:
        key = canonical(variable.name)
        if key in taken:
            continue
        where = f"{variable.place}: " if str(variable.place) else ""
        if key in scope.entries:
            first = scope.entries[key]
            raise ModelError(
                f"{where}two variables have the same name",
                seen=f"{variable.name} and {first.name} {first.place}".rstrip(),
                fix="Case, blanks and underscores make no difference; rename one",
            )
        unknown = [each for each in variable.dimensions if canonical(each) not in scope.axes]
        if unknown:
            raise ModelError(
                f"{where}{variable.name} has a dimension that is not there",
                seen=", ".join(unknown),
                fix=f"Dimensions are {', '.join(each.name for each in scope.axes.values())}"
                if scope.axes
                else "Declare it",
            )
        axes = tuple(scope.axes[canonical(each)] for each in variable.dimensions)
        entry = Entry(f"{scope.prefix}{variable.name}", axes, place=variable.place)
        scope.entries[key] = entry
        _slots(variable, entry, scope, shop, given)
        if any(each.outputs for each in scope.macros.values()):
            _outputs(variable, scope, shop)


def _outputs(variable: Variable, scope: Scope, shop: Workshop) -> None:
    """Give slots to the further results of macros, which are named where the macro is used."""
    for equation in variable.equations:
        for node in walk(equation.value) if equation.value is not None else ():
            macro = scope.macros.get(node.function) if isinstance(node, Call) else None
            if macro is None or not isinstance(node, Call):
                continue
            for each in node.arguments[len(macro.parameters) :]:
                if isinstance(each, Name) and canonical(each.name) not in scope.entries:
                    name = f"{scope.prefix}{each.name}"
                    draft = Draft(name, Role.AUXILIARY, variable=name, place=variable.place)
                    slot = shop.add(draft)
                    scope.entries[canonical(each.name)] = Entry(name, slots={(): slot})


def _slots(variable: Variable, entry: Entry, scope: Scope, shop: Workshop, given: Given) -> None:
    site = Site(scope, entry.name, entry.name, variable.place)
    shown = [dict(zip(axis.elements, axis.shown, strict=True)) for axis in entry.axes]
    for where, (equation, bound) in _cases(variable, entry.axes, site).items():
        labels = [names[element] for names, element in zip(shown, where, strict=True)]
        name = f"{entry.name}[{', '.join(labels)}]" if labels else entry.name
        table = -1
        if equation.table is not None:
            table = entry.tables[where] = shop.table(equation.table)
        if equation.value is None and variable.kind is not Kind.STOCK:
            if table < 0:
                site.refuse("there is nothing", fix="Give it an equation")
            continue
        draft = Draft(
            name,
            _ROLES.get(variable.kind, Role.AUXILIARY),
            unit=variable.unit,
            variable=entry.name,
            is_internal=bool(scope.macro),
            macro=scope.macro,
            place=variable.place,
        )
        slot = entry.slots[where] = shop.add(draft)
        here = replace(site, name=name, bound=bound)
        fixed = given.find(name, entry.name) if given and draft.role is not Role.STOCK else None
        if fixed is not None:
            shop.later(slot, here, Part("term", fixed))
        elif draft.role is Role.STOCK:
            shop.later(slot, here, *_stock(variable, equation, name, entry, given))
        else:
            shop.later(slot, here, *_parts(variable, equation, table))


def _parts(variable: Variable, equation: Equation, table: int) -> Iterator[Part]:
    value, initial = equation.value, equation.initial
    if isinstance(value, Call) and value.function == "active_initial":
        value, initial = value.arguments
    if value is not None:
        limited = variable.kind is Kind.FLOW and variable.is_non_negative
        yield Part("term", Call("max", (Number(0.0), value)) if limited else value, table)
    if initial is not None:
        yield Part("initial", initial, table)


def _stock(
    variable: Variable, equation: Equation, name: str, entry: Entry, given: Given
) -> Iterator[Part]:
    fixed = given.find(f"{name}.initial", f"{entry.name}.initial") if given else None
    yield Part("initial", fixed or equation.value or Number(0.0))
    for each in variable.inflows:
        yield Part("inflow", _flow(each))
    for each in variable.outflows:
        yield Part("outflow", _flow(each))
    if equation.net is not None:
        yield Part("net", equation.net)
    if variable.is_non_negative:
        yield Part("limit", Number(0.0))


def _flow(text: str) -> Expression:
    name, bracket, rest = text.partition("[")
    if not bracket:
        return Name(text)
    indices = rest.strip().removesuffix("]").split(",")
    return Name(name.strip(), tuple(Subscript(each.strip()) for each in indices))


Bound = tuple[tuple[str, str], ...]


def _cases(
    variable: Variable, axes: Sequence[Axis], site: Site
) -> dict[tuple[str, ...], tuple[Equation, Bound]]:
    """Return the equation that holds for each element, and what its dimensions stand for."""
    if not axes:
        if len(variable.equations) != 1:
            site.refuse("there must be one equation", seen=f"{len(variable.equations)}")
        return {(): (variable.equations[0], ())}
    found: dict[tuple[str, ...], tuple[Equation, Bound]] = {}
    spreads = [_spread(each.elements, axes, site) for each in variable.equations]
    # What is said of one element goes before what is said of all.
    breadth = [sum(1 for key, _ in spread if key) for spread in spreads]
    for index in sorted(range(len(spreads)), key=lambda each: -breadth[each]):
        equation, spread = variable.equations[index], spreads[index]
        excepted = {
            where
            for each in equation.excepted
            if not _is_elsewhere(each, axes, site)
            for where in itertools.product(*(e for _, e in _spread(each, axes, site)))
        }
        keys = [key for key, _ in spread]
        own = [axis.key for axis in axes]
        for where in itertools.product(*(elements for _, elements in spread)):
            if where not in excepted:
                bound = [(key, each) for key, each in zip(keys, where, strict=True) if key]
                bound += [
                    (key, each)
                    for key, each, said in zip(own, where, keys, strict=True)
                    if key != said
                ]
                found[where] = (equation, tuple(bound))
    return {where: found[where] for where in _in_order(found, axes)}


def _is_elsewhere(said: Sequence[str], axes: Sequence[Axis], site: Site) -> bool:
    """Return whether what is excepted lies outside of the array, so that nothing is."""
    if len(said) != len(axes):
        return False
    known = site.scope.axes
    for text, axis in zip(map(canonical, said), axes, strict=True):
        elements = known[text].elements if text in known else (text,)
        if text != axis.key and not any(each in axis.positions for each in elements):
            return any(each in other.positions for other in known.values() for each in elements)
    return False


def _in_order(
    found: Mapping[tuple[str, ...], object], axes: Sequence[Axis]
) -> list[tuple[str, ...]]:
    def place(where: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(axis.positions[each] for axis, each in zip(axes, where, strict=True))

    return sorted(found, key=place)


def _spread(
    said: Sequence[str], axes: Sequence[Axis], site: Site
) -> list[tuple[str, tuple[str, ...]]]:
    """Return for each axis the dimension that is named ("" for one element) and the elements."""
    if not said:
        return [(axis.key, axis.elements) for axis in axes]
    if len(said) != len(axes):
        site.refuse(
            "there are too many or too few indices on its left side",
            seen=f"[{', '.join(said)}]",
            fix=f"Its dimensions are {', '.join(axis.name for axis in axes)}",
        )
    return [_spread_one(canonical(text), axis, site) for text, axis in zip(said, axes, strict=True)]


def _spread_one(text: str, axis: Axis, site: Site) -> tuple[str, tuple[str, ...]]:
    if text in {axis.key, "*"}:
        return axis.key, axis.elements
    if text in axis.positions:
        return "", (text,)
    named = site.scope.axes.get(text)
    if named is not None:
        inside = tuple(each for each in named.elements if each in axis.positions)
        if inside:
            return text, inside
    if text.isdecimal() and 0 < int(text) <= len(axis.elements):
        return "", (axis.elements[int(text) - 1],)
    raise site.refusal(
        f"an index on its left side is no element of {axis.name}",
        seen=text,
        fix=f"Its elements are {', '.join(axis.shown[:8])}",
    )
