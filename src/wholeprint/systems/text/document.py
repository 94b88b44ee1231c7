"""YAML as a tree of plain parts, each with its line: nothing is executed or looked up."""

from typing import Protocol, cast

from wholeprint.errors import ModelError
from wholeprint.systems.model import Place
from wholeprint.systems.text.item import Item


class _Mark(Protocol):
    line: int


class _Node(Protocol):
    """What the YAML library composes: ``id`` is "scalar", "sequence" or "mapping"."""

    id: str
    value: object
    start_mark: _Mark


LARGEST = 16 * 1024 * 1024
"""Characters in one file."""

DEEPEST = 40
"""Levels in one file."""


def read_document(text: str, name: str) -> Item:
    """Read a YAML text of one document; scalars stay text, so that digits are as written.

    Args:
        text: The text.
        name: What the file is called in errors.

    Returns:
        Its root.

    Raises:
        ModelError: If it is no YAML, too large, too deep, uses aliases or tags, or names a key
            twice.
    """
    import yaml  # noqa: PLC0415 - only who reads a model pays for it

    if len(text) > LARGEST:
        raise ModelError(
            f"{name} is too large", seen=f"{len(text)} characters", fix=f"Give at most {LARGEST}"
        )
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _refuse_tricks(text, name)
        found = list(yaml.compose_all(text, loader))
    except UnicodeEncodeError as wrong:
        raise ModelError(
            f"{name} has a sign that is none",
            seen=ascii(wrong.object[wrong.start]),
            fix="Leave it out",
        ) from wrong
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = name if mark is None else str(Place(name, mark.line + 1))
        raise ModelError(
            f"{where}: this is no YAML",
            seen=str(getattr(wrong, "problem", None) or wrong)[:200],
            fix="Mind the indentation; put what has a bracket or comma within {...} in quotes",
        ) from wrong
    if len(found) != 1:
        raise ModelError(
            f"{name} must hold one model", seen=f"{len(found)} documents", fix="Give one file each"
        )
    root = cast("_Node", found[0])
    return _item(root, name, "the model", root.start_mark.line + 1)


def _item(node: _Node, name: str, what: str, line: int) -> Item:
    # Nodes are told apart by the word that they carry: there may be a million of them.
    place = Place(name, line)
    if node.id == "sequence":
        members = cast("list[_Node]", node.value)
        found = tuple(
            _item(each, name, f"number {n} of {what}", each.start_mark.line + 1)
            for n, each in enumerate(members, start=1)
        )
        return Item(found, what, place)
    if node.id != "mapping":
        return Item(cast("str", node.value), what, place)
    entries: dict[str, Item] = {}
    for key, value in cast("list[tuple[_Node, _Node]]", node.value):
        at = key.start_mark.line + 1
        written = key.value
        if not isinstance(written, str) or written in entries:
            raise ModelError(
                f"{Place(name, at)}: {what} names a key twice, or with something that is no text",
                seen=str(written)[:80],
                fix="Name each key once",
            )
        entries[written] = _item(value, name, _named(written, what), at)
    return Item(entries, what, place)


def _named(key: str, what: str) -> str:
    return key if what == "the model" else f"{key} of {what}"


def _refuse_tricks(text: str, name: str) -> None:
    # An alias can stand for a million others, and a tag can ask for an object of any kind.
    import yaml  # noqa: PLC0415 - as above

    depth = 0
    for event in yaml.parse(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        mark = cast("yaml.Mark | None", event.start_mark)
        where = Place(name, 0 if mark is None else mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) not in {None, "!"}:
            raise ModelError(
                f"{where}: an alias or a tag of YAML, which are not read",
                fix="Write the value itself; put a text that begins with * or ! in quotes",
            )
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise ModelError(f"{where}: over {DEEPEST} levels", fix="Make it flatter")
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
