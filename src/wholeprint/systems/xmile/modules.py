"""Modules of an XMILE file: which model each holds, and what is led into it and out of it.

Source of the form: XMILE 1.0, section 4.7.1. A name that begins with a full stop is one of the
outermost model.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.tree import Name
from wholeprint.systems.model import Equation, Kind, Module, Variable
from wholeprint.systems.names import canonical
from wholeprint.systems.xmile.elements import Element
from wholeprint.systems.xmile.variables import KINDS, Setting, is_said


def modules_of(holders: Sequence[Element], setting: Setting) -> tuple[Module, ...]:
    """Return the modules of a model.

    Args:
        holders: The elements that hold what is in the model.
        setting: What holds for the file.

    Raises:
        ModelError: If something is led to a module that is not there.
    """
    found = _elements(holders)
    inputs = _inputs(found, setting)
    return tuple(
        Module(
            name=element.attributes["name"].strip(),
            model=_model_of(element),
            inputs=inputs[key],
            place=setting.place(element),
        )
        for key, element in found.items()
    )


def fed_from_modules(
    variables: tuple[Variable, ...], holders: Sequence[Element], setting: Setting
) -> tuple[Variable, ...]:
    """Return the variables of a model; those that a module's result is led to stand for it.

    Args:
        variables: The variables.
        holders: The elements that hold what is in the model.
        setting: What holds for the file.

    Raises:
        UnsupportedError: If a model inside leads something to a name of the outermost one.
    """
    fed: dict[str, str] = {}
    for element in _elements(holders).values():
        for target, source in _connections(element):
            if not target.startswith("."):
                continue
            if holders[0].attributes.get("name", "").strip():
                raise UnsupportedError(
                    f"{setting.place(element)}: a module inside a module leads its result to the "
                    "outermost model, which is not done here",
                    seen=target,
                    fix="Let the outermost model read it by its name",
                )
            fed[canonical(target[1:])] = source.lstrip(".")
    return tuple(
        replace(each, kind=Kind.AUXILIARY, equations=(Equation(Name(fed[canonical(each.name)])),))
        if canonical(each.name) in fed
        else each
        for each in variables
    )


def refuse_open(main: Element, models: Sequence[Element], setting: Setting) -> None:
    """Refuse inputs that have no equation and that nothing is led to.

    Args:
        main: The outermost model.
        models: All models of the file.
        setting: What holds for the file.

    Raises:
        ModelError: If there is one, or something is led to a module that is not there.
    """
    by_name = {canonical(each.attributes.get("name", "")): each for each in models}
    for model in models:
        holders = _holders(model)
        elements = _elements(holders)
        if model is main:
            led = {
                canonical(target[1:])
                for element in elements.values()
                for target, _ in _connections(element)
                if target.startswith(".")
            }
            _refuse_open(model, led, setting)
        for key, names in _inputs(elements, setting).items():
            inner = by_name.get(canonical(_model_of(elements[key])))
            if inner is not None:
                _refuse_open(inner, {canonical(each) for each in names}, setting)


def _refuse_open(model: Element, led: set[str], setting: Setting) -> None:
    for holder in _holders(model):
        for each in holder.all(*KINDS):
            name = each.attributes.get("name", "").strip()
            is_input = each.attributes.get("access", "").lower() == "input"
            parts = [each, *each.all("element")]
            is_open = not any(is_said(part.first("eqn")) or part.first("gf") for part in parts)
            if is_input and is_open and canonical(name) not in led:
                raise ModelError(
                    f"{setting.place(each)}: the input {name} has no equation, and nothing is led "
                    "to it",
                    fix="Give it an equation, or connect it",
                )


def _holders(model: Element) -> list[Element]:
    return [model, *model.all("variables")]


def _elements(holders: Sequence[Element]) -> dict[str, Element]:
    found = [each for holder in holders for each in holder.all("module")]
    return {canonical(each.attributes.get("name", "")): each for each in found}


def _model_of(element: Element) -> str:
    return (element.attributes.get("model", "") or element.attributes.get("name", "")).strip()


def _inputs(found: Mapping[str, Element], setting: Setting) -> dict[str, dict[str, str]]:
    inputs: dict[str, dict[str, str]] = {each: {} for each in found}
    for key, element in found.items():
        for target, source in _connections(element):
            head, stop, rest = target.partition(".")
            if not head:
                continue
            if not stop:
                inputs[key].setdefault(target, source.lstrip("."))
            elif canonical(head) in inputs:
                inputs[canonical(head)].setdefault(rest, source.lstrip("."))
            else:
                raise ModelError(
                    f"{setting.place(element)}: a connection leads to a module that is not there",
                    seen=target,
                    fix="Name a module of the same model",
                )
    return inputs


def _connections(element: Element) -> Iterator[tuple[str, str]]:
    # Stella says the same twice; the second form, for its older programs, is read where it is
    # alone. In it a name without a module is one of the model around.
    again = [] if element.first("connect") is not None else list(element.all("connect2"))
    for each in (*element.all("connect"), *again):
        target = each.attributes.get("to", "").strip()
        if each.tag == "connect2" and "." not in target:
            target = f".{target}"
        source = each.attributes.get("from", "").strip()
        if target.lstrip(".") and source.lstrip("."):
            yield target, source
