"""What a term is worth."""

import numpy as np
import pytest

from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.flat.worth import evaluate
from wholeprint.systems.model import Table


def test_operands_keep_their_order() -> None:
    """(8 - 2) / 3, with a subtraction inside a division."""
    term = Apply("div", (Apply("sub", (Ref(0), Ref(1))), Constant(3.0)))

    assert evaluate(term, [np.asarray(8.0), np.asarray(2.0)], ()) == 2.0


def test_one_run_and_many_members_and_whole_trajectories_are_one_function() -> None:
    """Values broadcast: a number per member beside a number per instant gives one for each pair."""
    term = Apply("mul", (Ref(0), Ref(1)))
    values = {0: np.array([[1.0], [2.0], [3.0]]), 1: np.array([[10.0, 20.0]])}

    assert evaluate(term, values, ()).tolist() == [[10.0, 20.0], [20.0, 40.0], [30.0, 60.0]]


def test_a_term_may_be_very_deep() -> None:
    """20,000 additions inside each other are no trouble."""
    term: Term = Ref(0)
    for _ in range(20_000):
        term = Apply("add", (term, Constant(1.0)))

    assert evaluate(term, [np.asarray(0.5)], ()) == 20_000.5


def test_lookups_are_read_at_terms() -> None:
    """Halfway between two points."""
    term = Look(0, Apply("mul", (Ref(0), Constant(0.5))))

    assert evaluate(term, [np.asarray(1.0)], [Table((0.0, 1.0), (0.0, 8.0))]) == 4.0


def test_one_of_several_results_is_taken() -> None:
    """The second entry of the second row of an inverse."""
    entries = tuple(Constant(each) for each in (4.0, 0.0, 0.0, 2.0))

    assert evaluate(Apply("invert", entries, part=3), [], ()) == pytest.approx(0.5)


def test_a_division_by_zero_warns_nobody() -> None:
    """It is an infinity; who runs the model tells where it came up."""
    assert np.isinf(evaluate(Apply("div", (Constant(1.0), Constant(0.0))), [], ()))
