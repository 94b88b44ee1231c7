"""A machine gets the factors that are its own, and the spread of its class where it has none."""

from pathlib import Path

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.catalogue import resolve
from wholeprint.hardware.detect import detect
from wholeprint.hardware.wanted import find_hardware, machine_of
from wholeprint.quantities.machine import Accelerator, Machine
from wholeprint.quantities.making import Accounts
from wholeprint.quantities.profile import CpuProfile, Profile
from wholeprint.quantities.source import Known
from wholeprint.quantities.world import World

MACHINES = Path(__file__).parents[2] / "data" / "machines"


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def profile_of(name: str, factors: Factors) -> Profile:
    """Return the profile of a recorded machine."""
    return resolve(detect(MACHINES / name), factors)


def cpu_of(profile: Profile) -> CpuProfile:
    """Return the processors of a profile that has some."""
    assert profile.cpu is not None
    return profile.cpu


def codes(profile: Profile) -> set[str]:
    """Return the codes of a profile's notes."""
    return {note.code for note in profile.notes}


def test_a_known_server_takes_its_own_design_power(factors: Factors) -> None:
    """Two Xeon Gold 6248 are 2 x 150 W (the maker's figure), all 80 threads and all of the host."""
    profile = profile_of("xeon-two-sockets", factors)

    cpu = cpu_of(profile)
    assert (cpu.tdp.central, cpu.sockets, cpu.threads) == (150.0, 2, 80.0)
    assert cpu.power_share is None
    assert [device.tdp.central for device in profile.accelerators if device.tdp] == [300.0, 300.0]
    assert "chip-unknown" not in codes(profile)


@pytest.mark.parametrize(
    "name", ["microvm-epyc", "kvm-guest", "arm64-no-name", "ec2-g4dn", "ec2-metal", "laptop-hybrid"]
)
def test_an_unknown_processor_takes_the_spread_of_its_class(name: str, factors: Factors) -> None:
    """A name that is in no table is said, assumed and wide: never a near name's single value."""
    profile = profile_of(name, factors)

    tdp = cpu_of(profile).tdp
    draws = World().draw(tdp)
    assert tdp.known is Known.ASSUMED
    assert tdp.id.startswith("cpu.class.")
    assert draws.high > 1.5 * draws.low
    seen = detect(MACHINES / name).cpu_model or "no name"
    assert any(note.code == "chip-unknown" and seen in note.message for note in profile.notes)


@pytest.mark.parametrize("key", ["intel-xeon-gold-6248", "amd-epyc-7742", "amd-epyc-9654"])
def test_what_a_guest_takes_is_plausible(key: str, factors: Factors) -> None:
    """The power behind a thread of a real host lies between the class's 5th and 95th percentile.

    The hosts are three of the table's own, at two threads per core.
    """
    row = factors.table("cpus").where("key", key)[0]
    truth = row.required_number("tdp_watts") / row.required_number("cores") / 2

    draws = World().draw(cpu_of(profile_of("ec2-g4dn", factors)).tdp)

    assert draws.low < truth < draws.high


def test_limits_narrow_what_is_in_reach(factors: Factors) -> None:
    """1.5 of 256 threads, exactly, for power and for the host; memory is that of the limit."""
    profile = profile_of("container-nested", factors)

    cpu = cpu_of(profile)
    assert cpu.threads == 1.5
    assert cpu.power_share is not None
    assert cpu.power_share.central == 1.5 / 256
    assert profile.parts[0].allocation_share == cpu.power_share
    assert profile.memory_gb == 8 * 2**30 / 1e9


def test_memory_goes_with_the_processors_where_only_they_are_limited(factors: Factors) -> None:
    """Half of the processors of a machine, without a limit on memory, take half of its memory."""
    machine = Machine(
        cpu_model="AMD EPYC 7742 64-Core Processor",
        sockets=1,
        cores=64,
        threads=128,
        memory_bytes=512 * 10**9,
        cpu_limit_cores=64.0,
    )

    assert resolve(machine, factors).memory_gb == 256.0


def test_a_guest_of_a_known_processor_is_a_part_of_it(factors: Factors) -> None:
    """Eight vCPUs on an EPYC 7742 (64 cores, 128 threads) are 8 threads of one, at most 8 cores."""
    machine = Machine(
        cpu_model="AMD EPYC 7742 64-Core Processor", threads=8, sockets=8, hypervisor="KVM"
    )

    profile = resolve(machine, factors)

    cpu = cpu_of(profile)
    assert cpu.sockets == 1  # not the eight that the hypervisor made up
    assert cpu.power_share is not None
    draws = World().draw(cpu.power_share)
    assert cpu.power_share.central == 8 / 128
    assert 8 / 128 <= draws.low < draws.high <= 8 / 64
    server = profile.parts[0].allocation_share
    assert server is not None
    assert server.central == 8 / 256
    assert "host-share-assumed" in codes(profile)


def test_a_guest_larger_than_a_processor_spans_several(factors: Factors) -> None:
    """192 vCPUs need two processors of 128 threads, three quarters of both."""
    machine = Machine(
        cpu_model="AMD EPYC 7742 64-Core Processor", threads=192, hypervisor="Amazon EC2"
    )

    cpu = cpu_of(resolve(machine, factors))

    assert cpu.sockets == 2
    assert cpu.power_share is not None
    assert cpu.power_share.central == 192 / 256


