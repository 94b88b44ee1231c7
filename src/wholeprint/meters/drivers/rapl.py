"""RAPL: the energy counters of Intel and AMD processors, read through Linux powercap.

Each package, its memory, its cores and the platform have a counter of their own, which is reached
through a kept file descriptor. What is inside another counter is recorded but never summed with
it; a counter shown twice (through MSR and MMIO, or once per die) is counted once.
"""

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from time import sleep

from wholeprint.errors import MeterReadError, MeterUnavailableError
from wholeprint.meters.base import UNREADABLE, ChannelSpec, Fault, Finding
from wholeprint.meters.clock import elapsed_seconds
from wholeprint.meters.powercap import Zone, powercap_folder, zones
from wholeprint.meters.rapl_channels import Group, PsysWatch, groups_of
from wholeprint.meters.rapl_source import Source

NAME = "rapl"
_ACCURACY = (
    "Counts chip energy in steps of about 61 uJ, refreshed about every 1 ms (Intel SDM vol. 3B, "
    "14.10). Haswell and later follow plug meters well (Khan et al. 2018), dram least well when "
    "idle (Desrochers et al. 2016); no maker states an error."
)
_NO_TREE = "There is no powercap tree: not Linux on Intel or AMD, or a virtual machine without it"
_NO_TREE_FIX = (
    "On a physical machine load the driver: sudo modprobe intel_rapl_msr; a virtual machine or "
    "container sees no counters unless its host passes /sys/class/powercap on"
)
_DENIED_FIX = (
    "sudo chmod a+r /sys/class/powercap/*rapl*:*/energy_uj (until the next boot); to keep it, put "
    'SUBSYSTEM=="powercap", ACTION=="add", RUN+="/bin/chmod a+r /sys%p/energy_uj" into '
    "/etc/udev/rules.d/70-rapl.rules; or give one interpreter the right with "
    "sudo setcap cap_dac_read_search=ep PYTHON"
)
_POLL_SECONDS = 0.0002
_ENOUGH_CHANGES = 8
_FEWEST_CHANGES = 3


class RaplDriver:
    """Finds and opens the RAPL counters of a machine.

    Args:
        now: Clock for deciding whether a counter's step is plausible [s].
    """

    name = NAME

    def __init__(self, now: Callable[[], float] = elapsed_seconds) -> None:
        self._now = now

    def probe(self, root: Path) -> Finding:
        """Return which RAPL counters are here, and which can be read."""
        all_zones = zones(root)
        if not all_zones:
            masked = os.path.isdir(powercap_folder(root))  # noqa: PTH112 - pathlib costs more here
            reason = "The powercap tree is empty: hidden by the container" if masked else _NO_TREE
            return Finding(NAME, found=False, reason=reason, fix=_NO_TREE_FIX)
        readable, denied, broken = _sort_out(all_zones)
        channels = tuple(group.spec for group in groups_of(readable))
        return Finding(
            NAME,
            found=bool(channels),
            reason=_reason(denied, broken),
            fix=_DENIED_FIX if denied else "",
            accuracy=_ACCURACY if channels else "",
            channels=channels,
            present=True,
        )

    def open(self, root: Path, channels: Collection[str] | None = None) -> "RaplMeter":
        """Return the counters, opened.

        Args:
            root: The file system's root.
            channels: Names of the wanted channels; None for all.

        Raises:
            MeterUnavailableError: When none can be read.
        """
        readable, denied, broken = _sort_out(zones(root))
        groups = [
            group
            for group in groups_of(readable)
            if channels is None or group.spec.name in channels
        ]
        if not groups:
            raise MeterUnavailableError(
                "no RAPL counter can be read",
                seen=_reason(denied, broken) or powercap_folder(root),
                fix=_DENIED_FIX if denied else _NO_TREE_FIX,
            )
        return RaplMeter(groups, self._now)


