"""Amounts of a few things cost what the resources that have them cost."""

from collections.abc import Sequence

import numpy as np
import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.clock import clock
from wholeprint.lifecycle.loads import Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.lifecycle.rented import Rates, Use, machines
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.rented import Amounts
from wholeprint.quantities.world import World
from wholeprint.tracking.plan_blocks import (
    Block,
    Row,
    Sort,
    added,
    figures_of_rows,
    figures_of_sum,
)
from wholeprint.tracking.plan_figures import CARBON, COUNTED, NAMES, figures_of

DRAWS = 64
CLOCK = clock(worked.run(1), None, None)
USE = Use(None, Factor("use", "1", Uniform(0.0, 1.0)), declared("idle", 0.1, "1"))


def _sort(zone: str | None = "FR") -> Sort:
    intensity = None if zone is None else worked.intensity()
    site = Site(zone, None, None, zone)
    plan = Plan(worked.profile(), intensity, site, worked.book(), AssessOptions(), World(DRAWS))
    return Sort(plan, Rates(plan, COUNTED), ())


def _asks(held: Sequence[float]) -> tuple[Load, ...]:
    processors, memory_gb, boards, host, beyond_gb = held
    has = Amounts(processors, memory_gb, boards, host, beyond_gb)
    return machines(worked.profile(), has, CLOCK, 1.0, USE)


def _block(sort: Sort) -> Block:
    return Block(sort, 5, _asks)


def test_a_row_costs_what_its_loads_cost() -> None:
    """The product of amounts and units is the machine worked out by itself, draw by draw."""
    sort = _sort()
    row: Row = ((0, (6.0, 4.0, 8.0, 1.0, 0.0)),)

    found = figures_of_rows([row], [_block(sort)], DRAWS)[row]
    loads = machines(worked.profile(), Amounts(3.0, 2.0, 4.0, 0.5), CLOCK, 2.0, USE)
    (alone,) = figures_of(sort.rates.draws(loads)[np.newaxis], sort.rates.reasons(loads))
    for name in NAMES:
        assert found[name].value == pytest.approx(alone[name].value, rel=1e-12)
        assert found[name].high == pytest.approx(alone[name].high, rel=1e-12)


def test_rows_of_many_forms_keep_apart() -> None:
    """More of them than one product holds, of one block and of two: each has its own number."""
    blocks = [_block(_sort()), _block(_sort())]
    one: list[Row] = [((0, (float(count), 0.0, 0.0, 0.0, 0.0)),) for count in range(1, 101)]
    two: list[Row] = [(*row, (1, row[0][1])) for row in one]

    found = figures_of_rows([*one, *two, *one], blocks, DRAWS)
    first = found[one[0]]["energy"].value or 0.0
    for count, (single, double) in enumerate(zip(one, two, strict=True), start=1):
        assert found[single]["energy"].value == pytest.approx(count * first, rel=1e-12)
        assert found[double]["energy"].value == pytest.approx(2 * count * first, rel=1e-12)


def test_sums_are_of_amounts() -> None:
    """Three of one row and one of another cost what their amounts together cost."""
    blocks = [_block(_sort())]
    row: Row = ((0, (1.0, 2.0, 0.0, 0.5, 0.0)),)
    other: Row = ((0, (2.0, 0.0, 1.0, 0.0, 0.0)),)

    sums = added({row: 3, other: 1})
    assert sums[0].tolist() == [5.0, 6.0, 1.0, 1.5, 0.0]
    whole: Row = ((0, (5.0, 6.0, 1.0, 1.5, 0.0)),)
    found = figures_of_rows([whole], blocks, DRAWS)[whole]
    assert figures_of_sum(sums, blocks, DRAWS)[CARBON].value == pytest.approx(
        found[CARBON].value, rel=1e-12
    )


def test_what_has_no_number_has_its_reason() -> None:
    """In a place without a grid, carbon says why, alone and in a sum."""
    blocks = [_block(_sort(None))]
    row: Row = ((0, (1.0, 0.0, 0.0, 0.0, 0.0)),)

    assert figures_of_rows([row], blocks, DRAWS)[row][CARBON].reason
    assert figures_of_sum(added({row: 1}), blocks, DRAWS)[CARBON].reason
