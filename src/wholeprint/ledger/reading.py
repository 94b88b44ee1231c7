"""Reading a journal back, however it was cut short or damaged."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, cast

from wholeprint.errors import LedgerError
from wholeprint.ledger.places import parse_name
from wholeprint.ledger.writer import is_alive

_NAN = float("nan")
_LONGEST_SECONDS = 4e9  # over a hundred years
_EARLY_SECONDS = 3600.0  # a first reading may come before the start is written


class Block(NamedTuple):
    """Some intervals of a run, as one line of its journal holds them.

    Attributes:
        edges: Their n+1 times [s since the start].
        cpu_seconds: CPU time of the process tree in each [s]; NaN is a gap.
        busy_seconds: CPU time of the whole machine in each [s]; NaN is unknown.
        joules: Energy per channel in each [J]; NaN is a gap.
    """

    edges: array[float]
    cpu_seconds: array[float]
    busy_seconds: array[float]
    joules: dict[str, array[float]]


@dataclass(slots=True)
class JournalContent:
    """Everything a journal says.

    Attributes:
        path: The file.
        run_id: The run, from the file's name.
        pid: The process, from the file's name.
        modified_unix_ns: When it was last written [ns].
        start: The start record; empty if it was lost.
        channels: The channels, in the order in which they appeared.
        blocks: The blocks, in the order of the file.
        spans: The spans.
        notes: The notes.
        meta: What was told about the run, later lines over earlier ones.
        end: The end record, or None if there is none (yet).
        damaged: One sentence for each line that could not be read.
    """

    path: Path
    run_id: str
    pid: int
    modified_unix_ns: int
    start: dict[str, object] = field(default_factory=dict[str, object])
    channels: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    blocks: list[Block] = field(default_factory=list[Block])
    spans: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    notes: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    meta: dict[str, object] = field(default_factory=dict[str, object])
    end: dict[str, object] | None = None
    damaged: list[str] = field(default_factory=list[str])


def read_journal(path: Path) -> JournalContent:
    """Read a journal; a line that was torn or damaged is noted, and nothing else is lost with it.

    Args:
        path: The journal.

    Returns:
        What it says.

    Raises:
        LedgerError: If the file cannot be read, or its name is not a journal's. The cause is
            FileNotFoundError when it is no longer there.
    """
    parsed = parse_name(path)
    if parsed is None:
        raise LedgerError("this is not a journal", seen=str(path))
    try:
        with path.open("rb") as file:
            modified = os.fstat(file.fileno()).st_mtime_ns
            content = JournalContent(path, *parsed, modified_unix_ns=modified)
            for number, line in enumerate(file, 1):
                if line.strip():
                    _take(content, number, line)
    except OSError as error:
        raise LedgerError("the journal cannot be read", seen=f"{path}: {error.strerror}") from error
    return content


def live(path: Path) -> bool:
    """Tell whether the process that writes a journal is still alive.

    Args:
        path: The journal.

    Returns:
        True while it runs; False also if there is no such file.

    Raises:
        LedgerError: If the file is there and cannot be read, or its name is not a journal's.
    """
    parsed = parse_name(path)
    if parsed is None:
        raise LedgerError("this is not a journal", seen=str(path))
    try:
        with path.open("rb") as file:
            modified_unix_seconds = os.fstat(file.fileno()).st_mtime
            first = _decode(file.readline())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise LedgerError("the journal cannot be read", seen=f"{path}: {error.strerror}") from error
    start = first if first is not None and first["k"] == "start" else {}
    return is_alive(start, parsed[1], modified_unix_seconds)


def _decode(line: bytes) -> dict[str, object] | None:
    try:
        record: object = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    record = cast("dict[str, object]", record)
    return record if isinstance(record.get("k"), str) else None


def _take(content: JournalContent, number: int, line: bytes) -> None:
    record = _decode(line)
    if record is None:
        where = "cut off" if not line.endswith(b"\n") else "damaged"
        content.damaged.append(f"line {number} of the journal ({len(line)} bytes) is {where}")
        return
    kind = record.pop("k")
    try:
        _sort(content, str(kind), record)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        content.damaged.append(
            f"line {number} of the journal, a {kind}, does not hold what it should: {error}"
        )


def _sort(content: JournalContent, kind: str, record: dict[str, object]) -> None:
    match kind:
        case "block":
            content.blocks.append(_block(record))
        case "start":
            content.start = record
        case "channels":
            content.channels += cast("list[dict[str, object]]", _list(record["channels"], dict))
        case "span":
            if not isinstance(record["name"], str):
                raise TypeError("its name is no text")
            _floats([record["start"], record["end"]])
            content.spans.append(record)
        case "note":
            content.notes.append({"code": str(record["code"]), **record})
        case "meta":
            content.meta.update(_object(record["meta"]))
        case "end":
            content.end = record
        case _:
            raise ValueError("a kind that this version does not know")


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return cast("dict[str, object]", value)


def _list(value: object, of: type) -> list[object]:
    values = cast("list[object]", value)
    if not isinstance(value, list) or not all(isinstance(item, of) for item in values):
        raise TypeError(f"not a list of {of.__name__}")
    return values


def _floats(value: object) -> array[float]:
    if not isinstance(value, list):
        raise TypeError("not a list of numbers")
    values = cast("list[float | None]", value)
    if None in values:
        values = [_NAN if item is None else item for item in values]
    return array("d", cast("list[float]", values))


def _block(record: Mapping[str, object]) -> Block:
    edges = _floats(record["edges"])
    n = len(edges) - 1
    missing = array("d", [_NAN]) * max(n, 0)
    cpu = _floats(record["cpu"]) if "cpu" in record else missing
    busy = _floats(record["busy"]) if "busy" in record else missing
    joules = {name: _floats(items) for name, items in _object(record.get("joules", {})).items()}
    lengths = {len(cpu), len(busy), *(len(items) for items in joules.values())}
    if n < 1 or lengths != {n}:
        raise ValueError("its lists do not fit together")
    # Written so that NaN, which is no time, is refused too.
    if not all(a < b for a, b in pairwise(edges)):
        raise ValueError("its times do not rise")
    if not -_EARLY_SECONDS < edges[0] < edges[-1] < _LONGEST_SECONDS:
        raise ValueError("its times are none that a run can have")
    return Block(edges, cpu, busy, joules)
