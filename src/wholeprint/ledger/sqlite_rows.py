"""A run as the rows of a relational store, and back."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from wholeprint.errors import LedgerCorruptError
from wholeprint.ledger.columns import decode, encode
from wholeprint.ledger.entry import (
    COLUMNS,
    ChannelRecord,
    RunRecord,
    RunRow,
    Status,
    span_as_json,
    span_from_json,
)
from wholeprint.ledger.store import SAME, RunFilter
from wholeprint.quantities.note import Note

CHUNK = 16_384
"""The most numbers in one block."""

REST = ("machine", "pid_start", "boot_id", "command", "settings", "meta", "spans", "notes")
"""The columns of a run's row behind those of a list."""

WANTED = "id IN (SELECT value FROM json_each(?))"
"""The condition that a run is among those of a list of ids, given as JSON."""

_COUNTED = RunRow._fields.index("counted")


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def fields_of(record: RunRecord) -> tuple[tuple[object, ...], str, tuple[object, ...]]:
    """Return what a run's row holds.

    Args:
        record: The run.

    Returns:
        The values of a list's columns; the machine's document; the values of the columns behind.
    """
    row = record.row()
    values = (*row[:_COUNTED], int(row.counted), *row[_COUNTED + 1 :])
    rest = (
        record.pid_start,
        record.boot_id,
        None if record.command is None else _dump(record.command),
        _dump(record.settings),
        _dump(record.meta),
        _dump([span_as_json(span) for span in record.spans]),
        _dump([note.as_json() for note in record.notes]),
    )
    return values, _dump(record.machine), rest


def row_from(values: tuple[object, ...]) -> RunRow:
    """Return the row of a list that a store's columns hold.

    Args:
        values: The columns, in the order of the row's fields.

    Returns:
        The row.
    """
    return RunRow._make((*values[:_COUNTED], bool(values[_COUNTED]), *values[_COUNTED + 1 :]))


def condition(wanted: RunFilter) -> tuple[str, list[object]]:
    """Return a filter as a condition.

    Args:
        wanted: The filter.

    Returns:
        What follows WHERE, and the values for its question marks.
    """
    terms: list[str] = ["1"]
    values: list[object] = []
    for name in SAME:
        value = getattr(wanted, name)
        if value is not None:
            terms.append(f"{name} = ?")
            values.append(str(value))
    if wanted.ids is not None:
        terms.append(WANTED)
        values.append(json.dumps(wanted.ids))
    if wanted.prefix is not None:
        terms.append("substr(id, 1, ?) = ?")
        values += [len(wanted.prefix), wanted.prefix]
    if wanted.since_unix_ns is not None:
        terms.append("(ended_unix_ns IS NULL OR ended_unix_ns >= ?)")
        values.append(wanted.since_unix_ns)
    if wanted.until_unix_ns is not None:
        terms.append("started_unix_ns < ?")
        values.append(wanted.until_unix_ns)
    if not wanted.include_nested:
        terms.append("counted")
    return " AND ".join(terms), values


def blocks_of(record: RunRecord) -> Iterator[tuple[object, ...]]:
    """Cut a run's columns into blocks.

    Args:
        record: The run.

    Yields:
        The series, the block's number in it, codec, count, first and last time [s since the run's
        start], and the bytes.
    """
    columns: list[tuple[str, array[float]]] = [(name, getattr(record, name)) for name in COLUMNS]
    columns += [(f"joules:{at}", channel.joules) for at, channel in enumerate(record.channels)]
    for series, column in columns:
        for chunk, first in enumerate(range(0, len(column), CHUNK)):
            part = column[first : first + CHUNK]
            codec, data = encode(part)
            last = min(first + len(part), len(record.edges) - 1)
            times = (record.edges[first], record.edges[last])
            yield (series, chunk, codec, len(part), *times, data)


def channels_by_run(
    rows: Iterable[tuple[object, ...]],
) -> dict[int, list[tuple[object, ...]]]:
    """Gather the rows of channels.

    Args:
        rows: The run's key and the channel's own fields, in order.

    Returns:
        The fields of each run's channels.
    """
    found: dict[int, list[tuple[object, ...]]] = {}
    for row in rows:
        found.setdefault(cast("int", row[0]), []).append(row[1:])
    return found


def columns_by_run(
    rows: Iterable[tuple[int, str, str, int, bytes]],
) -> dict[int, dict[str, array[float]]]:
    """Join blocks into columns.

    Args:
        rows: Run, series, codec, count and bytes, in order.

    Returns:
        The columns of each run.
    """
    found: dict[int, dict[str, array[float]]] = {}
    for key, series, codec, n, data in rows:
        columns = found.setdefault(key, {})
        part = decode(codec, n, data)
        if series in columns:
            columns[series].extend(part)
        else:
            columns[series] = part
    return found


def record_from(
    values: list[object],
    machine: Mapping[str, object],
    channels: list[tuple[object, ...]],
    columns: dict[str, array[float]],
) -> RunRecord:
    """Put a run together.

    Args:
        values: Its row: the columns of a list, then those behind, without the machine.
        machine: The machine.
        channels: Its channels' fields.
        columns: Its columns.

    Returns:
        The run.

    Raises:
        LedgerCorruptError: If its columns are not of one length.
    """
    row = row_from(tuple(values[: len(RunRow._fields)]))
    pid_start, boot_id, *texts = values[len(RunRow._fields) :]
    settings, meta, spans, notes = (json.loads(cast("str", text)) for text in texts[1:])
    empty: array[float] = array("d")
    record = RunRecord(
        id=row.id,
        started_unix_ns=row.started_unix_ns,
        ended_unix_ns=row.ended_unix_ns,
        status=Status(row.status),
        exit_code=row.exit_code,
        signal=row.signal,
        label=row.label,
        project=row.project,
        model=row.model,
        phase=row.phase,
        parent=row.parent,
        group=row.group,
        rank=row.rank,
        counted=row.counted,
        host=row.host,
        pid=row.pid,
        pid_start=cast("int | None", pid_start),
        boot_id=cast("str | None", boot_id),
        command=None if texts[0] is None else tuple(json.loads(cast("str", texts[0]))),
        machine=machine,
        settings=settings,
        meta=meta,
        version=row.version,
        edges=columns.get("edges", empty),
        cpu_seconds=columns.get("cpu_seconds", empty),
        busy_seconds=columns.get("busy_seconds", empty),
        channels=tuple(
            _channel(fields, columns.get(f"joules:{at}", empty))
            for at, fields in enumerate(channels)
        ),
        spans=tuple(span_from_json(span) for span in spans),
        notes=tuple(Note.from_json(note) for note in notes),
    )
    lengths = {len(record.busy_seconds), *(len(channel.joules) for channel in record.channels)}
    if len(record.cpu_seconds) != row.intervals or lengths != {row.intervals}:
        raise LedgerCorruptError("a run's columns do not fit together", seen=row.id)
    return record


def _channel(fields: tuple[object, ...], joules: array[float]) -> ChannelRecord:
    name, domain, method, known, basis, within, refresh, resolution, error = fields
    return ChannelRecord(
        cast("str", name),
        cast("str", domain),
        cast("str", method),
        cast("str", known),
        cast("str", basis),
        joules,
        cast("str | None", within),
        cast("float", refresh),
        cast("float", resolution),
        cast("float", error),
    )
