"""A difference shared out among assumptions."""

import itertools
import math

import numpy as np
import pytest

from wholeprint.advice.explain.coalitions import MOST, sets_of, shapley_of_sets
from wholeprint.advice.explain.split import Term, shapley
from wholeprint.errors import ValueRefusedError


def test_sets_are_all_there() -> None:
    """From none to all, each once; bit i of the number is assumption i."""
    sets = sets_of(3)

    assert sets.shape == (3, 8)
    assert len({tuple(column) for column in sets.T.tolist()}) == 8
    assert not sets[:, 0].any()
    assert sets[:, 7].all()
    assert sets[:, 5].tolist() == [True, False, True]


def test_shares_are_the_mean_over_all_orders() -> None:
    """Against the definition, order by order, for values without any pattern; rounding apart."""
    count = 5
    values = np.random.default_rng(1).normal(size=1 << count)
    found = np.zeros(count)
    for order in itertools.permutations(range(count)):
        seen = 0
        for each in order:
            found[each] += values[seen | 1 << each] - values[seen]
            seen |= 1 << each

    np.testing.assert_allclose(shapley_of_sets(values), found / math.factorial(count), atol=1e-12)


def test_a_product_is_shared_as_by_its_closed_form() -> None:
    """The integral formula for products (`split.shapley`) and all sets agree to rounding."""
    first, second = np.array([2.0, 3.0, 5.0]), np.array([7.0, 1.0, 4.0])
    sets = sets_of(3)
    values = np.prod(np.where(sets, second[:, None], first[:, None]), axis=0)
    term = Term("t", {str(n): (first[n : n + 1], second[n : n + 1]) for n in range(3)})

    by_products = [-float(each[0]) for each in shapley([term]).values()]

    np.testing.assert_allclose(shapley_of_sets(values), by_products, rtol=1e-12)


def test_nothing_to_share_is_nothing() -> None:
    """No assumption differs: one value, no share."""
    assert shapley_of_sets(np.array([3.0])).size == 0


def test_too_many_assumptions_are_refused() -> None:
    """Every set is run, so their number is bounded; a missing set is told."""
    with pytest.raises(ValueRefusedError, match="too many"):
        sets_of(MOST + 1)
    with pytest.raises(ValueRefusedError, match="one value for each set"):
        shapley_of_sets(np.zeros(3))
