"""Which machine this is where there are no ``/proc`` and ``/sys``: by psutil and platform.

Slower than files, and less is known: no limits of containers, no hypervisor, no accelerators
but those that a driver has named.
"""

import platform

import psutil

from wholeprint.hardware.surroundings import hashed
from wholeprint.quantities.machine import Accelerator, Machine


def portable_machine(accelerators: tuple[Accelerator, ...]) -> Machine:
    """Return this machine as the Python libraries see it.

    Args:
        accelerators: The accelerators that a driver has named.

    Returns:
        The machine; what these libraries cannot tell is None.
    """
    return Machine(
        cpu_model=platform.processor() or None,
        cpu_vendor=None,
        cpu_family=None,
        cpu_model_number=None,
        sockets=None,
        cores=psutil.cpu_count(logical=False),
        threads=psutil.cpu_count(logical=True),
        memory_bytes=psutil.virtual_memory().total,
        cpu_limit_cores=None,
        memory_limit_bytes=None,
        hypervisor=None,
        container=False,
        chassis="laptop" if _has_battery() else "unknown",
        accelerators=accelerators,
        system=platform.system() or None,
        kernel=platform.release() or None,
        hostname=platform.node() or None,
        machine_id=hashed(platform.node()),
    )


def _has_battery() -> bool:
    # psutil has this function only on systems where it can answer.
    ask = getattr(psutil, "sensors_battery", None)
    return ask is not None and ask() is not None
