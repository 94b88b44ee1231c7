"""Lookups are made ready so that each point is found where it stands."""

import math

import pytest

from wholeprint.engine.compiled.tables import prepared
from wholeprint.systems.model import Reading, Table


@pytest.mark.parametrize("first", [0.0, -3.7, 1900.0])
@pytest.mark.parametrize("gap", [0.1, 1.0 / 3.0, 7.0, 1e-9, 1e9])
@pytest.mark.parametrize("size", [2, 11, 50])
def test_each_place_of_an_even_grid_leads_to_its_own_point(
    first: float, gap: float, size: int
) -> None:
    """An even grid gets a scale under which no place falls to the point before it, or none."""
    xs = tuple(first + gap * place for place in range(size))
    reader = prepared(Table(xs, xs))

    if reader.scale:
        found = [math.floor((x - xs[0]) * reader.scale) for x in xs]
        assert found == list(range(size))


def test_an_uneven_grid_is_searched() -> None:
    """Without an even grid there is no scale; slopes are those between the points, then nought."""
    reader = prepared(Table((0.0, 1.0, 3.0), (0.0, 2.0, 0.0)))

    assert reader.scale == 0.0
    assert reader.slopes == (2.0, -1.0, 0.0)


def test_the_last_slope_goes_on_where_the_lookup_does() -> None:
    """Beyond its ends an extrapolated lookup is a straight line."""
    reader = prepared(Table((0.0, 1.0), (0.0, 2.0), Reading.EXTRAPOLATE))

    assert reader.goes_on
    assert reader.slopes == (2.0, 2.0)


def test_rows_are_filled_up_to_whole_vectors() -> None:
    """Eight numbers at a time are read, so that rows are as long."""
    reader = prepared(Table((0.0, 1.0, 2.0), (0.0, 2.0, 5.0)))

    assert reader.padded(reader.ys) == (0.0, 2.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0)
