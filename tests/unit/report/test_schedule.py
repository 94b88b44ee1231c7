"""Documents of decisions keep to their schemas."""

from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.advice.decide import Case, Decided, decide
from wholeprint.advice.plan import Decision, Task
from wholeprint.advice.rules import Pauses, Rules
from wholeprint.quantities.intensity import Intensity, Response, Signal, Tense, Vintage
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.form import dumps, schema
from wholeprint.report.schedule import schedule_document

HOUR = 3600.0
TASK = Task(4 * HOUR, 0.0, 24 * HOUR, 500.0)


def hours(values: list[float]) -> StepSeries:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))


def intensity(values: list[float], response: Response = Response.AVERAGE) -> Intensity:
    return Intensity(
        Signal("A", response, tense=Tense.FORECAST),
        series=hours(values),
        vintages=(Vintage("neso", 10.0, issued_unix_seconds=5.0, licence="CC BY 4.0"),),
    )


VALLEY = [300.0] * 12 + [100.0] * 6 + [300.0] * 6


@pytest.fixture
def decided() -> tuple[Case, Decided]:
    """A decision with everything that a decision can have."""
    case = Case(
        TASK,
        {"A": intensity(VALLEY)},
        rules=Rules(Pauses(resume_seconds=300.0), home="A"),
        others={"price": {"A": hours(VALLEY)}},
        marginal={"A": intensity(VALLEY[::-1], Response.MARGINAL)},
        actual={"A": hours(VALLEY)},
    )
    return case, decide(case, 0.0)


def check(document: Any, name: str) -> None:
    import json

    validator: Any = Draft202012Validator(schema(name))
    validator.validate(json.loads(dumps(document)))


def test_a_decision_keeps_to_its_schema_and_can_be_read_back(
    decided: tuple[Case, Decided],
) -> None:
    """What jobs keep of it is the decision itself, and nothing is lost on the way."""
    case, found = decided
    handed = {"id": "j1", "method": "wait", "external_id": None, "says": ["Call it."]}

    document: Any = schedule_document(found, case, (), handed)

    check(document, "schedule")
    assert Decision.from_json(document["decision"]).plan == found.decision.plan
    assert document["energy_kwh"] == pytest.approx(2.0)
    assert document["zones"]["A"]["vintages"][0]["issued_unix_seconds"] == 5.0
    assert {each["id"] for each in document["assumptions"]} == {
        "advice.forecast_error",
        "advice.forecast_memory",
    }


def test_a_gap_is_null(decided: tuple[Case, Decided]) -> None:
    """What is not known is not nought."""
    case = Case(TASK, {"A": intensity([100.0] * 12 + [np.nan] * 12)})

    document: Any = schedule_document(decide(case, 0.0), case, ())

    check(document, "schedule")
    assert document["zones"]["A"]["values"][-1] is None
    assert decided[0] is not case
