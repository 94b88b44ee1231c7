"""From a machine to the factors that an assessment of it needs.

A name is matched exactly or not at all. What is not known is answered by the spread of its
whole class, with a note that says what was seen.
"""

from wholeprint.factors.match import near_names
from wholeprint.factors.sets import Factors
from wholeprint.hardware.describe import describe
from wholeprint.hardware.names import Chip, Names
from wholeprint.hardware.parts import accelerator_profiles, host_parts
from wholeprint.hardware.place import Kind, kind_of, room_of
from wholeprint.hardware.share import Share, share_of, sockets_spanned
from wholeprint.hardware.spread import core_tdp, vcpu_tdp
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import CpuProfile, Profile

_GB = 1e9
_MEMORY_IN_OVERHEAD = Note(
    "memory-in-overhead",
    "The power of the memory is a part of what each accelerator takes with it, since nothing is "
    "known of the processors: it is not counted again",
)


def resolve(machine: Machine, factors: Factors) -> Profile:
    """Return what an assessment needs to know of a machine.

    Args:
        machine: The machine, as detected or as declared.
        factors: Where the tables stand.

    Returns:
        Its factors; notes say what was unknown and what was taken for it.
    """
    names = Names(factors)
    named = None if machine.cpu_model is None else names.chip(machine.cpu_model)
    kind = kind_of(machine, named)
    chip = _usable(machine, named)
    share = share_of(machine, chip, kind, factors)
    accelerators, boards, accelerator_notes = accelerator_profiles(
        machine.accelerators, names, factors
    )
    memory_gb = _memory_gb(machine, share)
    sockets = machine.sockets if machine.hypervisor is None else None
    parts, part_notes = host_parts(kind, share, memory_gb, list(boards), factors, sockets=sockets)
    room = room_of(machine, kind, factors)
    cpu = _cpu(machine, chip, kind, share, factors)
    host_known = cpu is not None or not accelerators
    return Profile(
        name=describe(machine),
        cpu=cpu,
        # Beside accelerators whose host is not known its memory is in their overhead already.
        memory_gb=memory_gb if host_known else 0.0,
        dram_watts_per_gb=factors.factor("power.dram_per_gb"),
        host_overhead=factors.factor(
            "power.host_overhead" if host_known else "power.machine_per_accelerator"
        ),
        pue=room.pue,
        parts=parts,
        accelerators=accelerators,
        wue=room.wue,
        withdrawn_wue=room.withdrawn_wue,
        notes=(
            *_cpu_notes(machine, chip, kind, share, factors),
            *_memory_notes(machine, host_known=host_known),
            *accelerator_notes,
            *part_notes,
            *room.notes,
        ),
    )


def _usable(machine: Machine, chip: Chip | None) -> Chip | None:
    """Return the processor's row; a guest's is of use only if it says how large the chip is."""
    guest = machine.hypervisor is not None
    return None if chip is None or (guest and chip.threads is None) else chip


def _cpu(
    machine: Machine, chip: Chip | None, kind: Kind, share: Share | None, factors: Factors
) -> CpuProfile | None:
    if share is None:
        return None
    tdp, sockets = _processors(machine, chip, kind, share, factors)
    return CpuProfile(
        tdp=tdp,
        sockets=sockets,
        threads=share.threads,
        idle_share=factors.factor("power.cpu.idle_share"),
        half_share=factors.factor("power.cpu.curve_half"),
        full_share=factors.factor("power.cpu.full_share"),
        power_share=share.of_processors,
    )


def _processors(
    machine: Machine, chip: Chip | None, kind: Kind, share: Share, factors: Factors
) -> tuple[Factor, int]:
    """Return a design power and how many of its kind there are.

    Of an unknown processor the power of a core (or of a virtual processor) is known better than
    that of the whole, so that these are what is counted.
    """
    guest = machine.hypervisor is not None
    if chip is not None:
        sockets = sockets_spanned(share, chip) if guest else (machine.sockets or 1)
        return factors.factor(f"cpu.{chip.key}.tdp"), sockets
    if guest or machine.cores is None:
        return vcpu_tdp(factors, kind), machine.threads or round(share.threads) or 1
    return core_tdp(factors, kind, machine.cores / (machine.sockets or 1)), machine.cores


def _memory_gb(machine: Machine, share: Share | None) -> float:
    """Return the memory in the run's reach [GB].

    A limit on memory says so; where only the processors are limited, memory is taken to go
    with them, because a slice of a large host does not keep all of its memory busy.
    """
    total = (machine.memory_bytes or 0) / _GB
    if machine.memory_limit_bytes is not None:
        return min(total or machine.memory_limit_bytes / _GB, machine.memory_limit_bytes / _GB)
    return total * (1.0 if share is None else share.limit_share)


def _cpu_notes(
    machine: Machine, chip: Chip | None, kind: Kind, share: Share | None, factors: Factors
) -> tuple[Note, ...]:
    notes: list[Note] = []
    if share is None:
        notes.append(
            Note(
                "host-unknown",
                "Nothing is known of the processors: their power is not modelled by itself"
                + (", but as a part of each accelerator's" if machine.accelerators else ""),
                severity="warning",
            )
        )
    elif chip is None:
        seen = "no name" if machine.cpu_model is None else f'"{machine.cpu_model}"'
        notes.append(
            Note(
                "chip-unknown",
                f"The processor gives {seen}, which no table has with what is needed"
                f"{_near(machine, factors)}: its design power is taken from the spread of {kind} "
                "processors",
                severity="warning",
            )
        )
    if share is not None and machine.hypervisor is not None:
        notes.append(
            Note(
                "host-share-assumed",
                f"{share.threads:g} virtual processors of a host whose size cannot be seen: the "
                "part of the host that they stand for is assumed, widely",
            )
        )
    return tuple(notes)


def _near(machine: Machine, factors: Factors) -> str:
    # A guest's name is its hypervisor's: names near it would say nothing of the chip below.
    if machine.cpu_model is None or machine.hypervisor is not None:
        return ""
    near = near_names(machine.cpu_model, factors.table("cpus").raw("name"), count=2)
    return f" (near it: {', '.join(near)})" if near else ""


def _memory_notes(machine: Machine, *, host_known: bool) -> tuple[Note, ...]:
    is_known = machine.memory_bytes is not None or machine.memory_limit_bytes is not None
    if not host_known:
        # The host's power, memory included, is a part of each accelerator's.
        return (_MEMORY_IN_OVERHEAD,) if is_known else ()
    if is_known:
        return ()
    return (Note("memory-unknown", "The size of memory is unknown, and its power left out"),)
