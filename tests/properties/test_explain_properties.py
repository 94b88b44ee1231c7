"""What always holds of a split, whatever the numbers."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.advice.explain.split import Term, lmdi, log_shares, shapley

SIZES = st.floats(1e-3, 1e3)
PAIRS = st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=6)


def _term(pairs: list[tuple[float, float]], name: str = "t") -> Term:
    return Term(
        name,
        {f"f{place}": (np.array([a]), np.array([b])) for place, (a, b) in enumerate(pairs)},
    )


def _gap(*terms: Term) -> float:
    return float(sum(term.side(0)[0] - term.side(1)[0] for term in terms))


def _size(*terms: Term) -> float:
    """The largest product that any mixture of both sides has: doubles round against that."""
    return sum(math.prod(float(max(a[0], b[0])) for a, b in t.factors.values()) for t in terms)


@given(PAIRS, PAIRS)
def test_both_splits_add_up(one: list[tuple[float, float]], two: list[tuple[float, float]]) -> None:
    """LMDI and Shapley leave nothing over, for sums of products too (1e-9: doubles)."""
    terms = [_term(one, "one"), _term(two, "two")]

    for split in (lmdi, shapley):
        total = sum(float(part[0]) for part in split(terms).values())
        assert total == pytest.approx(_gap(*terms), abs=1e-9 * _size(*terms))


@given(PAIRS)
def test_both_agree_in_sign_for_a_product(pairs: list[tuple[float, float]]) -> None:
    """Each factor's part has the sign of its own logarithm, in both."""
    term = _term(pairs)
    ours, theirs = lmdi([term]), shapley([term])

    for name, (a, b) in term.factors.items():
        wanted = math.copysign(1.0, float(a[0] - b[0])) if a[0] != b[0] else 0.0
        size = _size(term)
        assert float(ours[name][0]) * wanted >= -1e-12 * size
        assert float(theirs.get(name, np.zeros(1))[0]) * wanted >= -1e-12 * size


@given(st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=4))
def test_shapley_is_the_mean_over_all_orders(pairs: list[tuple[float, float]]) -> None:
    """The integral that is computed is the mean that defines it, order by order (1e-10)."""
    term = _term(pairs)
    names = list(term.factors)
    wanted = dict.fromkeys(names, 0.0)
    orders = list(permutations(names))
    for order in orders:
        done: set[str] = set()
        for name in order:
            before = _mixed(term, done)
            done.add(name)
            wanted[name] += (before - _mixed(term, done)) / len(orders)

    found = shapley([term])
    for name in names:
        part = float(found.get(name, np.zeros(1))[0])
        assert part == pytest.approx(wanted[name], abs=1e-10 * _size(term))


def _mixed(term: Term, changed: set[str]) -> float:
    return math.prod(float(b[0] if n in changed else a[0]) for n, (a, b) in term.factors.items())


@given(PAIRS)
def test_the_order_of_factors_changes_nothing(pairs: list[tuple[float, float]]) -> None:
    """Neither split hangs on the order in which factors are named."""
    term = _term(pairs)
    turned = Term("t", dict(reversed(list(term.factors.items()))))

    for split in (lmdi, shapley, log_shares):
        one, two = split([term]), split([turned])
        for name in one:
            assert one[name] == pytest.approx(two[name], rel=1e-9, abs=1e-9, nan_ok=True)
