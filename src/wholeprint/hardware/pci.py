"""Accelerators by their files: the NVIDIA driver's, and the PCI bus where there is no driver."""

from typing import NamedTuple

from wholeprint.hardware.tree import Tree, fields, whole

_DEVICES = "sys/bus/pci/devices"
_NVIDIA_CARDS = "proc/driver/nvidia/gpus"

_NVIDIA, _AMD, _INTEL, _HABANA = 0x10DE, 0x1002, 0x8086, 0x1DA3
_VENDORS = {_NVIDIA: "NVIDIA", _AMD: "AMD", _INTEL: "Intel", _HABANA: "Habana"}
_DISPLAY, _ACCELERATOR = 0x03, 0x12  # base classes of the PCI code and ID assignment
_SECURITY_PROCESSOR = 0x1080  # beside the graphics of an AMD processor, never on a card


class Card(NamedTuple):
    """One accelerator on the bus.

    Attributes:
        slot: Its PCI address.
        name: Its model; ``NVIDIA device 0x20b0`` where only the number is known.
        uuid: What the driver calls it; None without a driver that says.
        memory_bytes: Its own memory [bytes]; None where no file says.
    """

    slot: str
    name: str
    uuid: str | None
    memory_bytes: int | None


def cards(tree: Tree, *, in_container: bool) -> tuple[Card, ...]:
    """Return the accelerators in reach, in the order of their addresses.

    Args:
        tree: The machine's files.
        in_container: Whether the bus shows devices that are not handed to this container; only
            those with a device file are kept then.

    Returns:
        The accelerators; the graphics inside a processor are part of it and not among them.
    """
    found = {card.slot: card for card in _on_bus(tree, in_container=in_container)}
    for slot in tree.names(_NVIDIA_CARDS):
        said = fields(tree.text(f"{_NVIDIA_CARDS}/{slot}/information"))
        minor = whole(said.get("Device Minor"))
        if in_container and not tree.has(f"dev/nvidia{0 if minor is None else minor}"):
            found.pop(slot, None)
        elif said.get("Model"):
            found[slot] = Card(slot, said["Model"], said.get("GPU UUID"), None)
    return tuple(found[slot] for slot in sorted(found))


def _on_bus(tree: Tree, *, in_container: bool) -> list[Card]:
    found: list[Card] = []
    for slot in tree.names(_DEVICES):
        kind = tree.whole(f"{_DEVICES}/{slot}/class")
        if kind is None or kind >> 16 not in {_DISPLAY, _ACCELERATOR}:
            continue
        vendor = tree.whole(f"{_DEVICES}/{slot}/vendor")
        if vendor not in _VENDORS or _is_part_of_processor(tree, slot, vendor, kind):
            continue
        if tree.has(f"{_DEVICES}/{slot}/physfn"):
            continue  # a slice of a card that is listed itself
        if in_container and not _has_device_file(tree, vendor):
            continue
        device = tree.whole(f"{_DEVICES}/{slot}/device")
        number = "unknown" if device is None else f"{device:#06x}"
        memory = tree.whole(f"{_DEVICES}/{slot}/mem_info_vram_total")  # the amdgpu driver's
        found.append(Card(slot, f"{_VENDORS[vendor]} device {number}", None, memory))
    return found


def _is_part_of_processor(tree: Tree, slot: str, vendor: int, kind: int) -> bool:
    """Return whether the graphics sit inside the processor, whose power already holds theirs.

    Intel puts them at 00:02.0. AMD puts them on a bus of their own, beside the processor's
    security processor, which no graphics card carries.
    """
    if kind >> 16 != _DISPLAY:
        # Neural units of client processors also sit on bus 0; data-centre cards never do.
        return vendor == _INTEL and ":00:" in slot
    if vendor == _INTEL:
        return slot.endswith(":00:02.0")
    if vendor == _AMD:
        base = slot.rpartition(".")[0]
        return any(
            (tree.whole(f"{_DEVICES}/{base}.{function}/class") or 0) >> 8 == _SECURITY_PROCESSOR
            for function in range(1, 8)
        )
    return False


def _has_device_file(tree: Tree, vendor: int) -> bool:
    if vendor == _NVIDIA:
        return any(tree.has(f"dev/nvidia{minor}") for minor in range(16)) or tree.has("dev/dxg")
    if vendor == _AMD:
        return tree.has("dev/kfd") or tree.has("dev/dri")
    return tree.has("dev/dri") or tree.has("dev/accel") or tree.has("dev/hl0")
