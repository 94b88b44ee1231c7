"""Random numbers that follow from (seed, member, slot, step) alone."""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pytest

from wholeprint.systems.flat.system import RANDOM_KINDS
from wholeprint.systems.random_numbers import draw, normal_quantile, stream, uniforms

_WORD = 0xFFFFFFFFFFFFFFFF
_G = 0x9E3779B97F4A7C15
_OPERANDS = {
    "uniform": (2.0, 5.0),
    "normal": (3.0, 2.0),
    "truncated_normal": (0.0, 1.0, 0.0, 1.0),
    "lognormal": (3.0, 1.5),
    "exponential": (2.0,),
    "poisson": (4.0,),
}
_MEANS = {  # mean and standard deviation, from the closed forms
    "uniform": (3.5, 3.0 / 12.0**0.5),
    "normal": (3.0, 2.0),
    "truncated_normal": (0.4598622, 0.2822455),
    "lognormal": (3.0, 1.5),
    "exponential": (2.0, 2.0),
    "poisson": (4.0, 2.0),
}


def _members(count: int) -> npt.NDArray[np.int64]:
    return np.arange(count, dtype=np.int64)


def _mixed(z: int) -> int:
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _WORD
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _WORD
    return z ^ (z >> 31)


def _by_hand(seed: int, member: int, slot: int, step: int) -> float:
    word = _mixed((seed + _G) & _WORD)
    word = _mixed((word + (member + 1) * _G) & _WORD)
    word = _mixed((word + (slot + 1) * _G) & _WORD)
    word = _mixed((word + (64 * step + 1) * _G) & _WORD)
    return ((word >> 11) + 0.5) * 2.0**-53


def _drawn(kind: str, count: int, step: int = 3) -> npt.NDArray[np.float64]:
    operands = tuple(np.asarray(each) for each in _OPERANDS[kind])
    return draw(kind, stream(7, _members(count), 12), step, operands)


def test_numbers_are_those_of_the_formula() -> None:
    """Whole-number arithmetic in plain Python gives the same bits as the arrays."""
    found = uniforms(stream(2**63 + 5, _members(50), 9), 1234)

    assert found.tolist() == [_by_hand(2**63 + 5, member, 9, 1234) for member in range(50)]


def test_every_kind_is_there() -> None:
    """Each kind that a slot may have can be drawn, with as many operands as it is said to take."""
    assert {kind: len(operands) for kind, operands in _OPERANDS.items()} == dict(RANDOM_KINDS)


@pytest.mark.parametrize("kind", list(RANDOM_KINDS))
def test_a_member_draws_the_same_alone(kind: str) -> None:
    """What member 11 draws does not depend on which others draw beside it."""
    operands = tuple(np.asarray(each) for each in _OPERANDS[kind])

    alone = draw(kind, stream(7, np.array([11]), 12), 3, operands)

    assert alone[0] == _drawn(kind, 37)[11]


@pytest.mark.parametrize("kind", list(RANDOM_KINDS))
def test_mean_and_spread_are_those_of_the_kind(kind: str) -> None:
    """Over 100,000 members; five standard errors of a mean, and 3 % of a spread."""
    numbers = _drawn(kind, 100_000)
    mean, deviation = _MEANS[kind]

    assert numbers.mean() == pytest.approx(mean, abs=5.0 * deviation / 100_000**0.5)
    assert numbers.std() == pytest.approx(deviation, rel=0.03)


def test_large_means_are_counted_as_well() -> None:
    """A mean of 900 has that mean and a variance of 900, within five standard errors and 3 %."""
    numbers = draw("poisson", stream(1, _members(100_000), 4), 0, (np.asarray(900.0),))

    assert numbers.mean() == pytest.approx(900.0, abs=5.0 * 30.0 / 100_000**0.5)
    assert numbers.var() == pytest.approx(900.0, rel=0.03)


def test_a_truncated_number_stays_between_its_bounds() -> None:
    """Even where hardly any number of the normal lies between them."""
    operands = tuple(np.asarray(each) for each in (8.0, 9.0, 0.0, 1.0))

    numbers = draw("truncated_normal", stream(1, _members(100), 4), 0, operands)

    assert ((numbers >= 8.0) & (numbers <= 9.0)).all()


def test_the_normal_quantile_is_that_of_the_standard_library() -> None:
    """From 1e-300 to 1 - 1e-15; both follow AS 241, so that only rounding parts them."""
    shares = np.concatenate([10.0 ** -np.arange(1.0, 300.0, 7.0), np.linspace(0.001, 0.999, 998)])

    expected = np.array([NormalDist().inv_cdf(each) for each in shares])

    assert normal_quantile(shares) == pytest.approx(expected, rel=1e-15, abs=1e-16)


def test_steps_and_slots_draw_numbers_of_their_own() -> None:
    """Neither two steps nor two slots nor two seeds draw alike: no correlation over 5,000."""
    base = uniforms(stream(1, _members(5000), 4), 0)
    others = [
        uniforms(stream(1, _members(5000), 4), 1),
        uniforms(stream(1, _members(5000), 5), 0),
        uniforms(stream(2, _members(5000), 4), 0),
        uniforms(stream(1, _members(5000), 4), 0, draw=1),
    ]

    assert all(abs(np.corrcoef(base, each)[0, 1]) < 0.06 for each in others)
