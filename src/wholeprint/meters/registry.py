"""The ladder of drivers: which sensors are here, and which of them to open."""

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from wholeprint.errors import SettingError
from wholeprint.meters.base import Driver, Finding, Meter
from wholeprint.quantities.note import Note

DRIVERS: Mapping[str, str] = {
    "rapl": "wholeprint.meters.drivers.rapl:RaplDriver",
    "nvml": "wholeprint.meters.drivers.nvml:NvmlDriver",
}
"""The drivers that are tried by themselves, best first."""
_ON_REQUEST: Mapping[str, str] = {"recorded": "wholeprint.meters.drivers.recorded:RecordedDriver"}


def driver(name: str) -> Driver:
    """Return a driver by its name, loading its module only now.

    Args:
        name: A name of the ladder, or ``package.module:Class`` of a driver of your own.

    Raises:
        SettingError: When there is no such driver.
    """
    path = DRIVERS.get(name) or _ON_REQUEST.get(name) or name
    module, colon, attribute = path.partition(":")
    known = ", ".join([*DRIVERS, *_ON_REQUEST])
    if not colon:
        raise SettingError(
            "no meter has that name",
            seen=name,
            fix=f"Use one of {known}, or package.module:Class",
        )
    try:
        kind = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise SettingError(
            "a meter's driver cannot be loaded", seen=f"{name}: {error}", fix="Install its package"
        ) from error
    return cast("Driver", kind())


def findings(root: Path, names: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """Return what can be measured here, how well, and what would make it better.

    Args:
        root: The file system's root.
        names: Drivers to ask; None for the ladder.

    Returns:
        One finding per driver, best driver first.
    """
    return tuple(_probe(driver(name), root) for name in (DRIVERS if names is None else names))


def open_meters(
    root: Path, names: Sequence[str] | None = None, devices: Collection[str] | None = None
) -> tuple[list[Meter], list[Note], list[Finding]]:
    """Open the best sensor there is for each part of the machine.

    Args:
        root: The file system's root.
        names: Drivers to use, best first; None for the ladder.
        devices: Accelerators to read, by index or identifier; None for all.

    Returns:
        The open meters, notes on what could not be opened, and the findings of all drivers.
    """
    meters: list[Meter] = []
    notes: list[Note] = []
    found: list[Finding] = []
    covered: set[str] = set()
    for name in DRIVERS if names is None else names:
        try:
            candidate = driver(name)
        except SettingError as error:
            notes.append(Note("sensor-unreadable", str(error), severity="warning"))
            continue
        finding = _probe(candidate, root)
        found.append(finding)
        if finding.reason and finding.present:
            message = f"{name}: {finding.reason}. {finding.fix}".strip()
            notes.append(Note("sensor-unreadable", message, severity="warning"))
        wanted = [
            spec.name
            for spec in finding.channels
            if spec.domain not in covered and _is_wanted(spec.domain, spec.device, devices)
        ]
        if not wanted:
            continue
        try:
            meter = candidate.open(root, wanted)
        except Exception as error:  # noqa: BLE001 - a driver's bug must not end the measured run
            notes.append(Note("sensor-unreadable", f"{name}: {error}", severity="warning"))
            continue
        meters.append(meter)
        covered |= {spec.domain for spec in meter.channels}
    return meters, notes, found


def _probe(candidate: Driver, root: Path) -> Finding:
    try:
        return candidate.probe(root)
    except Exception as error:  # noqa: BLE001 - a driver's bug must not end the measured run
        return Finding(candidate.name, found=False, reason=f"Its driver failed: {error!r}")


def _is_wanted(domain: str, device: str, devices: Collection[str] | None) -> bool:
    index = domain.removeprefix("gpu:")
    if devices is None or index == domain:
        return True
    return index in devices or any(device.startswith(wanted) for wanted in devices if wanted)
