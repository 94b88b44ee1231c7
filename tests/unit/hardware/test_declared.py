"""A card as declared."""

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.declared import Card, declared_card
from wholeprint.quantities.making import Accounts, Bill


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


def test_a_declared_card_is_told_by_its_bill(factors: Factors) -> None:
    """Die and memory are as declared, the rest is that of a PCIe card, and all is doubted."""
    found = declared_card(Card(600.0, 7.0, 48.0, "hbm"), factors)

    told = found.makings[0].told
    assert isinstance(told, Accounts)
    bill = told.accounts[0].told
    assert isinstance(bill, Bill)
    assert bill.doubt is not None
    assert [line.amount for line in bill.lines[:2]] == ["600 mm2, 7 nm", "48 GB"]


def test_a_card_without_memory_has_none(factors: Factors) -> None:
    """No gigabytes are nought, and no error."""
    found = declared_card(Card(100.0, 16.0), factors)

    assert found.makings[0].bill is not None


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ((-5.0, 7.0), "no die has that area"),
        ((1e9, 7.0), "no die has that area"),
        ((600.0, 2.0), "from 3 to 28 nm"),
        ((600.0, -7.0), "from 3 to 28 nm"),
    ],
)
def test_what_no_card_can_be_is_refused(card: tuple[float, float], said: str) -> None:
    """Negative and absurd areas, and processes nobody has data on."""
    with pytest.raises(ValueRefusedError, match=said):
        Card(*card)


@pytest.mark.parametrize("memory_gb", [-1.0, 1e12])
def test_absurd_memory_is_refused(factors: Factors, memory_gb: float) -> None:
    """Less than nothing, and more than any card has."""
    with pytest.raises(ValueRefusedError):
        declared_card(Card(600.0, 7.0, memory_gb), factors)
