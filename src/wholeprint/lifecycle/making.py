"""What making something took, worked out in one world: each draw takes one account.

A bill adds its lines; a line takes one of its models; a model adds products of amounts and
coefficients. The coefficients are shared by everything: all dies come from the same fab, and where
one model of memory is right, it is right for all memory.
"""

import statistics
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.making import Accounts, Bill, Die, Line, Made, Model, Product
from wholeprint.quantities.source import Known, least_known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.wafer import YIELD_NAMES, die_yield


def made(what: Made, assume: Assumptions) -> Uncertain:
    """Return what making one piece of a thing took.

    Args:
        what: One factor, or several accounts.
        assume: The assumptions.

    Raises:
        ValueRefusedError: If a choice was declared that is none.
    """
    if isinstance(what, Factor):
        return assume.draw(what)
    # Eight cards of one kind are worked out once: their accounts are one and the same.
    return assume.once(what.id, what, lambda: _any_account(what, assume))


def bill_total(bill: Bill, unit: str, assume: Assumptions) -> Uncertain:
    """Return what all lines of a bill took together.

    Args:
        bill: The bill, with at least one line.
        unit: The unit wanted.
        assume: The assumptions.
    """
    whole = reduce(add, (line_total(line, unit, assume) for line in bill.lines))
    return whole * assume.draw_or_one(bill.doubt)


def line_total(line: Line, unit: str, assume: Assumptions) -> Uncertain:
    """Return what one line of a bill took, each draw by one of its models.

    Args:
        line: The line, with at least one model.
        unit: The unit wanted.
        assume: The assumptions.
    """
    reckoned = [model_total(model, unit, assume) for model in line.models]
    return reckoned[0] if line.choice is None else taken(line.choice, reckoned, assume)


def model_total(model: Model, unit: str, assume: Assumptions) -> Uncertain:
    """Return what a component took by one model.

    Args:
        model: The model, with at least one product.
        unit: The unit wanted.
        assume: The assumptions.

    Raises:
        UnitError: If a product is no amount of that kind.
    """
    return reduce(add, (_product(each, assume).to(unit) for each in model.products))


def taken(which: Factor, ways: Sequence[Uncertain], assume: Assumptions) -> Uncertain:
    """Return a quantity that is in each draw as one of several ways has it.

    The central value is the median of the ways', unless a way is declared.

    Args:
        which: The choice between them.
        ways: The quantity by each way, all in one unit.
        assume: The assumptions.

    Raises:
        ValueRefusedError: If the declared way is none of them.
    """
    drawn = assume.draw(which)
    known = least_known([drawn.known, *(way.known for way in ways)])
    if drawn.known is Known.DECLARED:
        way = ways[_declared(which, drawn.central, len(ways))]
        return way * Uncertain(1.0, np.ones(1), drawn.unit, drawn.known, drawn.factors)
    joined = (*(way.factors for way in ways), drawn.factors)
    factors = {name: each for some in joined for name, each in some.items()}
    picked = np.minimum(drawn.draws.astype(np.intp), len(ways) - 1)
    size = max(picked.size, *(way.draws.size for way in ways))
    spread = np.stack([np.broadcast_to(way.draws, (size,)) for way in ways])
    draws = np.take_along_axis(spread, np.broadcast_to(picked, (size,))[np.newaxis], axis=0)[0]
    central = statistics.median(way.central for way in ways)
    if assume.world.is_fixed:
        draws = np.array([central])
    return Uncertain(central, draws, ways[0].unit, known, factors)


def _any_account(what: Accounts, assume: Assumptions) -> Uncertain:
    told = [_told(account.told, what.unit, assume) for account in what.accounts]
    return told[0] if what.choice is None else taken(what.choice, told, assume)


def _declared(which: Factor, place: float, count: int) -> int:
    if not (place.is_integer() and 0 <= place < count):
        raise ValueRefusedError(
            f"{which.id} is none of the {count} ways there are", seen=place, fix=which.note
        )
    return int(place)


def _told(told: Factor | Bill, unit: str, assume: Assumptions) -> Uncertain:
    if isinstance(told, Bill):
        return bill_total(told, unit, assume)
    return assume.draw(told).to(unit)


def _product(product: Product, assume: Assumptions) -> Uncertain:
    result = Uncertain.fixed(product.amount, product.unit, Known.PUBLISHED)
    for factor in product.factors:
        result = result * assume.draw(factor)
    for factor in product.over:
        result = result / assume.draw(factor)
    return result if product.die is None else result / good_share(product.die, assume)


def good_share(die: Die, assume: Assumptions) -> Uncertain:
    """Return the share of dies that are good [1], each draw by one formula.

    Args:
        die: The die.
        assume: The assumptions.
    """
    hits = assume.draw(die.defects) * Uncertain.fixed(die.area_cm2, "cm2", Known.PUBLISHED)
    ways = [hits.to("1").apply(_formula(name, die.area_cm2)) for name in YIELD_NAMES]
    return taken(die.formula, ways, assume)


def _formula(name: str, area_cm2: float) -> Callable[[FloatArray], FloatArray]:
    return lambda hits: die_yield(name, area_cm2, hits / area_cm2)
