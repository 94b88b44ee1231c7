"""From a machine of a cloud to the factors that an assessment of it needs.

The machine is resolved like any other guest; what its cloud says of its size then replaces what
would have to be assumed, and several accelerators become one that counts for all of them.
"""

from dataclasses import dataclass, replace

from wholeprint.factors.sets import Factors
from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.instances import Instance
from wholeprint.quantities.distribution import Distribution, Fixed, Triangular
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.machine import Accelerator, Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import AcceleratorProfile, Part, Profile
from wholeprint.quantities.source import Known

_FLEETS = {"aws": "Amazon EC2", "gcp": "Google Compute Engine", "azure": "Microsoft Azure"}
_SMALLEST_HOST = 2.0 / 3.0
"""Of 102 families that have a bare-metal size, the largest other size is that part of the host at
the least, and all of it in 101."""
_SILENT = frozenset({"pue-assumed", "wue-assumed", "chip-unknown"})
"""Said of every machine of a cloud; here it is said once, in this module's words."""
_DISKS = "disks"


@dataclass(frozen=True, slots=True)
class Rented:
    """A machine of a cloud, ready to be assessed.

    Attributes:
        profile: Its factors; its accelerators are one that counts for all.
        boards_count: How many accelerators that one stands for.
    """

    profile: Profile
    boards_count: float


def rented(instance: Instance, factors: Factors) -> Rented:
    """Return what an assessment needs to know of a machine of a cloud.

    Args:
        instance: The machine.
        factors: Where the tables stand.

    Returns:
        Its factors; notes say what was unknown and what was taken for it.
    """
    whole = max(1, round(instance.accelerators_count)) if instance.accelerators_count else 0
    name = instance.accelerator_name
    if instance.accelerator:
        (row,) = factors.table("accelerators").where("key", instance.accelerator)
        name = row.text("name")
    machine = Machine(
        threads=instance.vcpus,
        memory_bytes=round(instance.memory_gb * 1e9),
        hypervisor=_FLEETS[instance.cloud],
        accelerators=tuple(Accelerator(index, name) for index in range(whole)),
    )
    found = resolve(machine, factors)
    share = _share(instance)
    return Rented(
        replace(
            found,
            name=instance.full_name,
            parts=tuple(_on_host(part, share) for part in found.parts),
            accelerators=_as_one(found.accelerators, instance.accelerators_count),
            pue=fleet_pue(instance.cloud, factors),
            notes=(*_kept(found.notes, share), *_sited(instance.cloud, factors)),
        ),
        instance.accelerators_count,
    )


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
        source=_DISKS,
        lifetime=factors.factor("lifetime.server"),
        utilisation=factors.factor("utilisation.server"),
        embodied=factors.factor(f"cloud.embodied.{kind}"),
        allocation_share=copies(cloud, factors),
    )
    return Profile(
        name=f"{cloud} block storage ({kind})",
        cpu=None,
        memory_gb=1.0,
        dram_watts_per_gb=factors.factor(f"cloud.power.{kind}"),
        host_overhead=declared("host.overhead.in-storage-power", 1.0, "1"),
        pue=fleet_pue(cloud, factors),
        parts=(part,),
        wue=site.wue,
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


def _share(instance: Instance) -> Factor | None:
    """Return the part of its host that a machine is; None where nobody can tell."""
    host = instance.host_vcpus
    if host is None:
        return None
    part = min(1.0, instance.vcpus / host)
    shape: Distribution = Fixed(part)
    if not instance.host_is_stated:
        shape = Triangular(_SMALLEST_HOST * part, part, part)
    how = "its family's bare-metal size" if instance.host_is_stated else "its largest size"
    return Factor(
        f"host.share.{instance.vcpus}-of-{host}.{instance.cloud}.{instance.family}",
        "1",
        shape,
        known=Known.MODELLED,
        note=f"virtual processors over those of the host, which {how} is taken to be",
    )


def _on_host(part: Part, share: Factor | None) -> Part:
    # Only what is shared out by processors is: accelerators bring their share of the host.
    if share is None or part.allocation_share is None:
        return part
    return replace(part, allocation_share=share)


def _as_one(found: tuple[AcceleratorProfile, ...], count: float) -> tuple[AcceleratorProfile, ...]:
    if not found:
        return ()
    first = found[0]
    part = replace(first.part, source="accelerators", count=first.part.count * count)
    return (replace(first, part=part),)


def _kept(notes: tuple[Note, ...], share: Factor | None) -> tuple[Note, ...]:
    silent = _SILENT if share is None else {*_SILENT, "host-share-assumed"}
    kept = tuple(note for note in notes if note.code not in silent)
    return (
        *kept,
        Note(
            "cloud-processor-assumed",
            "Clouds name the family of a processor, not its model: the power behind a virtual "
            "processor is taken from the spread of server processors",
        ),
    )


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
