"""The boards of a family."""

import json

import pytest
from jsonschema import Draft202012Validator

from wholeprint.report.form import dumps, schema
from wholeprint.report.hardware import Asked, hardware_document
from wholeprint.report.hardware_family import hardware_family_document


def test_a_board_has_in_its_family_the_figure_of_its_own_page() -> None:
    """Both are drawn in one world, so that the numbers are the same and not only near."""
    family = hardware_family_document("h100")
    assert family is not None
    found = {each["key"]: each.get("ghg_embodied") for each in family["hardware"]}
    own = hardware_document(Asked("h100-sxm5-80gb"))["making"]["ghg_embodied"]["total"]

    listed = found["h100-sxm5-80gb"]
    assert listed is not None
    assert listed["value"] == own["value"]
    Draft202012Validator(schema("hardware-list")).check_schema(schema("hardware-list"))
    assert json.loads(dumps(family))["asked"] == "h100"


@pytest.mark.parametrize("name", ["h100-sxm5-80gb", "mi300x", "EPYC 7742", "laptop", "", "abacus"])
def test_what_is_one_device_or_none_is_no_family(name: str) -> None:
    """A family whose name is that of its only board is that board."""
    assert hardware_family_document(name) is None
