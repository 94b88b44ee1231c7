"""The types of the documents of reports are those of their schemas."""

from typing import Any, get_type_hints

import pytest

from wholeprint.report import ghg_shapes, sci_shapes, swi_shapes
from wholeprint.report.form import schema

DOCUMENTS = {
    "sci": sci_shapes.SciDocument,
    "swi": swi_shapes.SwiDocument,
    "ghg": ghg_shapes.GhgDocument,
}
PARTS: dict[tuple[str, str], type] = {
    ("sci", "components"): sci_shapes.SciComponentDocument,
    ("sci", "boundary"): sci_shapes.ItemDocument,
    ("swi", "pieces"): swi_shapes.WaterPieceDocument,
    ("ghg", "lines"): ghg_shapes.ScopeLineDocument,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_types_and_schemas_name_the_same_keys(name: str) -> None:
    """What the type checker holds the pages to is what the schema promises."""
    contract: Any = schema(name)

    assert set(get_type_hints(DOCUMENTS[name])) == set(contract["properties"])


@pytest.mark.parametrize("place", PARTS)
def test_types_and_schemas_of_parts_name_the_same_keys(place: tuple[str, str]) -> None:
    """The same of each thing in a list."""
    contract: Any = schema(place[0])

    items = contract["properties"][place[1]]["items"]
    assert set(get_type_hints(PARTS[place])) == set(items["properties"])
