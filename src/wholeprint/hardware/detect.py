"""Which machine this is, from its own files, quickly enough to be asked at every start."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from wholeprint.hardware.cgroup import reach
from wholeprint.hardware.pci import cards
from wholeprint.hardware.processor import processor
from wholeprint.hardware.surroundings import chassis, hypervisor, in_container, machine_id
from wholeprint.hardware.tree import Tree, fields, whole
from wholeprint.quantities.machine import Accelerator, Machine
from wholeprint.quantities.note import Note

_KIBIBYTE = 1024

# What each field is read from, for the note that says that it could not be.
_READ_FROM = {
    "cpu_model": "/proc/cpuinfo names no model",
    "sockets": "/sys/devices/system/cpu/cpu*/topology is missing or garbled",
    "cores": "/sys/devices/system/cpu/cpu*/topology is missing or garbled",
    "threads": "/sys/devices/system/cpu/online and /proc/cpuinfo are missing or garbled",
    "memory_bytes": "/proc/meminfo is missing or garbled",
}


class Detection(NamedTuple):
    """A machine, and what could not be found out about it.

    Attributes:
        machine: The machine.
        notes: One for each field that stayed empty although every machine has one.
    """

    machine: Machine
    notes: tuple[Note, ...]


def detect(root: str | os.PathLike[str] = "/") -> Machine:
    """Return the machine whose files lie under a root.

    Args:
        root: ``/`` for this machine, a folder of recorded files for another.

    Returns:
        What could be read; a field that could not is None.
    """
    return look(root).machine


def look(
    root: str | os.PathLike[str] = "/", *, accelerators: Sequence[Accelerator] | None = None
) -> Detection:
    """Return the machine whose files lie under a root, and notes on what is missing.

    Args:
        root: ``/`` for this machine, a folder of recorded files for another.
        accelerators: The accelerators, where a driver has already named them; None to look for
            them among the files.

    Returns:
        The machine and the notes. Nothing is raised for files that are missing or garbled.
    """
    tree = Tree(root)
    if tree.is_live and not tree.has("proc/self"):
        # Only machines without /proc pay for importing what asks them another way.
        from wholeprint.hardware.portable import portable_machine  # noqa: PLC0415 - as said above

        machine = portable_machine(tuple(accelerators or ()))
    else:
        machine = _from_files(tree, accelerators)
    return Detection(machine, _notes(machine))


def _from_files(tree: Tree, accelerators: Sequence[Accelerator] | None) -> Machine:
    chip = processor(tree)
    memory_bytes = _memory_bytes(tree)
    limits = reach(tree, chip.online, memory_bytes)
    kernel = tree.line("proc/sys/kernel/osrelease")
    hostname = tree.line("proc/sys/kernel/hostname") or tree.line("etc/hostname")
    contained = limits.in_container or in_container(tree)
    return Machine(
        cpu_model=chip.model,
        cpu_vendor=chip.vendor,
        cpu_family=chip.family,
        cpu_model_number=chip.number,
        sockets=chip.sockets,
        cores=chip.cores,
        threads=chip.threads,
        memory_bytes=memory_bytes,
        cpu_limit_cores=limits.cpu_limit_cores,
        memory_limit_bytes=limits.memory_limit_bytes,
        hypervisor=hypervisor(tree, kernel, flagged=chip.virtual),
        container=contained,
        chassis=chassis(tree),
        accelerators=(
            _accelerators(tree, in_container=contained)
            if accelerators is None
            else tuple(accelerators)
        ),
        system=tree.line("proc/sys/kernel/ostype") or "Linux",
        kernel=kernel,
        hostname=hostname,
        machine_id=machine_id(tree, hostname),
    )


def _memory_bytes(tree: Tree) -> int | None:
    words = fields(tree.text("proc/meminfo", 256)).get("MemTotal", "").split()
    kibibytes = whole(words[0]) if words[1:] == ["kB"] else None
    return kibibytes * _KIBIBYTE if kibibytes and kibibytes > 0 else None


def _accelerators(tree: Tree, *, in_container: bool) -> tuple[Accelerator, ...]:
    return tuple(
        Accelerator(index=index, name=card.name, memory_bytes=card.memory_bytes, uuid=card.uuid)
        for index, card in enumerate(cards(tree, in_container=in_container))
    )


def _notes(machine: Machine) -> tuple[Note, ...]:
    return tuple(
        Note("machine-unreadable", f"{field} of this machine is unknown: {why}")
        for field, why in _READ_FROM.items()
        if getattr(machine, field) is None
    )
