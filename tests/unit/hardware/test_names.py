"""Names are matched exactly after the maker's decoration, or not at all."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Names


@pytest.fixture(scope="module")
def names() -> Names:
    """Return the names of the tables that ship."""
    return Names(Factors())


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("AMD EPYC 7742 64-Core Processor", "amd-epyc-7742"),
        ("Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", "intel-xeon-gold-6248"),
        ("Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz", "intel-xeon-e5-2690-v4"),
        ("AMD Ryzen 7 5800U with Radeon Graphics", "amd-ryzen-7-5800u"),
        ("  intel(r)   core(tm) I5-8250U cpu @ 1.60ghz ", "intel-core-i5-8250u"),
    ],
)
def test_a_kernel_s_name_finds_its_row(written: str, key: str, names: Names) -> None:
    """Trade marks, clock, cores and case are decoration; the rest is the name."""
    chip = names.chip(written)

    assert chip is not None
    assert chip.key == key


@pytest.mark.parametrize(
    "written",
    [
        "AMD EPYC",
        "AMD EPYC Processor",
        "AMD EPYC-Rome Processor",
        "AMD EPYC 7B12",
        "AMD EPYC 774",
        "AMD EPYC 77420",
        "Intel Xeon Processor (Skylake, IBRS)",
        "Intel(R) Xeon(R) CPU @ 2.20GHz",
        "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz",
        "Intel(R) Xeon(R) CPU E5-2690 @ 2.60GHz",
        "Intel Core Processor (Haswell, no TSX)",
        "QEMU Virtual CPU version 2.5+",
        "Common KVM processor",
        "ARMv7 Processor rev 4 (v7l)",
        "64-Core Processor",
        "",
        "@ 2.5GHz",
    ],
)
def test_a_name_that_is_no_single_processor_is_unknown(written: str, names: Names) -> None:
    """A series, a hypervisor's invention and a part made for one cloud match nothing."""
    assert names.chip(written) is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("NVIDIA A100-SXM4-80GB", "a100-sxm4-80gb"),
        ("NVIDIA H100 80GB HBM3", "h100-sxm5-80gb"),
        ("Tesla T4", "t4"),
        ("NVIDIA GeForce RTX 4090", "rtx-4090"),
    ],
)
def test_a_driver_s_name_finds_its_row(written: str, key: str, names: Names) -> None:
    """Names as NVML gives them."""
    board = names.board(written)

    assert board is not None
    assert board.key == key


@pytest.mark.parametrize(
    "written",
    [
        "A100",
        "NVIDIA A100",
        "NVIDIA A100-SXM4-80GB MIG 1g.10gb",
        "NVIDIA GeForce RTX 4080 Laptop GPU",
        "GRID A100D-40C",
        "NVIDIA device 0x20b0",
        "NVIDIA",
        "",
    ],
)
def test_a_slice_a_variant_and_a_number_are_unknown(written: str, names: Names) -> None:
    """A slice of a card, its mobile sister and a bus number are not the card."""
    assert names.board(written) is None


def test_suggestions_contain_the_name_first(names: Names) -> None:
    """What is offered for a series are its members."""
    assert all("h100" in key for key in names.near("H100")[:3])


def test_suggestions_for_a_large_series_are_spread_over_it(names: Names) -> None:
    """Of hundreds of Xeons the first five would be of one generation."""
    offered = names.near("xeon")

    assert len(offered) == 5
    assert len({key.removeprefix("intel-xeon-")[:2] for key in offered}) > 2


def test_a_family_is_no_board(names: Names) -> None:
    """A family's name stands for its boards and for none of them; a board's is no family."""
    assert [each.key for each in names.family("NVIDIA H100")] == [
        *("h100-nvl-94gb", "h100-pcie-80gb", "h100-sxm5-80gb")
    ]
    assert names.board("H100") is None
    assert names.family("h100-sxm5-80gb") == names.family("abacus") == ()
