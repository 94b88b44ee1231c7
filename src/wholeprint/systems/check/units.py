"""Units: whether each equation has the unit of its variable, and each flow that of its stock."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from wholeprint.errors import MissingExtraError
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.check.unit_of import UNKNOWN, Clash, Reckoner, Unit, difference
from wholeprint.systems.check.unit_text import UnitTextError, parse_unit, product
from wholeprint.systems.check.unit_words import base
from wholeprint.systems.expression.tree import Expression, Name, walk
from wholeprint.systems.model import Equation, Kind, Model, Variable
from wholeprint.systems.names import canonical

_CHECK = "units"


def unit_findings(model: Model) -> tuple[Finding, ...]:
    """Return what does not fit among the units of a model.

    What has no unit in the file is passed over, and so is what is made with it. Numbers in an
    equation are pure ones; nought is of any unit.

    Args:
        model: The model, with those inside it.
    """
    try:
        base("second")
    except MissingExtraError as missing:
        return (Finding(_CHECK, Severity.NOTE, missing.what, fix=missing.fix),)
    found = list(_of_model(model, ""))
    return tuple(dict.fromkeys(found))


def _of_model(model: Model, inside: str) -> Iterator[Finding]:
    units: dict[str, Unit] = {}
    for variable in model.variables:
        unit, finding = _declared(variable)
        units[canonical(variable.name)] = unit
        if finding is not None:
            yield finding
    inner = {canonical(name): each for name, each in model.submodels.items()}
    for module in model.modules:
        used = inner.get(canonical(module.model))
        for variable in used.variables if used is not None else ():
            key = canonical(f"{module.name}.{variable.name}")
            units[key] = _declared(variable)[0]
    for dimension in model.dimensions:
        for element in dimension.elements:
            units.setdefault(canonical(element), UNKNOWN)
    time, wrong = _parsed(model.clock.unit)
    if wrong:
        yield Finding(
            _CHECK, Severity.ERROR, f"the unit of time cannot be read: {wrong}", place=model.place
        )
    for variable in model.variables:
        yield from _of_variable(variable, units, time)
    yield from _without(model, inside)
    for name, submodel in model.submodels.items():
        yield from _of_model(submodel, f" of {name}")


def _declared(variable: Variable) -> tuple[Unit, Finding | None]:
    unit, wrong = _parsed(variable.unit)
    if not wrong:
        return unit, None
    said = f"the unit of {variable.name}, [{variable.unit}], cannot be read: {wrong}"
    fix = "Write words with * / ^ and brackets, such as kWh/(person*year)"
    return unit, Finding(_CHECK, Severity.ERROR, said, variable.name, fix, variable.place)


def _parsed(text: str) -> tuple[Unit, str]:
    if not text.strip():
        return UNKNOWN, ""
    try:
        return Unit(parse_unit(text)), ""
    except UnitTextError as wrong:
        return UNKNOWN, str(wrong)


def _without(model: Model, inside: str) -> Iterator[Finding]:
    bare = [each.name for each in model.variables if not each.unit.strip()]
    if bare and len(bare) < len(model.variables):
        some = ", ".join(bare[:5]) + (", \u2026" if len(bare) > 5 else "")  # noqa: PLR2004 - a few
        said = f"{len(bare)} of {len(model.variables)} variables{inside} have no unit: {some}"
        yield Finding(_CHECK, Severity.NOTE, said, place=model.place)
    elif bare:
        said = f"no variable{inside} has a unit: there is nothing to check"
        yield Finding(_CHECK, Severity.NOTE, said, place=model.place)


def _of_variable(variable: Variable, units: Mapping[str, Unit], time: Unit) -> Iterator[Finding]:
    own = units[canonical(variable.name)]
    for equation in variable.equations:
        for what, wanted, expression in _parts(variable, equation, own, time):
            reckoner = Reckoner(units, time)
            unit = reckoner.unit(expression)
            for clash in reckoner.clashes:
                yield _finding(variable, f"in {what} of {variable.name}, {clash.what}", clash)
            if unit.is_bare and not _names(expression):
                continue  # a number takes the unit that is said of it
            parted = difference(replace(unit, is_bare=False), wanted)
            if parted is not None:
                said = f"{what} of {variable.name} is in {unit}, and {_whose(what)} {wanted}"
                if parted.is_doubt:
                    said = f"{said}: {parted.what}"
                yield _finding(variable, said, parted)


def _whose(what: str) -> str:
    return "its unit is" if what in {"the equation", "the initial value"} else "that must be"


def _finding(variable: Variable, said: str, clash: Clash) -> Finding:
    severity = Severity.WARNING if clash.is_doubt else Severity.ERROR
    fix = "Give the factor a name and a unit of its own" if clash.is_doubt else ""
    return Finding(_CHECK, severity, said, variable.name, fix, variable.place)


def _parts(
    variable: Variable, equation: Equation, own: Unit, time: Unit
) -> Iterator[tuple[str, Unit, Expression]]:
    if variable.kind is Kind.LOOKUP or equation.table is not None:
        # What a table gives has its unit, whatever it is read at.
        return
    if variable.kind is not Kind.STOCK:
        if equation.value is not None:
            yield "the equation", own, equation.value
        if equation.initial is not None:
            yield "the initial value", own, equation.initial
        return
    if equation.value is not None:
        yield "the initial value", own, equation.value
    flow = _over(own, time)
    for name in (*variable.inflows, *variable.outflows):
        yield f"the flow {name}", flow, Name(name.partition("[")[0].strip())
    if equation.net is not None:
        yield "the net flow", flow, equation.net


def _over(stock: Unit, time: Unit) -> Unit:
    if stock.words is None or time.words is None:
        return UNKNOWN
    return Unit(product((stock.words, Fraction(1)), (time.words, Fraction(-1))))


def _names(expression: Expression) -> bool:
    return any(isinstance(each, Name) for each in walk(expression))
