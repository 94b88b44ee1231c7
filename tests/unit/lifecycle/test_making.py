"""Several accounts of what a thing took, worked out."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.making import bill_total, good_share, made, model_total
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.drivers import drivers
from wholeprint.quantities.factor import Factor, FactorBook, declared
from wholeprint.quantities.making import (
    Account,
    Accounts,
    Bill,
    Die,
    Line,
    Model,
    Product,
    choice,
)
from wholeprint.quantities.wafer import YIELD_NAMES
from wholeprint.quantities.world import World

WORLD = World(n=300)
ASSUME = Assumptions(WORLD, FactorBook(), {})
PER_KG = Factor("embodied.metal", "kgCO2e/kg", Uniform(1.0, 3.0))


def told(*kilograms: float) -> Accounts:
    """Return as many accounts of one card as there are figures."""
    accounts = tuple(
        Account(f"study-{place}", "card", declared(f"card.{place}", value, "kgCO2e"))
        for place, value in enumerate(kilograms)
    )
    which = choice("embodied.method.card", tuple(account.name for account in accounts))
    return Accounts("embodied.card", "kgCO2e", accounts, which)


def weighing(kilograms: float) -> Line:
    product = Product(kilograms, "kg", (PER_KG,))
    return Line("sink", (Model("metal", (product,)),), None)


def test_every_draw_takes_one_account() -> None:
    """Three accounts take a third of the draws each, and nothing between them is drawn."""
    found = made(told(100.0, 200.0, 600.0), ASSUME)

    values, counts = np.unique(found.draws, return_counts=True)
    assert values.tolist() == [100.0, 200.0, 600.0]
    assert counts.tolist() == [100, 100, 100]
    assert found.central == 200.0


def test_the_choice_is_what_the_result_hangs_on() -> None:
    """Where the accounts are not doubted themselves, all of the variance is the choice's."""
    found = made(told(100.0, 200.0, 600.0), ASSUME)

    (driver,) = drivers(found, WORLD, found.factors.values())
    assert driver.factor_id == "embodied.method.card"
    assert driver.share > 0.9  # slices of the draws straddle the steps between accounts


def test_a_declared_account_is_taken_in_every_draw() -> None:
    """Account 2 is the third; the choice stands among what was declared."""
    assume = Assumptions(WORLD, FactorBook(), {"embodied.method.card": 2.0})

    found = made(told(100.0, 200.0, 600.0), assume)

    assert (found.low, found.central, found.high) == (600.0, 600.0, 600.0)
    assert "embodied.method.card" in found.factors


@pytest.mark.parametrize("place", [-1.0, 0.5, 3.0])
def test_a_declared_account_that_is_none_is_refused(place: float) -> None:
    """Less than the first, between two and behind the last are no accounts; the note says which."""
    assume = Assumptions(WORLD, FactorBook(), {"embodied.method.card": place})

    with pytest.raises(ValueRefusedError, match="0 study-0, 1 study-1, 2 study-2"):
        made(told(100.0, 200.0, 600.0), assume)


def test_the_fixed_world_takes_the_middle_account() -> None:
    """Without draws there is no choice: the median of the accounts stands."""
    found = made(told(100.0, 200.0, 600.0), Assumptions(World.fixed(), FactorBook(), {}))

    assert found.draws.tolist() == [200.0]


def test_lines_of_a_bill_share_their_coefficients() -> None:
    """Two kilograms and three are five of the same metal, draw by draw (rounding: 1e-12)."""
    both = bill_total(Bill((weighing(2.0), weighing(3.0))), "kgCO2e", ASSUME)
    one = bill_total(Bill((weighing(5.0),)), "kgCO2e", ASSUME)

    assert both.draws == pytest.approx(one.draws, rel=1e-12)


def test_a_bill_alone_is_doubted_as_declared() -> None:
    """A doubt of two doubles every line."""
    doubt = declared("between", 2.0, "1")

    plain = bill_total(Bill((weighing(2.0),)), "kgCO2e", ASSUME)
    doubted = bill_total(Bill((weighing(2.0),), doubt), "kgCO2e", ASSUME)

    assert doubted.draws == pytest.approx(2.0 * plain.draws)


def test_a_die_is_divided_by_its_yield() -> None:
    """1 kg/cm2 on 8 cm2 by ACT's constant yield is 8 / 0.875 kg (rounding: 1e-12)."""
    which = choice("embodied.fab.yield", YIELD_NAMES)
    die = Die(8.0, declared("defects", 0.1, "1/cm2"), which)
    product = Product(8.0, "cm2", (declared("fab", 1.0, "kgCO2e/cm2"),), die=die)
    assume = Assumptions(WORLD, FactorBook(), {"embodied.fab.yield": 0.0})

    found = model_total(Model("act", (product,)), "kgCO2e", assume)

    assert found.central == pytest.approx(8.0 / 0.875, rel=1e-12)
    assert good_share(die, ASSUME).low < 0.45


def test_what_is_divided_by_is_divided_by() -> None:
    """32 GB at 2 GB/cm2 and 2.2 kg/cm2 are 35.2 kg (rounding: 1e-12)."""
    product = Product(
        32.0,
        "GB",
        (declared("die", 2.2, "kgCO2e/cm2"),),
        (declared("density", 2.0, "GB/cm2"),),
    )

    assert model_total(Model("uba", (product,)), "kgCO2e", ASSUME).central == pytest.approx(35.2)
