"""Where energy was taken, in the type, so that PUE is applied exactly once."""

from enum import StrEnum


class Basis(StrEnum):
    """The point at which energy was taken, from the innermost outwards."""

    CHIP = "chip"
    """Inside one package: RAPL package, core, dram."""
    DEVICE = "device"
    """One board or module with its own regulators: an accelerator as NVML sees it."""
    IT = "it"
    """All of the IT equipment: the server at its power supplies' input."""
    FACILITY = "facility"
    """The building: IT equipment, cooling, distribution."""
    GRID = "grid"
    """At the power plant: the building and what was lost on the way."""
