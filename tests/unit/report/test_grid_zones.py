"""The document of zones."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import UnknownZoneError
from wholeprint.report.form import dumps, schema
from wholeprint.report.grid_zones import zones_document


def document(text: str, **more: Any) -> Any:
    found = zones_document(text, at_seconds=1.7e9, **more)
    validator: Any = Draft202012Validator(schema("grid-zones"))
    validator.validate(json.loads(dumps(found)))
    return found


def test_zones_are_found_by_part_of_a_name() -> None:
    """Part of a name is enough, and each zone says where it lies."""
    found = {zone["code"]: zone for zone in document("denmark")["zones"]}

    assert {"DK", "DK-DK1", "DK-DK2"} <= set(found)
    assert found["DK-DK1"]["lineage"] == ["DK-DK1", "DK"]


def test_what_is_called_just_so_comes_first() -> None:
    """A code that also occurs in other names leads the list."""
    assert next(zone["code"] for zone in document("fr")["zones"]) == "FR"


def test_namibia_is_na() -> None:
    """The code of Namibia is a text and no missing value."""
    codes = [zone["code"] for zone in document("namibia")["zones"]]

    assert "NA" in codes


def test_regions_of_a_cloud_say_where_they_stand() -> None:
    """Only that cloud's regions are listed, each with its place; an unknown cloud is refused."""
    found = document("", cloud="GCP")["zones"]

    assert len(found) >= 40
    assert all(zone["kind"] == "cloud" for zone in found)
    with pytest.raises(UnknownZoneError, match="aws"):
        document("", cloud="mist")


def test_a_postcode_is_a_zone() -> None:
    """A postcode stands in no table, and is found all the same; of another kind it is not."""
    assert [zone["kind"] for zone in document("EC1A 1BB")["zones"]] == ["postcode"]
    assert document("EC1A 1BB", kind="cloud")["zones"] == []
    assert document("nowhere at all")["zones"] == []
