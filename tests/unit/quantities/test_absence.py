"""The honest absence of a number."""

import pytest

from wholeprint.errors import UnitError
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.uncertain import Uncertain


def test_its_document_has_no_number_and_a_reason() -> None:
    """Every number in the document is null, and the reason stands beside them."""
    document = NoData.of("L", "nobody measured it").as_json(Basis.IT)
    assert [document[key] for key in ("value", "central", "low", "high")] == [None] * 4
    assert document["known"] == "no data"
    assert document["reason"] == "nobody measured it"
    assert document["basis"] == "it"


def test_adding_a_number_keeps_the_number_on_both_sides() -> None:
    """An absence added to a number is the number, with a remark."""
    absent, litre = NoData.of("mL", "nobody measured it"), Uncertain.fixed(1.0, "L")
    for found in (absent + litre, litre + absent):
        assert found.to("L").central == 1.0
        assert found.missing == ("nobody measured it",)


def test_two_absences_keep_both_reasons_once() -> None:
    """The sum of absences names each reason once."""
    first, second = NoData.of("L", "no meter"), NoData.of("L", "no source")
    assert (first + second).reason == "no meter; no source"
    assert (first + first).reason == "no meter"


def test_it_has_a_unit_all_the_same() -> None:
    """An absence of litres is not added to kilowatt-hours, nor to a plain number but 0."""
    absent = NoData.of("L", "no meter")
    for other in (NoData.of("kWh", "no meter"), Uncertain.fixed(1.0, "kWh"), 1.0):
        with pytest.raises(UnitError):
            _ = absent + other
    with pytest.raises(UnitError):
        absent.to("kg")
    assert str(absent.to("m3").unit) == "m3"
    assert str((absent / Uncertain.fixed(2.0, "kWh")).unit) == "L/kWh"
    assert str((1.0 / absent).unit) == "1/L"


def test_what_is_left_of_it_is_unknown() -> None:
    """Subtracting from an absence, and negating it, leaves an absence."""
    absent = NoData.of("L", "no meter")
    assert isinstance(absent - Uncertain.fixed(1.0, "L"), NoData)
    assert isinstance(0.0 - absent, NoData)
    assert isinstance(-absent, NoData)
    assert "no meter" in repr(absent)
