"""What an assessment needs to know of one machine: its factors, resolved.

`wholeprint.hardware.catalogue` builds one from a machine; nothing here looks anything up.
"""

from dataclasses import dataclass

from wholeprint.quantities.factor import Factor
from wholeprint.quantities.making import Made
from wholeprint.quantities.note import Note


@dataclass(frozen=True, slots=True)
class CpuProfile:
    """How the processors turn load into power.

    Power at utilisation u is ``sockets x tdp x power_share x curve(u)``, where the curve runs
    straight from ``idle_share`` at 0 through ``half_share`` at one half to ``full_share`` at 1.

    Attributes:
        tdp: Thermal design power of one processor of the host [W].
        sockets: Processors in the host.
        threads: Hardware threads in the run's reach: what the utilisation is a share of.
            In a virtual machine its own, in a container with a limit the limit. May be fractional.
        idle_share: Power at no load, as a share of the TDP [1].
        half_share: Power at half load, as a share of the TDP [1].
        full_share: Power at full load, as a share of the TDP [1].
        power_share: The part of the host that the threads in reach are [1]: 1 on bare metal,
            threads of the virtual machine over threads of the host otherwise.
            None means all of it.
    """

    tdp: Factor
    sockets: int
    threads: float
    idle_share: Factor
    half_share: Factor
    full_share: Factor
    power_share: Factor | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Something that was made, is used up with time, and is thrown away.

    What of it belongs to a run is
    ``count x amount x seconds / (lifetime x utilisation) x allocation_share``. The amounts are of
    one piece, or of one gigabyte where the part is counted in gigabytes. What making it took may
    be told by several accounts, of which each draw takes one.

    Attributes:
        source: What contributions call it: "server", "gpu:0", "dram".
        lifetime: Service life [year].
        utilisation: Share of that life in which it does work for somebody [1].
        embodied: Greenhouse gases of making one [kgCO2e or kgCO2e/GB], None where nobody says.
        mass: Mass of one [kg or kg/GB].
        adpe: Abiotic depletion of making one [kgSb or kgSb/GB].
        primary_energy: Primary energy of making one [MJ or MJ/GB].
        embodied_water: Water consumed in making one [L or L/GB].
        count: How many pieces, or gigabytes, there are; may be fractional.
        allocation_share: The part of it that belongs to the machine the run saw [1], such as
            cores used over cores of the host. None means all of it.
    """

    source: str
    lifetime: Factor
    utilisation: Factor
    embodied: Made | None = None
    mass: Factor | None = None
    adpe: Made | None = None
    primary_energy: Made | None = None
    embodied_water: Made | None = None
    count: float = 1.0
    allocation_share: Factor | None = None


@dataclass(frozen=True, slots=True)
class AcceleratorProfile:
    """One accelerator.

    Attributes:
        index: Its number on the machine; its energy domain is ``gpu:<index>``.
        name: Its name in the catalogue, or as its driver gives it.
        tdp: Board power limit [W], None where it is not known.
        part: The thing that was made; its source is ``gpu:<index>``.
    """

    index: int
    name: str
    tdp: Factor | None
    part: Part


@dataclass(frozen=True, slots=True)
class Profile:
    """What an assessment needs to know of one machine.

    Attributes:
        name: The machine in words.
        cpu: How the processors turn load into power; None where not even a class is known. Beside
            accelerators the processors are then in ``host_overhead``.
        memory_gb: Main memory in the run's reach [GB].
        dram_watts_per_gb: Power of main memory [W/GB].
        host_overhead: All of the server at its plug over its chips and boards [1]: fans, disks,
            regulators, supplies. At least 1; applied only to what was not measured at the plug.
        pue: All of the building over its IT equipment [1], used where a run declares none.
        parts: What was made, other than accelerators: usually one "server".
        accelerators: The accelerators.
        wue: Water consumed on site per IT energy [L/kWh], None where nobody says.
        withdrawn_wue: Water withdrawn on site per IT energy [L/kWh], likewise.
        notes: What was unknown and what was done about it.
    """

    name: str
    cpu: CpuProfile | None
    memory_gb: float
    dram_watts_per_gb: Factor
    host_overhead: Factor
    pue: Factor
    parts: tuple[Part, ...] = ()
    accelerators: tuple[AcceleratorProfile, ...] = ()
    wue: Factor | None = None
    withdrawn_wue: Factor | None = None
    notes: tuple[Note, ...] = ()
