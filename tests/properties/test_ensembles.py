"""Ensembles: what holds whatever the chunks, their order, and the numbers in them."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from wholeprint.engine.ensemble.digest import digest
from wholeprint.engine.ensemble.sketch import merged, sketch_of
from wholeprint.engine.ensemble.summary import Summary, joined, summary_of
from wholeprint.engine.ensemble.tree import Tree
from wholeprint.quantities.distribution import FloatArray, Uniform
from wholeprint.systems.sensitivity.design import Chosen, IndicesDesign, LatinHypercube
from wholeprint.systems.sensitivity.indices import joined as sums_joined
from wholeprint.systems.sensitivity.indices import sobol_indices, unit_sums

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def _rows(most: int) -> st.SearchStrategy[FloatArray]:
    shape = st.tuples(st.integers(1, 3), st.integers(1, most))
    return shape.flatmap(lambda size: arrays.arrays(np.float64, size, elements=NUMBERS))


@given(_rows(200), st.integers(1, 32), st.integers(1, 40), st.randoms(use_true_random=False))
def test_chunks_in_any_order_make_the_same_summary(
    values: FloatArray, size: int, capacity: int, chance: Random
) -> None:
    """However chunks come in, every number of the summary has the same bits."""
    members = np.array(range(values.shape[1]), dtype=np.int64)
    parts = [
        summary_of(values[:, first : first + size], members[first : first + size], capacity)
        for first in range(0, values.shape[1], size)
    ]
    found: set[str] = set()
    for _ in range(3):
        order = list(range(len(parts)))
        chance.shuffle(order)
        tree = Tree[Summary](joined)
        for number in order:
            tree.add(number, parts[number])
        whole = tree.result()
        assert whole is not None
        found.add(digest(whole))
        assert whole.count == whole.sketch.count == values.shape[1]
        np.testing.assert_array_equal(whole.lows, values.min(axis=1))
        np.testing.assert_array_equal(whole.highs, values.max(axis=1))
        np.testing.assert_allclose(whole.means, values.mean(axis=1), rtol=1e-9, atol=1e-6)

    assert len(found) == 1


@given(_rows(300), st.integers(2, 50), st.integers(1, 60), st.floats(0.0, 1.0))
def test_ranks_are_within_the_bound(
    values: FloatArray, capacity: int, size: int, share: float
) -> None:
    """A quantile lies between the values whose ranks are off by what the sketch says."""
    found = sketch_of(values[:, :size], capacity)
    for first in range(size, values.shape[1], size):
        found = merged(found, sketch_of(values[:, first : first + size], capacity, salt=first))
    count = values.shape[1]
    # The weight of the heaviest value: a rank between two values is between their ranks.
    slack = found.off_ranks + (1 << (len(found.buffers) - 1))

    for row, value in zip(values, found.quantiles(np.array([share]))[0].tolist(), strict=True):
        ordered = np.sort(row)
        rank = share * (count - 1)
        low = ordered[max(int(np.floor(rank)) - slack, 0)]
        high = ordered[min(int(np.ceil(rank)) + slack, count - 1)]
        margin = 1e-9 * (1.0 + abs(value))
        assert low - margin <= value <= high + margin


@given(st.integers(1, 400), st.integers(0, 2**32), st.data())
def test_any_run_of_a_design_can_be_had_alone(members: int, seed: int, data: st.DataObject) -> None:
    """A single run has the values it has in the whole, chosen or cut out."""
    design = LatinHypercube(("a", "b"), members, seed)
    beliefs = [Uniform(0.0, 1.0), Uniform(-2.0, 5.0)]
    number = data.draw(st.integers(0, members - 1))

    whole = design.values(beliefs, 0, members)

    np.testing.assert_array_equal(design.values(beliefs, number, 1)[:, 0], whole[:, number])
    chosen = Chosen(design, (number,)).values(beliefs, 0, 1)
    np.testing.assert_array_equal(chosen[:, 0], whole[:, number])


@settings(max_examples=30)
@given(
    st.sampled_from([4, 16, 64]),
    st.floats(-1e3, 1e3),
    st.floats(0.1, 1e3),
    st.lists(st.floats(-3.0, 3.0), min_size=3, max_size=3),
)
def test_indices_hang_on_neither_place_nor_scale(
    rows: int, place: float, scale: float, weights: list[float]
) -> None:
    """An outcome moved and stretched owes the same to all; stretches of rows are put together."""
    design = IndicesDesign(3, rows, 2)
    x = design.values([Uniform(0.0, 1.0)] * 3, 0, design.members)
    y = weights[0] * x[0] + weights[1] * x[1] * x[2] + weights[2] * np.sin(9.0 * x[2]) + 1e-3 * x[0]
    half = y.size // 2

    plain = sobol_indices(unit_sums(y[None], 3, 5, 2), 3, 5, rows)
    parts = tuple(unit_sums(each[None] * scale + place, 3, 5, 2) for each in (y[:half], y[half:]))
    moved = sobol_indices(sums_joined(parts), 3, 5, rows)

    np.testing.assert_allclose(moved.total.values, plain.total.values, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(moved.first.values, plain.first.values, rtol=1e-6, atol=1e-6)
    assert (plain.total.values >= 0.0).all()
