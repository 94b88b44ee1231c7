"""How many accelerators a statement names with its hardware: "64 x A100", "8 GPUs", "H100 (x8)"."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from wholeprint.advice.statement.terms import by_word

_NUMBER = r"(?P<count>\d{1,3}(?:,\d{3})+|\d+)"
_TIMES = r"[xX*\N{MULTIPLICATION SIGN}]"
_BEFORE = re.compile(rf"^\s*{_NUMBER}\s*{_TIMES}\s*(?=[A-Za-z])")
_CHIP = r"nvidia|amd|intel|google|tesla|geforce|rtx|gtx|[abhlpv]\d|t4|mi\d|gh\d|tpu|gpu|chip"
_PLAIN = re.compile(rf"^\s*{_NUMBER}\s+(?=(?:{_CHIP}))", re.IGNORECASE)
_BEHIND = re.compile(rf"(?<![A-Za-z]){_TIMES}\s*{_NUMBER}\)?\s*$")
_SEVERAL = re.compile(
    r"[;+&]|\band\b|\bor\b|\bnodes?\b|\bservers?\b|\bpods?\b|\bhosts?\b|\bmachines?\b"
    r"|\binstances?\b|\beach\b|\bper\b",
    re.IGNORECASE,
)
_BOARD = re.compile(r"^[1-5]0[5-9]0$")
_NEEDED = ("duration", "power")

Plain = dict[str, object]


def count_of(hardware: str) -> int | None:
    """Return how many accelerators are named.

    Args:
        hardware: The hardware, in a statement's words.

    Returns:
        Their number; None where none is said, or where it may be one of nodes or of several kinds.
    """
    if _SEVERAL.search(hardware):
        return None
    for pattern in (_BEFORE, _PLAIN, _BEHIND):
        found = pattern.search(hardware)
        if found is not None:
            digits = found["count"].replace(",", "")
            # "4090 GPU" is a board rather than so many.
            is_board = pattern is _PLAIN and _BOARD.match(digits) is not None
            return None if is_board or len(digits) > 9 or not int(digits) else int(digits)  # noqa: PLR2004 - more than there are
    return None


def with_counts(statement: Plain) -> Plain:
    """Return a statement with the accelerators that its hardware counts, as figures.

    They are added where a time or a power stands that they belong to, and none are stated.

    Args:
        statement: The statement as plain values, in the words of our form.

    Returns:
        The statement.
    """
    figures = _mapping(statement.get("figures"))
    rows = statement.get("rows")
    each = list(_rows(rows))
    terms = _terms(figures)
    if "accelerators" in terms:
        return statement
    needs = terms.union(*(_terms(row) for row in each)) & set(_NEEDED)
    if not needs:
        return statement
    found = {**statement}
    count = _figure(statement.get("hardware"))
    if count is not None:
        found["figures"] = {**figures, "accelerators": count}
    if isinstance(rows, Mapping):
        named = cast("Mapping[str, object]", rows)
        found["rows"] = {name: _with_count(row) for name, row in named.items()}
    elif isinstance(rows, list):
        found["rows"] = [_with_count(row) for row in cast("list[object]", rows)]
    return found


def _with_count(row: object) -> object:
    fields = _mapping(row)
    count = _figure(fields.get("hardware"))
    if count is None or "accelerators" in _terms(fields):
        return row
    return {**fields, "accelerators": count}


def _figure(hardware: object) -> Plain | None:
    count = count_of(hardware) if isinstance(hardware, str) else None
    if count is None:
        return None
    note = "as the hardware is named"
    return {"is": str(count), "term": "accelerators", "exact": True, "note": note}


def _rows(rows: object) -> Iterator[Plain]:
    if isinstance(rows, Mapping):
        yield from map(_mapping, cast("Mapping[str, object]", rows).values())
    elif isinstance(rows, list):
        yield from map(_mapping, cast("list[object]", rows))


def _terms(fields: Mapping[str, object]) -> frozenset[str]:
    return frozenset(_term(name, figure) for name, figure in fields.items())


def _term(name: str, figure: object) -> str:
    said = _mapping(figure).get("term")
    if isinstance(said, str):
        return by_word()[said].name if said in by_word() else ""
    return by_word()[name].name if name in by_word() else ""


def _mapping(plain: object) -> Plain:
    return cast("Plain", plain) if isinstance(plain, dict) else {}
