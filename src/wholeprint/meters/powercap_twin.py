"""A powercap tree with known joules, written to disk: the twin that RAPL is tested and timed with.

``python -m wholeprint.meters.powercap_twin FOLDER --scenario two-sockets --seconds 30`` writes one
in real time, for any tool that reads ``FOLDER/sys/class/powercap``.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

RANGE_JOULES = 262_143.328_850
"""Where most processors' counters start again: 2^32 steps of 2^-14 J, less one [J]."""
_WIDTH = 20

Energy = Callable[[float], float]
"""Energy used since the beginning [J] at a time [s]."""


def constant(watts: float) -> Energy:
    """Return the energy of constant power [W]."""
    return lambda at_seconds: watts * at_seconds


def square_wave(high_watts: float, low_watts: float, half_period_seconds: float) -> Energy:
    """Return the energy of bursts: high power first, then low power, for as long each.

    Args:
        high_watts: Power in the first half of a period [W].
        low_watts: Power in its second half [W].
        half_period_seconds: How long each half lasts [s].
    """

    def energy_joules(at_seconds: float) -> float:
        periods, rest = divmod(at_seconds, 2 * half_period_seconds)
        joules = periods * (high_watts + low_watts) * half_period_seconds
        high = min(rest, half_period_seconds)
        return joules + high * high_watts + (rest - high) * low_watts

    return energy_joules


@dataclass(frozen=True, slots=True)
class TwinZone:
    """One zone to write.

    Attributes:
        folder: Folder name: ``intel-rapl:0``, ``intel-rapl:0:0``, ``intel-rapl-mmio:0``.
        label: Text of its ``name`` file.
        energy_joules: Energy since the beginning over time.
        start_joules: What its counter shows at the beginning [J].
        range_joules: Where it starts again from zero [J].
        max_watts: Power limit it states [W]; 0 for none.
    """

    folder: str
    label: str
    energy_joules: Energy
    start_joules: float = 1234.5
    range_joules: float = RANGE_JOULES
    max_watts: float = 0.0


