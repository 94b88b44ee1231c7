"""Reads a model in XMILE: stocks, flows, converters, tables, arrays, modules, macros.

Source of the format: OASIS XMILE 1.0, sections 2 to 4.
"""

from collections.abc import Mapping
from dataclasses import replace

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Binary, Expression, Number
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Equation,
    Kind,
    Macro,
    Method,
    Model,
    Place,
    Variable,
)
from wholeprint.systems.names import canonical
from wholeprint.systems.xmile.dialect import dialect_of
from wholeprint.systems.xmile.elements import Element, read_elements
from wholeprint.systems.xmile.modules import fed_from_modules, modules_of, refuse_open
from wholeprint.systems.xmile.tables import number
from wholeprint.systems.xmile.variables import KINDS, Setting, variable_of

_METHODS = {"euler": Method.EULER, "rk4": Method.RK4}
_MOST_ELEMENTS = 100_000


def read_xmile(text: str, name: str) -> Model:
    """Return the model an XMILE text holds.

    Drawings and what is of one vendor alone are left out.

    Args:
        text: The text, of a ``.xmile`` or ``.stmx`` file.
        name: The file's name: it names the model, and stands in errors.

    Raises:
        ModelError: If it is no XMILE, or the model in it breaks its own rules; with the line.
        UnsupportedError: If it asks for what is not done here: conveyors, queues, ovens, data
            from elsewhere, other integration methods.
        MissingExtraError: If the parser of XML is not installed.
    """
    root = read_elements(text, name)
    if root.tag != "xmile":
        raise ModelError(
            f"{name}:{root.line}: this is no XMILE", seen=f"<{root.tag}>", fix="Give an XMILE file"
        )
    _refuse(root, name)
    dimensions = _dimensions(root, name)
    by_name = {canonical(each.name): each for each in dimensions}
    setting = Setting(name, by_name, _never_negative(root), dialect_of(root))
    clock, said = setting.dialect.run(_clock(root, name))
    models = list(root.all("model"))
    if not models:
        raise ModelError(f"{name}: there is no model in it", fix="Give an XMILE file with a model")
    main = next((each for each in models if not each.attributes.get("name", "").strip()), models[0])
    refuse_open(main, models, setting)
    parts = {
        each.attributes.get("name", "").strip(): _part(each, clock, setting)
        for each in models
        if each is not main
    }
    model = _part(main, clock, setting)
    header = root.first("header")
    return replace(
        model,
        name=_short(name),
        title="" if header is None else header.said("name"),
        note="\n".join(
            each for each in ("" if header is None else header.said("caption"), said) if each
        ),
        dimensions=dimensions,
        submodels={
            title: replace(each, dimensions=dimensions, macros=()) for title, each in parts.items()
        },
        macros=tuple(_macro(each, setting) for each in root.all("macro")),
        place=Place(name),
    )


