"""Documents of many jobs keep to their schema."""

import json
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.advice.doubt import RELATIVE_ERROR
from wholeprint.advice.fleet import Cap, FleetJob, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.fleet_gain import gain_of_placement, outlook_of
from wholeprint.advice.plan import Task
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World
from wholeprint.report.form import dumps, schema
from wholeprint.report.placement import Placed, placement_document

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


def placement(
    jobs: list[FleetJob], cap: Cap, limit: float = 5.0, values: list[float] = VALLEY
) -> Any:
    found = {"A": intensity(values)}
    outlook = outlook_of(jobs, found, World(64), RELATIVE_ERROR)
    board = board_of(jobs, outlook.signals, cap, HOUR)
    best = placed(board, limit)
    gained = gain_of_placement(best, board, outlook)
    document = placement_document(Placed(best, board, cap, outlook, gained), found, (), 0.0)
    check(document, "placement")
    return document


@pytest.mark.parametrize("limit", [0.0, 5.0])
def test_a_placement_keeps_to_its_schema(limit: float) -> None:
    """Greedy or exact; a queue that would be late leaves no gain to tell."""
    jobs = [
        FleetJob("long", Task(6 * HOUR, 0.0, 24 * HOUR, 500.0), ("A",)),
        FleetJob("urgent", Task(2 * HOUR, HOUR, 4 * HOUR, 500.0), ("A",)),
    ]

    document = placement(jobs, Cap(500.0), limit)

    assert document["naive_grams"] is None
    assert document["gain"] is None
    assert document["gain_is_sure"] is False
    assert "queue-late" in {note["code"] for note in document["notes"]}


def test_the_numbers_of_a_placement_agree() -> None:
    """6 h of 0.5 kW at 100 g/kWh in place of 300: 300 g planned, 900 g in turn, by hand."""
    job = FleetJob("one", Task(6 * HOUR, 0.0, 24 * HOUR, 500.0), ("A",), 3)

    document = placement([job], Cap(machines_count=4))

    assert document["cap"] == {"watts": None, "machines": 4}
    assert document["energy_kwh"] == pytest.approx(3.0, rel=1e-12)
    assert document["grams"] == pytest.approx(300.0, rel=1e-12)
    assert document["planned"]["central"] == pytest.approx(300.0, rel=1e-12)
    assert document["gain"]["naive"]["central"] == pytest.approx(900.0, rel=1e-12)
    assert document["gain"]["gain"]["central"] == pytest.approx(600.0, rel=1e-12)
    assert document["jobs"][0]["deadline_unix_seconds"] == 24 * HOUR
    assert document["jobs"][0]["naive_end_unix_seconds"] == 6 * HOUR
    assert document["most_used_share"] == pytest.approx(0.75, rel=1e-12)
