"""The processor: its name, and how many sockets, cores and threads there are."""

from typing import NamedTuple

from wholeprint.hardware.tree import Tree, cpu_list, fields, whole

_CPU = "sys/devices/system/cpu"
_HEAD_BYTES = 8192
"""Enough for the first processor; the whole file is megabytes on a large machine [bytes]."""

# The "CPU implementer" byte of Arm's MIDR register, as in the Linux kernel's asm/cputype.h.
_IMPLEMENTERS = {
    0x41: "ARM",
    0x42: "Broadcom",
    0x43: "Cavium",
    0x46: "Fujitsu",
    0x48: "HiSilicon",
    0x4E: "NVIDIA",
    0x51: "Qualcomm",
    0x61: "Apple",
    0x6D: "Microsoft",
    0xC0: "Ampere",
}


class Processor(NamedTuple):
    """What the kernel says of the processors; None where it says nothing that can be read.

    Attributes:
        model: The model's name as the chip gives it.
        vendor: Who made it.
        family: Family number; only x86 has one.
        number: Model number within the family; the part number on Arm.
        virtual: Whether the chip says that it runs under a hypervisor; None where it cannot say.
        sockets: Packages in use.
        cores: Physical cores in use.
        threads: Logical processors in use.
        online: Which logical processors these are.
    """

    model: str | None
    vendor: str | None
    family: int | None
    number: int | None
    virtual: bool | None
    sockets: int | None
    cores: int | None
    threads: int | None
    online: frozenset[int]


def processor(tree: Tree) -> Processor:
    """Look up the processors of a machine.

    Args:
        tree: The machine's files.

    Returns:
        What could be read.
    """
    first = fields(tree.text("proc/cpuinfo", _HEAD_BYTES))
    online = cpu_list(tree.text(f"{_CPU}/online", 8192)) or frozenset()
    sockets = _sockets(tree, online)
    vendor, number = _maker(first)
    return Processor(
        model=first.get("model name") or first.get("cpu") or None,
        vendor=vendor,
        family=whole(first.get("cpu family")),
        number=number,
        virtual="hypervisor" in first["flags"].split() if "flags" in first else None,
        sockets=sockets,
        cores=_cores(tree, online, sockets, first),
        threads=len(online) or _listed(tree),
        online=online,
    )


def _listed(tree: Tree) -> int | None:
    """Return the number of entries in ``cpuinfo``; slow, for where there is no ``/sys``."""
    lines = tree.whole_text("proc/cpuinfo").splitlines()
    return sum(line.startswith("processor\t") for line in lines) or None


def _maker(first: dict[str, str]) -> tuple[str | None, int | None]:
    """Return the vendor and the model number: x86 writes both out, Arm in registers' bytes."""
    code = whole(first.get("CPU implementer"))
    if code is None:
        return first.get("vendor_id") or None, whole(first.get("model"))
    return _IMPLEMENTERS.get(code, f"implementer {code:#04x}"), whole(first.get("CPU part"))


def _siblings(tree: Tree, cpu: int, *names: str) -> frozenset[int] | None:
    for name in names:
        found = cpu_list(tree.text(f"{_CPU}/cpu{cpu}/topology/{name}", 8192))
        if found and cpu in found:
            return found
    return None


def _groups(tree: Tree, online: frozenset[int], *names: str) -> int | None:
    """Return the number of groups of processors; reads one file per group, not per processor."""
    left = set(online)
    count = 0
    while left:
        group = _siblings(tree, min(left), *names)
        if group is None:
            return None
        left -= group
        count += 1
    return count or None


def _sockets(tree: Tree, online: frozenset[int]) -> int | None:
    # The second name is what kernels before 5.3 call the first.
    return _groups(tree, online, "package_cpus_list", "core_siblings_list")


def _cores(
    tree: Tree, online: frozenset[int], sockets: int | None, first: dict[str, str]
) -> int | None:
    """Return the number of cores, by the cheapest sure way there is.

    Without simultaneous multithreading each thread is a core. On x86 the first processor's
    entry gives the cores of its package, right on hybrid chips too, and holds for all packages
    when their threads add up. Otherwise the cores are counted one by one.
    """
    if tree.line(f"{_CPU}/smt/active") == "0":
        return len(online) or None
    cores, siblings = whole(first.get("cpu cores")), whole(first.get("siblings"))
    if cores and siblings and sockets and siblings * sockets == len(online):
        return cores * sockets
    return _groups(tree, online, "core_cpus_list", "thread_siblings_list")
