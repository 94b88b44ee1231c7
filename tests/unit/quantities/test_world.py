"""One uncertain world."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import Fixed, Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.world import World

PUE = Factor("pue", "1", Uniform(1.0, 2.0))
PINNED = [0.1875, 0.6875, 0.0625, 0.5625, 0.9375, 0.3125, 0.4375, 0.8125]


def test_a_column_is_the_same_for_ever() -> None:
    """The first draws of a known name and seed: a published figure must come back years later.

    The values are those of this implementation on the day the format was fixed.
    """
    assert World(n=8, seed=0).column("pue").tolist() == PINNED


def test_names_and_seeds_make_columns_of_their_own() -> None:
    """Another name or another seed is another order of the same strata."""
    world = World()
    assert not np.array_equal(world.column("a"), world.column("b"))
    assert not np.array_equal(world.column("a"), World(seed=1).column("a"))
    correlation = np.corrcoef(world.column("a"), world.column("b"))[0, 1]
    assert abs(correlation) < 4 / np.sqrt(world.n)


def test_a_fresh_column_is_the_kept_one() -> None:
    """Columns that are not kept are the same as those that are."""
    world = World(n=64)
    assert np.array_equal(world.fresh_column("a"), world.column("a"))
    assert np.array_equal(world.draw_once(PUE).draws, world.draw(PUE).draws)


def test_one_name_with_two_beliefs_shares_its_column() -> None:
    """A declared value for a name does not bring back the old draws of that name."""
    world = World(n=64)
    first = world.draw(PUE)
    wide = world.draw(Factor("pue", "1", Uniform(1.0, 3.0)))
    assert np.allclose(wide.draws - 1.0, 2.0 * (first.draws - 1.0))
    assert world.draw(Factor("pue", "1", Fixed(1.2))).draws.tolist() == [1.2]


def test_a_world_needs_draws() -> None:
    """A world without draws is refused."""
    with pytest.raises(ValueRefusedError):
        World(n=0)


def test_worlds_are_equal_by_size_and_seed() -> None:
    """Two worlds of one size and seed are one world."""
    assert World(n=8, seed=1) == World(n=8, seed=1)
    assert len({World(n=8), World(n=8), World(n=9)}) == 2
    assert repr(World(n=8, seed=1)) == "World(n=8, seed=1)"
    assert World.fixed().is_fixed
