"""Which assumption a result hangs on."""

import pytest

from wholeprint.quantities.distribution import Fixed, Lognormal, Uniform
from wholeprint.quantities.drivers import drivers
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

WIDE = Factor("wide", "1", Uniform(0.0, 2.0))
NARROW = Factor("narrow", "1", Uniform(0.0, 1.0))
IDLE = Factor("idle", "1", Lognormal(1.0, 0.5))


def test_shares_of_a_sum_are_the_shares_of_its_variance() -> None:
    """Variances of 4/12 and 1/12 are 80 % and 20 % (tolerance: three sigma of the estimate)."""
    world = World(seed=1)
    found = drivers(world.draw(WIDE) + world.draw(NARROW), world, [NARROW, IDLE, WIDE])
    shares = {driver.factor_id: driver.share for driver in found}
    assert [driver.factor_id for driver in found][:2] == ["wide", "narrow"]
    assert shares["wide"] == pytest.approx(0.8, abs=0.03)
    assert shares["narrow"] == pytest.approx(0.2, abs=0.03)
    assert shares.get("idle", 0.0) <= 4 * found[0].noise_share


@pytest.mark.parametrize("seed", range(5))
def test_an_assumption_without_influence_is_noise(seed: int) -> None:
    """What has no part in the result has a share within four sigma of chance."""
    world = World(seed=seed)
    for driver in drivers(world.draw(WIDE), world, [IDLE]):
        assert driver.share <= 4 * driver.noise_share


def test_a_result_without_doubt_has_no_drivers() -> None:
    """Fixed assumptions, fixed worlds and fixed results have nothing to rank."""
    world = World()
    sure = Factor("sure", "1", Fixed(2.0))
    assert drivers(world.draw(sure), world, [sure]) == []
    assert drivers(Uncertain.fixed(1.0, "1"), world, [WIDE]) == []
    assert drivers(World.fixed().draw(WIDE), World.fixed(), [WIDE]) == []
    difference = world.draw(WIDE) - world.draw(WIDE)
    assert drivers(difference, world, [WIDE]) == []


def test_its_document() -> None:
    """A driver's document has its name and shares."""
    world = World()
    document = drivers(world.draw(WIDE), world, [WIDE])[0].as_json()
    assert sorted(document) == ["factor_id", "noise_share", "share"]
