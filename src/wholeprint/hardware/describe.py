"""A machine in one line, for people."""

from collections import Counter

from wholeprint.quantities.machine import Machine

_GIB = 2**30
_WHOLE = 100
"""From here on the decimals of a memory size say nothing [GiB]."""


def describe(machine: Machine) -> str:
    """Return a machine in one line.

    Args:
        machine: The machine.

    Returns:
        For instance ``2 x Intel Xeon Gold 6248 (40 cores, 80 threads), 377 GiB, 2 x Tesla
        V100-SXM2-32GB, server``; what is not known is said to be unknown or left out.
    """
    parts = [_processors(machine), _memory(machine)]
    counts = Counter(device.name for device in machine.accelerators)
    parts += [f"{count} x {name}" if count > 1 else name for name, count in counts.items()]
    parts.append(_place(machine))
    return ", ".join(part for part in parts if part)


def _processors(machine: Machine) -> str:
    name = machine.cpu_model or machine.cpu_vendor or "unknown processor"
    virtual = machine.hypervisor is not None
    several = machine.sockets or 1
    # The sockets of a virtual machine are made up by its hypervisor, and so are its cores.
    said = f"{several} x {name}" if several > 1 and not virtual else name
    threads = machine.threads
    if threads is None:
        return said
    if virtual:
        return f"{said} ({threads} vCPU{'' if threads == 1 else 's'})"
    cores = "" if machine.cores is None else f"{machine.cores} cores, "
    return f"{said} ({cores}{threads} threads)"


def _memory(machine: Machine) -> str:
    if machine.memory_bytes is None:
        return "unknown memory"
    return _gib(machine.memory_bytes)


def _gib(amount_bytes: int) -> str:
    amount = amount_bytes / _GIB
    return f"{amount:.0f} GiB" if amount >= _WHOLE else f"{amount:.3g} GiB"


def _place(machine: Machine) -> str:
    words: list[str] = []
    if machine.hypervisor == "unknown":
        words.append("virtual machine")
    elif machine.hypervisor is not None:
        words.append(f"virtual machine ({machine.hypervisor})")
    elif machine.chassis != "unknown":
        words.append(machine.chassis)
    if machine.container:
        words.append("in a container")
    limits: list[str] = []
    if machine.cpu_limit_cores is not None:
        limits.append(f"{machine.cpu_limit_cores:g} threads")
    if machine.memory_limit_bytes is not None:
        limits.append(_gib(machine.memory_limit_bytes))
    if limits:
        words.append(f"limited to {' and '.join(limits)}")
    return " ".join(words)
