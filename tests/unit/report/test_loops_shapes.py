"""The types of the document of loops against its schema."""

from typing import Any, cast

import pytest

from wholeprint.report import form, loops_shapes

PARTS = {
    "model": loops_shapes.ModelDocument,
    "search": loops_shapes.SearchDocument,
    "part": loops_shapes.PartDocument,
    "loop": loops_shapes.LoopDocument,
    "spell": loops_shapes.SpellDocument,
    "link": loops_shapes.LinkDocument,
    "turn": loops_shapes.TurnDocument,
    "worlds": loops_shapes.WorldsDocument,
    "worldLoop": loops_shapes.WorldLoopDocument,
    "decided": loops_shapes.DecidedDocument,
}


@pytest.mark.parametrize("name", PARTS)
def test_parts_have_the_keys_of_their_schema(name: str) -> None:
    """What the page reads by type is what the schema promises."""
    schema = cast("dict[str, Any]", form.schema("loops"))

    assert set(PARTS[name].__required_keys__) == set(schema["$defs"][name]["required"])


def test_the_document_has_the_keys_of_its_schema() -> None:
    """The whole document too."""
    schema = cast("dict[str, Any]", form.schema("loops"))

    assert set(loops_shapes.LoopsDocument.__required_keys__) == set(schema["required"])
