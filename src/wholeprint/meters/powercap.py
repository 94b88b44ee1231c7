"""The Linux powercap tree: which zones there are, what they are called, which can be read."""

import os
from pathlib import Path
from typing import NamedTuple

_FOLDER = "sys/class/powercap"
_READ_BYTES = 64


class Zone(NamedTuple):
    """One folder of the tree.

    Attributes:
        path: The folder.
        control: The control type it belongs to: ``intel-rapl`` or ``intel-rapl-mmio``.
        folder: Its folder name, ``intel-rapl:0:1``; says which zone is inside which, no more.
        label: What its ``name`` file says: ``package-0``, ``dram``, ``psys``.
        range_joules: Where its counter starts again from zero [J]; infinity if not stated.
        max_watts: Its first power limit's maximum [W], if stated and not zero.
    """

    path: str
    control: str
    folder: str
    label: str
    range_joules: float
    max_watts: float | None

    @property
    def energy_path(self) -> str:
        """The file of the counter."""
        return f"{self.path}/energy_uj"

    @property
    def parent_folder(self) -> str:
        """Folder name of the zone this one is inside, or an empty string."""
        return self.folder.rpartition(":")[0] if self.folder.count(":") > 1 else ""


def powercap_folder(root: Path) -> str:
    """Return where the tree stands under a root."""
    return f"{root}/{_FOLDER}"


def zones(root: Path) -> tuple[Zone, ...]:
    """List the RAPL zones under a root, parents before children.

    The kernel shows each zone flat in the class folder and again inside its parent; each is
    returned once. AMD processors appear under the same ``intel-rapl`` names.

    Args:
        root: The file system's root.

    Returns:
        The zones that have a name; empty where the tree is absent.

    Source:
        https://docs.kernel.org/power/powercap/powercap.html
    """
    found: dict[str, Zone] = {}
    _collect(powercap_folder(root), found)
    return tuple(sorted(found.values(), key=_order))


def _order(zone: Zone) -> tuple[str, list[int]]:
    numbers = [int(part) for part in zone.folder.split(":")[1:] if part.isdigit()]
    return zone.control, numbers


def _collect(folder: str, found: dict[str, Zone]) -> None:
    try:
        entries = sorted(os.listdir(folder))  # noqa: PTH208 - pathlib costs four times more
    except OSError:
        return
    for entry in entries:
        control, colon, _ = entry.partition(":")
        if "rapl" not in control or entry in found:
            continue
        path = f"{folder}/{entry}"
        if not colon:
            if not any(other.startswith(f"{entry}:") for other in entries):
                _collect(path, found)
            continue
        zone = _zone(path, control, entry)
        if zone is not None:
            found[entry] = zone
            _collect(path, found)


def _zone(path: str, control: str, folder: str) -> Zone | None:
    label = read_text(f"{path}/name")
    if not label:
        return None
    range_microjoules = _whole_number(f"{path}/max_energy_range_uj")
    limit_microwatts = _whole_number(f"{path}/constraint_0_max_power_uw")
    return Zone(
        path=path,
        control=control,
        folder=folder,
        label=label,
        range_joules=range_microjoules / 1e6 if range_microjoules else float("inf"),
        max_watts=limit_microwatts / 1e6 if limit_microwatts else None,
    )


def _whole_number(path: str) -> int:
    text = read_text(path)
    return int(text) if text.isdigit() else 0


def read_text(path: str) -> str:
    """Return the stripped text of a small file, or an empty string if it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return os.read(descriptor, _READ_BYTES).decode("ascii", "replace").strip()
    except OSError:
        return ""
    finally:
        os.close(descriptor)
