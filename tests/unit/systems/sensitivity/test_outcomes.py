"""Tests of outcomes of a run and of conditions on them."""

import numpy as np
import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.sensitivity.outcomes import Outcome, outcome_of, outcomes_in, worth

VALUES = {
    ("final", "price"): np.array([1.0, 2.0, 3.0]),
    ("peak", "total_cost"): np.array([5.0, 1.0, 9.0]),
}


def test_a_condition_names_its_outcomes_once() -> None:
    """Names with blanks, a name alone for its final value, the same outcome twice."""
    found = outcomes_in(parse("peak(Total Cost) > 3 AND price < 2 OR peak(total_cost) = 1"))

    assert [each.key for each in found] == [("peak", "total_cost"), ("final", "price")]
    assert found[1].word == "final"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("peak(total cost) > 3", [1, 0, 1]),
        ("price >= 2 and not (peak(total cost) > 3)", [0, 1, 0]),
        ("price = 1 or final(price) = 3", [1, 0, 1]),
        ("-price + 2 * peak(total cost)", [9, 0, 15]),
        ("IF price > 1 THEN 10 ELSE ABS(-2)", [2, 10, 10]),
        ("max(price, peak(total cost)) ^ 2", [25, 4, 81]),
        ("min(price, 2) < 2", [1, 0, 0]),
    ],
)
def test_a_condition_is_worked_out_in_each_run(text: str, expected: list[float]) -> None:
    """Arithmetic, comparisons and logic give what they say, run by run."""
    assert worth(parse(text), VALUES).tolist() == expected


def test_an_element_of_an_array_is_an_outcome() -> None:
    """``peak(population[young])`` speaks of one element."""
    assert outcome_of(parse("peak(population[young])")) == Outcome("peak", "population[young]")
    assert str(Outcome("peak", "x")) == "peak(x)"


@pytest.mark.parametrize("text", ["smth1(price, 3) > 1", "exp(price) > 1"])
def test_what_is_no_outcome_is_refused(text: str) -> None:
    """A function of time cannot be worked out from one number, and nothing else is guessed."""
    with pytest.raises(ModelError, match="condition on outcomes"):
        outcomes_in(parse(text))
