"""Why two footprints differ, as a document."""

import jsonschema
import numpy as np
import pytest

from wholeprint.advice.explain.explain import explain
from wholeprint.advice.explain.sides import Side, Valued, statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.quantities.units import Unit
from wholeprint.report.explain import explanation_document
from wholeprint.report.form import schema


def _side(name: str, **figures: str) -> Side:
    return statement_side(statement_of({"id": name, "title": name, "figures": figures}))


def test_the_document_keeps_to_its_schema() -> None:
    """Factors, what is the same, and the difference, each with its unit."""
    document = explanation_document(
        explain(
            _side("a", energy="10 kWh", intensity="100 g/kWh"),
            _side("b", energy="5 kWh", intensity="100 g/kWh"),
        )
    )

    jsonschema.validate(document, schema("explanation"))
    assert document["difference"]["central"] == pytest.approx(500.0)
    assert document["ratio"] == pytest.approx(2.0)
    assert document["same"] == ["intensity"]
    assert document["methods_agree"]
    assert document["difference"]["low"] is None


def test_draws_become_a_spread() -> None:
    """The first number is the central one; the ends are the 5th and 95th percentile of the rest."""
    draws = np.concatenate(([2.0], np.linspace(1.0, 3.0, 101)))
    first = Side("a", {"ghg": Valued(draws, Unit.parse("gCO2e"))})
    second = Side("b", {"ghg": Valued(np.array([1.0]), Unit.parse("gCO2e"))})

    document = explanation_document(explain(first, second))

    stated = document["first"]["stated"]
    assert (stated["central"], stated["low"], stated["high"]) == pytest.approx((2.0, 1.1, 2.9))
