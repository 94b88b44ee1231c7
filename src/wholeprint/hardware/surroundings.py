"""What the machine sits in: a container, a hypervisor, a rack, a desk or a lap."""

from wholeprint.hardware.tree import Tree
from wholeprint.quantities.machine import Chassis

_DMI = "sys/class/dmi/id"
_SUPPLIES = "sys/class/power_supply"

WSL = "WSL"
"""A Linux inside Windows: a virtual machine on somebody's own computer."""

# What hypervisors and clouds write as the maker and the product of the machine they pretend.
# The first words that match win; the product alone tells a virtual machine of Microsoft's or
# Google's from a laptop of theirs.
_PRETENDED = (
    ("Amazon EC2", "", "Amazon EC2"),
    ("Google", "Google Compute Engine", "Google Compute Engine"),
    ("Microsoft Corporation", "Virtual Machine", "Hyper-V"),
    ("VMware", "", "VMware"),
    ("innotek", "", "VirtualBox"),
    ("", "VirtualBox", "VirtualBox"),
    ("Parallels", "", "Parallels"),
    ("Apple", "Apple Virtualization", "Apple Virtualization"),
    ("Xen", "", "Xen"),
    ("", "HVM domU", "Xen"),
    ("", "KVM", "KVM"),
    ("OpenStack", "", "KVM"),
    ("Alibaba Cloud", "", "KVM"),
    ("DigitalOcean", "", "KVM"),
    ("Hetzner", "vServer", "KVM"),
    ("QEMU", "", "QEMU"),
    ("Bochs", "", "QEMU"),
    ("", "Standard PC", "QEMU"),
    ("", "BHYVE", "bhyve"),
)

# The chassis types of the SMBIOS reference specification (DSP0134), table "System Enclosure or
# Chassis Types", that say which kind of computer it is.
_CHASSIS: dict[int, Chassis] = {
    **dict.fromkeys((3, 4, 5, 6, 7, 13, 15, 16, 24, 35, 36), "desktop"),
    **dict.fromkeys((8, 9, 10, 11, 14, 30, 31, 32), "laptop"),
    **dict.fromkeys((17, 23, 25, 28, 29), "server"),
}


def in_container(tree: Tree) -> bool:
    """Return whether files that only containers have are there.

    Args:
        tree: The machine's files.

    Returns:
        True for a container; its control groups may say so too.
    """
    if any(
        tree.has(each)
        for each in (
            ".dockerenv",
            "run/.containerenv",
            "run/systemd/container",
            "run/secrets/kubernetes.io",
            "var/run/secrets/kubernetes.io",
        )
    ):
        return True
    # A container's root is nearly always a stack of image layers, and its first mount.
    mounts = tree.text("proc/self/mountinfo") or ""
    return any(
        line.split(" ", 5)[4:5] == ["/"] and " - overlay " in line for line in mounts.splitlines()
    )


def hypervisor(tree: Tree, kernel: str | None, *, flagged: bool | None) -> str | None:
    """Return what this machine is a guest of.

    Args:
        tree: The machine's files.
        kernel: The kernel's release.
        flagged: Whether the processor says that it is virtual; None where it cannot say.

    Returns:
        The hypervisor's or cloud's name; ``unknown`` for a guest that does not say of what;
        None for a machine of its own.
    """
    if kernel and "microsoft" in kernel.lower():
        return WSL
    maker = tree.line(f"{_DMI}/sys_vendor") or ""
    product = tree.line(f"{_DMI}/product_name") or ""
    xen = tree.line("sys/hypervisor/type")
    if flagged is False and xen is None:
        return None  # a cloud's bare metal carries the cloud's name, but not the flag
    if "metal" in product:
        return None
    if "control_d" in (tree.line("proc/xen/capabilities") or ""):
        return None  # Xen's own first domain sees the real machine
    for first, second, name in _PRETENDED:
        if maker.startswith(first) and second in product:
            return name
    if xen is not None:
        return xen.capitalize()
    return "unknown" if flagged else None


def chassis(tree: Tree) -> Chassis:
    """Return the kind of computer: ``server``, ``desktop``, ``laptop`` or ``unknown``.

    Args:
        tree: The machine's files.

    Returns:
        What the firmware says; where it says nothing of use, a battery makes a laptop.
    """
    kind = tree.whole(f"{_DMI}/chassis_type")
    said = _CHASSIS.get(kind or 0)
    if said:
        return said
    return "laptop" if _has_battery(tree) else "unknown"


def _has_battery(tree: Tree) -> bool:
    """Return whether a battery powers the machine, and not a mouse or a keyboard."""
    return any(
        tree.line(f"{_SUPPLIES}/{name}/type") == "Battery"
        and tree.line(f"{_SUPPLIES}/{name}/scope") != "Device"
        for name in tree.names(_SUPPLIES)
    )


def machine_id(tree: Tree, hostname: str | None) -> str | None:
    """Return a name for this machine that tells runs apart and gives nothing away.

    Args:
        tree: The machine's files.
        hostname: Taken instead where there is no ``machine-id`` file.

    Returns:
        Sixteen hexadecimal digits, or None where there is nothing to take.
    """
    return hashed(tree.line("etc/machine-id") or tree.line("var/lib/dbus/machine-id") or hostname)


def hashed(secret: str | None) -> str | None:
    """Return a keyed hash of what names a machine.

    The systemd manual (machine-id(5)) asks that the id never leave the machine as it is, but
    only as a hash keyed for the application; so does this.

    Args:
        secret: The id or, failing that, the host's name.

    Returns:
        Sixteen hexadecimal digits, or None for nothing.
    """
    if not secret:
        return None
    from hashlib import blake2b  # noqa: PLC0415 - loads OpenSSL: at the start of a run, not before

    return blake2b(secret.encode(), digest_size=8, person=b"wholeprint").hexdigest()
