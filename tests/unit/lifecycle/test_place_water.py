"""What is known of the water of a place."""

from dataclasses import replace

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.place_water import CONSUMED_SHARE, DeclaredWater, PlaceWater, place_water
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

BOOK = FactorBook([declared("water.offsite.FR", 4.0, "L/kWh"), declared(CONSUMED_SHARE, 0.8, "1")])


def found(
    wue: float | None = None,
    withdrawn: float | None = None,
    profile: Profile | None = None,
    options: AssessOptions | None = None,
    book: FactorBook = BOOK,
) -> PlaceWater:
    notes: list[Note] = []
    return place_water(
        DeclaredWater("FR", wue, withdrawn),
        profile or worked.profile(),
        options or AssessOptions(),
        Assumptions(World(n=8), book, {}),
        notes,
    )


def amounts(place: PlaceWater) -> tuple[float | None, float | None]:
    return central(place.water.onsite), central(place.water.withdrawn_onsite)


def central(quantity: Uncertain | None) -> float | None:
    return None if quantity is None else quantity.central


def test_what_is_consumed_was_withdrawn_before() -> None:
    """0.4 L/kWh consumed where four fifths are: 0.5 withdrawn, modelled from it."""
    assert amounts(found(wue=0.4)) == pytest.approx((0.4, 0.5), rel=1e-12)


def test_what_is_withdrawn_is_not_taken_for_consumed() -> None:
    """0.5 L/kWh withdrawn is 0.4 consumed, not 0.5."""
    assert amounts(found(withdrawn=0.5)) == pytest.approx((0.4, 0.5), rel=1e-12)


def test_a_fleet_that_states_withdrawal_alone() -> None:
    """A profile with withdrawal and no WUE is read the same way."""
    stated = declared("water.withdrawal.onsite.cloud.example", 0.1, "L/kWh")
    profile = replace(worked.profile(), wue=None, withdrawn_wue=stated)
    assert amounts(found(profile=profile)) == pytest.approx((0.08, 0.1), rel=1e-12)


def test_both_declared_are_both_kept() -> None:
    """Nothing is worked out where both are stated."""
    assert amounts(found(wue=0.4, withdrawn=2.0)) == (0.4, 2.0)


def test_more_consumed_than_withdrawn_is_two_bases_mixed_up() -> None:
    """What was never taken cannot evaporate."""
    with pytest.raises(ValueRefusedError, match="of one basis"):
        found(wue=0.5, withdrawn=0.4)


@pytest.mark.parametrize(("wue", "withdrawn"), [(-0.1, None), (None, -0.1)])
def test_negative_water_on_site_is_refused(wue: float | None, withdrawn: float | None) -> None:
    """A negative WUE is a mistake, not a saving."""
    with pytest.raises(ValueRefusedError, match="cannot be negative"):
        found(wue, withdrawn)


def test_half_of_a_withdrawal_is_no_total() -> None:
    """Without a source behind the grid there are parts and no total, and the reason says which."""
    place = found(wue=0.4)
    assert "withdrawn behind the grid of FR" in place.partial[Category.WATER_WITHDRAWAL]
    assert Category.WATER_WITHDRAWAL not in place.absent


def test_scarcity_is_declared_or_absent_with_a_reason() -> None:
    """A declared factor is used as it is; without any there is no number, and no factor of 1."""
    told = found(options=AssessOptions(water_scarcity_factor=30.0)).water.weight
    assert told is not None
    assert told.central == 30.0
    assert "declare a factor" in found().absent[Category.WATER_SCARCITY]


def test_without_a_share_one_basis_says_nothing_of_the_other() -> None:
    """Where nobody states how much of what is withdrawn is consumed, the other stays unknown."""
    bare = FactorBook()
    assert amounts(found(wue=0.4, book=bare)) == (0.4, None)
    assert amounts(found(withdrawn=0.5, book=bare)) == (None, 0.5)
