"""What a plan asks a cloud for, whatever tool wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

DiskKind = Literal["ssd", "hdd"]

UNSIZED = "the size of a disk is not in the plan: it is not counted"
"""A remark that several readers make, and that a result sums up."""


_TYPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"aws": ("aws_",), "gcp": ("google_",), "azure": ("azurerm_", "azuread_", "azapi_")}
)
"""How the types of resources of a cloud begin in a plan."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Block storage.

    Attributes:
        kind: What it is made of.
        size_gb: How much it holds [GB].
    """

    kind: DiskKind
    size_gb: float


@dataclass(frozen=True, slots=True)
class Boards:
    """Accelerators that are attached to a machine.

    Attributes:
        name: The name that the cloud gives them.
        count: How many to a machine.
    """

    name: str
    count: float


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource that machines or disks stand behind.

    Attributes:
        address: Its name in the plan.
        type: What kind of resource it is.
        cloud: Whose it is.
        region: Where it stands, None where nobody says.
        instance: The size of its machines, None where it has none or nobody says.
        count: How many machines, or how often its disks; each once.
        boards: Accelerators beside those that the size has.
        disks: Disks of each machine, or its own.
        remarks: What a reader should know of it.
        unknown: Why it has no numbers, empty where it has.
    """

    address: str
    type: str
    cloud: str
    region: str | None = None
    instance: str | None = None
    count: float = 1.0
    boards: Boards | None = None
    disks: tuple[Disk, ...] = ()
    remarks: tuple[str, ...] = ()
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Estate:
    """All that a plan asks for.

    Attributes:
        resources: Those that machines or disks stand behind, in the order of the plan.
        others: How many there are of each type that is not counted.
        form: What was read: "plan" or "state".
    """

    resources: tuple[Resource, ...]
    others: dict[str, int] = field(default_factory=dict[str, int])
    form: str = "plan"

    def of(self, cloud: str) -> "Estate":
        """Return what of it is one cloud's.

        Args:
            cloud: The cloud: "aws", "gcp" or "azure".
        """
        others = {
            name: count
            for name, count in self.others.items()
            # A bill is one cloud's, and names services.
            if self.form == "usage" or name.startswith(_TYPES[cloud])
        }
        held = tuple(each for each in self.resources if each.cloud == cloud)
        return Estate(held, others, self.form)
