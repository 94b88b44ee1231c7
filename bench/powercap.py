"""A machine whose joules are known: a tree of energy counters written on a fixed schedule.

The counters look like those of the Linux kernel's powercap, and are written every 5 ms. To make
every tool see them, they are laid over ``/sys/class`` in a private mount namespace, which needs
root; outside of it nothing changes. It is written apart from the twin that the package's own
tests use, so that one mistake cannot hide in both, and linked together as the kernel does it, for
tools follow different links.

Usage: ``unshare --mount python powercap.py FOLDER CASE EPOCH``, until standard input closes.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PERIOD_SECONDS = 0.005
RANGE_JOULES = 262_143.328850  # as the registers of many processors have it


@dataclass(frozen=True)
class Zone:
    """One counter: ``high`` watts for a part of each period, ``low`` watts for the rest."""

    place: str
    name: str
    high_watts: float
    low_watts: float
    counted: bool = True
    wraps_after_seconds: float | None = None
    starts_at_joules: float = 1234.5

    def joules(self, seconds: float) -> float:
        """Energy since the epoch: exact, for a square wave of one second up and one down."""
        whole, part = divmod(seconds, 2.0)
        up = whole + min(part, 1.0)
        return self.high_watts * up + self.low_watts * (seconds - up)

    def counter(self, seconds: float) -> int:
        """What the counter shows [uJ]."""
        start = self.starts_at_joules
        if self.wraps_after_seconds is not None:
            start = RANGE_JOULES - self.joules(self.wraps_after_seconds)
        return int(((start + self.joules(seconds)) % RANGE_JOULES) * 1e6)


def _steady(place: str, name: str, watts: float, **more: float | bool | None) -> Zone:
    return Zone(place, name, watts, watts, **more)  # type: ignore[arg-type] - as the fields say


P0, P1, D0, D1 = "intel-rapl:0", "intel-rapl:1", "intel-rapl:0:0", "intel-rapl:1:0"
WRAP_SECONDS = 17.0  # after the slowest tool has started, before the block ends

CASES: dict[str, tuple[Zone, ...]] = {
    "package": (_steady(P0, "package-0", 100.0),),
    "package and memory": (_steady(P0, "package-0", 100.0), _steady(D0, "dram", 37.0)),
    "two sockets": (
        *(_steady(P0, "package-0", 100.0), _steady(D0, "dram", 37.0)),
        # Another load and another start: two sockets are never in step, as mirrors would be.
        *(_steady(P1, "package-1", 80.0, starts_at_joules=98.7),),
        *(_steady(D1, "dram", 29.0, starts_at_joules=7654.3),),
    ),
    "wraparound": (
        _steady(P0, "package-0", 100.0, wraps_after_seconds=WRAP_SECONDS),
        _steady(D0, "dram", 37.0, wraps_after_seconds=WRAP_SECONDS + 0.3),
    ),
    "mirrored dies": (
        _steady(P0, "package-0-die-0", 100.0),
        _steady(P1, "package-0-die-1", 100.0, counted=False),
    ),
    "bursts": (Zone(P0, "package-0", 200.0, 10.0),),
}


def true_joules(case: str, began: float, ended: float) -> float:
    """The joules of a case between two moments, in seconds since its epoch [J]."""
    return sum(z.joules(ended) - z.joules(began) for z in CASES[case] if z.counted)


def _write_tree(folder: Path, zones: tuple[Zone, ...]) -> list[tuple[Zone, int]]:
    """The files of the counters, as the kernel lays them out, each open for writing."""
    control = folder / "devices" / "intel-rapl"
    links = folder / "class" / "powercap"
    control.mkdir(parents=True)
    links.mkdir(parents=True)
    (control / "enabled").write_text("1\n")
    (links / "intel-rapl").symlink_to(control)
    (control / "subsystem").symlink_to(links)
    opened: list[tuple[Zone, int]] = []
    for zone in zones:
        parts = zone.place.split(":")
        place = control.joinpath(*(":".join(parts[: i + 1]) for i in range(1, len(parts))))
        place.mkdir()
        (place / "name").write_text(f"{zone.name}\n")
        (place / "max_energy_range_uj").write_text(f"{int(RANGE_JOULES * 1e6)}\n")
        (place / "enabled").write_text("1\n")
        (place / "subsystem").symlink_to(links)
        (links / zone.place).symlink_to(place)
        opened.append((zone, os.open(place / "energy_uj", os.O_RDWR | os.O_CREAT, 0o444)))
    return opened


def _lay_over_the_machine(folder: Path) -> None:
    """Show the tree under ``/sys/class``, beside the classes that are there."""
    for kind in Path("/sys/class").iterdir():
        place = folder / "class" / kind.name
        place.mkdir(exist_ok=True)
        for link in (path for path in kind.iterdir() if path.is_symlink()):
            (place / link.name).symlink_to(link.readlink())
    subprocess.run(["mount", "--bind", str(folder / "class"), "/sys/class"], check=True)


def main() -> None:
    """Write the counters of a case until standard input closes."""
    folder, case, epoch = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    shutil.rmtree(folder, ignore_errors=True)
    opened = _write_tree(folder, CASES[case])
    os.set_blocking(sys.stdin.fileno(), False)

    def write() -> None:
        for zone, file in opened:
            # One write of a fixed width: a reader never sees a part of a number.
            os.pwrite(file, b"%015d\n" % zone.counter(time.monotonic() - epoch), 0)

    write()
    _lay_over_the_machine(folder)
    print("ready", flush=True)
    while True:
        write()
        time.sleep(PERIOD_SECONDS)
        try:
            if os.read(sys.stdin.fileno(), 1) == b"":
                return
        except BlockingIOError:
            continue


if __name__ == "__main__":
    main()
