"""Tests of designs: any stretch by itself, the same for a seed, every stratum once."""

from collections.abc import Sequence

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import Distribution, Lognormal, Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.world import World
from wholeprint.systems.sensitivity.design import (
    Chosen,
    Design,
    Factorial,
    IndicesDesign,
    LatinHypercube,
    SobolSequence,
    WorldDesign,
    sobol_points,
)

UNIT = Uniform(0.0, 1.0)
NAMES = ("a.one", "b.two", "c.three")
DESIGNS: Sequence[Design] = (
    WorldDesign(NAMES, 300, 5),
    LatinHypercube(NAMES, 300, 5),
    SobolSequence(3, 300, 5),
    Factorial(3, 6),
    IndicesDesign(3, 64, 5),
    IndicesDesign(3, 32, 5, second_order=1),
)
ALIKE: Sequence[Distribution] = (UNIT, UNIT, UNIT)


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.kind)
def test_any_stretch_is_that_of_the_whole(design: Design) -> None:
    """A stretch that is worked out by itself has the very bits of the whole design."""
    beliefs = (Uniform(2.0, 3.0), Lognormal(1.0, 0.5), UNIT)

    whole = design.values(beliefs, 0, design.members)

    assert whole.shape == (3, design.members)
    for first, count in ((0, 1), (17, 64), (100, 101)):
        part = design.values(beliefs, first, count)
        np.testing.assert_array_equal(part, whole[:, first : first + count])


def test_world_runs_are_states_of_the_shared_world() -> None:
    """Run i takes what the world of as many draws gives an assumption in its draw i."""
    factor = Factor("b.two", "1", Lognormal(3.0, 0.2))

    found = WorldDesign(NAMES, 128, 9).values([UNIT, factor.distribution, UNIT], 0, 128)

    np.testing.assert_array_equal(found[1], World(128, 9).draw(factor).draws)


def test_latin_hypercube_has_one_run_in_each_stratum() -> None:
    """Each of n equal strata of each input holds exactly one run."""
    found = LatinHypercube(NAMES, 500, 2).values(ALIKE, 0, 500)

    for row in found:
        assert sorted(np.floor(row * 500).astype(int)) == list(range(500))
    one, two, _ = found
    assert abs(float(np.corrcoef(one, two).item(1))) < 0.2  # 1/sqrt(500) is 0.045


def test_a_column_hangs_on_no_other_input() -> None:
    """Taking an input away leaves the columns of the others as they were."""
    whole = LatinHypercube(NAMES, 100, 2).values(ALIKE, 0, 100)
    fewer = LatinHypercube((NAMES[2],), 100, 2).values([UNIT], 0, 100)

    np.testing.assert_array_equal(whole[2], fewer[0])


def test_sobol_points_are_balanced_and_inside() -> None:
    """The first 2^m scrambled points have one in each of 2^m strata; none is at an end."""
    points = sobol_points(4, 3, 0, 256)

    assert points.min() > 0.0
    assert points.max() < 1.0
    for row in points:
        assert sorted(np.floor(row * 256).astype(int)) == list(range(256))


def test_indices_design_takes_one_column_from_the_other_matrix() -> None:
    """Run j of a row is A but for input j, which is B's; then the other way round."""
    rows = IndicesDesign(3, 8, 1, second_order=1).values(ALIKE, 0, 64).reshape(3, 8, 8)

    one, two = rows[:, :, 0], rows[:, :, 7]
    for each in range(3):
        swapped, back = one.copy(), two.copy()
        swapped[each], back[each] = two[each], one[each]
        np.testing.assert_array_equal(rows[:, :, 1 + each], swapped)
        np.testing.assert_array_equal(rows[:, :, 4 + each], back)


def test_factorial_has_every_combination_once() -> None:
    """Three levels of two inputs are nine different runs, at the middles of strata."""
    design = Factorial.within(2, 15)

    found = design.values([UNIT, UNIT], 0, design.members)

    assert design.levels == 3
    assert (
        len(
            {
                (round(a, 9), round(b, 9))
                for a, b in zip(found[0].tolist(), found[1].tolist(), strict=True)
            }
        )
        == 9
    )
    assert sorted(found[0].tolist()) == pytest.approx([1 / 6] * 3 + [0.5] * 3 + [5 / 6] * 3)


def test_a_factorial_that_does_not_fit_is_refused() -> None:
    """Twenty inputs need over a million runs, and a hundred are no factorial of them."""
    with pytest.raises(ValueRefusedError, match="1048576 runs"):
        Factorial.within(20, 100)
    with pytest.raises(ValueRefusedError, match="no levels to combine"):
        Factorial.within(0, 100)


def test_chosen_runs_are_those_of_the_design() -> None:
    """A choice of runs has the values these runs have in the whole."""
    design = LatinHypercube(NAMES, 9000, 2)
    whole = design.values(ALIKE, 0, 9000)

    found = Chosen(design, (3, 4095, 4096, 8999)).values(ALIKE, 1, 3)

    np.testing.assert_array_equal(found, whole[:, [4095, 4096, 8999]])


def test_an_ensemble_without_inputs_has_runs() -> None:
    """Where nothing is uncertain a stretch is an empty table."""
    assert SobolSequence(0, 8).values((), 0, 8).shape[0] == 0
    assert sobol_points(2, 0, 5, 0).shape == (2, 0)
    assert sobol_points(2, 0, 0, 1).shape == (2, 1)
