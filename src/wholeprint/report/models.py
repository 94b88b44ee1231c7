"""The models that come with wholeprint, as a document."""

from collections.abc import Sequence
from typing import TypedDict, cast

from wholeprint.report.form import stamped, tool
from wholeprint.systems.model import Kind, Model


class ModelDocument(TypedDict):
    """One model of the library."""

    name: str
    title: str
    note: str
    stocks: int
    flows: int
    auxiliaries: int
    parameters: int
    scenarios: list[str]


class ModelsDocument(TypedDict):
    """The models of the library."""

    schema: str
    tool: dict[str, object]
    models: list[ModelDocument]


def models_document(models: Sequence[Model]) -> ModelsDocument:
    """Return the document of some models.

    Args:
        models: The models.
    """
    body: dict[str, object] = {"tool": tool(), "models": [_model(each) for each in models]}
    return cast("ModelsDocument", stamped("models", body))


def _model(model: Model) -> ModelDocument:
    def count(kind: Kind) -> int:
        return sum(each.kind is kind for each in model.variables)

    return {
        "name": model.name,
        "title": model.title,
        "note": model.note.strip(),
        "stocks": count(Kind.STOCK),
        "flows": count(Kind.FLOW),
        "auxiliaries": count(Kind.AUXILIARY),
        "parameters": count(Kind.PARAMETER),
        "scenarios": [each.name for each in model.scenarios],
    }
