"""The document of what decides between two scenarios."""

import jsonschema

from wholeprint.engine.explain import decide
from wholeprint.report.explain_model import decision_document
from wholeprint.report.form import schema


def test_the_document_keeps_to_its_schema() -> None:
    """And holds what was found, side by side."""
    found = decide("rebound@limit", "rebound@backfire", "energy a month")

    document = decision_document(found)

    jsonschema.validate(document, schema("decision"))
    assert document["outcome"] == "energy a month"
    assert document["unit"] == "kWh/month"
    assert document["difference_amount"] == found.series[1][-1] - found.series[0][-1]
    assert document["assumptions"][0]["name"] == "elasticity"
