"""From a journal to the run it tells of, whole or cut short."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Mapping
from typing import cast

from wholeprint.ledger.entry import ChannelRecord, RunRecord, Span, Status, span_from_json
from wholeprint.ledger.reading import Block, JournalContent
from wholeprint.quantities.note import Note

_NANOSECONDS = 1_000_000_000
_SAME_SECONDS = 1e-6
_TOO_LARGE = 2**63  # for a store's integers


def from_journal(content: JournalContent, *, alive: bool) -> RunRecord:
    """Build the run that a journal tells of.

    Args:
        content: What the journal says.
        alive: Whether the process that writes it still runs.

    Returns:
        The run. Without an end record it is "running" if its writer is alive and "interrupted" if
        not, with a note on what is known and what may be lost.
    """
    fields = {**content.start, **(content.end or {})}
    notes = [_note(plain) for plain in content.notes]
    notes += [Note("journal-damaged", text, severity="warning") for text in content.damaged]
    columns = _Columns(content.channels)
    for block in content.blocks:
        columns.add(block)
    notes += columns.notes()
    last_seconds = columns.edges[-1] if columns.edges else 0.0
    started = _integer(fields, "started_unix_ns")
    if started is None:
        started = content.modified_unix_ns - round(last_seconds * _NANOSECONDS)
        text = (
            "The beginning of the journal is lost: when the run began is known from its last write"
        )
        notes.append(Note("journal-damaged", text, severity="warning"))
    status, ended = _ending(content, started, last_seconds if columns.edges else None, alive=alive)
    if status is Status.INTERRUPTED and ended is not None:
        notes.append(_interruption(fields, ended))
    command = fields.get("command")
    return RunRecord(
        id=content.run_id,
        started_unix_ns=started,
        ended_unix_ns=ended,
        status=status,
        exit_code=_integer(fields, "exit_code"),
        signal=_integer(fields, "signal"),
        label=_text(fields, "label"),
        project=_text(fields, "project"),
        model=_text(fields, "model"),
        phase=_text(fields, "phase"),
        parent=_text(fields, "parent"),
        group=_text(fields, "group"),
        rank=_integer(fields, "rank"),
        counted=fields.get("counted") is not False,
        host=_text(fields, "host") or "",
        pid=_integer(fields, "pid") or content.pid,
        pid_start=_integer(fields, "pid_start"),
        boot_id=_text(fields, "boot_id"),
        command=tuple(map(str, cast("list[object]", command)))
        if isinstance(command, list)
        else None,
        machine=_machine(fields),
        settings=_object(fields, "settings"),
        meta={**_object(fields, "meta"), **content.meta},
        version=_text(fields, "version") or "",
        edges=columns.edges,
        cpu_seconds=columns.cpu,
        busy_seconds=columns.busy,
        channels=columns.channels(),
        spans=_spans(content),
        notes=tuple(notes),
    )


class _Columns:
    """The blocks of a journal laid end to end, with a gap wherever one is missing."""

    def __init__(self, declared: list[dict[str, object]]) -> None:
        self.edges = array("d")
        self.cpu = array("d")
        self.busy = array("d")
        self._declared: dict[str, dict[str, object]] = {}
        for plain in declared:
            self._declared[str(plain.get("name"))] = plain  # the last word counts
        self._joules = {name: array("d") for name in self._declared}
        self._gap_seconds: list[float] = []
        self._repeated = 0

    def add(self, block: Block) -> None:
        first = 0
        if self.edges:
            gap_seconds = block.edges[0] - self.edges[-1]
            if gap_seconds < -_SAME_SECONDS:
                self._repeated += 1  # the same line twice, or a damaged one: never counted twice
                return
            if gap_seconds > _SAME_SECONDS:
                self._gap_seconds.append(gap_seconds)
                self._extend(Block(block.edges[:1], _gaps(1), _gaps(1), {}))
            first = 1
        self._extend(
            Block(block.edges[first:], block.cpu_seconds, block.busy_seconds, block.joules)
        )

    def _extend(self, block: Block) -> None:
        before, n = len(self.cpu), len(block.cpu_seconds)
        self.edges.extend(block.edges)
        self.cpu.extend(block.cpu_seconds)
        self.busy.extend(block.busy_seconds)
        for name in block.joules.keys() - self._joules.keys():
            self._joules[name] = _gaps(before)
        for name, column in self._joules.items():
            column.extend(block.joules.get(name) or _gaps(n))

    def channels(self) -> tuple[ChannelRecord, ...]:
        return tuple(
            _channel(name, self._declared.get(name, {}), column)
            for name, column in sorted(self._joules.items(), key=self._place)
        )

    def _place(self, item: tuple[str, object]) -> tuple[int, str]:
        names = list(self._declared)
        name = item[0]
        return (names.index(name), "") if name in self._declared else (len(names), name)

    def notes(self) -> list[Note]:
        found: list[Note] = []
        if self._gap_seconds:
            text = (
                f"Nothing was read during {math.fsum(self._gap_seconds):.1f} s "
                f"in {len(self._gap_seconds)} gaps between blocks"
            )
            found.append(Note("gap", text, severity="warning"))
        strangers = sorted(self._joules.keys() - self._declared.keys())
        if strangers:
            text = f"What these counters are was lost with a part of the journal: {strangers}"
            found.append(Note("journal-damaged", text, severity="warning"))
        if self._repeated:
            text = f"{self._repeated} blocks of the journal reach back in time and were left out"
            found.append(Note("journal-damaged", text, severity="warning"))
        return found


def _gaps(n: int) -> array[float]:
    return array("d", [math.nan]) * n


def _channel(name: str, plain: Mapping[str, object], joules: array[float]) -> ChannelRecord:
    # A channel whose declaration was lost keeps its numbers, as the least sure kind of number.
    return ChannelRecord(
        name=name,
        domain=_text(plain, "domain") or "other",
        method=_text(plain, "method") or "unknown",
        known=_text(plain, "known") or "assumed",
        basis=_text(plain, "basis") or "chip",
        joules=joules,
        within=_text(plain, "within"),
        refresh_seconds=_number(plain, "refresh_seconds"),
        resolution_joules=_number(plain, "resolution_joules"),
        relative_error=_number(plain, "relative_error"),
    )


def _machine(fields: Mapping[str, object]) -> dict[str, object]:
    machine = _object(fields, "machine")
    return {**machine, "machine_id": _text(machine, "machine_id")} if machine else machine


def _ending(
    content: JournalContent, started: int, last_seconds: float | None, *, alive: bool
) -> tuple[Status, int | None]:
    if content.end is None and alive:
        return Status.RUNNING, None
    heard = content.modified_unix_ns
    if last_seconds is not None:
        heard = started + round(last_seconds * _NANOSECONDS)
    heard = min(max(heard, started), _TOO_LARGE - 1)
    if content.end is None:
        return Status.INTERRUPTED, heard
    ended = _integer(content.end, "ended_unix_ns")
    told = content.end.get("status")
    clean = not content.end.get("exit_code") and not content.end.get("signal")
    status = Status.DONE if clean else Status.FAILED
    if told in {Status.DONE, Status.FAILED, Status.INTERRUPTED}:
        status = Status(str(told))
    return status, heard if ended is None else ended


def _interruption(fields: Mapping[str, object], ended_unix_ns: int) -> Note:
    at = ended_unix_ns / _NANOSECONDS
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at))
    flush = _number(_object(fields, "settings"), "flush_seconds")
    lost = f"one flush interval ({flush:g} s)" if flush else "one flush interval"
    text = (
        f"The process that measured this run died without ending it. "
        f"The last activity was read at {when} UTC; at most {lost} before the death is lost"
    )
    if isinstance(fields.get("command"), list):
        text += ". The command itself may have gone on, unmeasured"
        return Note("wrapper-died", text, at, "warning")
    return Note("interrupted", text, at, "warning")


def _note(plain: Mapping[str, object]) -> Note:
    at = plain.get("at_unix_seconds")
    return Note(
        str(plain.get("code")),
        str(plain.get("message", "")),
        float(at) if isinstance(at, int | float) else None,
        "warning" if plain.get("severity") == "warning" else "info",
    )


def _spans(content: JournalContent) -> tuple[Span, ...]:
    return tuple(span_from_json(plain) for plain in content.spans)


def _text(plain: Mapping[str, object], name: str) -> str | None:
    value = plain.get(name)
    if not isinstance(value, str):
        return None
    # Words of a command line may hold bytes that are no text, which no store takes as text.
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _integer(plain: Mapping[str, object], name: str) -> int | None:
    value = plain.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if abs(value) < _TOO_LARGE else None


def _number(plain: Mapping[str, object], name: str) -> float:
    value = plain.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _object(plain: Mapping[str, object], name: str) -> dict[str, object]:
    value = plain.get(name)
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
