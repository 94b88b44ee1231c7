"""Why two footprints differ, as a document."""

from collections.abc import Mapping
from typing import TypedDict, cast

import numpy as np

from wholeprint.advice.explain.explain import Explanation, Part
from wholeprint.advice.explain.factors import REST
from wholeprint.advice.explain.sides import Side
from wholeprint.quantities.distribution import FloatArray
from wholeprint.report.form import stamped, tool

WORDS: Mapping[str, str] = {
    "duration": "time on the clock",
    "accelerators": "accelerators",
    "accelerator_hours": "accelerator-hours",
    "system_power": "power per accelerator, with its host",
    "chip_power": "power of one accelerator",
    "power": "mean power of the IT equipment",
    "pue": "PUE",
    "intensity": "grid intensity, location-based",
    "market_intensity": "intensity by contract",
    "embodied_rate": "embodied per accelerator-hour",
    "embodied_per_hour": "embodied per hour of the machine",
    "ghg": "greenhouse gases of the electricity",
    "ghg_total": "greenhouse gases, operational and embodied",
    "it_energy": "energy of the IT equipment",
    "energy": "energy at the building's meter",
}
"""What factors are called on a page and in a figure."""

SLIGHT = 0.0005
"""Factors with a smaller share of the gap are named, and not given a line [1]."""


class SpreadDocument(TypedDict):
    """A number with its spread; both ends are null where there is none.

    ``value`` is the median over the states of the world, as on every other page; ``central`` is
    what comes out when every assumption has its central value, and what adds up exactly.
    """

    value: float
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
    middle, low, high = float(values[0]), None, None
    if values.size > 1:
        low, middle, high = (float(each) for each in np.quantile(values[1:], (0.05, 0.5, 0.95)))
    return {"value": middle, "central": float(values[0]), "low": low, "high": high}


def named(word: str) -> str:
    """Return what a factor is called on a page.

    Args:
        word: Its name.

    Returns:
        A few words.
    """
    if word.startswith(REST):
        return f"all else in {named(word.removeprefix(REST))}"
    return WORDS.get(word, word.replace("_", " "))


def is_slight(part: PartDocument) -> bool:
    """Return whether a factor has hardly any share of the gap.

    Args:
        part: The factor.

    Returns:
        Whether its share rounds to nought.
    """
    return abs(part["share"]["central"]) < SLIGHT
