"""The shape of a flat system."""

import pytest

from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Slot, Span, System
from wholeprint.systems.flat.term import Constant


@pytest.mark.parametrize(
    ("steps", "save_every", "saves"), [(0, 1, 1), (10, 1, 11), (10, 3, 4), (10, 10, 2), (9, 10, 1)]
)
def test_a_span_knows_how_many_instants_are_kept(steps: int, save_every: int, saves: int) -> None:
    """The first instant is kept, and each `save_every` steps another one."""
    assert Span(0.0, 0.5, steps, save_every).saves == saves


def test_the_first_slots_are_those_of_the_clock() -> None:
    """Every system has the time and the clock at the same positions."""
    assert (TIME, STEP, START, STOP) == (0, 1, 2, 3)


def test_a_system_that_says_nothing_of_it_has_parameters_that_may_all_be_set() -> None:
    """Systems made by hand need not tell which parameters decided their shape."""
    slot = Slot("rate", Role.PARAMETER, Constant(1.0))
    assert System("m", Span(0.0, 1.0, 1), (slot,), (), (), ()).shaping == frozenset()
