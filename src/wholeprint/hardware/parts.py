"""What was made, is used up and is thrown away: the host, its memory, its accelerators."""

from collections.abc import Mapping
from dataclasses import replace

from wholeprint.factors.match import near_names
from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import QUANTITIES, accounts, amounts_named, amounts_of
from wholeprint.hardware.models import Amount
from wholeprint.hardware.names import Board, Names
from wholeprint.hardware.place import Kind
from wholeprint.hardware.share import Share
from wholeprint.hardware.sheets import kind_making, kind_spread
from wholeprint.hardware.spread import accelerator_tdp, split_evenly
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.machine import Accelerator
from wholeprint.quantities.making import Made
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import AcceleratorProfile, Part

_HOSTED = 8
"""Accelerators of the hosts that "server.accelerated" figures are about."""
_MEMORY_IN_SERVER_GB = 16.0
"""Memory that the lightest published server figure already holds, and sheets of computers [GB]."""
_MODULE_GB = 32.0
"""Size of a module of main memory; each adds its printed board to its dies [GB]."""
_BUILT_INTO_HOSTS = frozenset({"sxm", "oam", "superchip"})
"""Forms that only hosts made for accelerators take."""


def host_parts(
    kind: Kind,
    share: Share | None,
    memory_gb: float,
    boards: list[Board | None],
    factors: Factors,
    *,
    sockets: int | None = None,
) -> tuple[tuple[Part, ...], tuple[Note, ...]]:
    """Return the host of a machine as parts.

    Args:
        kind: Its class.
        share: How much of it is the run's; None for all.
        memory_gb: Memory in reach [GB].
        boards: Its accelerators, None for one whose name is in no table.
        factors: Where the tables stand.
        sockets: Processors in it, None where they cannot be counted.

    Returns:
        The parts, and notes on what has no data.
    """
    modules = sum(1 / board.devices for board in boards if board and _is_module(board))
    if modules:
        # The figures are for a host of eight with all its memory: an eighth goes with each.
        return (_whole("server.accelerated", "server", factors, count=modules / _HOSTED),), ()
    allocation = None if share is None else share.of_host
    if kind == "server":
        part = 1.0 if allocation is None else allocation.central
        beyond = max(0.0, memory_gb - _MEMORY_IN_SERVER_GB * part)
        # Of cards whose server nobody names, eight share one.
        hosts = max(1.0, _cards(boards) / _HOSTED) if share is None else 1.0
        server = _whole(
            "server", "server", factors, count=hosts, allocation=allocation, sockets=sockets
        )
        return (server, _memory(beyond, factors)), _of_cards(boards) if share is None else ()
    device = Part(
        source=kind,
        lifetime=factors.factor(f"lifetime.{kind}"),
        utilisation=factors.factor("utilisation.personal"),
        embodied=kind_making(kind, factors),
        mass=kind_spread(kind, "mass", factors),
        adpe=factors.factor(f"adpe.device.{kind}"),
        allocation_share=allocation,
    )
    beyond = max(0.0, memory_gb - _MEMORY_IN_SERVER_GB)
    note = Note(
        "embodied-of-class",
        f"What making this {kind} took is the spread of the sheets of makers and of generic "
        f"figures; memory beyond {_MEMORY_IN_SERVER_GB:g} GB is counted by itself",
    )
    return (device, _memory(beyond, factors)), (note,)


def accelerator_profiles(
    accelerators: tuple[Accelerator, ...], names: Names, factors: Factors
) -> tuple[tuple[AcceleratorProfile, ...], tuple[Board | None, ...], tuple[Note, ...]]:
    """Return what is known of each accelerator.

    Args:
        accelerators: Those of a machine.
        names: Where to look names up.
        factors: Where the tables stand.

    Returns:
        Their profiles, their rows (None for an unknown one) and one note per unknown name.
    """
    by_name = {
        name: names.board(name) for name in dict.fromkeys(each.name for each in accelerators)
    }
    made = {name: _making(board, factors) for name, board in by_name.items()}
    profiles = tuple(
        _profile(each, by_name[each.name], made[each.name], factors) for each in accelerators
    )
    boards = tuple(by_name[each.name] for each in accelerators)
    return profiles, boards, _accelerator_notes(by_name, factors)


def _profile(
    accelerator: Accelerator, board: Board | None, made: Mapping[str, Made | None], factors: Factors
) -> AcceleratorProfile:
    part = Part(
        source=f"gpu:{accelerator.index}",
        lifetime=factors.factor("lifetime.accelerator"),
        utilisation=factors.factor("utilisation.accelerator"),
        embodied=made["embodied"],
        mass=_of_family("mass", board, factors),
        adpe=made["adpe"],
        primary_energy=made["primary_energy"],
        embodied_water=made["embodied_water"],
        count=1.0 if board is None else 1.0 / board.devices,
    )
    name = accelerator.name if board is None else board.name
    return AcceleratorProfile(accelerator.index, name, _tdp(board, factors), part)