@pytest.mark.parametrize(
    ("name", "pue"),
    [
        ("xeon-two-sockets", "pue.datacentre"),
        ("container-v1", "pue.datacentre"),
        ("microvm-epyc", "pue.datacentre"),
        ("ec2-g4dn", "pue.cloud.aws"),
        ("laptop-hybrid", "pue.office"),
        ("wsl", "pue.office"),
        ("no-sys", "pue.office"),  # a mobile processor, whatever the box
    ],
)
def test_the_room_is_assumed_by_class(name: str, pue: str, factors: Factors) -> None:
    """Servers and guests stand in data centres, personal computers do not; both are noted."""
    profile = profile_of(name, factors)

    assert profile.pue.id == pue
    assert (profile.wue is None) == (profile.withdrawn_wue is not None)
    assert {"pue-assumed", "wue-assumed"} <= codes(profile)


def test_an_unknown_accelerator_takes_the_spread_of_all(factors: Factors) -> None:
    """A number from the bus is no name: power is as wide as the table, noted once per name."""
    machine = Machine(
        threads=8, accelerators=tuple(Accelerator(i, "NVIDIA device 0x20b0") for i in range(2))
    )

    profile = resolve(machine, factors)

    tdp = profile.accelerators[0].tdp
    assert tdp is not None
    draws = World().draw(tdp)
    assert draws.low < 100
    assert draws.high > 700
    assert [note.code for note in profile.notes].count("accelerator-unknown") == 1
    assert profile.accelerators[0].part.embodied == factors.factor("embodied.accelerator.class")


def test_a_known_accelerator_keeps_its_sources_apart(factors: Factors) -> None:
    """An A100 has several published figures for its making: their spread, not one of them."""
    machine = machine_of(find_hardware("a100-sxm4-80gb:8,epyc-7742:2", factors), memory_gb=2048)

    profile = resolve(machine, factors)

    first = profile.accelerators[0]
    assert first.tdp is not None
    assert first.tdp.central == 400.0
    made = first.part.embodied
    assert isinstance(made, Accounts)
    assert made.id == "embodied.accelerator.a100"
    assert len({account.name for account in made.accounts}) >= 4


def test_modules_bring_an_eighth_of_their_host_each(factors: Factors) -> None:
    """Figures for hosts of eight are shared by eight; two modules take a quarter, memory in it."""
    profile = resolve(machine_of(find_hardware("a100-sxm4-80gb:2", factors)), factors)

    assert [(part.source, part.count) for part in profile.parts] == [("server", 0.25)]
    made = profile.parts[0].embodied
    assert isinstance(made, Accounts)
    assert made.id == "embodied.server.accelerated"


def test_a_board_of_two_devices_is_counted_once(factors: Factors) -> None:
    """An MI250 is listed as two devices: each has half of 560 W and is half of what was made."""
    profile = resolve(machine_of(find_hardware("mi250", factors)), factors)

    assert len(profile.accelerators) == 2
    assert sum(each.tdp.central for each in profile.accelerators if each.tdp) == 560.0
    assert sum(each.part.count for each in profile.accelerators) == 1.0


def test_accelerators_alone_bring_their_machine_as_overhead(factors: Factors) -> None:
    """Without any processor its power is part of the published machine-per-accelerator factor."""
    profile = resolve(machine_of(find_hardware("h100-sxm5-80gb:8", factors)), factors)

    assert profile.cpu is None
    assert profile.host_overhead == factors.factor("power.machine_per_accelerator")
    assert "host-unknown" in codes(profile)


def test_a_laptop_is_told_by_makers_sheets(factors: Factors) -> None:
    """What making a laptop took is the spread of its kind, and the result says so."""
    profile = profile_of("laptop-apu", factors)

    laptop, memory = profile.parts
    assert laptop.source == "laptop"
    assert isinstance(laptop.embodied, Accounts)
    assert memory.count == max(0.0, profile.memory_gb - 16.0)
    assert "embodied-of-class" in codes(profile)


def test_nothing_known_still_resolves(factors: Factors) -> None:
    """An empty machine has no processors, and says so, but everything else that can be assumed."""
    profile = resolve(Machine(), factors)

    assert profile.cpu is None
    assert {"host-unknown", "memory-unknown"} <= codes(profile)


def test_memory_beyond_the_published_server_is_added(factors: Factors) -> None:
    """The lightest server figure holds 16 GB (Cloud Carbon Footprint); only what is beyond adds."""
    machine = Machine(
        cpu_model="AMD EPYC 7742", sockets=2, cores=128, threads=256, memory_bytes=116 * 10**9
    )

    server, memory = resolve(machine, factors).parts

    assert server.source == "server"
    assert memory.count == 100.0


def test_a_guest_of_a_chip_of_unknown_size_takes_its_class(factors: Factors) -> None:
    """A row without cores cannot say which part of the chip a guest has; its class is kept."""
    name = "12th Gen Intel(R) Core(TM) i7-12700H"
    guest = resolve(Machine(cpu_model=name, threads=8, hypervisor="WSL"), factors)
    owner = resolve(Machine(cpu_model=name, threads=20, cores=14, sockets=1), factors)

    assert cpu_of(guest).tdp.id == "cpu.class.laptop.tdp_per_vcpu"
    assert cpu_of(owner).tdp.id == "cpu.intel-core-i7-12700h.tdp"


def test_an_unknown_processor_names_the_nearest_and_stays_unknown(factors: Factors) -> None:
    """An EPYC 7743 does not exist: its neighbours are named, its power is its class's."""
    machine = Machine(cpu_model="AMD EPYC 7743", sockets=1, cores=64, threads=128, chassis="server")

    profile = resolve(machine, factors)

    (note,) = [note for note in profile.notes if note.code == "chip-unknown"]
    assert "AMD EPYC 7" in note.message.partition("near it: ")[2]
    assert profile.cpu is not None
    assert profile.cpu.tdp.id.startswith("cpu.class.server")
