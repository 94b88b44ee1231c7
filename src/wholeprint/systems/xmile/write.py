"""Writes a model in XMILE: what is read back means the same.

Source of the format: OASIS XMILE 1.0, sections 2 to 4.
"""

from collections.abc import Iterator

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.printed import printed_name
from wholeprint.systems.expression.tree import Binary, Expression, Number
from wholeprint.systems.model import Clock, Dimension, Macro, Method, Model, Module
from wholeprint.systems.names import canonical
from wholeprint.systems.xmile.markup import block, escaped, leaf
from wholeprint.systems.xmile.portable import portable, text_of
from wholeprint.systems.xmile.written import writer_of

_SPACE = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
_ISEE = "http://iseesystems.com/XMILE"
_METHODS = {Method.EULER: "Euler", Method.RK4: "RK4"}


def write_xmile(model: Model) -> str:
    """Return a model as the text of an XMILE file.

    Equations, tables, arrays, modules, macros, units and notes are written. What XMILE has no
    place for (what is believed of parameters, sources, levers, tests, scenarios, names of loops)
    is left out, and a comment at the top of the file names it. A stock with a net flow gets a
    flow of its own; equations with exceptions are written element by element.

    Args:
        model: The model.

    Raises:
        ModelError: If a name or a note has characters that XML cannot hold.
        UnsupportedError: If XMILE has no form for an equation, or for a mapping of subscripts.
    """
    inside = [
        *block("header", _header(model)),
        *_clock(model.clock),
        *_dimensions(model.dimensions),
        *_model(model, model.dimensions, ""),
    ]
    for name, each in model.submodels.items():
        inside += _model(each, each.dimensions or model.dimensions, name)
    for each in model.macros:
        inside += _macro(each, model.dimensions)
    attributes = {"version": "1.0", "xmlns": _SPACE, "xmlns:isee": _ISEE}
    left_out = ", ".join(_left_out(model)).replace("--", "- -")
    comment = [f"<!-- XMILE has no place for: {escaped(left_out)} -->"] if left_out else []
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return "\n".join([head, *comment, *block("xmile", inside, **attributes), ""])


def _header(model: Model) -> list[str]:
    lines = [*leaf("vendor", "wholeprint"), *leaf("product", "wholeprint", version="1.0")]
    lines += leaf("name", model.title or model.name)
    return [*lines, *leaf("caption", model.note)] if model.note else lines


def _left_out(model: Model) -> Iterator[str]:
    for each in model.variables:
        kept = {
            "what is believed": each.belief is not None,
            "the factor": bool(each.factor),
            "the measurement": bool(each.measured),
            "the sources": bool(each.sources),
            "the lever": each.lever is not None,
            "that it is a switch": each.is_switch,
        }
        found = [what for what, is_there in kept.items() if is_there]
        if found:
            yield f"{' and '.join(found)} of {each.name}"
    parts = {
        "tests": model.tests,
        "scenarios": model.scenarios,
        "conserved sums": model.conserved,
        "names of loops": model.loops,
        "sources": model.sources,
    }
    yield from (what for what, held in parts.items() if held)


def _clock(clock: Clock) -> list[str]:
    attributes = {"method": _METHODS[clock.method]}
    if clock.unit:
        attributes["time_units"] = clock.unit
    if clock.save_step is not None:
        attributes["isee:save_interval"] = _number(clock.save_step)
    return block(
        "sim_specs",
        [
            *leaf("start", _number(clock.start)),
            *leaf("stop", _number(clock.stop)),
            *_step(clock.step),
        ],
        **attributes,
    )


def _step(step: Expression) -> list[str]:
    match step:
        case Binary("/", Number(1.0), Number(parts)):
            return leaf("dt", _number(Number(parts)), reciprocal="true")
        case _:
            return leaf("dt", _number(step))


def _number(node: Expression) -> str:
    return text_of(portable(node, {}))


def _dimensions(dimensions: tuple[Dimension, ...]) -> list[str]:
    if not dimensions:
        return []
    lines: list[str] = []
    for each in dimensions:
        _refuse_mapping(each)
        named = [line for element in each.elements for line in leaf("elem", name=element)]
        lines += block("dim", named, name=each.name)
    return block("dimensions", lines)


def _refuse_mapping(dimension: Dimension) -> None:
    own = [(canonical(each),) for each in dimension.elements]
    for other, images in dimension.maps.items():
        if [tuple(canonical(each) for each in image) for image in images] != own:
            raise UnsupportedError(
                f"XMILE has no form for the mapping of {dimension.name}",
                seen=f"{dimension.name} -> {other}",
                fix="Write the equations that use it element by element",
            )


def _model(model: Model, dimensions: tuple[Dimension, ...], name: str) -> list[str]:
    writer = writer_of(model.variables, dimensions)
    lines = [line for each in model.variables for line in writer.lines(each)]
    lines += [line for each in model.modules for line in _module(each)]
    variables = block("variables", lines)
    return block("model", variables, name=name) if name else block("model", variables)


def _module(module: Module) -> list[str]:
    attributes = {"name": module.name}
    if canonical(module.model) != canonical(module.name):
        attributes["model"] = module.model
    connections = [
        line
        for inside, outside in module.inputs.items()
        for line in leaf(
            "connect",
            to=printed_name(f"{module.name}.{inside}", blank="_"),
            **{"from": printed_name(outside, blank="_")},
        )
    ]
    return block("module", connections, **attributes)


def _macro(macro: Macro, dimensions: tuple[Dimension, ...]) -> list[str]:
    if macro.outputs:
        raise UnsupportedError(
            f"XMILE has no form for a macro with several results, as {macro.name} has",
            seen=", ".join(macro.outputs),
        )
    writer = writer_of(macro.variables, dimensions)
    variables = [line for each in macro.variables for line in writer.lines(each)]
    return block(
        "macro",
        [
            *[line for each in macro.parameters for line in leaf("parm", each)],
            *leaf("eqn", printed_name(macro.name, blank="_")),
            *block("variables", variables),
        ],
        name=macro.name,
    )
