"""A piece of hardware by its name."""

import pytest

from wholeprint.errors import UnknownHardwareError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import QUANTITIES
from wholeprint.hardware.thing import KINDS, UNSOURCED, thing


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_carbon_and_a_life(factors: Factors, name: str) -> None:
    """A kind is listed only if somebody says what making it took."""
    found = thing(name, factors)

    assert found.part == "kind"
    assert [making.quantity for making in found.makings] == list(QUANTITIES)
    assert found.makings[0].told is not None


@pytest.mark.parametrize("name", UNSOURCED)
def test_a_kind_without_a_source_says_so(factors: Factors, name: str) -> None:
    """Nothing is made up for racks and network gear."""
    found = thing(name, factors)

    assert found.makings == ()
    assert "no source" in found.absent


def test_a_processor_for_servers_has_a_bill_and_others_a_reason(factors: Factors) -> None:
    """Areas of dies are known for servers as a spread, for personal computers not at all."""
    assert thing("epyc-7742", factors).makings[0].bill is not None
    personal = thing("intel-core-i9-13900k", factors)
    assert personal.makings == ()
    assert personal.absent


def test_a_board_of_two_devices_says_so(factors: Factors) -> None:
    """What a driver lists twice was made once."""
    assert any("2 devices" in remark for remark in thing("mi250", factors).remarks)


@pytest.mark.parametrize(
    ("name", "near"), [("h1000", "h100-"), ("lptop", "laptop"), ("R74", "r740")]
)
def test_near_names_are_offered(factors: Factors, name: str, near: str) -> None:
    """Cards, kinds and machines are all looked through."""
    with pytest.raises(UnknownHardwareError, match=near):
        thing(name, factors)


def test_nothing_near_leads_to_the_list(factors: Factors) -> None:
    """A name like no other gets the way to all names."""
    with pytest.raises(UnknownHardwareError, match="--list"):
        thing("qqqqqqqqqq", factors)
