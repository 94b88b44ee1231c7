"""Recorded documents, as the pages are given them."""

import json
from pathlib import Path
from typing import cast

import pytest

from wholeprint.engine.ensemble.analysis import discovered, grounded
from wholeprint.engine.ensemble.ensemble import run_ensemble
from wholeprint.engine.ensemble.plan import plan_of
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.report.ensemble import Asked, ensemble_document
from wholeprint.report.ensemble_shapes import EnsembleDocument
from wholeprint.report.shapes import RunResultDocument
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.grounded import Observed
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.sensitivity.outcomes import Outcome
from wholeprint.systems.text.read import read_model

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture
def golden() -> Path:
    """The folder of recorded runs, documents and pages."""
    return GOLDEN


@pytest.fixture
def shown() -> RunResultDocument:
    """The document of a recorded run."""
    return cast("RunResultDocument", json.loads((GOLDEN / "show.json").read_text("utf-8")))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with the recorded runs."""
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        for record in read_json((GOLDEN / "runs.json").read_bytes()):
            store.add(record)
    return path


@pytest.fixture(scope="session")
def ensembled() -> EnsembleDocument:
    """The document of an ensemble with indices, a box, data, and runs that failed."""
    model = read_model(POOL, "pool.yaml")
    inputs = inputs_of(model)
    observed = (Observed("level", (0.0, 5.0, 10.0), (5.0, 7.2, 8.0)),)
    plan = plan_of(
        flatten(model),
        inputs,
        IndicesDesign(len(inputs), 64, 1, second_order=1),
        outcomes=[Outcome("final", "level"), Outcome("peak_time", "level")],
        series=["level"],
        observed=observed,
    )
    found = run_ensemble(plan, backend="numpy")
    asked = Asked(
        model=model,
        scenario="tight",
        settings={"leak": 0.2},
        seed=1,
        condition="final(level) > 9",
        discovery=discovered(found, parse("final(level) > 9")),
        kept=grounded(found),
    )
    return ensemble_document(found, asked)


POOL = """
model: pool
title: A pool
time: {start: 0, stop: 10, step: 0.5, save: 1, unit: day}
parameters:
  inflow: {value: 2, unit: L/day, uniform: [-0.1, 3]}
  leak: {value: 0.2, unit: 1/day, low: 0.1, high: 0.4}
stocks:
  level: {initial: 5, in: [filling], out: [loss], unit: L}
flows:
  filling: sqrt(inflow) ^ 2 [L/day]
  loss: level * leak [L/day]
"""
