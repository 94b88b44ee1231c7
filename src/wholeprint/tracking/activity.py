"""From a run in the ledger to the activity that an assessment starts from."""

from typing import cast

import numpy as np

from wholeprint.ledger.entry import ChannelRecord, RunRecord, Status
from wholeprint.quantities.activity import Activity, Attribution, Channel
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known


def activity_of(record: RunRecord) -> Activity:
    """Return what a run did, as arrays.

    Args:
        record: The run.

    Returns:
        Its activity; a run that was cut short before its first reading has no intervals.
    """
    settings = record.settings
    began = record.started_unix_ns / 1e9
    offsets = _floats(record.edges)
    return Activity(
        run_id=record.id,
        edges=began + offsets if len(offsets) else np.array([began]),
        cpu_seconds=_floats(record.cpu_seconds),
        busy_seconds=_floats(record.busy_seconds),
        channels=tuple(_channel(channel) for channel in record.channels),
        machine=Machine.from_json(record.machine),
        zone=cast("str | None", settings.get("zone")),
        pue=cast("float | None", settings.get("pue")),
        wue=cast("float | None", settings.get("wue")),
        attribution=_attribution(settings.get("attribution")),
        counted=record.counted,
        notes=(*record.notes, *_remarks(record)),
    )


def _floats(column: object) -> FloatArray:
    return np.asarray(column, dtype=np.float64)


def _attribution(value: object) -> Attribution:
    return "process" if value == "process" else "machine"


def _channel(record: ChannelRecord) -> Channel:
    return Channel(
        name=record.name,
        domain=record.domain,
        method=record.method,
        joules=_floats(record.joules),
        known=Known(record.known),
        basis=Basis(record.basis),
        within=record.within,
        refresh_seconds=record.refresh_seconds,
        resolution_joules=record.resolution_joules,
        relative_error=record.relative_error,
    )


def _remarks(record: RunRecord) -> tuple[Note, ...]:
    if record.status is Status.RUNNING:
        return (
            Note(
                "running",
                "This run has not ended: the figures cover what was written so far",
                severity="warning",
            ),
        )
    if len(record.edges) < 2:  # noqa: PLR2004 - two edges make one interval
        return (Note("gap", "Nothing was read in this run", severity="warning"),)
    return ()


def nothing_yet(zone: str | None) -> Activity:
    """Return the activity of a run that has just begun.

    Args:
        zone: Grid zone, None where not known.

    Returns:
        An activity without intervals.
    """
    empty = np.array([], dtype=np.float64)
    return Activity("", np.array([0.0]), empty, empty, zone=zone)
