"""Machines without /proc are seen through psutil."""

import psutil

from wholeprint.hardware.portable import portable_machine
from wholeprint.quantities.machine import Accelerator


def test_the_libraries_tell_counts_and_memory() -> None:
    """Threads and memory are psutil's own, and given accelerators are kept."""
    given = (Accelerator(index=0, name="Apple M2"),)

    machine = portable_machine(given)

    assert machine.threads == psutil.cpu_count()
    assert machine.memory_bytes == psutil.virtual_memory().total
    assert machine.accelerators == given
    assert machine.machine_id is not None
