"""The gap of 88 between two tellings of one search, factor by factor.

Source: Strubell, Ganesh, McCallum 2019, Table 3; Patterson et al. 2021 (arXiv 2104.10350), Table 4
and appendices C and D; the split into factors was computed from the inputs printed there,
independently of this package, and is given to the digits below.
"""

import pytest

from wholeprint.advice.explain.explain import Explanation, explain
from wholeprint.advice.explain.sides import Side, statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.factors.published import find

FIRST = "strubell-2019-evolved-transformer-search"
SECOND = "patterson-2021-evolved-transformer-search"
WANTED = {
    # factor: share of the log gap [%], LMDI [t], Shapley [t], what is left after it in turn [t]
    "hours_per_step": (18.9, 53.1, 62.3, 121.72),
    "chips_per_step": (46.4, 130.3, 112.3, 15.22),
    "device_ratio": (28.6, 80.3, 84.4, 4.23),
    "system_power": (-2.1, -5.9, -8.7, 4.64),
    "pue": (8.1, 22.7, 30.1, 3.23),
    "intensity": (0.1, 0.3, 0.4, 3.22),
}
TONNE = 1e6


def _side(name: str) -> Side:
    return statement_side(statement_of(find(name).plain()))


@pytest.fixture(scope="module", name="found")
def _found() -> Explanation:
    return explain(_side(FIRST), _side(SECOND))


def test_the_totals_are_those_printed(found: Explanation) -> None:
    """284.02 t and 3.219 t: 88.24 times as much; to the digits printed."""
    one, two = (float(side[0]) / TONNE for side in found.aligned)

    assert one == pytest.approx(284.02, abs=0.005)
    assert two == pytest.approx(3.219, abs=0.0005)
    assert one / two == pytest.approx(88.24, abs=0.005)


@pytest.mark.parametrize("name", WANTED)
def test_each_factor_has_its_part(found: Explanation, name: str) -> None:
    """Shares to a tenth of a per cent, tonnes to a tenth, what is left to a hundredth."""
    part = next(part for part in found.parts if part.name == name)
    share, lmdi, shapley, left = WANTED[name]

    assert 100.0 * float(part.share[0]) == pytest.approx(share, abs=0.05)
    assert float(part.lmdi[0]) / TONNE == pytest.approx(lmdi, abs=0.05)
    assert float(part.shapley[0]) / TONNE == pytest.approx(shapley, abs=0.05)
    assert float(part.left[0]) / TONNE == pytest.approx(left, abs=0.005)


def test_nothing_is_left_over_and_both_ways_agree(found: Explanation) -> None:
    """The parts add up to the difference exactly (1e-12), with one sign in both ways."""
    gap = float(found.aligned[0][0] - found.aligned[1][0])

    assert sum(float(part.lmdi[0]) for part in found.parts) == pytest.approx(gap, rel=1e-12)
    assert sum(float(part.shapley[0]) for part in found.parts) == pytest.approx(gap, rel=1e-12)
    assert all(part.agrees for part in found.parts)
    assert [part.name for part in found.parts] == list(WANTED)
    assert found.steps == ()
