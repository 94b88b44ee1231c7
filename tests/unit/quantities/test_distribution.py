"""Five shapes of belief about one number."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import (
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
    from_dict,
)

QUARTERS = np.array([0.25, 0.5, 0.75])


@pytest.mark.parametrize(
    ("distribution", "central", "quarters"),
    [
        (Fixed(3.0), 3.0, [3.0, 3.0, 3.0]),
        (Uniform(0.0, 4.0), 2.0, [1.0, 2.0, 3.0]),
        (Triangular(0.0, 2.0, 4.0), 2.0, [2**0.5, 2.0, 4.0 - 2**0.5]),
        (Triangular(2.0, 2.0, 2.0), 2.0, [2.0, 2.0, 2.0]),
        (Lognormal(5.0, 0.0), 5.0, [5.0, 5.0, 5.0]),
        (Empirical((3.0, 1.0, 2.0)), 2.0, [1.5, 2.0, 2.5]),
        (Empirical((7.0,)), 7.0, [7.0, 7.0, 7.0]),
        (
            Empirical((0.0, 10.0, 20.0), (1.0, 1.0, 2.0)),
            10 + 1 / 0.6,
            [6.25, 10 + 1 / 0.6, 10 + 3.5 / 0.6],
        ),
    ],
)
def test_quantiles_by_hand(
    distribution: Distribution, central: float, quarters: list[float]
) -> None:
    """Quartiles and the central value are those of the closed form (rounding: 1e-12).

    Weights 1, 1, 2 put the middles of the steps at 0.5, 1.5 and 3 of 4; stretched to 0 and 1 they
    lie at 0, 0.4 and 1, so that the median is 10 + 10 x 0.1 / 0.6.
    """
    assert distribution.central == pytest.approx(central, rel=1e-12)
    assert distribution.quantile(QUARTERS) == pytest.approx(quarters, rel=1e-12)


def test_a_lognormal_from_an_interval() -> None:
    """5 % lies below the lower value and 5 % above the upper; the median is their mean in logs."""
    found = Lognormal.from_interval(1.0, 4.0)
    assert found.median == pytest.approx(2.0, rel=1e-12)
    assert found.quantile(np.array([0.05, 0.95])) == pytest.approx([1.0, 4.0], rel=1e-12)


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "normal", "mean": 1.0},
        {"kind": "fixed"},
        {"kind": "uniform", "low": 1.0},
        {"kind": "uniform", "low": 2.0, "high": 1.0},
        {"kind": "fixed", "value": float("nan")},
        {"kind": "lognormal", "median": -1.0, "sigma": 0.1},
        {"kind": "empirical", "values": []},
        {"kind": "empirical", "values": [1.0], "weights": [0.0]},
        {},
    ],
)
def test_nonsense_is_refused(document: dict[str, object]) -> None:
    """A distribution that cannot be is refused when it is made."""
    with pytest.raises(ValueRefusedError):
        from_dict(document)


def test_an_interval_must_be_positive() -> None:
    """A lognormal knows no zero and no falling interval."""
    for low, high in ((0.0, 1.0), (2.0, 1.0)):
        with pytest.raises(ValueRefusedError):
            Lognormal.from_interval(low, high)
