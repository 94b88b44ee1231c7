"""The text of a Vensim file cut into its entries: equation, unit, note; and what is plain in them.

The parser would go through a file character by character, and through every number of a long
lookup; what has one plain form is read here, so that a large model is there in half the time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholeprint.errors import ModelError
from wholeprint.systems.model import Place

_FIELD = r'(?>"(?:\\"|[^"])*"|[^~|])*+'
_ENTRY = re.compile(rf"({_FIELD})~({_FIELD})~([^~|]*)(?:~{_FIELD})?\||({_FIELD})~({_FIELD})\|")
_NUMBER = r"[+-]?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_PLAIN_NUMBER = re.compile(r"\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?")
_POINT = re.compile(rf"\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)\s*,?\s*")
_TABLE = re.compile(rf"\(\s*(?:\(\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\)\s*,?\s*)++\)")
_RANGE = re.compile(r"\s*\[[^\]]*\]\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file.

    Attributes:
        equation: What stands before its first ``~``.
        unit: Its unit, without the range behind it.
        note: What is said of it.
    """

    equation: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a lookup, as the parser would give them.

    Attributes:
        x: Where they lie, rising.
        y: Their values.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]


def entries_of(text: str, file: str) -> Iterator[Entry]:
    """Yield the entries of a model's or a macro's text; marks between groups are left out.

    A mark is stars before a single ``~``; other programs leave the note of an entry out as well.

    Args:
        text: The text, its lines joined.
        file: Name of the file, for errors.

    Yields:
        Each entry.

    Raises:
        ModelError: If the text ends within an entry, or holds none.
    """
    position = 0
    count = 0
    while found := _ENTRY.match(text, position):
        position = found.end()
        count += 1
        equation = (found[1] if found[4] is None else found[4]).strip()
        if found[4] is None or not equation.startswith("*"):
            unit = found[2] or found[5] or ""
            yield Entry(equation, _RANGE.sub("", unit).strip(), (found[3] or "").strip())
    rest = text[position:].strip(" \\")
    if not count or "~" in rest:
        raise ModelError(
            f"{Place(file)}: the file cannot be read: it ends within a statement",
            seen=rest[:40],
            fix="Open the model in Vensim and check it",
        )


def plain_number(text: str) -> float | None:
    """Return a right side that is one number without a sign; None where it is anything else.

    Args:
        text: The right side.
    """
    said = text.strip()
    return float(said) if _PLAIN_NUMBER.fullmatch(said) else None


def plain_points(text: str) -> Points | None:
    """Return a right side that is a list of points; None where it is anything else.

    Args:
        text: The right side, with its brackets.
    """
    said = text.strip()
    if not _TABLE.fullmatch(said):
        return None
    pairs = sorted(
        ((_number(x), _number(y)) for x, y in _POINT.findall(said[1:])), key=lambda pair: pair[0]
    )
    return Points(tuple(x for x, _ in pairs), tuple(y for _, y in pairs))


def _number(text: str) -> float:
    return float("".join(text.split()))