def _short(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[0] or last


def _refuse(root: Element, name: str) -> None:
    header = root.first("header")
    held = [] if header is None else list(header.all("includes", "include"))
    for each in (*root.all("data"), *held):
        if each.tag == "data" and each.first("import") is None:
            continue
        raise UnsupportedError(
            f"{name}:{each.line}: the file takes in other files, which is not done here",
            seen=f"<{each.tag}>",
            fix="Put what it takes in into the file itself",
        )


def _never_negative(root: Element) -> Mapping[Kind, bool]:
    behavior = root.first("behavior")
    if behavior is None:
        return {}
    for_all = behavior.first("non_negative")
    preset = for_all is not None and for_all.text.strip().lower() != "false"
    found: dict[Kind, bool] = {Kind.STOCK: preset, Kind.FLOW: preset}
    for each in behavior.all("stock", "flow"):
        said = each.first("non_negative")
        if said is not None:
            found[KINDS[each.tag]] = said.text.strip().lower() != "false"
    return found


def _clock(root: Element, name: str) -> Clock:
    specs = root.first("sim_specs")
    if specs is None:
        raise ModelError(
            f"{name}: the file does not say when the model runs", fix="Give it sim_specs"
        )
    place = Place(name, specs.line)
    method = specs.attributes.get("method", "").strip().lower() or "euler"
    known = [_METHODS[each.strip()] for each in method.split(",") if each.strip() in _METHODS]
    if not known:
        raise UnsupportedError(
            f"{place}: the integration method is not done here",
            seen=method,
            fix="Use Euler or RK4",
        )
    step = _span(specs, "dt", name) or Number(1.0)
    divided = specs.first("dt")
    if divided is not None and divided.attributes.get("reciprocal", "").lower() == "true":
        step = Binary("/", Number(1.0), step)
    stop = _span(specs, "stop", name)
    if stop is None:
        raise ModelError(f"{place}: sim_specs do not say when the run stops", fix="Give a <stop>")
    return Clock(
        start=_span(specs, "start", name) or Number(0.0),
        stop=stop,
        step=step,
        save_step=_save_step(specs, place),
        unit=specs.attributes.get("time_units", "").strip(),
        method=known[0],
    )


def _save_step(specs: Element, place: Place) -> Expression | None:
    said = (
        specs.attributes.get("save_interval", "")
        or specs.attributes.get("isee:save_interval", "")
        or specs.said("save_step")
        or specs.said("savestep")
    )
    return Number(number(said, place, "the interval between saves")) if said else None


def _span(specs: Element, tag: str, name: str) -> Expression | None:
    found = specs.first(tag)
    if found is None or not found.text.strip():
        return None
    return parse(found.text.strip(), place=Place(name, found.line), what=f"<{tag}> of sim_specs")


def _dimensions(root: Element, name: str) -> tuple[Dimension, ...]:
    holder = root.first("dimensions")
    if holder is None:
        return ()
    return tuple(_dimension(each, name) for each in holder.all("dim"))


def _dimension(element: Element, name: str) -> Dimension:
    place = Place(name, element.line)
    title = element.attributes.get("name", "").strip()
    elements = tuple(each.attributes.get("name", "").strip() for each in element.all("elem"))
    size = element.attributes.get("size", "").strip()
    if not elements and size:
        count = number(size, place, f"the size of the dimension {title}")
        if not (count.is_integer() and 1 <= count <= _MOST_ELEMENTS):
            raise ModelError(
                f"{place}: the dimension {title} cannot be of that size",
                seen=size,
                fix=f"Give a whole number from 1 to {_MOST_ELEMENTS}",
            )
        elements = tuple(str(each) for each in range(1, int(count) + 1))
    if not title or not elements or not all(elements):
        raise ModelError(
            f"{place}: a dimension has no name or no elements",
            seen=title,
            fix="Name it and its elements",
        )
    return Dimension(title, elements)


def _part(model: Element, clock: Clock, setting: Setting) -> Model:
    holders = [model, *model.all("variables")]
    title = model.attributes.get("name", "").strip()
    return Model(
        name=title,
        clock=clock,
        variables=fed_from_modules(_variables(holders, setting), holders, setting),
        modules=modules_of(holders, setting),
        place=setting.place(model),
    )


def _variables(holders: list[Element], setting: Setting) -> tuple[Variable, ...]:
    return tuple(variable_of(each, setting) for holder in holders for each in holder.all(*KINDS))


def _macro(element: Element, setting: Setting) -> Macro:
    place = setting.place(element)
    name = element.attributes.get("name", "").strip()
    if element.first("sim_specs") is not None:
        raise UnsupportedError(
            f"{place}: the macro {name} runs with a time step of its own, which is not done here",
            seen="<sim_specs>",
            fix="Take the sim_specs out of the macro",
        )
    parameters = list(element.all("parm"))
    if any(each.attributes.get("default") for each in parameters):
        raise UnsupportedError(
            f"{place}: the macro {name} has arguments that may be left out, which is not done here",
            seen="<parm default>",
            fix="Give every argument where it is used",
        )
    variables = _variables([element, *element.all("variables")], setting)
    said = element.first("eqn")
    if said is not None and said.text.strip():
        result = parse(
            said.text.strip(), place=Place(setting.name, said.line), what=f"the macro {name}"
        )
        known = {canonical(each.name) for each in variables}
        if canonical(name) not in known:
            own = Variable(name, Kind.AUXILIARY, (Equation(result),), place=place)
            variables = (*variables, own)
    return Macro(name, tuple(each.text.strip() for each in parameters), variables)
