"""The raw record of a run."""

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.activity import Activity, Channel

NONE = np.array([])


def test_it_lasts_from_its_first_edge_to_its_last() -> None:
    """The length of a run is the distance of its outer edges."""
    run = Activity("r", np.array([10.0, 12.0, 15.5]), np.zeros(2), np.zeros(2))
    assert run.seconds == 5.5


def test_falling_edges_are_refused() -> None:
    """Time does not run backwards in a run."""
    with pytest.raises(ValueRefusedError, match="never fall"):
        Activity("r", np.array([10.0, 9.0]), np.zeros(1), np.zeros(1))
    with pytest.raises(ValueRefusedError, match="never fall"):
        Activity("r", NONE, NONE, NONE)


def test_each_column_needs_one_number_per_interval() -> None:
    """A counter with too many numbers is refused."""
    counter = Channel("package-0", "cpu", "rapl", np.zeros(3))
    with pytest.raises(ValueRefusedError, match="2 intervals"):
        Activity("r", np.arange(3.0), np.zeros(2), np.zeros(2), (counter,))


def test_a_run_of_no_length_is_a_run() -> None:
    """A run that was killed before its first sample has one edge and no interval."""
    assert Activity("r", np.array([10.0]), NONE, NONE).seconds == 0.0
