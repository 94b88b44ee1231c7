"""The document of machines of clouds."""

from typing import Any

from jsonschema import Draft202012Validator

from wholeprint.report.cloud import cloud_document
from wholeprint.report.form import schema
from wholeprint.tracking.importers.estate import Estate, Resource
from wholeprint.tracking.plan_cost import cost
from wholeprint.tracking.plan_limit import held_against, parse_limit

ASKED = {"of": "terraform", "name": "plan.json"}


def test_a_plan_of_nothing_is_a_document() -> None:
    """No total, no footprint, and what is not counted."""
    costed = cost(Estate((), {"aws_vpc": 1}), 730.0, draws=8)
    document = cloud_document(costed, ASKED, None)

    validator: Any = Draft202012Validator(schema("cloud"))
    validator.validate(document)
    assert document["total"] is None
    assert document["not_counted"] == {"aws_vpc": 1}


def test_why_a_machine_is_unknown_is_in_it() -> None:
    """A size that no table has is named with its cloud; a limit says that it is partial."""
    known = Resource("a", "aws_instance", "aws", "eu-west-1", "m5.large")
    unknown = Resource("b", "aws_instance", "aws", "eu-west-1", "m9.huge")
    costed = cost(Estate((known, unknown)), 730.0, draws=8)
    verdict = held_against(costed, parse_limit("1tCO2e/month"), "median", 730.0)
    document: Any = cloud_document(costed, ASKED, verdict)

    validator: Any = Draft202012Validator(schema("cloud"))
    validator.validate(document)
    assert document["resources"][1]["unknown"] == "no machine of aws goes by m9.huge"
    assert document["limit"]["partial"] is True
