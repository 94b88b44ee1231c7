"""What a model is made of: names that nothing reads, flows that no stock takes."""

from collections.abc import Iterator

from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.expression.tree import Call, Expression, Name, walk
from wholeprint.systems.model import Equation, Kind, Model, Variable
from wholeprint.systems.names import canonical

_CHECK = "unused"
_ALWAYS = frozenset({"time_step", "dt", "final_time", "initial_time", "saveper", "stoptime"})
_MEANT = {
    Kind.PARAMETER: "no equation reads it: setting it changes nothing",
    Kind.LOOKUP: "no equation reads it",
    Kind.FLOW: "no stock takes it, and no equation reads it",
}


def unused_findings(model: Model) -> tuple[Finding, ...]:
    """Return parameters, lookups and flows that have no part in a model.

    Auxiliaries that nothing reads are results, and are passed over.

    Args:
        model: The model, with those inside it.
    """
    return tuple(_of_model(model))


def _of_model(model: Model) -> Iterator[Finding]:
    read = _read(model)
    for variable in model.variables:
        key = canonical(variable.name)
        if variable.kind in _MEANT and key not in read | _ALWAYS:
            said = f"{variable.name}: {_MEANT[variable.kind]}"
            fix = "Take it out, or put it into an equation"
            yield Finding(_CHECK, Severity.WARNING, said, variable.name, fix, variable.place)
        if variable.kind is Kind.STOCK and not _moves(variable):
            said = f"{variable.name} is a stock without a flow: it never changes"
            fix = "Give it a flow, or make it a parameter"
            yield Finding(_CHECK, Severity.NOTE, said, variable.name, fix, variable.place)
    for submodel in model.submodels.values():
        yield from _of_model(submodel)


def _moves(variable: Variable) -> bool:
    return bool(variable.inflows or variable.outflows) or any(
        each.net is not None for each in variable.equations
    )


def _read(model: Model) -> set[str]:
    """Return the canonical names that are read somewhere in a model."""
    found: set[str] = set()
    for expression in _expressions(model):
        for node in walk(expression):
            if isinstance(node, Name):
                found.add(canonical(node.name))
            elif isinstance(node, Call):
                found.add(node.function)
    for variable in model.variables:
        for flow in (*variable.inflows, *variable.outflows):
            found.add(canonical(flow.partition("[")[0]))
    for module in model.modules:
        # What goes into a model inside another, and what it gives, is read there.
        found.update(map(canonical, module.inputs.values()))
    outside = {canonical(each) for module in model.modules for each in module.inputs}
    return found | outside | _inputs_of(model)


def _inputs_of(model: Model) -> set[str]:
    # A parameter of a model that others put in place of it is read through them.
    return {
        canonical(name)
        for submodel in model.submodels.values()
        for module in submodel.modules
        for name in module.inputs.values()
    }


def _expressions(model: Model) -> Iterator[Expression]:
    for variable in model.variables:
        for equation in variable.equations:
            yield from _of_equation(equation)
    clock = model.clock
    yield from (clock.start, clock.stop, clock.step)
    if clock.save_step is not None:
        yield clock.save_step
    for macro in model.macros:
        for variable in macro.variables:
            for equation in variable.equations:
                yield from _of_equation(equation)


def _of_equation(equation: Equation) -> Iterator[Expression]:
    for each in (equation.value, equation.initial, equation.net):
        if each is not None:
            yield each
