"""One line of a list of runs, as a document holds it."""

import time

from wholeprint.ledger.entry import RunRow
from wholeprint.report.shapes import RowDocument


def row_document(row: RunRow, *, now_unix_ns: int | None = None) -> RowDocument:
    """Return one line of a list of runs.

    Args:
        row: The run.
        now_unix_ns: The present [ns], to which a run that is on is counted; None reads the clock.
    """
    ended = row.ended_unix_ns
    if ended is None:
        ended = time.time_ns() if now_unix_ns is None else now_unix_ns
    return {
        "id": row.id,
        "label": row.label,
        "project": row.project,
        "model": row.model,
        "phase": row.phase,
        "parent": row.parent,
        "group": row.group,
        "rank": row.rank,
        "counted": row.counted,
        "host": row.host,
        "started_unix_ns": row.started_unix_ns,
        "ended_unix_ns": row.ended_unix_ns,
        "seconds": max(0.0, (ended - row.started_unix_ns) / 1e9),
        "status": row.status,
        "exit_code": row.exit_code,
        "signal": row.signal,
        "cpu_seconds": row.cpu_seconds,
        "measured_joules": row.measured_joules,
    }
