"""Reads files that somebody else wrote, and trusts nothing in them."""

import csv
import io
import json
import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NoReturn, cast

from wholeprint.errors import ImportRefusedError, unreadable

MOST_BYTES: Final = 128 * 1024 * 1024
"""A larger file is refused: a plan of ten thousand resources has a tenth of it."""

MOST_ROWS: Final = 5_000_000
"""More rows than any month of a bill that fits the file limit."""

MOST_NUMBER: Final = 1e15
"""A larger number is none that a plan or a report can mean."""

Json = Mapping[str, object]
"""One object of a JSON document."""


def read_bytes(path: Path | None) -> bytes:
    """Return what a file holds.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it cannot be read, is empty, or is larger than `MOST_BYTES`.
    """
    try:
        if path is None:
            found = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                found = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ImportRefusedError(
            f"{_named(path)} cannot be read", seen=unreadable(error)
        ) from error
    if len(found) > MOST_BYTES:
        raise ImportRefusedError(
            f"{_named(path)} is too large",
            seen=f"more than {MOST_BYTES // 1024**2} MiB",
            fix="Give a part of it: fewer months, or one plan at a time",
        )
    if not found.strip():
        raise ImportRefusedError(f"{_named(path)} is empty")
    return found


def read_text(path: Path | None) -> str:
    """Return the text of a file.

    Args:
        path: The file; None is standard input.

    Raises:
        ImportRefusedError: If it cannot be read, or is not text in UTF-8.
    """
    return decoded(read_bytes(path), path)


def decoded(raw: bytes, path: Path | None) -> str:
    """Return the text of what a file holds.

    Args:
        raw: What it holds.
        path: The file, for messages; None is standard input.

    Raises:
        ImportRefusedError: If it is not text in UTF-8.
    """
    # PowerShell redirects in UTF-16, and says so in the first two bytes.
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "")):
        if raw.startswith(mark):
            return _decoded(raw, name or "utf-8-sig", path)
    return _decoded(raw, "utf-8", path)


def _decoded(raw: bytes, encoding: str, path: Path | None) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeError as error:
        raise ImportRefusedError(
            f"{_named(path)} is not text in UTF-8", seen=str(error), fix="Save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise ImportRefusedError(
            f"{_named(path)} is no text", seen="a zero byte", fix="Save it as text in UTF-8"
        )
    return text


def parse_json(text: str, name: str) -> object:
    """Return the value of a JSON text.

    Args:
        text: The text.
        name: The file, for messages.

    Raises:
        ImportRefusedError: If it is no JSON, nested too deeply, or holds NaN or an infinity.
    """
    try:
        return cast("object", json.loads(text, parse_constant=_refuse_constant))
    except RecursionError:
        raise ImportRefusedError(
            f"{name} is nested too deeply", fix="No tool writes such a file"
        ) from None
    except ImportRefusedError:
        raise
    except ValueError as error:
        raise ImportRefusedError(f"{name} is not JSON", seen=str(error)[:200]) from error


def _refuse_constant(word: str) -> NoReturn:
    raise ImportRefusedError("a number in the file is none", seen=word)


def records(text: str, name: str) -> Iterator[tuple[str, Json]]:
    """Yield the records of a table in any of three forms.

    Args:
        text: CSV with a header, a JSON list of objects, or one JSON object per line.
        name: The file, for messages.

    Yields:
        Where each stands ("line 3"), and its fields.

    Raises:
        ImportRefusedError: If it is none of them.
    """
    begin = text.lstrip()[:1]
    if begin == "[":
        yield from _listed(parse_json(text, name), name)
    elif begin == "{":
        yield from _lines(text, name)
    else:
        yield from _rows(text, name)


def _listed(found: object, name: str) -> Iterator[tuple[str, Json]]:
    for place, each in enumerate(cast("list[object]", found), start=1):
        yield f"{name}, record {place}", mapping(each, f"{name}, record {place}")


def _lines(text: str, name: str) -> Iterator[tuple[str, Json]]:
    lines = text.splitlines()
    try:
        first = parse_json(lines[0], name)
    except ImportRefusedError:
        # Not one object per line: one object over all of them.
        yield name, mapping(parse_json(text, name), name)
        return
    yield f"{name}, line 1", mapping(first, f"{name}, line 1")
    for place, line in enumerate(lines[1:], start=2):
        if line.strip():
            where = f"{name}, line {place}"
            yield where, mapping(parse_json(line, where), where)


def _rows(text: str, name: str) -> Iterator[tuple[str, Json]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
        if len(set(header)) != len(header):
            twice = sorted({each for each in header if header.count(each) > 1})
            raise ImportRefusedError(f"{name} names a column twice", seen=", ".join(twice)[:200])
        for cells in reader:
            if not cells:
                continue
            where = f"{name}, line {reader.line_num}"
            if reader.line_num > MOST_ROWS:
                raise ImportRefusedError(f"{name} has too many rows", seen=f"over {MOST_ROWS}")
            if len(cells) != len(header):
                raise ImportRefusedError(
                    f"{where} has {len(cells)} cells where the header has {len(header)}",
                    seen=",".join(cells)[:200],
                )
            yield where, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise ImportRefusedError(f"{name} is not CSV", seen=str(error)) from error


def mapping(value: object, where: str) -> Json:
    """Return an object of a document.

    Args:
        value: What stands there.
        where: The place, for the message.

    Raises:
        ImportRefusedError: If it is no object.
    """
    if not isinstance(value, dict):
        raise ImportRefusedError(f"{where} is no object", seen=shown(value))
    return cast("Json", value)


def sequence(value: object, where: str) -> list[object]:
    """Return a list of a document; nothing is an empty one.

    Args:
        value: What stands there.
        where: The place, for the message.

    Raises:
        ImportRefusedError: If it is no list.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise ImportRefusedError(f"{where} is no list", seen=shown(value))
    return cast("list[object]", value)


def text_of(value: object, where: str) -> str | None:
    """Return a text of a document, None where there is none.

    Args:
        value: What stands there.
        where: The place, for the message.

    Raises:
        ImportRefusedError: If something else stands there.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ImportRefusedError(f"{where} is no text", seen=shown(value))
    return value


def number_of(value: object, where: str) -> float | None:
    """Return a number of a document that is not below nought, None where there is none.

    Args:
        value: What stands there.
        where: The place, for the message.

    Raises:
        ImportRefusedError: If something else stands there, or it is negative or no finite number.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ImportRefusedError(
            f"{where} is no number", seen=shown(value), fix="Numbers stand without quotes"
        )
    return checked(value, where)


def checked(value: float, where: str) -> float:
    """Return a number that is finite, not below nought, and not beyond all measure.

    Args:
        value: The number, in whatever unit its place has.
        where: The place, for the message.

    Raises:
        ImportRefusedError: If it is not.
    """
    if not (abs(value) <= MOST_NUMBER and math.isfinite(value)):
        raise ImportRefusedError(f"{where} is beyond all measure", seen=shown(value))
    if value < 0:
        raise ImportRefusedError(f"{where} is negative", seen=value)
    return float(value)


def shown(value: object) -> str:
    """Return a value as a message shows it: short, whatever it is.

    Args:
        value: The value.
    """
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MOST_NUMBER:
        return "a number of very many digits"
    text = (
        repr(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
    )
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - what fits a line


def _named(path: Path | None) -> str:
    return "standard input" if path is None else str(path)
