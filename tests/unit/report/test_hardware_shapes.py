"""The types of the documents of hardware are those of their schemas."""

from typing import Any, get_type_hints

import pytest

from wholeprint.report import hardware_shapes
from wholeprint.report.form import schema

DOCUMENTS = {
    "hardware": hardware_shapes.HardwareDocument,
    "hardware-list": hardware_shapes.HardwareListDocument,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_types_and_schemas_name_the_same_keys(name: str) -> None:
    """What the type checker holds the pages to is what the schema promises."""
    contract: Any = schema(name)

    assert set(get_type_hints(DOCUMENTS[name])) == set(contract["properties"])
