"""Why two footprints differ, as a document."""

from typing import TypedDict, cast

import numpy as np

from wholeprint.advice.explain.explain import Explanation, Part
from wholeprint.advice.explain.sides import Side
from wholeprint.quantities.distribution import FloatArray
from wholeprint.report.form import stamped, tool


class SpreadDocument(TypedDict):
    """A number with its spread; both ends are null where there is none."""

    central: float
    low: float | None
    high: float | None


class SideDocument(TypedDict):
    """One side."""

    name: str
    stated: SpreadDocument
    aligned: SpreadDocument
    unexplained_amount: float
    boundary: list[str] | None
    labels: dict[str, str]


class StepDocument(TypedDict):
    """Something taken from one side so that both count the same."""

    side: str
    what: str
    amount: SpreadDocument | None
    why: str


class PartDocument(TypedDict):
    """What one factor makes of the difference."""

    name: str
    unit: str
    first: SpreadDocument
    second: SpreadDocument
    ratio: float | None
    share: SpreadDocument
    lmdi: SpreadDocument
    shapley: SpreadDocument
    left_amount: float
    agrees: bool


class ExplanationDocument(TypedDict):
    """Why two footprints differ."""

    schema: str
    tool: dict[str, object]
    target: str
    unit: str
    first: SideDocument
    second: SideDocument
    difference: SpreadDocument
    ratio: float | None
    steps: list[StepDocument]
    parts: list[PartDocument]
    same: list[str]
    methods_agree: bool


def explanation_document(found: Explanation) -> ExplanationDocument:
    """Return the document of an explanation.

    Args:
        found: The explanation.

    Returns:
        The document.
    """
    one, two = found.aligned
    body: dict[str, object] = {
        "tool": tool(),
        "target": found.target,
        "unit": str(found.unit),
        "first": _side(found, found.first, 0),
        "second": _side(found, found.second, 1),
        "difference": _spread(one - two),
        "ratio": _ratio(one, two),
        "steps": [
            {
                "side": "AB"[step.side],
                "what": step.what,
                "amount": _spread(step.amount) if step.known else None,
                "why": step.why,
            }
            for step in found.steps
        ],
        "parts": [_part(part) for part in found.parts],
        "same": list(found.same),
        "methods_agree": all(part.agrees for part in found.parts),
    }
    return cast("ExplanationDocument", stamped("explanation", body))


def _side(found: Explanation, side: Side, number: int) -> SideDocument:
    return {
        "name": side.name,
        "stated": _spread(found.stated[number]),
        "aligned": _spread(found.aligned[number]),
        "unexplained_amount": float(found.unexplained[number][0]),
        "boundary": None if side.counts is None else sorted(side.counts),
        "labels": dict(side.labels),
    }


def _part(part: Part) -> PartDocument:
    return {
        "name": part.name,
        "unit": str(part.unit),
        "first": _spread(part.first),
        "second": _spread(part.second),
        "ratio": _ratio(part.first, part.second),
        "share": _spread(part.share),
        "lmdi": _spread(part.lmdi),
        "shapley": _spread(part.shapley),
        "left_amount": float(part.left[0]),
        "agrees": part.agrees,
    }


def _ratio(one: FloatArray, two: FloatArray) -> float | None:
    return None if two[0] == 0.0 else float(one[0] / two[0])


def _spread(values: FloatArray) -> SpreadDocument:
    low, high = None, None
    if values.size > 1:
        drawn = values[1:]
        low, high = (float(each) for each in np.quantile(drawn, (0.05, 0.95)))
    return {"central": float(values[0]), "low": low, "high": high}