def _tdp(board: Board | None, factors: Factors) -> Factor:
    if board is None:
        return accelerator_tdp(factors)
    whole = factors.factor(f"accelerator.{board.key}.tdp")
    if board.devices == 1:
        return whole
    return split_evenly(whole, f"accelerator.{board.key}.tdp_per_device", board.devices)


def _making(board: Board | None, factors: Factors) -> dict[str, Made | None]:
    if board is None:
        return {quantity: _of_class(quantity, factors) for quantity in QUANTITIES}
    amounts = amounts_of(board, factors)
    thing = f"accelerator.{board.family}"
    return {
        quantity: accounts(thing, quantity, amounts, factors, "card")
        or _of_class(quantity, factors)
        for quantity in QUANTITIES
    }


def _of_class(quantity: str, factors: Factors) -> Factor | None:
    name = f"{quantity}.accelerator.class"
    return factors.factor(name) if factors.has(name) else None


def _of_family(quantity: str, board: Board | None, factors: Factors) -> Factor:
    own = "" if board is None else f"{quantity}.accelerator.{board.family}"
    if own and factors.has(own):
        return factors.factor(own)
    return factors.factor(f"{quantity}.accelerator.class")


def _accelerator_notes(by_name: dict[str, Board | None], factors: Factors) -> tuple[Note, ...]:
    notes: list[Note] = []
    for name, board in by_name.items():
        if board is None:
            notes.append(
                Note(
                    "accelerator-unknown",
                    f'"{name}" is in no table{_near(name, factors)}: its power and its making are '
                    "taken from the whole spread of accelerators",
                    severity="warning",
                )
            )
        elif not factors.has(f"embodied.accelerator.{board.family}"):
            instead = "its bill of materials" if amounts_of(board, factors) else "the spread"
            doubt = ", as far in doubt as accounts of others differ," if "bill" in instead else ""
            notes.append(
                Note(
                    "embodied-of-class",
                    f"No published figure for making the {board.name} is in the tables: {instead}"
                    f"{doubt or ' over other accelerators'} is taken",
                )
            )
    return tuple(notes)


def _near(name: str, factors: Factors) -> str:
    """Return which names are near one that is unknown, in brackets; none is taken for it."""
    near = near_names(name, factors.table("accelerators").raw("name"), count=2)
    return f" (near it: {', '.join(near)})" if near else ""


def _cards(boards: list[Board | None]) -> float:
    return sum(1 / (board.devices if board else 1) for board in boards)


def _of_cards(boards: list[Board | None]) -> tuple[Note, ...]:
    cards = min(round(_cards(boards)), _HOSTED)
    if not cards:
        return ()
    each = f"every {cards} of them" if cards > 1 else "one of them"
    return (
        Note(
            "server-of-cards",
            f"Nobody said what the cards stand in: making a whole server is charged with {each}. "
            "Say how many share one, up to eight",
        ),
    )


def _is_module(board: Board) -> bool:
    return board.form in _BUILT_INTO_HOSTS


def _whole(
    thing: str,
    source: str,
    factors: Factors,
    *,
    count: float = 1.0,
    allocation: Factor | None = None,
    sockets: int | None = None,
) -> Part:
    amounts = tuple(_counted(each, sockets) for each in amounts_named(thing, factors))
    made = {
        quantity: accounts(thing, quantity, amounts, factors, thing.partition(".")[0])
        for quantity in QUANTITIES
    }
    return Part(
        source=source,
        lifetime=factors.factor("lifetime.server"),
        utilisation=factors.factor("utilisation.server"),
        embodied=made["embodied"],
        mass=factors.factor(f"mass.{thing}"),
        adpe=made["adpe"],
        primary_energy=made["primary_energy"],
        embodied_water=made["embodied_water"],
        count=count,
        allocation_share=allocation,
    )


def _counted(amount: Amount, sockets: int | None) -> Amount:
    """Return a line of a server's bill with as many processors as the machine has."""
    if amount.component != "cpu" or sockets is None:
        return amount
    return replace(amount, count=float(sockets), note="as many as the machine counts")


def _memory(amount_gb: float, factors: Factors) -> Part:
    # A gigabyte of it, told by the same models as the memory on every bill.
    gigabyte = (
        Amount(
            "memory", "dram", 1.0 / _MODULE_GB, _MODULE_GB, "GB", note="modules of 32 GB are taken"
        ),
    )
    made = {each: accounts("dram", each, gigabyte, factors, "component") for each in QUANTITIES}
    return Part(
        source="dram",
        lifetime=factors.factor("lifetime.server"),
        utilisation=factors.factor("utilisation.server"),
        embodied=made["embodied"],
        adpe=made["adpe"],
        primary_energy=made["primary_energy"],
        count=amount_gb,
    )
