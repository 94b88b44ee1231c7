"""A machine reads well in one line."""

from pathlib import Path

import pytest

from wholeprint.hardware.describe import describe
from wholeprint.hardware.detect import detect
from wholeprint.quantities.machine import Machine

MACHINES = Path(__file__).parents[2] / "data" / "machines"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("microvm-epyc", "AMD EPYC (2 vCPUs), 23.5 GiB, virtual machine in a container"),
        (
            "xeon-two-sockets",
            (
                "2 x Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz (40 cores, 80 threads), 378 GiB, "
                "2 x Tesla V100-SXM2-32GB, server"
            ),
        ),
        (
            "container-nested",
            (
                "2 x AMD EPYC 7742 64-Core Processor (128 cores, 256 threads), 1007 GiB, "
                "in a container limited to 1.5 threads and 8 GiB"
            ),
        ),
        (
            "ec2-g4dn",
            (
                "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz (4 vCPUs), 15.2 GiB, "
                "NVIDIA device 0x1eb8, virtual machine (Amazon EC2)"
            ),
        ),
    ],
)
def test_a_recorded_machine_in_words(name: str, words: str) -> None:
    """Everything that was found is said once; made-up sockets of a guest are not."""
    assert describe(detect(MACHINES / name)) == words


def test_a_machine_of_which_nothing_is_known() -> None:
    """Nothing known still reads as a sentence."""
    assert describe(Machine()) == "unknown processor, unknown memory"


def test_counts_that_are_missing_are_left_out() -> None:
    """Threads without cores, and one vCPU, are said as they are."""
    assert describe(Machine(cpu_model="X", threads=8)) == "X (8 threads), unknown memory"
    assert "(1 vCPU)" in describe(Machine(cpu_model="X", threads=1, hypervisor="KVM"))
