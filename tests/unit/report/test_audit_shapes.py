"""The types of the documents of audits and claims against their schemas."""

from typing import Any, cast

import pytest

from wholeprint.report import audit_shapes, form

PARTS = {
    "finding": audit_shapes.FindingDocument,
    "checked": audit_shapes.CheckedDocument,
    "statement": audit_shapes.AuditedStatementDocument,
    "file": audit_shapes.AuditedFileDocument,
}


@pytest.mark.parametrize("name", PARTS)
def test_parts_of_an_audit_have_the_keys_of_their_schema(name: str) -> None:
    """What the page reads by type is what the schema promises."""
    schema = cast("dict[str, Any]", form.schema("audit"))

    assert set(PARTS[name].__required_keys__) == set(schema["$defs"][name]["required"])


@pytest.mark.parametrize(
    ("name", "shape"),
    [("audit", audit_shapes.AuditDocument), ("claims", audit_shapes.ClaimsDocument)],
)
def test_documents_have_the_keys_of_their_schema(name: str, shape: Any) -> None:
    """Each document's type and schema name the same keys."""
    schema = cast("dict[str, Any]", form.schema(name))

    assert set(shape.__required_keys__) == set(schema["required"])
