"""A model as JSON text that is quick to read back, for what we keep ourselves; no one edits it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast

from wholeprint.errors import CompileError
from wholeprint.quantities.distribution import Empirical, Fixed, Lognormal, Triangular, Uniform
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.systems import model as shapes
from wholeprint.systems.expression import tree
from wholeprint.systems.model import Model

_SHAPES: dict[str, Any] = {
    shape.__name__: shape
    for shape in (
        *(tree.Number, tree.Text, tree.Subscript, tree.Name, tree.Unary, tree.Binary, tree.Call),
        *(tree.Conditional, shapes.Place, shapes.Table, shapes.Equation, shapes.Lever),
        *(shapes.Variable, shapes.Dimension, shapes.Clock, shapes.Module, shapes.Macro),
        *(shapes.Test, shapes.Scenario, shapes.Model),
        *(Fixed, Uniform, Triangular, Lognormal, Empirical, Source),
        *(shapes.Kind, shapes.Method, shapes.Reading, Known, Read),
    )
}
"""All that a model is made of: nothing else is ever built from a text."""

_TUPLE, _MAPPING = "", "{}"


def model_text(model: Model) -> str:
    """Return a model as text.

    Args:
        model: The model.
    """
    return json.dumps(_told(model), separators=(",", ":"))


def read_model_text(text: str) -> Model:
    """Return the model of a text.

    Args:
        text: What `model_text` gave.

    Raises:
        CompileError: If it is none, or of another form than this version's.
    """
    try:
        found = _built(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise CompileError("what was kept is no model", seen=str(wrong)[:200]) from wrong
    if not isinstance(found, Model):
        raise CompileError("what was kept is no model", seen=type(found).__name__)
    return found


def _told(value: object) -> object:
    # Each list says at its head what it is: the name of a shape, a tuple, a mapping.
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if is_dataclass(value):
        parts = [_told(getattr(value, each.name)) for each in fields(value)]
        return [_known(type(value).__name__), *parts]
    if isinstance(value, Source):
        return ["Source", *(_told(each) for each in value)]
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, object]", value).items()
        return [_MAPPING, *([key, _told(each)] for key, each in pairs)]
    if isinstance(value, tuple):
        return [_TUPLE, *(_told(each) for each in cast("tuple[object, ...]", value))]
    raise CompileError("a model holds what cannot be kept", seen=type(value).__name__)


def _known(name: str) -> str:
    if name not in _SHAPES:
        raise CompileError("a model holds what cannot be kept", seen=name)
    return name


def _built(told: object) -> object:
    if not isinstance(told, list):
        return told
    head, *parts = cast("list[object]", told)
    if head == _TUPLE:
        return tuple(_built(each) for each in parts)
    if head == _MAPPING:
        pairs = cast("list[tuple[str, object]]", parts)
        return {key: _built(each) for key, each in pairs}
    return _SHAPES[cast("str", head)](*(_built(each) for each in parts))
