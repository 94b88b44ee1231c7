"""A public twin of every sensor: it replays a recording, with its faults, behind the same contract.

A recording is a text file with one JSON object per line::

    {"channels": [{"name": "package-0", "domain": "cpu"}]}
    {"t": 0.0, "joules": {"package-0": 0.0}}
    {"t": 10.0, "joules": {"package-0": 1000.0}}
    {"t": 4.0, "fault": "unreadable", "channel": "package-0", "until": 5.0}
    {"t": 6.0, "fault": "jump", "channel": "package-0", "joules": 500000.0}
    {"t": 8.0, "fault": "die", "channel": "package-0"}

Between two lines the power is constant; after the last one no energy is used.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wholeprint.errors import MeterUnavailableError
from wholeprint.meters.base import UNREADABLE, ChannelSpec, Fault, Finding
from wholeprint.meters.clock import elapsed_seconds
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.source import Known

NAME = "recorded"
FILE = "meters.jsonl"
"""Name of the recording a driver looks for under its root."""


@dataclass(frozen=True, slots=True)
class ScriptedFault:
    """Something a recorded sensor does wrong.

    Attributes:
        kind: ``die`` (never answers again), ``unreadable`` (for a while) or ``jump``.
        channel: The channel it happens to.
        from_seconds: When [s].
        until_seconds: Until when, for ``unreadable`` [s].
        joules: By how much, for ``jump`` [J].
    """

    kind: str
    channel: str
    from_seconds: float
    until_seconds: float = float("inf")
    joules: float = 0.0


@dataclass(frozen=True, slots=True)
class Recording:
    """What some sensors showed over time.

    Attributes:
        specs: The channels.
        times_seconds: When, in order [s].
        joules: What each channel showed at those times [J].
        faults: What goes wrong.
    """

    specs: tuple[ChannelSpec, ...]
    times_seconds: tuple[float, ...]
    joules: Mapping[str, tuple[float, ...]]
    faults: tuple[ScriptedFault, ...] = ()

    @classmethod
    def constant(
        cls,
        watts: Mapping[str, float],
        length_seconds: float = 1e9,
        faults: Sequence[ScriptedFault] = (),
    ) -> "Recording":
        """Return a recording of constant power.

        Args:
            watts: Power of each channel [W]; ``dram-0`` and ``gpu:0`` get their domain.
            length_seconds: How long it lasts [s].
            faults: What goes wrong.
        """
        return cls(
            specs=tuple(_spec({"name": name, "domain": _domain(name)}) for name in watts),
            times_seconds=(0.0, length_seconds),
            joules={name: (0.0, power * length_seconds) for name, power in watts.items()},
            faults=tuple(faults),
        )

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> "Recording":
        """Return the recording that some lines describe.

        Args:
            lines: The file's lines.

        Raises:
            MeterUnavailableError: When a line is not what the format says.
        """
        specs: tuple[ChannelSpec, ...] = ()
        rows: list[tuple[float, dict[str, float]]] = []
        faults: list[ScriptedFault] = []
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                if "channels" in entry:
                    specs = tuple(_spec(channel) for channel in entry["channels"])
                elif "fault" in entry:
                    faults.append(_fault(entry))
                else:
                    rows.append((float(entry["t"]), entry["joules"]))
            except (ValueError, KeyError, TypeError) as error:
                raise MeterUnavailableError(
                    "a recording cannot be read", seen=f"line {number}: {error!r}"
                ) from error
        rows.sort(key=lambda row: row[0])
        if not specs or not rows:
            raise MeterUnavailableError("a recording is empty", seen=f"{len(rows)} readings")
        joules = {
            spec.name: tuple(float(row[1].get(spec.name, UNREADABLE)) for row in rows)
            for spec in specs
        }
        return cls(specs, tuple(row[0] for row in rows), joules, tuple(faults))

    def joules_at(self, channel: str, at_seconds: float) -> float:
        """Return what a channel showed [J], on a straight line between two readings.

        Args:
            channel: The channel's name.
            at_seconds: When [s].
        """
        times, joules = self.times_seconds, self.joules[channel]
        after = bisect_right(times, at_seconds)
        if after == 0:
            return joules[0]
        if after == len(times):
            return joules[-1]
        begin, end = times[after - 1], times[after]
        share = (at_seconds - begin) / (end - begin)
        return joules[after - 1] + share * (joules[after] - joules[after - 1])


def _domain(name: str) -> str:
    if name.startswith("gpu:"):
        return name
    return {"dram": "dram", "psys": "machine"}.get(name.partition("-")[0], "cpu")


def _spec(channel: Mapping[str, Any]) -> ChannelSpec:
    allowed = set(ChannelSpec._fields)
    given = {key: value for key, value in channel.items() if key in allowed}
    given["known"] = Known(given.get("known", Known.MEASURED))
    given["basis"] = Basis(given.get("basis", Basis.CHIP))
    given.setdefault("method", NAME)
    return ChannelSpec(**given)


def _fault(entry: Mapping[str, Any]) -> ScriptedFault:
    return ScriptedFault(
        kind=str(entry["fault"]),
        channel=str(entry["channel"]),
        from_seconds=float(entry["t"]),
        until_seconds=float(entry.get("until", "inf")),
        joules=float(entry.get("joules", 0.0)),
    )


class RecordedMeter:
    """Replays a recording from the moment it is opened.

    Args:
        recording: What to replay.
        now: The clock it is replayed on [s].
        channels: Names of the wanted channels; None for all.
    """

    name = NAME
    longest_wait_seconds = float("inf")

    def __init__(
        self,
        recording: Recording,
        now: Callable[[], float] = elapsed_seconds,
        channels: Collection[str] | None = None,
    ) -> None:
        self.channels = tuple(
            spec for spec in recording.specs if channels is None or spec.name in channels
        )
        self._recording = recording
        self._now = now
        self._begin_seconds = now()
        first = recording.times_seconds[0]
        self._zero = [recording.joules_at(spec.name, first) for spec in self.channels]

    def read(self) -> tuple[float, ...]:
        """Return all channels' joules since opening, NaN where the script says unreadable."""
        at_seconds = self._now() - self._begin_seconds
        first = self._recording.times_seconds[0]
        values: list[float] = []
        for spec, zero in zip(self.channels, self._zero, strict=True):
            joules = self._recording.joules_at(spec.name, first + at_seconds) - zero
            for fault in self._recording.faults:
                if fault.channel == spec.name and fault.from_seconds <= at_seconds:
                    joules = _disturbed(joules, fault, at_seconds)
            values.append(joules)
        return tuple(values)

    def faults(self) -> tuple[Fault, ...]:
        """Return nothing: a recorded sensor shows its faults in what it reads."""
        return ()

    def calibrate(self, budget_seconds: float, stopped: Callable[[], bool]) -> None:
        """Nothing can be learnt from a recording."""

    def close(self) -> None:
        """Nothing is held."""


