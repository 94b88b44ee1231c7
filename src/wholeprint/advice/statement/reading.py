"""From plain values (what YAML or JSON hold) to a statement, with errors that name the field."""

from collections.abc import Mapping, Sequence, Sized
from difflib import get_close_matches
from typing import cast

from wholeprint.advice.statement.amount import Amount, as_gas, unit_of
from wholeprint.advice.statement.formula import parse
from wholeprint.advice.statement.shape import About, Figure, Origin, Row, Statement
from wholeprint.advice.statement.terms import by_word
from wholeprint.errors import StatementError, WholeprintError
from wholeprint.quantities.printed import Printed, printed
from wholeprint.quantities.source import Read
from wholeprint.quantities.units import Unit

FORM = "statement/1"
MOST_ROWS = 10_000
"""Rows that are still checked within seconds; a log of more is added up first."""

BOUNDARY = (
    *("operational", "idle", "facility", "embodied", "water", "end_of_life", "network"),
    *("failed_runs", "development", "deployment", "host"),
)
_LEVELS = ("compute", "life cycle", "platform", "system")
_ACCOUNTING = ("location", "market")
_ABOUT = ("hardware", "place", "year", "accounting", "boundary", "unit")
_TOP = (
    *("wholeprint", "id", "title", "level", "source", "counted", "figures", "rows", "totals"),
    *("notes", *_ABOUT),
)
_SOURCE = ("title", "authors", "year", "url", "where", "read", "licence")
_FIGURE = (*("is", "equals", "term", "exact", "within", "where", "read", "note", "also", "of"),)
_READ = {read.value: read for read in Read}
_RECALLED = "recalled"
_QUOTE = 'In {...} put a number with commas in quotation marks: {is: "1,163 kWh"}'


def statement_of(plain: object) -> Statement:
    """Read a statement from plain values.

    Args:
        plain: What a YAML or JSON document holds. Numbers are best given as text, as printed.

    Returns:
        The statement.

    Raises:
        StatementError: If it does not have the form; the message names the field.
    """
    top = _mapping(plain, "the document", _TOP)
    form = top.get("wholeprint", FORM)
    if form != FORM:
        raise StatementError(
            "this form of statement is not known", seen=form, fix=f"Write wholeprint: {FORM}"
        )
    counted = frozenset(name.lower() for name in _texts(top.get("counted"), "counted"))
    figures = _figures(top.get("figures"), "figures", counted)
    rows = tuple(_row(name, row, counted) for name, row in _named(top.get("rows"), "rows").items())
    totals = _figures(top.get("totals"), "totals", counted)
    if not figures and not rows and not totals:
        raise StatementError(
            "the statement has no figures",
            seen=", ".join(top) or "nothing",
            fix='Give figures: {energy: "27 kWh", ...}',
        )
    return Statement(
        title=_text(top.get("title"), "title") or "untitled",
        figures=figures,
        rows=rows,
        totals=totals,
        about=_about(top, ""),
        origin=_origin(top.get("source")),
        id=_text(top.get("id"), "id"),
        level=_choice(top.get("level"), "level", _LEVELS),
        counted=counted,
        notes=tuple(_texts(top.get("notes"), "notes")),
    )


def _row(name: str, plain: object, counted: frozenset[str]) -> Row:
    path = f"rows.{name}"
    fields = dict(_mapping(plain, path))
    about = {key: fields.pop(key) for key in _ABOUT if key in fields}
    return Row(name, _figures(fields, path, counted), _about(about, path))


def _named(plain: object, path: str) -> Mapping[str, object]:
    if isinstance(plain, list | tuple):
        rows = cast("Sequence[object]", plain)
        _few(rows)
        found: dict[str, object] = {}
        for place, row in enumerate(rows):
            fields = dict(_mapping(row, f"{path}[{place}]"))
            name = _text(fields.pop("name", str(place + 1)), f"{path}[{place}].name")
            if name in found:
                raise StatementError("two rows have one name", seen=name, fix="Give each its own")
            found[name] = fields
        return found
    named = _mapping(plain, path)
    _few(named)
    return named


def _few(rows: Sized) -> None:
    if len(rows) > MOST_ROWS:
        raise StatementError("too many rows", seen=len(rows), fix=f"Give at most {MOST_ROWS:,}")


