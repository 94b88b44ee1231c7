"""Software water intensity after SWI 0.1.0."""

from dataclasses import replace

import pytest

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.sci_units import FunctionalUnit
from wholeprint.lifecycle.swi import Basis, Found, Piece, Stress, Where, water_score
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Quantity, Uncertain

RUN = FunctionalUnit("run")
AWARE = Stress(
    weight=Uncertain.fixed(10.0, "Leq/L"),
    basis=Basis.CONSUMPTION,
    region="FR",
    method="AWARE 2.0",
    resolution="country, year",
)


def piece(where: Where, litres: float | None, basis: Basis = Basis.CONSUMPTION) -> Piece:
    unknown = NoData.of("L", f"nobody knows the {where.value} water")
    return Piece(
        name=f"{where.value} water",
        where=where,
        basis=basis,
        amount=unknown if litres is None else Uncertain.fixed(litres, "L"),
        region="FR",
        method="by hand",
        found=Found.MODELLED,
    )


def chain() -> list[Piece]:
    litres = {Where.DIRECT: 10.0, Where.INDIRECT: 30.0, Where.EMBODIED: 20.0}
    return [piece(where, amount) for where, amount in litres.items()]


def value(quantity: Quantity) -> float:
    assert isinstance(quantity, Uncertain), quantity
    return quantity.central


def test_the_whole_chain_per_functional_unit() -> None:
    """60 L for four runs are 15 L a run (1e-12)."""
    assert value(water_score(chain(), "run", 4.0, RUN).consumption) == pytest.approx(15.0)


def test_withdrawal_is_never_in_consumption() -> None:
    """400 L withdrawn beside 60 consumed: two numbers, neither of them 460."""
    withdrawn = piece(Where.INDIRECT, 400.0, Basis.WITHDRAWAL)
    found = water_score([*chain(), withdrawn], "run", 1.0, RUN)
    assert (value(found.consumption), value(found.withdrawal)) == (60.0, 400.0)


def test_a_place_that_is_missing_is_no_score() -> None:
    """Without one of the three places there is no number, and the reason is told."""
    for where in Where:
        pieces = [
            replace(each, amount=NoData.of("L", "unknown")) if each.where is where else each
            for each in chain()
        ]
        with pytest.raises(ConformanceError, match=where.value):
            water_score(pieces, "run", 1.0, RUN)


def test_what_nobody_has_is_said_to_be_left_out() -> None:
    """A second direct piece without a number leaves the score, with a note that names it."""
    spare = replace(piece(Where.DIRECT, None), name="spare building")
    found = water_score([*chain(), spare], "run", 1.0, RUN)
    assert [note.code for note in found.notes] == ["swi-left-out"]
    assert "spare building" in found.notes[0].message


def test_the_weighed_stands_beside_the_plain() -> None:
    """Weighed by 10 the chain is 600 Leq; its 60 L stay as they are."""
    found = water_score([replace(each, stress=AWARE) for each in chain()], "run", 1.0, RUN)
    assert value(found.consumption_weighed) == pytest.approx(600.0)
    assert value(found.consumption) == 60.0


def test_without_a_weight_a_piece_is_not_weighed_by_one() -> None:
    """No weight is no data in scarce litres, never a weight of 1; no amount stays no amount."""
    plain = piece(Where.DIRECT, 10.0).weighed()
    assert isinstance(plain, NoData)
    unknown = piece(Where.DIRECT, None).weighed()
    assert isinstance(unknown, NoData)
    assert "nobody knows" in unknown.reason


def test_a_weight_fits_its_basis_and_its_region() -> None:
    """AWARE does not weigh withdrawal, nor water of another place."""
    with pytest.raises(ConformanceError, match="does not fit"):
        replace(piece(Where.DIRECT, 1.0, Basis.WITHDRAWAL), stress=AWARE)
    with pytest.raises(ConformanceError, match="region"):
        replace(piece(Where.DIRECT, 1.0), region="ES", stress=AWARE)


@pytest.mark.parametrize("field", ["region", "method"])
def test_where_and_how_are_said(field: str) -> None:
    """A piece without a region or a method is refused."""
    with pytest.raises(ConformanceError):
        replace(piece(Where.DIRECT, 1.0), **{field: " "})
