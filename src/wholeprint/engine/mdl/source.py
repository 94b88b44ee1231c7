"""The statements of a Vensim model file, parsed by PySD, each with its line."""

import re
import sys
import warnings
from collections.abc import Generator, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from wholeprint.engine.mdl.calls import plain_calls
from wholeprint.engine.mdl.entries import Entry, entries_of, plain_number, plain_points
from wholeprint.errors import MissingExtraError, ModelError, UnsupportedError, unreadable
from wholeprint.systems.model import Method, Place
from wholeprint.systems.names import canonical

LARGEST_BYTES = 32 * 1024 * 1024
_DEEPEST = 60
_CALLS = 5000
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LIMITS = re.compile(r"\([\s\\]*(\[[^\]]*\])[\s\\]*,")
_RANGE_OF_LOOKUP = re.compile(r"[\s\d.,eE+()\-\\\[\]]*")
_NAME = re.compile(rf"\s*({_QUOTED}|[^=:\[(~|]+)")
_POWER = re.compile(
    rf"""({_QUOTED}|'[^']*')|(?<![\w.])((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?=[\s\\]*\^)"""
)
_ENCODING = re.compile(rb"\s*\{([A-Za-z0-9._-]{1,20})\}")
_SIGN = re.compile(r"^30:(\?[^=\r\n]+)=([^\r\n]+)", re.MULTILINE)
_SETTING = re.compile(r"^15:(?:\d+,){3}(\d+)", re.MULTILINE)
_DRAWING = "\\\\\\---///"
_NUMBERED = re.compile(r"\(\s*\w[\w ]*?(\d{1,30})\s*-\s*\w[\w ]*?(\d{1,30})\s*\)")
_MOST_ELEMENTS = 100_000
_LONGEST = 50_000
_LISTED = re.compile(r"[^=(]*=?=?[\s(]*(?:TABBED ARRAY)?[\s\d.,;eE+()-]*")
"""A left side, and behind it numbers alone: lists and lookups may be long."""
_MAPPED = re.compile(rf"({_QUOTED})|(?<!<)->")
_REMARK = re.compile(rf"({_QUOTED})|\{{[^{{}}]*\}}")
_WORD = re.compile(rf"({_QUOTED}|'[^']*')|:\s*(and|or|not|na)\s*:", re.IGNORECASE)
_BARE = re.compile(rf"\s*(?:{_QUOTED}|[^=:\[(~|<\"]+)\s*(?:\[[^\]]*\])?\s*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One equation, one lookup or one set of data.

    Attributes:
        name: Of the variable, as written.
        kind: "component", "constant", "lookup", "data", "subscript", "check".
        subscripts: Those of the left side.
        excepted: Combinations for which it does not hold.
        syntax: The right side as the parser's tree; for subscripts: their definition.
        keyword: For data: how it is read between its points.
        mapping: For subscripts: the text behind the arrow.
        unit: As written.
        note: What is said of it.
        place: Where the variable stands.
    """

    name: str
    kind: str
    subscripts: tuple[str, ...]
    excepted: tuple[tuple[str, ...], ...]
    syntax: Any
    keyword: str
    mapping: str
    unit: str
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """The model itself, or a macro of it.

    Attributes:
        name: Name of the macro; "" for the model.
        parameters: What the macro takes.
        outputs: What it gives besides its result.
        statements: What is in it.
    """

    name: str
    parameters: tuple[str, ...]
    outputs: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What is in a file.

    Attributes:
        sections: The model, and its macros behind it.
        method: How the file says that stocks are integrated.
        notes: What a reader should know of how the file was read.
        signs: Names of files by the signs that stand for them, "?data".
    """

    sections: tuple[Section, ...]
    method: Method = Method.EULER
    notes: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict[str, str])


