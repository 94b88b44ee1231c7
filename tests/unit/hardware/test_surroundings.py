"""Containers, hypervisors and boxes are told apart by their files."""

from collections.abc import Callable, Mapping

import pytest

from wholeprint.hardware.surroundings import chassis, hypervisor, in_container, machine_id
from wholeprint.hardware.tree import Tree

MakeTree = Callable[[Mapping[str, str]], Tree]
DMI = "sys/class/dmi/id"


@pytest.mark.parametrize(
    ("maker", "product", "name"),
    [
        ("Amazon EC2", "m5.large", "Amazon EC2"),
        ("Google", "Google Compute Engine", "Google Compute Engine"),
        ("Microsoft Corporation", "Virtual Machine", "Hyper-V"),
        ("Microsoft Corporation", "Surface Laptop 5", "unknown"),
        ("VMware, Inc.", "VMware7,1", "VMware"),
        ("innotek GmbH", "VirtualBox", "VirtualBox"),
        ("Xen", "HVM domU", "Xen"),
        ("Red Hat", "KVM", "KVM"),
        ("QEMU", "Standard PC (Q35 + ICH9, 2009)", "QEMU"),
        ("", "", "unknown"),
    ],
)
def test_a_guest_is_named_by_what_it_pretends(
    make_tree: MakeTree, maker: str, product: str, name: str
) -> None:
    """A flagged guest is called after its firmware; a silent one is a guest too."""
    tree = make_tree({f"{DMI}/sys_vendor": maker, f"{DMI}/product_name": product})

    assert hypervisor(tree, "6.1.0", flagged=True) == name


def test_bare_metal_of_a_cloud_is_no_guest(make_tree: MakeTree) -> None:
    """Without the processor's flag the cloud's name in the firmware makes no virtual machine."""
    tree = make_tree({f"{DMI}/sys_vendor": "Amazon EC2", f"{DMI}/product_name": "c5.metal"})

    assert hypervisor(tree, "6.1.0", flagged=False) is None
    assert hypervisor(tree, "6.1.0", flagged=None) is None  # Arm has no flag: the product tells


def test_paravirtual_xen_has_no_firmware(make_tree: MakeTree) -> None:
    """A Xen guest without firmware is told by its own file; the first domain is none."""
    guest = make_tree({"sys/hypervisor/type": "xen\n"})
    assert hypervisor(guest, None, flagged=False) == "Xen"

    first = make_tree({"proc/xen/capabilities": "control_d\n"})
    assert hypervisor(first, None, flagged=False) is None


@pytest.mark.parametrize(
    ("kind", "box"),
    [("3", "desktop"), ("10", "laptop"), ("23", "server"), ("1", "unknown"), ("x", "unknown")],
)
def test_the_box_is_what_the_firmware_says(make_tree: MakeTree, kind: str, box: str) -> None:
    """Chassis types are those of the SMBIOS specification (DSP0134, enclosure types)."""
    assert chassis(make_tree({f"{DMI}/chassis_type": kind})) == box


def test_a_mouse_makes_no_laptop(make_tree: MakeTree) -> None:
    """Only a battery that powers the system hints at a laptop."""
    supplies = "sys/class/power_supply"
    mouse = {f"{supplies}/hid/type": "Battery", f"{supplies}/hid/scope": "Device"}
    assert chassis(make_tree(mouse)) == "unknown"

    assert chassis(make_tree({f"{supplies}/BAT0/type": "Battery"})) == "laptop"


@pytest.mark.parametrize(
    "files",
    [
        {".dockerenv": ""},
        {"run/.containerenv": ""},
        {"run/systemd/container": "podman"},
        {"run/secrets/kubernetes.io/serviceaccount/namespace": "x"},
        {"proc/self/mountinfo": "600 500 0:50 / / rw,relatime - overlay overlay rw\n"},
    ],
)
def test_files_tell_a_container(make_tree: MakeTree, files: dict[str, str]) -> None:
    """Each runtime leaves a file or a layered root behind."""
    assert in_container(make_tree(files))


def test_layers_elsewhere_make_no_container(make_tree: MakeTree) -> None:
    """A host that runs containers has their layers mounted, but not as its root."""
    mounts = (
        "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"
        "90 27 0:50 / /var/lib/docker/overlay2/x/merged rw - overlay overlay rw\n"
    )

    assert not in_container(make_tree({"proc/self/mountinfo": mounts}))


def test_the_id_is_hashed_and_stays(make_tree: MakeTree) -> None:
    """The raw id never appears; the same id gives the same hash, another gives another."""
    raw = "00112233445566778899aabbccddeeff"
    tree = make_tree({"etc/machine-id": raw + "\n"})

    first = machine_id(tree, "host")

    assert first is not None
    assert len(first) == 16
    assert raw not in first
    assert first == machine_id(tree, "another name")
    assert first != machine_id(make_tree({"etc/machine-id": raw[::-1]}), "host")


def test_the_name_stands_in_for_a_missing_id(make_tree: MakeTree) -> None:
    """Without an id the host's name is hashed; without either there is none."""
    tree = make_tree({})

    assert machine_id(tree, "host") not in {None, "host"}
    assert machine_id(tree, None) is None
