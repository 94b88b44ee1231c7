"""Which class of machine this is, and what kind of room such a machine stands in."""

from dataclasses import dataclass
from typing import Literal

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Chip
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note

Kind = Literal["server", "desktop", "laptop"]

_PERSONAL_HYPERVISORS = frozenset({"WSL", "VirtualBox", "Parallels", "Apple Virtualization"})
"""What people run on their own computers."""

# The clouds whose machines say so themselves, and the fleets' published figures.
_FLEETS = {"Amazon EC2": "pue.cloud.aws", "Google Compute Engine": "pue.cloud.gcp"}
_FLEETS_WATER = {"Google Compute Engine": "water.onsite.cloud.gcp"}
# This fleet states what it withdraws, and not what of it is consumed.
_FLEETS_WITHDRAWAL = {"Amazon EC2": "water.withdrawal.onsite.cloud.aws"}
_ANY_WATER = "water.onsite.datacentre"


@dataclass(frozen=True, slots=True)
class Room:
    """What stands around a machine.

    Attributes:
        pue: All of the building over its IT equipment [1].
        wue: Water consumed on site per IT energy [L/kWh], None where only withdrawal is stated.
        notes: What of it is assumed.
        withdrawn_wue: Water withdrawn on site per IT energy [L/kWh], None where nobody says.
    """

    pue: Factor
    wue: Factor | None
    notes: tuple[Note, ...]
    withdrawn_wue: Factor | None = None


def kind_of(machine: Machine, chip: Chip | None) -> Kind:
    """Return the class of a machine.

    Args:
        machine: The machine.
        chip: Its processor, None where its name is in no table.

    Returns:
        What the firmware says of the box; for a guest and where nothing says, a server, unless
        the processor or the hypervisor is one of personal computers.
    """
    personal: Kind = "laptop" if chip is not None and chip.kind == "laptop" else "desktop"
    if machine.hypervisor in _PERSONAL_HYPERVISORS:
        return personal
    if machine.hypervisor is not None:
        return "server"
    if machine.chassis != "unknown":
        return machine.chassis
    if chip is not None and chip.kind != "server":
        return personal
    return "desktop" if machine.system in {"Darwin", "Windows"} else "server"


def room_of(machine: Machine, kind: Kind, factors: Factors) -> Room:
    """Return what is assumed to stand around a machine of which no PUE is declared.

    Args:
        machine: The machine.
        kind: Its class.
        factors: Where the tables stand.

    Returns:
        A data centre for servers (the fleet's own figure for a guest of a cloud that names
        itself), an ordinary room for other machines.
    """
    withdrawal: Factor | None = None
    if kind == "server":
        guest_of = machine.hypervisor or ""
        pue = factors.factor(_FLEETS.get(guest_of, "pue.datacentre"))
        water = _FLEETS_WITHDRAWAL.get(guest_of) or _FLEETS_WATER.get(guest_of, _ANY_WATER)
        where = f"in a data centre of {guest_of}" if guest_of in _FLEETS else "in a data centre"
    else:
        pue = factors.factor("pue.office")
        water = "water.onsite.office"
        where = "outside data centres"
    wue = factors.factor(water)
    basis = "consumed"
    if water in _FLEETS_WITHDRAWAL.values():
        withdrawal, basis = wue, "withdrawn"
    notes = (
        Note("pue-assumed", f"PUE {pue.central:g} is assumed, for a {kind} {where} ({pue.id})"),
        Note(
            "wue-assumed",
            f"WUE {wue.central:g} L/kWh {basis} is assumed, for a {kind} {where} ({wue.id})",
        ),
    )
    return Room(pue, wue if withdrawal is None else None, notes, withdrawal)
