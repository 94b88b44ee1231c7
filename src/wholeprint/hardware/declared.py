"""A card that stands in no table, as its die, process and memory are declared."""

from dataclasses import dataclass, replace
from typing import Literal

from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import QUANTITIES, accounts, amounts_named, bill
from wholeprint.hardware.models import Amount, nodes_used
from wholeprint.hardware.thing import Making, Thing
from wholeprint.quantities.wafer import wafer_cm2

_FORM = "form.pcie"
"""The bill whose board, heat sink, casing and delivery stand for those nobody declares."""

Memory = Literal["hbm", "gddr"]


@dataclass(frozen=True, slots=True)
class Card:
    """What is declared of a card.

    Attributes:
        die_mm2: Area of its die [mm2].
        node_nm: Process of the die [nm].
        memory_gb: Memory on it [GB].
        memory: Kind of that memory.
    """

    die_mm2: float
    node_nm: float
    memory_gb: float = 0.0
    memory: Memory = "gddr"

    def __post_init__(self) -> None:
        # Both refuse what no die can be, before anything is looked up.
        wafer_cm2(self.die_mm2)
        nodes_used(self.node_nm)


def declared_card(card: Card, factors: Factors) -> Thing:
    """Return a declared card as a thing whose making its bill tells.

    Args:
        card: What is declared.
        factors: Where the tables stand.

    Raises:
        ValueRefusedError: If the die, the process or the memory is none that can be.
    """
    sizes = {"gpu_die": card.die_mm2, "memory": card.memory_gb}
    amounts = tuple(_amount(each, card, sizes) for each in amounts_named(_FORM, factors))
    makings: list[Making] = []
    for quantity, unit in QUANTITIES.items():
        told = accounts("accelerator.declared", quantity, amounts, factors, "card")
        own, silent = bill(amounts, quantity, factors)
        makings.append(Making(quantity, unit, told, (), own, silent))
    return Thing(
        key="declared",
        name=f"a card with a die of {card.die_mm2:g} mm2 at {card.node_nm:g} nm",
        part="accelerator",
        makings=tuple(makings),
        power=None,
        mass=None,
        lifetime=factors.factor("lifetime.accelerator"),
        utilisation=factors.factor("utilisation.accelerator"),
        remarks=("Board, heat sink, casing and delivery are those of a PCIe card.",),
    )


def _amount(each: Amount, card: Card, sizes: dict[str, float]) -> Amount:
    if each.component not in sizes:
        return each
    component = card.memory if each.component == "memory" else each.component
    node = card.node_nm if component == "gpu_die" else None
    return replace(
        each,
        component=component,
        size_amount=sizes[each.component],
        node_nm=node,
        note="as declared",
    )
