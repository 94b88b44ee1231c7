"""Flat systems as text and back, so that one that was made once need not be made again.

JSON, with terms as lists in the order in which they are computed: no depth, no code, no names of
classes. Numbers come back with the same bits.
"""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from wholeprint.errors import CompileError
from wholeprint.systems.flat.system import RANDOM_KINDS, Role, Slot, Span, System
from wholeprint.systems.flat.term import OPERATIONS, Apply, Constant, Look, Ref, Term, parts
from wholeprint.systems.model import Method, Place, Reading, Table

_FORM = 2

_Row = list[object]


def system_text(system: System) -> str:
    """Return a system as text.

    Args:
        system: The system.
    """
    span = system.span
    document = {
        "form": _FORM,
        "name": system.name,
        "span": [span.start, span.step, span.steps, span.save_every, span.unit, span.method],
        "asked": [span.asked_stop_amount, span.asked_save_amount],
        "slots": [_slot_row(slot) for slot in system.slots],
        "tables": [[table.xs, table.ys, table.reading] for table in system.tables],
        "initial_order": system.initial_order,
        "step_order": system.step_order,
        "names": dict(system.names),
        "shaping": sorted(system.shaping),
    }
    return json.dumps(document, separators=(",", ":"))


def read_system(text: str) -> System:
    """Return the system that a text holds.

    Args:
        text: What `system_text` gave.

    Raises:
        CompileError: If it is not that.
    """
    try:
        return _system(_mapping(json.loads(text)))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise CompileError(
            "a kept system cannot be read",
            seen=f"{type(error).__name__}: {error}",
            fix="Delete the folder of kept models; it is made anew",
        ) from error


def _system(document: Mapping[str, object]) -> System:
    if document["form"] != _FORM:
        raise ValueError(document["form"])
    start, step, steps, save_every, unit, method = _row(document["span"])
    asked_stop_amount, asked_save_amount = (
        None if each is None else _float(each) for each in _row(document["asked"])
    )
    span = Span(
        _float(start),
        _float(step),
        _int(steps),
        _int(save_every),
        str(unit),
        Method(method),
        asked_stop_amount,
        asked_save_amount,
    )
    return System(
        str(document["name"]),
        span,
        tuple(_slot(_row(each)) for each in _row(document["slots"])),
        tuple(_table(_row(each)) for each in _row(document["tables"])),
        _ints(document["initial_order"]),
        _ints(document["step_order"]),
        {name: _int(slot) for name, slot in _mapping(document["names"]).items()},
        frozenset(_ints(document["shaping"])),
    )


def _slot_row(slot: Slot) -> _Row:
    return [
        slot.name,
        slot.role,
        _term_rows(slot.term),
        _term_rows(slot.initial),
        _term_rows(slot.span),
        slot.inflows,
        slot.outflows,
        slot.unit,
        slot.variable,
        int(slot.is_internal),
        slot.macro,
        slot.place.file,
        slot.place.line,
        int(slot.is_limited),
    ]


def _slot(row: Sequence[object]) -> Slot:
    name, role, term, initial, span, inflows, outflows, *rest = row
    unit, variable, is_internal, macro, file, line, is_limited = rest
    return Slot(
        str(name),
        Role(role),
        _term(term),
        _term(initial),
        _term(span),
        _ints(inflows),
        _ints(outflows),
        str(unit),
        str(variable),
        bool(is_internal),
        str(macro),
        Place(str(file), _int(line)),
        bool(is_limited),
    )


def _table(row: Sequence[object]) -> Table:
    xs, ys, reading = row
    return Table(_floats(xs), _floats(ys), Reading(reading))


def _term_rows(term: Term | None) -> list[_Row] | None:
    """Return a term as its nodes, parts before what is made of them."""
    if term is None:
        return None
    found: list[_Row] = []
    waiting: list[tuple[Term, bool]] = [(term, False)]
    while waiting:
        each, is_open = waiting.pop()
        below = parts(each)
        if below and not is_open:
            waiting.append((each, True))
            waiting.extend((one, False) for one in reversed(below))
            continue
        match each:
            case Constant():
                found.append([each.value])
            case Ref():
                found.append(["r", each.slot])
            case Look():
                found.append(["l", each.table])
            case Apply():
                found.append([each.operation, len(each.terms), each.part])
    return found


def _term(rows: object) -> Term | None:
    if rows is None:
        return None
    done: list[Term] = []
    for each in _row(rows):
        first, *rest = _row(each)
        if not isinstance(first, str):
            done.append(Constant(_float(first)))
        elif first == "r":
            done.append(Ref(_int(rest[0])))
        elif first == "l":
            done.append(Look(_int(rest[0]), done.pop()))
        else:
            count = _int(rest[0])
            operands = tuple(done[len(done) - count :])
            del done[len(done) - count :]
            done.append(Apply(_known(first), operands, _int(rest[1])))
    (found,) = done
    return found


def _known(operation: str) -> str:
    if operation not in OPERATIONS and operation not in RANDOM_KINDS:
        raise ValueError(operation)
    return operation


def _row(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(type(value).__name__)
    return cast("list[object]", value)


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(type(value).__name__)
    return cast("dict[str, object]", value)


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(type(value).__name__)
    return value


def _float(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(type(value).__name__)
    return float(value)


def _ints(value: object) -> tuple[int, ...]:
    return tuple(_int(each) for each in _row(value))


def _floats(value: object) -> tuple[float, ...]:
    return tuple(_float(each) for each in _row(value))
