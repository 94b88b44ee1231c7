"""The table of published footprints: one statement each, as the publication prints it.

Each publication has a file, and each statement in it is a document of that file. Nothing is
computed here, and no verdict stands in the table: both come from the figures themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wholeprint.errors import TableError, UnknownNameError
from wholeprint.factors.documents import read_yaml
from wholeprint.factors.match import near_names
from wholeprint.factors.table import DATA

FOLDER = DATA / "published"
_PARTED = re.compile(r"^---[ \t]*$", re.MULTILINE)
_ID = re.compile(r"^id:[ \t]*([a-z0-9][a-z0-9.-]*)[ \t]*$", re.MULTILINE)
_FORM = "wholeprint:"


@dataclass(frozen=True, slots=True)
class Entry:
    """One published footprint, not yet read.

    Attributes:
        id: Its short name.
        file: The name of the file that it stands in.
        text: The statement itself, as YAML.
    """

    id: str
    file: str
    text: str

    def plain(self) -> object:
        """Return what the statement holds, as plain values.

        Raises:
            TableError: If it is not one document.
        """
        found = read_yaml(self.text, f"{self.file}, {self.id}")
        if len(found) != 1:
            raise TableError("a statement is one document", seen=f"{self.file}, {self.id}")
        return found[0]


@cache
def entries() -> Mapping[str, Entry]:
    """Return every published footprint by its id, in order.

    Raises:
        TableError: If two have one id, or one has none.
    """
    found: dict[str, Entry] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for part in _PARTED.split(path.read_text(encoding="utf-8")):
            text = part[part.find(_FORM) :].strip() if _FORM in part else ""
            if not text:
                continue
            name = _ID.search(text)
            if name is None or name[1] in found:
                raise TableError(
                    "each published statement has an id of its own",
                    seen=f"{path.name}: {'none' if name is None else name[1]}",
                )
            found[name[1]] = Entry(name[1], path.name, f"{text}\n")
    return dict(sorted(found.items()))


def find(wanted: str) -> Entry:
    """Return a published footprint.

    Args:
        wanted: Its id.

    Returns:
        The footprint, not yet read.

    Raises:
        UnknownNameError: If there is none of that id; near ones are named and never taken.
    """
    found = entries().get(wanted.strip().lower())
    if found is None:
        near = near_names(wanted, entries()) or _with_word(wanted)
        raise UnknownNameError(
            "no published footprint has this id",
            seen=wanted,
            fix=f"Did you mean {' or '.join(near)}" if near else "See: wholeprint published list",
        )
    return found


def _with_word(wanted: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[^a-z0-9.]+", wanted.lower()) if word]
    return tuple(name for name in entries() if words and all(word in name for word in words))[:5]