def _figures(plain: object, path: str, counted: frozenset[str]) -> Mapping[str, Figure]:
    return {
        name: _figure(name, each, f"{path}.{name}", counted)
        for name, each in _mapping(plain, path).items()
    }


def _figure(name: str, plain: object, path: str, counted: frozenset[str]) -> Figure:
    if not isinstance(plain, Mapping):
        return _made(name, {"is": plain}, path, counted)
    return _made(name, _mapping(cast("object", plain), path, _FIGURE), path, counted)


def _made(name: str, fields: Mapping[str, object], path: str, counted: frozenset[str]) -> Figure:
    formula = _text(fields.get("equals"), f"{path}.equals")
    term = _term(name, fields, path)
    shown, amount, fine, coarse = _amount(fields, path, term, counted)
    if shown is None and not formula and "is" in fields:
        fix = _QUOTE if name[:1].isdigit() else 'Give it as in "24.7 tCO2e"'
        raise StatementError("a figure is empty", seen=path, fix=fix)
    read, recalled = _read(fields.get("read"), f"{path}.read")
    try:
        equals = parse(formula, counted) if formula else None
    except WholeprintError as wrong:
        raise _at(f"{path}.equals", wrong) from wrong
    return Figure(
        name=name,
        term=term,
        amount=amount,
        text="" if shown is None else shown.text,
        rounding_amount=fine,
        noughts_amount=coarse,
        exact=_flag(fields.get("exact"), f"{path}.exact"),
        about=shown is not None and shown.about,
        bound="" if shown is None else shown.bound,
        equals=equals,
        formula=formula,
        where=_text(fields.get("where"), f"{path}.where"),
        read=read,
        recalled=recalled,
        note=_text(fields.get("note"), f"{path}.note"),
        also=_elsewhere(name, term, fields.get("also"), path, counted),
        share_of=tuple(_texts(fields.get("of"), f"{path}.of")),
    )


def _term(name: str, fields: Mapping[str, object], path: str) -> str:
    word = _text(fields.get("term"), f"{path}.term")
    if not word:
        found = by_word().get(name)
        return "" if found is None else found.name
    if word == "none":
        return ""
    if word not in by_word():
        raise StatementError(
            "no word of the vocabulary",
            seen=f"{path}.term: {word}",
            fix=_near(word, by_word()) or "See the form of a statement",
        )
    return by_word()[word].name


def _amount(
    fields: Mapping[str, object], path: str, term: str, counted: frozenset[str]
) -> tuple[Printed | None, Amount | None, float, float]:
    text = _text(fields.get("is"), f"{path}.is")
    if not text:
        return None, None, 0.0, 0.0
    try:
        shown = printed(text)
        unit, scale = unit_of(shown.unit, counted)
        within = _within(_text(fields.get("within"), f"{path}.within"), shown, unit, counted)
    except WholeprintError as wrong:
        raise _at(path, wrong) from wrong
    if term and by_word()[term].is_of_gas:
        unit = as_gas(unit)
    fine = shown.rounding_amount * scale if within is None else within
    coarse = shown.noughts_amount * scale if within is None else within
    if _flag(fields.get("exact"), f"{path}.exact"):
        fine = coarse = 0.0
    return shown, Amount(shown.value * scale, unit), fine, coarse


def _within(text: str, shown: Printed, unit: Unit, counted: frozenset[str]) -> float | None:
    if not text:
        return None
    given = printed(text)
    found, scale = unit_of(given.unit, counted)
    if given.unit.startswith("%") and not shown.unit.startswith("%"):
        return abs(shown.value) * given.value * scale
    return Amount(given.value * scale, found).to(unit)


def _elsewhere(
    name: str, term: str, plain: object, path: str, counted: frozenset[str]
) -> tuple[Figure, ...]:
    if plain is None:
        return ()
    given = cast("Sequence[object]", plain) if isinstance(plain, list | tuple) else (plain,)
    found: list[Figure] = []
    for place, each in enumerate(given):
        whole: object = cast("object", each) if isinstance(each, Mapping) else {"is": each}
        fields = dict(_mapping(whole, f"{path}.also[{place}]", _FIGURE))
        fields.setdefault("term", term or "none")
        found.append(_made(name, fields, f"{path}.also[{place}]", counted))
    return tuple(found)


