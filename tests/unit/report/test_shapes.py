"""The types of documents against their schemas."""

from typing import Any, cast

import pytest

from wholeprint.report import form, shapes

SHARED = {
    "quantity": shapes.QuantityDocument,
    "impact": shapes.ImpactDocument,
    "contribution": shapes.ContributionDocument,
    "note": shapes.NoteDocument,
    "driver": shapes.DriverDocument,
    "factor": shapes.FactorDocument,
    "source": shapes.SourceDocument,
    "row": shapes.ListedDocument,
    "span": shapes.SpanDocument,
    "tool": shapes.ToolDocument,
    "compared": shapes.ComparedDocument,
    "error": shapes.ErrorDocument,
}
WHOLE = {
    "run": shapes.RunResultDocument,
    "runs": shapes.RunsDocument,
    "estimate": shapes.EstimateDocument,
    "comparison": shapes.ComparisonDocument,
    "doctor": shapes.DoctorDocument,
    "delete": shapes.DeletedDocument,
    "export": shapes.ExportDocument,
}


def _keys(shape: Any) -> tuple[set[str], set[str]]:
    return set(shape.__required_keys__), set(shape.__optional_keys__)


def _schema_keys(schema: dict[str, Any]) -> tuple[set[str], set[str]]:
    required = set(schema["required"])
    return required, set(schema["properties"]) - required


@pytest.mark.parametrize("name", SHARED)
def test_shared_shapes_have_the_keys_of_their_schema(name: str) -> None:
    """What the text reads by type is what the schema promises: same keys, same optional ones."""
    schema = cast("dict[str, Any]", form.schema("run"))

    assert _keys(SHARED[name]) == _schema_keys(schema["$defs"]["shared"]["$defs"][name])


@pytest.mark.parametrize("name", WHOLE)
def test_documents_have_the_keys_of_their_schema(name: str) -> None:
    """Each document's type and schema name the same keys."""
    assert _keys(WHOLE[name]) == _schema_keys(cast("dict[str, Any]", form.schema(name)))


def test_a_run_has_at_least_the_keys_that_text_reads() -> None:
    """The type of a run names only what its schema requires."""
    schema = cast("dict[str, Any]", form.schema("run"))["$defs"]["shared"]["$defs"]

    assert _keys(shapes.RunDocument)[0] <= set(schema["run"]["required"])
    assert _keys(shapes.ChannelDocument)[0] <= set(schema["channel"]["required"])
