"""Levers of a model, as a document."""

from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.advice.leverage.shapes import Delay, Effect, Goal, Pulled, Spread, Tag
from wholeprint.engine.kernel import Measure
from wholeprint.engine.leverage.pull import Leverage, Question
from wholeprint.report.form import schema
from wholeprint.report.leverage import leverage_document
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.text.read import read_model

NAN = float("nan")


def spread(*values: float) -> Spread:
    """The spread of some values."""
    return Spread.of(np.array(values))


@pytest.fixture
def found() -> Leverage:
    """Two levers, one of which backfires, and a parameter that is nought."""
    share = spread(-0.3, -0.2, 0.1)
    effects = (
        Effect(
            "tax",
            Pulled.SWITCH,
            "0 -> 1",
            Tag(5, "system", "a limit"),
            spread(-3.0, -2.0, 1.0),
            share,
            0.2,
            1 / 3,
            None,
            (Delay(2.0, spread(0.4)),),
        ),
        Effect(
            "B1",
            Pulled.LOOP,
            "cut",
            Tag(note="a -> b"),
            spread(NAN),
            spread(NAN),
            NAN,
            None,
        ),
    )
    return Leverage(spread(9.0, 10.0), spread(9.5), effects, 3, 1, ("zero",), 40, "c")


@pytest.fixture
def document(found: Leverage) -> Any:
    """The document of the levers."""
    text = "model: m\ntime: {start: 0, stop: 1, step: 1, unit: year}\nparameters:\n  y: 1 [kWh]\n"
    system = flatten(read_model(text, "m.yaml"))
    question = Question(system.names["y"], Measure.PEAK, Goal.LOWER)
    return leverage_document(system, question, found)


def test_the_document_keeps_to_its_schema(document: Any) -> None:
    """What is not known is null, never nought."""
    validator: Any = Draft202012Validator(schema("leverage"))
    validator.validate(document)
    tax, loop = document["levers"]

    assert (tax["meadows"], tax["level"], tax["awareness"], tax["agency"]) == (5, "system", 4, 1)
    assert tax["delays"][0]["lost_share"]["value"] == 0.4
    assert loop["strength_share"] is None
    assert loop["relative"]["value"] is None
    assert loop["level"] is None


def test_failed_worlds_and_still_parameters_are_told(document: Any) -> None:
    """Nothing is left out without a word."""
    notes = " ".join(document["notes"])

    assert "fails in 1 of 3 worlds" in notes
    assert "zero" in notes