def _about(fields: Mapping[str, object], path: str) -> About:
    here = f"{path}." if path else ""
    year = _text(fields.get("year"), f"{here}year")
    if year and not (year.isdecimal() and 1900 < int(year) < 2200):  # noqa: PLR2004 - years
        raise StatementError("a year is four digits", seen=f"{here}year: {year}", fix="As in 2021")
    counts = fields.get("boundary")
    members = None if counts is None else frozenset(_texts(counts, f"{here}boundary"))
    for member in members or ():
        _choice(member, f"{here}boundary", BOUNDARY)
    return About(
        hardware=_text(fields.get("hardware"), f"{here}hardware"),
        place=_text(fields.get("place"), f"{here}place"),
        year=int(year) if year else None,
        accounting=_choice(fields.get("accounting"), f"{here}accounting", _ACCOUNTING),
        counts=members,
        unit=_text(fields.get("unit"), f"{here}unit"),
    )


def _origin(plain: object) -> Origin:
    if isinstance(plain, str):
        return Origin(title=plain)
    fields = _mapping(plain, "source", _SOURCE)
    read, recalled = _read(fields.get("read"), "source.read")
    year = _text(fields.get("year"), "source.year")
    if year and not year.isdecimal():
        raise StatementError("a year is four digits", seen=f"source.year: {year}", fix="As in 2021")
    return Origin(
        title=_text(fields.get("title"), "source.title"),
        authors=", ".join(_texts(fields.get("authors"), "source.authors")),
        year=int(year) if year else None,
        url=_text(fields.get("url"), "source.url"),
        where=_text(fields.get("where"), "source.where"),
        read=read,
        recalled=recalled,
        licence=_text(fields.get("licence"), "source.licence"),
    )


def _read(plain: object, path: str) -> tuple[Read | None, bool]:
    word = _choice(plain, path, (*_READ, _RECALLED))
    return _READ.get(word), word == _RECALLED


def _mapping(plain: object, path: str, known: Sequence[str] | None = None) -> Mapping[str, object]:
    if plain is None:
        return {}
    if not isinstance(plain, Mapping):
        raise StatementError(
            f"{path} should hold names with values",
            seen=type(plain).__name__,
            fix="See the form of a statement",
        )
    fields = {str(key): value for key, value in cast("Mapping[object, object]", plain).items()}
    for name in fields if known is not None else ():
        if known is not None and name not in known:
            raise StatementError(
                f"{path} has no field of that name",
                seen=name,
                fix=_QUOTE
                if name[:1].isdigit()
                else _near(name, known) or f"The fields are {', '.join(known)}",
            )
    return fields


def _text(plain: object, path: str) -> str:
    if plain is None:
        return ""
    if isinstance(plain, bool) or not isinstance(plain, str | int | float):
        raise StatementError(
            f"{path} should be text or a number", seen=type(plain).__name__, fix="Give it as text"
        )
    return plain.strip() if isinstance(plain, str) else repr(plain)


def _texts(plain: object, path: str) -> list[str]:
    if plain is None:
        return []
    given = cast("Sequence[object]", plain) if isinstance(plain, list | tuple) else (plain,)
    return [_text(each, f"{path}[{place}]") for place, each in enumerate(given)]


def _flag(plain: object, path: str) -> bool:
    if plain is None:
        return False
    if isinstance(plain, bool):
        return plain
    return _choice(plain, path, ("true", "false", "yes", "no")) in {"true", "yes"}


def _choice(plain: object, path: str, known: Sequence[str]) -> str:
    word = _text(plain, path)
    if word and word not in known:
        raise StatementError(
            f"{path} is none of the words allowed",
            seen=word,
            fix=f"Use one of {', '.join(known)}",
        )
    return word


def _near(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = get_close_matches(word, list(known), n=3)
    return f"Did you mean {' or '.join(near)}" if near else ""


def _at(path: str, wrong: WholeprintError) -> StatementError:
    return StatementError(f"{path}: {wrong.what}", seen=wrong.seen, fix=wrong.fix)
