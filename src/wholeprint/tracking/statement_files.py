"""From a file that somebody wrote to statements: which form it has, and its text, safely."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.shape import Statement
from wholeprint.errors import StatementError
from wholeprint.factors.documents import LARGEST_BYTES, read_json, read_yaml
from wholeprint.tracking import statement_card, statement_table
from wholeprint.tracking.statement_plain import in_our_words

_BY_SUFFIX = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".md": "card",
    ".markdown": "card",
    ".mdx": "card",
}
_FORMS = "YAML or JSON in our own form, a model card in Markdown, or a CSV table with a header"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read from a file.

    Attributes:
        name: The file.
        form: How it was read: "yaml", "json", "csv" or "card".
        statements: What it states.
        left_out: What stands in it and was not understood, in words.
    """

    name: str
    form: str
    statements: tuple[Statement, ...]
    left_out: tuple[str, ...] = ()


def read_file(path: Path) -> ReadFile:
    """Read the statements of a file.

    Args:
        path: The file.

    Returns:
        What it states; at least one statement.

    Raises:
        StatementError: If it cannot be read, or states nothing.
    """
    return read_text(text_of(path), str(path), _BY_SUFFIX.get(path.suffix.lower(), ""))


def read_text(text: str, name: str, form: str = "") -> ReadFile:
    """Read the statements of a text.

    Args:
        text: The text.
        name: What to call it.
        form: "yaml", "json", "csv" or "card"; found out unless given.

    Returns:
        What it states; at least one statement.

    Raises:
        StatementError: If it cannot be read, or states nothing.
    """
    form = form or _form_of(text)
    found: Sequence[object]
    left_out: Sequence[str] = ()
    if form == "json":
        plain = read_json(text, name)
        found = cast("list[object]", plain) if isinstance(plain, list) else [plain]
    elif form == "csv":
        one, left_out = statement_table.from_csv(text, name)
        found = [one]
    elif form == "card":
        found, left_out = statement_card.from_card(text, name)
    else:
        found = read_yaml(text, name)
    statements = tuple(statement_of(in_our_words(each)) for each in found)
    if not statements:
        raise StatementError(f"{name} states nothing", seen="nothing", fix=f"Give {_FORMS}")
    return ReadFile(name, form, statements, tuple(left_out))


def text_of(path: Path) -> str:
    """Return the text of a file.

    Args:
        path: The file.

    Returns:
        Its text; UTF-8, or UTF-16 with a mark.

    Raises:
        StatementError: If it cannot be read, is too large, or is no text.
    """
    if path.exists() and not path.is_file():
        # A pipe without a writer would be waited for without end, and a device has no end.
        seen = "a folder" if path.is_dir() else "a pipe or a device"
        raise StatementError(f"{path} cannot be read", seen=seen, fix="Name a file")
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)
    except OSError as wrong:
        raise StatementError(
            f"{path} cannot be read", seen=wrong.strerror or str(wrong), fix="Name a file"
        ) from wrong
    if len(raw) > LARGEST_BYTES:
        raise StatementError(
            f"{path} is too large",
            seen=f"over {LARGEST_BYTES} bytes",
            fix="Give the statement alone",
        )
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise StatementError(
            f"{path} is no text in UTF-8", seen=f"byte {wrong.start}", fix="Save it as UTF-8"
        ) from wrong
    if "\x00" in text:
        raise StatementError(
            f"{path} is no text: it holds a NUL",
            seen=f"character {text.index(chr(0))}",
            fix=f"Give {_FORMS}",
        )
    return text


def _form_of(text: str) -> str:
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    first = lines[0].lstrip() if lines else ""
    if first[:1] in {"{", "["}:
        return "json"
    marked = sum(line.lstrip().startswith("|") for line in lines)
    if marked > 1 or (any(line.startswith("# ") for line in lines) and "figures:" not in text):
        return "card"
    is_table = first.count(",") + first.count("\t") + first.count(";") > 1 and ": " not in first
    return "csv" if is_table else "yaml"
