"""The class of a machine and the room it stands in."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Chip
from wholeprint.hardware.place import kind_of, room_of
from wholeprint.quantities.machine import Machine

MOBILE = Chip("m", "M", "laptop", cores=8, threads=16)
SERVER = Chip("s", "S", "server", cores=64, threads=128)


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


@pytest.mark.parametrize(
    ("machine", "chip", "kind"),
    [
        (Machine(chassis="laptop"), SERVER, "laptop"),  # the box is surer than the chip
        (Machine(chassis="server", container=True), MOBILE, "server"),
        (Machine(), MOBILE, "laptop"),
        (Machine(), SERVER, "server"),
        (Machine(), None, "server"),
        (Machine(system="Darwin"), None, "desktop"),
        (Machine(hypervisor="KVM", chassis="laptop"), MOBILE, "server"),
        (Machine(hypervisor="WSL"), MOBILE, "laptop"),
        (Machine(hypervisor="VirtualBox"), None, "desktop"),
    ],
)
def test_the_class_of_a_machine(machine: Machine, chip: Chip | None, kind: str) -> None:
    """Guests are servers unless their hypervisor is one of people's own computers."""
    assert kind_of(machine, chip) == kind


@pytest.mark.parametrize(
    ("hypervisor", "pue", "wue"),
    [
        (None, "pue.datacentre", "water.onsite.datacentre"),
        ("KVM", "pue.datacentre", "water.onsite.datacentre"),
        ("Hyper-V", "pue.datacentre", "water.onsite.datacentre"),  # Azure, or anybody's
        ("Amazon EC2", "pue.cloud.aws", "water.withdrawal.onsite.cloud.aws"),
        ("Google Compute Engine", "pue.cloud.gcp", "water.onsite.cloud.gcp"),
    ],
)
def test_a_cloud_that_names_itself_has_its_fleet_s_figures(
    hypervisor: str | None, pue: str, wue: str, factors: Factors
) -> None:
    """A cloud that publishes what it withdraws has that as withdrawal, and no WUE for it."""
    room = room_of(Machine(hypervisor=hypervisor), "server", factors)

    stated = room.withdrawn_wue if room.wue is None else room.wue
    assert stated is not None
    assert (room.pue.id, stated.id) == (pue, wue)
    assert (room.wue is None) == ("withdrawal" in wue)
    assert [note.code for note in room.notes] == ["pue-assumed", "wue-assumed"]
    assert "likewise" not in room.notes[1].message  # it stands alone where the PUE was declared


def test_an_office_adds_nothing(factors: Factors) -> None:
    """A laptop has no data centre around it: PUE 1, no water on site."""
    room = room_of(Machine(), "laptop", factors)

    assert room.wue is not None
    assert (room.pue.central, room.wue.central) == (1.0, 0.0)
