"""A machine of a cloud as one of everything, and how much of it there is."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.instances import Instances
from wholeprint.hardware.rented import Kind, amounts, copies, disks, fleet_pue, one_of

FACTORS = Factors()
INSTANCES = Instances(FACTORS)


def test_machines_without_accelerators_are_of_one_kind() -> None:
    """They differ in amounts alone, so that they are worked out together."""
    assert Kind.of(INSTANCES.get("m5.large")) == Kind.of(INSTANCES.get("c5.24xlarge"))
    assert Kind.of(INSTANCES.get("m5.large")) != Kind.of(INSTANCES.get("g5.xlarge"))


def test_one_of_everything() -> None:
    """One virtual processor, one gigabyte, a whole host, and the PUE of the fleet."""
    profile = one_of(Kind("aws"), FACTORS)

    assert profile.cpu is not None
    assert (profile.cpu.sockets, profile.cpu.threads, profile.memory_gb) == (1, 1.0, 1.0)
    assert {part.source: part.count for part in profile.parts} == {"server": 1.0, "dram": 1.0}
    assert profile.pue is fleet_pue("aws", FACTORS)


def test_the_share_of_a_stated_host_is_not_doubted() -> None:
    """m5.large is 2 of the 96 processors that m5.metal has."""
    machine = INSTANCES.get("m5.large")
    found = amounts(machine, one_of(Kind("aws"), FACTORS), FACTORS)

    assert found.host_share == 2 / 96
    assert found.host_doubt is None


def test_the_share_of_a_host_that_is_only_taken_for_it_is() -> None:
    """Where no bare-metal size says how large the host is, the largest size may be less than it."""
    found = amounts(INSTANCES.get("azure:D4s_v3"), one_of(Kind("azure"), FACTORS), FACTORS)

    assert found.host_share == 4 / 64
    assert found.host_doubt is FACTORS.factor("cloud.host.of_largest")


def test_the_share_of_an_unknown_host_is_a_spread() -> None:
    """A machine that shares processors says nothing of its host."""
    found = amounts(INSTANCES.get("t3.micro"), one_of(Kind("aws"), FACTORS), FACTORS)

    assert found.host_share == 1.0
    assert found.host_doubt is not None
    assert 0.0 < found.host_doubt.central < 0.2


def test_modules_bring_their_host() -> None:
    """The host of eight modules goes with them in eighths, memory and all."""
    machine = INSTANCES.get("p5.48xlarge")
    profile = one_of(Kind.of(machine), FACTORS)
    found = amounts(machine, profile, FACTORS)

    assert [part.count for part in profile.parts] == [1 / 8]
    assert (found.host_share, found.boards_count, found.host_doubt) == (8.0, 8.0, None)
    assert profile.accelerators[0].part.source == "accelerators"


def test_an_accelerator_without_a_row_has_the_power_of_its_class() -> None:
    """A chip made for one cloud is never answered by the processors beside it."""
    profile = one_of(Kind.of(INSTANCES.get("trn1.32xlarge")), FACTORS)

    tdp = profile.accelerators[0].tdp
    assert tdp is not None
    assert tdp.id == "accelerator.class.tdp"
    assert "accelerator-unknown" in {note.code for note in profile.notes}


@pytest.mark.parametrize("cloud", ["aws", "gcp", "azure"])
@pytest.mark.parametrize("kind", ["ssd", "hdd"])
def test_a_gigabyte_of_disk(cloud: str, kind: str) -> None:
    """It has power, a making, and as many copies as the cloud keeps, and no processor."""
    profile = disks(cloud, kind, FACTORS)

    assert profile.cpu is None
    assert profile.dram_watts_per_gb.id == f"cloud.power.{kind}"
    assert profile.parts[0].allocation_share is copies(cloud, FACTORS)