def _sort_out(all_zones: Sequence[Zone]) -> tuple[list[Zone], list[str], list[str]]:
    """Return the zones parted into readable ones, refused ones and those that answer rubbish."""
    readable: list[Zone] = []
    denied: list[str] = []
    broken: list[str] = []
    for zone in all_zones:
        source = Source(zone)
        try:
            source.read_joules()
        except MeterReadError as error:
            refused = isinstance(error.__cause__, PermissionError)
            (denied if refused else broken).append(f"{zone.folder} ({zone.label})")
        else:
            readable.append(zone)
        finally:
            source.close()
    return readable, denied, broken


def _reason(denied: Sequence[str], broken: Sequence[str]) -> str:
    parts: list[str] = []
    if denied:
        parts.append(
            f"energy_uj may be read by root only (Linux since 5.10) in {', '.join(denied)}"
        )
    if broken:
        parts.append(f"energy_uj does not hold a count in {', '.join(broken)}")
    return "; ".join(parts)


class RaplMeter:
    """Open RAPL counters, one channel per package, memory, core group and platform.

    Args:
        groups: The channels and the counters behind each.
        now: Clock for the plausibility of steps [s].
    """

    name = NAME

    def __init__(self, groups: Sequence[Group], now: Callable[[], float]) -> None:
        self._groups = tuple(groups)
        self._now = now
        self._faults: list[Fault] = []
        self._refresh_seconds = 0.0
        self._psys = PsysWatch(tuple(group.spec for group in self._groups))
        for group in self._groups:
            group.start(now())

    @property
    def channels(self) -> tuple[ChannelSpec, ...]:
        """What is read, with the refresh period once it has been measured."""
        specs = self._psys.specs
        if not self._refresh_seconds:
            return specs
        return tuple(spec._replace(refresh_seconds=self._refresh_seconds) for spec in specs)

    @property
    def longest_wait_seconds(self) -> float:
        """A third of the time in which the fastest counter may come round [s]."""
        return min(group.horizon_seconds for group in self._groups) / 3

    def read(self) -> tuple[float, ...]:
        """Return all channels' joules since opening, NaN where a counter does not answer."""
        at_seconds = self._now()
        values: list[float] = []
        for group in self._groups:
            try:
                reason = group.advance(at_seconds)
            except MeterReadError as error:
                # The last value is kept: the next good reading covers this interval too.
                self._faults.append(
                    Fault(group.spec.name, "sensor-unreadable", str(error), gap=False)
                )
                values.append(UNREADABLE)
                continue
            if reason:
                message = f"{group.spec.name}: {reason}"
                self._faults.append(Fault(group.spec.name, "counter-jumped", message))
            values.append(group.joules)
        message = self._psys.watch(values)
        if message:
            self._faults.append(Fault(self._psys.name, "sensor-implausible", message, gap=False))
        return tuple(values)

    def faults(self) -> tuple[Fault, ...]:
        """Return what went wrong since the last call, once."""
        faults, self._faults = self._faults, []
        return tuple(faults)

    def calibrate(self, budget_seconds: float, stopped: Callable[[], bool]) -> None:
        """Watch one counter in short sleeps until it has moved a few times.

        If it moves too rarely to see within the budget, the budget becomes the refresh period.
        """
        source = self._groups[0].sources[0]
        moved_at: list[float] = []
        begin = self._now()
        at_seconds = begin
        last_joules: float | None = None
        while at_seconds - begin < budget_seconds and len(moved_at) < _ENOUGH_CHANGES:
            if stopped():
                return
            try:
                raw_joules = source.read_joules()
            except MeterReadError:
                return  # the next ordinary reading tells it
            at_seconds = self._now()
            if last_joules is not None and raw_joules != last_joules:
                moved_at.append(at_seconds)
            last_joules = raw_joules
            sleep(_POLL_SECONDS)
        if len(moved_at) < _FEWEST_CHANGES:
            self._refresh_seconds = max(budget_seconds, self._groups[0].spec.refresh_seconds)
            return
        self._refresh_seconds = (moved_at[-1] - moved_at[0]) / (len(moved_at) - 1)

    def close(self) -> None:
        """Close all descriptors."""
        for group in self._groups:
            group.close()
