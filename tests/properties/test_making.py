"""Several accounts of one making, whatever they say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import bill
from wholeprint.hardware.models import NODES_NM, Amount
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.making import bill_total, made
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.making import Account, Accounts, choice
from wholeprint.quantities.wafer import YIELD_NAMES, die_yield, wafer_cm2
from wholeprint.quantities.world import World

FACTORS = Factors()
WORLD = World(n=64)
KILOGRAMS = st.floats(min_value=1e-3, max_value=1e5)
AREAS = st.floats(min_value=1.0, max_value=5_000.0)


def total(amount: Amount) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    made_of, _ = bill([amount], "embodied", FACTORS)
    assert made_of is not None
    return bill_total(made_of, "kgCO2e", Assumptions(WORLD, FactorBook(), {})).draws


@given(st.lists(KILOGRAMS, min_size=2, max_size=8))
def test_what_is_drawn_is_what_somebody_says(figures: list[float]) -> None:
    """Every draw is one of the accounts, every account is drawn, and the centre lies among them."""
    accounts = tuple(
        Account(str(place), "card", declared(f"figure.{place}", value, "kgCO2e"))
        for place, value in enumerate(figures)
    )
    which = choice("method", tuple(account.name for account in accounts))

    found = made(Accounts("thing", "kgCO2e", accounts, which), Assumptions(WORLD, FactorBook(), {}))

    assert set(found.draws.tolist()) == set(figures)
    assert min(figures) <= found.central <= max(figures)


@given(AREAS, AREAS, st.sampled_from(NODES_NM))
def test_a_larger_die_takes_more_in_every_draw(one: float, other: float, node: int) -> None:
    """Area of wafer and carbon rise with the area of a die, whichever model and yield is drawn."""
    small, large = sorted((one, other))

    less = total(Amount("die", "gpu_die", size_amount=small, unit="mm2", node_nm=node))
    more = total(Amount("die", "gpu_die", size_amount=large, unit="mm2", node_nm=node))

    assert wafer_cm2(small) <= wafer_cm2(large)
    assert bool(np.all(less <= more * (1 + 1e-12)))


@given(
    st.sampled_from(["dram", "ssd", "psu", "board", "heatsink", "motherboard"]),
    st.floats(min_value=0.0, max_value=1000.0),
)
def test_so_many_pieces_take_so_many_times_as_much(component: str, count: float) -> None:
    """A bill is linear in the count of its pieces, draw by draw (rounding: 1e-9)."""
    one = total(Amount("part", component, 1.0, 2.0))
    many = total(Amount("part", component, count, 2.0))

    assert np.allclose(many, count * one, rtol=1e-9, atol=0.0)


@given(AREAS, st.floats(min_value=0.0, max_value=5.0), st.sampled_from(YIELD_NAMES))
def test_a_yield_is_a_share(area: float, defects: float, name: str) -> None:
    """Between none and all of the dies are good, by any formula and however many defects."""
    found = die_yield(name, area / 100.0, np.asarray([defects]))

    assert 0.0 <= found[0] <= 1.0
