"""Writes a model in its text form, so that reading it gives the same model back."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from wholeprint.quantities.distribution import Fixed
from wholeprint.systems.expression.printed import printed
from wholeprint.systems.expression.tree import Expression, Number
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Equation,
    Lever,
    Macro,
    Method,
    Model,
    Module,
    Reading,
    Scenario,
    Table,
    Test,
    Variable,
)
from wholeprint.systems.text.beliefs import written_belief, written_sources
from wholeprint.systems.text.variables import SECTIONS, VALUE_KEY

_WIDTH = 100


def write_model(model: Model) -> str:
    """Write a model.

    Args:
        model: The model.

    Returns:
        YAML. `read_model` gives the same model back, but for the places in the file and for the
        order of variables of different kinds.

    Raises:
        ModelError: If an equation of it has no text.
    """
    import yaml  # noqa: PLC0415 - only who writes a model pays for it

    return yaml.safe_dump(
        document_of(model),
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=None,
    )


def document_of(model: Model) -> dict[str, object]:
    """Return a model as the mapping that its file holds.

    Args:
        model: The model.

    Raises:
        ModelError: If an equation of it has no text.
    """
    found: dict[str, object] = {
        "model": model.name,
        "title": model.title,
        "note": model.note,
        "outcome": model.outcome,
        "time": _clock(model.clock),
        "sources": written_sources(model.sources),
        "arrays": {each.name: _dimension(each) for each in model.dimensions},
        **_sections(model.variables),
        "models": {name: _submodel(each) for name, each in model.submodels.items()},
        "modules": {each.name: _module(each) for each in model.modules},
        "macros": {each.name: _macro(each) for each in model.macros},
        "conserved": [list(group) for group in model.conserved],
        "tests": [_test(each) for each in model.tests],
        "loops": {name: list(path) for name, path in model.loops.items()},
        "scenarios": {each.name: _scenario(each) for each in model.scenarios},
    }
    return _filled(found)


def _submodel(model: Model) -> dict[str, object]:
    found = document_of(model)
    del found["model"]
    return found


def _filled(document: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in document.items() if value not in ("", None, [], {}, False)}


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


_WHOLE = 1e15


def _clock(clock: Clock) -> dict[str, object]:
    return _filled(
        {
            "start": _value(clock.start),
            "stop": _value(clock.stop),
            "step": _value(clock.step),
            "save": None if clock.save_step is None else _value(clock.save_step),
            "unit": clock.unit,
            "method": "" if clock.method is Method.EULER else clock.method.value,
        }
    ) | {"start": _value(clock.start)}


def _value(expression: Expression) -> object:
    if isinstance(expression, Number):
        return _number(expression.value)
    return printed(expression)


def _dimension(dimension: Dimension) -> object:
    if not dimension.parent and not dimension.maps:
        return list(dimension.elements)
    maps = {to: [list(each) for each in groups] for to, groups in dimension.maps.items()}
    return _filled({"elements": list(dimension.elements), "of": dimension.parent, "maps": maps})


def _sections(variables: Iterable[Variable]) -> dict[str, object]:
    by_kind = {kind: name for name, kind in SECTIONS.items()}
    order = list(SECTIONS)
    placed = sorted(variables, key=lambda each: order.index(by_kind[each.kind]))
    return {
        by_kind[kind]: {_heading(each): _variable(each) for each in group}
        for kind, group in groupby(placed, key=lambda each: each.kind)
    }


def _heading(variable: Variable) -> str:
    inside = ", ".join(variable.dimensions)
    return f"{variable.name}[{inside}]" if inside else variable.name


def _variable(variable: Variable) -> dict[str, object]:
    found: dict[str, object] = {
        **_equations(variable),
        "unit": variable.unit,
        "in": list(variable.inflows),
        "out": list(variable.outflows),
        "non negative": variable.is_non_negative,
        **_belief(variable),
        "factor": variable.factor,
        "measured": variable.measured,
        "switch": variable.is_switch,
        "known": "" if variable.known.value == "assumed" else variable.known.value,
        "sources": [each.key for each in variable.sources],
        "lever": None if variable.lever is None else _lever(variable.lever),
        "note": variable.note,
    }
    # A value of nought is told, while a unit of nothing is not.
    return {key: value for key, value in found.items() if _is_told(value)}


def _is_told(value: object) -> bool:
    return not (value is False or value is None or value in ("", [], {}))


def _belief(variable: Variable) -> dict[str, object]:
    if variable.belief is None:
        return {}
    if isinstance(variable.belief, Fixed):
        return {"samples": [variable.belief.value]}
    told = written_belief(variable.belief)
    told.pop("value", None)
    return told


def _equations(variable: Variable) -> dict[str, object]:
    key = VALUE_KEY[variable.kind]
    plain = all(
        each.value is not None
        and not (each.initial or each.net or each.table or each.excepted)
        and each.elements
        for each in variable.equations
    )
    if plain and variable.equations:
        return {key: {", ".join(each.elements): _value_of(each) for each in variable.equations}}
    if len(variable.equations) == 1 and not variable.equations[0].elements:
        return _block(variable.equations[0], key)
    return {"equations": [_block(each, key) for each in variable.equations]}


def _value_of(equation: Equation) -> object:
    return None if equation.value is None else _value(equation.value)


def _block(equation: Equation, key: str) -> dict[str, object]:
    found: dict[str, object] = {
        "for": list(equation.elements),
        "except": [list(each) for each in equation.excepted],
        key: _value_of(equation),
        "at start": None if equation.initial is None else _value(equation.initial),
        "net": None if equation.net is None else _value(equation.net),
        **({} if equation.table is None else _table(equation.table)),
    }
    return {name: value for name, value in found.items() if _is_told(value)}


def _table(table: Table) -> dict[str, object]:
    points = [[_number(x), _number(y)] for x, y in zip(table.xs, table.ys, strict=True)]
    reading = "" if table.reading is Reading.CONTINUOUS else table.reading.value
    return _filled({"points": points, "reading": reading})


def _lever(lever: Lever) -> dict[str, object]:
    return _filled({"place": lever.place, "level": lever.level, "note": lever.note})


def _module(module: Module) -> dict[str, object]:
    return _filled({"model": module.model, "inputs": dict(module.inputs)})


def _macro(macro: Macro) -> dict[str, object]:
    return _filled(
        {
            "arguments": list(macro.parameters),
            "outputs": list(macro.outputs),
            **_sections(macro.variables),
        }
    )


def _test(test: Test) -> dict[str, object]:
    given = {name: _number(value) for name, value in test.given.items()}
    return _filled(
        {"name": test.name, "given": given, "expect": printed(test.expect), "when": test.when}
    )


def _scenario(scenario: Scenario) -> dict[str, object]:
    values = {name: _said(written_belief(each)) for name, each in scenario.values.items()}
    return _filled(
        {
            "note": scenario.note,
            "values": values,
            "sources": [each.key for each in scenario.sources],
        }
    )


def _said(belief: dict[str, object]) -> object:
    return belief["value"] if set(belief) == {"value"} else belief
