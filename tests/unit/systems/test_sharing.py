"""Operations with several results."""

import numpy as np
import pytest

from wholeprint.systems.sharing import RESULTS, results_count


def _all(operation: str, *numbers: float) -> list[float]:
    return RESULTS[operation](*np.broadcast_arrays(*numbers)).tolist()


def test_a_matrix_is_inverted_row_by_row() -> None:
    """The inverse of [[4, 7], [2, 6]] is [[0.6, -0.7], [-0.2, 0.4]]; to rounding."""
    assert _all("invert", 4.0, 7.0, 2.0, 6.0) == pytest.approx([0.6, -0.7, -0.2, 0.4], rel=1e-14)


def test_a_matrix_without_inverse_costs_no_other_member_its_own() -> None:
    """Two members side by side: the singular one is infinite, the other as if it were alone."""
    corner = np.array([0.0, 4.0])

    found = RESULTS["invert"](*np.broadcast_arrays(corner, 0.0, 0.0, 2.0))

    assert found[:, 1].tolist() == [0.25, 0.0, 0.0, 0.5]
    assert np.isinf(found[:, 0]).all()


def test_who_comes_first_is_served_first() -> None:
    """Priorities further apart than the width: the first gets all it asks for, then the next."""
    found = _all("allocate_by_priority", 3.0, 5.0, 4.0, 3.0, 2.0, 1.0, 1.0, 6.0)

    assert found == pytest.approx([3.0, 3.0, 0.0], abs=1e-9)


def test_equal_priorities_share_in_proportion() -> None:
    """Half of what is asked for is there: each gets half."""
    found = _all("allocate_by_priority", 2.0, 6.0, 1.0, 1.0, 1.0, 4.0)

    assert found == pytest.approx([1.0, 3.0], abs=1e-9)


@pytest.mark.parametrize("kind", [1.0, 2.0, 3.0, 4.0])
def test_all_that_there_is_is_handed_out_and_no_more(kind: float) -> None:
    """Whatever the profiles, shares add up to the supply, and none passes its request."""
    requests = (3.0, 5.0, 4.0)
    profiles = (kind, 1.0, 2.0, 0.0, kind, 2.0, 2.0, 0.0, kind, 3.0, 1.0, 0.0)

    found = _all("allocate_available", *requests, *profiles, 7.0)

    assert sum(found) == pytest.approx(7.0, rel=1e-9)
    assert all(0.0 <= got <= asked for got, asked in zip(found, requests, strict=True))


@pytest.mark.parametrize(
    ("requests", "shares"),
    [((20.0, 30.0), [20.0, 30.0]), ((200.0, 300.0), [40.0, 60.0]), ((200.0, 50.0), [80.0, 20.0])],
)
def test_fixed_quantities_get_less_in_proportion(
    requests: tuple[float, float], shares: list[float]
) -> None:
    """Their priorities make no difference: values of Vensim's output (allocate_ptype); exact."""
    profiles = (0.0, 0.1, 0.5, 0.0, 0.0, 0.9, 0.5, 0.0)

    assert _all("allocate_available", *requests, *profiles, 100.0) == pytest.approx(shares)


def test_enough_for_all_is_what_each_asks_for() -> None:
    """Nobody gets more than asked for."""
    profiles = (1.0, 1.0, 1.0, 0.0) * 2

    assert _all("allocate_available", 3.0, 5.0, *profiles, 100.0) == [3.0, 5.0]


def test_elements_are_put_in_order_and_ranked() -> None:
    """Positions from 0 in rising and falling order, and ranks from 1."""
    assert _all("sort_order", 30.0, 10.0, 20.0, 1.0) == [1.0, 2.0, 0.0]
    assert _all("sort_order", 30.0, 10.0, 20.0, -1.0) == [0.0, 2.0, 1.0]
    assert _all("rank", 30.0, 10.0, 20.0, 1.0) == [3.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("operation", "operands", "count"),
    [
        ("invert", 9, 9),
        ("allocate_available", 11, 2),
        ("allocate_by_priority", 8, 3),
        ("sort_order", 4, 3),
        ("rank", 4, 3),
    ],
)
def test_how_many_results_there_are(operation: str, operands: int, count: int) -> None:
    """The number of results follows from the number of operands."""
    assert results_count(operation, operands) == count
    assert len(RESULTS[operation](*np.ones((operands, 1)))) == count


def test_the_level_by_edges_is_the_one_that_a_search_finds() -> None:
    """Random requests, priorities and supplies, a fifth of them enough: to 1e-9 of a request."""
    rng = np.random.default_rng(5)
    for _ in range(50):
        requests, priorities = rng.uniform(0.0, 5.0, 4), rng.integers(1, 5, 4).astype(float)
        width, supply = rng.uniform(0.1, 3.0), rng.uniform(0.0, 12.0)
        profiles = [each for p in priorities for each in (1.0, p, width, 0.0)]

        found = _all("allocate_by_priority", *requests, *priorities, width, supply)

        assert found == pytest.approx(
            _all("allocate_available", *requests, *profiles, supply), abs=5e-9
        )


def test_who_shares_alone_shares_alike_beside_others() -> None:
    """Bit for bit, also where another member has no width."""
    operands = [np.array([2.0, 3.0]), np.array([5.0, 1.0]), np.ones(2), np.full(2, 1.5)]
    together = RESULTS["allocate_by_priority"](*operands, np.array([0.7, 0.0]), np.full(2, 3.0))
    alone = RESULTS["allocate_by_priority"](
        *(each[:1] for each in operands), np.array([0.7]), np.array([3.0])
    )

    assert np.array_equal(together[:, :1], alone)


def test_a_search_gives_a_member_what_it_gets_alone() -> None:
    """Profiles of all kinds, 33 members side by side: each has the bits of two copies of it."""
    draw = np.random.default_rng(3)
    requests = draw.uniform(0.0, 5.0, (5, 33))
    kinds = np.array([4.0, 1.0, 2.0, 3.0, 3.0])
    profiles = [
        row
        for kind in kinds
        for row in (np.full(33, kind), *draw.uniform(0.0, 3.0, (2, 33)), np.zeros(33))
    ]
    operands = [*requests, *profiles, draw.uniform(0.0, 15.0, 33)]

    whole = RESULTS["allocate_available"](*operands)

    for member in (0, 7, 32):
        alone = RESULTS["allocate_available"](*(np.repeat(each[member], 2) for each in operands))
        assert alone[:, 0].tolist() == whole[:, member].tolist()
    np.testing.assert_allclose(
        whole.sum(axis=0), np.minimum(operands[-1], requests.sum(axis=0)), rtol=1e-9
    )
