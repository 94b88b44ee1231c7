"""The types of the document of an ensemble against its schema."""

from typing import Any, cast

import pytest

from wholeprint.report import ensemble_shapes, form
from wholeprint.report.ensemble_shapes import EnsembleDocument

PARTS = {
    name.removesuffix("Document").lower(): kind
    for name, kind in vars(ensemble_shapes).items()
    if name.endswith("Document") and name != "EnsembleDocument"
}


@pytest.mark.parametrize("name", PARTS)
def test_parts_have_the_keys_of_their_schema(name: str) -> None:
    """What the page reads by type is what the schema promises."""
    schema = cast("dict[str, Any]", form.schema("ensemble"))

    assert set(PARTS[name].__required_keys__) == set(schema["$defs"][name]["required"])


def test_a_document_has_the_keys_of_its_schema(ensembled: EnsembleDocument) -> None:
    """An ensemble with all parts; the command line's tests hold its values against the schema."""
    schema = cast("dict[str, Any]", form.schema("ensemble"))

    assert set(ensembled) == set(EnsembleDocument.__required_keys__) == set(schema["required"])
