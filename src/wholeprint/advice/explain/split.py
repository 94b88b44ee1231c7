"""A difference split among the factors of products: LMDI and Shapley, neither by any order.

A footprint is a sum of terms, each a product of factors: energy times intensity, hours times
embodied rate. The difference between two of them is shared out exactly, with nothing left over:

- LMDI-I: ``sum_k L(A_k, B_k) ln(a_ik / b_ik)``, L the logarithmic mean. Source: Ang, The LMDI
  approach to decomposition analysis, Energy Policy 33 (2005) 867-871, equations 3 and 4.
- Shapley: the mean over all orders of what changing one factor changes. Source: Shapley, A value
  for n-person games (1953); for decomposition Albrecht et al., Energy Policy 30 (2002) 727-736.

Both are as given in those papers by title; the formulas are standard and are tested by closed
forms. Every array holds one number for each state of the world, so that each share has a spread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

MOST_FACTORS = 100
"""More are refused: nobody could read them."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One product on both sides.

    Attributes:
        name: What it is: "ghg", "embodied".
        factors: What each factor is on the one side and on the other, in one unit.
    """

    name: str
    factors: Mapping[str, tuple[FloatArray, FloatArray]]

    def side(self, number: int) -> FloatArray:
        """Return the product on one side.

        Args:
            number: 0 for the one, 1 for the other.

        Returns:
            The product.
        """
        result = np.ones(1)
        for both in self.factors.values():
            result = result * both[number]
        return result


def check(terms: Sequence[Term]) -> None:
    """Refuse what cannot be split.

    Args:
        terms: The terms.

    Raises:
        ValueRefusedError: If a factor is negative or no number, or there are too many.
    """
    names = factor_names(terms)
    if len(names) > MOST_FACTORS:
        raise ValueRefusedError(
            "too many factors to explain by",
            seen=len(names),
            fix=f"Explain by at most {MOST_FACTORS}",
        )
    for term in terms:
        for name, both in term.factors.items():
            for side in both:
                if not bool(np.all(np.isfinite(side)) and np.all(side >= 0.0)):
                    raise ValueRefusedError(
                        f"a factor is negative or no number: {name}",
                        seen=float(np.min(side)),
                        fix="Explain amounts that are nought or more",
                    )


def factor_names(terms: Sequence[Term]) -> tuple[str, ...]:
    """Return the name of each factor, in the order in which they come.

    Args:
        terms: The terms.

    Returns:
        The names, each once.
    """
    return tuple(dict.fromkeys(name for term in terms for name in term.factors))


def log_mean(left: FloatArray, right: FloatArray) -> FloatArray:
    """Return the logarithmic mean ``(a - b) / (ln a - ln b)``, ``a`` where the two are equal.

    Args:
        left: Numbers from nought.
        right: As many.

    Returns:
        Their logarithmic mean; nought where one is nought.
    """
    a, b = np.broadcast_arrays(left, right)
    both = (a > 0.0) & (b > 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(both, a / b, 1.0)
        # Near one the logarithm of the quotient loses its digits; log1p keeps them.
        close = np.abs(ratio - 1.0) < 0.5  # noqa: PLR2004 - either form is exact enough there
        log = np.where(close, np.log1p(np.where(close & both, (a - b) / b, 0.0)), np.log(ratio))
        mean = (a - b) / log
    return np.where(both, np.where(log == 0.0, a, mean), 0.0)


def lmdi(terms: Sequence[Term]) -> dict[str, FloatArray]:
    """Share the difference out by the logarithmic mean Divisia index.

    Args:
        terms: The terms.

    Returns:
        What each factor makes the first side larger by; they add up to the difference.
    """
    found = {name: np.zeros(1) for name in factor_names(terms)}
    for term in terms:
        first, second = term.side(0), term.side(1)
        mean = log_mean(first, second)
        for name, (a, b) in term.factors.items():
            found[name] = found[name] + mean * _log_ratio(a, b)
        for name, part in _of_nothing(term, first, second).items():
            found[name] = found[name] + part
    return found


def _of_nothing(term: Term, first: FloatArray, second: FloatArray) -> dict[str, FloatArray]:
    # Where one side is nought, the limit of the formula gives all of the other to the factors that
    # are nought: Ang, Zhang and Choi, Energy 23 (1998) 489-495; several share it alike.
    empty = (first == 0.0) != (second == 0.0)
    if not bool(np.any(empty)):
        return {}
    gone = {name: (a == 0.0) != (b == 0.0) for name, (a, b) in term.factors.items()}
    many = np.maximum(sum(np.asarray(each, dtype=np.float64) for each in gone.values()), 1.0)
    return {
        name: np.where(empty & each, (first - second) / many, 0.0) for name, each in gone.items()
    }


def log_shares(terms: Sequence[Term]) -> dict[str, FloatArray]:
    """Return each factor's share of the logarithm of the ratio of the two sides [1].

    For a single product it is ``ln(a/b) / ln(A/B)``; for a sum of them LMDI's share of the gap.

    Args:
        terms: The terms.

    Returns:
        The shares; they add up to one. Not a number where the two sides are equal.
    """
    first = np.sum([term.side(0) for term in terms], axis=0)
    second = np.sum([term.side(1) for term in terms], axis=0)
    gap = first - second
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            name: np.where(gap == 0.0, np.nan, part / gap) for name, part in lmdi(terms).items()
        }


def shapley(terms: Sequence[Term]) -> dict[str, FloatArray]:
    """Share the difference out by the mean over all orders of changing one factor after another.

    Args:
        terms: The terms.

    Returns:
        What each factor makes the first side larger by; they add up to the difference.
    """
    names = factor_names(terms)
    found = {name: np.zeros(1) for name in names}
    for term in terms:
        for name, part in _of_product(term).items():
            found[name] = found[name] + part
    return found


def _of_product(term: Term) -> dict[str, FloatArray]:
    names = [name for name, (a, b) in term.factors.items() if bool(np.any(a != b))]
    same = np.ones(1)
    for name, (a, _) in term.factors.items():
        if name not in names:
            same = same * a
    found: dict[str, FloatArray] = {}
    for name in names:
        a, b = term.factors[name]
        others = [term.factors[other] for other in names if other != name]
        found[name] = (a - b) * same * _mean_over_sets(others)
    return found


def _mean_over_sets(others: Sequence[tuple[FloatArray, FloatArray]]) -> FloatArray:
    # The weight of a set of s among n others is the integral of t^s (1-t)^(n-s) over 0 to 1, so the
    # mean over all 2^n sets is one integral of a polynomial of degree n, which n/2 + 1 points of
    # Gauss and Legendre give exactly.
    nodes, weights = np.polynomial.legendre.leggauss(len(others) // 2 + 1)
    total = np.zeros(1)
    for node, weight in zip(((nodes + 1.0) / 2.0).tolist(), (weights / 2.0).tolist(), strict=True):
        product = np.full(1, weight)
        for a, b in others:
            product = product * (node * a + (1.0 - node) * b)
        total = total + product
    return total


def in_turn(terms: Sequence[Term]) -> dict[str, FloatArray]:
    """Return what is left of the first side after each factor in turn is made the second's.

    It depends on the order, and early factors act on the largest base: shown for comparison only.

    Args:
        terms: The terms.

    Returns:
        What is left, in the order of the factors.
    """
    names = factor_names(terms)
    left: dict[str, FloatArray] = {}
    changed: set[str] = set()
    for name in names:
        changed.add(name)
        total = np.zeros(1)
        for term in terms:
            product = np.ones(1)
            for other, (a, b) in term.factors.items():
                product = product * (b if other in changed else a)
            total = total + product
        left[name] = total
    return left


def _log_ratio(a: FloatArray, b: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((a > 0.0) & (b > 0.0), np.log(np.where(b > 0.0, a / b, 1.0)), 0.0)
