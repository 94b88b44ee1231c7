"""States of the same data laid over each other."""

import numpy as np
import pytest

from wholeprint.grid.overlay import overlaid
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

UNIT = Unit.parse("gCO2e/kWh")
NAN = float("nan")


def _series(edges: list[float], values: list[float]) -> StepSeries:
    return StepSeries(np.asarray(edges), np.asarray(values), UNIT)


def test_the_later_layer_goes_before_where_it_knows() -> None:
    """A revision replaces what it covers; its gap hides nothing; edges need not meet."""
    old = _series([0, 10, 20, 30], [1, 2, 3])
    new = _series([5, 15, 18, 40], [7, NAN, 9])

    found = overlaid([old, new])

    assert found.series.edges_seconds.tolist() == [0, 5, 10, 15, 18, 20, 30, 40]
    assert found.series.values.tolist() == [1, 7, 7, 2, 9, 9, 9]
    assert found.owners.tolist() == [0, 1, 1, 0, 1, 1, 1]
    assert found.owned() == [0, 1]


def test_a_layer_that_is_hidden_owns_nothing() -> None:
    """What is overlaid whole is no vintage of the result."""
    found = overlaid([_series([0, 10], [1]), _series([0, 10], [2])])

    assert found.owned() == [1]


def test_time_between_layers_is_a_gap() -> None:
    """Two layers that do not meet leave open what lies between."""
    found = overlaid([_series([0, 10], [1]), _series([20, 30], [2])])

    assert np.isnan(found.series.values).tolist() == [False, True, False]
    assert found.owners.tolist() == [0, -1, 1]


@pytest.mark.parametrize(
    ("start", "end", "edges"),
    [(12, 18, [10, 20]), (10, 20, [10, 20]), (5, 25, [0, 10, 20, 30]), (40, 50, None)],
)
def test_a_part_is_made_of_whole_steps(start: float, end: float, edges: list[float] | None) -> None:
    """Steps that lie in the time at least in part, uncut; none is None."""
    part = overlaid([_series([0, 10, 20, 30], [1, 2, 3])]).within(start, end)

    assert (None if part is None else part.series.edges_seconds.tolist()) == edges


def test_clocks_that_mean_the_same_moment_make_no_step() -> None:
    """Two edges a rounding apart are one."""
    found = overlaid([_series([0, 10], [1]), _series([10 + 1e-6, 20], [2])])

    assert found.series.values.tolist() == [1, 2]
