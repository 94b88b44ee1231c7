"""How much a rented machine has of the things that all machines of its kind have."""

from dataclasses import dataclass

from wholeprint.quantities.factor import Factor


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of everything one machine has.

    Attributes:
        processors_count: Virtual processors.
        memory_gb: Main memory [GB].
        boards_count: Accelerators; less than one where one is shared.
        host_share: The part of its host that the machine is [1]; of a host that is made for its
            accelerators and counted in them, how many it has.
        beyond_gb: Memory beyond what figures for making a host already hold [GB].
        host_doubt: What the share is multiplied by [1], None where it is stated.
    """

    processors_count: float
    memory_gb: float
    boards_count: float = 0.0
    host_share: float = 1.0
    beyond_gb: float = 0.0
    host_doubt: Factor | None = None
