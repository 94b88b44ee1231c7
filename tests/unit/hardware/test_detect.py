"""Recorded machines are seen as what they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from wholeprint.hardware.detect import detect, look
from wholeprint.quantities.machine import Accelerator, Machine

MACHINES = Path(__file__).parents[2] / "data" / "machines"

# name: (sockets, cores, threads, CPU limit, hypervisor, container, chassis, accelerators' names)
EXPECTED: dict[str, tuple[object, ...]] = {
    "microvm-epyc": (1, 2, 2, None, "unknown", True, "unknown", []),
    "xeon-two-sockets": (2, 40, 80, None, None, False, "server", ["Tesla V100-SXM2-32GB"] * 2),
    "laptop-hybrid": (1, 12, 16, None, None, False, "laptop", []),
    "laptop-apu": (1, 8, 16, None, None, False, "laptop", []),
    "ec2-g4dn": (1, 2, 4, None, "Amazon EC2", False, "unknown", ["NVIDIA device 0x1eb8"]),
    "ec2-metal": (2, 48, 96, None, None, False, "server", []),
    "kvm-guest": (4, 4, 4, None, "KVM", False, "unknown", []),
    "container-nested": (2, 128, 256, 1.5, None, True, "unknown", []),
    "container-parent-limit": (2, 128, 256, 1.5, None, True, "unknown", ["NVIDIA A100-SXM4-80GB"]),
    "container-v1": (2, 28, 56, 2.5, None, True, "server", []),
    "arm64-no-name": (1, 4, 4, None, "Amazon EC2", False, "unknown", []),
    "wsl": (1, 16, 32, None, "WSL", False, "unknown", []),
    "no-sys": (None, None, 8, None, None, False, "unknown", []),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_recorded_machine_is_seen_as_it_is(name: str) -> None:
    """Counts, limits, host and accelerators are those that the machine's files were written for."""
    machine = detect(MACHINES / name)

    assert (
        machine.sockets,
        machine.cores,
        machine.threads,
        machine.cpu_limit_cores,
        machine.hypervisor,
        machine.container,
        machine.chassis,
        [device.name for device in machine.accelerators],
    ) == EXPECTED[name]


def test_every_recorded_machine_is_tested() -> None:
    """A recorded machine that nobody looks at proves nothing."""
    recorded = {path.name for path in MACHINES.iterdir() if path.is_dir()}

    assert recorded == {*EXPECTED, "garbled"}


def test_names_and_sizes_are_untouched() -> None:
    """The processor's name is passed on as the chip gives it, and memory in bytes."""
    machine = detect(MACHINES / "container-nested")

    assert machine.cpu_model == "AMD EPYC 7742 64-Core Processor"
    assert (machine.cpu_vendor, machine.cpu_family, machine.cpu_model_number) == (
        "AuthenticAMD",
        23,
        49,
    )
    assert machine.memory_bytes == 1056123456 * 1024
    assert machine.memory_limit_bytes == 8 * 2**30


def test_an_arm_processor_has_numbers_but_no_name() -> None:
    """What the file does not say stays None and is noted; the part number is kept."""
    found = look(MACHINES / "arm64-no-name")

    assert found.machine.cpu_model is None
    assert (found.machine.cpu_vendor, found.machine.cpu_model_number) == ("ARM", 0xD0C)
    assert [note.code for note in found.notes] == ["machine-unreadable"]


def test_rubbish_gives_an_empty_machine_and_notes() -> None:
    """Garbled files never raise: each field that every machine has is None and noted."""
    found = look(MACHINES / "garbled")

    machine = found.machine
    assert machine.cpu_model is machine.threads is machine.memory_bytes is None
    assert machine.hypervisor is machine.cpu_limit_cores is machine.machine_id is None
    assert len(found.notes) == 5


def test_an_empty_root_gives_an_empty_machine(tmp_path: Path) -> None:
    """A tree without any file is a machine of which nothing is known."""
    found = look(tmp_path)

    assert found.machine == Machine(system="Linux")
    assert len(found.notes) == 5


def test_folders_in_place_of_files_do_not_raise(tmp_path: Path) -> None:
    """A folder where a file should be is one more file that cannot be read."""
    for path in ("proc/cpuinfo", "proc/meminfo", "proc/self/cgroup", "sys/class/dmi/id/sys_vendor"):
        (tmp_path / path).mkdir(parents=True)

    assert detect(tmp_path).cpu_model is None


def test_given_accelerators_are_kept() -> None:
    """Names that a driver gave are believed over those of the files."""
    given = (Accelerator(index=0, name="NVIDIA H100 80GB HBM3"),)

    found = look(MACHINES / "xeon-two-sockets", accelerators=given)

    assert found.machine.accelerators == given


def test_this_machine_is_seen() -> None:
    """The machine that runs the test has a processor, memory and an id."""
    machine = detect()

    assert machine.threads is not None
    assert machine.threads >= 1
    assert machine.memory_bytes is not None
    assert machine.memory_bytes > 2**26


def test_a_machine_survives_its_own_document() -> None:
    """What is detected can be written into a run's record and read back."""
    machine = detect(MACHINES / "xeon-two-sockets")

    assert Machine.from_json(machine.as_json()) == machine


def test_detection_loads_nothing_dear() -> None:
    """What every measured program pays for at its start is the cheap part of the library only."""
    code = "import sys; import wholeprint.hardware.detect; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    dear = {"numpy", "psutil", "subprocess", "asyncio", "logging", "csv", "sqlite3", "platform"}
    assert not dear & set(loaded.stdout.split())
