"""Random functions."""

import numpy as np
import pytest

from wholeprint.errors import UnsupportedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import RANDOM_KINDS, Role, System
from wholeprint.systems.flat.term import Apply
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_DRAWS = 20_000


def _system(equation: str) -> System:
    text = (
        f"model: m\ntime: {{start: 0, stop: 1, step: 1}}\nparameters: {{p: 2}}\n"
        f"auxiliaries: {{x: '{equation}', a: p + TIME}}"
    )
    return flatten(read_model(text, "m.yaml"))


def _drawn(equation: str) -> FloatArray:
    system = _system(equation)
    slot = slot_of(system, "x")
    members = {slot_of(system, "p"): np.full(_DRAWS, 2.0)}
    return simulate(system, members, keep=[slot]).values[slot][0]


@pytest.mark.parametrize(
    ("equation", "mean", "deviation"),
    [
        ("UNIFORM(2, 6)", 4.0, 4 / 12**0.5),
        ("RANDOM(2, 6)", 4.0, 4 / 12**0.5),
        ("RANDOM_UNIFORM(2, 6, 1)", 4.0, 4 / 12**0.5),
        ("RANDOM_0_1()", 0.5, 1 / 12**0.5),
        ("NORMAL(3, p)", 3.0, 2.0),
        ("RANDOM_NORMAL(-100, 100, 3, 2, 1)", 3.0, 2.0),
        ("LOGNORMAL(3, 2)", 3.0, 2.0),
        ("EXPRND(3)", 3.0, 3.0),
        ("RANDOM_EXPONENTIAL(0, 1000, 0, 3, 1)", 3.0, 3.0),
        ("POISSON(p)", 2.0, 2**0.5),
        ("RANDOM_POISSON(0, 1000, 2, 5, 3, 1)", 11.0, 3 * 2**0.5),
    ],
)
def test_draws_have_the_mean_and_the_deviation_asked_for(
    equation: str, mean: float, deviation: float
) -> None:
    """20,000 draws: a mean is off by 0.7 % of a deviation; six of these are allowed.

    The deviation of the lognormal is off by more, as its tail is long: 10 % is allowed.
    """
    found = _drawn(equation)
    assert abs(found.mean() - mean) < 6 * deviation / _DRAWS**0.5
    assert np.std(found) == pytest.approx(deviation, rel=0.1)


def test_limits_are_kept() -> None:
    """Nothing is drawn outside of them."""
    for equation in (
        "RANDOM_NORMAL(1, 4, 3, 2, 1)",
        "NORMAL(3, 2, 1, 1, 4)",
        "RANDOM_EXPONENTIAL(1, 4, 0, 3, 1)",
        "RANDOM_POISSON(1, 4, 2, 0, 1, 1)",
    ):
        found = _drawn(equation)
        assert found.min() >= 1.0, equation
        assert found.max() <= 4.0, equation


def test_each_use_is_a_slot_of_its_own() -> None:
    """Two uses in one equation are not the same number."""
    system = _system("UNIFORM(0, 1) - UNIFORM(0, 1)")
    drawn = [each for each in system.slots if each.role is Role.RANDOM]
    assert len(drawn) == 2
    assert all(
        isinstance(each.term, Apply) and each.term.operation in RANDOM_KINDS for each in drawn
    )
    assert np.abs(_drawn("UNIFORM(0, 1) - UNIFORM(0, 1)")).min() > 0.0


def test_what_cannot_be_scaled_may_not_change() -> None:
    """The mean of a Poisson draw that moves with the time is refused by name."""
    with pytest.raises(UnsupportedError, match="POISSON is given something that changes"):
        _system("POISSON(a)")
