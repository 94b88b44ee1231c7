"""The outer form of documents: their names, their schemas, and their JSON text."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import wholeprint
from wholeprint.errors import WholeprintError
from wholeprint.report.shapes import ErrorDocument

BASE = "https://wholeprint.dev/schema/"
"""What schema names begin with. It is a name, not a place: nothing is ever fetched from it."""

VERSION = 1

_SHARED = "shared"
_SCHEMAS = Path(__file__).parent / "schemas"


def tool() -> dict[str, object]:
    """Return what made a document."""
    return {"name": "wholeprint", "version": wholeprint.__version__}


def stamped(name: str, body: Mapping[str, object]) -> dict[str, object]:
    """Return a document that says which schema it keeps to.

    Args:
        name: The schema's short name: "assessment".
        body: What the document says.

    Returns:
        The body behind a first key ``schema``.
    """
    return {"schema": schema_id(name), **body}


def schema_id(name: str) -> str:
    """Return the full name of a schema.

    Args:
        name: Its short name.

    Returns:
        The name, which ends with the version of the shape.
    """
    return f"{BASE}{name}/{VERSION}"


def dumps(document: Mapping[str, object]) -> str:
    """Write a document as JSON text that every reader accepts.

    Args:
        document: The document.

    Returns:
        Indented text without a final line feed; numbers keep all their digits, and those that are
        no finite number, which JSON cannot say, are null.
    """
    return json.dumps(_finite(document), indent=2, ensure_ascii=False, allow_nan=False)


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(k): _finite(v) for k, v in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in cast("list[object]", value)]
    return value


def error_document(error: WholeprintError) -> ErrorDocument:
    """Return an error as plain values.

    Args:
        error: The error.
    """
    seen = error.seen if error.seen is None or isinstance(error.seen, str) else repr(error.seen)
    return {
        "code": error.code,
        "what": error.what,
        "seen": seen,
        "fix": error.fix,
        "message": str(error),
        "anchor": error.anchor,
    }


def schema_names() -> tuple[str, ...]:
    """Return the short name of every document's schema, sorted."""
    names = sorted(file.stem for file in _SCHEMAS.glob("*.json"))
    return tuple(name for name in names if name != _SHARED)


def schema(name: str) -> dict[str, object]:
    """Return a document's JSON Schema, complete in itself.

    Args:
        name: Its short name, one of `schema_names`.

    Returns:
        The schema, with the definitions that it shares with others embedded.
    """
    found = _read(name)
    definitions = cast("dict[str, object]", found.setdefault("$defs", {}))
    definitions[_SHARED] = _read(_SHARED)
    return found


def _read(name: str) -> dict[str, object]:
    file = _SCHEMAS / f"{name}.json"
    return cast("dict[str, object]", json.loads(file.read_text(encoding="utf-8")))
