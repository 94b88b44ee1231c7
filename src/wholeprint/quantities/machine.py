"""What a machine is, as far as it can see itself: a shape, not a lookup."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, cast

Chassis = Literal["server", "desktop", "laptop", "unknown"]


class Accelerator(NamedTuple):
    """One accelerator board or module.

    Attributes:
        index: Its number on this machine, as its driver counts.
        name: The name its driver gives it, untouched.
        memory_bytes: Memory on the device [B].
        uuid: The name that stays when the numbers move.
    """

    index: int  # pyright: ignore[reportIncompatibleMethodOverride] - its driver's own word; nobody searches the tuple
    name: str
    memory_bytes: int | None = None
    uuid: str | None = None


class Machine(NamedTuple):
    """One machine, virtual machine or container, as it was seen when a run began.

    Attributes:
        cpu_model: The name the processor gives itself, untouched.
        cpu_vendor: Vendor string of the processor.
        cpu_family: Family number of the processor.
        cpu_model_number: Model number of the processor.
        sockets: Processor packages.
        cores: Physical cores.
        threads: Hardware threads.
        memory_bytes: Main memory [B].
        cpu_limit_cores: Share of the processor a container may use [threads], None without limit.
        memory_limit_bytes: Memory a container may use [B], None without limit.
        hypervisor: Name of the hypervisor, None on bare metal.
        container: Whether the run was inside a container.
        chassis: What kind of box it is.
        accelerators: Its accelerators.
        system: Operating system.
        kernel: Version of the kernel.
        hostname: Name of the machine.
        machine_id: A name that stays over restarts.
    """

    cpu_model: str | None = None
    cpu_vendor: str | None = None
    cpu_family: int | None = None
    cpu_model_number: int | None = None
    sockets: int | None = None
    cores: int | None = None
    threads: int | None = None
    memory_bytes: int | None = None
    cpu_limit_cores: float | None = None
    memory_limit_bytes: int | None = None
    hypervisor: str | None = None
    container: bool = False
    chassis: Chassis = "unknown"
    accelerators: tuple[Accelerator, ...] = ()
    system: str | None = None
    kernel: str | None = None
    hostname: str | None = None
    machine_id: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the machine as plain values."""
        plain: dict[str, object] = self._asdict()
        plain["accelerators"] = [device._asdict() for device in self.accelerators]
        return plain

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Machine":
        """Return the machine a document describes.

        Args:
            document: What `as_json` wrote, by this version or another: unknown keys are
                passed over, missing ones are not known.
        """
        known = cls._fields
        plain = {key: value for key, value in document.items() if key in known}
        plain["accelerators"] = tuple(
            _accelerator(device)
            for device in cast("list[Mapping[str, object]]", document.get("accelerators") or [])
        )
        return cls(**cast("dict[str, str]", plain))  # pyright: ignore[reportArgumentType] - read as written


def _accelerator(document: Mapping[str, object]) -> Accelerator:
    known = Accelerator._fields
    plain = {key: value for key, value in document.items() if key in known}
    return Accelerator(**cast("dict[str, str]", plain))  # pyright: ignore[reportArgumentType] - read as written