def _disturbed(joules: float, fault: ScriptedFault, at_seconds: float) -> float:
    if fault.kind == "jump":
        return joules + fault.joules
    return UNREADABLE if fault.kind == "die" or at_seconds < fault.until_seconds else joules


class RecordedDriver:
    """Opens the recording ``meters.jsonl`` under a root, or one that is given.

    Args:
        recording: What to replay; None to read the file under the root.
        now: The clock it is replayed on [s].
    """

    name = NAME

    def __init__(
        self, recording: Recording | None = None, now: Callable[[], float] = elapsed_seconds
    ) -> None:
        self._recording = recording
        self._now = now

    def probe(self, root: Path) -> Finding:
        """Return whether there is a recording, and what is in it."""
        try:
            recording = self._load(root)
        except MeterUnavailableError as error:
            return Finding(NAME, found=False, reason=str(error))
        return Finding(
            NAME,
            found=True,
            accuracy="Replays what was recorded; nothing is measured now.",
            channels=recording.specs,
        )

    def open(self, root: Path, channels: Collection[str] | None = None) -> RecordedMeter:
        """Return a replay of the recording.

        Args:
            root: Folder of ``meters.jsonl``.
            channels: Names of the wanted channels; None for all.

        Raises:
            MeterUnavailableError: When there is no recording, or it has none of the channels.
        """
        meter = RecordedMeter(self._load(root), self._now, channels)
        if not meter.channels:
            raise MeterUnavailableError("the recording has none of the channels", seen=channels)
        return meter

    def _load(self, root: Path) -> Recording:
        if self._recording is not None:
            return self._recording
        try:
            lines = (root / FILE).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise MeterUnavailableError("there is no recording", seen=str(error)) from error
        return Recording.from_lines(lines)
