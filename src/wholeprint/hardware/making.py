"""What making a device took, by every account there is: published figures and its bill."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.accounts import published
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.hardware.models import Amount, line, nodes_used
from wholeprint.hardware.names import Board
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.making import Account, Accounts, Bill, Made, choice

QUANTITIES: Mapping[str, str] = MappingProxyType(
    {"embodied": "kgCO2e", "adpe": "kgSb", "primary_energy": "MJ", "embodied_water": "L"}
)
"""What is asked of the making of a thing, each with its unit."""

BETWEEN = "embodied.accelerator.between_sources"
"""Name of how far accounts of one card lie apart, for cards of which there is one [1]."""

_OWN = frozenset({"card", "board share", "server", "host", "device"})
"""Boundaries that hold nothing which is counted elsewhere."""


def bill(
    amounts: Iterable[Amount], quantity: str, factors: Factors, doubt: Factor | None = None
) -> tuple[Bill | None, tuple[str, ...]]:
    """Return the bill of materials of a thing.

    Args:
        amounts: Its components.
        quantity: What is asked, one of `QUANTITIES`.
        factors: Where the tables stand.
        doubt: What the whole is multiplied by [1].

    Returns:
        The bill, None where no component has a model; and the names of components on which nobody
        says anything.

    Raises:
        ValueRefusedError: If a component is none, or has a size that it cannot have.
    """
    found = [(amount.line, line(amount, quantity, factors)) for amount in amounts]
    lines = tuple(each for _, each in found if each is not None)
    silent = tuple(name for name, each in found if each is None)
    return (Bill(lines, doubt) if lines else None), silent


def accounts(
    thing: str, quantity: str, amounts: Sequence[Amount], factors: Factors, boundary: str
) -> Made | None:
    """Return what making a thing took, by every account that holds it and nothing else.

    Figures that hold a host or a building too are left out: those are counted by themselves.
    A bill that lacks a component is left out too; it would be a part that looks like the whole.

    Args:
        thing: What is made: "accelerator.h100", "server".
        quantity: What is asked, one of `QUANTITIES`.
        amounts: Its components; none where they are not known.
        factors: Where the tables stand.
        boundary: What its bill holds.

    Returns:
        The accounts, a factor where there is one only, None where nobody says.
    """
    name = f"{quantity}.{thing}"
    stated = [each for each in published(name, factors) if each.drawn and each.boundary in _OWN]
    told = [Account(_tail(each.factor.id, name), each.boundary, each.factor) for each in stated]
    # A component is doubted by its models; what stands alone as a whole, by other wholes.
    doubt = None if told or boundary == "component" else factors.factor(BETWEEN)
    own, silent = bill(amounts, quantity, factors, doubt)
    if own is not None and not silent:
        told.append(Account("bill", boundary, own))
    if len(told) == 1 and isinstance(told[0].told, Factor):
        return factors.factor(name)
    if not told:
        return None
    which = choice(f"{quantity}.method.{thing.removeprefix('accelerator.')}", _names(told))
    unit = QUANTITIES[quantity]
    return Accounts(name, unit, tuple(told), which if len(told) > 1 else None)


def amounts_of(board: Board, factors: Factors) -> tuple[Amount, ...]:
    """Return what a card is made of, as far as the tables say.

    Args:
        board: The card.
        factors: Where the tables stand.

    Returns:
        Its components; none where the area of its die, its process or its memory is not known.
    """
    row = factors.table("accelerators").where("key", board.key)[0]
    own = factors.table("bills").where("bill", board.key)
    lines = own or factors.table("bills").where("bill", f"form.{board.form}")
    area, node = _stated_die(own) or _silicon(row, factors)
    memory_gb = row.number("memory_gb")
    if area is None or node is None or memory_gb is None or not _has_data(node):
        return ()
    kind = "hbm" if row.text("memory_type").startswith("HBM") else "gddr"
    sizes = {"gpu_die": area, "memory": memory_gb}
    found = tuple(_amount(each, sizes, kind, node) for each in lines)
    return found if row.text("memory_type") else tuple(map(_memory_taken, found))


def amounts_named(name: str, factors: Factors) -> tuple[Amount, ...]:
    """Return what a thing is made of whose bill says all of it.

    Args:
        name: Name of the bill, such as "server".
        factors: Where the tables stand.
    """
    return tuple(
        _amount(each, {}, "memory", None) for each in factors.table("bills").where("bill", name)
    )


def _amount(row: Row, sizes: Mapping[str, float], memory: str, node: float | None) -> Amount:
    component = row.text("component")
    dies = row.number("dies")
    return Amount(
        line=row.text("line"),
        component=memory if component == "memory" else component,
        count=row.required_number("count"),
        size_amount=row.number("size") if component not in sizes else sizes[component],
        unit=row.text("unit"),
        node_nm=node if component == "gpu_die" else None,
        dies=None if dies is None else int(dies),
        distance_km=row.number("distance_km"),
        note=row.text("note"),
        source=row.text("source"),
    )


def _memory_taken(amount: Amount) -> Amount:
    if amount.component != "gddr":
        return amount
    return replace(amount, note="the kind of its memory is not known: taken for GDDR")


def _stated_die(lines: Sequence[Row]) -> tuple[float, float] | None:
    for each in lines:
        area, node = each.number("size"), each.number("node_nm")
        if each.text("component") == "gpu_die" and area is not None and node is not None:
            return area, node
    return None


def _silicon(row: Row, factors: Factors) -> tuple[float | None, float | None]:
    # Cards of one family carry the same chip: what is known of it on one is known on all.
    family = factors.table("accelerators").where("family", row.text("family"))
    for each in (row, *family):
        area, node = each.number("die_area_mm2"), each.number("process_nm")
        if area is not None and node is not None:
            return area, node
    return None, None


def _has_data(node_nm: float) -> bool:
    try:
        nodes_used(node_nm)
    except ValueRefusedError:
        return False
    return True


def _names(told: Sequence[Account]) -> tuple[str, ...]:
    return tuple(each.name for each in told)


def _tail(factor_id: str, name: str) -> str:
    return factor_id.removeprefix(f"{name}.")
