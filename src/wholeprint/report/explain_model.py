"""Which assumptions decide between two scenarios of a model, as a document."""

from typing import TypedDict, cast

from wholeprint.engine.explain import Assumption, Decision
from wholeprint.report.form import stamped, tool


class ScenarioDocument(TypedDict):
    """One side: what it is called, what comes out, and how over time."""

    name: str
    outcome_value: float
    series: list[float]


class AssumptionDocument(TypedDict):
    """What hangs on one assumption."""

    name: str
    unit: str
    first_value: float
    second_value: float
    shapley_amount: float
    share: float
    alone_amount: float
    all_but_it_amount: float


class DecisionDocument(TypedDict):
    """Which assumptions decide."""

    schema: str
    tool: dict[str, object]
    model: str
    title: str
    outcome: str
    unit: str
    time_unit: str
    time: list[float]
    first: ScenarioDocument
    second: ScenarioDocument
    difference_amount: float
    shares_of_logarithm: bool
    assumptions: list[AssumptionDocument]


def decision_document(found: Decision) -> DecisionDocument:
    """Return the document of a decision.

    Args:
        found: Which assumptions decide.

    Returns:
        The document.
    """
    first, second = (_side(found, number) for number in (0, 1))
    body: dict[str, object] = {
        "tool": tool(),
        "model": found.model,
        "title": found.title,
        "outcome": found.outcome,
        "unit": found.unit,
        "time_unit": found.time_unit,
        "time": found.times.tolist(),
        "first": first,
        "second": second,
        "difference_amount": second["outcome_value"] - first["outcome_value"],
        "shares_of_logarithm": found.is_logarithmic,
        "assumptions": [_assumption(each) for each in found.assumptions],
    }
    return cast("DecisionDocument", stamped("decision", body))


def _side(found: Decision, number: int) -> ScenarioDocument:
    series = found.series[number]
    return {
        "name": found.sides[number],
        "outcome_value": float(series[-1]),
        "series": series.tolist(),
    }


def _assumption(each: Assumption) -> AssumptionDocument:
    return {
        "name": each.name,
        "unit": each.unit,
        "first_value": each.first_value,
        "second_value": each.second_value,
        "shapley_amount": each.added_amount,
        "share": each.share,
        "alone_amount": each.alone_amount,
        "all_but_it_amount": each.all_but_it_amount,
    }
