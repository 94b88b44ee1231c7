"""One run as the book keeps it: what ran, when, on what, and the raw activity in columns.

Only what was read stands here, never an assessment: carbon and water are computed from it when they
are asked for. Columns are the standard library's arrays, so that a tracked program can write its
entry without loading NumPy, which reads them without a copy.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, cast

from wholeprint.quantities.note import Note

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Status(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    """Its process is alive and has not said that it ended."""
    DONE = "done"
    """It ended as it should."""
    FAILED = "failed"
    """It ended with an error or by a signal."""
    INTERRUPTED = "interrupted"
    """The process that measured it died before it could say how it ended."""


class Span(NamedTuple):
    """A named part of a run: an epoch, an evaluation.

    Attributes:
        name: What it is.
        start_seconds: When it began [s since the run's start].
        end_seconds: When it ended [s since the run's start].
        meta: What else was told about it.
    """

    name: str
    start_seconds: float
    end_seconds: float
    meta: Mapping[str, object] = _NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class ChannelRecord:
    """One energy counter over the run.

    Attributes:
        name: Its name: "package-0", "gpu:0".
        domain: What it covers: cpu, dram, gpu:<i>, other or machine.
        method: How it was read: "rapl", "nvml".
        known: How its numbers are known, as in ``Known``.
        basis: Where the energy was taken, as in ``Basis``.
        joules: Energy in each interval [J]; NaN is a gap.
        within: Name of the channel that contains it, with which it is never summed; or None.
        refresh_seconds: How often the counter moves [s].
        resolution_joules: Its smallest step [J].
        relative_error: One-sigma gain error of the sensor, as published; 0 if none is known [1].
    """

    name: str
    domain: str
    method: str
    known: str
    basis: str
    joules: array[float]
    within: str | None = None
    refresh_seconds: float = 0.0
    resolution_joules: float = 0.0
    relative_error: float = 0.0

    def total_joules(self) -> float:
        """Return the energy of all its intervals, gaps left out [J]."""
        return _total(self.joules)


class RunRow(NamedTuple):
    """One line of a list of runs: everything but the activity.

    ``measured_joules`` is what the outermost channels read at their own sensors [J], None without
    any; ``cpu_seconds`` is the process tree's CPU time [s]. Gaps are left out of both.
    """

    id: str
    label: str | None
    project: str | None
    model: str | None
    phase: str | None
    parent: str | None
    group: str | None
    rank: int | None
    counted: bool
    host: str
    machine_id: str | None
    pid: int
    started_unix_ns: int
    ended_unix_ns: int | None
    status: str
    exit_code: int | None
    signal: int | None
    version: str
    intervals: int
    cpu_seconds: float
    measured_joules: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunRecord:
    """One run, whole.

    Attributes:
        id: Its name, which sorts by time.
        started_unix_ns: When it began [ns].
        ended_unix_ns: When it ended or was last heard of [ns]; None while it runs.
        status: How far it has come.
        exit_code: What it returned, or None.
        signal: The signal that ended it, or None.
        label: What the user calls it.
        project: The project it belongs to.
        model: The model that was trained or served.
        phase: The phase of the model's life.
        parent: The run inside which it ran, or None.
        group: The job whose ranks ran together, or None.
        rank: Its number in the group.
        counted: Whether totals count it: False for a run inside another and for all but the first
            rank on a machine, whose energy another run holds already.
        host: The machine's name.
        pid: The process.
        pid_start: When that process began [clock ticks since boot].
        boot_id: The boot it belongs to.
        command: The command's arguments, or None if the program tracked itself.
        machine: The machine, as its own JSON form.
        settings: Zone, PUE, WUE, attribution, intervals, as the run was told.
        meta: What the user told about it: parameters, samples.
        version: The wholeprint that wrote it.
        edges: The n+1 times between which activity was read [s since the start]; may be empty.
        cpu_seconds: CPU time of the process tree in each interval [s]; NaN is a gap.
        busy_seconds: CPU time of the whole machine in each interval [s]; NaN is unknown.
        channels: The energy counters.
        spans: Named parts of the run.
        notes: What the reader should know.
    """

    id: str
    started_unix_ns: int
    ended_unix_ns: int | None = None
    status: Status = Status.DONE
    exit_code: int | None = None
    signal: int | None = None
    label: str | None = None
    project: str | None = None
    model: str | None = None
    phase: str | None = None
    parent: str | None = None
    group: str | None = None
    rank: int | None = None
    counted: bool = True
    host: str = ""
    pid: int = 0
    pid_start: int | None = None
    boot_id: str | None = None
    command: tuple[str, ...] | None = None
    machine: Mapping[str, object] = field(default_factory=dict[str, object])
    settings: Mapping[str, object] = field(default_factory=dict[str, object])
    meta: Mapping[str, object] = field(default_factory=dict[str, object])
    version: str = ""
    edges: array[float] = field(default_factory=lambda: array("d"))
    cpu_seconds: array[float] = field(default_factory=lambda: array("d"))
    busy_seconds: array[float] = field(default_factory=lambda: array("d"))
    channels: tuple[ChannelRecord, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()

    def row(self) -> RunRow:
        """Return the run's line in a list of runs."""
        outer = [channel.total_joules() for channel in self.channels if channel.within is None]
        machine_id = self.machine.get("machine_id")
        return RunRow(
            id=self.id,
            label=self.label,
            project=self.project,
            model=self.model,
            phase=self.phase,
            parent=self.parent,
            group=self.group,
            rank=self.rank,
            counted=self.counted,
            host=self.host,
            machine_id=machine_id if isinstance(machine_id, str) else None,
            pid=self.pid,
            started_unix_ns=self.started_unix_ns,
            ended_unix_ns=self.ended_unix_ns,
            status=str(self.status),
            exit_code=self.exit_code,
            signal=self.signal,
            version=self.version,
            intervals=len(self.cpu_seconds),
            cpu_seconds=_total(self.cpu_seconds),
            measured_joules=sum(outer) if outer else None,
        )

    def as_json(self) -> dict[str, object]:
        """Return the run in plain objects; gaps are None."""
        plain: dict[str, object] = {name: getattr(self, name) for name in PLAIN_FIELDS}
        plain |= {
            "status": str(self.status),
            "command": None if self.command is None else list(self.command),
            **{name: dict(cast("Mapping[str, object]", getattr(self, name))) for name in OBJECTS},
            **{name: _holes(cast("array[float]", getattr(self, name))) for name in COLUMNS},
            "channels": [
                {name: getattr(channel, name) for name in CHANNEL_FIELDS}
                | {"joules": _holes(channel.joules)}
                for channel in self.channels
            ],
            "spans": [span_as_json(span) for span in self.spans],
            "notes": [note.as_json() for note in self.notes],
        }
        return plain


COLUMNS = ("edges", "cpu_seconds", "busy_seconds")
"""The columns that every run has, besides one of joules per channel."""

OBJECTS = ("machine", "settings", "meta")

PLAIN_FIELDS = (
    *("id", "label", "project", "model", "phase", "parent", "group", "rank", "counted", "host"),
    *("pid", "pid_start", "boot_id", "started_unix_ns", "ended_unix_ns", "status", "exit_code"),
    *("signal", "version"),
)
"""The fields that are one text, number or truth."""

CHANNEL_FIELDS = (
    *("name", "domain", "method", "known", "basis", "within"),
    *("refresh_seconds", "resolution_joules", "relative_error"),
)
"""What a channel says of itself, without its column."""


def span_as_json(span: Span) -> dict[str, object]:
    """Return a span in plain objects.

    Args:
        span: The span.

    Returns:
        An object that :func:`span_from_json` reads.
    """
    plain: dict[str, object] = {
        "name": span.name,
        "start": span.start_seconds,
        "end": span.end_seconds,
    }
    return plain | ({"meta": dict(span.meta)} if span.meta else {})


def span_from_json(plain: Mapping[str, object]) -> Span:
    """Read a span back from plain objects.

    Args:
        plain: ``name``, ``start``, ``end`` [s since the run's start] and perhaps ``meta``.

    Returns:
        The span.
    """
    meta = plain.get("meta")
    return Span(
        str(plain["name"]),
        float(cast("float", plain["start"])),
        float(cast("float", plain["end"])),
        cast("Mapping[str, object]", meta) if isinstance(meta, dict) else _NOTHING,
    )


def run_from_json(plain: Mapping[str, object]) -> RunRecord:
    """Read a run back from the form that :meth:`RunRecord.as_json` gives.

    Args:
        plain: The plain objects.

    Returns:
        The run.
    """
    values = {name: plain[name] for name in PLAIN_FIELDS if name in plain}
    values["status"] = Status(str(values["status"]))
    command = plain.get("command")
    values["command"] = None if command is None else tuple(cast("Sequence[str]", command))
    values |= {name: plain.get(name, {}) for name in OBJECTS}
    values |= {name: _filled(plain.get(name, [])) for name in COLUMNS}
    channels = cast("Sequence[Mapping[str, object]]", plain.get("channels", ()))
    values["channels"] = tuple(
        ChannelRecord(
            **{name: channel[name] for name in CHANNEL_FIELDS if name in channel},  # pyright: ignore[reportArgumentType] - as above
            joules=_filled(channel["joules"]),
        )
        for channel in channels
    )
    spans = cast("Sequence[Mapping[str, object]]", plain.get("spans", ()))
    notes = cast("Sequence[Mapping[str, object]]", plain.get("notes", ()))
    values["spans"] = tuple(span_from_json(span) for span in spans)
    values["notes"] = tuple(Note.from_json(note) for note in notes)
    return RunRecord(**values)  # pyright: ignore[reportArgumentType] - the names are the fields' own


def _total(column: array[float]) -> float:
    # The numbers came from a file: what no machine can have used must not stop the reader.
    try:
        return math.fsum(value for value in column if math.isfinite(value))
    except OverflowError:
        return math.inf


def _holes(column: array[float]) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in column]


def _filled(values: object) -> array[float]:
    numbers = cast("Sequence[float | None]", values)
    return array("d", [math.nan if value is None else value for value in numbers])