@dataclass(slots=True)
class PowercapTwin:
    """Writes zones under a root and moves their counters, by hand or in a thread.

    Attributes:
        root: The folder that stands for ``/``.
        zones: The zones.
        period_seconds: How often the counters move when they run by themselves [s].
        nested: Whether sub-zones stand inside their parent only, as under /sys/devices.
    """

    root: Path
    zones: Sequence[TwinZone]
    period_seconds: float = 0.001
    nested: bool = False
    _descriptors: dict[str, int] = field(default_factory=dict[str, int])
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _begin_seconds: float = 0.0

    def __post_init__(self) -> None:
        base = self.root / "sys/class/powercap"
        for zone in self.zones:
            control, *numbers = zone.folder.split(":")
            (base / control).mkdir(parents=True, exist_ok=True)
            folder = base / zone.folder
            if self.nested and len(numbers) > 1:
                folder = base / zone.folder.rpartition(":")[0] / zone.folder
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "name").write_text(f"{zone.label}\n", encoding="ascii")
            (folder / "max_energy_range_uj").write_text(
                f"{round(zone.range_joules * 1e6)}\n", encoding="ascii"
            )
            if zone.max_watts:
                (folder / "constraint_0_max_power_uw").write_text(
                    f"{round(zone.max_watts * 1e6)}\n", encoding="ascii"
                )
            self._descriptors[zone.folder] = os.open(
                folder / "energy_uj", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644
            )
        self.show(0.0)

    def folder(self, name: str) -> Path:
        """Return where a zone stands."""
        base = self.root / "sys/class/powercap"
        inside = base / name.rpartition(":")[0] / name
        return inside if self.nested and inside.exists() else base / name

    def show(self, at_seconds: float) -> None:
        """Let all counters show what they would at a time [s] after the beginning."""
        for zone in self.zones:
            joules = zone.start_joules + zone.energy_joules(at_seconds)
            count = int(joules % zone.range_joules * 1e6)
            text = f"{count}".ljust(_WIDTH) + "\n"
            os.pwrite(self._descriptors[zone.folder], text.encode("ascii"), 0)

    def elapsed_seconds(self) -> float:
        """Return how long the counters have been running by themselves [s]."""
        return monotonic() - self._begin_seconds

    def run(self) -> None:
        """Move the counters in real time until `stop`."""
        self._begin_seconds = monotonic()
        while not self._stop.wait(self.period_seconds):
            self.show(self.elapsed_seconds())

    def start(self) -> None:
        """Move the counters in a thread."""
        self._begin_seconds = monotonic()
        self._thread = Thread(target=self.run, name="powercap-twin", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop moving them, and let go of the files."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        for descriptor in self._descriptors.values():
            os.close(descriptor)
        self._descriptors.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _package() -> list[TwinZone]:
    return [TwinZone("intel-rapl:0", "package-0", constant(100.0))]


def _dram() -> list[TwinZone]:
    # The sub-zones' numbers say nothing about what they are; only their names do.
    return [
        *_package(),
        TwinZone("intel-rapl:0:0", "core", constant(60.0)),
        TwinZone("intel-rapl:0:1", "dram", constant(37.0), range_joules=65_712.999_613),
    ]


def _two_sockets() -> list[TwinZone]:
    return [
        TwinZone("intel-rapl:0", "package-1", constant(80.0)),
        TwinZone("intel-rapl:0:0", "dram", constant(17.0), start_joules=7.0),
        TwinZone("intel-rapl:1", "package-0", constant(100.0), start_joules=99_999.0),
        TwinZone("intel-rapl:1:0", "dram", constant(37.0)),
    ]


def _wraparound() -> list[TwinZone]:
    return [
        TwinZone("intel-rapl:0", "package-0", constant(100.0), start_joules=RANGE_JOULES - 512.3),
        TwinZone("intel-rapl:0:0", "dram", constant(37.0), 64_999.0, 65_712.999_613),
    ]


def _mirrored_dies() -> list[TwinZone]:
    return [
        TwinZone("intel-rapl:0", "package-0-die-0", constant(68.0)),
        TwinZone("intel-rapl:1", "package-0-die-1", constant(68.0)),
    ]


def _own_dies() -> list[TwinZone]:
    return [
        TwinZone("intel-rapl:0", "package-0-die-0", constant(68.0), start_joules=5_000.0),
        TwinZone("intel-rapl:1", "package-0-die-1", constant(60.0), start_joules=90_000.0),
    ]


def _psys() -> list[TwinZone]:
    return [*_dram(), TwinZone("intel-rapl:1", "psys", constant(190.0), start_joules=44_000.0)]


def _mmio() -> list[TwinZone]:
    return [
        *_package(),
        TwinZone("intel-rapl-mmio:0", "package-0", constant(100.0), start_joules=3.0),
    ]


def _bursts() -> list[TwinZone]:
    return [TwinZone("intel-rapl:0", "package-0", square_wave(200.0, 10.0, 1.0))]


SCENARIOS: Mapping[str, Callable[[], list[TwinZone]]] = {
    "package": _package,
    "dram": _dram,
    "two-sockets": _two_sockets,
    "wraparound": _wraparound,
    "mirrored-dies": _mirrored_dies,
    "own-dies": _own_dies,
    "psys": _psys,
    "mmio": _mmio,
    "bursts": _bursts,
}
"""Machines to write, by name."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a scenario in real time, from the command line.

    Args:
        arguments: Command line; None for the process's own.
    """
    from argparse import ArgumentParser  # noqa: PLC0415 - only the command line needs it

    parser = ArgumentParser(description="Write a powercap tree with known joules.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenario", choices=SCENARIOS, default="dram")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--period", type=float, default=0.001)
    given = parser.parse_args(arguments)
    zones = SCENARIOS[given.scenario]()
    with PowercapTwin(given.folder, zones, period_seconds=given.period) as twin:
        twin.start()
        Event().wait(given.seconds)


if __name__ == "__main__":
    main()
