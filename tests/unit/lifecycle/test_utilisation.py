"""How busy the processor was, and whose work it did."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.utilisation import (
    HALVES,
    IDLE_NODES,
    held_share,
    own_share,
    split,
    utilisation,
)


def test_the_own_share_is_of_the_busy_time() -> None:
    """A fifth of the threads of four fifths busy is a quarter, and never more than all."""
    assert own_share(worked.run(1, cpu_share=0.2, busy_share=0.8)) == pytest.approx([0.25])
    assert own_share(worked.run(1, cpu_share=0.9, busy_share=0.5)).tolist() == [1.0]
    assert own_share(worked.run(1, cpu_share=0.0, busy_share=0.0)).tolist() == [0.0]
    assert np.isnan(own_share(worked.run(1, cpu_share=0.2))).all()


def test_what_to_charge_where_the_share_is_not_known() -> None:
    """Without the machine's busy time the share of the threads; without any, all of it."""
    assert held_share(worked.run(1, cpu_share=0.2), 20.0) == pytest.approx([0.2])
    assert held_share(worked.run(1, cpu_share=0.2), None).tolist() == [1.0]
    assert held_share(worked.run(1, cpu_share=float("nan")), 20.0).tolist() == [1.0]


def test_utilisation_is_of_the_threads_in_reach_and_at_most_all() -> None:
    """Half of 20 threads is 0.5; measured time beyond all threads is cut at 1."""
    run = worked.run(1, cpu_share=0.5)
    assert utilisation(run, run.cpu_seconds, 20.0) == pytest.approx([0.5])
    assert utilisation(run, run.cpu_seconds, 5.0).tolist() == [1.0]


@pytest.mark.parametrize(
    ("load", "taken"), [(0.0, (0, 0)), (0.25, (0.5, 0)), (0.5, (1, 0)), (0.75, (1, 0.5))]
)
def test_a_load_takes_its_first_half_before_its_second(
    load: float, taken: tuple[float, float]
) -> None:
    """A quarter of all load is half of the first half; three quarters are half of the second."""
    assert tuple(float(half(np.array(load))) for half in HALVES) == taken


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1e6)), min_size=1, max_size=9))
def test_splitting_keeps_amounts_and_straight_lines(pairs: list[tuple[float, float]]) -> None:
    """Amounts on the nodes have the same sum and the same first moment (rounding: 1e-9)."""
    places = np.array([place for place, _ in pairs])
    amounts = np.array([amount for _, amount in pairs])
    found = split(places, IDLE_NODES, amounts[np.newaxis, :])[0]
    assert found.min() >= 0.0
    assert np.isclose(found.sum(), amounts.sum(), rtol=1e-9)
    assert np.isclose(found @ IDLE_NODES, amounts @ places, rtol=1e-9, atol=1e-9)
