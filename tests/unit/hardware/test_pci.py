"""Cards on the bus are found; graphics inside processors and cards out of reach are not."""

from collections.abc import Callable, Mapping

import pytest

from wholeprint.hardware.pci import cards
from wholeprint.hardware.tree import Tree

MakeTree = Callable[[Mapping[str, str]], Tree]


def device(slot: str, kind: str, vendor: str, number: str) -> dict[str, str]:
    """Return the files of one device on the bus."""
    base = f"sys/bus/pci/devices/{slot}"
    return {f"{base}/class": kind, f"{base}/vendor": vendor, f"{base}/device": number}


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (device("0000:01:00.0", "0x030000", "0x10de", "0x2204"), ["NVIDIA device 0x2204"]),
        (device("0000:c1:00.0", "0x120000", "0x1002", "0x74a1"), ["AMD device 0x74a1"]),
        (device("0000:19:00.0", "0x120000", "0x1da3", "0x1020"), ["Habana device 0x1020"]),
        (device("0000:4d:00.0", "0x038000", "0x8086", "0x0bd5"), ["Intel device 0x0bd5"]),
        (device("0000:00:02.0", "0x030000", "0x8086", "0x46a6"), []),  # inside the processor
        (device("0000:00:0b.0", "0x120000", "0x8086", "0x7d1d"), []),  # its neural unit
        (device("0000:03:00.0", "0x030000", "0x1a03", "0x2000"), []),  # management controller
        (device("0000:01:00.1", "0x040300", "0x10de", "0x1aef"), []),  # sound of a card
    ],
)
def test_only_accelerators_are_kept(
    make_tree: MakeTree, files: dict[str, str], names: list[str]
) -> None:
    """Vendor and class decide; a card without a driver keeps its number as a name."""
    assert [card.name for card in cards(make_tree(files), in_container=False)] == names


def test_a_slice_of_a_card_is_not_counted_beside_it(make_tree: MakeTree) -> None:
    """A virtual function points to its physical one and is not a card of its own."""
    whole = device("0000:01:00.0", "0x030200", "0x10de", "0x20b0")
    part = device("0000:01:00.4", "0x030200", "0x10de", "0x20b0")
    link = {"sys/bus/pci/devices/0000:01:00.4/physfn/vendor": "0x10de"}

    assert len(cards(make_tree(whole | part | link), in_container=False)) == 1


def test_an_amd_card_tells_its_memory(make_tree: MakeTree) -> None:
    """The amdgpu driver gives the memory of a card in bytes."""
    files = device("0000:c1:00.0", "0x120000", "0x1002", "0x74a1")
    files["sys/bus/pci/devices/0000:c1:00.0/mem_info_vram_total"] = "206141652992"

    assert cards(make_tree(files), in_container=False)[0].memory_bytes == 206141652992


@pytest.mark.parametrize(
    ("vendor", "kind", "file"),
    [
        ("0x10de", "0x030200", "dev/nvidia0"),
        ("0x1002", "0x120000", "dev/kfd"),
        ("0x1da3", "0x120000", "dev/hl0"),
    ],
)
def test_a_container_sees_only_what_it_was_given(
    make_tree: MakeTree, vendor: str, kind: str, file: str
) -> None:
    """The bus shows the host's cards inside a container; only a device file puts one in reach."""
    files = device("0000:41:00.0", kind, vendor, "0x1234")

    assert cards(make_tree(files), in_container=True) == ()
    assert len(cards(make_tree({**files, file: ""}), in_container=True)) == 1


def test_a_driver_without_a_model_leaves_the_number(make_tree: MakeTree) -> None:
    """Where the driver's file says nothing the bus's number stays the name."""
    files = device("0000:41:00.0", "0x030200", "0x10de", "0x20b2")
    files["proc/driver/nvidia/gpus/0000:41:00.0/information"] = "IRQ: 5\n"

    assert [card.name for card in cards(make_tree(files), in_container=False)] == [
        "NVIDIA device 0x20b2"
    ]