def source_of(path: Path) -> Source:
    """Return the model in a file, and its macros behind it.

    Args:
        path: The file, ``.mdl``.

    Raises:
        ModelError: If it cannot be read; with the line of the variable.
        MissingExtraError: If PySD is not installed.
    """  # noqa: DOC501 - raised by what is called
    encoding, raw = _text(path)
    lines = _lines(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the parser and of what it imports, not of ours
        parser = _parser()
        try:
            file: Any = parser.VensimFile(path, encoding=encoding)
            file.model_text = _guarded(file.model_text, path.name)
            file.parse(parse_all=False)
        except Exception as wrong:  # noqa: BLE001 - the parser raises kinds of its own
            raise _unreadable(wrong, Place(path.name), "the file") from None
        several = {_key(each.name) for each in file.sections if each and each.returns}
        found = tuple(_section(each, path.name, lines, several) for each in file.sections if each)
    method, note = _method(raw, path.name)
    settings = raw.split(_DRAWING, 1)[-1]
    signs = {sign.strip().lower(): name.strip() for sign, name in _SIGN.findall(settings)}
    return Source(found, method, (note,) if note else (), signs)


def _method(raw: str, file: str) -> tuple[Method, str]:
    # The fourth number of the setting 15, as pysimlin 0.8.5 reads it: 0 and 2 are Euler's method,
    # 1 and 5 that of Runge and Kutta of order 4, with a step that adapts and a fixed one.
    said = _SETTING.search(raw)
    kind = said[1] if said else "0"
    if kind in {"0", "2"}:
        return Method.EULER, ""
    if kind in {"1", "5"}:
        adapts = "The file asks for a step that adapts; the one it names is used throughout."
        return Method.RK4, adapts if kind == "1" else ""
    raise UnsupportedError(
        f"{file}: the integration method is not done here",
        seen=f"setting 15, type {kind}",
        fix="Choose Euler or RK4 in Vensim",
    )


def _text(path: Path) -> tuple[str, str]:
    if path.suffix.lower() != ".mdl":
        raise ModelError(
            f"{path.name} is no model of Vensim", seen=path.suffix, fix="Give a .mdl file"
        )
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ModelError(f"{path.name} is too large for a model", fix="Make it smaller")
        body = path.read_bytes()
    except OSError as wrong:
        raise ModelError(f"{path.name} cannot be read", seen=unreadable(wrong)) from None
    said = _ENCODING.match(body)
    candidates = [said[1].decode()] if said else []
    for encoding in (*candidates, "utf-8-sig", "cp1252"):
        try:
            text = body.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
        # A codec that is none of text, or a binary file, is not for a model.
        if "\0" not in text:
            return encoding, text
    raise ModelError(f"{path.name} is no text", fix="Save it in Vensim as text in UTF-8")


def _lines(text: str) -> Mapping[str, int]:
    # The parser knows no lines, so the first line of each variable is found beforehand.
    found: dict[str, int] = {}
    position = 0
    for piece in text.split(_DRAWING, 1)[0].split("|"):
        body = re.sub(r"^\s*\{[^}]*\}", lambda match: " " * len(match[0]), piece)
        body = body.replace(":MACRO:", "       ")
        name = _NAME.match(body)
        if name:
            ahead = name.start(1)
            found.setdefault(_key(name[1]), 1 + text.count("\n", 0, position + ahead))
        position += len(piece) + 1
    return found


def _key(name: str) -> str:
    return canonical(name.replace("\\\n", " "))


def _parser() -> Any:  # noqa: ANN401 - the parser has no types
    try:
        return import_module("pysd.translators.vensim.vensim_file")
    except ImportError as error:
        raise MissingExtraError(
            "Vensim's files are read with PySD, which is not installed",
            fix="Install it: pip install 'wholeprint[vensim]'",
        ) from error


def _guarded(text: str, name: str) -> str:
    # The ranges of lookups mean nothing for a run, and the parser would hand what stands in them
    # to Python: they are taken out.
    depth = 0
    for found in re.finditer(rf"{_QUOTED}|\(|\)", text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth > _DEEPEST:
            raise ModelError(
                f"{name}: brackets in brackets, over {_DEEPEST} levels",
                seen=text[found.start() : found.start() + 20],
                fix="Give parts of the equation names of their own",
            )
    for found in _NUMBERED.finditer(text):
        # The parser would write every element of a range down.
        if int(found[2]) - int(found[1]) > _MOST_ELEMENTS:
            raise ModelError(
                f"{name}: a range of subscripts has over {_MOST_ELEMENTS} elements", seen=found[0]
            )
    plain = _LIMITS.sub(lambda match: _without_range(match, name), text)
    # The parser takes -2^2 for (-2)^2; to Vensim it is -4.
    return _POWER.sub(lambda match: match[1] or f"({match[2]}+0)", plain)


def _without_range(match: "re.Match[str]", name: str) -> str:
    if not _RANGE_OF_LOOKUP.fullmatch(match[1]):
        raise ModelError(
            f"{name}: the range of a lookup holds something other than numbers",
            seen=match[1],
            fix="Write it as [(0,0)-(10,10)]",
        )
    return match[0].replace(match[1], "", 1).replace(",", " ", 1)


def _section(
    section: Any,  # noqa: ANN401 - PySD
    file: str,
    lines: Mapping[str, int],
    several: AbstractSet[str],
) -> Section:
    is_macro = section.type == "macro"
    return Section(
        section.name if is_macro else "",
        tuple(section.params),
        tuple(section.returns),
        tuple(_statements(section, file, lines, several)),
    )


def _statements(
    section: Any,  # noqa: ANN401 - PySD
    file: str,
    lines: Mapping[str, int],
    several: AbstractSet[str],
) -> Iterator[Statement]:
    reader = import_module("pysd.translators.vensim.vensim_element").Element
    for entry in entries_of(section.content, file):
        equation, mapping = _split_mapping(_plain(entry.equation))
        name = _NAME.match(equation)
        key = _key(name[1]) if name else ""
        place = Place(file, lines.get(key, 0))
        _refuse_long(equation, place, key)
        equation = plain_calls(_with_keyword(equation, place, key), several)
        try:
            with _room():
                found = reader(equation, "", "").parse()
                kind = _KINDS.get(type(found).__name__, "check")
                if kind not in {"subscript", "check"}:
                    _parse(found, kind)
        except Exception as wrong:  # noqa: BLE001 - the parser raises kinds of its own
            raise _unreadable(wrong, place, f"the equation of {key or 'a variable'}") from None
        yield _statement(found, kind, mapping, entry, place)


@contextmanager
def _room() -> Generator[None]:
    # The parser calls itself some thirty times for each bracket in a bracket.
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, _CALLS))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def _plain(equation: str) -> str:
    # Without remarks in braces; the words between colons in capitals, as the parser wants them.
    bare = _REMARK.sub(lambda match: match[1] or " ", equation).strip()
    return _WORD.sub(lambda match: match[1] or f":{match[2].upper()}:", bare)


