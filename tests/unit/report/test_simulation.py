"""The document of a run."""

import json
from typing import Any, get_type_hints

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.source import Read, Source
from wholeprint.report import simulation
from wholeprint.report.form import dumps, schema
from wholeprint.report.simulation import Told, simulation_document
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import Place
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity.inputs import Input
from wholeprint.systems.text.read import read_model

_TEXT = """
model: tank
time: {start: 0, stop: 3, step: 0.5, save: 1, unit: day}
sources: {me-2026: {title: "A leak", year: 2026, read: primary}}
parameters:
  span: {value: 2, unit: day, low: 1, high: 4, sources: [me-2026], known: published, note: Slow}
stocks: {water: {initial: 8, out: [leak], unit: L}}
flows: {leak: "water / span [L/day]"}
auxiliaries: {late: "SMTH1(leak, 1) [L/day]"}
"""


def _document(told: Told) -> Any:
    model = read_model(_TEXT, "tank.yaml")
    system = flatten(model)
    made = simulation_document(model, system, simulate(system), told)
    read = json.loads(dumps(made))
    validator: Any = Draft202012Validator(schema("simulation"))
    validator.validate(read)
    return read


def test_a_document_keeps_to_its_schema() -> None:
    """Every key of the type is in the schema and the other way round."""
    keys: Any = schema("simulation")["properties"]

    assert set(get_type_hints(simulation.SimulationDocument)) == set(keys)


def test_a_run_is_told_in_full() -> None:
    """Instants that are kept, series of what has a name, start, end and peak, and assumptions."""
    read = _document(Told({"span": 2.0}, scenario="dry", seed=4))

    assert read["time"] == [0.0, 1.0, 2.0, 3.0]
    assert set(read["series"]) == {"water", "leak", "late"}
    (water,) = (each for each in read["courses"] if each["name"] == "water")
    assert (water["start_amount"], water["peak_amount"], water["peak_time_amount"]) == (
        8.0,
        8.0,
        0.0,
    )
    assert water["trough_amount"] == water["end_amount"] == read["series"]["water"][-1]
    assert (water["kind"], water["unit"]) == ("stock", "L")
    (span,) = (each for each in read["assumptions"] if each["name"] == "span")
    assert (span["value"], span["known"], span["is_set"], span["set_by"]) == (2.0, "", True, "hand")
    assert span["belief"]["high"] == 4.0
    assert span["sources"] == []
    (held,) = (each for each in _document(Told({}))["assumptions"] if each["name"] == "span")
    assert (held["known"], held["is_set"], held["set_by"]) == ("published", False, "")
    assert held["sources"][0]["key"] == "me-2026"
    assert (held["believed_low_amount"], held["believed_high_amount"]) == (1.0, 4.0)
    assert (read["scenario"], read["seed"]) == ("dry", 4)


def test_what_was_asked_for_alone_is_told() -> None:
    """One slot, in the order in which it was asked for."""
    system = flatten(read_model(_TEXT, "tank.yaml"))

    read = _document(Told({}, kept=(system.names["leak"],)))

    assert list(read["series"]) == ["leak"]
    assert [each["name"] for each in read["courses"]] == ["leak"]


def test_findings_carry_their_place() -> None:
    """The file and the line, so that an editor can go there."""
    finding = Finding("units", Severity.ERROR, "it does not fit", "leak", "Mend it", Place("a", 7))

    read = _document(Told({}, findings=(finding,)))

    assert read["findings"] == [
        {
            "check": "units",
            "severity": "error",
            "variable": "leak",
            "what": "it does not fit",
            "fix": "Mend it",
            "file": "a",
            "line": 7,
        }
    ]


def test_numbers_keep_all_their_digits() -> None:
    """What is read back is what was computed."""
    system = flatten(read_model(_TEXT, "tank.yaml"))
    run = simulate(system)

    assert np.array_equal(
        _document(Told({}))["series"]["late"], run.values[system.names["late"]][:, 0]
    )


def test_what_a_scenario_sets_is_told_apart() -> None:
    """With the scenario's sources; what is believed is the scenario's too, in the unit's scale."""
    source = Source("you-2025", "Slower", read=Read.PRIMARY)
    one = Input("span", ("span",), (24.0,), Lognormal.from_interval(1.0, 4.0), "h", "x.span")
    told = Told(
        {"span": 48.0},
        scenario="dry",
        by_scenario=("Span",),
        scenario_sources=(source,),
        inputs=(one,),
        notes=("Mind this.",),
    )

    read = _document(told)

    (span,) = (each for each in read["assumptions"] if each["name"] == "span")
    assert span["set_by"] == "scenario"
    assert span["sources"][0]["key"] == "you-2025"
    ends = span["believed_low_amount"], span["believed_high_amount"]
    assert ends == pytest.approx((24.0, 96.0))
    assert read["notes"] == ["Mind this."]


def test_what_a_model_is_asked_about_is_named() -> None:
    """All elements of its outcome."""
    model = read_model(f"outcome: Late{_TEXT}", "tank.yaml")
    system = flatten(model)

    made = simulation_document(model, system, simulate(system), Told({}))

    assert made["model"]["outcomes"] == ["late"]
    assert _document(Told({}))["model"]["outcomes"] == []
