"""The types of the document of reports are those of its schema."""

from typing import Any, get_type_hints

from wholeprint.report import imported_shapes
from wholeprint.report.form import schema


def test_types_and_schema_name_the_same_keys() -> None:
    """What the type checker holds the page to is what the schema promises."""
    contract: Any = schema("imported")["properties"]

    typed = set(get_type_hints(imported_shapes.ImportedDocument))
    assert typed == set(contract) - {"schema", "tool"}
    assert set(get_type_hints(imported_shapes.ReportedRowDocument)) == set(
        contract["rows"]["items"]["properties"]
    )
    beside = contract["beside"]["anyOf"][0]["properties"]
    assert set(get_type_hints(imported_shapes.BesideDocument)) == set(beside)
    assert set(get_type_hints(imported_shapes.BesideLineDocument)) == set(
        beside["lines"]["items"]["properties"]
    )
