"""A piece of hardware by its name: what it is, and every account of what making it took."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from wholeprint.errors import UnknownHardwareError
from wholeprint.factors.accounts import Published, published
from wholeprint.factors.match import near_names
from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import QUANTITIES, accounts, amounts_named, amounts_of, bill
from wholeprint.hardware.models import Amount
from wholeprint.hardware.names import Board, Chip, Names
from wholeprint.hardware.sheets import Sheet, kind_making, kind_spread, near_sheets, sheet
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.making import Bill, Made

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "server": "a server without accelerators",
        "server.accelerated": "the host of eight accelerators, without them",
        "laptop": "a laptop",
        "desktop": "a desktop computer",
        "workstation": "a workstation",
        "thin-client": "a thin client",
        "smartphone": "a smartphone",
        "tablet": "a tablet",
        "gateway": "a gateway at home",
        "switch": "a switch of a computing centre",
        "edge-board": "a board for the edge, such as a Raspberry Pi",
    }
)
"""Kinds of device that have figures of their own, in words."""

UNSOURCED: Mapping[str, str] = MappingProxyType(
    {
        "rack": "no source that may be read states what making a rack for servers took",
        "router": "no source that may be read states what making a router took",
    }
)
"""Kinds of device on which nothing was found, each with the reason."""

Part = Literal["accelerator", "cpu", "machine", "kind"]


@dataclass(frozen=True, slots=True)
class Making:
    """What making a thing took, in one quantity.

    Attributes:
        quantity: One of `wholeprint.hardware.making.QUANTITIES`.
        unit: Its unit.
        told: What an assessment draws from; None where nobody says.
        figures: Every published figure, those that are not drawn too.
        bill: Its bill of materials, None where there is none.
        silent: Components of the bill on which nobody says anything.
    """

    quantity: str
    unit: str
    told: Made | None
    figures: tuple[Published, ...]
    bill: Bill | None
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A piece of hardware.

    Attributes:
        key: Its name in the tables.
        name: Its name on the market.
        part: Which table it stands in.
        makings: What making it took, by quantity.
        power: Its design power [W], None where nobody says.
        mass: Its mass [kg].
        lifetime: How long one serves [year].
        utilisation: Share of that time in which it works for somebody [1].
        hosted: What making the host takes, of which a share goes with it; None for no host.
        remarks: What a reader should know.
        absent: Why nobody says what making it took, empty where somebody does.
    """

    key: str
    name: str
    part: Part
    makings: tuple[Making, ...]
    power: Factor | None
    mass: Factor | None
    lifetime: Factor
    utilisation: Factor
    hosted: Made | None = None
    remarks: tuple[str, ...] = ()
    absent: str = ""


def thing(name: str, factors: Factors) -> Thing:
    """Return the one piece of hardware of that name; a near name is never taken.

    Args:
        name: An accelerator, a processor, a machine, or a kind of device.
        factors: Where the tables stand.

    Raises:
        UnknownHardwareError: If there is none of that name; near names are offered.
    """
    word = name.strip().lower()
    if word in KINDS or word in UNSOURCED:
        return _kind(word, factors)
    names = Names(factors)
    board = names.board(name)
    if board is not None:
        return _card(board, factors)
    found = sheet(name, factors)
    if found is not None:
        return _machine(found, factors)
    chip = names.chip(name)
    if chip is not None:
        return _chip(chip, factors)
    near = ", ".join(dict.fromkeys(_near(name, word, names, factors)))
    raise UnknownHardwareError(
        "no device or machine of that name",
        seen=name,
        fix=f"Did you mean one of {near}? All of them: wholeprint hardware --list"
        if near
        else "See: wholeprint hardware --list",
    )


def _near(name: str, word: str, names: Names, factors: Factors) -> Iterator[str]:
    yield from near_names(word, (*KINDS, *UNSOURCED), count=2)
    table = factors.table("accelerators")
    for family in near_names(word, table.raw("family"), count=1):
        yield from (row.text("key") for row in table.where("family", family))
    yield from names.near(name)
    yield from near_sheets(name, factors)


def _card(board: Board, factors: Factors) -> Thing:
    amounts = amounts_of(board, factors)
    is_module = board.form in {"sxm", "oam", "superchip"}
    remarks = [] if amounts else ["No bill: its die, process, memory or form is not known."]
    if board.devices > 1:
        remarks.append(f"Its driver lists it as {board.devices} devices; figures are of one board.")
    wanted = f"accelerator.{board.family}"
    return Thing(
        key=board.key,
        name=board.name,
        part="accelerator",
        makings=tuple(_makings(wanted, amounts, "card", factors)),
        power=factors.factor(f"accelerator.{board.key}.tdp"),
        mass=_factor(f"mass.{wanted}", factors),
        lifetime=factors.factor("lifetime.accelerator"),
        utilisation=factors.factor("utilisation.accelerator"),
        hosted=_host(factors) if is_module else None,
        remarks=tuple(remarks),
    )


