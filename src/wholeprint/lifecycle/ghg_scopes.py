"""Greenhouse gases by the scopes of the GHG Protocol, seen by whoever holds the hardware.

Scope 2 holds what power plants emit for the electricity that is bought; the fuel chain before
them is scope 3, category 3; hardware that is bought is category 2; what a cloud or another host
sells is category 1. Scope 2 is said twice, by the wires and by the contracts, and is added once,
by the wires. Source: GHG Protocol Corporate Value Chain (Scope 3) Standard and Scope 2 Guidance,
read second-hand; who holds what in a rented building is told differently by those who report, and
ours is one way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Quantity, Uncertain

GRAMS = "gCO2e"


class Holder(StrEnum):
    """Whose inventory it is, by what they hold."""

    OWN = "own"
    """The hardware and the building are theirs."""
    COLOCATION = "colocation"
    """The hardware is theirs, in somebody else's building."""
    CLOUD = "cloud"
    """They rent both."""


class Method(StrEnum):
    """Whether the wires or the contracts count."""

    LOCATION = "location-based"
    MARKET = "market-based"
    NONE = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Emitted:
    """What was emitted, before it is sorted.

    Attributes:
        electricity: For all electricity, with its whole fuel chain [gCO2e].
        building: For the part of it that the building takes around the equipment [gCO2e].
        plant_share: How much of both leaves the power plant itself [1]; None where nobody says.
        market: For the electricity of scope 2 by contract [gCO2e].
        embodied: To make the hardware, by the share of its life [gCO2e].
    """

    electricity: Quantity
    building: Quantity
    plant_share: float | None
    market: Quantity
    embodied: Quantity


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of an inventory.

    Attributes:
        scope: 1, 2 or 3.
        category: Of scope 3, from 1 to 15; None for the others.
        name: What the protocol calls it.
        method: Of scope 2.
        amount: How much [gCO2e].
        what: What is in it here, or why there is nothing.
        is_added: Whether the total has it; the market-based line says the same electricity again.
    """

    scope: int
    category: int | None
    name: str
    method: Method
    amount: Quantity
    what: str
    is_added: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Inventory:
    """Greenhouse gases by scope.

    Attributes:
        holder: Whose.
        lines: The lines, by scope and category.
        total: What is added, scope 2 by the wires [gCO2e].
    """

    holder: Holder
    lines: tuple[Line, ...]
    total: Quantity


CATEGORIES = {
    1: "purchased goods and services",
    2: "capital goods",
    3: "fuel- and energy-related activities",
    4: "upstream transportation and distribution",
    5: "waste generated in operations",
    8: "upstream leased assets",
}
"""The categories of scope 3 that computing touches, as the protocol names them."""

NOT_LOOKED_AT = (6, 7, 9, 10, 11, 12, 13, 14, 15)
"""The other categories: travel, commuting and all that is downstream."""


def inventory(emitted: Emitted, holder: Holder) -> Inventory:
    """Return what was emitted, sorted by scope; every gram stands in one line of the total.

    Args:
        emitted: What was emitted.
        holder: Whose inventory it is.
    """
    lines = _cloud(emitted) if holder is Holder.CLOUD else _held(emitted, holder)
    added = [line.amount for line in lines if line.is_added]
    known = [each for each in added if isinstance(each, Uncertain)]
    if not known:
        return Inventory(holder, lines, NoData.of(GRAMS, "no line has data"))
    whole = known[0]
    for each in known[1:]:
        whole = whole + each
    for each in added:
        if isinstance(each, NoData) and each.reason not in _ELSEWHERE:
            whole = whole.without(each.reason)
    return Inventory(holder, lines, whole)


def _held(emitted: Emitted, holder: Holder) -> tuple[Line, ...]:
    is_own = holder is Holder.OWN
    bought, what = emitted.electricity, "the building is their own"
    leased: Quantity = NoData.of(GRAMS, _NOTHING_LEASED)
    if not is_own:
        bought, leased = _without(bought, emitted.building)
        what = "electricity of the leased building around the servers"
    plants, chain = _split(bought, emitted.plant_share)
    return (
        _scope_one(),
        _bought(Method.LOCATION, plants, _PLANTS if emitted.plant_share else _CHAIN_TOO),
        _bought(Method.MARKET, emitted.market, _CONTRACTS),
        _line(
            1,
            NoData.of(GRAMS, "no source states the services and software bought"),
            "bought for it",
        ),
        _line(2, emitted.embodied, "the share of the hardware's life; see the note on purchase"),
        _line(3, chain, "fuel before the power plants; losses on the wires are not known"),
        *_silent(_COUNTED),
        _line(8, leased, what),
    )


def _cloud(emitted: Emitted) -> tuple[Line, ...]:
    whole = emitted.electricity + emitted.embodied
    none = NoData.of(GRAMS, _OF_THE_HOST)
    return (
        _scope_one(),
        _bought(Method.LOCATION, none, "the host buys it"),
        _bought(Method.MARKET, none, "the host buys it"),
        _line(1, whole, "the host's electricity with its fuel chain, and its hardware"),
        _line(2, none, "in category 1"),
        _line(3, none, "in category 1"),
        *_silent(_COUNTED_THERE),
        _line(8, none, "in category 1"),
    )


def _split(bought: Quantity, plant_share: float | None) -> tuple[Quantity, Quantity]:
    if plant_share is None or isinstance(bought, NoData):
        return bought, NoData.of(GRAMS, "nobody says how much is emitted before the plants")
    share = min(1.0, max(0.0, plant_share))
    return bought * share, bought * (1.0 - share)


_NOTHING_LEASED = "nothing is leased"
_OF_THE_HOST = "it is the host's own"
_COUNTED = "in category 2 where its sources count it"
_COUNTED_THERE = "in category 1 where its sources count it"
_ELSEWHERE = frozenset({_NOTHING_LEASED, _OF_THE_HOST, _COUNTED, _COUNTED_THERE})
"""Reasons of lines that a total lacks nothing for: there is nothing, or another line has it."""
_PLANTS = "emitted by power plants of the grid"
_CHAIN_TOO = "emitted by power plants and before them: nobody says how much of it before"
_CONTRACTS = "by the contracts that were declared; the same electricity, and not added"


def _bought(method: Method, amount: Quantity, what: str) -> Line:
    is_added = method is Method.LOCATION
    return Line(2, None, "purchased electricity", method, amount, what, is_added=is_added)


def _without(electricity: Quantity, building: Quantity) -> tuple[Quantity, Quantity]:
    if isinstance(electricity, NoData) or isinstance(building, NoData):
        return electricity, building
    return electricity - building, building


def _scope_one() -> Line:
    reason = "generators and refrigerants of the building: nobody measured them"
    return Line(1, None, "direct emissions", Method.NONE, NoData.of(GRAMS, reason), "")


def _silent(transport: str) -> Sequence[Line]:
    return (
        _line(4, NoData.of(GRAMS, transport), "of the hardware"),
        _line(5, NoData.of(GRAMS, "of e-waste the mass is known and its gases are not"), "e-waste"),
    )


def _line(category: int, amount: Quantity, what: str) -> Line:
    return Line(3, category, CATEGORIES[category], Method.NONE, amount, what)
