"""What rented machines ask for, on the worked example in round numbers."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.batch import Assessed
from wholeprint.lifecycle.clock import clock
from wholeprint.lifecycle.demand import Demand
from wholeprint.lifecycle.loads import Kind, Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.lifecycle.rented import Rates, Use, machines, merged, storage
from wholeprint.quantities.distribution import Fixed, Uniform
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.rented import Amounts
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

ALL = Factor("use", "1", Uniform(0.0, 1.0))
IDLE = declared("idle", 0.1, "1")
CATEGORIES = (Category.ENERGY, Category.GHG_OPERATIONAL, Category.GHG_EMBODIED)
CLOCK = clock(worked.run(1), None, None)


def _plan(world: World) -> Plan:
    site = Site("FR", None, None, "FR")
    return Plan(worked.profile(), worked.intensity(), site, worked.book(), AssessOptions(), world)


def _loads(use: Use, count: float = 1.0) -> tuple[Load, ...]:
    return machines(worked.profile(), Amounts(3.0, 2.0, 4.0, 0.5), CLOCK, count, use)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_use_is_from_nothing_to_all(share: float) -> None:
    """Nothing else is a use."""
    with pytest.raises(ValueRefusedError):
        Use(share, ALL, IDLE)


def test_declared_use_is_exact() -> None:
    """At half load the first half of the curve is taken whole, and nothing of the second."""
    found = {load.key.kind: load for load in _loads(Use(0.5, ALL, IDLE))}

    seconds = 3600.0
    assert found[Kind.CPU_IDLE].amount == 3.0 * seconds
    assert found[Kind.CPU].amount == 3.0 * seconds
    assert found[Kind.CPU].key.node == 0
    assert found[Kind.DRAM].amount == 2.0 * seconds
    assert found[Kind.ACCELERATOR].amount == pytest.approx(4.0 * seconds * 0.55)


def test_no_use_has_no_second_half() -> None:
    """A machine that does nothing draws what it draws idle, and its accelerators likewise."""
    loads = _loads(Use(0.0, ALL, IDLE))

    assert not [load for load in loads if load.key.kind is Kind.CPU]
    (board,) = [load for load in loads if load.key.kind is Kind.ACCELERATOR]
    assert board.amount == pytest.approx(4.0 * 3600.0 * 0.1)


def test_an_assumed_use_spans_the_declared_ones() -> None:
    """The ends of an assumption from none to all are the results at none and at all.

    The curve rises, and the first and last of 1,024 draws are within a thousandth of the ends.
    """
    plan = _plan(World(1024))
    rates = Rates(plan, CATEGORIES)
    spread = rates.draws(_loads(Use(None, ALL, IDLE)))[0]
    least = rates.draws(_loads(Use(0.0, ALL, IDLE)))[0].mean()
    most = rates.draws(_loads(Use(1.0, ALL, IDLE)))[0].mean()

    assert spread.min() == pytest.approx(least, rel=5e-3)
    assert spread.max() == pytest.approx(most, rel=5e-3)
    half = rates.draws(_loads(Use(0.5, ALL, IDLE)))[0].mean()
    assert np.median(spread) == pytest.approx(half, rel=5e-3)


def test_rates_are_what_an_assessment_says() -> None:
    """The matrix and the footprint are the same numbers, draw by draw."""
    plan = _plan(World(64))
    loads = _loads(Use(None, ALL, IDLE))
    rows = Rates(plan, CATEGORIES).draws(loads)
    footprint = Assessed("x", Demand(loads), plan, ()).footprint()

    for category, row in zip(CATEGORIES, rows, strict=True):
        found = footprint[category.value]
        assert isinstance(found, Uncertain)
        assert row == pytest.approx(np.broadcast_to(found.draws, row.shape), rel=1e-12)


def test_counts_multiply() -> None:
    """Three machines cost three times one, in every draw."""
    rates = Rates(_plan(World(64)), CATEGORIES)
    use = Use(None, ALL, IDLE)

    assert rates.draws(_loads(use, 3.0)) == pytest.approx(3.0 * rates.draws(_loads(use)), rel=1e-12)


def test_merged_loads_cost_the_same() -> None:
    """Loads of one kind and one doubt are added up, and nothing is lost by it."""
    rates = Rates(_plan(World(64)), CATEGORIES)
    both = (*_loads(Use(None, ALL, IDLE)), *_loads(Use(None, ALL, IDLE), 2.0))
    joined = merged(both)

    assert len(joined) == len(both) / 2
    assert rates.draws(joined) == pytest.approx(rates.draws(both), rel=1e-12)


def test_what_has_no_number_has_its_reason() -> None:
    """A category that a place has no data for is told with the reason, and not as nought."""
    plan = Plan(
        worked.profile(),
        None,
        Site(None, None, None, None),
        worked.book(),
        AssessOptions(),
        World(8),
    )

    assert Category.GHG_OPERATIONAL in Rates(plan, CATEGORIES).reasons(_loads(Use(0.5, ALL, IDLE)))


def test_storage_is_counted_in_gigabytes() -> None:
    """Power is multiplied by the copies, which the making has as its allocation."""
    copies = Factor("copies", "1", Fixed(2.0))
    power, life = storage(CLOCK, 10.0, copies)

    assert power.noise is not None
    assert power.noise.factor is copies
    assert (power.amount, life.amount) == (36_000.0, 36_000.0)
    assert life.noise is None
