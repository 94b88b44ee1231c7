"""The outer form of documents."""

import json
import math
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import UnknownRunError, ValueRefusedError
from wholeprint.report import form


@pytest.mark.parametrize("name", form.schema_names())
def test_schemas_are_complete_in_themselves(name: str) -> None:
    """Each schema is valid, is named as documents name it, and resolves without any network."""
    schema = form.schema(name)
    validator: Any = Draft202012Validator(schema)

    Draft202012Validator.check_schema(schema)

    assert schema["$id"] == form.schema_id(name)
    assert list(validator.iter_errors({})), "an empty document keeps to nothing"


def test_numbers_that_json_cannot_say_are_null() -> None:
    """NaN and infinity, which strict readers refuse, become null; all digits stay."""
    text = form.dumps({"a": math.nan, "b": [math.inf, 0.1 + 0.2], "c": {"d": (1, "é")}})

    assert json.loads(text) == {"a": None, "b": [None, 0.1 + 0.2], "c": {"d": [1, "é"]}}


def test_an_error_keeps_its_parts() -> None:
    """The document of an error has its code, its parts and the place that explains it."""
    document = form.error_document(UnknownRunError("no run", seen=["x"], fix="List them"))

    assert document["code"] == "wp-run"
    assert document["seen"] == "['x']"
    assert document["anchor"].endswith("#wp-run")
    assert form.error_document(ValueRefusedError("what"))["seen"] is None
