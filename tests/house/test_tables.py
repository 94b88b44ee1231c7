"""The data that ships in the package: every schema is one, and every table keeps to its own."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

SOURCE = Path(__file__).parents[2] / "src" / "wholeprint"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS = sorted((SOURCE / "report" / "schemas").glob("*.json"))
TABLES = sorted((SOURCE / "factors" / "data").glob("*.csv"))


def _stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", DOCUMENTS, ids=_stem)
def test_document_schema_is_valid(path: Path) -> None:
    """Each published schema of a document is a JSON Schema of draft 2020-12, and says so."""
    schema = json.loads(path.read_text(encoding="utf-8"))

    assert schema.get("$schema") == DRAFT
    Draft202012Validator.check_schema(schema)


def test_there_are_document_schemas() -> None:
    """The folder of schemas is found, so that the test above has something to look at."""
    assert DOCUMENTS


@pytest.mark.parametrize("path", TABLES, ids=_stem)
def test_every_table_has_its_schema(path: Path) -> None:
    """Beside each table of coefficients stands the schema its reader holds it to."""
    assert path.with_suffix(".schema.json").exists()


def test_there_are_tables() -> None:
    """The folder of tables is found, so that the test above has something to look at."""
    assert TABLES


def test_no_table_has_windows_line_ends_or_a_byte_order_mark() -> None:
    """Tables are plain UTF-8 with Unix line ends, so that their hash is the same everywhere."""
    raw = {path.name: path.read_bytes() for path in TABLES}

    assert not [n for n, data in raw.items() if b"\r" in data or data.startswith(b"\xef\xbb\xbf")]
