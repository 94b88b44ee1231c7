"""Hardware as people write it: ``a100-sxm4-80gb:8,epyc-7742:2``."""

from dataclasses import dataclass
from typing import Literal

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Names
from wholeprint.hardware.thing import KINDS
from wholeprint.quantities.machine import Accelerator, Machine

_GB = 1e9


@dataclass(frozen=True, slots=True)
class Wanted:
    """One kind of device, and how many.

    Attributes:
        part: ``accelerator`` or ``cpu``.
        key: Its row in the tables.
        name: The name that a driver or a kernel gives it.
        count: How many boards, or how many processors.
        devices: How many devices its driver lists for one.
    """

    part: Literal["accelerator", "cpu"]
    key: str
    name: str
    count: int
    devices: int = 1


def find_hardware(text: str, factors: Factors) -> tuple[Wanted, ...]:
    """Return the devices that a text names.

    Args:
        text: Names parted by commas, each with a count behind a colon if there are several.
        factors: Where the tables stand.

    Returns:
        The devices, in the order of the text.

    Raises:
        ValueRefusedError: If nothing is named, a count is no positive number, or two kinds of
            processor are named.
    """
    names = Names(factors)
    wanted = tuple(_one(item.strip(), names) for item in text.split(",") if item.strip())
    if not wanted:
        raise ValueRefusedError(
            "no hardware is named", seen=text, fix="Write for instance a100-sxm4-80gb:8"
        )
    if sum(each.part == "cpu" for each in wanted) > 1:
        raise ValueRefusedError(
            "one machine has one kind of processor",
            seen=text,
            fix="Estimate each machine by itself",
        )
    return wanted


def machine_of(wanted: tuple[Wanted, ...], *, memory_gb: float | None = None) -> Machine:
    """Return the machine that has these devices.

    Args:
        wanted: The devices, of which at most one kind is a processor.
        memory_gb: Main memory [GB]; None where nobody says.

    Returns:
        The machine: a server on bare metal.
    """
    cpu = next((each for each in wanted if each.part == "cpu"), None)
    boards = [
        each.name
        for each in wanted
        if each.part == "accelerator"
        for _ in range(each.count * each.devices)
    ]
    return Machine(
        cpu_model=None if cpu is None else cpu.name,
        sockets=None if cpu is None else cpu.count,
        memory_bytes=None if memory_gb is None else round(memory_gb * _GB),
        chassis="unknown" if cpu is not None else "server",
        accelerators=tuple(Accelerator(index, name) for index, name in enumerate(boards)),
    )


def _one(item: str, names: Names) -> Wanted:
    name, colon, number = item.rpartition(":")
    if not colon:
        name, number = item, "1"
    if not (number.isascii() and number.isdigit() and int(number) > 0):
        raise ValueRefusedError(
            "the count of a device must be a positive whole number",
            seen=item,
            fix="Write NAME:COUNT, for instance a100-sxm4-80gb:8",
        )
    board = names.board(name)
    if board is not None:
        return Wanted("accelerator", board.key, board.name, int(number), board.devices)
    chip = names.chip(name)
    if chip is not None:
        return Wanted("cpu", chip.key, chip.name, int(number))
    if name.strip().lower() in KINDS:
        raise UnknownHardwareError(
            "a kind of machine is no device: nobody knows what it draws",
            seen=name,
            fix="Name its processor or accelerator; for what making one took, see: "
            f"wholeprint hardware {name.strip().lower()}",
        )
    near = names.near(name)
    raise UnknownHardwareError(
        "no device of that name",
        seen=name,
        fix=f"Did you mean one of {', '.join(near)}? All of them: wholeprint hardware --list"
        if near
        else "See: wholeprint hardware --list",
    )