def _chip(chip: Chip, factors: Factors) -> Thing:
    amounts = (Amount("processor", "cpu", note="the area of its dies is not in the tables"),)
    is_server = chip.kind == "server"
    makings = (
        tuple(_makings(f"processor.{chip.key}", amounts, "card", factors)) if is_server else ()
    )
    life = "server" if is_server else chip.kind
    return Thing(
        key=chip.key,
        name=chip.name,
        part="cpu",
        makings=makings,
        power=factors.factor(f"cpu.{chip.key}.tdp"),
        mass=None,
        lifetime=factors.factor(f"lifetime.{life}"),
        utilisation=factors.factor("utilisation.server" if is_server else "utilisation.personal"),
        absent="" if is_server else "dies of processors for personal computers are in no table",
    )


def _machine(found: Sheet, factors: Factors) -> Thing:
    stated = Published(
        found.making, found.source.key, found.year, found.source.read, "device", drawn=True
    )
    is_server = found.kind == "server"
    mass = None
    if found.mass_kg is not None:
        mass = kind_spread(found.kind, "mass", factors, only=found.key)
    life = found.kind if found.kind in {"server", "laptop"} else "desktop"
    making = Making("embodied", "kgCO2e", found.making, (stated,), None, ())
    makings = (making, *(_nobody(quantity) for quantity in QUANTITIES if quantity != "embodied"))
    remark = (
        f"{f'{found.configuration}; ' if found.configuration else ''}its maker states "
        f"{found.total_kg:g} kgCO2e for the whole life. It is one figure: others of its kind are "
        f"behind wholeprint hardware {found.kind}."
    )
    return Thing(
        key=found.key,
        name=found.name,
        part="machine",
        makings=makings,
        power=None,
        mass=mass,
        lifetime=factors.factor(f"lifetime.{life}"),
        utilisation=factors.factor("utilisation.server" if is_server else "utilisation.personal"),
        remarks=(f"{remark[:1].upper()}{remark[1:]}",),
    )


def _kind(word: str, factors: Factors) -> Thing:
    absent = UNSOURCED.get(word, "")
    is_server = word.startswith("server") or word == "switch" or bool(absent)
    life = {
        "server.accelerated": "server",
        "switch": "server",
        "edge-board": "desktop",
        "workstation": "desktop",
        "thin-client": "desktop",
    }
    served = "server" if absent else life.get(word, word)
    if word.startswith("server"):
        amounts = amounts_named(word, factors)
        makings = tuple(_makings(word, amounts, word.partition(".")[0], factors))
        mass = _factor(f"mass.{word}", factors)
    else:
        makings = () if absent else tuple(_device(word, factors))
        mass = kind_spread(word, "mass", factors)
    return Thing(
        key=word,
        name=KINDS.get(word, word),
        part="kind",
        makings=makings,
        power=None,
        mass=mass,
        lifetime=_factor(f"lifetime.{served}", factors) or factors.factor("lifetime.desktop"),
        utilisation=factors.factor("utilisation.server" if is_server else "utilisation.personal"),
        absent=absent,
    )


def _device(word: str, factors: Factors) -> Iterator[Making]:
    for quantity, unit in QUANTITIES.items():
        name = f"{quantity}.device.{word}"
        told = kind_making(word, factors) if quantity == "embodied" else _factor(name, factors)
        yield Making(quantity, unit, told, published(name, factors), None, ())


def _makings(
    wanted: str, amounts: tuple[Amount, ...], boundary: str, factors: Factors
) -> Iterator[Making]:
    hosted = wanted.replace("accelerator.", "accelerator_with_host.")
    for quantity, unit in QUANTITIES.items():
        figures = published(f"{quantity}.{wanted}", factors)
        if hosted != wanted:
            figures += _never_drawn(published(f"{quantity}.{hosted}", factors))
        told = accounts(wanted, quantity, amounts, factors, boundary)
        if told is None and hosted != wanted:
            told = _factor(f"{quantity}.accelerator.class", factors)
        own, silent = bill(amounts, quantity, factors)
        yield Making(quantity, unit, told, figures, own, silent)


def _never_drawn(figures: tuple[Published, ...]) -> tuple[Published, ...]:
    return tuple(
        Published(each.factor, each.source, each.year, each.read, each.boundary, drawn=False)
        for each in figures
    )


def _nobody(quantity: str) -> Making:
    return Making(quantity, QUANTITIES[quantity], None, (), None, ())


def _host(factors: Factors) -> Made | None:
    return accounts("server.accelerated", "embodied", (), factors, "host")


def _factor(name: str, factors: Factors) -> Factor | None:
    return factors.factor(name) if factors.has(name) else None
