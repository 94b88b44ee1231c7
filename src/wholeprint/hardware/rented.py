"""From a machine of a cloud to the factors that an assessment of it needs.

Machines differ in how much they have of the same things: virtual processors, gigabytes, boards, a
share of a host. So a machine is one of each of these things, resolved like any other guest, and how
much of each it has: many sizes in one place are then worked out together.
"""

from dataclasses import dataclass, replace

from wholeprint.factors.sets import Factors
from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.instances import Instance
from wholeprint.hardware.share import share_of
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.machine import Accelerator, Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Part, Profile
from wholeprint.quantities.rented import Amounts

_FLEETS = {"aws": "Amazon EC2", "gcp": "Google Compute Engine", "azure": "Microsoft Azure"}
_SAID_ELSEWHERE = frozenset({"pue-assumed", "wue-assumed", "chip-unknown", "host-share-assumed"})
"""Said of every guest; of machines of a cloud it is said in this module's words."""
_MEMORY_IN_SERVER_GB = 16.0
"""Memory that the figures for making a server already hold [GB]."""
_SOME_MEMORY_BYTES = 64_000_000_000
_OF_LARGEST = "cloud.host.of_largest"


@dataclass(frozen=True, slots=True)
class Kind:
    """What machines have in common that differ only in how much they have of it.

    Attributes:
        cloud: Whose they are.
        accelerator: Row of the catalogue of accelerators, empty where none fits exactly.
        accelerator_name: Accelerator in words, empty without one.
    """

    cloud: str
    accelerator: str = ""
    accelerator_name: str = ""

    @classmethod
    def of(cls, instance: Instance) -> "Kind":
        """Return the kind that a machine is of.

        Args:
            instance: The machine.
        """
        if not instance.accelerators_count:
            return cls(instance.cloud)
        return cls(instance.cloud, instance.accelerator, instance.accelerator_name)


def one_of(kind: Kind, factors: Factors) -> Profile:
    """Return one of everything that machines of a kind have.

    Args:
        kind: The kind.
        factors: Where the tables stand.

    Returns:
        A profile of one virtual processor, one gigabyte, one accelerator where there are any,
        and a whole host: notes say what was unknown and what was taken for it.
    """
    found = resolve(_guest(kind, 1, factors), factors)
    return replace(
        found,
        name=f"a machine of {kind.cloud}",
        memory_gb=1.0,
        parts=tuple(_whole(part) for part in found.parts),
        accelerators=tuple(
            replace(each, part=replace(each.part, source="accelerators"))
            for each in found.accelerators
        ),
        pue=fleet_pue(kind.cloud, factors),
        notes=(
            *(note for note in found.notes if note.code not in _SAID_ELSEWHERE),
            Note(
                "cloud-processor-assumed",
                "Clouds name the family of a processor, not its model: the power behind a "
                "virtual processor is taken from the spread of server processors",
            ),
            *_sited(kind.cloud, factors),
        ),
    )


def amounts(instance: Instance, profile: Profile, factors: Factors) -> Amounts:
    """Return how much of everything a machine has.

    Args:
        instance: The machine.
        profile: One of everything, as `one_of` returns it.
        factors: Where the tables stand.
    """
    boards = instance.accelerators_count
    if any(part.source == "server" and part.count < 1.0 for part in profile.parts):
        # The host was made for its accelerators: a share of it goes with each.
        return Amounts(float(instance.vcpus), instance.memory_gb, boards, boards)
    host, doubt = _share(instance, factors)
    beyond = instance.memory_gb - _MEMORY_IN_SERVER_GB * (
        host if doubt is None or instance.host_vcpus else doubt.central
    )
    return Amounts(float(instance.vcpus), instance.memory_gb, boards, host, max(0.0, beyond), doubt)


def disks(cloud: str, kind: str, factors: Factors) -> Profile:
    """Return one gigabyte of block storage as a machine.

    Args:
        cloud: Whose storage it is.
        kind: ``ssd`` or ``hdd``.
        factors: Where the tables stand.

    Returns:
        Its factors: power is that of memory of one gigabyte, and what was made is one part. The
        copies that the cloud keeps are the allocation of the part.
    """
    site = resolve(Machine(threads=1, hypervisor=_FLEETS[cloud]), factors)
    part = Part(
        source="disks",
        lifetime=factors.factor("lifetime.server"),
        utilisation=factors.factor("utilisation.server"),
        embodied=factors.factor(f"cloud.embodied.{kind}"),
        allocation_share=copies(cloud, factors),
    )
    return replace(
        site,
        name=f"{cloud} block storage ({kind})",
        cpu=None,
        memory_gb=1.0,
        dram_watts_per_gb=factors.factor(f"cloud.power.{kind}"),
        host_overhead=declared("host.overhead.in-storage-power", 1.0, "1"),
        pue=fleet_pue(cloud, factors),
        parts=(part,),
        notes=_sited(cloud, factors),
    )


def copies(cloud: str, factors: Factors) -> Factor:
    """Return how often a cloud keeps what is on its block storage.

    Args:
        cloud: Whose storage it is.
        factors: Where the tables stand.
    """
    return factors.factor(f"cloud.replication.{cloud}")


def fleet_pue(cloud: str, factors: Factors) -> Factor:
    """Return the power usage effectiveness that a cloud publishes for its fleet.

    Args:
        cloud: The cloud.
        factors: Where the tables stand.
    """
    return factors.factor(f"pue.cloud.{cloud}")


def _guest(kind: Kind, vcpus: int, factors: Factors) -> Machine:
    name = kind.accelerator_name
    if kind.accelerator:
        (row,) = factors.table("accelerators").where("key", kind.accelerator)
        name = row.text("name")
    return Machine(
        threads=vcpus,
        memory_bytes=_SOME_MEMORY_BYTES,
        hypervisor=_FLEETS[kind.cloud],
        accelerators=(Accelerator(0, name),) if name else (),
    )


def _whole(part: Part) -> Part:
    # A host made for accelerators is counted in them already, memory in gigabytes.
    return replace(part, allocation_share=None, count=1.0 if part.source == "dram" else part.count)


def _share(instance: Instance, factors: Factors) -> tuple[float, Factor | None]:
    """Return which part of its host a machine is, and by what that may be wrong."""
    if instance.host_vcpus:
        part = min(1.0, instance.vcpus / instance.host_vcpus)
        return part, None if instance.host_is_stated else factors.factor(_OF_LARGEST)
    guest = _guest(Kind(instance.cloud), instance.vcpus, factors)
    found = share_of(guest, None, "server", factors)
    return 1.0, None if found is None else found.of_host


def _sited(cloud: str, factors: Factors) -> tuple[Note, ...]:
    pue = fleet_pue(cloud, factors)
    return (
        Note("pue-assumed", f"PUE {pue.central:.3g} is assumed, the fleet's own ({pue.id})"),
        Note(
            "wue-assumed",
            "Water on site is assumed: of one cloud as it says of its consumption, of others as "
            "data centres have it",
        ),
    )
