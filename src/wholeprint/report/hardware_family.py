"""The boards of a family of accelerators, each with the figures that tell them apart."""

from collections.abc import Mapping
from typing import cast

from wholeprint.factors.sets import Factors
from wholeprint.hardware.names import Names
from wholeprint.hardware.thing import Thing, thing
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.making import made
from wholeprint.quantities.factor import FactorBook
from wholeprint.quantities.world import World
from wholeprint.report.form import stamped, tool
from wholeprint.report.hardware_shapes import HardwareListDocument


def hardware_family_document(name: str) -> HardwareListDocument | None:
    """Return the boards that share a name which none of them has alone.

    Args:
        name: A family of accelerators: "h100".

    Returns:
        Its boards with their design power and what making them took; None where the name is that
        of a single device, or of no family.
    """
    factors = Factors()
    names = Names(factors)
    if names.board(name) is not None:
        return None
    boards = names.family(name)
    if not boards:
        return None
    assume = Assumptions(World(), FactorBook(), {})
    rows = [_row(thing(board.key, factors), assume) for board in boards]
    return cast(
        "HardwareListDocument",
        stamped("hardware-list", {"tool": tool(), "asked": name, "hardware": rows}),
    )


def _row(found: Thing, assume: Assumptions) -> Mapping[str, object]:
    told = next((each.told for each in found.makings if each.quantity == "embodied"), None)
    return {
        "key": found.key,
        "part": "accelerator",
        "name": found.name,
        "power": None if found.power is None else found.power.as_json(),
        "ghg_embodied": None if told is None else made(told, assume).as_json(),
    }
