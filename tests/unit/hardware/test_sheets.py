"""Makers' sheets of whole machines."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.sheets import (
    KINDS,
    kind_making,
    kind_spread,
    near_sheets,
    sheet,
    sheet_names,
)
from wholeprint.quantities.making import Accounts


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Return the tables that ship."""
    return Factors()


@pytest.mark.parametrize("name", ["dell-poweredge-r740", "Dell PowerEdge R740", "PowerEdge R740"])
def test_a_machine_is_found_by_any_of_its_names(factors: Factors, name: str) -> None:
    """Dell's sheet of the R740: 8640 kg, 15.2 % of it in making, 26.3 kg (rounding: 1e-12)."""
    found = sheet(name, factors)

    assert found is not None
    assert (found.kind, found.mass_kg) == ("server", 26.3)
    assert found.making.central == pytest.approx(8640 * 0.152, rel=1e-12)


def test_a_near_name_is_offered_and_never_taken(factors: Factors) -> None:
    """The R999 does not exist; others of its kind are near."""
    assert sheet("PowerEdge R999", factors) is None
    assert near_sheets("PowerEdge R74", factors)


def test_every_machine_is_of_a_kind(factors: Factors) -> None:
    """Keys are told apart, and every kind has sheets enough to spread over."""
    kinds = [kind for _, kind in sheet_names(factors)]

    assert set(kinds) == set(KINDS)
    assert all(kinds.count(kind) >= 8 for kind in KINDS)


@pytest.mark.parametrize("kind", ["laptop", "desktop"])
def test_sheets_and_the_generic_figure_stand_beside_each_other(factors: Factors, kind: str) -> None:
    """Both are kept, and a draw takes one."""
    found = kind_making(kind, factors)

    assert isinstance(found, Accounts)
    assert [account.name for account in found.accounts] == [
        "makers",
        "ademe-base-empreinte",
        "lovehagen-2023",
    ]


def test_a_kind_without_a_sheet_has_its_generic_figure_or_nothing(factors: Factors) -> None:
    """A switch has one figure, phones have two; racks have none at all."""
    assert kind_making("switch", factors) is factors.factor("embodied.device.switch")
    assert isinstance(kind_making("smartphone", factors), Accounts)
    assert kind_making("rack", factors) is None
    assert kind_spread("rack", "mass", factors) is None
