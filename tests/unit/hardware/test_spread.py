"""The class of an unknown device is as wide as what the tables hold, and no wider."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.spread import (
    accelerator_tdp,
    core_tdp,
    socket_threads,
    split_evenly,
    vcpu_tdp,
)
from wholeprint.quantities.distribution import Fixed, Triangular
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.world import World


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


@pytest.mark.parametrize("kind", ["server", "desktop", "laptop"])
def test_the_ends_are_those_of_the_table(kind: str, factors: Factors) -> None:
    """The spread of a virtual processor ends at the class's least and greatest."""
    table = factors.table("cpus")
    rows = [row for row in table if row.text("class") == kind and row.number("cores") is not None]
    per_core = [row.required_number("tdp_watts") / row.required_number("cores") for row in rows]
    draws = World().draw(vcpu_tdp(factors, kind)).draws

    assert draws.max() <= max(per_core)
    assert draws.min() >= min(per_core) / 2  # no processor has more than two threads per core


def test_a_class_of_a_size_is_narrower_than_the_class(factors: Factors) -> None:
    """Knowing the number of cores helps; a number that nobody makes falls back on all."""
    world = World()
    sized = world.draw(core_tdp(factors, "server", 32))
    whole = world.draw(core_tdp(factors, "server", 100000))

    assert sized.high - sized.low < whole.high - whole.low


def test_threads_rise(factors: Factors) -> None:
    """Quantiles are in order and at least one."""
    counts = socket_threads(factors, "server")

    assert list(counts) == sorted(counts)
    assert counts[0] >= 1


def test_accelerators_are_counted_per_device(factors: Factors) -> None:
    """The spread cites its sources and holds the commonest data-centre cards."""
    factor = accelerator_tdp(factors)

    draws = World().draw(factor).draws
    assert factor.sources
    assert draws.min() < 72  # an L4, by its maker
    assert draws.max() > 700  # an H100, by its maker


def test_a_board_is_split_evenly() -> None:
    """Both shapes that a table can state are divided, ends and all."""
    fixed = split_evenly(Factor("a", "W", Fixed(560.0)), "b", 2)
    spread = split_evenly(Factor("a", "W", Triangular(500.0, 560.0, 560.0)), "b", 2)

    assert fixed.distribution == Fixed(280.0)
    assert spread.distribution == Triangular(250.0, 280.0, 280.0)
