"""Documents of many jobs keep to their schema."""

import json
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.advice.fleet import Cap, FleetJob, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.plan import Task
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.form import dumps, schema
from wholeprint.report.placement import placement_document

HOUR = 3600.0
VALLEY = [300.0] * 12 + [100.0] * 6 + [300.0] * 6


def hours(values: list[float]) -> StepSeries:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))


def intensity(values: list[float]) -> Intensity:
    return Intensity(Signal("A", tense=Tense.FORECAST), series=hours(values))


def check(document: Any, name: str) -> None:
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(json.loads(dumps(document)))


@pytest.mark.parametrize("limit", [0.0, 5.0])
def test_a_placement_keeps_to_its_schema(limit: float) -> None:
    """Greedy or exact; a queue that would be late leaves no gain to tell."""
    jobs = [
        FleetJob("long", Task(6 * HOUR, 0.0, 24 * HOUR, 500.0), ("A",)),
        FleetJob("urgent", Task(2 * HOUR, HOUR, 4 * HOUR, 500.0), ("A",)),
    ]
    board = board_of(jobs, {"A": hours(VALLEY)}, Cap(500.0), HOUR)

    document: Any = placement_document(placed(board, limit), board, {"A": intensity(VALLEY)}, 0.0)

    check(document, "placement")
    assert document["naive_grams"] is None
    assert "queue-late" in {note["code"] for note in document["notes"]}
