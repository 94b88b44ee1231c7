"""YAML and JSON as plain text values: nothing is executed, and digits stay as they were printed.

``1.10`` stays ``"1.10"``: how finely a number was printed is part of what it says.
"""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from wholeprint.errors import StatementError

LARGEST_BYTES = 16 * 1024 * 1024
DEEPEST = 40
_FIX = "Give a YAML or JSON document"
_DEEP = f"over {DEEPEST} levels"
_FLAT = "Make it flatter"


def read_yaml(text: str, name: str) -> list[object]:
    """Read every document of a YAML text; scalars stay text.

    Args:
        text: The text.
        name: What to call it in errors.

    Returns:
        The documents: mappings, lists and text only.

    Raises:
        StatementError: If it is no YAML, too large, too deep, or uses aliases or tags.
    """
    import yaml  # noqa: PLC0415 - only who reads a document pays for it

    _refuse_large(text, name)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _refuse_tricks(text, name)
        found = [_plain(node, name) for node in yaml.compose_all(text, loader)]
    except yaml.YAMLError as wrong:
        raise StatementError(
            f"{name} is no YAML", seen=" ".join(str(wrong).split())[:300], fix=_FIX
        ) from wrong
    return [each for each in found if each]


def _plain(node: object, name: str) -> object:
    import yaml  # noqa: PLC0415 - as above

    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, name) for each in node.value]
    if not isinstance(node, yaml.MappingNode):
        return cast("yaml.ScalarNode", node).value
    found: dict[str, object] = {}
    for key, value in node.value:
        written = _plain(key, name)
        if not isinstance(written, str) or written in found:
            raise StatementError(
                f"{name} names a key twice, or with something that is no text",
                seen=f"{written!r}, line {key.start_mark.line + 1}",
                fix="Name each key once",
            )
        found[written] = _plain(value, name)
    return found


def _refuse_tricks(text: str, name: str) -> None:
    # An alias can stand for a million others, and a tag can ask for an object of any kind.
    import yaml  # noqa: PLC0415 - as above

    depth = 0
    for event in yaml.parse(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) not in {None, "!"}:
            mark = getattr(event, "start_mark", None)
            line = "" if mark is None else f"line {mark.line + 1}"
            raise StatementError(
                f"{name} uses an alias or a tag of YAML, which are not read",
                seen=line,
                fix="Write the value itself",
            )
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise StatementError(f"{name} is nested too deeply", seen=_DEEP, fix=_FLAT)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1


def read_json(text: str, name: str) -> object:
    """Read a JSON text; numbers stay text, as printed.

    Args:
        text: The text.
        name: What to call it in errors.

    Returns:
        Mappings, lists, text, booleans and None.

    Raises:
        StatementError: If it is no JSON, too large or too deep, or names a key twice.
    """
    _refuse_large(text, name)
    try:
        return cast(
            "object",
            json.loads(
                text,
                parse_float=str,
                parse_int=str,
                parse_constant=_refuse_constant,
                object_pairs_hook=_once,
            ),
        )
    except RecursionError as wrong:
        raise StatementError(f"{name} is nested too deeply", seen=_DEEP, fix=_FLAT) from wrong
    except json.JSONDecodeError as wrong:
        raise StatementError(f"{name} is no JSON", seen=str(wrong)[:300], fix=_FIX) from wrong


def _once(pairs: Sequence[tuple[str, object]]) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise StatementError("a JSON object names a key twice", seen=key, fix="Keep one")
        found[key] = value
    return found


def _refuse_constant(word: str) -> object:
    raise StatementError("JSON has no such number", seen=word, fix="Leave out what is not known")


def _refuse_large(text: str, name: str) -> None:
    if len(text) > LARGEST_BYTES:
        raise StatementError(
            f"{name} is too large",
            seen=f"{len(text)} characters",
            fix=f"Give at most {LARGEST_BYTES}",
        )
