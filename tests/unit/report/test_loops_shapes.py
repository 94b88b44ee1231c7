"""The document of feedback loops and its schema name the same keys."""

from typing import Any, cast

from wholeprint.report.form import schema
from wholeprint.report.loops_shapes import LoopDocument, LoopsDocument, WorldsDocument


def test_the_schema_has_the_keys_of_the_document() -> None:
    """At the top, in a loop, and in the worlds: each key is there and required."""
    found = cast("dict[str, Any]", schema("loops"))

    assert set(found["required"]) == set(LoopsDocument.__annotations__)
    assert set(found["$defs"]["loop"]["required"]) == set(LoopDocument.__annotations__)
    assert set(found["$defs"]["worlds"]["required"]) == set(WorldsDocument.__annotations__)
