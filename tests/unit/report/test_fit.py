"""A fit, as a document."""

from collections.abc import Sequence
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.unit.engine.fit.decay import SPAN, Decay, frees, measured

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.fit.fit import Fit, fit
from wholeprint.engine.fit.problem import Problem
from wholeprint.report.fit import draws_text, fit_document
from wholeprint.report.form import schema


def posed(series: Sequence[Measured]) -> Problem:
    """Fit a, b, k of y = a b exp(-k t): a and b are not to be told apart."""
    return Problem(Decay(("a", "b", "k")), SPAN, frees("a", "b", "k"), series)


@pytest.fixture(scope="module")
def found() -> Fit:
    """A short fit with two parameters that the data do not identify."""
    return fit(posed, [measured(0.05)], held_out_share=0.2, steps=60)


def test_the_document_keeps_to_its_schema(found: Fit) -> None:
    """An end that the data do not bound is null."""
    document: Any = fit_document(found, "decay", "d.csv", ["kWh"], ["a note"])
    validator: Any = Draft202012Validator(schema("fit"))
    validator.validate(document)
    a, _, k = document["parameters"]

    assert not a["identified"]
    assert None in {a["low"], a["high"]}
    assert k["identified"]
    assert k["low"] < 0.3 < k["high"]
    assert document["series"][0]["unit"] == "kWh"
    assert document["held_out"][0]["points"] == 4
    assert {each["code"] for each in document["warnings"]} >= {"fit-not-identified"}
    assert document["notes"] == ["a note"]


def test_the_draws_are_a_table(found: Fit) -> None:
    """A column per parameter, a row per draw, with every digit."""
    lines = draws_text(found).splitlines()

    assert lines[0] == "a,b,k"
    assert len(lines) == 1 + found.posterior.cube.shape[0]
    assert [float(cell) for cell in lines[1].split(",")] == found.posterior.values[:, 0].tolist()
