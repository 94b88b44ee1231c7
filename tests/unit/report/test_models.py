"""The document of the library's models."""

import json
from typing import Any

from jsonschema import Draft202012Validator

from wholeprint.engine.files import library, load
from wholeprint.report.form import dumps, schema
from wholeprint.report.models import models_document


def test_each_model_is_counted() -> None:
    """Titles, numbers of stocks and flows, scenarios."""
    read = json.loads(dumps(models_document([load(name) for name in library()])))
    validator: Any = Draft202012Validator(schema("models"))

    validator.validate(read)
    assert [each["name"] for each in read["models"]] == list(library())
    assert all(each["title"] and each["stocks"] for each in read["models"])
