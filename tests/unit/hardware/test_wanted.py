"""Hardware as people write it is read exactly, or refused with near names."""

import pytest

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.wanted import find_hardware, machine_of


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def test_names_and_counts_are_read(factors: Factors) -> None:
    """Each item is a name and a count; without a count there is one."""
    found = find_hardware("a100-sxm4-80gb:8, AMD EPYC 7742:2", factors)

    assert [(each.part, each.key, each.count) for each in found] == [
        ("accelerator", "a100-sxm4-80gb", 8),
        ("cpu", "amd-epyc-7742", 2),
    ]
    assert find_hardware("rtx-4090", factors)[0].count == 1


def test_a_machine_has_what_was_wanted(factors: Factors) -> None:
    """Eight accelerators and two processors, numbered as a driver does."""
    machine = machine_of(find_hardware("a100-sxm4-80gb:8,epyc-7742:2", factors), memory_gb=1.0)

    assert [device.index for device in machine.accelerators] == list(range(8))
    assert (machine.cpu_model, machine.sockets, machine.memory_bytes) == (
        "AMD EPYC 7742",
        2,
        10**9,
    )


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("a100", "a100-sxm4-80gb"),
        ("h100:8", "h100-sxm5-80gb"),
        ("xyzzy", "hardware --list"),
        ("Laptop", "wholeprint hardware laptop"),
    ],
)
def test_an_incomplete_name_is_refused_with_suggestions(
    text: str, near: str, factors: Factors
) -> None:
    """A series has variants of differing power: none is chosen, they are only offered."""
    with pytest.raises(UnknownHardwareError, match=near):
        find_hardware(text, factors)


@pytest.mark.parametrize(
    "text", ["", " , ", "rtx-4090:0", "rtx-4090:-1", "rtx-4090:many", "epyc-7742,epyc-7543"]
)
def test_what_is_no_hardware_is_refused(text: str, factors: Factors) -> None:
    """Nothing, no count and two kinds of processor in one machine are wrong use."""
    with pytest.raises(ValueRefusedError):
        find_hardware(text, factors)