def _with_keyword(equation: str, place: Place, key: str) -> str:
    # A name alone is a data variable, which Vensim reads in straight lines between its points.
    if _BARE.fullmatch(equation):
        return f"{equation}:INTERPOLATE:"
    if equation.rstrip().endswith("="):
        raise ModelError(
            f"{place}: {key or 'a variable'} has no equation", fix="Give it one, or take it out"
        )
    return equation


def _refuse_long(equation: str, place: Place, key: str) -> None:
    if len(equation) > _LONGEST and not _LISTED.fullmatch(equation):
        raise ModelError(
            f"{place}: the equation of {key} has over {_LONGEST} characters",
            seen=f"{len(equation)} characters",
            fix="Give its parts names of their own",
        )


def _parse(found: Any, kind: str) -> None:  # noqa: ANN401 - PySD
    said = str(found.expression or "")
    plain = plain_points(said) if kind == "lookup" else plain_number(said)
    if plain is None:
        found.parse()
    else:
        found.ast = plain


_KINDS = {
    "SubscriptRange": "subscript",
    "Component": "component",
    "UnchangeableConstant": "constant",
    "Lookup": "lookup",
    "Data": "data",
}


def _statement(found: Any, kind: str, mapping: str, entry: Entry, place: Place) -> Statement:  # noqa: ANN401 - PySD
    subscripts: Any = getattr(found, "subscripts", None) or ((), ())
    if kind in {"subscript", "check"}:
        subscripts = ((), ())
    return Statement(
        name=found.name,
        kind=kind,
        subscripts=tuple(subscripts[0]),
        excepted=tuple(tuple(each) for each in subscripts[1]),
        syntax=found.definition if kind == "subscript" else getattr(found, "ast", None),
        keyword=str(getattr(found, "keyword", None) or ""),
        mapping=mapping,
        unit=entry.unit,
        note=entry.note,
        place=place,
    )


def _split_mapping(equation: str) -> tuple[str, str]:
    for found in _MAPPED.finditer(equation):
        if not found[1]:
            return equation[: found.start()], equation[found.end() :]
    return equation, ""


def _unreadable(wrong: Exception, place: Place, what: str) -> ModelError:
    if isinstance(wrong, ModelError):
        return wrong
    if isinstance(wrong, RecursionError):
        return ModelError(f"{place}: {what} nests too deeply", fix="Name its parts")
    text = str(getattr(wrong, "text", ""))
    position = int(getattr(wrong, "pos", 0) or 0)
    seen = text[position : position + 40] if text else " ".join(str(wrong).split())[:120]
    return ModelError(
        f"{place}: {what} cannot be read", seen=seen, fix="Open the model in Vensim and check it"
    )
