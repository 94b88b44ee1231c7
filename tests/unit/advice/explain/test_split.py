"""A difference split among the factors of products."""

import math

import numpy as np
import pytest

from wholeprint.advice.explain.split import (
    MOST_FACTORS,
    Term,
    check,
    factor_names,
    in_turn,
    lmdi,
    log_mean,
    log_shares,
    shapley,
)
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray


def _term(**factors: tuple[float, float]) -> Term:
    return Term(
        "ghg",
        {key: (np.array([float(a)]), np.array([float(b)])) for key, (a, b) in factors.items()},
    )


def _plain(found: dict[str, FloatArray]) -> dict[str, float]:
    return {name: float(part[0]) for name, part in found.items()}


def test_logarithmic_mean_by_its_definition() -> None:
    """(8 - 2) / ln 4, the value itself where both are equal, nought beside nought."""
    found = log_mean(np.array([8.0, 3.0, 0.0]), np.array([2.0, 3.0, 5.0]))

    assert found == pytest.approx([6.0 / math.log(4.0), 3.0, 0.0], rel=1e-14)


def test_logarithmic_mean_keeps_its_digits_near_equality() -> None:
    """For b = a (1 + e) the mean is a (1 + e/2 - e^2/12): a series, right to 1e-14 at e = 1e-6."""
    e = 1e-6
    found = log_mean(np.array([1.0 + e]), np.array([1.0]))

    assert found[0] == pytest.approx(1.0 + e / 2.0 - e * e / 12.0, rel=1e-14)


def test_two_factors_by_hand() -> None:
    """6 = 2 x 3 against 20 = 4 x 5: Shapley is (2-4) x (3+5)/2 = -8 and (3-5) x (2+4)/2 = -6."""
    terms = [_term(a=(2, 4), b=(3, 5))]

    assert _plain(shapley(terms)) == pytest.approx({"a": -8.0, "b": -6.0}, rel=1e-14)
    mean = -14.0 / math.log(6.0 / 20.0)
    assert _plain(lmdi(terms)) == pytest.approx(
        {"a": mean * math.log(2 / 4), "b": mean * math.log(3 / 5)}, rel=1e-14
    )
    assert _plain(in_turn(terms)) == pytest.approx({"a": 12.0, "b": 20.0}, rel=1e-14)


def test_shares_of_the_logarithm() -> None:
    """A factor eight times as large in a ratio of 64 holds half of its logarithm."""
    found = log_shares([_term(a=(8, 1), b=(8, 1))])

    assert _plain(found) == pytest.approx({"a": 0.5, "b": 0.5}, rel=1e-14)


def test_a_sum_is_split_term_by_term() -> None:
    """What is added up is split each by itself, and a factor of both terms is counted in both."""
    terms = [_term(hours=(2, 1), rate=(3, 3)), _term(hours=(2, 1), share=(1, 5))]

    assert sum(_plain(lmdi(terms)).values()) == pytest.approx((6 + 2) - (3 + 5), abs=1e-13)
    assert sum(_plain(shapley(terms)).values()) == pytest.approx(0.0, abs=1e-13)
    assert factor_names(terms) == ("hours", "rate", "share")


def test_a_side_that_is_nought_is_the_doing_of_the_factor_that_is_nought() -> None:
    """The limit of LMDI: all of it to the factor that vanishes (Ang, Zhang and Choi 1998)."""
    found = _plain(lmdi([_term(a=(2, 0), b=(3, 5))]))

    assert found == pytest.approx({"a": 6.0, "b": 0.0}, abs=1e-14)


def test_draws_are_split_each_by_itself() -> None:
    """Every state of the world is split, and adds up."""
    a = np.array([2.0, 3.0, 4.0])
    term = Term("ghg", {"a": (a, np.array([1.0])), "b": (np.array([5.0]), a)})

    gap = term.side(0) - term.side(1)
    assert sum(lmdi([term]).values()) == pytest.approx(gap, abs=1e-12)
    assert sum(shapley([term]).values()) == pytest.approx(gap, abs=1e-12)


@pytest.mark.parametrize("value", [-1.0, math.nan, math.inf])
def test_what_cannot_be_split_is_refused(value: float) -> None:
    """A negative factor has no logarithm, and what is no number has no share."""
    with pytest.raises(ValueRefusedError, match="negative or no number: a"):
        check([_term(a=(value, 1.0))])


def test_more_factors_than_anybody_reads_are_refused() -> None:
    """There is a bound, and it is said."""
    many = {f"f{place}": (2.0, 1.0) for place in range(MOST_FACTORS + 1)}

    with pytest.raises(ValueRefusedError, match="too many factors"):
        check([_term(**many)])
