"""The types of the document of machines of clouds are those of its schema."""

from typing import Any, get_type_hints

from wholeprint.report import cloud_shapes
from wholeprint.report.form import schema


def test_types_and_schema_name_the_same_keys() -> None:
    """What the type checker holds the page to is what the schema promises."""
    contract: Any = schema("cloud")
    parts = contract["properties"]

    typed = set(get_type_hints(cloud_shapes.CloudDocument))
    assert typed <= set(parts)
    assert set(get_type_hints(cloud_shapes.ResourceDocument)) == set(
        parts["resources"]["items"]["properties"]
    )
    assert set(get_type_hints(cloud_shapes.AskedDocument)) == set(parts["estimate"]["properties"])
    assert set(get_type_hints(cloud_shapes.LimitDocument)) == set(
        parts["limit"]["anyOf"][0]["properties"]
    )
    assert set(get_type_hints(cloud_shapes.FigureDocument)) == set(
        contract["$defs"]["figure"]["properties"]
    )
